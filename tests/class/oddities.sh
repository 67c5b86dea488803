#!/bin/bash
# What only object code needs, and no exercise, is shown to a person, however it is spelled; honest
# sources are not.
#
# Broken once to see this fail: each line of the table in oddities.c left out, pass_comment() and
# pass_string() that return at once, step() without its loop.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
${MAKE:-make} "$B/grader/class/class" >"$work/log" 2>&1 ||
    { echo "not ok the program is built: $(tail -n 3 "$work/log")"; exit 1; }
. tests/support/judge_standin.bash
fresh
odd() { # odd NAME WHAT: the source comes from standard input
    mkdir -p "$work/in/$1"
    { echo '// right'; cat; } >"$work/in/$1/thresholding.c"
    echo "$1 $2" >>"$work/want"
}
numbers() { for ((i = 0; i < 60; i++)); do printf "$1" "$((i % 10))"; done; }
odd asm assembler <<<'void f(void) { asm("nop"); }'
odd asm2 assembler <<<'__asm__(".byte 1");'
odd asm3 assembler <<<'void f(void) { __asm volatile ("nop"); }'
printf 'void f(void) { as\\\nm("nop"); }\n' | odd spliced assembler
odd behind assembler <<<'int a; /* " */ __asm("nop"); // "'
odd section 'an attribute' <<<'int a __attribute__((section(".text"))) = 1;'
odd ifunc 'an attribute' <<<'void f(void) __attribute((ifunc("g")));'
odd gnu 'an attribute' <<<'[[gnu::constructor]] void f(void) {}'
odd pragma 'a pragma' <<<'#pragma weak ReLU = f'
odd pragma2 'a pragma' <<<'  # /* */ pragma GCC optimize 3'
odd pragma3 'a pragma' <<<'_Pragma("weak f")'
odd digraph 'directives in another spelling' <<<'%:define a'
odd trigraph 'directives in another spelling' <<<'??=define a'
odd pasted 'pasted names' <<<'#define P(a, b) a ## b'
odd include 'a file that is not a header' <<<'#include "omp.o"'
odd include2 'a file that is not a header' <<<'#include NAME'
odd include3 'a file that is not a header' <<<'#include "/etc/hosts.h"'
odd embed 'a file that is not a header' <<<'#embed "omp.o"'
odd table 'a long table of numbers' <<<"unsigned char t[] = {$(numbers '0x4%d, ')};"
odd casts 'a long table of numbers' <<<"unsigned char t[] = {$(numbers '(char)%d, ')};"
odd letters 'a long table of numbers' <<<"char t[] = {$(numbers "'%d', ")};"
odd string 'a long string of codes' <<<"char t[] = \"$(numbers '\\x4%d')\";"
odd base64 'a long string of codes' <<<"char t[] = \"$(numbers 'AbcdE%d')\";"
odd search 'a search for other code' <<<'void f(void) { dlsym(0, "ref_ReLU"); }'
odd exec 'memory that can be run' <<<'void f(void) { mprotect(0, 4096, 7); }'
odd exec2 'memory that can be run' <<<'void f(void) { mmap(0, 1, 7, 2, -1, 0); }'
odd exec3 'memory that can be run' <<<'void f(void) { memfd_create("x", 0); }'
odd search2 'a search for other code' <<<'void f(void) { dlopen("x", 2); }'
odd search3 'a search for other code' <<<'void f(void) { dl_iterate_phdr(0, 0); }'
odd declspec 'an attribute' <<<'__declspec(naked) void f(void) {}'
odd pragma4 'a pragma' <<<'__pragma(weak f)'
odd caller2 'a look at its caller' <<<'void f(void) { __builtin_return_address(0); }'
odd call 'a system call' <<<'void f(void) { syscall(1); }'
odd caller 'a look at its caller' <<<'void f(void) { __builtin_frame_address(0); }'
mkdir -p "$work/in/honest"
for c in solutions/*_*/; do
    unifdef -DSOLUTION -x2 "$c/$(basename "$c" | cut -d_ -f2-).c" \
        >"$work/in/honest/$(basename "$c" | cut -d_ -f2-).c"
done
cat >>"$work/in/honest/thresholding.c" <<'C'
// asm("nop"); __attribute__ #pragma ## [[gnu::x]]
/* #include "omp.o" dlsym() */
#include <string.h>
#include "stats.h"
static const char *said = "asm __attribute__ #pragma %: mprotect \" dlsym", letter = '"';
static const double few[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
C
out=$("$B/grader/class/class" grade --submissions "$work/in" --out "$work/out" \
    --judge "$work/judge" --tests 1 --points 1 2>&1 </dev/null)
status=$?
says 'the class is graded' 0
found=$(sed '1d; s/,.*,/ /; s/ 02_thresholding line [0-9]*:/ /; s/  */ /' "$work/out/grades.csv" |
    tr -d '"')
while read -r name what; do
    grep -q "^$name .*$what" <<<"$found"
    report $? "$name: $what" "$(grep "^$name " "$work/out/grades.csv")"
done <"$work/want"
same 'honest sources are not listed' "$(sed -n 's/^honest,.*,//p' "$work/out/grades.csv")" ''
grep -q 'To be looked at' "$work/out/class.html" &&
    grep -q 'asm: 02_thresholding, line 2: assembler' "$work/out/class.html"
report $? 'the class page lists them with their lines'
exit $bad
