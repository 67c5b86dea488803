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
# and TEXT is the compiler's first line about it. All it said is in a .log beside OBJECT.
#
# Sourced, it gives the function compile_file, which does that.
export LC_ALL=C
# A file can ask for endless work, memory or output of the compiler.
seconds=${SB_COMPILE_SECONDS:-10}

first() { grep -m1 -E "$1" "$2" || head -n 1 "$2"; }
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
problem() { printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>"$report"; }
empty() { echo 'typedef int nothing_here;' | "$1" -x c -c -o "$object" -; }

# Print the lines above the first mark and the sections named in $1. #line
# keeps the compiler's messages in the student's own line numbers.
cut_out() {
    awk -v want=" $1 " -v name="$source" '
        /^\/\* ---- E[0-9.]+ / { part = $3; keep = index(want, " " part " "); fresh = 1 }
        NR == 1 || (fresh && keep) { printf "#line %d \"%s\"\n", NR, name; fresh = 0 }
        part == "" || keep' "$source"
}

compile_part() { # quoted includes are looked up from where the student's file lies
    cut_out "$1" >"$work/part.c"
    shift
    compiler "$@" -iquote "$(dirname "$source")" -c -o "$work/part.o" "$work/part.c" 2>"$work/part.log"
}

compile_file() ( # in a shell of its own, which ends with it
    source=$1 object=$2 report=$3
    shift 3
    log=${object%.o}.log
    : >"$report"

    if [ ! -f "$source" ]; then
        problem missing - "$source is not there"
        empty "$1"
        exit
    fi

    if compiler "$@" -c -o "$object" "$source" 2>"$log"; then
        [ ! -s "$log" ] || problem warning - "$(first ' warning: ' "$log")"
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

    empty "$1"
    kept=
    if compile_part "" "$@"; then
        for section in $(sed -n 's/^\/\* ---- \(E[0-9.]*\) .*/\1/p' "$source"); do
            if compile_part "$kept $section" "$@"; then
                kept="$kept $section"
                cp "$work/part.o" "$object"
            else
                problem error "$section" "$(first ' error: ' "$work/part.log")"
            fi
        done
    fi
    # Not one section to blame, or none that compiles: the file as a whole.
    [ -s "$report" ] && [ -n "$kept" ] || problem error - "$(first ' error: ' "$log")"
)
[ "${BASH_SOURCE[0]}" != "$0" ] || compile_file "$@"
