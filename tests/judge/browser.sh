#!/bin/bash
# The judge in the pages says what make check says: the reference and every known mistake are judged
# natively and by the same core as WebAssembly (tests/judge/browser/compare.js). This file takes two
# chapters; make nightly compares them all, and all answers in tests/judge/answers, with the pages'
# compiler.
# Makes in the build folder.
# Broken once to see this fail: workspaces whose sizes count 8 bytes per element (call.h); float
# casts among the sanitizer's checks (WATCHED in judge_browser.mk).
. tests/support/ok_lines.bash
make="${MAKE:-make} B=$B"
what=${1:-mistakes}
chapters=$([ -n "${NIGHTLY:-}" ] || echo 02_thresholding 04_omp)
mutants=$(for list in "$B"/mistakes/[0-9]*.tsv; do
    chapter=$(basename "$list" .tsv)
    [[ -z $chapters || " $chapters " == *" $chapter "* ]] || continue
    awk -F'\t' -v at="$B/mutants/$chapter" '{ print at "/" $1 "__" $2 "/results.json" }' "$list"
done)
# shellcheck disable=SC2086
said=$($make browser 2>&1 && $make check SRC=solutions 2>&1 && $make -j2 $mutants 2>&1)
report $? 'the judge compiles to WebAssembly' "$(tail -n 3 <<<"$said")"
node tests/judge/browser/awk.js "$B" >"$B/browser/awk.log" 2>&1
report $? "the pages' awk prints what this machine's does" "$(head -n 5 "$B/browser/awk.log")"
# shellcheck disable=SC2086
node tests/judge/browser/compare.js "$B" "$what" $chapters >"$B/browser/$what.log" 2>&1
report $? 'the same verdicts, sentences and smaller examples as natively' \
    "$(head -n 12 "$B/browser/$what.log" | cut -c 1-300)"
echo "# $(tail -n 1 "$B/browser/$what.log")"
[ "$bad" -eq 0 ]
