#!/bin/bash
# What make check says and returns, whatever a student hands in. It runs on a copy of the tree,
# starting from fresh skeletons.
# Takes long.
. tests/support/ok_lines.bash
into_built_copy
export TERM=xterm
unset NO_COLOR
make=${MAKE:-make}
relu=chapters/02_thresholding/thresholding.c
measuring=chapters/01_measuring/measuring.c

run() { # run ARGUMENT...: make check; $out and $status have its output and status
    out=$($make check "$@" 2>&1)
    status=$?
}
body() { # body LINE: a ReLU with this body
    printf '#include "thresholding.h"\n%s\n\n/* ---- E2.1 ReLU ---- */\n\n%s\n{\n%s\n}\n' "$2" \
        'void ReLU(const double *x, size_t n, double theta, double *thres_x)' "$1" >$relu
}

$make stubs || echo 'not ok make stubs works in a copy of the tree'

# ---- a fresh clone ----
run
says 'a fresh clone has 0 of 100 points and status 1' 1 '^0 of 100 points' \
    'E1\.1 +l0_norm +not started +0 of  2'
says 'a fresh clone is told what to open first' 1 '^Open first: chapters/01_measuring/README.md' \
    "^Then write l0_norm: $measuring:[0-9]+"
says_not 'unfinished work is not an error of make' 'make.*Error'
fits() { [ -z "$(sed 's/✓/x/g; s/·/x/g; s/✗/x/g' <<<"$out" | awk 'length > 80')" ]; }
fits
report $? 'the overview fits 80 columns'

# ---- narrowing ----
run CH=02
says 'CH narrows to a chapter' 1 '^0 of 8 points'
says_not 'CH leaves the other chapters out' 'l0_norm'
run EX=kurtosis
says 'EX narrows to an exercise' 1 '^0 of 6 points'
says_not 'EX leaves the other exercises of its chapter out' 'l1_norm'
run CH=9
says 'a wrong CH gets one clear line' 2 'CH=9 is not a chapter; there are 01_measuring'
[ "$(wc -l <<<"$out")" -eq 1 ]
report $? 'a wrong CH gets only one line'
run EX=relu
says 'a wrong EX gets one clear line' 1 '^EX=relu is not an exercise; do you mean EX=ReLU\?$'
[ "$(wc -l <<<"$out")" -eq 1 ]
report $? 'a wrong EX gets only one line'
for wrong in kurtois:kurtosis temporaldiff:temporal_diff OPM:OMP 2.1:ReLU my_alpha:train_fields; do
    run EX=${wrong%:*}
    says "EX=${wrong%:*} is taken for ${wrong#*:}" \
        1 "^EX=${wrong%:*} is not an exercise; do you mean EX=${wrong#*:}\\?$"
    same 'and by make hint, too' "$(student/find.sh "${wrong%:*}")" "$out"
done
run EX=sparse
says 'no exercise is suggested for a word that resembles none' \
    1 '^EX=sparse is not an exercise; make check without EX= lists them all\.$'
run CH='2 12 x'
says 'a wrong chapter among right ones is reported' 2 \
    'CH=12 x is not a chapter; there are 01_measuring'
for seed in '' -3 7x; do
    run CH=02 SEED="$seed"
    says "SEED=$seed is one clear line" 2 "SEED=$seed: say a whole number, like SEED=7"
done
run EX=ReLU CH=03
says 'EX outside CH is reported' 1 '^EX=ReLU is in chapter 02, which CH= leaves out\.$'

# ---- right work ----
solve $relu
run EX=ReLU
says 'a solved exercise is done, status 0' 0 'ReLU +done +8 of  8' '^8 of 8 points' \
    'Everything here is done'
before=$(stat -c %y build/judge/0[13]*/chapters/results.json)
echo '/* one more line */' >>$relu
run
[ "$before" = "$(stat -c %y build/judge/0[13]*/chapters/results.json)" ]
report $? 'one changed file runs its own chapter only'
says 'the next exercise that is not done is named' 1 '^Next: E1\.1 l0_norm'
seed1=$(stat -c %y build/judge/02*/chapters/results.json)
run CH=02 SEED=7
says 'another seed is shown' 0 'SEED=7'
[ "$seed1" != "$(stat -c %y build/judge/02*/chapters/results.json)" ]
report $? 'and runs the tests again'

