#!/bin/bash
# same_drawing.sh A B: do two gnuplot SVG files draw the same? Status 0 if the strokes, marks,
# pictures and texts are the same in any order, and no number differs by more than 1: a pixel, or a
# step of a colour.
set -u
export LC_ALL=C
folder=${BASH_SOURCE[0]%/*}
drawn() { awk -f "$folder/drawn.awk" "$1" | sort; }
[ -s "$1" ] && [ -s "$2" ] || exit 1
cmp -s "$1" "$2" || awk '
    NR == FNR { line[FNR] = $0; lines = FNR; next }
    $0 != line[FNR] {
        a = $0
        b = line[FNR]
        if (a ~ /^picture/)
            exit bad = 1
        for (;;) {
            more = match(a, /-?[0-9]+\.[0-9]/)
            before = substr(a, 1, more ? RSTART - 1 : length(a))
            x = substr(a, RSTART, RLENGTH)
            a = substr(a, RSTART + RLENGTH)
            also = match(b, /-?[0-9]+\.[0-9]/)
            if (more != also || before != substr(b, 1, also ? RSTART - 1 : length(b)))
                exit bad = 1
            if (!more)
                break
            y = substr(b, RSTART, RLENGTH)
            b = substr(b, RSTART + RLENGTH)
            if (x - y > 1.01 || y - x > 1.01)
                exit bad = 1
        }
    }
    END { exit bad || FNR != lines }' <(drawn "$1") <(drawn "$2")
