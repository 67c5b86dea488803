#!/bin/bash
# run.sh TEST...: run Criterion programs and ok/not-ok scripts, show what
# failed, and end with one line: N passed, N failed.
passed=0 failed=0
# The tests of small problems are slower with many BLAS threads than with one.
export OPENBLAS_NUM_THREADS=1
unset MAKEFLAGS MFLAGS MAKELEVEL
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
for t in "$@"; do
    case $t in
    *.sh) bash "$t" >"$log" 2>&1 </dev/null ;;
    *) "$t" --tap=- -q >"$log" 2>&1 </dev/null ;;
    esac
    status=$?
    ok=$(grep -c '^ok ' "$log")
    bad=$(grep -c '^not ok ' "$log")
    # A test program that ran nothing, or died, is a failure in itself.
    if [ $((ok + bad)) -eq 0 ] || { [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; }; then
        bad=$((bad + 1))
        echo "not ok $t: ended with status $status after $ok passed tests" >>"$log"
    fi
    passed=$((passed + ok)) failed=$((failed + bad))
    printf '%-32s %3d passed %3d failed\n' "$(basename "$t")" "$ok" "$bad"
    # A script's lines that begin with # are figures worth reading in any case.
    case $bad$t in
    0*.sh) grep '^# ' "$log" ;;
    0*) ;;
    *) grep -v '^ok ' "$log" ;;
    esac | sed 's/^/    /'
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
