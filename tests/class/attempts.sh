#!/bin/bash
# Several attempts, and the rule for which one counts; points set by hand, then a later hand-in; a
# table of changes, undone as a whole; gradebooks of older versions. A stand-in replaces the judge.
#
# Broken once to see this fail: CASE attempts in the view counted always newest; `earlier` never
# set; set_for left out of the view grade; csv not kept; the UPDATE of the migration left out.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
${MAKE:-make} "$B/grader/class/class" >"$work/log" 2>&1 ||
    { echo "not ok the program is built: $(tail -n 3 "$work/log")"; exit 1; }
. tests/support/judge_standin.bash
course=$work/course
run() {
    out=$("$B/grader/class/class" "$@" --course "$course" --week 1 2>&1 </dev/null)
    status=$?
}
grade() { run grade --submissions "$work/in" --judge "$work/judge" --tests 1 --points 1 --jobs 2; }
points() { awk -F, '$1 == "ann@x.org" { print $7 }' "$course/weeks/1/grades.csv"; }
rule() { # rule KEY VALUE: in course.ini
    sed -i "/^$1 /d; s/^late .*/&\n$1 = $2/" "$course/course.ini"
}
hand_in() { # hand_in TIME WORD: TIME is in March 2026
    local folder="$work/in/7-1${1//[^0-9]/} - Ann Lee - Mar $1"
    mkdir -p "$folder"
    printf '// %s\n' "$2" >"$folder/thresholding.c"
}
mkdir "$course"
printf 'name,id,email\nAnn Lee,1,ann@x.org\nBo Wu,2,bo@x.org\n' >"$course/roster.csv"
printf '[course]\ntime_zone = UTC\nlate = 50 %%\n[week 1]\nexercises = ReLU\ndue = %s\n' \
    '2026-03-10 23:59' >"$course/course.ini"

hand_in '1, 2026 900 AM' right
hand_in '2, 2026 900 AM' wrong
rule attempts best
grade
same 'best: all attempts are judged, and the better one counts' "$status/$(calls)/$(points)" 0/2/8
rule attempts newest
run export
same 'the rule is changed: the newest counts at once' "$(points)" 0
rule attempts first
run export
same '... or the first' "$(points)" 8
rm -r "$work/in"
hand_in '3, 2026 900 AM' wrong
grade
same '... even when only a later one is there' "$(points)" 8
rule attempts best
hand_in '12, 2026 900 AM' right
grade
same 'a late hand-in is no better than the one on time' \
    "$(points)/$(awk -F, '$1 == "ann@x.org" { print $16 }' "$course/weeks/1/grades.csv")" 8/

# ---- points set by hand, and a later hand-in ----
rm -rf "$work/in" "$course"/gradebook.sqlite*
rule attempts newest
hand_in '1, 2026 900 AM' wrong
grade
run adjust --student ann@x.org --exercise ReLU --points 3 --reason 'a good idea'
hand_in '2, 2026 900 AM' right
grade
says 'a later hand-in better than the points set is reported' 0 '1 time points were set by hand'
grep -q 'Ann Lee: ReLU, set to 3.0, judged 8' "$course/weeks/1/class.html"
report $? '... and listed' "$(grep -A3 'Set by hand' "$course/weeks/1/class.html")"
same '... the points set by hand count' "$(points)" 3
rule set_points better
run export
same '... or the better ones, if the course says so' "$(points)" 8
run adjust --student ann@x.org --exercise ReLU --points 1 --reason 'copied'
same '... but not against points set for that very work' "$(points)" 1
run undo --student ann@x.org
run adjust --student ann@x.org --exercise ReLU --points +4 --reason 'spoke well'
says 'a change beyond full points is reported' 0 'has 8 of 8; \+4 leads to 8'
run undo --student ann@x.org

# ---- a table of changes ----
printf 'student,exercise,change,reason\nann@x.org,ReLU,-2,x\nbo@x.org,ReLU,1,y\n' >"$work/hand.csv"
run adjust-csv --csv "$work/hand.csv"
all() { cut -d, -f1,7 "$course/weeks/1/grades.csv" | tail -n +2 | tr '\n' ' '; }
same 'a table of changes adds to the points' "$status/$(all)" '0/ann@x.org,6 bo@x.org,1 '
run undo-csv
says 'it is undone as a whole' 0 'Undone: a table of 2 changes'
same '... and the points are as before' "$(all)" 'ann@x.org,8 bo@x.org,0 '
run undo-csv
says '... but only once' 1 'there is no table of changes to undo in week 1'
printf 'student,exercise,points,change,reason\nann@x.org,ReLU,2,1,x\n' >"$work/hand.csv"
run adjust-csv --csv "$work/hand.csv"
says 'points and a change in one line are refused' 1 'hand.csv:2: points and change exclude'

# ---- gradebooks of older versions ----
for version in 1 2; do
    rm -rf "$work/old"
    mkdir "$work/old"
    sqlite3 "$work/old/gradebook.sqlite" <"tests/class/gradebook_$version.sql"
    out=$("$B/grader/class/class" export --out "$work/old" 2>&1)
    status=$?
    same "a gradebook of version $version opens, with its points, changes, notes and comments" \
        "$status/$(cut -d, -f1,6-9,15 "$work/old/grades.csv" | tail -n +2 | tr '\n' ' ')$(
            grep -c 'good\|a note' "$work/old/feedback/ann.txt")$(sqlite3 \
            "$work/old/gradebook.sqlite" 'SELECT count(*), (SELECT group_concat(work) FROM
            adjustment) FROM judgement; PRAGMA foreign_key_check')" \
        '0/ann,1,6,8,5,6 bo,0,7,8,8,7 23|w2,w3'
done
exit $((bad > 0))
