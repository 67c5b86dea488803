#!/bin/bash
# compile.sh SOURCE OBJECT REPORT COMPILER...: compile a student's file.
#
# Always makes OBJECT, so that one bad function costs only itself: when the
# whole file does not compile, it is cut at its section marks
#     /* ---- E2.1 ReLU ---- */
# and the sections are added one by one to the lines above the first mark; one
# that does not compile is left out.
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
problem() { printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>"$report"; }
empty() { echo 'typedef int nothing_here;' | "$1" -x c -c -o "$object" -; }

if [ ! -f "$source" ]; then
    problem missing - "$source is not there"
    empty "$1"
    exit
fi

if "$@" -c -o "$object" "$source" 2>"$work/log"; then
    [ ! -s "$work/log" ] || problem warning - "$(first ' warning: ' "$work/log")"
    exit 0
fi

# Print the lines above the first mark and the sections named in $1. #line
# keeps the compiler's messages in the student's own line numbers.
cut_out() {
    awk -v want=" $1 " -v name="$source" '
        /^\/\* ---- E[0-9.]+ / { part = $3; keep = index(want, " " part " "); fresh = 1 }
        NR == 1 || (fresh && keep) { printf "#line %d \"%s\"\n", NR, name; fresh = 0 }
        part == "" || keep' "$source"
}

compile() { # quoted includes are looked up from where the student's file lies
    cut_out "$1" >"$work/part.c"
    shift
    "$@" -iquote "$(dirname "$source")" -c -o "$work/part.o" "$work/part.c" 2>"$work/part.log"
}

empty "$1"
kept=
if compile "" "$@"; then
    for section in $(sed -n 's/^\/\* ---- \(E[0-9.]*\) .*/\1/p' "$source"); do
        if compile "$kept $section" "$@"; then
            kept="$kept $section"
            cp "$work/part.o" "$object"
        else
            problem error "$section" "$(first ' error: ' "$work/part.log")"
        fi
    done
fi
# Not one section to blame, or none that compiles: the file as a whole.
[ -s "$report" ] && [ -n "$kept" ] || problem error - "$(first ' error: ' "$work/log")"
