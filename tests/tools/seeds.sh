#!/bin/bash
# seeds.sh LAST: judge what the lines of standard input name with the seeds 1 .. LAST, and say what
# is lost with one of them but not with the first. NAME CHAPTER EXERCISE STAND-IN WORKER...: the
# tests of EXERCISE (a pattern), on the code that the command line WORKER loads; STAND-IN is the
# known mistake that stands in for it, or -. Status 1 when a verdict depends on the seed.
last=$1 out=$B/seeds
rm -rf "$out"
umask 077
judge() { # judge SEED NAME CHAPTER EXERCISE STAND-IN WORKER...
    local seed=$1 folder=$out/$1/$2 lost=$out/$2.$1 test=$B/judge/$3/test exercise=$4
    local stand_in=${5#-}
    shift 5
    mkdir -p "$folder"
    # Without the known mistakes a lost test ends at once, because nothing is explained.
    SB_STAND_IN=$stand_in grader/judge/run.sh "$test" "$folder/results.json" "$seed" "$*" \
        -f "$exercise/*"
    awk -F'"' '$2 == "property" { property = $4 }
        $2 == "outcome" && $4 != "passed" { print property }' "$folder/results.json" |
        sort | tr '\n' ' ' >"$lost"
    grep -q '"outcome"' "$folder/results.json" || echo 'no result' >"$lost"
    rm -r "$folder"
}
export -f judge
export B out
subjects=$(cat)
for ((seed = 1; seed <= last; seed++)); do
    sed "s/^/$seed /" <<<"$subjects"
done | xargs -P 2 -L 1 bash -c 'judge "$@"' judge
bad=0
for first in "$out"/*.1; do
    name=$(basename "$first" .1)
    for ((seed = 2; seed <= last; seed++)); do
        cmp -s "$first" "$out/$name.$seed" && continue
        echo "$name: seed 1 takes [$(cat "$first")], seed $seed takes [$(cat "$out/$name.$seed")]"
        bad=$((bad + 1))
    done
done
echo "seeds: $(wc -l <<<"$subjects") answers judged with $last seeds each, $bad verdicts differ"
[ "$bad" -eq 0 ]
