#!/bin/sh
# compile_commands.sh COMPILER: how each file is compiled, for editors (compile_commands.json).
top=$(pwd | sed 's/[\\"]/\\&/g')
comma=
echo '['
for file in chapters/*/*.c solutions/*/*.c lib/*.c lib/*/*.c grader/*/*.c grader/*/*/*.c \
    student/*.c figures/*.c tests/*/*.c; do
    case $file in
    chapters/*/solution.c) continue ;; # includes the reference, which has its own entry
    solutions/*) chapter=${file#*/} more="-DSOLUTION -iquote chapters/${chapter%%/*}" ;;
    chapters/*) chapter=${file#*/} more="-iquote chapters/${chapter%%/*} -Itests/reference" ;;
    lib/*) more=-Wconversion ;;
    grader/class/*) more=-D_GNU_SOURCE ;;
    grader/gradescope/*) more="-iquote $(dirname chapters/*_omp/omp.h)" ;;
    figures/*) stem=${file#*/} more="-D_GNU_SOURCE -Ifigures -iquote chapters/${stem%.c}" ;;
    tests/*) more="-Itests -Itests/support -Itests/reference $(printf -- '-iquote %s ' \
        chapters/[0-9]*)" ;;
    *) more= ;;
    esac
    echo "$comma{\"directory\": \"$top\", \"file\": \"$file\", \"arguments\": [\"$1\""
    for flag in -std=c11 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -Wall -Wextra -Wpedantic \
        -Wshadow \
        -Ilib -iquote grader -iquote "${SB_COURSE:-build/tables}" $more -c "$file"; do
        printf ', "%s"' "$flag"
    done
    echo ']}'
    comma=,
done
echo ']'