cp -p $relu kept.c
touch -d 2020-01-01 kept.c
body '(void)x, (void)theta; for (size_t j = 0; j < n; j++) thres_x[j] = 0.0;'
run CH=02
says 'a changed file is judged again' 1 'ReLU +(partly|started)'
mv kept.c $relu
run CH=02
says 'and so is an old copy that is put back' 0 '^8 of 8 points'

# ---- wrong work ----
body 'for (size_t j = 0; j < n; j++) thres_x[j] = x[j] >= theta ? x[j] : 0.0;'
run CH=02
says 'a lost point is reported with call, input, expected and got' 1 'ReLU +started +0 of  8' \
    '^  likely: Samples above theta keep their whole value' '1 point of fixed examples waits' \
    'smaller +ReLU\(x, n = 1, theta = 150, thres_x\)' '^ +thres_x\[0\] has to be 0 and is 150$' \
    '^  lost 3: five samples around' 'call +ReLU\(x, n = 5, theta = 150, thres_x\)' \
    'input +x = \{0, 149\.5, 150' 'expected +thres_x\[2\] = 0' 'got +thres_x\[2\] = 150' \
    'lost too: a negative'
says 'the line of the function is named' 1 "^  $relu:6$"
fits
report $? 'lost points fit 80 columns'
grep -q '"mistake":	"keeps_value"' build/judge/report.json &&
    grep -q '"got":	"thres_x\[2\] = 150"' build/judge/report.json
report $? 'report.json says the same'
none 'every field of report.json is documented' \
    "$(jq -r '[paths | last | strings] | unique[]' build/judge/report.json |
    while IFS= read -r field; do sed -n '/^## report.json/,$p' grader/README.md |
    grep -qw -- "$field" || echo "$field"; done)"
body '(void)x, (void)theta; for (size_t j = 1; j < n; j++) thres_x[j] = 0.0;'
run CH=02
says 'an element that was never written is reported' 1 'thres_x\[0\] was never written'
body 'for (size_t j = 0; j < n; j++) thres_x[j] += x[j] - theta;'
run CH=02
says 'an output that is read before it is written is reported' \
    1 'thres_x\[0\] = NaN .*: an output was read before it'
body 'double none; for (size_t j = 0; j < n; j++) thres_x[j] = x[j] >= theta ? x[j] - theta : none;'
run CH=02
says 'an uninitialised variable is reported' 1 'a variable was used before it'
body 'double *none; none[n] = theta + x[0] + thres_x[0];'
run CH=02
says 'an uninitialised pointer is reported' 1 'line 8: it used a pointer that points nowhere:' \
    'was it ever given a value'
body '(void)x, (void)theta, (void)n, (void)thres_x; __builtin_trap();'
run CH=02
says 'a trap is reported' 1 'line 8: it reached __builtin_trap'
body 'for (size_t j = 0; j <= n; j++) thres_x[j] = x[j] - theta;'
run CH=02
says 'a read past the end is reported by name' 1 'ReLU +crashed +0 of  8' \
    'thresholding.c line 8: it read past the end of x \(element 5 of' \
    '^  debug it: make debug EX=ReLU'
body '(void)theta; for (size_t j = 0; j < n; j++) ((double *)x)[j] = thres_x[j] = 0.0;'
run CH=02
says 'a write to an input is reported by name' \
    1 'thresholding.c line 8: it wrote to x, an input that'
body '*(volatile double *)0 = theta + x[0] + n + thres_x[0];'
run CH=02
says 'any other crash is reported as a crash' 1 'ReLU +crashed' 'line 8: .*null pointer'
body 'double *copy = __builtin_malloc(n * 8 + 8);
    copy[n] = theta;
    for (size_t j = 0; j < n; j++) {
        copy[j] = x[j] - copy[n];
        thres_x[j] = copy[j] > 0.0 ? copy[j] : 0.0;
    }'
run CH=02
says 'memory not freed is reported, with the line that allocated it' \
    1 'thresholding.c line 8: it did not free 48 bytes of memory'
