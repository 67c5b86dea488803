#!/bin/bash
# compile.sh SOURCE OBJECT REPORT COMPILER...: compile a student's file.
#
# Always makes OBJECT, so that one bad function costs only itself: when the
# whole file does not compile, it is cut at its section marks
#     /* ---- E2.1 ReLU ---- */
# and every section is compiled on its own, after the lines above the first mark.
#
# REPORT gets one line a problem: WHAT <tab> SECTION <tab> TEXT, where WHAT is
# missing, error or warning, SECTION is E2.1 (or - for the file as a whole),
# and TEXT is the compiler's first line about it.
source=$1 object=$2 report=$3
shift 3
export LC_ALL=C
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
: >"$report"

first() { grep -m1 -E "$1" "$2" || head -n 1 "$2"; }
empty() { echo 'typedef int nothing_here;' | "$1" -x c -c -o "$object" -; }

if [ ! -f "$source" ]; then
    printf 'missing\t-\t%s is not there\n' "$source" >>"$report"
    empty "$1"
    exit
fi

if "$@" -c -o "$object" "$source" 2>"$work/log"; then
    [ ! -s "$work/log" ] ||
        printf 'warning\t-\t%s\n' "$(first ' warning: ' "$work/log")" >>"$report"
    exit 0
fi

# #line keeps the compiler's messages in the student's own line numbers.
awk -v dir="$work" -v name="$source" '
    /^\/\* ---- E[0-9.]+ / {
        part = $3
        file = dir "/" part ".c"
        printf "%s#line %d \"%s\"\n", prelude, NR, name >file
    }
    part == "" { prelude = prelude $0 "\n"; next }
    { print >file }
    BEGIN { prelude = "#line 1 \"" name "\"\n" }' "$source"

objects=()
for part in "$work"/E*.c; do
    [ -f "$part" ] || break
    section=$(basename "$part" .c)
    # Quoted includes are looked up from where the student's file lies.
    if "$@" -iquote "$(dirname "$source")" -c -o "${part%.c}.o" "$part" 2>"$work/part.log"; then
        objects+=("${part%.c}.o")
    else
        printf 'error\t%s\t%s\n' "$section" "$(first ' error: ' "$work/part.log")" >>"$report"
    fi
done
if [ ${#objects[@]} -gt 0 ] && ld -r -o "$object" "${objects[@]}" 2>/dev/null; then
    # All sections compile alone, so what is wrong lies between them.
    [ -s "$report" ] || printf 'error\t-\t%s\n' "$(first ' error: ' "$work/log")" >>"$report"
else
    printf 'error\t-\t%s\n' "$(first ' error: ' "$work/log")" >"$report"
    empty "$1"
fi
