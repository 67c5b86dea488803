#!/bin/bash
# The site (make site) in a real browser: a student writes code, fails, reads why, mends it, and
# sees it move (tests/book/site.py). make nightly runs all of it: NIGHTLY=1.
# Makes in the build folder.
# Takes long.
# Broken once to see this fail: a report without its `smaller` (show.js); SB.replace left out of
# page.js.
. tests/support/ok_lines.bash
make="${MAKE:-make} B=$B"
# The compiler for the pages comes from npm, once; everything else is built here.
if ! why=$($make "$B/compiler/node_modules" 2>&1); then
    echo "# skipped: the compiler of the pages cannot be fetched from npm: $(tail -n 1 <<<"$why" |
        cut -c 1-120)"
    exit 0
fi
why=$($make site 2>&1)
report $? 'make site builds' "$(tail -n 3 <<<"$why" | tr '\n' ' ')"
if { command -v chromium || command -v chromium-browser; } >/dev/null &&
    /usr/bin/python3 -c 'import selenium' 2>/dev/null; then
    /usr/bin/python3 tests/book/site.py "$B" ${NIGHTLY:+all} || bad=$((bad + 1))
else
    echo '# skipped: no Chromium with a driver, or no python3-selenium'
fi
[ "$bad" -eq 0 ]
