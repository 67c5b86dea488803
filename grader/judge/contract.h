/* contract.h: what the chapters' headers promise about the input of a call. */
#ifndef SB_CONTRACT_H
#define SB_CONTRACT_H

#include "call.h"

/* Does the contract allow this call? Only then does a wrong answer mean something: a smaller
 * example with a window longer than the row would show the student a case that never occurs.
 * The chapters' tests say so (CONTRACT, judge.h); without a word of theirs, every call is allowed.
 * proxies.c, which is generated, knows who says something. */
bool contract_allows(const struct answered *a);

#endif
