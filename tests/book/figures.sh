#!/bin/bash
# make figures: a figure left out is named, and the others are still drawn.
# Makes in the build folder.
B=${B:-build}
MAKE=${MAKE:-make}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

check() { # check NAME: passes if the last command succeeded; shows $out if it failed
    if [ $? -eq 0 ]; then echo "ok $1"; else echo "not ok $1: ${out//$'\n'/ | }"; fi
}

# ---- a figure program around a badly behaved student ------------------------------

$MAKE -s B="$B" "$B/figures/obj/libref.a" "$B/libsparse.a" "$B/grader/judge/absent.o" \
    "$B/figures/obj/figure.o" "$B/figures/obj/parent.o" "$B/figures/obj/child.o" \
    "$B/figures/obj/figure_data.o" "$B/grader/report/output.o" >/dev/null 2>&1

cat >"$work/student.c" <<'CODE'
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "todo.h"
#include "thresholding.h"

void ReLU(const double *x, size_t n, double theta, double *out)
{
    volatile double *nowhere = NULL;
    switch ((int)theta) {
    case 1: TODO(x, n, theta, out); break;
    case 2: *nowhere = 1; break;
    case 3: for (;;) *(volatile double *)out = 1;
    case 4: exit(0);
    case 5: abort();
    case 6: for (size_t i = 0; i < n; i++) out[i] = i % 3 ? NAN : 1e308; break;
    case 7: if (getchar() != EOF) abort(); break;
    default: break;
    }
}
CODE
cat >"$work/probe.c" <<'CODE'
#include "figure.h"
#include "measuring.h"
#include "thresholding.h"
static struct plot *with(double theta)
{
    double x[9] = {0}, out[9] = {0};
    if (theta == 3)
        figure_patience(1);
    if (theta == 8)
        figure_fail("line one\nline two");
    if (theta == 9)
        out[0] = (double)l0_norm(x, 9);
    value(theta == 0 ? "probe.first" : "probe.last", "%.1f", theta);
    ReLU(x, 9, theta, out);
    struct plot *p = plot_new(1, 1, NULL);
    plot_panel(p, "Probe", "x (unit)", "y (unit)");
    plot_line(p, NULL, NULL, out, 9, pen(0));
    return p;
}
#define DRAW(k) static struct plot *draw##k(void) { return with(k); }
DRAW(0) DRAW(1) DRAW(2) DRAW(3) DRAW(4) DRAW(5) DRAW(6) DRAW(7) DRAW(8) DRAW(9)
static struct plot *data(void)
{
    size_t n;
    const double *sig = figure_sig(&n);
    struct plot *p = plot_new(1, 1, NULL);
    plot_panel(p, "Data", "x (unit)", "y (unit)");
    plot_line(p, NULL, NULL, sig, n, pen(0));
    return p;
}
static struct plot *frame(void)
{
    struct picture f = figure_first_frame();
    struct plot *p = plot_new(1, 1, NULL);
    plot_panel(p, "Frame", NULL, NULL);
    plot_image(p, f.frame, f.rows, f.cols, PLOT_GREY, 0, 255);
    return p;
}
static const struct figure figures[] = {
    {"P0", "p0", "good", draw0}, {"P1", "p1", "todo", draw1}, {"P2", "p2", "crash", draw2},
    {"P3", "p3", "hang", draw3}, {"P4", "p4", "exit", draw4}, {"P5", "p5", "abort", draw5},
    {"P6", "p6", "nan", draw6}, {"P7", "p7", "reads", draw7}, {"P8", "p8", "fails", draw8},
    {"P9", "p9", "absent", draw9}, {"P10", "p10", "data", data}, {"P11", "p11", "frame", frame},
};
FIGURE_PROGRAM("99_probe", figures)
CODE
out=$(gcc -std=c11 -D_DEFAULT_SOURCE -O1 -g -Ilib -iquote grader -Ifigures -Ichapters/01_measuring \
      -Ichapters/02_thresholding -rdynamic -o "$work/probe" "$work/probe.c" "$work/student.c" \
      "$B"/figures/obj/{figure,parent,child,figure_data}.o \
      "$B"/grader/{judge/absent,report/output}.o "$B/libsparse.a" \
      -llapacke -lopenblas -lz -lm -pthread 2>&1)
check "the probe builds"

out=$("$work/probe" --overlay --out "$work/out" --values "$work/values" \
      --only P0,P1,P2,P3,P4,P5,P6,P7,P8,P9 2>&1)
