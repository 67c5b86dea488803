#!/bin/bash
# A class is graded whatever happens on the way: interruptions, changes, points given by hand,
# judges that hang. A stand-in replaces the judge: it does what a word in the submitted file says,
# and can be made to wait.
#
# Broken once to see this fail: gradebook_record without BEGIN and COMMIT (kills leave halves); in
# feedback_pages.c export_is_hidden() always false, the branch of lost() that it guards left out,
# and only_hidden_lost() always false, each for itself.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
${MAKE:-make} "$B/grader/class/class" >"$work/log" 2>&1 ||
    { echo "not ok the program is built: $(tail -n 3 "$work/log")"; exit 1; }
class=$B/grader/class/class
db() { sqlite3 "$work/out/gradebook.sqlite" "$1"; }

. tests/support/judge_standin.bash
exercises=$(wc -l <"$SB_COURSE/exercises.tsv")
tests=1 points=1
grade() { # grade OPTION...: what make grade runs
    out=$("$class" grade --submissions "$work/in" --out "$work/out" --judge "$work/judge" \
        --tests $tests \
        --points $points --jobs 2 "$@" 2>&1 </dev/null)
    status=$?
}

# ---- the parts of grader/class ----
# Which part may include which; and external names start with the name of their part.
same 'no part of grader/class includes one that it may not' \
    "$(for room in text intake gradebook course judging export; do
    sed -n "s|^#include \"class/\([a-z]*\)/.*|$room \1|p" grader/class/$room/*.[ch]
done | sort -u | tr '\n' ' ')" \
    "course gradebook export gradebook export text gradebook intake intake text $(:
    )judging gradebook judging text "
none 'external names start with the name of their part' \
    "$(for room in text intake gradebook course judging export; do
    nm -g --defined-only "$B/grader/class/$room"/*.o |
        awk -v room=$room 'NF == 3 { print room, $3 }'
done | grep -vE '^text (text|notes|file)_' |
    grep -vE '^(intake|gradebook|course|judging|export) \1_')"

# ---- one run after the other ----
fresh
for i in $(seq 12); do student "s$i" right; done
student bob wrong
student eve crash
student '=cmd, "x"' wrong
grade
same 'all submissions are judged' "$status/$(calls)/$(db 'SELECT count(*) FROM judgement')" 0/15/15
grep -q '^  *1/15  ' <<<"$out" && ! grep -q "$(printf '\r')" <<<"$out"
report $? 'outside a terminal there is one line per submission'
grade
same 'unchanged submissions are not judged again' \
    "$(calls)/$(db 'SELECT count(*) FROM judgement')" 15/15
student bob right
grade
same 'a changed one is, and its old result is kept' \
    "$(calls)/$(db 'SELECT group_concat(points) FROM (SELECT j.points
        FROM judgement j JOIN student s ON s.id = j.student WHERE name = "bob" ORDER BY j.id)')" \
    16/92,100
student bob wrong
grade
same 'an earlier version is still known' \
    "$(calls)/$(db 'SELECT points FROM total WHERE name = "bob"')" 16/92
tests=2 && grade
same 'other tests: all are judged again' "$(calls)" 31
points=2 && grade
same 'other points: all are judged again' "$(calls)" 46
rm -r "$work/in/s1" && grade
same 'a student no longer in the folder keeps the grade' "$(db 'SELECT count(*) FROM total')" 15

# ---- by hand ----
hand() {
    out=$("$class" "$@" --out "$work/out" 2>&1)
    status=$?
}
hand adjust --student bob --exercise ReLU --points 5 --reason 'right idea, "off" by one'
hand adjust --student bob --exercise ReLU --points +1 --reason 'told me so'
hand comment --student bob --text 'Well <done>'
same 'points by hand count' "$(db 'SELECT points FROM total WHERE name = "bob"')" 98.0
before=$(calls)
grade --again yes
same 'a regrade judges everything again' "$(($(calls) - before))" 14
same 'points by hand and comments survive a regrade' \
    "$(db 'SELECT points || "/" || judged FROM total WHERE name = "bob"')/$(db \
    'SELECT count(*) FROM comment')" 98.0/92/1
grep -q 'off" by one' "$work/out/feedback/bob.txt" &&
    grep -q 'Well &lt;done&gt;' "$work/out/feedback/bob.html"
report $? 'the feedback gives the reason and the comment'
hand adjust --student nobody --exercise ReLU --points 1 --reason x
same 'an unknown student gets one clear line' "$status/$(wc -l <<<"$out")" 1/1
hand adjust --student bob --exercise Relu --points 1 --reason x
same 'and so does an unknown exercise' "$status/$(wc -l <<<"$out")" 1/1
hand adjust --student bob --exercise ReLU --points many --reason x
same 'and points that are not a number' "$status/$(wc -l <<<"$out")" 1/1
hand adjust --student bob --exercise ReLU --points 1 --reason ' '
same 'and a change without a reason' "$status/$(wc -l <<<"$out")" 1/1

# ---- what goes out ----
feedback=$work/out/feedback
hidden=$(awk -F'\t' '$2 == "ReLU" && $5 == "hidden" { print $3; exit }' "$SB_COURSE/points.tsv")
[ -n "$hidden" ] && grep -q 'WANT_five_samples' "$feedback/bob.txt" &&
    ! grep -rqE "(WANT|GOT|INPUT)_$hidden" "$feedback" &&
    grep -q "$hidden holds" "$feedback/bob.html"
report $? 'a hidden test is reported without its input and values'
grep -q '^  E2.1  ReLU  *6 of 8  started$' "$feedback/bob.txt" &&
    grep -q '<a href="#E2.1">' "$feedback/bob.html" &&
    grep -q '<h2 id="E2.1">' "$feedback/bob.html" && ! grep -q '^E1.1' "$feedback/bob.txt"
report $? 'all exercises are in a table, and lost points are explained below it' \
    "$(cat "$feedback/bob.txt")"
[ "$(find "$feedback" -name '*.html' | wc -l)" -eq 15 ] &&
    [ "$(find "$feedback" -name '*.txt' | wc -l)" -eq 15 ]
report $? 'each student has a page as text and as HTML'
jq -e --argjson exercises "$exercises" '.students | length == 15 and
    all(.points >= 0 and .of == 100 and (.exercises | length) == $exercises)' \
    "$work/out/grades.json" >/dev/null
report $? 'grades.json is JSON and complete'
jq -e '[.students[] | select(.name == "bob") | .exercises[] | select(.exercise == "ReLU")
    | .points, .judged, .mistake] == [6, 0, "keeps_value"]' \
    "$work/out/grades.json" >/dev/null
report $? 'grades.json has points, the judge`s points, and the mistake'
xmllint --noout "$work/out/junit.xml" 2>/dev/null &&
    [ "$(xmllint --xpath 'count(//testsuite)' "$work/out/junit.xml")" = 15 ] &&
    [ "$(xmllint --xpath 'sum(//testsuite/@tests)' "$work/out/junit.xml")" = \
    "$(xmllint --xpath 'count(//testcase)' "$work/out/junit.xml")" ] &&
    [ "$(xmllint --xpath 'string(//testsuite[@name="eve"]/@errors)' "$work/out/junit.xml")" -gt 0 ]
report $? 'junit.xml is XML, and its sums are right'
head -n 1 "$work/out/grades.csv" | grep -q '^key,name,id,email,layout,late,points,of,.*,ReLU,' &&
    grep -q "^\"'=cmd, \"\"x\"\"\"," "$work/out/grades.csv"
report $? 'grades.csv is quoted and contains no formula'
grep -q '^  14 submissions\|^  15 submissions' "$work/out/class.txt" &&
    grep -q 'ReLU, keeps_value: Samples above' "$work/out/class.txt" &&
    grep -q 'eve: ReLU crashed' "$work/out/class.txt" &&
    grep -A1 '^Suspicious' "$work/out/class.txt" |
    grep -q 'eve: ReLU, it asked the system for kill' &&
    grep -qE 'E2.1 ReLU .* 85%  12 full' "$work/out/class.txt" &&
    grep -q 'keep &lt;their&gt; value' "$work/out/class.html"
report $? 'the class report counts, names mistakes and crashes'

# A student who loses only a hidden test, with every field of the report filled in.
jq --arg p "$hidden" '(.exercises[] | select(.exercise == "ReLU")) |= (
    .why = "SECRET_why" | .state = "partly" | .points -= 1
    | (.properties[] | select(.property == $p)) |= (
        .points = 0 | .outcome = "failed" | .call = "SECRET_call" | .input = "SECRET_input"
        | .expected = "SECRET_expected" | .got = "SECRET_got" | .hint = "SECRET_hint"
        | .fault = "SECRET_fault" | .smallest = "SECRET_smallest" | .printed = "SECRET_printed"
        | .replay = "SECRET_replay"
        | .known = [{mistake: "SECRET_mistake", sentence: "SECRET_sentence"}]))' \
    "$work/right.json" >"$work/secret.json"
student zoe secret
grade
grep -q "$hidden holds" "$feedback/zoe.txt" &&
    ! grep -rq SECRET_ "$feedback" "$work/out/class.html" "$work/out/class.txt" "$work/out"/*.csv
report $? 'only the outcome of a lost hidden test is reported'

# ---- hostile names ----
fresh
student one wrong
mkdir "$work/in/Vera V_456_assignsubmission_file_" "$work/in/submission_1" "$work/in/submission_2"
printf '// wrong\n' | tee "$work/in/submission_1/omp.c" "$work/in/submission_2/omp.c" \
    >"$work/in/Vera V_456_assignsubmission_file_/<img src=x onerror=alert(1)> thresholding.c"
cat >"$work/in/submission_metadata.yml" <<'END'
submission_1:
  :submitters:
  - :name: Vera
    :email: vera@x.org
  - :name: Paula
    :email: paula@x.org
submission_2:
  :submitters:
  - :name: vera@x.org
    :email: mallory@x.org
END
printf '%b' '\xc2\x9b2J\xe2\x80\xae gnp.exe' >"$work/odd"
mkdir "$work/in/x$(cat "$work/odd")"
printf '// wrong\n' >"$work/in/x$(cat "$work/odd")/thresholding.c"
python3 - "$work/in/zip.zip" <<'END'
import sys, zipfile
z = zipfile.ZipFile(sys.argv[1], 'w')
z.writestr('\u00dcbung 1/thresholding.c', '// right')
END
LC_ALL=C grade
same 'each member of a group has a row' \
    "$status/$(db 'SELECT group_concat(key, " ")
        FROM (SELECT key FROM student WHERE layout = "gradescope" ORDER BY key)')" \
    '0/mallory@x.org paula@x.org vera@x.org'
out=$("$class" adjust --out "$work/out" --student vera@x.org --exercise ReLU \
    --points 1 --reason x 2>&1)
says 'a name that is another student`s key is reported' $? 'vera@x.org is Vera; it is the name'
same 'and is not taken for that student' \
    "$(db 'SELECT s.name FROM adjustment a JOIN student s ON s.id = a.student')" Vera
! grep -q '<img' "$work/out/moodle.csv" && grep -q '&lt;img src=x' "$work/out/moodle.csv"
report $? 'HTML in a file name is text in moodle.csv' "$(cat "$work/out/moodle.csv")"
! grep -rqF -e "$(printf '\xc2\x9b')" -e "$(printf '\xe2\x80\xae')" --include='*.csv' \
    --include='*.txt' --include='*.html' "$work/out" &&
    grep -q 'x<U+009B>2J<U+202E>' "$work/out/grades.csv" &&
    grep -q 'x&lt;U+009B&gt;' "$work/out/class.html"
report $? 'control characters and reversed text are shown as such'
same 'a zip with non-ASCII names is read in any locale' \
    "$(db 'SELECT points FROM total WHERE key = "zip"')" 100

# ---- layouts and their import forms ----
fresh
printf '// right\n' |
    tee "$work/in/doejane_123_456_thresholding.c" >"$work/in/roemax_LATE_124_9_thresholding-1.c"
grade
[ "$(head -n 3 "$work/out/canvas.csv")" = 'Student,ID,SIS User ID,SIS Login ID,Section,Sparsebook
    Points Possible,,,,,100
doejane,123,,,,100' ]
report $? 'canvas.csv is what Canvas imports'
fresh
mkdir "$work/in/Jane Doe_77_assignsubmission_file_" "$work/in/Zoë, Ann_78_assignsubmission_file_"
printf '// wrong\n' |
    tee "$work/in/Jane Doe_77_assignsubmission_file_/thresholding.c" \
    >"$work/in/Zoë, Ann_78_assignsubmission_file_/omp.c"
grade
grep -q '^Identifier,Full name,Email address,Status,Grade,Maximum Grade,' "$work/out/moodle.csv" &&
    grep -q '^Participant 77,Jane Doe,,,92.00,100.00,' "$work/out/moodle.csv" &&
    grep -q '^Participant 78,"Zoë, Ann",' "$work/out/moodle.csv"
report $? 'moodle.csv is what Moodle imports'

# ---- interruptions ----
fresh
tests=1 points=1
for i in $(seq 30); do student "s$i" right; done
student s17 wait
until_event() { # until_event SIGNAL: start a run, wait until the judge waits, then end the run
    "$class" grade --submissions "$work/in" --out "$work/out" --judge "$work/judge" \
        --tests 1 --points 1 --jobs 1 \
        >"$work/log" 2>&1 </dev/null &
    local pid=$!
    read -r -t 300 _ <>"$work/started" # not forever, in case no judge starts
    kill -s "$1" $pid
    wait $pid 2>/dev/null
    status=$?
    out=$(cat "$work/log")
}
until_event KILL
same 'kill -9 loses no result' "$(db 'SELECT count(*) FROM judgement')" "$(($(calls) - 1))"
first=$(calls)
until_event INT
same 'Ctrl-C ends the run with status 130' "$status" 130
grep -q 'Stopped\. [0-9]* of 30 submissions are in the gradebook' <<<"$out"
report $? 'Ctrl-C says how far the run got'
same 'the next run continues where it stopped' "$(($(calls) - first))" 1
student s17 right
grade
same 'the rest is judged, none twice' \
    "$status/$(calls)/$(db 'SELECT count(*), count(DISTINCT student) FROM judgement')/$(db \
    'PRAGMA integrity_check')" '0/32/30|30/ok'
[ ! -d "$work/out/judging" ]
report $? 'no work folder is left'
# What a killed run left behind finishes while the next run works.
fresh
student s1 straggle
until_event KILL
mv "$work/in/s1" "$work/in/s2" && student s2 lazy
grade
same 'a judge that outlives its run writes to nobody`s result' \
    "$(db 'SELECT name || " " || status FROM total')" 's2 failed'
# At any moment: the n-th kill comes at the n-th line of output.
fresh
for i in $(seq 20); do student "s$i" right; done
for n in 1 2 3 5 8; do
    coproc RUN { exec "$class" grade --submissions "$work/in" --out "$work/out" \
        --judge "$work/judge" --tests 1 --points 1 --jobs 3 2>&1
    }
    pid=$RUN_PID
    for _ in $(seq $n); do read -r _ <&"${RUN[0]}"; done
    kill -KILL "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
done
grade
same 'killed five times, every result is there once' \
    "$(db 'SELECT count(*), count(DISTINCT j.student), count(DISTINCT current)
        FROM judgement j JOIN hand_in s ON s.current = j.id')/$(db \
        'SELECT count(*) FROM judgement')/$(db 'PRAGMA integrity_check')" '20|20|20/20/ok'
same 'and every one is complete' "$(db "SELECT count(*)
    FROM (SELECT judgement FROM exercise GROUP BY 1 HAVING count(*) = $exercises)")" 20
# In the middle of a result: the program is killed as it writes its n-th row.
cat >"$work/kill.c" <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
int sqlite3_step(sqlite3_stmt *q)
{
    static int (*step)(sqlite3_stmt *);
    static long rows;
    if (!step)
        *(void **)&step = dlsym(RTLD_NEXT, "sqlite3_step");
    const char *sql = sqlite3_sql(q);
    if (sql && strncmp(sql, "INSERT INTO", 11) == 0 && ++rows == atol(getenv("KILL_AT")))
        raise(SIGKILL);
    return step(q);
}
C
${CC:-cc} -shared -fPIC -o "$work/kill.so" "$work/kill.c" -ldl
fresh
for i in 1 2 3; do student "s$i" right; done
properties=$(jq '[.exercises[].properties[]] | length' "$work/right.json")
rows=$((2 + exercises + properties)) # student, judgement, exercises, properties; then fingerprints
half() { # results that are incomplete
    db "SELECT count(*) FROM judgement j
        WHERE (SELECT count(*) FROM exercise WHERE judgement = j.id) <> $exercises
        OR (SELECT count(*) FROM property WHERE judgement = j.id) <> $properties
        OR NOT EXISTS(SELECT * FROM hand_in WHERE current = j.id)"
}
seen=''
for n in 2 3 20 $((rows - 50)) $rows $((rows + 40)); do
    { LD_PRELOAD="$work/kill.so" KILL_AT=$n "$class" grade --submissions "$work/in" \
        --out "$work/out" --judge "$work/judge" \
        --tests 1 --points 1 --jobs 1 </dev/null & } >/dev/null 2>&1
    wait $! 2>/dev/null
    seen+="$?:$(half) "
done
same 'a kill in the middle of a result leaves no half of it' "$seen" \
    '137:0 137:0 137:0 137:0 137:0 137:0 '
grade
same 'and the next run has everything' \
    "$(db 'SELECT count(*), count(DISTINCT student) FROM judgement')/$(half)" '3|3/0'

# ---- judges that fail ----
fresh
student d wait
exec 5<>"$work/started"
grade --limit 1 # alone: on a busy machine a second may be too short for a judge that works
same 'what timed out is judged again' "$(calls)" 2
student a right; student b broken; student c nonsense
grade
same 'a judge that hangs is killed, one that fails is reported' \
    "$status/$(db 'SELECT group_concat(name || " " || status, ", ")
        FROM (SELECT * FROM total ORDER BY name)')" \
    '0/a judged, b failed, c failed, d too long'
grep -q "not the student's fault" "$work/out/feedback/b.txt" &&
    grep -q "not the student's fault" "$work/out/feedback/c.txt" &&
    grep -qE 'longer than [1-9][0-9]* seconds' "$work/out/feedback/d.txt"
report $? 'the feedback says so, in a later run as well' "$(cat "$work/out/feedback"/[bcd].txt)"
student b right
before=$(calls)
grade
same 'only what the judge failed on is tried again' "$(($(calls) - before))" 2
exec 5>&-
pgrep -f "$work/judge" >/dev/null
same 'no judge is left behind' $? 1

# ---- mangled submissions never stop it ----
fresh
student fine right
mkdir "$work/in/empty" "$work/in/li
ne \"q\" 'é'"
: >"$work/in/li
ne \"q\" 'é'/thresholding.c"
ln -s /etc "$work/in/link"
printf 'PK\003\004 broken' >"$work/in/zip.zip"
head -c 2000000 /dev/zero | tr '\0' ' ' >"$work/in/fine/omp.c"
grade
same 'mangled submissions are judged as far as possible' \
    "$status/$(db 'SELECT count(*) FROM total')" 0/4
grep -q 'No source file of any chapter' "$work/out/feedback/empty.txt" &&
    grep -q 'larger than' "$work/out/feedback/fine.txt" &&
    grep -q 'thresholding.c is empty' "$work/out/feedback/"li*.txt &&
    grep -q 'link is neither' <<<"$out"
report $? 'each irregularity has its note'

# ---- two runs at a time, wrong use ----
mv "$work/in" "$work/mangled" && mkdir "$work/in" && student s1 wait
"$class" grade --submissions "$work/in" --out "$work/out" --judge "$work/judge" \
    --tests 1 --points 1 >/dev/null 2>&1 </dev/null &
first=$!
read -r -t 300 _ <>"$work/started"
rm -r "$work/in" && mv "$work/mangled" "$work/in"
grade
same 'a second run on the same gradebook is refused' \
    "$status/$(grep -c 'another run is using' <<<"$out")" 2/1
same 'and changes nothing, not even the SEED' \
    "$(seed=$(cat "$work/out/seed"); grade --seed 99; cmp - "$work/out/seed" <<<"$seed" &&
    echo same)" same
kill -KILL $first
wait $first 2>/dev/null
same 'only their owner can read the gradebook and the seed' \
    "$(stat -c %a "$work/out/gradebook.sqlite" "$work/out/seed" | tr '\n' ' ')" '600 600 '
out=$("$class" grade --submissions "$work/nowhere" --out "$work/out" --judge true 2>&1)
same 'a folder that does not exist gets one clear line' "$?/$(wc -l <<<"$out")" 2/1
out=$(script -qec "'$class' grade --submissions '$work/in' --out '$work/out2' \
    --judge '$work/judge'" /dev/null </dev/null)
grep -q '\[#*\.*\] 4/4' <<<"$out"
report $? 'a terminal gets a progress bar'

# ---- what is not a gradebook ----
cp "$work/out/gradebook.sqlite" "$work/kept.sqlite"
rm -f "$work/out"/gradebook.sqlite-*
sqlite3 "$work/out/gradebook.sqlite" 'PRAGMA user_version = 9'
grade
says 'a gradebook of a later version is left alone' 2 \
    '^class: .*gradebook.sqlite is not a gradebook of this version: a later one made it$'
same 'and keeps its version' "$(db 'PRAGMA user_version')" 9
head -c 5000 /dev/urandom >"$work/out/gradebook.sqlite"
before=$(sha256sum <"$work/out/gradebook.sqlite")
grade
says 'a file that is not a gradebook gets one clear line' 2 \
    '^class: .*gradebook.sqlite is not a gradebook of this version: file is not a database$'
same 'and is not overwritten' "$(sha256sum <"$work/out/gradebook.sqlite")" "$before"
cp "$work/kept.sqlite" "$work/out/gradebook.sqlite"
grade
says 'the real gradebook still works' 0 '4 unchanged'

# ---- similarity ----
fresh
omp=solutions/04_omp/omp.c
for i in a b c d e f g; do student $i right; done
unifdef -DSOLUTION -x2 $omp >"$work/in/a/omp.c"
sed 's/residual/rest/g; s/support/chosen/g; s/\bk\b/kk/g; s/;$/; \/\/ my own/' "$work/in/a/omp.c" \
    >"$work/in/b/omp.c"
cp chapters/04_omp/omp.c "$work/in/c/omp.c"
cp chapters/04_omp/omp.c "$work/in/d/omp.c"
grade
grep -q 'omp: a and b, 100%' "$work/out/class.txt"
report $? 'a renamed and reformatted copy is seen'
! grep -q 'c and d' "$work/out/class.txt"
report $? 'the skeleton is nobody`s copy'
same 'no grade depends on it' "$(db 'SELECT count(*) FROM total WHERE points = 100')" 7
for i in c d e f; do sed "s/residual/$i/g" "$work/in/a/omp.c" >"$work/in/$i/omp.c"; done
grade
grep -qE 'omp: the same in 6 submissions \([0-9]+ fingerprints\): a, b, c, d, e, f$' \
    "$work/out/class.txt" && ! grep -q 'omp: a and' "$work/out/class.txt"
report $? 'a copy shared by most of a class is seen, and reported once' \
    "$(grep omp: "$work/out/class.txt")"
grep -q '<a href="feedback/a.html">a</a>.*100 of 100' "$work/out/class.html"
report $? 'the class report links to each student`s page'
# ---- the real judge, in the sandbox ----
fresh
for s in right crash attack; do
    mkdir "$work/in/$s"
    unifdef -DSOLUTION -x2 solutions/02_thresholding/thresholding.c >"$work/in/$s/thresholding.c"
done
sed -i 's/^{/{ *(volatile int *)(n ? 0 : 8) = 1;/' "$work/in/crash/thresholding.c"
sed -i '1i #include "../../solutions/02_thresholding/thresholding.c"' \
    "$work/in/attack/thresholding.c"
real() { # real VARIABLE...: make grade of chapter 2
    out=$(${MAKE:-make} grade B="$B" SUBMISSIONS="$work/in" OUT="$work/out" CH=02 "$@" 2>&1 \
        </dev/null)
    status=$?
}
real SEED=3
same 'right work has full marks, a crash and an attack none' \
    "$status/$(db 'SELECT name, points, of, level FROM total ORDER BY name' | tr '\n' ' ')" \
    '0/attack|0|8|sandbox crash|0|8|sandbox right|8|8|sandbox '
real SEED=3
grep -q ' 0 judged in .*, 3 unchanged' <<<"$out"
report $? 'if nothing changed, nothing is judged'
mkdir "$work/bin"
printf '#!/bin/sh\necho "no namespaces here" >&2; exit 1\n' >"$work/bin/bwrap"
chmod +x "$work/bin/bwrap"
PATH=$work/bin:$PATH real SEED=3
[ "$status" -ne 0 ] && grep -q 'the sandbox does not start: no namespaces here' <<<"$out" &&
    grep -q 'UNSAFE=1' <<<"$out"
report $? 'without a sandbox it refuses, and says what to do'
rm -r "$work/in/attack" "$work/in/crash"
PATH=$work/bin:$PATH real SEED=3 UNSAFE=1
same 'UNSAFE=1 judges, and marks the result' \
    "$status/$(db 'SELECT points, level FROM total WHERE name = "right"')" '0/8|UNSAFE'
grep -q 'outside the sandbox' "$work/out/feedback/right.txt" &&
    grep -q 'UNSAFE: 1 of them' "$work/out/class.txt"
report $? 'feedback and class report say so, too'
mkdir -p "$work/Anna's class/anna" && cp "$work/in/right/thresholding.c" "$work/Anna's class/anna"
real SEED=3 SUBMISSIONS="$work/Anna's class" OUT="$work/Anna's grades"
says 'folders may have spaces and quotes in their names' 0 '^1 submission: 1 judged'
same 'nothing is written outside the folder of the grades' "$(ls -d "$work"/Anna* | wc -l)" 2
while IFS='|' read -r set line; do
    out=$(eval "${MAKE:-make} B='$B' $set" 2>&1 </dev/null)
    status=$?
    says "make $set: one line says what is missing" 2 "$line"
    same "make $set: it says nothing else" "$(grep -cv '^make: ' <<<"$out")" 1
done <<'END'
grade|^make grade: SUBMISSIONS= is missing: the folder
grade SUBMISSIONS=tests|^make grade: OUT= is missing: the folder
adjust|^make adjust: OUT= is missing
adjust OUT=tests STUDENT=anna|^make adjust: EX= is missing: an exercise
comment OUT=tests STUDENT=anna|^make comment: TEXT= is missing
grades OUT=/nowhere|^class: there is no folder /nowhere
grade SUBMISSIONS=tests OUT=$work/jobs JOBS=many|^class: JOBS=many is not a number from 1
END
exit $((bad > 0))
