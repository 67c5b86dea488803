/* collect.h: finds what was handed in, by a program in the sandbox. */
#ifndef SB_JUDGING_COLLECT_H
#define SB_JUDGING_COLLECT_H

#include "judging.h"

/* Looks through the submission in the sandbox. False: the program that does so gave no answer. */
bool judging_collect(const struct submission *s, bool unsafe, struct work *work);

enum look { LOOK_FAILED, LOOK_NEW, LOOK_JUDGED };

/* Looks through the submission, unless its files are unchanged. LOOK_JUDGED: work has no files, and
 * its judgement is found. LOOK_FAILED: that program gave no answer, which is no fault of the
 * student's. */
enum look judging_look(sqlite3 *db, const struct batch *batch, const struct submission *s,
                       struct work *work, struct judgement *found);

#endif
