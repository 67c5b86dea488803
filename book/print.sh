#!/bin/bash
# print.sh PAGE PDF: print a page by a headless browser, without a network.
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
    echo "print.sh: no browser to print with; install chromium" >&2
    exit 1
}
sandbox=
[ "$(id -u)" != 0 ] || sandbox=--no-sandbox
"$browser" --headless $sandbox --disable-gpu --no-first-run --disable-background-networking \
    --user-data-dir="$dir/profile" --no-pdf-header-footer --generate-pdf-document-outline \
    --print-to-pdf="$dir/out.pdf" "file://$(realpath "$1")" >"$dir/log" 2>&1
[ -s "$dir/out.pdf" ] ||
    { echo "print.sh: $browser printed nothing:" >&2; tail -n 3 "$dir/log" >&2; exit 1; }
mv "$dir/out.pdf" "$2"
