#!/bin/bash
# Many attacks in few hand-ins, with and without the sandbox: each exercise of a hand-in tries a
# different one from tests/judge/exploits/batch. It gets no point, the report says what happened,
# nothing gets through ("sb_exploit could"), and the honest chapter beside them keeps its points.
#   calls.txt   a system call that no exercise needs, with arguments: NAME ARGUMENT, ...
#   attacks.c   functions that look for a way out
#   whole/      attacks by a whole chapter: on the compiler, the linker and the loader
# BATCH='name name' chooses some. Broken once to see this fail: sysinfo among the plain calls of
# lock.c, sandbox.c without --hostname.
# Takes long.
command -v bwrap >/dev/null ||
    { echo 'not ok batches: bubblewrap is missing, run ./setup.sh grade'; exit 1; }
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
make_judge='judge_tools:; @$(MAKE) $(GRADE_NEEDS) && printf "%s\n" "$(CC) \
    $(filter-out -MMD -MP,$(STUDENT_FLAGS)) $(JUDGED_FLAGS)" >"$(COMPILER_FILE)"'
${MAKE:-make} -f Makefile --eval="$make_judge" judge_tools B="$B" COMPILER_FILE="$work/compiler" \
    >"$work/log" 2>&1 ||
    { echo "not ok the judge is built: $(tail -n 3 "$work/log" | tr '\n' ' ')"; exit 1; }
echo 5 >"$work/seed"
# A worker program of its own, so that its processes are not confused with those of other tests.
own=$work/build
mkdir -p "$own/judge" && cp "$B"/judge/worker{,-kit} "$own/judge/" &&
    ln -s "$(realpath "$B")"/{mistakes,grader,tables} "$own/" &&
    ln -s "$(realpath "$B")"/judge/{sandbox,course,limits.sh} "$own/judge/"
left() { # the processes that run it, and the files that an attack has made
    for p in /proc/[0-9]*; do
        [ ! "$p/exe" -ef "$own/judge/worker" ] && [ ! "$p/exe" -ef "$own/judge/worker-kit" ] ||
            echo "${p#/proc/}"
    done
    find /tmp . -maxdepth 2 -name 'sb_exploit*' 2>/dev/null
}
judge() { # judge LEVEL NUMBER
    mkdir -p "$work/$1/$2/out" && cp -r "$work/$2/staged" "$work/$1/$2/"
    SB_UNSAFE=$([ "$1" = grade ] || echo 1) SB_BUILD="$own" SB_SEED_FILE="$work/seed" \
        SB_COMPILER="$(cat "$work/compiler")" SB_DEADLINE=240 SB_COMPILE_SECONDS=1 \
        SB_CHAPTERS="$(cd "$work/$2/staged/chapters" && echo *)" \
        "$B/grader/class/judge_one" "$work/$1/$2/staged" "$work/$1/$2/out" \
        >"$work/$1/$2/log" 2>&1
}
/usr/bin/python3 tests/judge/batches.py stage "$work"
report $? 'the hand-ins are built' ''
for level in grade unsafe; do
    for number in $(cd "$work" && ls -d [0-9]*); do judge $level "$number"; done &
done
wait
none 'no process and no file is left' "$(left)"
for level in grade unsafe; do /usr/bin/python3 tests/judge/batches.py check "$work" $level; done |
    tee "$work/found"
exit $((bad > 0 || $(grep -c '^not ok' "$work/found") > 0))
