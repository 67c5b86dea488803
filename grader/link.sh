#!/bin/sh
# link.sh SOURCE PROGRAM LINKER...: link a chapter's test program.
#
# A student who declares a function and never writes it must not stop the run:
# that function becomes address 0, and link.log beside the program gets one line.
# Any other link error is the judge's own and stays one.
source=$1 log=$(dirname "$2")/link.log
shift 2
LC_ALL=C "$@" 2>"$log" && { : >"$log"; exit 0; }
sed -n "s|.*\($source:[0-9]*: undefined reference to .*\)|\1|p" "$log" >"$log.mine"
if [ -s "$log.mine" ]; then
    head -n 1 "$log.mine" >"$log"
    # shellcheck disable=SC2046 # one option a symbol
    "$@" $(sed "s/.*undefined reference to .\(.*\)./-Wl,--defsym=\1=0/" "$log.mine" | sort -u) && exit 0
fi
cat "$log" >&2
exit 1
