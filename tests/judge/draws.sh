#!/bin/bash
# Drawn values: ChaCha20 as its standard has it, and another stream for each seed and test.
# Broken once to see this fail: rotate by 15 in quarter_round(), judge_begin() without the exercise,
# mix_in() that stops after 16 bytes.
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cat >"$work/draws.c" <<'C'
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "judge/chacha20.h"
#include "judge/judge.h"
#include "judge/test.h"
struct judge_test judge_test = {"", "", ""};
static struct judge_report report;
struct judge_report *judge_report = &report;
void test_begin(void) {}
double *scratch(size_t n) { return calloc(n, sizeof(double)); }
int main(int argc, char **argv)
{
    if (argc < 3) { /* RFC 8439, section 2.3.2 */
        uint32_t key[8], block[CHACHA20_WORDS];
        for (uint32_t i = 0; i < 8; i++)
            key[i] = 0x03020100 + 0x04040404 * i;
        chacha20_block(key, (uint32_t[4]){1, 0x09000000, 0x4a000000, 0}, block);
        for (int i = 0; i < CHACHA20_WORDS; i++)
            printf("%08x%c", block[i], i % 4 == 3 ? '\n' : ' ');
        return 0;
    }
    judge_test = (struct judge_test){argv[1], argv[2], ""};
    judge_begin();
    for (int i = 0; i < 20; i++)
        printf("%.17g\n", draw_uniform(-1.0, 1.0));
}
C
${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -iquote grader -Ilib -o "$work/draws" "$work/draws.c" \
    grader/judge/{draws,chacha20}.c -lm 2>"$work/log" ||
    { echo "not ok draws compile: $(head -n 1 "$work/log")"; exit 1; }
bad=0
same() { # same WHAT GOT WANT
    if [ "$2" = "$3" ]; then echo "ok $1"; else echo "not ok $1: $2, should be $3"; bad=1; fi
}
same 'a block is that of RFC 8439' "$("$work/draws")" "e4e7f110 15593bd1 1fdd0f50 c47120a3
c7f4d1c7 0368c033 9aaa2204 4e6cd4c3
466482d2 09aa9f07 05d7c214 a2028bd9
d19c12b5 b94e16de e883d0cb 4e3c50a2"
draw() { SB_SEED=$1 "$work/draws" "$2" "$3"; }
same 'the same seed and test draw the same values' "$(draw 7 ReLU random)" "$(draw 7 ReLU random)"
same 'no seed is seed 1' "$("$work/draws" ReLU random)" "$(draw 1 ReLU random)"
# Whatever stands where: no value twice, and none from the end of a text in the next one.
all=(1 ReLU random 2 ReLU random 1 OMP random 1 ReLU randoms 1 ReLUr andom 1R eLU random
    01 ReLU random
    184467440737095516151844674407370 ReLU random 184467440737095516151844674407371 ReLU random
    1 aaaaaaaaaaaaaaaa b 1 aaaaaaaaaaaaaaa ab 1 aaaaaaaaaaaaaaaaa b 1 '' aaaaaaaaaaaaaaaab)
values=$(for ((i = 0; i < ${#all[@]}; i += 3)); do draw "${all[@]:i:3}"; done)
same 'another seed, exercise or property draws others' "$(sort -u <<<"$values" | wc -l)" \
    $((20 * ${#all[@]} / 3))
exit $bad
