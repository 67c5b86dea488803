#!/bin/bash
# The repository is in order: every exercise has all its parts, the licences are there, no file
# names a path of one machine, and make writes only to its build folder.
# Makes in the build folder.
. tests/support/ok_lines.bash
# Pictures, broken files and other people's licences are left as they are.
text_files() {
    git ls-files -z | xargs -0 grep -lIZ '' -- 2>/dev/null |
        grep -zvE '^figures/gallery/|^tests/lib/fuzz/corpus/|/vendor/|LICENSE'
}

# number, exercise, chapter and topic of every exercise
exercises=$(cut -f 1-4 "$SB_COURSE/exercises.tsv")
none 'the tables list the exercises' "$([ -n "$exercises" ] || echo none)"
none 'every exercise has a suite of properties' "$(while read -r number name chapter topic; do
    grep -qs "^PROPERTY($name," "chapters/$chapter/test_$topic.c" || echo "$name"
done <<<"$exercises")"
none 'every exercise has points' "$(while read -r number name chapter topic; do
    grep -q "^\[$name points\]" "chapters/$chapter/chapter.ini" || echo "$name"
done <<<"$exercises")"
none 'every exercise has a section in its committed skeleton' \
    "$(while read -r number name chapter topic; do
    git show "HEAD:chapters/$chapter/$topic.c" | grep -q "^/\* ---- $number " || echo "$name"
done <<<"$exercises")"
none 'every exercise has its place in the chapter text' \
    "$(while read -r number name chapter topic; do
    grep -qs "$number" "chapters/$chapter/README.md" &&
        grep -qs "$name" "chapters/$chapter/README.md" ||
        echo "$number $name"
done <<<"$exercises")"
none 'all points add up to 100' "$(awk '{ sum += $4 } END { if (sum != 100) print sum }' \
    "$SB_COURSE/points.tsv")"
# A file of its own that includes the reference: writing through a link would change the reference.
none 'the reference beside each chapter includes that of solutions/, and is not a link' \
    "$(cut -f 3,4 "$SB_COURSE/exercises.tsv" | sort -u | while read -r chapter topic; do
        file=chapters/$chapter/solution.c
        [ ! -L "$file" ] && [ ! "$file" -ef "solutions/$chapter/$topic.c" ] &&
            grep -q '^/\* .*includes' "$file" &&
            [ "$(grep -v '^/\*\|^ \*' "$file")" = "$(printf '#define SOLUTION\n#include "%s"' \
                "../../solutions/$chapter/$topic.c")" ] ||
            echo "$file"
    done)"
none 'and compiles' "$(for file in chapters/*/solution.c; do
    "${CC:-cc}" -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Ilib -iquote grader \
        -iquote "${file%/*}" -fsyntax-only "$file" 2>&1
done)"
none 'exercise files have at most 150 lines' \
    "$(wc -l solutions/*/*.c | awk '$2 !~ /mistakes|total/ && $1 > 150 { print $2 ": " $1 }')"

none 'no trailing whitespace' "$(text_files | xargs -0 grep -nE '[[:blank:]]+$' | cut -d: -f1,2)"
none 'no line is longer than 100 columns' "$(tests/tools/columns.sh)"
# As written in C, CSS and gnuplot: 0x0072B2, #0072b2, 0,114,178.
none 'the colours of figures are only in lib/plot/palette.h' \
    "$(grep -oE '0x[0-9A-F]{6}' lib/plot/palette.h | grep -v FFFFFF | while read -r rgb; do
        printf '%s\n#%s\n%d,%d,%d\n' "$rgb" "${rgb#0x}" \
            "0x${rgb:2:2}" "0x${rgb:4:2}" "0x${rgb:6}"
    done | git grep -niE -f - -- '*.[ch]' '*.js' '*.css' '*.awk' ':!lib/plot/palette.h' \
        ':!*vendor*' ':!tests/lib' | cut -d: -f1,2)"
none 'no path of one machine' "$(text_files |
    xargs -0 grep -nE '(^|[^A-Za-z0-9.$}])/(home|root|work|mnt|Users)/' | cut -d: -f1,2)"
none 'scripts are well-formed' "$(for f in $(git ls-files '*.sh' .ci/run); do bash \
    -n "$f" 2>&1; done)"
none 'the licences are there' "$(for f in LICENSE LICENSE-PROSE data/LICENSE.imageio \
    data/README.md; do
    [ -s $f ] || echo $f
done)"
none 'the embedded data has at most 8 MB' \
    "$(git ls-files -z data | xargs -0 cat | wc -c | awk '$1 > 8e6 { print $1 " bytes" }')"
none 'every file of data is in data/README.md' "$(for f in $(git ls-files data); do
    grep -q "$(basename "$f")" data/README.md || echo "$f"
done | grep -vE 'README.md|\.(mk|sh|py)$|MD5SUMS')"

before=$(git status --porcelain)
for command in all 'check SRC=solutions' 'figures CH=02' help; do
    # shellcheck disable=SC2086 # a goal and its variables
    why=$(${MAKE:-make} B="$B" $command 2>&1) || none "make $command works" "$why"
done
# What make would do after make all: nothing, unless the flags have changed.
dry() { ${MAKE:-make} -n B="$B" "$B/lib/stats.o" "$@" 2>&1 | grep -c -- '-o .*stats\.o'; }
same 'an object is kept while its flags stay the same' "$(dry)" 0
same 'different flags for the library rebuild it' "$(dry LIB_CFLAGS=-O1)" 1
same 'as do different flags for the loops, which are set in another file' "$(dry LOOP_CFLAGS=-O1)" 1
same 'and different flags for all programs' "$(dry OPT=-O1)" 1
none 'make writes to its build folder only' \
    "$(comm -13 <(sort <<<"$before") <(git status --porcelain | sort))"
exit $((bad > 0))
