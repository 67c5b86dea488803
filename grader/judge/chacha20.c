#include "chacha20.h"

#include <string.h>

static uint32_t rotate(uint32_t x, int bits)
{
    return x << bits | x >> (32 - bits);
}

static void quarter_round(uint32_t *a, uint32_t *b, uint32_t *c, uint32_t *d)
{
    *a += *b, *d = rotate(*d ^ *a, 16);
    *c += *d, *b = rotate(*b ^ *c, 12);
    *a += *b, *d = rotate(*d ^ *a, 8);
    *c += *d, *b = rotate(*b ^ *c, 7);
}

void chacha20_block(const uint32_t key[8], const uint32_t position[4],
                    uint32_t block[CHACHA20_WORDS])
{
    static const uint32_t constants[4] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
    uint32_t start[CHACHA20_WORDS];
    memcpy(start, constants, sizeof constants);
    memcpy(start + 4, key, 8 * sizeof *key);
    memcpy(start + 12, position, 4 * sizeof *position);
    memcpy(block, start, sizeof start);
    for (int round = 0; round < 10; round++) {
        for (int i = 0; i < 4; i++) /* columns, then diagonals */
            quarter_round(&block[i], &block[4 + i], &block[8 + i], &block[12 + i]);
        for (int i = 0; i < 4; i++)
            quarter_round(&block[i], &block[4 + (i + 1) % 4], &block[8 + (i + 2) % 4],
                          &block[12 + (i + 3) % 4]);
    }
    for (int i = 0; i < CHACHA20_WORDS; i++)
        block[i] += start[i];
}
