#!/bin/bash
# columns.sh: the lines of the tree that are longer than 100 characters. Left out: what others
# wrote, data and fixtures; and what does not wrap: tables, links and comments in Markdown, what a
# command printed, and the changes for tests/judge/apply.py, one line each.
git ls-files | grep -E '\.(c|h|sh|mk|js|lua|awk|css|html|py|md|txt|ini|yml|bash)$|(^|/)Makefile$' |
    grep -vE '/vendor/|^tests/.*/fixtures/|^tests/(reference|judge/exploits)/' |
    grep -vE '^data/.*\.txt$|^LICENSE' |
    while read -r f; do [ -f "$f" ] && [ ! -L "$f" ] && printf '%s\n' "$f"; done |
    LC_ALL=C xargs awk '
        FILENAME ~ /\.md$/ && /^```/ { printed = !printed }
        FNR == 1 { printed = 0 }
        { gsub(/[\200-\277]/, "") } # a character has one byte that is none of these
        length <= 100 || printed || /^\/\/@ py: / { next }
        FILENAME ~ /\.md$/ && /^ *\||\]\(|<!--|https?:/ { next }
        { print FILENAME ":" FNR ": " length " columns, at most 100"; found = 1 }
        END { exit found }'
