#!/bin/bash
# make play around a student's work that is half done, in a copy of the tree.
# Takes long.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
make=${MAKE:-make}

# Work that is right, wrong, broken, endless, missing and not started.
mkdir "$work/tree"
cp -a Makefile VERSION CITATION.cff setup.sh README.md data lib grader figures book chapters \
    solutions tests \
    "$work/tree"
# From the build folder, what make play starts from: it does not change while other tests run.
copy_built "$work/tree"
cp -a "$B"/{values,bookparts,book} "$work/tree/build/"
cd "$work/tree" || exit 1
reference() { unifdef -DSOLUTION -x2 "solutions/$1/$2.c" || true; }
reference 01_measuring measuring >chapters/01_measuring/measuring.c
reference 02_thresholding thresholding |
    sed 's/x\[j\] - theta/& + 10.0/' >chapters/02_thresholding/thresholding.c
cmp -s chapters/02_thresholding/thresholding.c <(reference 02_thresholding thresholding) &&
    report 1 'the wrong ReLU is wrong' 'the reference has changed; change this test as well'
reference 05_dictionary dictionary | sed '/norm = 0.0;/s/;$//' >chapters/05_dictionary/dictionary.c
sed 's/TODO(frame.*/for (volatile int k = 0; k == 0;) { }/' \
    solutions/07_hard_threshold/hard_threshold.c |
    unifdef -USOLUTION -x2 >chapters/07_hard_threshold/hard_threshold.c
rm chapters/08_spatial/spatial.c
# the endless loop, in the figures; the others have enough time
sed -i 's/timeout "$$$$LIMIT_PLAY_SECONDS"/timeout $(if $(filter 07%,$(1)),5,300)/' book/book.mk
why=$("$make" B=build play 2>&1)
report $? 'make play builds around half-done work' "$(tail -n 3 <<<"$why" | tr '\n' ' ')"
/usr/bin/python3 tests/book/play.py build/play || bad=$((bad + 1))

# ---- after an edit, only what shows it is rebuilt ----
made_anew() { # made_anew WHAT FILES: make play rebuilds exactly these pages and modules
    touch "$work/now"
    out=$("$make" B=build play 2>&1)
    status=$?
    files=$(cd build/play && find . \( -name '*.html' -o -path './wasm/*' -o \
        -path './figures/yours/*.js' \) -newer "$work/now" | LC_ALL=C sort | tr '\n' ' ')
    [ "$status $files" = "0 $2" ]
    report $? "$1" "status $status, $files"
}
made_anew 'nothing, when nothing has changed' ''
echo '/* done */' >>chapters/03_temporal/temporal.c
made_anew "a chapter's module and figures, when its code has changed" \
    './figures/yours/03_temporal.js ./wasm/03_temporal.js '
grep -q 'drawing the figures of 03_temporal' <<<"$out" && ! grep -q 'of 0[124-8]_' <<<"$out"
report $? 'and it says what it is doing' "$out"
printf '\nOne sentence more.\n' >>chapters/02_thresholding/README.md
made_anew 'a page, when its text has changed' './02_thresholding.html '
sed -i '0,/^# .*/s//& again/' chapters/02_thresholding/README.md
out=$("$make" B=build play 2>&1)
grep -q 'Sparsity via a non-linearity again' build/play/08_spatial.html build/play/index.html
report $? 'and all pages, when the chapter has another title'
exit $((bad > 0))
