#!/bin/sh
# pdf.sh FOLDER: print each page in FOLDER/feedback as a PDF beside it, unless that is newer.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
made=0 failed=0
for page in "$1"/feedback/*.html; do
    pdf=${page%.html}.pdf
    [ -f "$page" ] || continue
    [ ! "$pdf" -nt "$page" ] || continue
    cp "$page" "$work/page.html" # a name may hold what a URL may not
    if book/print.sh "$work/page.html" "$work/page.pdf" && mv "$work/page.pdf" "$pdf"; then
        made=$((made + 1))
    else
        failed=$((failed + 1))
    fi
done
echo "$made printed to $1/feedback, $failed not"
[ "$failed" -eq 0 ]
