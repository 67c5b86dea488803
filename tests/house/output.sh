#!/bin/bash
# Standard output that is closed, full or not read to the end; a full disk, a read-only folder, no
# gnuplot, a gnuplot that is killed: each gives one clear line and a status that says so, leaves no
# half-written picture, and loses no earlier one.
# Makes in the build folder.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf --one-file-system "$work"' EXIT
make=${MAKE:-make}
figure=$B/figures/bin/solutions/02_thresholding

run() { # run COMMAND: in a shell; $out has its standard error only if it redirects its output
    out=$(bash -c "$1" 2>&1)
    status=$?
}
one_line() { # one_line WHAT STATUS LINE: the last run printed only this, apart from make's own line
    local said
    said=$(grep -v '^make.*: \*\*\* ' <<<"$out")
    [ "$status" = "$2" ] && [ "$said" = "$3" ]
    report $? "$1"
}

# ---- standard output ----
$make B="$B" check SRC=solutions CH=02 >/dev/null 2>&1 || echo 'not ok make check works'
for state in '>&- Bad file descriptor' '>/dev/full No space left on device'; do
    to=${state%% *} why=${state#* }
    [ "$to" = '>&-' ] || [ -e /dev/full ] || continue
    run "$make B='$B' check SRC=solutions CH=02 $to"
    one_line "make check $to says so" 2 "report: standard output cannot be written: $why"
    run "$make B='$B' progress $to"
    one_line "make progress $to says so" 2 "progress: standard output cannot be written: $why"
    run "'$figure' --only F2.1 --out '$work/pictures' $to"
    one_line "a figure program $to says so" 2 \
        "02_thresholding: standard output cannot be written: $why"
    run "tail -n 2 '$work/pictures/02_pixel.svg'"
    says 'and its picture is complete all the same' 0 '</svg>'
    run "'$figure' --only F2.1 --format dumb $to"
    says "a picture for the terminal $to is left out" 1 "^F2.1  left out: standard output: $why"
    run "$make B='$B' figures CH=02 FIG=F2.1 $to"
    one_line "make figures $to says so" 2 "02_thresholding: standard output cannot be written: $why"
done
for goal in 'check SRC=solutions CH=02' 'progress'; do
    run "set -o pipefail; $make B='$B' $goal | head -n 1"
    [ "$status" = 0 ] && [ "$(wc -l <<<"$out")" = 1 ]
    report $? "make $goal | head -n 1 is that line, and no error"
done
run "set -o pipefail; '$figure' --out '$work/head' | head -n 1"
[ "$status" = 0 ] && [ "$(wc -l <<<"$out")" = 1 ] &&
    [ "$(ls "$work/head")" = "$("$figure" --list | cut -f 2 | sed 's/$/.svg/' | sort)" ]
report $? 'a figure program | head -n 1 draws them all'

# ---- gnuplot ----
mkdir "$work/bin" "$work/old"
figures() { run "PATH='$1' '$figure' --only F2.1,F2.2 --out '$work/old'"; }
figures "$PATH"
before=$(cd "$work/old" && md5sum ./*)
kept() { # kept WHAT: the earlier pictures are still there, and nothing else
    same "$1" "$(cd "$work/old" && md5sum ./*)" "$before"
}
figures "$work/bin"
says 'without gnuplot each figure is left out, by name' \
    1 '^F2.1  left out: gnuplot is not installed; run: make setup' \
    '^F2.2  left out: gnuplot is not installed' '^02_thresholding: 0 of 2 figures drawn'
kept 'and earlier pictures stay'
printf '#!/bin/sh\nread line\nkill -9 $$\n' >"$work/bin/gnuplot"
chmod +x "$work/bin/gnuplot"
figures "$work/bin:$PATH"
says 'a gnuplot that is killed is reported' 1 '^F2.1  left out: gnuplot was killed \(Killed\)'
kept 'and earlier pictures stay after it'

# ---- a full disk and a read-only folder: small file systems mounted for this test ----
apart() { # apart COMMANDS: in a namespace where mounting is allowed
    out=$(unshare -Urm sh -c "$1" 2>&1)
    status=$?
}
apart "mount -t tmpfs -o size=4k tmpfs $work/bin"
if [ "$status" != 0 ]; then
    echo 'ok a full disk and a read-only folder are left out: no file system can be mounted here'
    exit $((bad > 0))
fi
full() { # full FOLDER: commands that mount a full file system there
    echo "mount -t tmpfs -o size=16k tmpfs $1 && head -c 16384 /dev/zero >$1/zeros 2>/dev/null;"
}
mkdir "$work/full"
apart "$(full "$work/full") '$figure' --only F2.1 --out '$work/full' || ls $work/full"
one_line 'a figure on a full disk is left out, and nothing of it stays' 0 \
    "F2.1  left out: $work/full/02_pixel.svg: cannot be written: No space left on device
02_thresholding: 0 of 1 figures drawn
zeros"
apart "mount --bind $work/old $work/old && mount -o remount,bind,ro $work/old &&
    '$figure' --only F2.1 --out '$work/old'"
one_line 'a figure in a read-only folder is left out' 1 \
    "F2.1  left out: $work/old/02_pixel.svg: cannot be written: Read-only file system
02_thresholding: 0 of 1 figures drawn"
kept 'and the earlier one stays'
apart "$(full "$B/judge") $make B='$B' check SRC=solutions CH=02"
says 'make check on a full disk says so' 2 'No space left on device'
says_not 'and gives no points' 'points'
mkdir -p "$B/progress"
apart "$(full "$B/progress") $make B='$B' check CH=02"
says 'a log that cannot be written is reported, and the work is graded anyway' 1 \
    "^progress: $B/progress/log.tsv cannot be written: No space left on device" '^0 of 8 points'
apart "mount -t tmpfs -o ro tmpfs $B/judge && $make B='$B' check SRC=solutions CH=02"
says 'make check in a read-only folder says so' 2 'Read-only file system'
exit $((bad > 0))
