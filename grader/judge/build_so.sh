#!/bin/bash
# build_so.sh KIT HEADERS [SOURCE SO]... -- COMPILER...: make students' files, each in a folder
# of its chapter's name, into the shared objects that a worker loads. KIT holds absent.o, link.ld
# and limits.sh; HEADERS holds folders of the chapters' names, with their headers.
#
# Always makes every SO; beside it lie the report of compile.sh (.report) and `lines`,
# which says where in the source each function begins.
export LC_ALL=C
kit=$1 headers=$2 files=()
shift 2
while [ "$1" != -- ]; do
    files+=("$1" "$2")
    shift 2
done
shift
export SB_LIMITS=$kit/limits.sh
. "${BASH_SOURCE[0]%/*}/compile.sh"

# Nothing of the compiler's start files or of the C library goes in: the worker has it, and to
# read it for each object would take three times as long. Functions that are nowhere are found
# missing when they are called, not before.
link() { # link OBJECT SO: what the linker says is in a .link beside SO
    limited ld -shared -Bsymbolic -z lazy -z noexecstack --eh-frame-hdr --hash-style=gnu -o "$2" \
        "$1" "$kit/absent.o" "$kit/link.ld" 2>"${2%.so}.link"
}

refused() { # refused LOG: why there is no shared object
    too_much "$1" && echo "$stopped" && return
    printf 'the linker refuses it: %.400s' "$(grep -v 'in function' "$1" | head -n 1 | sed 's/^[^ ]*ld: //; s/^[^ ]*\///; s/:(\.text[^)]*)//')"
}

objects=()
for ((i = 0; i < ${#files[@]}; i += 2)); do
    source=${files[i]} so=${files[i + 1]}
    chapter=${source%/*} object=${so%.so}.o report=${so%.so}.report
    : >"${so%/*}/lines"
    compile_file "$source" "$object" "$report" "$@" -iquote "$headers/${chapter##*/}" || exit 1
    # What compiles may be no object that a library can be made of: by assembler, by attributes.
    if ! link "$object" "$so"; then
        problem error - "$(refused "${so%.so}.link")"
        empty "$1" && link "$object" "$so" || { cat "${so%.so}.link" >&2; exit 1; }
    fi
    objects+=("$object")
done

# readelf: nm and addr2line take longer, or say where the body begins. It names the file it is at
# when there are several; absent.o is the first of them always.
limited readelf --debug-dump=info "$kit/absent.o" "${objects[@]}" 2>/dev/null | awk '
    function tell() { if (out && name && line) print name, line >out; name = line = "" }
    BEGIN { ARGC = 1 }
    $0 == "File: " ARGV[file + 1] { tell(); out = ARGV[++file]; sub(/[^\/]*$/, "lines", out); next }
    / \(DW_TAG_/ { tell(); inside = /subprogram/ }
    inside && / DW_AT_name / { name = $NF }
    inside && / DW_AT_decl_line / { line = $NF }
    / DW_AT_declaration / { name = "" }
    END { tell() }' "${objects[@]}"
