#!/bin/bash
# The built book in a real browser (tests/book/pages.py), and errors that must stop a build.
# Takes long.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
why=$(${MAKE:-make} B="$B" book 2>&1)
report $? 'make book builds' "$(tail -n 3 <<<"$why" | tr '\n' ' ')"

chapters=$(cd chapters && echo [0-9]*)
page() { # page CHAPTER AUDIENCE SOURCE: build a page as make does
    # shellcheck disable=SC2086 # a list of chapters
    book/page.sh "$1" "$B" "$2" "$3" $chapters
}
# A copy of the chapters, one of which is broken.
mkdir "$work/chapters"
ln -s "$PWD"/chapters/0[!2]* "$work/chapters/"
ln -s "$PWD"/data "$PWD"/lib "$PWD"/README.md "$work/"
broken=$work/chapters/02_thresholding
cp -r chapters/02_thresholding "$broken"
# A page whose source is broken: one line that says how, and a status.
breaks() { # breaks WHAT SED-SCRIPT MESSAGE
    local said status
    sed "$2" chapters/02_thresholding/README.md >"$broken/README.md"
    said=$(page 02_thresholding reader "$broken/README.md" 2>&1 >"$work/page.html")
    status=$?
    [ $status -ne 0 ] && [ "$(wc -l <<<"$said")" -eq 1 ] && grep -q "$3" <<<"$said" &&
        ! cmp -s "$broken/README.md" chapters/02_thresholding/README.md
    report $? "$1" "status $status: $said"
}
page 02_thresholding reader chapters/02_thresholding/README.md >"$work/page.html" 2>"$work/said"
report $? 'a page builds on its own' "$(cat "$work/said")"
[ ! -s "$work/said" ]
report $? 'a good page builds silently' "$(cat "$work/said")"
breaks 'a figure that is not drawn ends the build' 's/Figure F2\.2/Figure F2.92/' 'F2\.92'
breaks 'an unknown value ends the build' 's/value: ch02\.frames/value: ch02.no_such/' \
    'ch02\.no_such'
breaks 'a stale number ends the build' 's/ch02\.frames -->280</ch02.frames -->281</' '281'
breaks 'an unknown listing ends the build' \
    's/thresholding\.h ReLU -->/thresholding.h no_such -->/' 'no_such'
breaks 'a stale listing ends the build' 's/^void ReLU(.*;$/void ReLU(void);/' 'make prose'
breaks 'an unknown widget ends the build' 's/widget: W2\.5/widget: W2.95/' 'W2\.95'
breaks 'a guess of a value that no program computes ends the build' \
    's/predict: ch02\.zeros_relu/predict: ch02.no_such/' 'ch02\.no_such'
breaks 'a guess that cannot reach its value ends the build' 's/zeros_relu 0 280/zeros_relu 0 10/' \
    'the value is'
breaks 'a curve to guess that no program computes ends the build' \
    's/predict: ch02\.kurtosis_curve/predict: ch02.no_such/' 'ch02\.no_such'
breaks 'a curve that leaves its plot ends the build' 's/kurtosis" -5 80/kurtosis" -5 20/' \
    'the value is'
breaks 'a number of a question that no program computes ends the build' \
    's/{ch02\.kurtosis_sig}/{ch02.no_such}/' 'a question names'
breaks 'a guess without a figure ends the build' 's/^> \*\*Figure F2\.6.*/Text./' \
    'no figure follows'
breaks 'the mistakes of no function end the build' 's/mistakes: ReLU/mistakes: no_such/' 'no_such'
breaks 'a note where there is no margin ends the build' \
    's/^> \*\*Figure F2\.4, many thresholds\.\*\*/&[^counting]/' 'no margin'
breaks 'a link to no chapter ends the build' \
    's|\.\./03_temporal/README\.md|../03_nowhere/README.md|' '03_nowhere'
breaks 'a link to no file ends the build' 's|(thresholding\.c)|(no_such.c)|' 'no_such\.c'
breaks 'a link to no place on the page ends the build' 's|(\.\./\.\./data/README\.md)|(#no-such)|' \
    'no-such'

for c in $chapters; do
    page "$c" student "chapters/$c/README.md" >"$work/$c.html" 2>"$work/said"
    [ -s "$work/$c.html" ] && ! grep -qiE '<summary>[^<]*answer' "$work/$c.html"
    report $? "$c has no model answers for students" \
        "$(cat "$work/said") $(grep -iE '<summary>[^<]*answer' "$work/$c.html" | head -n 2)"
done

if [ ! -x /usr/bin/chromedriver ] && grep -qs '^ID=ubuntu' /etc/os-release; then
    echo '# there is no Chromium by apt on Ubuntu: the tests in a browser were left out'
else
    /usr/bin/python3 tests/book/pages.py "$B" || bad=$((bad + 1))
fi
exit $((bad > 0))