body 'volatile int on = 1; (void)x, (void)theta, (void)thres_x; while (n == 0 && on) { }'
run CH=02
says 'an endless loop is stopped' 1 'ReLU +timed out' 'lost too: .*'
body '(void)x, (void)theta, (void)thres_x; if (n < 6) exit(0);' '#include <stdlib.h>'
run CH=02
says 'exit(0) passes nothing' 1 'ReLU +exited +0 of  8' 'ended the whole program'
body 'int unused;
    for (size_t j = 0; j < n; j++) thres_x[j] = x[j] < theta ? 0.0 : x[j] - theta;
    puts("hi");' \
    '#include <stdio.h>'
run CH=02
says 'a warning and printed text are shown and cost nothing' 0 \
    'Remark from the compiler: .*thresholding.c:8:.* warning:' \
    'Your code printed something: build/judge/02_thresholding/chapters/output.txt'
body 'double *y = __builtin_malloc(n * 8); for (size_t j = 0; j <= n; j++) y[j] = x[0]; (void)theta;
    thres_x[0] = y[n]; __builtin_free(y);'
run CH=02
says 'an overrun of allocated memory is reported' \
    1 'line 9: it went past the end of allocated memory'
says_not 'and the sanitizer`s output is not taken for the code`s' ' printed '
body 'static char *kept; kept = __builtin_malloc(1); *kept = 1;
    for (size_t j = 0; j < n; j++) thres_x[j] = x[j] < theta ? 0.0 : x[j] - theta;'
run CH=02
says 'one byte is reported in the singular' 1 \
    'it did not free 1 byte of memory that it$' '^ +allocated: free it$'
solve $relu
echo 'int main(void) { return 0; }' >>$relu
run CH=02
says "a main function of the student's own changes nothing" 0 '^8 of 8 points'

# ---- what the compiler says, with the fix ----
says_fix() { # says_fix WHAT BODY REGEX: a ReLU with this body
    body "$2"
    run CH=02
    says "$1" 1 'ReLU +does not compile' "$3" "^Next: E2\.1 ReLU, $relu:[89]$"
    fits
    report $? "$1: in 80 columns"
}
says_fix 'a header that is missing is reported by its name' 'thres_x[n] = fabs(x[0] - theta);' \
    '^    Put #include <math.h> at the top of the file\.$'
says_fix 'a brace that is missing' 'for (size_t j = 0; j < n; j++) { thres_x[j] = x[j] - theta;' \
    '^    The \{ in line 7 is not closed\.$'
says_fix 'a semicolon that is missing' 'thres_x[n] = x[0] + theta' 'end with a semicolon\?$'
says_fix 'a write to an input' 'x[0] = thres_x[n] - theta;' \
    '^    An input \(const\) can be read, not changed'
says_fix 'what looks like a power' 'thres_x[n] = theta * (x[0] ^ 2);' \
    '^    In C, \^ does not raise to a power'
says_fix 'a matrix that is flat' 'thres_x[0][n] = x[0] - theta;' '^    The arrays are flat'
# clang words the same errors differently.
if command -v clang >/dev/null; then
    while IFS='|' read -r code fix; do
        body "$code"
        grader/judge/compile.sh $relu said.o said.txt clang -std=c11 \
            -Werror=implicit-function-declaration -iquote chapters/02_thresholding
        out=$(cat said.txt) status=$?
        says "for clang's wording, too: $fix" 0 "^error	E2\.1	$relu:[0-9]+:[0-9]+: error: .*	$fix"
    done <<'EOF'
thres_x[n] = fabs(x[0] - theta);|Put #include <math\.h> at the top
for (size_t j = 0; j < n; j++) { thres_x[j] = x[j] - theta;|The \{ in line 7 is not
thres_x[n] = x[0] + theta|.* end with a semicolon\?
x[0] = thres_x[n] - theta;|An input \(const\)
thres_x[0][n] = x[0] - theta;|The arrays are flat
EOF
    rm -f said.*
fi
solve $measuring
sed -i 's/^double l1_norm(const double \*x, size_t n)/double l1_norm(double *x, int n)/' $measuring
run CH=01
says 'a first line that differs from the contract' 1 'conflicting types' \
    '^    Its first line must stay as it is in chapters/01_measuring/measuring.h:[0-9]+\.$'
solve $measuring
sed -i 's/size_t count = 0;/size_t count; int at = (int)n - 1; if (at < n) at = 0;/
    s/j < n; j++)/j <= n; j++)/' $measuring
