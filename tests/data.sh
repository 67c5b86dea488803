#!/bin/bash
# The data folder: what was made is what is there, told truly, and small.
cd data || exit 1
report() { # report STATUS WHAT WHY
    if [ "$1" -eq 0 ]; then echo "ok $2"; else echo "not ok $2: $3"; fi
}

why=$(md5sum --check --quiet --strict MD5SUMS 2>&1)
report $? "every data set has its checksum" "$why"

why=
for f in *; do
    case $f in
    README.md | MD5SUMS | LICENSE.* | *.sh | *.py | *.mk) ;;
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
