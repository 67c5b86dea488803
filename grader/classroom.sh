#!/bin/bash
# classroom.sh POINTS_TSV [EXERCISES]: prints the workflow for GitHub Classroom, a step an exercise:
# all of them, or those of a course's week, parted by blanks.
awk -F'\t' -v only=" ${2:-} " 'only == "  " || index(only, " " $2 " ") {
        $5 == "hidden" ? hidden += $4 : seen += $4 }
    END { printf "# %d points, since hidden tests have %d, which make grade counts.\n", seen, hidden
    }' "$1"
cat <<'TOP'
# GitHub Classroom: grades every push to a student's repository, an exercise a
# step. Made from the chapters' tables by grader/classroom.sh; hidden tests have no part in it.
name: Autograding
on:
  push:
  workflow_dispatch:
  repository_dispatch:
permissions:
  checks: write
  actions: read
  contents: read
jobs:
  run-autograding-tests:
    runs-on: ubuntu-latest
    if: github.actor != 'github-classroom[bot]'
    steps:
      - name: Check out the code
        uses: actions/checkout@v4
      - name: Install the packages
        run: ./setup.sh build
TOP
id_of() { tr '[:upper:]_' '[:lower:]-' <<<"$1"; } # id_of EXERCISE: the name of its step
points=$(awk -F'\t' -v only=" ${2:-} " 'only != "  " && !index(only, " " $2 " ") { next }
    !($2 in sum) { list[++n] = $2 }
    { sum[$2] += $5 == "hidden" ? 0 : $4 }
    END { for (i = 1; i <= n; i++) print list[i], sum[list[i]] }' "$1")
while read -r name sum; do
    cat <<STEP
      - name: $name
        id: $(id_of "$name")
        uses: classroom-resources/autograding-command-grader@v1
        with:
          test-name: $name
          command: make check EX=$name
          timeout: 10
          max-score: $sum
STEP
done <<<"$points"
echo '      - name: Report to Classroom
        uses: classroom-resources/autograding-grading-reporter@v1
        env:'
while read -r name sum; do
    id=$(id_of "$name")
    echo "          $(printf %s "$id" | tr a-z A-Z)_RESULTS: \${{ steps.$id.outputs.result }}"
done <<<"$points"
runners=$(while read -r name sum; do id_of "$name"; done <<<"$points" | paste -sd,)
echo "        with:
          runners: $runners"
