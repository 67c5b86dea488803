/* database.h: how the gradebook writes its tables. */
#ifndef SB_GRADEBOOK_DATABASE_H
#define SB_GRADEBOOK_DATABASE_H

#include "gradebook.h"

void gradebook_complain(sqlite3 *db, const char *what); /* the last error, on stderr */

char *gradebook_notes(const struct notes *notes); /* a line each, to be freed */
#endif
