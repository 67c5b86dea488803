#!/bin/bash
# Wrong answers that somebody gave, or might give, lose points; right ones, however unusual, keep
# them all, with another seed as well. (make seeds tries 50 seeds, and wrong answers and known
# mistakes, too.)
# Takes long.
# It builds in build/answers and build/seeds, which no other test uses.
make="${MAKE:-make} B=$B"
rm -f "$B"/answers/*/results.json
$make -j2 answers >/dev/null || { echo 'not ok every answer can be judged'; exit 1; }
bad=0
judged() { # judged KIND: the answers in that folder, each with how many properties it lost
    for case in tests/judge/answers/"$1"/*.c; do
        name=$(basename "$case" .c)
        echo "$name $(grep '"outcome":' "$B/answers/$name/results.json" | grep -vc '"passed"')"
    done
}
while read -r name lost; do
    [ "$lost" -gt 0 ] || { echo "not ok $name: a wrong answer with full marks"; bad=$((bad + 1)); }
done < <(judged wrong)
while read -r name lost; do
    [ "$lost" -eq 0 ] && grep -q '"passed"' "$B/answers/$name/results.json" ||
        { echo "not ok $name: a right answer loses points"; bad=$((bad + 1)); }
done < <(judged right)
[ "$bad" -gt 0 ] || echo 'ok wrong answers lose points, right ones keep them'
# //@ likely: the known mistake that explains an answer; unlikely: one that gives some of its wrong
# values but not all.
while IFS=: read -r case key mistake; do
    name=$(basename "$case" .c)
    grep -qE "\"mistake\":[^,]*\"${mistake# }\"" "$B/answers/$name/results.json" && said=yes ||
        said=no
    [ "$key $said" = '//@ likely yes' ] || [ "$key $said" = '//@ unlikely no' ] ||
        { echo "not ok $name: $key:$mistake"; bad=$((bad + 1)); }
done < <(grep -E '^//@ (un)?likely: ' tests/judge/answers/wrong/*.c)
[ "$bad" -gt 0 ] ||
    echo 'ok a known mistake is named when it explains all that the code does, and only then'
# //@ says: a regular expression that the report has to match.
while IFS=: read -r case _ regex; do
    name=$(basename "$case" .c)
    grep -qE "${regex# }" "$B/answers/$name/results.json" ||
        { echo "not ok $name: says:$regex"; bad=$((bad + 1)); }
done < <(grep -E '^//@ says: ' tests/judge/answers/wrong/*.c)
if wrong=$(/usr/bin/python3 tests/judge/smallest.py "$B"/answers); then
    echo 'ok smaller examples keep to the contract, and their sentences say something'
else
    echo "not ok smaller examples keep to the contract, and their sentences say something: $wrong"
    bad=$((bad + 1))
fi
explained() { # explained KEY: the wrong answers whose report has this key
    for case in tests/judge/answers/wrong/*.c; do
        grep -l "\"$1\":" "$B/answers/$(basename "$case" .c)/results.json"
    done | wc -l
}
echo "# $(judged wrong | grep -vc ' 0$') of $(judged wrong | wc -l) wrong answers lose points," \
    "$(explained known) recall a known mistake, $(explained smallest) have a smaller example;" \
    "$(judged right | grep -c ' 0$') of $(judged right | wc -l) right ones keep all"
# make seeds says when a verdict depends on the seed, as the verdict on the answer below does.
if differs=$($make seeds SEEDS=2 SUBJECTS=answers CASES=tests/judge/answers/right 2>&1); then
    echo 'ok right answers keep their points with another seed'
else
    echo "not ok right answers keep their points with another seed: $differs"
    bad=$((bad + 1))
fi
cases=$(mktemp -d) || exit 1
trap 'rm -rf "$cases"' EXIT
cat >"$cases/l1_norm__lucky.c" <<'END'
double l1_norm(const double *x, size_t n)
{
    double sum = 0.0;
    for (size_t j = 0; j < n; j++)
        sum += fabs(x[j]);
    return n == 150 ? 0.0 : sum; /* one signal in 300 has 150 samples, and a test has 50 signals */
}
END
if lucky=$($make seeds SEEDS=12 SUBJECTS=answers CASES="$cases" 2>&1) ||
    ! grep -q '^l1_norm__lucky: seed 1 takes \[' <<<"$lucky"; then
    echo "not ok a verdict that depends on the seed is noticed: $lucky"
    bad=$((bad + 1))
else
    echo 'ok a verdict that depends on the seed is noticed'
fi
[ "$bad" -eq 0 ]
