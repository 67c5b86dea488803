#!/bin/bash
# A term: 40 students, 3 weeks, five platforms; late, renamed, withdrawn, merged, changed by hand,
# killed and resumed, in any order. The tables are compared cell by cell with what term.py computes.
# A stand-in replaces the judge.
#
# Broken once to see this fail: grace left out of the view lateness; by_hand without `added`; drop
# 0.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
${MAKE:-make} "$B/grader/class/class" >"$work/log" 2>&1 ||
    { echo "not ok the program is built: $(tail -n 3 "$work/log")"; exit 1; }
class=$B/grader/class/class
. tests/support/judge_standin.bash
python3 tests/class/term.py make "$work"
course=$work/course
db() { sqlite3 "$course/gradebook.sqlite" "$1"; }
grade() { # grade WEEK OPTION...
    out=$("$class" grade --course "$course" --week "$1" --submissions "$work/week-$1" \
        --judge "$work/judge" --tests 1 --points 1 --jobs 2 "${@:2}" 2>&1 </dev/null)
    status=$?
}
hand() { # hand ACTION OPTION...
    out=$("$class" "$1" --course "$course" "${@:2}" 2>&1)
    status=$?
    [ $status = 0 ] || report 1 "$*"
}
# The third week is graded first, before and after decisions about people.
grade 3
report $status 'a week is graded' "$out"
hand withdraw --student s12@x.org --reason 'has left'
hand withdraw --student s13@x.org --reason 'the wrong one'
coproc RUN { exec "$class" grade --course "$course" --week 2 --submissions "$work/week-2" \
    --judge "$work/judge" --tests 1 --points 1 --jobs 2 2>&1
}
pid=$RUN_PID
for _ in 1 2 3 4 5; do read -r _ <&"${RUN[0]}"; done
kill -KILL "$pid"
wait "$pid" 2>/dev/null
grade 2
report $status 'a week whose run was killed is completed' "$out"
grade 1
report $status 'and so is the first week' "$out"
hand undo-withdraw --student s13@x.org
hand rename --student s16@x.org --with 'Bo Schmidt' --reason 'married'
hand adjust --week 1 --student s04@x.org --exercise ReLU --points 3 --reason 'a first look'
hand adjust --week 1 --student s04@x.org --exercise ReLU --points 5 --reason 'nearly'
hand adjust --week 1 --student s05@x.org --exercise kurtosis --points -1 --reason 'copied'
hand adjust --week 2 --student s05@x.org --exercise taus --points 0 --reason 'a slip'
hand undo --week 2 --student s05@x.org
printf 'student,exercise,points,reason\ns06@x.org,total,11,oral\n' >"$work/hand.csv"
hand adjust-csv --week 2 --csv "$work/hand.csv"
none 'all tables are what a plain script computes' "$(python3 tests/class/term.py compare "$work")"
before=$(calls)
for week in 2 1 3; do grade $week; done
same 'in a second run nobody is judged again' "$(calls)" "$before"
none '... and the tables are the same' "$(python3 tests/class/term.py compare "$work")"
grade 1 --again yes
none 'a regrade keeps points by hand and decisions' "$(python3 tests/class/term.py compare "$work")"

before=$(calls)
grade 1 --again yes --student s01@x.org
same 'one student is judged again' "$(($(calls) - before))" 1
out=$("$class" grade --course "$course" --week 1 --submissions "$work/week-1" --student nobody \
    --judge "$work/judge" --tests 1 --points 1 2>&1)
status=$?
says '... or nobody' 1 'STUDENT=nobody has handed in nothing there'

# ---- a week graded on two machines ----
for part in canvas moodle; do
    "$class" grade --submissions "$work/week-1/$part.zip" --out "$work/$part" \
        --judge "$work/judge" --tests 1 --points 1 --jobs 2 >"$work/log" 2>&1
done
cp -r "$course" "$work/other"
rm "$work/other/gradebook.sqlite"*
for part in canvas moodle canvas; do
    out=$("$class" take-in --course "$work/other" --week 1 --results "$work/$part" 2>&1)
    status=$?
done
says 'results of other folders are taken in once' 0 '^0 new results'
handed() { awk -F, '{ print $1, $3, $7 }' "$1/weeks/1/grades.csv" | grep -v 's0[456]@\|s1[23]@'; }
same '... and equal those of a single run' "$(handed "$work/other")" "$(handed "$course")"

# An option that a command does not use is refused.
out=$(${MAKE:-make} -n regrade EX=ReLU OUT=o SUBMISSIONS=s 2>&1 | grep -c 'EX= does nothing here')
same 'a choice of one exercise is refused where all are judged' "$out" 1

# The documented queries, on this gradebook.
out=$(awk '/^    -- / { on = 1 } /^$/ { if (on) exit } on' grader/class/TABLES.md |
    sqlite3 -bail "$course/gradebook.sqlite" 2>&1)
status=$?
says 'the queries of TABLES.md work' 0 'a day: '
for name in $(sed -n '/^    total /,/^    course /s/^    [ctg][a-z]* .*: //p
    /^    total /,/^    course /s/^             //p' grader/class/TABLES.md | tr -d ,); do
    db "SELECT $name FROM total LIMIT 1" >/dev/null 2>&1 ||
        db "SELECT $name FROM grade LIMIT 1" >/dev/null 2>&1 ||
        db "SELECT $name FROM course LIMIT 1" >/dev/null 2>&1 || echo "$name"
done >"$work/unknown"
none '... and so do the columns it names' "$(cat "$work/unknown")"

# ---- somebody who hands in under another name ----
mkdir -p "$work/week-1x/ghost"
printf '// right\n' >"$work/week-1x/ghost/thresholding.c"
touch -d 2026-03-09 "$work/week-1x/ghost/thresholding.c"
out=$("$class" grade --course "$course" --week 1 --submissions "$work/week-1x" \
    --judge "$work/judge" --tests 1 --points 1 2>&1)
grep -q '^ghost,.*,not on the roster' "$course/weeks/1/grades.csv"
report $? 'a student not on the roster is listed as such' "$(cat "$course/weeks/1/grades.csv")"
nothing=$(awk -F, '$10 == "not handed in" { print $1; exit }' "$course/weeks/1/grades.csv")
points() { awk -F, -v key="$1" '$1 == key { print $7 }' "$course/weeks/1/grades.csv"; }
same 'a student who handed in nothing has 0 and is listed' "$(points "$nothing")" 0
hand merge --student "$nothing" --with ghost --reason 'she told me'
hand export --week 1
same 'merged: the work is hers' "$(points "$nothing")/$(points ghost)" 18/
hand split --student ghost --reason 'no, he did'
hand export --week 1
same 'split again: it is not' "$(points "$nothing")/$(points ghost)" 0/18
hand undo-split --student ghost
hand undo-merge --student ghost
same 'and the decision is undone' \
    "$(db 'SELECT count(*) FROM decision WHERE undone_at IS NULL')" 2
hand merge --student "$nothing" --with ghost --reason again
out=$("$class" rename --course "$course" --student s01@x.org --with X --reason ' ' 2>&1)
status=$?
says 'a decision needs a reason' 1 'needs a REASON='
exit $((bad > 0))
