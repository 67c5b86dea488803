/* known.h: the known mistakes that answer a call as the student's function did. */
#ifndef SB_KNOWN_H
#define SB_KNOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "call.h"

/* Writes a line `name <tab> sentence` for every known mistake of the latest function that gives
 * the same outputs for the same inputs, to 1e-12 of the largest value, in all of calls[count].
 * Writes nothing when the reference gives the latest output too. Needs the code of the known
 * mistakes (transport.h) and SB_MISTAKE_LIST, a file of function, name and sentence; without them
 * it writes nothing. */
void known_mistakes(const struct answered *const calls[], size_t count, char *text, size_t size);

/* Deletes from the text of known_mistakes() those that answer another call differently. */
void known_keep(const struct answered *other, char *text);

/* In a survey (test.h): strikes out of the report those that answer this call differently. */
void known_survey(const struct answered *call);

/* Makes the call with the reference, from a->in into a->out and the returned
 * values; false when it does not return or is not there. */
bool known_reference(struct answered *a);

#endif