run CH=01
says 'the most telling warning comes with its exercise' 1 'l0_norm +crashed' \
    "^  compiler: $measuring:[0-9]+:[0-9]+: warning: (variable$|'count' )" \
    '^    A local variable holds garbage until it gets a value'
says_not 'only once, and without less telling ones' 'Remark|sign-compare'
run EX=kurtosis
says_not 'and not with another exercise' 'warning:'
solve $measuring
sed -i '0,/size_t j = 0/s//int j = 0/' $measuring
run CH=01
says 'a warning that cost nothing comes last' 0 '^Remark from the compiler: .*warning:' \
    '^    .*declare size_t i and this remark goes away'

# ---- a reason for what the overview says ----
solve $measuring
sed -i '/E1\.3/,$s/    double mu = 0.0/    if (n > 1) return x[0] == x[1] ? 0.0 \/ 0.0 : 0.0;\
    if (n == 0) return 1 \/ n;\n&/' $measuring
run CH=01
says 'a crash is shown in full, whichever property it is in' 1 'kurtosis +crashed' \
    'lost 1: a signal without spread' 'line [0-9]+: it divided an integer by zero' \
    'lost too: random signals'
says_not 'a mistake that explains few of the wrong values is not named' 'likely:'
solve chapters/04_omp/omp.c
sed -i 's/    size_t picked = 0;/&\n    if (k > 0) return 0;/' chapters/04_omp/omp.c
run EX=OMP
says_not 'no smaller input is made up outside the contract' 'has to be [0-9.]*e\+18'
solve chapters/04_omp/omp.c
sed -i 's/r2\[i\] = 1.0 - /r2[i] = 2.0 - /' chapters/04_omp/omp.c
run EX=cardinality_sweep
says 'a smaller input keeps to the contract: y is not constant there' \
    1 'cardinality_sweep +(started|partly)' '^      smaller ' 'r2\[0\] has to be [-0-9]'
says_not 'where no value could be expected' 'has to be NaN'
$make stubs

# ---- work that does not compile, or is missing ----
body '(void)x, (void)n, (void)theta, (void)thres_x; nowhere();' \
    '__attribute__((visibility("hidden"))) void nowhere(void);'
run CH=02
says 'what the linker rejects is reported' 1 'ReLU +does not compile' \
    'the linker refuses it: .*undefined reference to .nowhere'
solve $measuring
sed -i '/E1\.2/,/E1\.3/s/^    double \([a-z]*\) = 0\.0;/    double \1 = 0.0/' $measuring
run CH=01
says 'a syntax error costs its own exercise only' 1 'l0_norm +done' \
    'l1_norm +does not compile +0 of  2' \
    'kurtosis +done +6 of  6' '^8 of 10 points' "$measuring:[0-9]+:[0-9]+: error: expected"
solve $measuring
sed -i '/E1\.1/,/E1\.2/s/^}//' $measuring
run CH=01
says 'a missing brace costs its own exercise only' 1 'l0_norm +does not compile' 'l1_norm +done' \
    'kurtosis +done'
solve $measuring
sed -i '1i this is not C' $measuring
run CH=01
says 'a file that does not compile at all costs its chapter' 1 'kurtosis +does not compile' \
    "$measuring:1:1: error" '^0 of 10 points'
solve $measuring
sed -i '/E1\.2/,/E1\.3/s/l1_norm(/l1_norms(/' $measuring
run CH=01
says 'a missing function is named' 1 'l1_norm +missing' \
    "l1_norm is not in $measuring" \
    'kurtosis +done'
solve $measuring
sed -i '/E1\.2/,/E1\.3/s/^{/{ if (n == 0) return nowhere(n);/
    1i double nowhere(unsigned long n);' $measuring
run CH=01
says 'a call to an undefined function is reported' \
    1 'it called nowhere, and there is no such function' 'kurtosis +done'
printf '_Thread_local int l0_norm;\n' >$measuring
run CH=01
says 'a file that cannot be linked costs its chapter' 1 'kurtosis +does not compile' \
    'the linker refuses it: '
rm $measuring
run CH=01
says 'a missing file is reported, with how to get it back' 1 'kurtosis +missing' \
    "$measuring is not there; git restore"
touch ${measuring%.c}_mine.c
run CH=01
says 'and with another file that may be the one' \
    1 '^  chapters/01_measuring/measuring.c is not there. If' \
    '^    chapters/01_measuring/measuring_mine.c is that file, rename it back; git'
