# limited.sh: sourced; limited COMMAND...: run the compiler or one of its tools on a student's file,
# within limits, since a file can demand endless work, memory or output.
# shellcheck shell=bash disable=SC2034 # used where this is sourced
# shellcheck source=/dev/null
. "${SB_LIMITS:-build/judge/limits.sh}"
seconds=${SB_COMPILE_SECONDS:-$LIMIT_COMPILE_SECONDS}
# The tool leads a group of its own, so that what it has started (gcc's cc1) ends with it.
limited() {
    (
        ulimit -c 0 -t "$seconds" -v $((1024 * LIMIT_COMPILE_MEMORY_MB)) \
            -f $((1024 * LIMIT_COMPILE_FILE_MB))
        exec timeout -k 1 $((LIMIT_COMPILE_FACTOR * seconds)) "$@"
    ) </dev/null &
    local status=0 pid=$!
    # shellcheck disable=SC2064 # this pid
    trap "kill $pid; exit 130" INT TERM HUP
    wait $pid || status=$?
    trap - INT TERM HUP
    [ $status -lt 124 ] || echo "timeout: $status" >&2
    return $status
}
too_much() { # too_much LOG: was the tool stopped by one of these limits?
    grep -qE -e 'signal terminated program|out of memory|annot allocate|^timeout: ' \
        -e '[Ff]ile size|[Ff]ile too' "$1"
}
stopped="the compiler was stopped: more than $seconds s of work, $LIMIT_COMPILE_MEMORY_MB MB of"
stopped+=" memory or $LIMIT_COMPILE_FILE_MB MB of output"
