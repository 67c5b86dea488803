#!/bin/bash
# Everyday accidents are reported in one true sentence, with the line. It runs on a copy of the
# tree.
# Takes long.
. tests/support/ok_lines.bash
into_built_copy
export SB_DEADLINE=2
make=${MAKE:-make}
relu=chapters/02_thresholding/thresholding.c
header=${relu%.c}.h
git init -q . && git add chapters && git -c user.name=t -c user.email=t@t commit -qm 'as handed out'
right='    for (size_t j = 0; j < n; j++) thres_x[j] = x[j] > theta ? x[j] - theta : 0.0;'

check() { # check ARGUMENT...: what make check says, each message on one line
    out=$($make check "$@" 2>&1)
    status=$?
    out=$(tr '\n' ' ' <<<"$out" | tr -s ' ')
}
body() { # body TEXT [LINE]: ReLU is on line 7, its first line of code on line 9
    {
        printf '#include "thresholding.h"\n#include "todo.h"\n%s\n\n' "$2"
        printf '/* ---- E2.1 ReLU ---- */\n\n%s\n{\n%s\n}\n' \
            'void ReLU(const double *x, size_t n, double theta, double *thres_x)' "$1"
    } >$relu
    check CH=02
}
told() { # told WHAT BODY LINE REGEX...
    body "$2" "$3"
    says "$1" 1 "${@:4}"
}

# ---- a TODO left in ----
todo='    TODO(x, n, theta, thres_x);'
told 'a TODO above finished code' "$todo
$right" '' 'ReLU started' \
    'ReLU has code, but the line TODO\(\.\.\) in line 9 is still there: delete it'
says_not 'and the student is not sent back to the beginning' 'Open first'
told 'a TODO below it' "$right
$todo" '' 'TODO\(\.\.\) in line 10 is still there'
told 'a TODO in a comment or a string does not count' "    /* TODO(x); */ // TODO(x)
    (void)\"TODO(x)\"; $todo" '' 'ReLU not started' 'Open first'
told 'a stub with its parameters marked as unused is a stub' "    (void)x, (void)n;
$todo" '' 'ReLU not started'
told 'a TODO over several lines' "$right
    TODO(x, n,
         theta, thres_x);" '' 'in line 10 is still there'
body "$right
$todo"
sed -i '/todo.h/d' $relu
check CH=02
says 'a TODO without its header' 1 'TODO\(\.\.\) in line 9 is still there'
spatial=chapters/08_spatial/spatial.c
sed -i '0,/    TODO(img.*/s//    for (size_t i = 0; i < rows * (cols - 1); i++) {\
        const double *at = img + i \/ (cols - 1) * cols + i % (cols - 1);\
        dx[i] = at[1] - at[0];\
    }/' $spatial
check EX=diff_xy
says 'one of two functions is written' 1 'diff_x is written; diff_y \(line [0-9]+\) is a TODO still'

# ---- memory ----
told 'an output that is replaced by new memory' "    thres_x = malloc(n * sizeof *thres_x);
$right" '#include <stdlib.h>' \
    'look: thres_x = ..alloc\(..\) in line 9 .*fill the array that you are handed'
told 'with a cast, too' "    thres_x = (double *)calloc(n, sizeof(double));
$right" '#include <stdlib.h>' 'look: thres_x = .* in line 9 '
told 'an input that is freed' "$right
    free((void *)x);" '#include <stdlib.h>' 'look: free\(x\) in line 10: x belongs to the caller' \
    'thresholding.c line 10: it gave x to free\(\)'
says_not 'and the sanitizer adds nothing' 'AddressSanitizer'
told 'an output that is freed, in another function' "$right
    tidy(thres_x);" '#include <stdlib.h>
static void tidy(double *a) { free(a); }' \
    'thresholding.c line 4: it freed memory that malloc did not give'
body "    double *y = malloc(n * sizeof *y); free(y);
$right" '#include <stdlib.h>'
says 'memory that the function allocates and frees is no fault' 0 'ReLU done'

# ---- calls that do not return as they should ----
told 'a fault inside a function of the library is reported at the line that calls it' \
    "    (void)theta;
    memcpy(thres_x, x, (n + 1) * 8);" '#include <string.h>' \
    'thresholding.c line 10: it read past the end of x'
told 'a loop without end, with its line' "    for (size_t j = 0; j < n;)
        thres_x[j] = x[j] > theta ? x[j] - theta : 0.0;" '' 'ReLU timed out' \
    'thresholding.c line (9|10): it (did not return within|used) .*: does this loop end\?'
told 'and inside a function of the library' "    for (size_t j = 0; j < n;)
        memset(thres_x, 0, 8 * n), (void)x, (void)theta;" '#include <string.h>' \
    'thresholding.c line (10|11): it (did not return within|used) .*: does this loop end\?'
