/* contract.h: what the chapters' headers promise about the input of a call. */
#ifndef SB_CONTRACT_H
#define SB_CONTRACT_H

#include "call.h"

/* May this call be made at all? Only then does a wrong answer to it say something: a smaller
 * example with a window longer than the row would tell the student of a case that never comes. */
bool contract_allows(const struct answered *a);

#endif
