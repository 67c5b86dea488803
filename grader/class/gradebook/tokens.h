/* tokens.h: a C source as tokens that renaming and layout do not change. */
#ifndef SB_GRADEBOOK_TOKENS_H
#define SB_GRADEBOOK_TOKENS_H

#include "gradebook.h"

struct token {
    unsigned long long value;
    unsigned line; /* of the text, from 0 on */
};
/* Returns their number; the caller frees them. */
size_t gradebook_tokens(const char *text, struct token **tokens);

#endif
