#!/bin/bash
# compile.sh SOURCE OBJECT REPORT COMPILER...: compile a student's file.
#
# Always makes OBJECT, so that one bad function costs only itself: when the
# whole file does not compile, it is cut at its section marks
#     /* ---- E2.1 ReLU ---- */
# of its chapter's exercises, and the sections are added one by one to the lines above the first mark; one
# that does not compile is left out.
#
# REPORT gets one line a problem: WHAT <tab> SECTION <tab> TEXT, where WHAT is
# missing, error or warning, SECTION is E2.1 (or - for the file as a whole),
# and TEXT is the compiler's first line about it. All it said is in a .log beside OBJECT.
source=$1 object=$2 report=$3
shift 3
export LC_ALL=C
log=${object%.o}.log
: >"$report"

# shellcheck source=grader/judge/limited.sh
. "${0%/*}/limited.sh"
first() { grep -m1 -E "$1" "$2" || head -n 1 "$2"; }
# The assembler writes Error.
first_error() { if too_much "$1"; then echo "$stopped"; else first ' [Ee]rror: ' "$1"; fi; }
# A name in a message can be as long as the file.
problem() { printf '%s\t%s\t%.400s\n' "$1" "$2" "$3" >>"$report"; }
empty() { echo 'typedef int nothing_here;' | "$1" -x c -c -o "$object" -; }

if [ ! -f "$source" ]; then
    problem missing - "$source is not there"
    empty "$1"
    exit
fi

if limited "$@" -c -o "$object" "$source" 2>"$log"; then
    [ ! -s "$log" ] || problem warning - "$(first ' warning: ' "$log")"
    exit 0
fi

if too_much "$log"; then
    problem error - "$stopped"
    rm -f "$object"
    empty "$1"
    exit
fi

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# The exercises of the file's chapter, in order. Other marks are comments like any.
directory=${source%/*}
mapfile -t sections < <(awk -F'[(,) "]+' -v d="${directory##*/}" '
    /^CHAPTER\(/ { here = $2 == d }
    here && /^EXERCISE\(/ { print $3 }' grader/exercises.def)

# Print the lines above the first mark and the sections named in $1. #line
# keeps the compiler's messages in the student's own line numbers.
cut_out() {
    awk -v want=" $1 " -v all=" ${sections[*]} " -v name="$source" '
        /^\/\* ---- E[0-9.]+ / && index(all, " " $3 " ") { part = $3; keep = index(want, " " part " "); fresh = 1 }
        NR == 1 || (fresh && keep) { printf "#line %d \"%s\"\n", NR, name; fresh = 0 }
        part == "" || keep' "$source"
}

compile() { # quoted includes are looked up from where the student's file lies
    cut_out "$1" >"$work/part.c"
    shift
    limited "$@" -iquote "$(dirname "$source")" -c -o "$work/part.o" "$work/part.c" 2>"$work/part.log"
}

empty "$1"
kept=
if compile "" "$@"; then
    for section in "${sections[@]}"; do
        grep -q "^/\* ---- $section " "$source" || continue
        if compile "$kept $section" "$@"; then
            kept="$kept $section"
            cp "$work/part.o" "$object"
        else
            problem error "$section" "$(first_error "$work/part.log")"
        fi
    done
fi
# Not one section to blame, or none that compiles: the file as a whole.
[ -s "$report" ] && [ -n "$kept" ] || problem error - "$(first_error "$log")"
