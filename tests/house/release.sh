#!/bin/bash
# The archives of make release: what is in them, that making them twice gives the same bytes, and
# that the students' archive gives nothing away and works.
# Makes in the build folder.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
release() { ${MAKE:-make} release B="$B" PROVE=02 "$@" 2>&1; }

rm -f "$B/release/proved"
out=$(release RELEASE="$work/one.tar.gz")
report $? 'make release makes an archive and proves it' "$out"
grep -q 'right work has 7 of 7 points' <<<"$out"
report $? 'it reports what it proved' "$out"
# Change the files' times, and restore them afterwards, or the book would be rebuilt.
cp --parents -p chapters/*/README.md "$work"
touch chapters/*/README.md
out2=$(release RELEASE="$work/two.tar.gz")
for f in chapters/*/README.md; do touch -r "$work/$f" "$f"; done
cmp -s "$work/one.tar.gz" "$work/two.tar.gz"
report $? 'the same bytes twice' "$out2"
same 'and are not proved twice' "$(wc -l <"$B/release/proved") ${out2##*,}" "1 ${out##*,}"

mkdir "$work/copy"
tar -x -z -C "$work/copy" -f "$work/one.tar.gz"
top=$work/copy/sparsebook
none 'no solutions, mistakes, tests of the workbook, or grading' \
    "$(cd "$top" && find . \( -name 'solution*' -o -name 'mistakes.c' -o -path ./tests -o \
    -path './grader/class*' -o -name 'judge_one*' \) -print)"
none 'no hidden test' "$(awk -F'\t' '$5 == "hidden" { print $2, $3 }' "$SB_COURSE/points.tsv" |
    while read -r e p; do grep -rl "PROPERTY($e, $p," "$top"; done)"
grep -q 'hidden$' "$SB_COURSE/points.tsv"
report $? 'there are hidden tests' 'no table has a line that ends in hidden'
none 'no hidden point line' "$(grep -n ' hidden$' "$top"/chapters/*/chapter.ini)"
none 'no answers to the questions' "$(grep -rlE '<summary>.*[Aa]nswer</summary>' "$top/chapters")"
grep -q '<summary>Hint' "$top/chapters/02_thresholding/README.md"
report $? 'the hints are there' ''
# Every line of a solution that is long enough to be recognisable.
for s in solutions/*/*.c; do
    case $s in */mistakes.c) continue ;; esac
    unifdef -DSOLUTION -x2 "$s" | grep -vxFf <(unifdef -USOLUTION -x2 "$s")
done | sed 's/^ *//' | awk 'length > 34 && !/^\/?\*/' | sort -u |
    while IFS= read -r line; do # what contracts, tests and figures say is no secret
        cat chapters/*/*.h chapters/*/test_*.c figures/*.c | grep -qF -- "$line" || echo "$line"
    done >"$work/lines"
[ "$(wc -l <"$work/lines")" -gt 20 ]
report $? 'there are lines of solutions to search for' "$(wc -l <"$work/lines")"
none 'no line of a solution' "$(grep -rhoFf "$work/lines" "$top/chapters" "$top/grader" \
    "$top/figures" "$top/student" "$top/README.md")"
(cd "$top" && git init -q && git add -A)
none 'no document of it has a dead link, or names a command that is not there' \
    "$(/usr/bin/python3 tests/house/documents.py "$top" | grep -E 'leads nowhere|^README.md')"
rm -rf "$top/.git"
grep -qF "version $(cat VERSION)" "$top/README.md"
report $? 'it says which version it is'
none 'the compiled reference has no source and no names of files' \
    "$(strings -a "$top"/grader/oracle/*/*.o | grep -E '\.[ch]$|[a-z_]+/[a-z_]+')"
# Both kinds of machine that a class has; here we can only check what the objects say they are.
for machine in x86_64:X86-64 aarch64:AArch64; do
    count=$(readelf -h "$top/grader/oracle/${machine%:*}"/*.o | grep -c "Machine: .*${machine#*:}")
    [ "$count" = $(($(find chapters -name 'test_*.c' | wc -l) * 2)) ]
    report $? "the compiled reference is there for ${machine%:*}" "$count objects"
done
none 'make solution is not offered' "$(grep -rn 'make solution' "$top/README.md" "$top/chapters")"
none 'no trace of this place' "$(grep -rlF "$PWD" "$top")"
out=$(cd "$top" && env -u B -u MAKEFLAGS -u MAKELEVEL ${MAKE:-make} help 2>&1) &&
    ! grep -qE '^  make (grade|test|solution|release)' <<<"$out" && grep -q 'make check' <<<"$out"
report $? 'help lists what a student has' "$out"
# Its pages: all the files that make play needs are there, and a slider's module is built from the
# student's own code with the reference beside it. (Building all pages would take too long here.)
out=$(cd "$top" && env -u B -u MAKEFLAGS -u MAKELEVEL ${MAKE:-make} -n play 2>&1)
report $? 'make play has what it needs' "$(tail -n 3 <<<"$out")"
unifdef -DSOLUTION -x2 solutions/02_thresholding/thresholding.c |
    sed 's/x\[j\] - theta/& + 10.0/' >"$top/chapters/02_thresholding/thresholding.c"
out=$(cd "$top" && env -u B -u MAKEFLAGS -u MAKELEVEL ${MAKE:-make} \
    build/play/wasm/02_thresholding.js 2>&1) &&
    python3 - "$top/build/play/wasm/02_thresholding.js" "$top/grader/oracle/02_thresholding.wasm" \
    <<'END'
import base64, re, sys
text, reference = open(sys.argv[1]).read(), open(sys.argv[2], "rb").read()
own, behind = (base64.b64decode(re.search(mark + r'"([^"]+)"', text)[1])
               for mark in (r'= ', r'reference: '))
sys.exit(not (own[:4] == behind[:4] == b"\0asm" and behind == reference and own != behind))
END
report $? 'a slider`s module has the student`s own code and the reference' "$(tail -n 3 <<<"$out")"
out=$(cd "$top" && env -u B -u MAKEFLAGS -u MAKELEVEL ${MAKE:-make} book AUDIENCE=instructor 2>&1)
[ "$(wc -l <<<"$out")" -le 2 ] && grep -q "a student's copy has no reference to show" <<<"$out"
report $? 'it has no page for instructors' "$out"
out=$(release AUDIENCE=instructor RELEASE="$work/i.tar.gz") &&
    grep -q 'for instructors' <<<"$out" &&
    [ "$(tar -t -z -f "$work/i.tar.gz" | grep -c 'sparsebook/solutions/.*/mistakes.c$')" = 8 ]
report $? 'the instructors` archive has everything' "$out"
out=$(release AUDIENCE=nobody) && false || grep -q 'AUDIENCE=nobody: say' <<<"$out"
report $? 'an unknown audience is reported in one clear line' "$out"
exit $((bad > 0))
