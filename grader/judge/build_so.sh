#!/bin/bash
# build_so.sh SOURCE SO DIRECTORY ABSENT.o COMPILER...: make a student's file into the shared
# object that a worker loads. DIRECTORY is the chapter's, as in exercises.def.
#
# Always makes SO; beside it lie the report of compile.sh (.report) and `lines`,
# which says where in the source each function begins.
source=$1 so=$2 directory=$3 absent=$4
shift 4
export LC_ALL=C
object=${so%.so}.o
grader/judge/compile.sh "$source" "$object" "${so%.so}.report" "$@" || exit 1

# shellcheck source=grader/judge/limited.sh
. grader/judge/limited.sh
log=${so%.so}.link

# Functions that are nowhere are found missing when they are called, not before.
# The sanitizers' library is the worker's: to link it again would take longer than the rest.
link=()
for option; do [[ $option == -fsanitize=* ]] || link+=("$option"); done
# Only the exercises' own names are seen from outside: a student's fmax or
# malloc concerns nobody else.
keep=$(sed -n "s/^FUNCTION(\([A-Za-z0-9_]*\), [A-Za-z0-9_]*, $directory,.*/--keep-global-symbol=\1/p" grader/exercises.def)
# shellcheck disable=SC2086 # one option a function
make_so() {
    limited objcopy $keep "$object" &&
        limited "${link[@]}" -shared -Wl,-Bsymbolic,-z,lazy,-z,noexecstack -o "$so" "$object" "$absent"
} 2>"$log"

# What compiles may be no object that a library can be made of: by assembler, by attributes.
if ! make_so; then
    why="$stopped"
    too_much "$log" || why="the linker refuses it: $(grep -v 'in function' "$log" | head -n 1 | sed 's/^[^ ]*ld: //; s/^[^ ]*\///')"
    printf 'error\t-\t%.400s\n' "$why" >>"${so%.so}.report"
    echo 'typedef int nothing_here;' | "$1" -x c -c -o "$object" - && make_so || { cat "$log" >&2; exit 1; }
fi

# readelf: nm and addr2line take longer, or say where the body begins.
limited readelf --debug-dump=info "$object" 2>/dev/null | awk '
    function tell() { if (name && line) print name, line; name = line = "" }
    / \(DW_TAG_/ { tell(); inside = /subprogram/ }
    inside && / DW_AT_name / { name = $NF }
    inside && / DW_AT_decl_line / { line = $NF }
    / DW_AT_declaration / { name = "" }
    END { tell() }' >"${so%/*}/lines"
