#!/bin/bash
# run.sh TEST...: run Criterion programs and ok/not-ok scripts, several at once, show
# what failed, and end with one line: N passed, N failed.
#
# Scripts that say "Makes in the build folder" run make there. Two at once would write the same
# files, so they run one after another, beside the other tests. The others are nice to them, because
# that row would end last. Of the others, scripts that say "Takes long" start first. LANES=1 runs
# everything one after another.
# Many tests wait for a browser or a deadline, so twice as many lanes as cores keep the cores busy.
#
# The caller may ignore signals (nohup, or a shell that starts this in the background). Children
# inherit that, and tests that send Ctrl-C or SIGHUP would wait forever.
if [ -z "${SB_SIGNALS:-}" ] && env --default-signal true 2>/dev/null; then
    SB_SIGNALS=default exec env --default-signal bash "$0" "$@"
fi
lanes=${LANES:-$((2 * $(nproc)))}
# Small problems run slower with many BLAS threads than with one.
export OPENBLAS_NUM_THREADS=1
unset MAKEFLAGS MFLAGS MAKELEVEL
# Let git read a clone that belongs to another user.
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*'
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

one() { # one TEST: run it, print its line and what it found
    local t=$1 log=$work/${1##*/}.log status ok bad began=$SECONDS
    case $t in
    *.sh) "${gently[@]}" bash "$t" >"$log" 2>&1 </dev/null ;;
    *) "${gently[@]}" "$t" --tap=- -q >"$log" 2>&1 </dev/null ;;
    esac
    status=$?
    ok=$(grep -c '^ok ' "$log")
    bad=$(grep -c '^not ok ' "$log")
    # A test program that ran no test, or died, counts as one failure.
    if [ $((ok + bad)) -eq 0 ] || { [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; }; then
        bad=$((bad + 1))
        echo "not ok $t: ended with status $status after $ok passed tests" >>"$log"
    fi
    {
        flock 9
        echo "$ok $bad" >>"$work/counts"
        printf '%-24s %4d passed %3d failed %5d s\n' "${t##*/}" "$ok" "$bad" $((SECONDS - began))
        # A script's lines that begin with # are always shown.
        case $bad$t in
        0*.sh) grep '^# ' "$log" ;;
        0*) ;;
        *) grep -v '^ok ' "$log" ;;
        esac | sed 's/^/    /'
    } 9>>"$work/lock"
}

says() { [[ $2 == *.sh ]] && grep -q "^# $1\.$" "$2"; }
making=() beside=() long=()
for t in "$@"; do
    if says 'Makes in the build folder' "$t"; then
        making+=("$t")
    elif says 'Takes long' "$t"; then
        long+=("$t")
    else
        beside+=("$t")
    fi
done
# Start from the end: scripts before programs, which are quick.
beside+=("${long[@]}")
gently=()
if [ "$lanes" -gt 1 ]; then
    for t in "${making[@]}"; do one "$t"; done &
    gently=(nice -n 5)
else
    beside=("${making[@]}" "${beside[@]}")
fi
for ((i = ${#beside[@]} - 1; i >= 0; i--)); do
    while [ "$(jobs -rp | wc -l)" -ge "$lanes" ]; do wait -n; done
    one "${beside[i]}" &
done
wait
awk '{ passed += $1; failed += $2 }
    END { printf "%d passed, %d failed\n", passed, failed; exit failed > 0 || passed == 0 }' \
    "$work/counts"
