#!/bin/bash
# Everyday accidents are told in one true sentence, with the line. On a copy of the tree.
# Takes long.
. tests/support/ok_lines.bash
tree=$(mktemp -d) || exit 1
trap 'rm -rf "$tree"' EXIT
copy_tree "$tree"
copy_built "$tree"
cd "$tree" || exit 1
export SB_DEADLINE=2
make=${MAKE:-make}
relu=chapters/02_thresholding/thresholding.c
header=${relu%.c}.h
git init -q . && git add chapters && git -c user.name=t -c user.email=t@t commit -qm 'as handed out'
right='    for (size_t j = 0; j < n; j++) thres_x[j] = x[j] > theta ? x[j] - theta : 0.0;'

check() { # check ARGUMENT...: what make check says, each message in one line
    out=$($make check "$@" 2>&1)
    status=$?
    out=$(tr '\n' ' ' <<<"$out" | tr -s ' ')
}
body() { # body TEXT [LINE]: ReLU is line 7, its first line of code line 9
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

# ---- a TODO that stands there still ----
todo='    TODO(x, n, theta, thres_x);'
told 'a TODO above finished code' "$todo
$right" '' 'ReLU started' \
    'ReLU has code, but the line TODO\(\.\.\) in line 9 stands there still: delete it'
says_not 'and then nobody is sent to the beginning' 'Open first'
told 'a TODO below it' "$right
$todo" '' 'TODO\(\.\.\) in line 10 stands there still'
told 'a TODO in a comment is none, nor one in a text' "    /* TODO(x); */ // TODO(x)
    (void)\"TODO(x)\"; $todo" '' 'ReLU not started' 'Open first'
told 'a stub with its parameters marked as unused is a stub' "    (void)x, (void)n;
$todo" '' 'ReLU not started'
told 'a TODO over several lines' "$right
    TODO(x, n,
         theta, thres_x);" '' 'in line 10 stands there still'
body "$right
$todo"
sed -i '/todo.h/d' $relu
check CH=02
says 'a TODO that stands there without its header' 1 'TODO\(\.\.\) in line 9 stands there still'
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
says_not 'and the sanitizer says nothing of its own' 'AddressSanitizer'
told 'an output that is freed, in another function' "$right
    tidy(thres_x);" '#include <stdlib.h>
static void tidy(double *a) { free(a); }' \
    'thresholding.c line 4: it freed memory that malloc did not give'
body "    double *y = malloc(n * sizeof *y); free(y);
$right" '#include <stdlib.h>'
says 'memory of its own is its own business' 0 'ReLU done'

# ---- ends that are none ----
told 'a fault inside a function of the library is told at the line that calls it' "    (void)theta;
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
printf '\377\376' >$relu
git show HEAD:$relu | iconv -t UTF-16LE >>$relu
check CH=02
says 'a file in UTF-16' 1 'Is the file saved as UTF-16\? Save it as UTF-8\.'
told 'a merge conflict' "<<<<<<< HEAD
$right
=======
$right
>>>>>>> other" '' "$relu:9:1: error.*A merge conflict: keep the right one"

# ---- headers ----
git checkout -q $relu
for change in 's/double theta, double \*thres_x/double *thres_x, double theta/' 's/;$//' \
    's/const double/double/'; do
    sed -i "$change" $header
    check CH=02
    says "a header that was changed ($change)" 2 \
        "$header is not as it was handed out: git restore $header"
    says_not 'and what the compiler makes of it is left out' 'conflicting types|note:'
    git checkout -q $header
done
check CH=02
says 'a header that came back is as good as new' 1 'ReLU not started'
exit $((bad > 0))
