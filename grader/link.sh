#!/bin/sh
# link.sh SOURCE PROGRAM LINKER...: link a chapter's test program.
#
# A student who declares a function and never writes it must not stop the run:
# then the program is linked without it, and link.log beside it gets one line.
# Any other link error is the judge's own and stays one.
source=$1 log=$(dirname "$2")/link.log
shift 2
LC_ALL=C "$@" 2>"$log" && { : >"$log"; exit 0; }
line=$(sed -n "s|.*\($source:[0-9]*: undefined reference to .*\)|\1|p" "$log" | head -n 1)
[ -n "$line" ] || { cat "$log" >&2; exit 1; }
echo "$line" >"$log"
exec "$@" -Wl,--unresolved-symbols=ignore-all