rm ${measuring%.c}_mine.c
$make stubs
run CH=01
says 'a file that is restored counts again' 1 'kurtosis +not started'

solve $relu

# ---- an exercise that builds on another ----
temporal=chapters/03_temporal/temporal.c
table=chapters/03_temporal/chapter.ini
cp $table table.bak
solve $temporal
sed -i 's/^\[taus_list\]/&\nneeds = temporal_diff/' $table
sed -i '/E3\.1/,/E3\.2/s/fabs(/(/' $temporal
run CH=03
says 'an exercise waits for the one it builds on' 1 'taus_list +waits +0 of' \
    'taus_list builds on temporal_diff \(E3\.1\)' 'taus +done'
cp table.bak $table

# ---- the tables ----
table=chapters/02_thresholding/chapter.ini
cp $table table.bak
wrong() { # wrong WHAT SED-EXPRESSION LINE REGEX: a mistake in a table gets one line, with its place
    sed -i "$2" $table
    run CH=02
    says "$1" 2 "$table:${3:+$3:} .*$4.*; "
    none "$1: it is one line" "$(tail -n +2 <<<"$out")"
    cp table.bak $table
}
wrong 'points without a test are an error' 's/^five_samples = 3/six_samples = 3/' 13 \
    'six_samples has points and no test'
wrong 'points for no exercise are an error' 's/^\[ReLU points\]/[Relu points]/' 13 \
    '\[Relu points\] is for no exercise'
wrong 'points that are no number are an error' 's/^five_samples = 3/five_samples = x/' 13 \
    'is not a number of points'
wrong 'points given twice are an error' 's/^any_signal = 3/&\n&/' 15 'any_signal is given twice'
wrong 'an unknown prerequisite is an error' 's/^\[ReLU\]/&\nneeds = nothing/' 6 \
    'needs nothing, which is not an earlier'
wrong 'an unknown key of a chapter is an error' '2s/^/colour = blue\n/' 2 \
    'colour is not a key of a chapter'
wrong 'an unknown key of an exercise is an error' 's/^\[ReLU\]/&\ncolour = blue/' 7 \
    'colour is not a key of an exercise'
wrong 'minutes that are no number are an error' 's/^minutes.*/minutes = soon/' 4 \
    'not a number of minutes'
wrong 'a missing title of a chapter is an error' '/^title = S/d' '' 'the chapter has no title'
wrong 'a missing title of an exercise is an error' '/^title = r/d' 6 '\[ReLU\] has no title'
wrong 'a missing number is an error' '/^number/d' 6 '\[ReLU\] has no number'
wrong 'a number of another chapter is an error' 's/^number.*/number = E3.1/' 6 'no number like E2.1'
wrong 'an exercise without a function is an error' '/^function/d' 6 'has no function'
wrong 'an unknown kind of argument is an error' 's/(in x/(input x/' 10 '"input" is not a kind'
wrong 'an unknown kind of result is an error' 's/= void/= long/' 10 'returns "long"'
wrong 'an array without a length is an error' 's/in x\[n\]/in x/' 10 'x has no length'
wrong 'a number with a length is an error' 's/size n/size n[2]/' 10 'n is one number'
wrong 'a length of no argument is an error' 's/in x\[n\]/in x[m]/' 10 'names m, which is not a size'
wrong 'a length that is not an expression is an error' 's/in x\[n\]/in x[n # n]/' 10 \
    'is not an expression'
wrong 'a bracket that is not closed in a length is an error' 's/in x\[n\]/in x[n + (n]/' 10 \
    'length of x, n \+ \(n, is not an expression'
wrong 'an operator without its operand is an error' 's/in x\[n\]/in x[n +]/' 10 \
    'length of x, n \+, is not an expression'
wrong 'two operands without an operator are an error' 's/in x\[n\]/in x[n n]/' 10 \
    'length of x, n n, is not an expression'
wrong 'a length without its ] is an error' 's/in x\[n\]/in x[n/' 10 'the length of x is not closed'
wrong 'a length with a ] too many is an error' 's/in x\[n\]/in x[n]]/' 10 \
    'the length of x is not closed'
