# limited.sh: sourced; limited COMMAND...: run a tool of the compiler's on what a student wrote,
# with bounds: a file can ask for endless work, memory or output.
# shellcheck shell=bash disable=SC2034 # used where this is sourced
seconds=${SB_COMPILE_SECONDS:-10}
limited() {
    (
        ulimit -c 0 -t "$seconds" -v 2097152 -f 65536
        exec timeout --foreground -k 1 $((3 * seconds + 3)) "$@" </dev/null
    )
    local status=$?
    [ $status -lt 124 ] || echo "timeout: $status" >&2
    return $status
}
too_much() { # too_much LOG: was the tool stopped by one of these limits?
    grep -qE 'signal terminated program|out of memory|[Ff]ile size|[Ff]ile too|^timeout: |annot allocate' "$1"
}
stopped="the compiler was stopped: more than $seconds s of work, 2 GB of memory or 64 MB of output"
