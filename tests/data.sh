#!/bin/bash
# The data folder: what was made is what is there, told truly, and small.
. tests/said.bash
cd data || exit 1

why=$(md5sum --check --quiet --strict MD5SUMS 2>&1)
report $? "every data set has its checksum" "$why"

why=
for f in *; do
    case $f in
    README.md | MD5SUMS | course.txt | LICENSE.* | *.sh | *.py | *.mk) ;;
    *) grep -q "  $f\$" MD5SUMS || why="$why $f" ;;
    esac
done
[ -z "$why" ]
report $? "no data set without a checksum" "$why"

why=
while read -r sum name; do
    bytes=$(wc -c <"$name")
    grep -q "^| \`$name\` | .* | uint8 | $bytes | \`$sum\` |\$" README.md || why="$why $name"
done <MD5SUMS
[ -z "$why" ]
report $? "README.md's table states each data set's bytes and checksum" "$why"

total=$(cat ./* | wc -c)
[ "$total" -le 8000000 ]
report $? "the folder is at most 8 MB" "$total bytes"

# Fetching: from files here, in the network's place.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sum=$(md5sum <MD5SUMS | cut -d' ' -f1)
here=file://$PWD
echo "sums $sum $here/MD5SUMS" >"$work/list"
got=$(./fetch.sh "$work/list" "$work/out" 2>&1) && [ "$got" = "sums: fetched" ] &&
    cmp -s MD5SUMS "$work/out/sums"
report $? "a file with the right sum is fetched" "$got"

got=$(./fetch.sh "$work/list" "$work/out" 2>&1) && [ "$got" = "sums: is here already" ]
report $? "a file that is there is kept" "$got"

printf '# two that fail\nother %s %s/README.md\nnone %s %s/none\n' "$sum" "$here" "$sum" "$here" \
    >"$work/list"
got=$(./fetch.sh "$work/list" "$work/out" 2>&1)
[ $? -eq 1 ] && [ "$(ls -A "$work/out")" = sums ] &&
    [ "$(echo "$got" | sed -n 1p)" = "other: $here/README.md gave another file than expected (its \
MD5 sum differs); left out" ] &&
    echo "$got" | grep -q "^none: not fetched from $here/none: " &&
    [ "$(echo "$got" | sed -n 3p)" = "2 of the files are missing in $work/out" ]
report $? "a wrong or missing file is named and left out" "$got"
exit $((bad > 0))
