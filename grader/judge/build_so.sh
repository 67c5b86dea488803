#!/bin/bash
# build_so.sh KIT HEADERS [SOURCE SO]... -- COMPILER...: turn students' files into the shared
# objects that a worker loads. Each SOURCE lies in a folder named after its chapter. KIT holds
# absent.o, link.ld and limits.sh; HEADERS holds one folder of headers for each chapter.
#
# Always makes every SO. Beside it go compile.sh's report (.report) and `lines`, which says where
# in the source each function begins.
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

# The compiler's start files and the C library stay out: the worker has them already, and reading
# them for each object would take three times as long. So an undefined function is noticed only
# when it is called.
link() { # link OBJECT SO: what the linker says is in a .link beside SO
    limited ld -shared -Bsymbolic -z lazy -z noexecstack --eh-frame-hdr --hash-style=gnu -o "$2" \
        "$1" "$kit/absent.o" "$kit/link.ld" 2>"${2%.so}.link"
}

refused() { # refused LOG: why there is no shared object
    too_much "$1" && echo "$stopped" && return
    printf 'the linker refuses it: %.400s' "$(grep -v 'in function' "$1" | head -n 1 |
        sed 's/^[^ ]*ld: //; s/^[^ ]*\///; s/:(\.text[^)]*)//')"
}

objects=()
for ((i = 0; i < ${#files[@]}; i += 2)); do
    source=${files[i]} so=${files[i + 1]}
    chapter=${source%/*} object=${so%.so}.o report=${so%.so}.report
    : >"${so%/*}/lines"
    compile_file "$source" "$object" "$report" "$@" -iquote "$headers/${chapter##*/}" || exit 1
    # What compiles may still not link into a shared object, because of assembler or attributes.
    if ! link "$object" "$so"; then
        problem error - "$(refused "${so%.so}.link")"
        empty "$1" && link "$object" "$so" || { cat "${so%.so}.link" >&2; exit 1; }
    fi
    objects+=("$object")
done

# readelf, because nm and addr2line take longer or say where the body begins. Given several files,
# readelf prints the name of each; the first is always absent.o.
limited readelf --debug-dump=info "$kit/absent.o" "${objects[@]}" 2>/dev/null | awk '
    function tell() { if (out && name && line) print name, line >out; name = line = "" }
    BEGIN { ARGC = 1 }
    $0 == "File: " ARGV[file + 1] { tell(); out = ARGV[++file]; sub(/[^\/]*$/, "lines", out); next }
    / \(DW_TAG_/ { tell(); inside = /subprogram/ }
    inside && / DW_AT_name / { name = $NF }
    inside && / DW_AT_decl_line / { line = $NF }
    / DW_AT_declaration / { name = "" }
    END { tell() }' "${objects[@]}"
