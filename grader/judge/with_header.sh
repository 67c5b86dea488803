#!/bin/sh
# with_header.sh HEADER COMMAND...: compile a file of the workbook's own that includes a chapter's
# header. If the compiler complains and the header has been changed, name the header instead.
header=$1
shift
said=$("$@" 2>&1)
status=$?
[ -n "$said" ] || exit $status
git diff --quiet HEAD -- "$header" 2>/dev/null
if [ $? -eq 1 ]; then
    echo "$header is not as it was handed out: git restore $header" \
        "(or commit it, if you meant to change it)" >&2
else
    echo "$said" >&2
fi
exit $status
