#!/bin/bash
# The skeletons are what make stubs generates from the references, compile without a warning, and
# score nothing; the references score everything.
. tests/support/ok_lines.bash
tree=$(mktemp -d) || exit 1
trap 'rm -rf "$tree"' EXIT
check() { # check WHAT COMMAND...: passes if the command succeeds; its output says why it did not
    local what=$1 why
    shift
    if why=$("$@" 2>&1); then echo "ok $what"; else
        echo "not ok $what: $(echo "$why" | head -n 3 | tr '\n' ' ')"
        bad=$((bad + 1))
    fi
}

# in a copy, make stubs leaves the skeletons as they were committed
copy_tree "$tree"
copy_built "$tree"
make_stubs() {
    find "$tree/chapters" -name '*.c' ! -name 'test_*' -type f -exec sh -c 'echo stale >"$1"' - {} \
        \;
    ${MAKE:-make} -C "$tree" stubs
}
# The file itself, or the version last committed: a student's own work is no stale skeleton.
same() {
    git show "HEAD:$1" 2>/dev/null | cmp -s - "$tree/$1" || cmp "$1" "$tree/$1"
}
check 'make stubs runs' make_stubs
for master in solutions/*/*.c; do
    case $master in */mistakes.c) continue ;; esac
    skeleton=chapters/${master#solutions/}
    check "$skeleton is what make stubs generates" same "$skeleton"
    for compiler in gcc clang; do
        command -v $compiler >/dev/null || continue
        silent() { local said; said=$("$@" 2>&1); [ -z "$said" ] || { echo "$said"; return 1; }; }
        check "$skeleton compiles without a warning ($compiler)" silent \
            $compiler -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Wshadow \
            -Ilib -iquote grader -I"$(dirname "$skeleton")" -O1 -c -o "$tree/skeleton.o" \
            "$tree/$skeleton"
    done
done

# The skeletons may hold a student's work by now, so grade freshly made ones.
score() { # score SRC STATUS POINTS STATE: every exercise is in this state
    local status=0 exercises states
    ${MAKE:-make} -C "$tree" check "SRC=$1" >"$tree/out" 2>&1 || status=$?
    exercises=$(wc -l <"$SB_COURSE/exercises.tsv")
    states=$(grep -c "^		*\"state\":	\"$4\"" "$tree/build/judge/report.json")
    grep -q "^$3 of 100 points" "$tree/out" && [ "$status" = "$2" ] &&
        [ "$states" = "$exercises" ] ||
        { echo "status $status, $states of $exercises $4, $(grep ' points' \
        "$tree/out")"; return 1; }
}
check 'the skeletons score 0, every exercise not started, status 1' score chapters 1 0 'not started'
check 'the references score 100 of 100, status 0' score solutions 0 100 done
exit $((bad > 0))
