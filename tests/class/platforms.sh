#!/bin/bash
# What goes to other platforms: Gradescope's autograder in its layout, Exercism's results, GitHub
# Classroom's workflow, the development container.
# Makes in the build folder.
. tests/support/ok_lines.bash
properties=$(wc -l <"$B/tables/points.tsv")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
holds() { # holds WHAT FILE FILTER: passes if jq finds FILTER true
    jq -e "$3" "$2" >/dev/null 2>&1
    report $? "$1" "$(jq -c 'del(.tests)' "$2" 2>&1)"
}

# ---- Gradescope ----
out=$(${MAKE:-make} gradescope gradescope_kit B="$B" 2>&1)
report $? 'make gradescope makes autograder.zip' "$out"
for d in source submission results; do mkdir -p "$work/ag/$d"; done
unpack_autograder "$B/gradescope/autograder.zip" "$work/ag/source"
[ -x "$work/ag/source/setup.sh" ] && [ -x "$work/ag/source/run_autograder" ]
report $? 'setup.sh and run_autograder are at its root' "$(ls "$work/ag/source")"
# What is compiled already is not compiled again: the archive keeps the files' times.
copy_built "$work/ag/source/sparsebook"
out=$(cd "$work/ag/source" && env -u B -u MAKEFLAGS -u MAKELEVEL AUTOGRADER="$work/ag" \
    ./setup.sh 2>&1)
report $? 'its setup.sh builds the judge' "$out"
[ ! -e "$work/ag/source/sparsebook/solutions" ] &&
    [ -z "$(find "$work/ag/source/sparsebook/chapters" -name 'test_*.c')" ]
report $? 'and leaves neither a solution nor a test`s source' \
    "$(find "$work/ag/source/sparsebook" -name 'test_*.c')"
autograde() {
    (cd "$work/ag" && env -u B AUTOGRADER="$work/ag" source/run_autograder >"$work/log" 2>&1)
}
results=$work/ag/results/results.json
mkdir -p "$work/ag/submission/my work"
for c in 02_thresholding 04_omp; do
    unifdef -DSOLUTION -x2 "solutions/$c/${c#*_}.c" >"$work/ag/submission/my work/${c#*_}.c"
done
sed -i 's/^{/{ if (theta < 0.0) return;/' "$work/ag/submission/my work/thresholding.c"
autograde
holds 'run_autograder writes results.json with the score' "$results" '.score == 29'
holds 'every test has name, score, max_score, status, visibility and output_format' "$results" \
    ".tests | length == $properties and"' all((.name | type == "string") and .score <= .max_score
     and (.status == "passed" or .status == "failed")
     and (.visibility | IN("hidden", "after_due_date", "after_published", "visible"))
     and (.output_format | IN("text", "html", "simple_format", "md", "ansi")))'
holds 'its fields are those of the specification, and no others' "$results" \
    '(keys - ["score", "execution_time", "output", "output_format", "test_output_format",
              "test_name_format", "visibility", "stdout_visibility", "extra_data", "tests",
              "leaderboard"] == [])
     and all(.tests[]; keys - ["score", "max_score", "status", "name", "name_format", "number",
                               "output", "output_format", "tags", "visibility",
                               "extra_data"] == [])'
holds 'the scores of the tests add up' "$results" \
    '([.tests[].max_score] | add) == 100 and ([.tests[].score] | add) == .score'
holds 'a hidden test is not visible before grades are out, and tells no value' "$results" \
    '[.tests[] | select(.visibility == "after_published")]
     | length > 0 and all(.output | test("expected:|input:|got:") | not)'
holds 'the leaderboard has the speed of OMP' "$results" \
    '.leaderboard == null or (.leaderboard | length == 1 and .[0].value > 0
     and .[0].order == "asc" and (.[0].name | length > 0))'
holds 'what is missing is reported' "$results" '.output | test("Not there: measuring.c")'
rm -r "$work/ag/submission/my work"
autograde
holds 'an empty submission gets a result, too' "$results" \
    '.score == 0 and (.output | test("No source file"))'
chmod a-x "$work/ag/source/sparsebook/build/grader/report/report"
mv "$work/ag/source/sparsebook/build/grader/report/report" "$work/report"
autograde
holds 'a judge that fails writes a result that says so' "$results" \
    '.score == 0 and .tests == [] and (.output | test("no fault of yours"))'

# ---- Exercism ----
${MAKE:-make} check B="$B" SRC=solutions >/dev/null 2>&1
out=$(${MAKE:-make} exercism B="$B" 2>&1)
report $? 'make exercism writes the results' "$out"
cp "$B/judge/results.json" "$work/e.json"
holds 'Exercism: right work passes, by version 3' "$work/e.json" \
    '.version == 3 and .status == "pass" and (has("message") | not)'