status=$?
[ $status -eq 1 ]
check "a figure left out makes the status 1"
says() { # says NAME LINE
    grep -qxF -- "$2" <<<"$out"
    check "$1"
}
says "an unfinished exercise is named with its file" \
    "P1  left out: ReLU is not started (chapters/02_thresholding/thresholding.c)"
says "a crash names the exercise and the signal" "P2  left out: ReLU crashed (Segmentation fault)"
says "a hang names the exercise" "P3  left out: ReLU took too long and was stopped"
says "an exit names the exercise" "P4  left out: ReLU ended the program"
says "an abort names the exercise" "P5  left out: ReLU crashed (Aborted)"
says "NaN and huge values are drawn" "P6  $work/out/99_p6.svg"
says "reading the keyboard does not hang" "P7  $work/out/99_p7.svg"
says "a failure is one line" "P8  left out: line one line two"
missing='is missing or does not compile (chapters/01_measuring/measuring.c); make check says why'
says "an absent function is named" "P9  left out: l0_norm $missing"
says "the good figure is drawn all the same" "P0  $work/out/99_p0.svg"
says "the last line counts" "99_probe: 3 of 10 figures drawn"
[ "$(ls "$work/out")" = "$(printf '%s\n' 99_p0.svg 99_p6.svg 99_p7.svg)" ]
check "only the figures drawn are in the folder"
[ ! -e "$work/values/99_probe.tsv" ]
check "no values are written when a figure is left out"

out=$("$work/probe" --out "$work/out" --values "$work/values" --only P4 2>&1; ls "$work/out")
touch "$work/out/99_p4.svg"
out=$("$work/probe" --out "$work/out" --only P4 2>&1; ls "$work/out")
! grep -qx 99_p4.svg <<<"$out"
check "an old picture does not pass for the one left out"

# ---- the command line -------------------------------------------------------------------

refuses() { # refuses NAME LINE ARGUMENT...
    local name=$1 line=$2
    shift 2
    out=$("$work/probe" "$@" 2>&1)
    [ $? -eq 2 ] && [ "$out" = "$line" ]
    check "$name"
}
refuses "an unknown format is refused" "format bmp: say svg, png, pdf, dumb or sixel" --format bmp
refuses "a missing data folder is refused" "DATA=$work/no: there is no such folder" \
    --data "$work/no"
refuses "a folder that cannot be made is refused" \
    "/proc/no: this folder cannot be made: No such file or directory" --out /proc/no
out=$("$work/probe" --only P99 --out "$work/out" 2>&1)
[ $? -eq 3 ] && [ -z "$out" ]
check "asking for none of its figures is status 3"
out=$("$work/probe" --list | head -n 1)
[ "$out" = $'P0\t99_p0\tgood' ]
check "--list names figure, file and caption"
out=$("$work/probe" --format dumb --only P0 2>/dev/null)
grep -q Probe <<<"$out"
check "dumb draws on standard output"
COLUMNS=60 LINES=16 "$work/probe" --format dumb --only P0 2>/dev/null | tr -d '\f' >"$work/dumb.txt"
[ "$(LC_ALL=C awk '{ gsub(/[\200-\277]/, "") } length > 60' "$work/dumb.txt" | wc -l)" = 0 ] &&
    [ "$(wc -l <"$work/dumb.txt")" -le 18 ] &&
    [ "$(wc -l <"$work/dumb.txt")" -gt 12 ] && [ "$(tail -c 1 "$work/dumb.txt")" = "" ]
check "in the room of COLUMNS and LINES, and its last line has an end"
script -qec "stty cols 70; '$work/probe' --format dumb --only P0" /dev/null </dev/null 2>/dev/null |
    tr -d '\r\f' >"$work/dumb.txt"
grep -q Probe "$work/dumb.txt" &&
    [ "$(LC_ALL=C awk '{ gsub(/[\200-\277]/, "") } length > 70' "$work/dumb.txt" | wc -l)" = 0 ]
check "and without them, as wide as the terminal"
out=$(PATH=/nonexistent "$work/probe" --out "$work/out" --only P0)
says "a missing gnuplot is one clear line" "P0  left out: gnuplot is not installed; run: make setup"

# ---- an instructor's own data ----------------------------------------------------------------

