#!/bin/bash
# The seam between the judge's core and its transport is real: through a transport that calls the
# function in the same process (transport/in_process.c), reference, skeleton and all known mistakes
# of two chapters get the verdicts, and every sentence, that they get through a worker process.
# Makes in the build folder.
# Broken once to see this fail: in_process.c that leaves outputs at 0; gives() in known.c without
# its loop over outputs.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cc="${CC:-cc} -std=c11 -ffp-contract=off -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -O1"
cc+=' -Ilib -iquote grader'
chapters='02_thresholding 04_omp'
run() { out=$("$@" 2>&1 </dev/null); status=$?; }
run "${MAKE:-make}" check CH='02 04'

# The core: no part of it knows of processes, sockets or Linux.
core=$(cd grader/judge && echo *.h *.c)
core=${core/absent.c/} core=${core/mistake_list.c/}
foreign=$(cd grader/judge && grep -HE '^ *# *include' $core |
    grep -vE '<(math|setjmp|stdarg|stdbool|stddef|stdint|stdio|stdlib|string)\.h>' |
    grep -vE '<criterion/criterion\.h>|"(limits|reference)\.h"' |
    while IFS='"' read -r file header _; do [ -f "${header:-none}" ] || echo "$file $header"; done)
none 'the core includes the C library, itself, limits and Criterion'"'"'s macros alone' "$foreign"
includes() { # pairs: which header includes which
    local f h
    for f in grader/judge/*.h grader/judge/native/*.h; do
        sed -n 's/^#include "\(.*\)".*/\1/p' "$f" |
            while read -r h; do echo "${f##*/} ${h##*/}"; done
    done
}
none 'and no header there includes itself by way of others' "$(includes | tsort 2>&1 >/dev/null)"

core_objects=$("${MAKE:-make}" --eval 'core_objects:; @echo $(JUDGE_CORE)' core_objects)
objects="$core_objects $(printf "$B/grader/judge/native/%s.o " runner survey workers \
    named_socket results_json) $B/grader/report/json.o $B/grader/report/test_result.o"
program() { # program CHAPTER: its tests, with the other transport
    local headers
    headers=$(printf -- '-iquote chapters/%s ' $(cd chapters && echo [0-9]*_*/ | tr -d /))
    # shellcheck disable=SC2086
    $cc $headers -c -o "$work/dispatch.o" "$B/tables/dispatch.c" &&
        $cc -rdynamic -o "$work/$1.test" tests/judge/transport/in_process.c \
        "$work/dispatch.o" "$B/chapters/$1/test.o" "$B/solutions/$1/ref_${1#*_}.o" $objects \
        "$B/libcode.a" \
        -lcjson -llapacke -lopenblas -lm -pthread -ldl
}
object() { # object CHAPTER SO COMPILER-OPTION... SOURCE...
    # Here, as in a worker, the judged side has its own copy of least squares.
    # shellcheck disable=SC2086
    $cc -fPIC -shared -Wl,-Bsymbolic -iquote "chapters/$1" -o "$2" "${@:3}" \
        grader/judge/kit/least_squares.c lib/{stats,mat,status}.c
}
fields='.[] | del(.replay) | .description = null'
native() { # native CHAPTER SO [EXERCISE]
    SB_MISTAKES="exec $B/judge/worker $B/mistakes/$1.so" SB_MISTAKE_LIST=$B/mistakes/$1.tsv \
        SB_LIMITS=$B/judge/limits.sh grader/judge/run.sh "$B/judge/$1/test" \
        "$work/native/results.json" 1 "$B/judge/worker $2" -f "${3:-*}/*"
    jq -S "$fields" "$work/native/results.json"
}
in_process() { # in_process CHAPTER SO [EXERCISE]
    IN_PROCESS_STUDENT=$2 IN_PROCESS_KNOWN=$work/$1.known.so SB_MISTAKE_LIST=$B/mistakes/$1.tsv \
        SB_SEED=1 SB_REPORTS=$work SB_RESULTS=$work/results.json OPENBLAS_NUM_THREADS=1 \
        "$work/$1.test" -j 2 -f "${3:-*}/*" >/dev/null 2>"$work/log"
    jq -S "$fields" "$work/results.json"
}
same_everywhere() { # same_everywhere CHAPTER SO-OF-NATIVE SO-HERE [EXERCISE]
    theirs=$(native "$1" "$2" "${4:-*}")
    ours=$(in_process "$1" "$3" "${4:-*}")
    [ -n "$theirs" ] && [ "$theirs" = "$ours" ]
}
runs=0
for chapter in $chapters; do
    topic=${chapter#*_} so=$work/$chapter
    program "$chapter" && object "$chapter" "$so.chapters.so" "chapters/$chapter/$topic.c" &&
        object "$chapter" "$so.solutions.so" -DSOLUTION "solutions/$chapter/$topic.c" &&
        $cc -fPIC -DSOLUTION -include "$B/tables/ref_names.h" -iquote "chapters/$chapter" -c \
            -o "$so.ref.o" "solutions/$chapter/$topic.c" &&
        object "$chapter" "$so.known.so" -DSOLUTION "solutions/$chapter/$topic.c" \
        "solutions/$chapter/mistakes.c" "$so.ref.o"
    report $? "$chapter: the core links with another transport" "$(cat "$work/log" 2>/dev/null)"
    for source in chapters solutions; do
        "${MAKE:-make}" "$B/judge/$chapter/$source/$topic.so" SRC=$source >/dev/null
        same_everywhere "$chapter" "$B/judge/$chapter/$source/$topic.so" "$so.$source.so"
        report $? "$chapter: $source come out alike through both" \
            "$(diff <(echo "$theirs") <(echo "$ours"))"
    done
    differing='' count=0 sentences=0
    while IFS=$'\t' read -r function name _; do
        exercise=$(awk -F'\t' -v f="$function" '$1 == f { print $2 }' "$B/tables/functions.tsv")
        export SB_STAND_IN=${function}__$name
        same_everywhere "$chapter" "$B/mistakes/$chapter.so" "$so.known.so" "$exercise" ||
            differing+=" $SB_STAND_IN: $(diff <(echo "$theirs") <(echo "$ours") | head -n 6)"
        [[ $ours != *'"sentence"'* ]] || sentences=$((sentences + 1))
        count=$((count + 1))
    done <"$B/mistakes/$chapter.tsv"
    unset SB_STAND_IN
    none "$chapter: so does every known mistake, with its sentence and smaller example" "$differing"
    same "$chapter: each is named" $sentences $count
    runs=$((runs + count + 2))
done
echo "# $runs submissions, each judged through both transports"
[ "$bad" -eq 0 ]