told 'code that blocks the signal which asks for the line is stopped all the same' \
    "    sigset_t all;
    sigfillset(&all), sigprocmask(SIG_BLOCK, &all, 0);
    for (size_t j = 0; j < n;) thres_x[j] = x[j] + theta;" '#include <signal.h>' \
    'ReLU timed out' ': does every loop end\?'
told 'an assert' "$right
    assert(n > 1000000);" '#include <assert.h>' \
    'thresholding.c line 10: its assert\(n > 1000000\) does not hold'
told 'a long printed line is cut with dots' \
    "    printf(\"%0200d\\n\", 7); thres_x[n] = x[0] + theta;" '#include <stdio.h>' \
    'printed 0{60,}(…|\.\.\.) '

# ---- names ----
told 'abs for fabs, without a header' \
    '    for (size_t j = 0; j < n; j++) thres_x[j] = abs(x[j]) > theta;' '' \
    'abs\(\) is for int; fabs\(\) is for double\. Put #include <math\.h>'
told "a function that another chapter asks for" \
    '    for (size_t j = 0; j < n; j++) thres_x[j] = l1_norm(x, n) + theta;' \
    'double l1_norm(const double *x, size_t n);' \
    'it calls l1_norm, which chapter 1 asks for; a chapter is judged by itself'
told 'a merge conflict' "<<<<<<< HEAD
$right
=======
$right
>>>>>>> other" '' "$relu:9:1: error.*A merge conflict: keep the right one"

git checkout -q $relu

# ---- what does not compile, with each compiler installed; nothing is judged ----
given=$(git show HEAD:$relu)
code='void ReLU(const double *x, size_t n, double theta, double *thres_x)
{
    for (size_t j = 0; j < n; j++) {
        thres_x[j] = x[j] > theta ? x[j] - theta : 0.0;
    }
}'
# compiled WHAT REGEX: what the report says of the file in $relu
compiled() {
    local cc why
    for cc in gcc clang; do
        command -v $cc >/dev/null || continue
        grader/judge/compile.sh $relu object.o object.report $cc -std=c11 -Wall -Wextra -Wshadow \
            -Werror=implicit-function-declaration -Ilib -iquote grader -iquote "${relu%/*}" 2>&1
        [ -s object.report ] || echo nothing >object.report
        grep -qE "$2" object.report
        report $? "$1 ($cc)" "$(tr '\n\t' '| ' <object.report)"
    done
}
whole() { # whole CODE [FIRST]: ReLU begins on line 5
    printf '#include "thresholding.h"\n%s\n/* ---- E2.1 ReLU ---- */\n\n%s\n' "${2-}" "$1" >$relu
}
line() { # line WHAT LINE REGEX: with LINE as line 7, before the loop
    whole "${code/    for/"$2"$'\n    for'}"
    compiled "$1" "$3"
}
while IFS='|' read -r what text regex; do
    line "$what" "    $(printf %b "$text")" "$regex"
