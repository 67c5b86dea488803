#!/bin/sh
# figure.sh BUILD MAKE EXERCISE NUMBER FORMAT ROWS COLUMNS: draw one figure of an exercise's
# chapter with the student's code. NUMBER counts from 0: the exercise's own figure
# (figure = in chapter.ini), then the chapter's others. FORMAT sixel prints the picture; dumb draws
# it with characters if it fits into ROWS and COLUMNS, and otherwise makes an SVG file.
build=$1 make=$2 number=$4 format=$5 rows=$6 columns=$7
facts=$(student/find.sh "$3") || { echo "$facts"; exit 2; }
set -- $facts
name=$2 chapter=$3 program=$build/figures/bin/chapters/$3
command -v gnuplot >/dev/null ||
    { echo 'The figures need gnuplot, which is not installed; make setup installs it.'; exit 1; }
said=$("$make" -s B="$build" "$program" 2>&1) || { echo "$said"; exit 1; }

list=$("$program" --list)
id=$(awk -F'\t' -v name="$name" '$2 == name { print $5 }' "$build/tables/exercises.tsv")
id=$(echo "$list" | awk -F'\t' -v id="$id" -v number="$number" '
    { at[NR] = $1; if ($1 == id) first = NR }
    END { if (NR) print at[((first ? first : 1) - 1 + number) % NR + 1] }')
# One row is for the title and one stays free; the picture is made to fit the rest.
draw() {
    COLUMNS=$columns LINES=$((rows - 2)) "$make" -s B="$build" figures CH="${chapter%%_*}" \
        SRC=chapters FORMAT="$1" FIG="$id" 2>&1
}

if [ "$format" = sixel ]; then
    draw sixel
    exit
fi
picture=$(draw dumb) || { echo "$picture" | grep -v '^make' ; exit; }
picture=$(echo "$picture" | tr -d '\f' | grep -v 'figures drawn$' | sed 's/ *$//')
# In the C locale, awk counts bytes: drop the bytes that continue a UTF-8 letter, \200 to \277.
if echo "$picture" | LC_ALL=C awk -v rows="$rows" -v columns="$columns" '
        { gsub(/[\200-\277]/, "") } length > columns { wide = 1 }
        END { exit wide || NR > rows }'; then
    echo "$picture"
else
    echo "$list" | awk -F'\t' -v id="$id" '$1 == id { print id ": " $3 }'
    said=$(draw svg) && echo 'The figure does not fit into this window, so it is in a file:' &&
        ls "$build/figures/chapters/$(echo "$list" |
        awk -F'\t' -v id="$id" '$1 == id { print $2 }').svg" ||
        echo "$said"
fi
