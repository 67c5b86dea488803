#!/bin/bash
# Hints, progress and solutions: what make says to a student who works through the book. It runs on
# a copy of the tree, starting from fresh skeletons.
. tests/support/ok_lines.bash
into_built_copy
make=${MAKE:-make}
relu=chapters/02_thresholding/thresholding.c
log=build/progress/log.tsv

run() { # run ARGUMENT...: run make; $out and $status have its output and status
    out=$($make "$@" 2>&1)
    status=$?
}

# ---- the hints themselves ----
exercises=$(cut -f 1-4 "$SB_COURSE/exercises.tsv")
count=$(wc -l <<<"$exercises")
none 'every exercise has exactly three hints, and nothing else has any' "$(
    diff <(while read -r number name chapter _; do
        for i in 1 2 3; do echo "$chapter $number $name $i"; done
    done <<<"$exercises" | sort) <(
        awk '/^## / { here = $2 " " $3 }
            /^[0-9]+\. / { split(FILENAME, p, "/"); print p[2], here, $1 + 0 }' \
            chapters/*/hints.md | sort))"
none 'hints fit 80 columns' "$(awk 'length > 80 && !/^Three steps|^`make hint/' \
    chapters/*/hints.md)"
# Statements and conditions of the reference, spaces removed: none of them may be in a hint.
none 'no hint gives a line of the reference away' "$(while read -r _ name chapter topic; do
    unifdef -DSOLUTION -x2 "solutions/$chapter/$topic.c" >reference.c
    unifdef -USOLUTION -x2 "solutions/$chapter/$topic.c" >skeleton.c
    hints=$(tr -d ' \n`' <"chapters/$chapter/hints.md")
    diff skeleton.c reference.c | sed -n 's/^> *//p' | grep -E '[-+*/=].*[;{]' | tr -d ' ' |
        while read -r line; do
        case $hints in *"$line"*) echo "$name: $line" ;; esac
    done
done <<<"$exercises" | sort -u)"

# ---- before anything ----
$make stubs >stubs.txt 2>&1 || echo 'not ok make stubs works in a copy of the tree'
run progress
says 'before the first check, progress says how to begin' 0 '^Nothing yet: make check'

# ---- solutions wait ----
run solution EX=ReLU
says 'a solution waits until the exercise is done' 0 '^ReLU is not done yet' \
    'E2\.1 +ReLU +not started +0 of  8' \
    'make hint EX=ReLU'
says_not 'until then neither the solution nor an internal error is shown' 'thres_x\[|sed:'
run solution
says 'a solution without a name asks for the exercise' 2 'Say which exercise: EX=ReLU'

# ---- asking for hints ----
run hint EX=ReLU
first=$out
says 'the first hint is the first' 0 '^E2\.1 ReLU, hint 1 of 3' 'make hint EX=ReLU gives the next'
run hint EX=ReLU
says 'asking again gives the second' 0 'hint 2 of 3' 'make hint EX=ReLU gives the next'
[ "$(sed 1d <<<"$out")" != "$(sed 1d <<<"$first")" ]
report $? 'the second hint is not the first'
run hint EX=ReLU
says 'the third says that it is the last' 0 'hint 3 of 3' '^This was the last hint'
run hint EX=ReLU
says 'after the last it says where to read' 0 '^You have seen all the hints' \
    'chapters/02_thresholding/hints.md' \
    'thresholding.h, and chapters/02_thresholding/README.md from line [0-9]+' 'make check EX=ReLU'
line=$(sed -n 's/.*README.md from line \([0-9]*\).*/\1/p' <<<"$out")
sed -n "${line:-1}p" chapters/02_thresholding/README.md | grep -q 'E2\.1'
report $? 'that line is where the exercise begins'
run hint EX=taus
says 'each exercise has its own count' 0 'E3\.2 taus, hint 1 of 3'
run hint EX=relu
says 'a wrong name is reported with the right one' 2 \
    'EX=relu is not an exercise; do you mean EX=ReLU\?'
run hint
says 'without EX the hint is for the next exercise' 0 '^E1\.1 l0_norm, hint 1 of 3'
missing=
while read -r _ name _; do
    out=$(B=other student/hint.sh "$name" 2>&1)
    [ "$(sed -n '2,$p' <<<"$out" | grep -c .)" -ge 2 ] || missing="$missing $name"
done <<<"$exercises"
none 'every exercise gives its hint' "$missing"

# ---- hints again, the list, and an exercise as it was handed out ----
run hint EX=ReLU N=1
same 'a hint already given can be shown again' "$out" "$first"
run hint EX=ReLU N=1
same 'as often as you like' "$out" "$first"
run hint EX=kurtosis N=3
says 'a hint not reached yet is held back' 2 '^You have seen 0 of the 3 hints for kurtosis'
run hint EX=ReLU N=4
says 'a hint number beyond three is refused' 2 'N=4: say 1, 2 or 3'
run list
says 'make list has every exercise with its line' 0 \
    '^E2\.1 +ReLU +not started +chapters/02_thresholding/thresholding\.c:6$' \
    '^E8\.3 +diff_box_values +'
