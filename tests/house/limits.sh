#!/bin/bash
# Every limit is in one place, grader/limits.h, and is used.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
ours() { # ours PATTERN...: the files that may hold limits
    git ls-files -- "$@" | grep -vE '/vendor/|^tests/|^chapters/|^lib/|^grader/limits\.h$'
}
code() { ours '*.c' '*.h' '*.sh' '*.mk' 'grader/*.js' Makefile; }

# bounds [FILE...]: lines that bound a process, a file or a wait by a number instead of a LIMIT_. 0
# and 1 are allowed: they forbid, or wait for something already told to end. data/fetch.sh bounds
# the network.
bounds() {
    grep -nE '\balarm\([0-9]|ulimit +-[a-z]+ +[1-9]|--mem=[0-9]|RLIMIT_[A-Z]+, *[1-9]' "$@"
    grep -nE '\btimeout +(-[ks] *[A-Z0-9]+ +)*[0-9]' "$@"
}
none 'no bound is a number' "$(bounds $(code | grep -v '^data/') | cut -d: -f1,2)"
printf '%s\n' 'alarm(2);' 'ulimit -v 9' '#SBATCH --mem=2G' 'timeout -s KILL 60 x' \
    'setrlimit(RLIMIT_CPU, 5' >"$work/bad.c"
same 'and one that were is found' "$(bounds "$work/bad.c" | wc -l)" 5

none 'no text states a limit' "$(ours '*.md' | grep -vE '^book/' |
    xargs grep -nE 'at most [0-9,]+ (seconds|minutes|MB|GB|bytes|files)' | cut -d: -f1,2)"
# A round number may mean something else.
larger=$(sed -n 's/^#define LIMIT_[A-Z_]* \([0-9]\{6,\}\).*/\1/p' grader/limits.h | grep -v 000$)
none 'the larger numbers stand nowhere else' \
    "$(code | xargs grep -nwE "$(paste -sd'|' <<<"$larger")" |
    cut -d: -f1,2)"
none 'every limit is used' "$(sed -n 's/^#define \(LIMIT_[A-Z_]*\) .*/\1/p' grader/limits.h |
    while read -r limit; do
        code | xargs grep -qw "$limit" || echo "$limit"
    done)"
exit $bad