holds 'Exercism: each test has a name, a status and its task' "$work/e.json" \
    ".tests | length == $properties and"' all((.name | length > 0) and .status == "pass"
     and .task_id >= 1 and (.test_code | length > 0)
     and (keys - ["name", "status", "message", "output", "test_code", "task_id"] == []))'
jq '.exercises[3].properties[0] |= (.outcome = "crashed" | .points = 0)
    | .exercises[4].properties[0] |= (.outcome = "failed" | .points = 0)' \
    "$B/judge/report.json" >"$work/wrong.json"
"$B/grader/report/formats" exercism "$work/wrong.json" >"$work/e.json"
holds 'Exercism: a lost test has a message, and the whole fails' "$work/e.json" \
    '.status == "fail"
     and ([.tests[] | select(.status != "pass")] | length == 2 and all(.message | length > 0))
     and ([.tests[].status] | index("error") != null)'
jq '.exercises |= map(.why = "measuring.c:1:1: error: no"
    | .properties |= map(.outcome = "absent" | .points = 0))' \
    "$B/judge/report.json" >"$work/none.json"
"$B/grader/report/formats" exercism "$work/none.json" >"$work/e.json"
holds 'Exercism: when nothing could run, the status is error, with a message' "$work/e.json" \
    '.status == "error" and (.message | test("error: no"))'

# ---- GitHub Classroom, development container ----
grader/classroom.sh "$SB_COURSE/points.tsv" >"$work/classroom.yml"
python3 - "$work/classroom.yml" "$(wc -l <"$SB_COURSE/exercises.tsv")" <<'PY' >"$work/steps" 2>&1
import re, sys
text = open(sys.argv[1]).read()
ids = re.findall(r'^        id: (\S+)$', text, re.M)
points = [int(p) for p in re.findall(r'^          max-score: (\d+)$', text, re.M)]
runners = re.search(r'^          runners: (\S+)$', text, re.M).group(1).split(',')
env = re.findall(r'^          (\S+)_RESULTS: \$\{\{ steps\.(\S+)\.outputs\.result \}\}$', text,
                 re.M)
assert ids == runners == [i for _, i in env] and all(n == i.upper() for n, i in env), 'names differ'
count = int(sys.argv[2])
assert len(ids) == count and len(points) == count, 'an exercise is missing'
assert text.count('autograding-command-grader@v1') == count
assert text.count('autograding-grading-reporter@v1') == 1
print(sum(points))
PY
[ "$(cat "$work/steps")" = "$(awk -F'\t' '$5 != "hidden" { s += $4 } END { print s }' \
    "$SB_COURSE/points.tsv")" ]
report $? 'the Classroom workflow has a step per exercise, and the points of the public tests' \
    "$(cat "$work/steps")"
# ---- a week of a course ----
mkdir "$work/course"
printf '[course]\ntime_zone = UTC\n[week 1]\nexercises = ReLU OMP\n' >"$work/course/course.ini"
echo name >"$work/course/roster.csv"
week=$("$B/grader/class/class" week --course "$work/course" --week 1)
same 'a week`s chapters and exercises' "$week" $'02_thresholding 04_omp\nOMP ReLU'
of() { # of FIELD: the hidden or the public points of both exercises
    awk -F'\t' -v h="$1" '($2 == "ReLU" || $2 == "OMP") && ($5 == "hidden") == h { s += $4 }
        END { print s + 0 }' "$SB_COURSE/points.tsv"
}
grader/classroom.sh "$SB_COURSE/points.tsv" "${week#*$'\n'}" >"$work/classroom.yml"
same '... in Classroom`s workflow, with what hidden tests have' \
    "$(sed -n 's/^          test-name: //p' "$work/classroom.yml" | sort | tr '\n' ' ')$(
        head -n 1 "$work/classroom.yml")" \
    "OMP ReLU # $(of 0) points, since hidden tests have $(of 1), which make grade counts."
SB_EXERCISES=${week#*$'\n'} "$B/grader/report/formats" gradescope "$B/judge/report.json" \
    >"$work/g.json"
same '... in Gradescope`s results' \
    "$(jq '[.tests[].max_score] | add' "$work/g.json")" "$(($(of 0) + $(of 1)))"
jq -e '(.image | length > 0) and (.postCreateCommand | test("setup.sh"))' \
    .devcontainer/devcontainer.json >/dev/null
report $? 'the development container has an image and installs the packages' \
    "$(cat .devcontainer/devcontainer.json)"
exit $((bad > 0))
