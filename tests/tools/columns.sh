#!/bin/bash
# columns.sh: the lines of the tree that are longer than 100 characters. Left out: what others
# wrote, data and fixtures; tables, links and comments of Markdown, which do not wrap.
git ls-files | grep -E '\.(c|h|sh|mk|js|lua|awk|css|html|py|md|txt|ini|yml|bash)$|(^|/)Makefile$' |
    grep -vE '^book/vendor/|^tests/.*/fixtures/|^tests/(reference|judge/exploits)/|^LICENSE' |
    while read -r f; do [ -f "$f" ] && [ ! -L "$f" ] && printf '%s\n' "$f"; done |
    LC_ALL=C.UTF-8 xargs awk '
        length <= 100 { next }
        FILENAME ~ /\.md$/ && /^ *\||\]\(|<!--|https?:/ { next }
        { print FILENAME ":" FNR ": " length " columns, at most 100"; found = 1 }
        END { exit found }'
