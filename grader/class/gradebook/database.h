/* database.h: how the gradebook writes its tables. */
#ifndef SB_GRADEBOOK_DATABASE_H
#define SB_GRADEBOOK_DATABASE_H

#include "gradebook.h"

void gradebook_complain(sqlite3 *db, const char *what); /* the last error, on stderr */

char *gradebook_notes(const struct notes *notes); /* a line each, to be freed */

/* Runs a statement with text parameters, which may be NULL. */
bool gradebook_run(sqlite3 *db, const char *sql, const char *const *texts, size_t count);
#define GRADEBOOK_RUN(db, sql, ...)                            \
    gradebook_run(db, sql, (const char *const[]){__VA_ARGS__}, \
                  sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

#endif
