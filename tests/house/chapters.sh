#!/bin/bash
# Chapters come and go: an instructor takes some out, and make chapter adds a new one. Everything
# still works, and no line of any other file has to change.
# Takes long.
. tests/support/ok_lines.bash
tree=$(mktemp -d) || exit 1
trap 'rm -rf "$tree"' EXIT
copy_tree "$tree"
copy_built "$tree"
cp data/*.* "$tree/data/"
cd "$tree" || exit 1
unset B SB_COURSE
run() { # run GOAL VARIABLE...: make, in the copy
    out=$(env -u MAKEFLAGS -u MAKELEVEL "${MAKE:-make}" "$@" 2>&1) status=$?
}
commit() {
    git add -A && git -c user.name=a -c user.email=a -c commit.gpgsign=false commit -q -m "$1"
}

# ---- two of the eight are left, neither the first nor the last ----
for place in chapters/[0-9]* solutions/[0-9]* figures/[0-9]*.c; do
    case $place in *02_thresholding* | *07_hard_threshold*) ;; *) rm -r "$place" ;; esac
done
git init -q . && commit 'two chapters'
run check SRC=solutions
says 'make check works without the chapters taken out' 0 '^02 Sparsity' '^07 Sparsity' \
    '^12 of 12 points'
run points
says 'make points prints the sum' 0 \
    '^12 points, .*do not add up to 100: everything still works'
run book
says 'the book has the chapters that are left' 0 'The book is in'
same 'one page each' "$(cd build/book && echo [0-9]*.html)" \
    '02_thresholding.html 07_hard_threshold.html'
none 'and no link to another chapter' "$(grep -oE 'href="0[1345689]_[^"]*"' build/book/*.html)"
same 'its index lists them' "$(grep -oE '<td[^>]*><a href="[^"]*"' build/book/index.html |
    grep -oE '[0-9]+_[a-z_]+' | tr '\n' ' ')" \
    '02_thresholding 07_hard_threshold '
run release PROVE=07
says 'a release works' 0 'right work has [0-9] of [0-9] points'

# ---- a new one ----
title="Pursuit: 50 & more, 'quoted'"
run chapter NAME=09_pursuit TITLE="$title"
says 'make chapter creates a chapter' 0 'make check CH=09 SRC=solutions'
none 'and touches no other file' "$(git status --porcelain |
    grep -vE '^\?\? (chapters/09_pursuit/|solutions/09_pursuit/|figures/09_pursuit\.c)$')"
none 'its parts are all there' "$(for place in \
    chapters/09_pursuit/{chapter.ini,README.md,Makefile} \
    chapters/09_pursuit/{hints.md,solution.c,pursuit.h,pursuit.c,test_pursuit.c} \
    solutions/09_pursuit/{pursuit,mistakes}.c figures/09_pursuit.c; do [ -f $place ] ||
    echo $place; done)"
commit 'a new chapter'
run check CH=09
says 'its skeleton scores nothing' 1 'pursuit_match +not started' '^0 of 8 points'
run check CH=09 SRC=solutions
says 'its reference scores all points' 0 '^8 of 8 points' "^09 $title"
run stubs
none 'the skeleton is that of the reference' "$(git status --porcelain)"
run build/mistakes/list.tsv SRC=solutions
mistakes=$(awk '$1 == "pursuit_match" { print $1 "__" $2 }' build/mistakes/list.tsv)
[ "$(wc -w <<<"$mistakes")" -ge 2 ]
report $? 'it has known mistakes' "$mistakes"
for m in $mistakes; do
    json=build/mutants/09_pursuit/$m/results.json
    run "$json" SRC=solutions
    grep -q '"outcome":.*"failed"' "$json" && grep -q "\"mistake\":.*\"${m#*__}\"" "$json"
    report $? "$m loses points and is named" "$out"
done
run points
says 'a different sum of points stops nothing' 0 '^20 points, .*do not add up'
run hint EX=pursuit_match
says 'it has hints' 0 'E9\.1 pursuit_match, hint 1 of 3'
run figures CH=09
says 'and a figure' 0 '^F9\.1 .*09_weights\.svg'
run book
says 'the new chapter is in the book' 0 'The book is in'
none 'in the navigation of every page' "$(grep -L 'href="09_pursuit\.html"' build/book/*.html)"
grep -oE '<td[^>]*><a href="[^"]*"' build/book/index.html | grep -q 09_pursuit
report $? 'and in the index' "$(grep -c '<tr' build/book/index.html) rows"
grep -q 'chapters/09_pursuit/pursuit\.c' build/book/handin.html
report $? 'and among the files to hand in'
unifdef -DSOLUTION -x2 solutions/09_pursuit/pursuit.c >chapters/09_pursuit/pursuit.c
run play
says 'make play works with the new chapter' 0 'build/play/index.html'
grep -q 'figures/yours/09_weights\.svg' build/play/figures/yours/09_pursuit.js
report $? 'and shows the figure drawn by the student`s own code' \
    "$(cat build/play/figures/yours/09_pursuit.js)"
grep -q 'src="figures/yours/09_pursuit\.js"' build/play/09_pursuit.html
report $? 'on its chapter`s page' "$(grep -o '<script src="[^"]*"' build/play/09_pursuit.html)"
mkdir -p "$tree/class/ada" && cp chapters/09_pursuit/pursuit.c "$tree/class/ada/"
run grade SUBMISSIONS=class OUT=grades
says 'make grade grades the new chapter' 0 'ada +8 of 20'
rm -r class grades
git checkout -q chapters
run release PROVE=09
says 'a release works with the new chapter' 0 'right work has 6 of 6 points'
none 'and hands out neither solution nor template' \
    "$(tar -tzf build/release/*.tar.gz | grep -E 'new_chapter|solutions|solution\.c')"
run gradescope
says 'make gradescope packs it' 0 'autograder.zip'
ag=$tree/build/ag
mkdir -p "$ag"/{source,submission,results}
unpack_autograder build/gradescope/autograder.zip "$ag/source"
mkdir "$ag/source/sparsebook/build"
cp -a build/{setup,tables,lib*.a,lib,grader,mistakes,judge,chapters,solutions} \
    "$ag/source/sparsebook/build/"
out=$(cd "$ag/source" && env -u MAKEFLAGS -u MAKELEVEL AUTOGRADER="$ag" ./setup.sh 2>&1) status=$?
says 'Gradescope`s setup works' 0
unifdef -DSOLUTION -x2 solutions/09_pursuit/pursuit.c >"$ag/submission/pursuit.c"
out=$(cd "$ag" && AUTOGRADER="$ag" source/run_autograder 2>&1)
same 'and Gradescope grades it, without the chapter that it times' \
    "$(jq .score "$ag/results/results.json")" 8

# ---- names that are refused ----
refused() { # refused NAME TITLE REGEX
    run chapter NAME="$1" TITLE="$2"
    [ $status -eq 2 ] && [ "$(grep -vc '^make' <<<"$out")" -eq 1 ] && grep -qE "$3" <<<"$out"
    report $? "NAME=$1 is refused in one line"
}
refused '' Title 'not a name for a chapter'
refused pursuit Title 'not a name for a chapter'
refused 10_two-words Title 'not a name for a chapter'
refused "10_it's" Title 'not a name for a chapter'
refused ../10_up Title 'not a name for a chapter'
refused 09_pursuit Title 'number 9 is taken by chapters/09_pursuit'
refused 009_other Title 'number 9 is taken'
refused 10_pursuit Title 'the topic of chapters/09_pursuit'
refused 10_solution Title 'name of other files'
refused 10_stats Title 'there is lib/stats.h'
refused 10_other '' "say TITLE='...'"
refused 10_other 'one ; two' 'semicolon'
none 'and nothing is made' "$(git status --porcelain)"
# A topic may look like anything, even like the words of the template.
run chapter NAME=123_CNN_TITLE2 TITLE='NN of TOPIC'
run check CH=123 SRC=solutions
says 'another topic works as well' 0 '^123 NN of TOPIC' '^8 of 8 points'
exit $((bad > 0))
