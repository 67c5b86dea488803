#!/bin/bash
# compile.sh SOURCE OBJECT REPORT COMPILER...: compile a student's file.
#
# Always makes OBJECT, so that one bad function costs only itself: when the
# whole file does not compile, it is cut at its section marks
#     /* ---- E2.1 ReLU ---- */
# and the sections are added one by one to the lines above the first mark; one
# that does not compile is left out.
#
# REPORT gets one line a problem: WHAT <tab> SECTION <tab> TEXT <tab> FIX, where WHAT is
# missing, error, warning or remark, SECTION is E2.1 (or - for the file as a whole),
# TEXT is the compiler's line about it and FIX a sentence on what to do, or empty
# (told.awk). All that the compiler said is in a .log beside OBJECT.
source=$1 object=$2 report=$3
shift 3
export LC_ALL=C
log=${object%.o}.log
: >"$report"

told() { awk -v source="$source" -v what="$1" -f "${0%/*}/told.awk" "$source" "$2"; }
warnings() { [ ! -s "$1" ] || told warning "$1" >>"$report"; }
# A file can ask for endless work, memory or output of the compiler.
seconds=${SB_COMPILE_SECONDS:-10}
compiler() {
    (
        ulimit -c 0 -t "$seconds" -v 2097152 -f 65536
        exec timeout --foreground -k 1 $((3 * seconds)) "$@" </dev/null
    )
    local status=$?
    [ $status -lt 124 ] || echo "timeout: $status" >&2
    return $status
}
too_much() { # too_much LOG: was the compiler stopped by one of these limits?
    grep -qE 'signal terminated program|out of memory|[Ff]ile size|[Ff]ile too|^timeout: |annot allocate' "$1"
}
problem() { printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "${4:-}" >>"$report"; }
empty() { echo 'typedef int nothing_here;' | "$1" -x c -c -o "$object" -; }

if [ ! -f "$source" ]; then
    other=
    for file in "${source%/*}"/*.c; do
        case ${file##*/} in test_*.c | solution.c | '*.c') ;; *) other=$file ;; esac
    done
    problem missing - "$source is not there" "${other:+If $other is it, give it back its name}"
    empty "$1"
    exit
fi

if compiler "$@" -c -o "$object" "$source" 2>"$log"; then
    warnings "$log"
    exit 0
fi

if too_much "$log"; then
    problem error - "the compiler was stopped: more than $seconds s of work, 2 GB of memory or 64 MB of output"
    rm -f "$object"
    empty "$1"
    exit
fi

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

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
    compiler "$@" -iquote "$(dirname "$source")" -c -o "$work/part.o" "$work/part.c" 2>"$work/part.log"
}

empty "$1"
kept=
if compile "" "$@"; then
    for section in $(sed -n 's/^\/\* ---- \(E[0-9.]*\) .*/\1/p' "$source"); do
        if compile "$kept $section" "$@"; then
            kept="$kept $section"
            cp "$work/part.o" "$object"
            cp "$work/part.log" "$work/kept.log"
        else
            problem error "$section" "$(told error "$work/part.log")"
        fi
    done
fi
# Not one section to blame, or none that compiles: the file as a whole.
[ -s "$report" ] && [ -n "$kept" ] || problem error - "$(told error "$log")"
[ -z "$kept" ] || warnings "$work/kept.log"