mkdir "$work/own"
npy() { # npy SHAPE < numbers: a .npy file of little-endian bytes on standard output
    local head="{'descr': '|u1', 'fortran_order': False, 'shape': ($1), }"
    printf '\x93NUMPY\x01\x00\x76\x00%-117s\n' "$head"
    cat
}
own() { # own NAME LINE
    out=$("$work/probe" --out "$work/out" --data "$work/own" --only P10 2>&1)
    grep -qF -- "$2" <<<"$out"
    check "$1"
}
own "data that are not there are the workbook's own, and it says so" \
    "P10  $work/own: no video_array.npy there, so the workbook's own is drawn"
printf 'abcdefgh' | npy '8,' >"$work/own/sig.npy"
own "a sig.npy of one's own is drawn" "P10  $work/out/99_p10.svg"
printf 'dddddddd' | npy '8,' >"$work/own/sig.npy"
constant='every value is 100, and a constant has no kurtosis, so bars and curves of it are missing;'
constant+=' take data that vary'
own "a constant signal is drawn, and why it has no kurtosis is said" \
    "P10  $work/own/sig.npy: $constant"
printf 'abcdefgh' | npy '2, 4' >"$work/own/sig.npy"
own "a sig.npy of the wrong shape is one line" \
    "P10  left out: $work/own/sig.npy: sig is 1-dimensional, this file is 2-dimensional"
echo nonsense >"$work/own/sig.npy"
own "a file that is no .npy is one line" "P10  left out: $work/own/sig.npy"
rm "$work/own/sig.npy"
printf 'dddddd' | npy '2, 3' >"$work/own/frame1.npy"
out=$("$work/probe" --out "$work/out" --data "$work/own" --only P11 2>&1)
says "a constant picture is drawn, and why it has no kurtosis is said" \
    "P11  $work/own/frame1.npy: $constant"
printf 'abcdefgh' | npy '2, 2, 2' >"$work/own/video_array.npy"
own "a video without the studied pixel is one line" \
    "P10  left out: $work/own/video_array.npy: its frames of 2 x 2 have no pixel (66, 133)"

# ---- Ctrl-C -----------------------------------------------------------------------------------

# In its own process group, as from a terminal.
fields() { # fields SECOND: the full model; the signal when its training starts, and once more
    set -m
    "$B/figures/bin/solutions/06_visual_fields" --may-stop --out "$work/cut" \
        --values "$work/cut" >"$work/pipe" 2>&1 &
    group=$!
    set +m
    out=
    while read -r line; do
        out+=$line$'\n'
        case $line in *Ctrl-C*) kill -INT -- -$group ;; $1) kill -INT -- -$group ;; esac
    done <"$work/pipe"
    wait $group 2>"$work/terminated"
    status=$?
}
mkfifo "$work/pipe"
fields ''
grep '^F6.5  stopped after [0-9]* % of the training, in .* MB of memory at most;' <<<"$out" |
    grep -q '; these atoms are drawn$' &&
    grep -q 'stopped after' "$work/cut/06_full.svg" &&
    grep -q 'stopped after' "$work/cut/06_activity.svg"
check "Ctrl-C in a training draws the atoms that there are, and says so"
[ $status -eq 130 ] && grep -q '10 of 10 figures drawn' <<<"$out" &&
    [ ! -e "$work/cut/06_visual_fields.tsv" ]
check "and ends the program as Ctrl-C does, without values"
rm -r "$work/cut"
fields 'F6.5  stopped*'
[ $status -eq 130 ] && ! grep -q 'figures drawn' <<<"$out"
check "a second Ctrl-C ends it at once"

# ---- make figures ---------------------------------------------------------------------------

out=$($MAKE B="$B" figures CH='01 02' 2>&1)
[ $? -eq 0 ] && grep -qx "The figures are in $B/figures/solutions" <<<"$out"
check "make figures draws chapters 1 and 2 from the reference"
grep -q $'^ch02.kurtosis_sig\t4.5$' "$B/values/02_thresholding.tsv"
check "the values of the prose are written"
before=$(md5sum "$B"/figures/solutions/0[12]_*.svg)
$MAKE B="$B" figures CH='01 02' >/dev/null 2>&1
out=$before
[ "$before" = "$(md5sum "$B"/figures/solutions/0[12]_*.svg)" ]
check "figures are the same, to the byte, when drawn again"
out=$($MAKE B="$B" figures CH=02 FIG=F9.9 2>&1)
[ $? -ne 0 ] && grep -qx "There is no figure F9.9 in 02_thresholding" <<<"$out"
check "an unknown figure is one line"
