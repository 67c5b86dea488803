#!/bin/bash
# print.sh PAGE PDF: print a page by a headless browser, without a network. It is printed twice: the
# first copy says on which pages the chapters begin, for the list of contents in the second.
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
    echo "print.sh: no browser to print with; install chromium" >&2
    exit 1
}
sandbox=
[ "$(id -u)" != 0 ] || sandbox=--no-sandbox
print() {
    local url
    rm -f "$dir/out.pdf"
    # What has a meaning in an address, as part of a name.
    url=$(realpath "$1" | sed 's/%/%25/g; s/#/%23/g; s/?/%3F/g; s/\\/%5C/g')
    "$browser" --headless $sandbox --disable-gpu --no-first-run --disable-background-networking \
        --user-data-dir="$dir/profile" --no-pdf-header-footer --generate-pdf-document-outline \
        --print-to-pdf="$dir/out.pdf" "file://$url" >"$dir/log" 2>&1
    [ -s "$dir/out.pdf" ] ||
        { echo "print.sh: $browser printed nothing:" >&2; tail -n 3 "$dir/log" >&2; exit 1; }
}

print "$1"
# Lines of pages behind the contents, with the page's number; a chapter's title begins a page, that
# of the last parts may stand in the middle of one.
pdftotext "$dir/out.pdf" - | awk 'BEGIN { RS = "\f" } NR > 2 {
    n = split($0, line, "\n")
    for (i = 1; i <= n; i++)
        if (line[i] ~ /[^ ]/ && (++seen[NR] == 1 || line[i] !~ /^[0-9]/)) print NR "\t" line[i]
}' | awk -F'\t' '$2 ~ /^[0-9]/ || !($2 in before); { before[$2] }' >"$dir/begins"
awk -v begins="$dir/begins" '
    BEGIN { FS = "\t"; while ((getline <begins) > 0) at[$2] = $1; FS = " " }
    /<nav class="printed"/ { inside = 1 }
    /<\/nav>/ { inside = 0 }
    inside && /<li><a / {
        title = $0
        gsub(/<[^>]*>/, "", title)
        if (!(title in at)) { print "print.sh: no page begins with " title >"/dev/stderr"; bad = 1 }
        sub(/<\/a>/, "<span class=\"page\">" at[title] "</span></a>")
    }
    { print }
    END { exit bad }' "$1" >"$dir/numbered.html" || exit 1
cat "$dir/numbered.html" >"$1"
print "$1"
mv "$dir/out.pdf" "$2"
