#!/bin/bash
# compile.sh SOURCE OBJECT REPORT COMPILER...: compile a student's file.
#
# Always makes OBJECT, so that one bad function costs only itself. When the whole file does not
# compile, it is split at the marks of its chapter's exercises,
#     /* ---- E2.1 ReLU ---- */
# and the sections are added one by one to the lines above the first mark. A section that does not
# compile is left out.
#
# REPORT gets one line for each problem: WHAT <tab> SECTION <tab> TEXT <tab> FIX. WHAT is missing,
# error, warning or remark (what the compiler says), or todo, slip or name (slips.awk); SECTION is
# E2.1, or - for the whole file; TEXT is the compiler's line about it; FIX is a sentence on what to
# do, or empty (compiler_messages.awk). The compiler's full output goes to a .log beside OBJECT.
#
# When sourced, it defines the function compile_file, which does that.
export LC_ALL=C
judge=${BASH_SOURCE[0]%/*}
# shellcheck source=grader/judge/limited.sh
. "$judge/limited.sh"

told() {
    awk -v source="$source" -v what="$1" -f "$judge/c_text.awk" \
        -f "$judge/source_errors.awk" -f "$judge/compiler_messages.awk" \
        "$source" "$2"
}
told_error() { if too_much "$1"; then echo "$stopped"; else told error "$1"; fi; }
warnings() { [ ! -s "$1" ] || told warning "$1" >>"$report"; }
problem() { printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "${4:-}" >>"$report"; }
slips() { # what the source itself shows, compiled or not
    local directory=${source%/*}
    limited awk -F'\t' -v directory="${directory##*/}" -f "$judge/c_text.awk" \
        -f "$judge/slips.awk" \
        "${SB_COURSE:-build/tables}/functions.tsv" "$source" >>"$report" 2>/dev/null
}
# What the file is, if it is not text that a compiler can read. Most files have no byte of value 0,
# which bash sees by itself.
not_text() {
    local size others begin
    IFS= read -r -d '' -n 200000 _ <"$source" || return 1
    size=$(head -c 200000 "$source" | wc -c)
    others=$(head -c 200000 "$source" | tr -d '\0' | wc -c)
    [ "$others" -lt "$size" ] || return 1
    begin=$(head -c 4 "$source" | od -An -tx1 | tr -d ' \n')
    case $begin in
    7f454c46) echo "is a program, not C"; return ;;
    504b0304 | 1f8b*) echo "is an archive, not C: unpack it"; return ;;
    esac
    if [ $((10 * others)) -lt $((3 * size)) ]; then echo 'is saved as UTF-32: save it as UTF-8'
    elif [ $((10 * others)) -lt $((6 * size)) ]; then echo 'is saved as UTF-16: save it as UTF-8'
    else
        begin=$(head -c 200000 "$source" | tr '\0' '\1' | grep -an -m 1 $'\1')
        echo "has bytes of value 0 in line ${begin%%:*}: delete them"
    fi
}
empty() { echo 'typedef int nothing_here;' | "$1" -x c -c -o "$object" -; }

# Print the lines above the first mark and the sections named in $1. #line
# keeps the compiler's messages in the student's own line numbers.
cut_out() {
    awk -v want=" $1 " -v all=" ${sections[*]} " -v name="$source" '
        /^\/\* ---- E[0-9.]+ / && index(all, " " $3 " ") {
            part = $3
            keep = index(want, " " part " ")
            fresh = 1
        }
        NR == 1 || (fresh && keep) { printf "#line %d \"%s\"\n", NR, name; fresh = 0 }
        part == "" || keep' "$source"
}

compile_part() { # quoted includes are looked up from where the student's file lies
    cut_out "$1" >"$work/part.c"
    shift
    limited "$@" -iquote "$(dirname "$source")" -c -o "$work/part.o" "$work/part.c" \
        2>"$work/part.log"
}

compile_file() ( # in a subshell, so that exit ends only this
    source=$1 object=$2 report=$3
    shift 3
    log=${object%.o}.log
    : >"$report"

    if [ -e "$source" ] && { [ ! -f "$source" ] || [ ! -r "$source" ]; }; then
        what="cannot be read: chmod u+r $source"
        [ ! -d "$source" ] || what='is a folder: move it away'
        problem error - "$source $what"
        empty "$1"
        exit
    fi
    if [ ! -f "$source" ]; then
        other=
        for file in "${source%/*}"/*.c; do
            case ${file##*/} in
            test_*.c | solution.c | '*.c' | "${source##*/}") ;;
            *) other=$file ;;
            esac
        done
        problem missing - "$source is not there" "${other:+If $other is that file, rename it back}"
        empty "$1"
        exit
    fi

    if ! grep -q '[^[:space:]]' "$source"; then
        problem missing - "$source is empty" ''
        empty "$1"
        exit
    fi
    if why=$(not_text); then
        problem error - "$source $why"
        empty "$1"
        exit
    fi
    slips
    if limited "$@" -c -o "$object" "$source" 2>"$log"; then
        warnings "$log"
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

    # The exercises of the file's chapter, in order. Any other mark is an ordinary comment.
    directory=${source%/*}
    read -ra sections <<<"$(awk -F'\t' -v d="${directory##*/}" -v ORS=' ' \
        '$3 == d { print $1 }' "${SB_COURSE:-build/tables}/exercises.tsv")"

    empty "$1"
    kept=
    if compile_part "" "$@"; then
        for section in "${sections[@]}"; do
            grep -q "^/\* ---- $section " "$source" || continue
            if compile_part "$kept $section" "$@"; then
                kept="$kept $section"
                cp "$work/part.o" "$object"
                cp "$work/part.log" "$work/kept.log"
            else
                problem error "$section" "$(told_error "$work/part.log")"
            fi
        done
    fi
    # If no single section is to blame, or none compiles, report the whole file.
    grep -q '^error' "$report" && [ -n "$kept" ] || problem error - "$(told_error "$log")"
    [ -z "$kept" ] || warnings "$work/kept.log"
)
[ "${BASH_SOURCE[0]}" != "$0" ] || compile_file "$@"
