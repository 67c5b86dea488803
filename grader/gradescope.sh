#!/bin/bash
# gradescope.sh FILE [WEEK]: pack autograder.zip: setup.sh and run_autograder at the root,
# the workbook beside them. WEEK: a line with a week's chapters and one with its exercises.
set -eu
file=$1
export LC_ALL=C
git rev-parse --is-inside-work-tree >/dev/null 2>&1 ||
    { echo 'gradescope: run it in a clone of the repository' >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/zip/sparsebook" "$(dirname "$file")"
git ls-files -z -- Makefile LICENSE setup.sh chapters solutions lib grader tests/reference |
    tar -c --null -T - | tar -x -C "$work/zip/sparsebook"
mv "$work/zip/sparsebook/grader/gradescope/setup.sh" \
    "$work/zip/sparsebook/grader/gradescope/run_autograder" "$work/zip/"
[ -z "${2:-}" ] || printf '%s\n' "$2" >"$work/zip/sparsebook/week"
chmod +x "$work/zip/setup.sh" "$work/zip/run_autograder"
# git makes zip files, with the times of a commit.
export GIT_DIR=$work/git GIT_AUTHOR_DATE='2000-01-01T00:00:00Z' \
    GIT_COMMITTER_DATE='2000-01-01T00:00:00Z'
export GIT_AUTHOR_NAME=sparsebook GIT_AUTHOR_EMAIL=none GIT_COMMITTER_NAME=sparsebook \
    GIT_COMMITTER_EMAIL=none
cd "$work/zip"
export GIT_WORK_TREE=$work/zip
git init -q --template=
git add -A -f .
git -c commit.gpgsign=false commit -q -m autograder
git archive --format=zip -o "$work/autograder.zip" HEAD
cd - >/dev/null
mv "$work/autograder.zip" "$file"
echo "$file: upload it to Gradescope as the autograder of a programming assignment"
