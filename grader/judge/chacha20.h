/* chacha20.h: the block function of ChaCha20 (Bernstein 2008), as RFC 8439 gives it in section 2.3.
 * From its 16 words nobody can compute the key or the words of another position. */
#ifndef SB_CHACHA20_H
#define SB_CHACHA20_H

#include <stdint.h>

#define CHACHA20_WORDS 16

/* position: the block's counter, then the nonce. */
void chacha20_block(const uint32_t key[8], const uint32_t position[4],
                    uint32_t block[CHACHA20_WORDS]);

#endif
