/* contract.h: what the chapters' headers promise about the input of a call. */
#ifndef SB_CONTRACT_H
#define SB_CONTRACT_H

#include "call.h"

/* Does the contract allow this call? Only then is a wrong answer a mistake: a smaller example with
 * a window longer than the row would show the student a case that never occurs. A chapter's tests
 * can rule calls out (CONTRACT, judge.h); otherwise every call is allowed. The generated proxies.c
 * knows which functions have a CONTRACT. */
bool contract_allows(const struct answered *a);

#endif
