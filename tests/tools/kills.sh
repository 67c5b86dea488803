#!/bin/bash
# kill -9 of the program that judges a class, at random instants of compiling, testing and looking
# through archives: nothing that it started outlives it, and the next run has all results. KILLS=50
# tries more instants (make nightly).
#
# Broken once to see this fail: judging_leash() without PR_SET_PDEATHSIG.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
own=$work/build
trap 'rm -rf "$work"' EXIT
make_judge='judge_tools:; @$(MAKE) $(GRADE_NEEDS) $(CLASS) && printf "%s\n" "$(CC) \
    $(filter-out -MMD -MP,$(STUDENT_FLAGS)) $(JUDGED_FLAGS)" >"$(COMPILER_FILE)"'
${MAKE:-make} -f Makefile --eval="$make_judge" judge_tools B="$B" COMPILER_FILE="$work/compiler" \
    >"$work/log" 2>&1 ||
    { echo "not ok the judge is built: $(tail -n 3 "$work/log" | tr '\n' ' ')"; exit 1; }
# Worker programs of its own, so that their processes are not confused with those of other tests.
mkdir -p "$own/judge" && cp "$B"/judge/worker{,-kit} "$own/judge/" &&
    ln -s "$(realpath "$B")"/{mistakes,grader,tables} "$own/" &&
    ln -s "$(realpath "$B")"/judge/{sandbox,course,limits.sh} "$own/judge/"
mkdir -p "$work"/in/{sleeps,right,compiles}
cp tests/judge/exploits/sleep.c "$work/in/sleeps/thresholding.c"
cp tests/judge/exploits/macro_bomb.c "$work/in/compiles/thresholding.c"
unifdef -DSOLUTION -x2 solutions/02_thresholding/thresholding.c >"$work/in/right/thresholding.c"
(cd "$work/in/right" && tar -czf ../packed.tgz thresholding.c)
grade() { # grade NUMBER SECONDS: as make grade does, with a call's deadline
    SB_BUILD="$own" SB_COMPILER="$(cat "$work/compiler")" SB_SEED_FILE="$work/out/seed" \
        SB_CHAPTERS=02_thresholding SB_DEADLINE=$2 SB_CPU=$2 SB_COMPILE_SECONDS=1 \
        SB_CACHE="$work/cache.$1" \
        exec setsid "$B/grader/class/class" grade --submissions "$work/in" --out "$work/out" \
        --judge "$B/grader/class/judge_one" --jobs 2 >"$work/said" 2>&1
}
left() { # processes that a class has started
    pgrep -f -- "$work/" | grep -vx $$
    for p in /proc/[0-9]*; do
        for program in worker worker-kit; do
            [ ! "$p/exe" -ef "$own/judge/$program" ] || echo "${p#/proc/}"
        done
    done
}
stayed=''
for ((i = 0; i < ${KILLS:-3}; i++)); do
    rm -rf "$work/out"
    (grade $((i % 2)) 60) & # with and without the results that a class shares
    class=$!
    sleep "$((RANDOM % 3)).$((RANDOM % 1000))" # an instant is not an event
    kill -9 $class 2>/dev/null
    wait $class 2>/dev/null
    for ((t = 0; t < 100; t++)); do [ -n "$(left)" ] || break; done
    stayed+=$(left)
done
none "${KILLS:-3} classes that are killed leave no process" "$stayed"
(grade last 2)
same 'and the next run has all results' "$(sqlite3 "$work/out/gradebook.sqlite" \
    'SELECT key, points FROM total ORDER BY key' | tr '\n' ' ')" \
    'compiles|0 packed|8 right|8 sleeps|0 '
exit $bad
