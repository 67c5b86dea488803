#!/bin/bash
# Every known mistake loses points in its own exercise, and every exercise has at least four; the
# report names each with its own sentence. A mistake fails a test by what it returns; it never
# crashes or hangs.
# Makes in the build folder.
make="${MAKE:-make} B=$B"
$make "$B/mistakes/list.tsv" >/dev/null || { echo 'not ok the mistakes compile'; exit 1; }

# FUNCTION EXERCISE CHAPTER
functions=$(cut -f 1-3 "$SB_COURSE/functions.tsv" | tr '\t' ' ')
mutants=$(awk -v dir="$B/mutants" -F'\t' \
    'NR == FNR { split($0, f, " "); chapter[f[1]] = f[3]; next }
    { print dir "/" chapter[$1] "/" $1 "__" $2 "/results.json" }' <(echo "$functions") \
    "$B/mistakes/list.tsv")
# shellcheck disable=SC2086 # names without spaces
$make SRC=solutions $mutants >/dev/null ||
    { echo 'not ok every mistake can stand in for its function'; exit 1; }

outcomes() { sed -n 's/.*"outcome":[^"]*"\([a-z]*\)".*/\1/p' "$1"; }
# What the report would name: the mistake recognised in most of the lost properties.
recognised() {
    sed -n 's/.*"mistake":[^"]*"\([a-z_A-Z0-9]*\)".*/\1/p' "$1" |
        awk '!n[$0]++ { order[++count] = $0 }
        END {
            for (i = 1; i <= count; i++)
                if (n[order[i]] > most) { most = n[order[i]]; best = order[i] }
            print best
        }'
}
caught=0 named=0 total=0 bad=0
for exercise in $(echo "$functions" | awk '!seen[$2]++ { print $2 }'); do
    here=0
    for function in $(echo "$functions" | awk -v e="$exercise" '$2 == e { print $1 }'); do
        for json in $(echo "$mutants" | grep "/${function}__"); do
            name=$(basename "$(dirname "$json")")
            here=$((here + 1))
            if [ "$(recognised "$json")" = "${name#*__}" ]; then named=$((named + 1)); else
                echo "not ok $name: the report takes it for ${function}__$(recognised "$json")"
                bad=$((bad + 1))
            fi
            case " $(outcomes "$json" | sort -u | tr '\n' ' ')" in
            *" crashed "* | *" timeout "* | *" exited "* | *" todo "* | *" absent "*)
                echo "not ok $name: it has to return a wrong result, and does something else"
                bad=$((bad + 1)) ;;
            *" failed "*) caught=$((caught + 1)) ;;
            *) echo "not ok $name: no test notices this mistake"; bad=$((bad + 1)) ;;
            esac
        done
    done
    total=$((total + here))
    if [ "$here" -ge 4 ]; then
        echo "ok $exercise: $here known mistakes"
    else
        echo "not ok $exercise: $here known mistakes, at least 4 are needed"
        bad=$((bad + 1))
    fi
done
[ "$total" -eq "$(wc -l <"$B/mistakes/list.tsv")" ] ||
    echo "not ok every mistake belongs to an exercise"
[ "$bad" -gt 0 ] || echo "ok the tests catch every mistake, and the report names it"
# Iterative work: the report names the first step, or round, that goes wrong.
diverges() { # diverges MISTAKE REGEX
    if grep -qE "\"hint\":.*$2" "$B"/mutants/*/"$1"/results.json; then
        echo "ok $1: the first divergence is named"
    else
        echo "not ok $1: the first divergence is named"
        bad=$((bad + 1))
    fi
}
diverges OMP__no_refit 'Up to k = [0-9]+ all steps are right; step [0-9]+ departs'
diverges fit_transform__atoms_first 'the objective of round [0-9]+ is the first to depart'
# Not every call can be made smaller, but most can.
lost=$(find "$B/mutants" -name results.json -exec cat {} + | grep -c '"outcome":	"failed"')
smaller=$(find "$B/mutants" -name results.json -exec cat {} + | grep -c '"smallest":')
[ $((3 * smaller)) -gt $((2 * lost)) ] &&
    echo 'ok most lost calls are shown with a smaller input' ||
    {
        echo "not ok most lost calls are shown with a smaller input: $smaller of $lost"
        bad=$((bad + 1))
    }
# A smaller call never asks for elements that the reference leaves unwritten.
open=$(find "$B/mutants" -name results.json \
    -exec grep -lE '"smallest":.*\] has to be (nan|9\.22122e)' {} +)
[ -z "$open" ] && echo 'ok a smaller call shows only what is asked for' ||
    {
        echo "not ok a smaller call shows only what is asked for: $(tr '\n' ' ' <<<"$open")"
        bad=$((bad + 1))
    }
if wrong=$(/usr/bin/python3 tests/judge/smallest.py "$B/mutants"); then
    echo 'ok smaller examples keep to the contract, and their sentences say something'
else
    echo "not ok smaller examples keep to the contract, and their sentences say something: $wrong"
    bad=$((bad + 1))
fi
echo "# $smaller of $lost lost calls shown with a smaller input"
echo "# mutation score: $caught of $total mistakes caught, $named named"
[ "$bad" -eq 0 ]
