#!/bin/bash
# Wrong answers that somebody gave, or might, lose points; right ones, however unusual, keep them
# all.
# Makes in the build folder.
make="${MAKE:-make} B=$B"
rm -f "$B"/answers/*/results.json
$make -j2 answers >/dev/null || { echo 'not ok every answer can be judged'; exit 1; }
bad=0
judged() { # judged KIND: the names of that folder's answers, each with how many properties it lost
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
echo "# $(judged wrong | grep -vc ' 0$') of $(judged wrong | wc -l) wrong answers lose points," \
    "$(judged right | grep -c ' 0$') of $(judged right | wc -l) right ones keep all"
[ "$bad" -eq 0 ]
