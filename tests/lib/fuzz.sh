#!/bin/bash
# The loaders on broken files: FUZZ chooses loaders (default all), each for FUZZ_SECONDS (2) after
# all known inputs, as many at once as there are cores; make fuzz, a part of make nightly, takes ten
# minutes each. An input that crashes a loader is kept in $B/fuzz; its line gives the command to
# replay. FUZZ_SEED: 1 (the default) tries the same inputs each time, so that a failure comes from a
# change in the code; 0 continues at random from what earlier runs found. `fuzz.sh keep` adds the
# finds to the packed corpus, reduced to the fewest and shortest inputs.
# Takes long.
seconds=${FUZZ_SECONDS:-2}
seed=${FUZZ_SEED:-1}
corpus=$B/fuzz/seeds # unpacked from tests/lib/fuzz/corpus
work=$(mktemp -d /dev/shm/fuzzXXXXXX 2>/dev/null || mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work ASAN_OPTIONS=quarantine_size_mb=16
read -ra loaders <<<"${FUZZ:-$(cd tests/lib/fuzz/corpus && echo *.tar.gz | sed 's/\.tar\.gz//g')}"

words() { [ ! -f "tests/lib/fuzz/$1.dict" ] || echo "-dict=tests/lib/fuzz/$1.dict"; }

run_one() { # run_one LOADER: its line
    local name=$1 program=$B/fuzz/$1 log=$work/$1.log found=$work/found/$1 status inputs crash
    [ "$seed" -ne 0 ] || found=$B/fuzz/corpus/$name
    mkdir -p "$found"
    if grep -q FUZZ_REPLAY "$B/fuzz/compiler"; then
        "$program" "$corpus/$name" >"$log" 2>&1
    else
        # shellcheck disable=SC2046 # one word or none
        "$program" -seed="$seed" -reload=0 -max_total_time="$seconds" -max_len=8192 -timeout=60 \
            -print_final_stats=1 \
            $(words "$name") -artifact_prefix="$B/fuzz/$name-" "$found" "$corpus/$name" >"$log" 2>&1
    fi
    status=$?
    inputs=$(sed -n 's/^stat::number_of_executed_units: *//p; s/^replayed \([0-9]*\) .*/\1/p' \
        "$log" | sed ':a;s/\([0-9]\)\([0-9]\{3\}\)\($\|,\)/\1,\2\3/;ta')
    crash=$(sed -n 's/.*Test unit written to //p' "$log" | tail -n 1)
    if [ $status -eq 0 ] && [ -n "$inputs" ]; then
        echo "ok $name: no input breaks it"
        echo "# $name: $inputs inputs"
    else
        echo "not ok $name: $(grep -m 1 -E 'broken promise|runtime error|ERROR' "$log" ||
            tail -n 1 "$log");" \
            "see it with: $program ${crash:-$corpus/$name/*}"
    fi
}

pack() { # pack LOADER: the same files give the same archive, byte for byte
    tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=644 --format=ustar \
        -C "$corpus/$1" -c $(cd "$corpus/$1" && ls) | gzip -9n >"tests/lib/fuzz/corpus/$1.tar.gz"
}

keep_one() { # keep_one LOADER: the fewest and shortest inputs that reach every line reached so far
    mkdir -p "$work/$1" "$B/fuzz/corpus/$1" "$corpus/$1"
    "$B/fuzz/$1" -merge=1 -use_counters=0 -max_len=8192 "$work/$1" "$corpus/$1" \
        "$B/fuzz/corpus/$1" >"$work/$1.log" 2>&1 ||
        { tail -n 1 "$work/$1.log"; return 1; }
    find "$corpus/$1" -type f ! -name 'found_*' -delete # an input that once broke a loader stays
    cp "$work/$1"/* "$corpus/$1"
    pack "$1"
    echo "$1: $(ls "$corpus/$1" | wc -l) inputs, $(cat "$corpus/$1"/* | wc -c) bytes"
}

if [ "${1:-}" = keep ]; then
    ! grep -q FUZZ_REPLAY "$B/fuzz/compiler" ||
        { echo 'fuzz-keep: needs clang with libFuzzer' >&2; exit 1; }
    for name in "${loaders[@]}"; do keep_one "$name" || exit 1; done
    exit 0
fi
! grep -q FUZZ_REPLAY "$B/fuzz/compiler" ||
    echo '# no libFuzzer with this compiler: the corpus is replayed, nothing new is tried'
cores=$(nproc 2>/dev/null || echo 2)
for name in "${loaders[@]}"; do
    while [ "$(jobs -rp | wc -l)" -ge "$cores" ]; do wait -n; done
    run_one "$name" >"$work/$name.out" &
done
wait
cat "$work"/*.out
! grep -q '^not ok' "$work"/*.out