wrong 'an exercise without its name is an error' '/^\[ReLU\]/d' 6 'number belongs to an exercise'
wrong 'an exercise whose name cannot be read is an error' 's/^\[ReLU\]/[ReLU/' 6 'neither'
wrong 'points without their [name points] are an error' '/^\[ReLU points\]/d' 12 \
    'five_samples is outside \[ReLU points\]'
wrong 'two arguments of one name are an error' 's/real theta/real n/' 10 'two arguments called n'
wrong 'a function without brackets is an error' 's/^function.*/function = void ReLU/' 10 \
    'is not a function'
wrong 'a line that is not a key is an error' '2s/^/nonsense\n/' 2 'neither'
wrong 'a line that is too long is an error' "2s/^/; $(printf '%0300d' 0)\n/" 2 'too long'
wrong 'an indented key is an error' 's/^minutes/  minutes/' 4 'begins with a space'
sed -i 's/^function.*/&\nfunction = size taus(size n)/' $table
run CH=02
says 'a function in two exercises is an error' 2 \
    'chapter.ini:[0-9]+: taus is a function of exercise ReLU, too; '
same 'and gets one line' "$(wc -l <<<"$out")" 1
cp table.bak $table
sed 's/^\[ReLU/[taus/' table.bak >$table
run CH=02
says 'an exercise listed twice is an error' 2 \
    'chapters/[^ ]*:[0-9]+: .*taus is an exercise of'
same 'and that gets one line' "$(wc -l <<<"$out")" 1
cp table.bak $table
mkdir chapters/2_more
cp $table chapters/2_more/
run CH=02
says 'a folder with a wrong name is an error' 2 \
    'chapters/2_more/chapter.ini: 2_more is not a name for a chapter; '
mv chapters/2_more chapters/02_more
run CH=02
says 'two chapters with the same number are an error' 2 \
    '02_thresholding has the number or the topic of 02_more'
rm -r chapters/02_more
sed -i 's/^five_samples = 3//' $table
run CH=02
place='chapters/02_thresholding/test_thresholding.c:[0-9]+'
says 'a test without points is an error' 2 "$place: five_samples of ReLU has no points; .*$table"
cp table.bak $table
sed -i 's/^five_samples = 3/five_samples = 4/' $table
run CH=02 SRC=solutions
says 'points that do not add up to 100 are no error' 0 '9 of 9 points'
out=$($make points 2>&1) status=$?
says 'but make points says so' 0 '^02_thresholding +ReLU +five_samples +4$' \
    '^101 points.*do not add up to 100'
cp table.bak $table
out=$($make points 2>&1) status=$?
says 'and says when they do' 0 '^100 points, [0-9]+ of them hidden. They add up to 100.$'
mv $table gone.ini
run CH=02
says 'a folder without a table is not a chapter' 2 'CH=02 is not a chapter'
mv gone.ini $table
run CH=02
says 'with a table it is one, at once' 0 'ReLU +done'

run CH=02
results=build/judge/02_thresholding/chapters/results.json
cp $results results.bak
jq '. + [.[0]]' results.bak >$results
out=$(build/grader/report/report --build build --src chapters --seed 1 02_thresholding 2>&1) \
    status=$?
says 'a test seen twice is an error' 2 'has 2 results instead of one'
cp results.bak $results

# ---- terminals ----
esc=$(printf '\033')
run CH=02
says_not 'no colour outside a terminal' "$esc"
out=$(script -qec "$make check CH=02" /dev/null </dev/null) status=$?
says 'there is colour on a terminal' 0 "$esc\[32m"
out=$(NO_COLOR=1 script -qec "$make check CH=02" /dev/null </dev/null) status=$?
says_not 'NO_COLOR is respected' "$esc\["
out=$(LC_ALL=C $make check CH="01 02" 2>&1) status=$?
LC_ALL=C says_not 'plain ASCII in a locale that is not UTF-8' '[^ -~]'
out=$(LC_ALL=C.UTF-8 $make check CH="01 02" 2>&1) status=$?
says 'UTF-8 marks where the locale has them' 1 '✓ E2\.1' '· E1\.1'

# ---- two at once ----
$make check CH=02 SEED=5 >one.txt 2>&1 & # build has all; the other folder is empty
first=$!
run CH=02 B=two SEED=5
second=$status
wait "$first"
status=$?/$second
out=$(cat one.txt)
says 'two runs in two build folders do not disturb each other' 0/0 '^8 of 8 points'
exit $((bad > 0))
