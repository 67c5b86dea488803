/* Seeded draws: the same for the same SB_SEED and test.
 *
 * Students read drawn values in their reports, so the generator must be one that values do not
 * give away: ChaCha20 (Bernstein 2008), under a key made of the seed and the test's name. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "chacha20.h"
#include "judge.h"
#include "judge_internal.h"
#include "test.h"

static struct {
    uint32_t key[8], counter, block[CHACHA20_WORDS];
    size_t used; /* words of the block */
} stream;

/* The key becomes one that depends on the text, too: 16 bytes at a time. The last piece is the one
 * that ends with a zero, so no two series of texts are read alike. */
static void mix_in(uint32_t key[8], const char *text)
{
    for (bool last = false; !last;) {
        uint32_t piece[4] = {0}, block[CHACHA20_WORDS];
        size_t i = 0;
        for (; i < sizeof piece && *text; i++, text++)
            piece[i / 4] |= (uint32_t)(unsigned char)*text << 8 * (i % 4);
        last = i < sizeof piece;
        chacha20_block(key, piece, block);
        memcpy(key, block, 8 * sizeof *key);
    }
}

static uint32_t draw_word(void)
{
    if (stream.used == CHACHA20_WORDS) {
        chacha20_block(stream.key, (uint32_t[4]){stream.counter++}, stream.block);
        stream.used = 0;
    }
    return stream.block[stream.used++];
}

static uint64_t draw_bits(void)
{
    judge_report->drawn = true;
    uint64_t low = draw_word();
    return (uint64_t)draw_word() << 32 | low;
}

double draw_uniform(double lo, double hi)
{
    return lo + (hi - lo) * (double)(draw_bits() >> 11) * 0x1p-53;
}

double draw_normal(void)
{
    double radius = sqrt(-2.0 * log(1.0 - draw_uniform(0.0, 1.0)));
    return radius * cos(6.283185307179586 * draw_uniform(0.0, 1.0));
}

size_t draw_size(size_t lo, size_t hi)
{
    return lo + (size_t)(draw_bits() % (hi - lo + 1));
}

double draw_unit(int trial)
{
    double above = draw_uniform(4.0, 30.0), below = draw_uniform(-30.0, -12.0);
    return trial % 2 == 0 ? 1.0 : pow(10.0, trial % 4 == 1 ? below : above);
}

double *in_unit(double *x, size_t n, double unit)
{
    for (size_t i = 0; i < n; i++)
        x[i] *= unit;
    return x;
}

double *draw_uniforms(size_t n, double lo, double hi)
{
    double *x = scratch(n);
    for (size_t i = 0; i < n; i++)
        x[i] = draw_uniform(lo, hi);
    return x;
}

double *draw_normals(size_t n)
{
    double *x = scratch(n);
    for (size_t i = 0; i < n; i++)
        x[i] = draw_normal();
    return x;
}

void judge_begin(void)
{
    test_begin();
    const char *seed = getenv("SB_SEED");
    memset(&stream, 0, sizeof stream);
    stream.used = CHACHA20_WORDS;
    mix_in(stream.key, seed ? seed : "1");
    mix_in(stream.key, judge_test.exercise);
    mix_in(stream.key, judge_test.property);
}