done <<'END'
a hard space|double q =\0302\0240 1; (void)q;|Line 7 has a hard space \(U\+00A0\).*type a space
a curly quote|char q = \0342\0200\0230a\0342\0200\0231;|has the character .*: type ' in its place
a dash|double q = 2 \0342\0200\0223 1; (void)q;|Line 7 has the character .*: type - in its place
a minus sign|double q = \0342\0210\0222 1; (void)q;|Line 7 has the character .*: type - in its place
an unseen character|double \0342\0200\0213q = 1;|Line 7 has an invisible character \(U\+200B\)
a wide semicolon|double q = 1\0357\0274\0233|Line 7 has the wide character .*: type ; in its place
HTML|for (int i = 0; i &lt; 3; i++) { }|&lt; and the like are how a web page writes
the number of a line|7  double q = 1;|Line 7 begins with a number: delete it
Python|for i in range(n): pass|In C a loop is: for \(size_t i
a semicolon that is missing|double q = 1|Does the statement before this point end with a semicolon
a parenthesis|double q = (1 + 2; (void)q;|Is there a \( without its \)
a brace that is not closed|if (n > 0) {|The \{ in line 7 is not closed
a brace too many|}|The \} in line 7 closes nothing
a quote|const char *q = "hello; (void)q;|type the missing quote
a comment|/* without end|The comment that begins (there has no|in line 7 swallows)
a header|double *q = malloc(8); (void)q;|Put #include <stdlib\.h> at the top
a type without its header|bool q = n > 0; (void)q;|Put #include <stdbool\.h> at the top
a type of its own header|int64_t q = 1; (void)q;|Put #include <stdint\.h> at the top
a helper|helper(n);|Is the name right\? A function must come before
a variable without type|for (i = 0; ; ) { }|A variable gets a type where it first comes up
an argument's name|size_t n = 3;|n is there already, perhaps as an argument
= for ==|if (theta = 0) return;|= gives a value, == compares two
a const|x[0] = 1;|An input \(const\) can be read, not changed
a format|printf("%d", x[0]);|Put #include <stdio\.h>
a power|double q = x[0] ^ 2; (void)q;|\^ does not raise to a power
two indices|double q = x[0][0]; (void)q;|The arrays are flat
a loop of nothing|for (size_t i = 0; i < n; i++); thres_x[i] = 0;|A variable gets a type
a hidden argument|{ double theta = 1; (void)theta; }|The inner one hides the outer one
the keyboard|while (getchar() > 0) { }|getchar\(\.\.\) in line 7 waits for the keyboard
the end of the program|exit(1);|exit\(\.\.\) in line 7 ends the whole program
a vector|std::vector<double> q(n);|Line 7 is C\+\+, and the exercises are in C
an import|import math|Line 7 is Python; write it in C
commas in a for|for (size_t i = 0, i < n, i++) { }|The three parts of a for are separated by ;
a capital|for (size_t i = 0; i < N; i++) { }|Is n meant\? C tells small letters from capitals
braces|for (size_t i = 0; i < n; i++) {}\n thres_x[i] = 0;|i lives in the for loop of line 7
an output turned away|double other[9]; thres_x = other;|thres_x = \.\. in line 7 turns your copy
END
whole "${code/    \}/}"
compiled 'a brace in the middle' 'The \{ in line (6|7) is not closed'
whole "static $code"
compiled 'static' 'Delete the word static'
whole "$code
$code"
compiled 'twice' 'ReLU is there twice, first in line 5'
whole "${code/)
/);
}"
compiled 'a semicolon before the body' 'The ; at the end of line 5'
whole "${code/j++) \{/j++); {}"
compiled 'a semicolon behind a loop' 'The ; behind the \) in line 7 ends the loop at once'
whole "${code/ReLU/relu}"
compiled 'another name' '^name.*line 5 has relu'
whole "$code" '#include "omp.c"'
compiled 'another chapter' 'include no \.c file'
whole "$code" '#include "thresholding.c"'
compiled 'itself' 'Line 2 includes the file itself'
whole "$code" '#include "helpers.h"'
compiled 'a header of its own' 'only thresholding\.c is handed in'
for replaced in 'theta 150' 'size_t int'; do
    whole "$code"
    sed -i "1i #define $replaced" $relu
    compiled "a #define of ${replaced% *}" \
        "The #define in line 1 replaces ${replaced% *} in the headers below it, too"
done
whole "${code/    for/count++;$'\n'    for}" 'extern int count;'
compiled 'a variable defined in another file' 'extern in line 2 says that another file has count'
whole "${code/    for/count++;$'\n'    for}" $'extern int count;\nint count = 0;'
compiled 'and one that is here' '^nothing$'
whole "$code" '#include <vector>'
compiled 'a header of C++' 'Line 2 is C\+\+'
whole "$code" '#include <cmath>'
compiled 'and one that C has, too' 'C has <math\.h>'
whole "static double *f(void) { double a[3] = {0}; return a; }
$code"
compiled 'a local array returned' 'A local variable is gone when its function returns'
whole "<<<<<<< HEAD
$code
=======
$code
>>>>>>> other"
compiled 'a merge conflict' 'A merge conflict: keep the right one'
for coding in UTF-16 UTF-16LE UTF-16BE UTF-32; do
    iconv -t $coding <<<"$given" >$relu
    compiled "$coding" "$relu is saved as ${coding%[LB]E}: save it as UTF-8"
done
printf '%s\0\n' "$given" >$relu
compiled 'bytes of value 0' 'has bytes of value 0 in line [0-9]+: delete them'
printf '\357\273\277%s' "$given" | sed 's/$/\r/' >$relu
compiled 'a UTF-8 mark, DOS line ends and a missing last one do no harm' '^nothing$'
printf ' \n\t\n' >$relu
compiled 'an empty file' "^missing.*$relu is empty"
rm $relu && mkdir $relu
compiled 'a folder' "$relu is a folder: move it away"
rmdir $relu
compiled 'no file' "^missing.*$relu is not there"

# ---- headers ----
git checkout -q $relu
for change in 's/double theta, double \*thres_x/double *thres_x, double theta/' 's/;$//' \
    's/const double/double/'; do
    sed -i "$change" $header
    check CH=02
    says "a header that was changed ($change)" 2 \
        "$header is not as it was handed out: git restore $header"
    says_not 'and the compiler`s own message is left out' 'conflicting types|note:'
    git checkout -q $header
done
check CH=02
says 'a header that is restored works again' 1 'ReLU not started'
exit $((bad > 0))
