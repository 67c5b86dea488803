#!/bin/bash
# make watch in a pseudo-terminal: see watch.py. It runs on a copy of the tree, with fresh skeletons
# and what is already built.
. tests/support/ok_lines.bash
tree=$(mktemp -d) || exit 1
trap 'rm -rf "$tree"' EXIT
copy_tree "$tree"
cp -a data "$tree" # figures are drawn
copy_built "$tree"
cd "$tree" || exit 1
unset NO_COLOR
for c in chapters/*/; do
    t=$(basename "$c") && t=${t#*_}
    unifdef -USOLUTION -x2 "solutions/${c#chapters/}$t.c" >"$t.new"
    cmp -s "$t.new" "$c$t.c" || cp "$t.new" "$c$t.c"
done
# Drawing would need programs that are not under test here.
${MAKE:-make} build/figures/bin/chapters/0{1_measuring,3_temporal} >make.txt 2>&1
LC_ALL=C.UTF-8 python3 tests/student/watch.py "${MAKE:-make}"