none 'no line of it is wider than 80 columns' "$(awk 'length > 80' <<<"$out")"
same 'each once' "$(grep -c '^E' <<<"$out")" "$(wc -l <<<"$exercises")"
spatial=chapters/08_spatial/spatial.c
cp $spatial skeleton.c
solve $spatial
cp $spatial mine.c
run reset EX=diff_box_spatial
kept='What you had is in build/progress/kept/spatial\.1\.c\.'
says 'make reset puts back one exercise' 0 "^diff_box_spatial is as it was handed out\\. $kept\$"
cmp -s mine.c build/progress/kept/spatial.1.c
report $? 'and keeps what was there'
part() {
    awk -v number="$1" '/^\/\* ---- E/ { here = index($0, "/* ---- " number " ") == 1 } here' "$2"
}
same 'the part of the exercise is the skeleton`s' "$(part E8.2 $spatial)" "$(part E8.2 skeleton.c)"
same 'the part before it is unchanged' "$(part E8.1 $spatial)" "$(part E8.1 mine.c)"
same 'and the part after it' "$(part E8.3 $spatial)" "$(part E8.3 mine.c)"
run reset EX=diff_xy
run reset EX=diff_box_values
same 'a reset of all gives the skeleton, below its first lines' "$(sed '1,/E8\.1/d' $spatial)" \
    "$(sed '1,/E8\.1/d' skeleton.c)"
sed -i '/---- E8/d' $spatial
cp $spatial mine.c
run reset EX=diff_xy
says 'if the mark is missing, nothing is changed' 2 \
    'has no line "/\* ---- E8\.1 diff_xy ---- \*/"; git restore'
cmp -s mine.c $spatial
report $? 'and the file stays'
cp skeleton.c $spatial

# ---- done ----
run check
says_not 'at first nothing is called done' '^[A-Za-z_0-9]+ is done'
solve $relu
run check
says 'a newly done exercise is reported, with its solution and its figures' 1 \
    '^ReLU is done\.$' '^  the reference: make solution EX=ReLU$' \
    '^  your figures:  make figures CH=02 SRC=chapters$'
run check
says_not 'but only once' '^ReLU is done'
run solution EX=ReLU
says 'the solution of a done exercise is shown' 0 \
    'solutions/02_thresholding/thresholding.c, E2\.1' '^void ReLU\(' 'thres_x\['
says_not 'with nothing but its code' 'SOLUTION|TODO'
run solution EX=temporal_diff
says_not 'and no other solution' 'fabs'
solve chapters/03_temporal/temporal.c
run solution EX=taus
says 'an exercise done since the last check counts as done' 0 '^void taus\('
says_not 'its solution is shown without its neighbours' '^void taus_list'
run check SRC=solutions
run check CH=01
run progress
says 'a check of the reference is not progress' 0 "^2 of $count exercises, 12 of 100"
# All solutions, as if everything were done: they must compile.
awk -F'\t' '{ print "1\t" $2 "\tdone\t1" }' "$SB_COURSE/exercises.tsv" >>$log
while read -r _ name chapter topic; do
    B=build student/solution.sh "$name" >>"solution_$chapter.c"
done <<<"$exercises"
none 'all solutions shown compile' "$(for f in solution_*.c; do
    chapter=${f#solution_} && chapter=${chapter%.c}
    { echo "#include \"${chapter#??_}.h\""; printf '#include <%s>\n' \
        math.h; echo '#include "linalg.h"'
        echo '#include "learning/dict_learn.h"'; cat "$f"; } |
        ${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -fsyntax-only -Ilib -iquote grader \
        -Ichapters/"$chapter" -x c - 2>&1
done | grep error)"

# ---- progress ----
now=$(date +%s)
{ printf '%s\tstart\n' $((now - 7321))
    printf '%s\tReLU\tpartly\t4\n%s\tReLU\tdone\t8\n' $((now - 7000)) $((now - 5820))
    printf '%s\tl0_norm\tdone\t2\n' $((now - 60))
    printf '%s\tl1_norm\tpartly\t1\n' $((now - 50)); } >$log
run progress
says 'progress by chapter: done, points, time' 0 '^01 Measuring sparsity +1 of 3 +3 of 10 *$' \
    '^02 Sparsity via a non-linearity +1 of 1 +8 of  8 +25 min$'
says 'progress overall, with the time since the start' 0 \
    "^2 of $count exercises, 11 of 100 points, 2 h 2 min since"
says 'progress says what is next' 0 '^Next: E1\.2 l1_norm, chapters/01_measuring/measuring\.c$'
echo "rubbish	line" >>$log
run progress
says 'a damaged line of the log affects nothing else' 0 "^2 of $count exercises, 11 of 100"
run clean
[ -s $log ] && [ "$(ls build)" = progress ]
report $? 'make clean leaves only the record of progress'
run progress
says 'and progress is still known afterwards' 0 "^2 of $count exercises"
exit $((bad > 0))
