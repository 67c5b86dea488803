#!/bin/sh
# unlisted.sh CHAPTER TOPIC TOPIC_O REF_O: fail, with a line for each, if the reference defines
# functions that are not in the chapter's table. The linker would say "multiple definition",
# because only functions in the table get the prefix ref_.
nm -g --defined-only "$3" "$4" | awk '$2 == "T" { print $3 }' | sort | uniq -d |
    while read -r function; do
        echo "solutions/$1/$2.c: $function is not in chapters/$1/chapter.ini: add a section with" \
            "'function = ... $function(...)', or make it static" >&2
        echo "$function"
    done | grep -q . && exit 1
exit 0
