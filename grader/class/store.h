/* store.h: the gradebook's tables in SQLite, and how they are asked. */
#ifndef SB_STORE_H
#define SB_STORE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

/* NULL and one line on stderr when it cannot be opened. */
sqlite3 *gradebook_open(const char *path);
void complain(sqlite3 *db, const char *what); /* the last error, on stderr */

sqlite3_stmt *query(sqlite3 *db, const char *sql);          /* prepared, or the end of the program */
bool step(sqlite3_stmt *q);                                 /* is there a row? */
const char *text_of(sqlite3_stmt *q, int column);           /* never NULL */
long long count_of(sqlite3 *db, const char *sql);           /* the one number that sql asks for */

/* Runs a statement with text parameters, which may be NULL. */
bool run(sqlite3 *db, const char *sql, const char *const *texts, size_t count);
#define RUN(db, sql, ...) \
    run(db, sql, (const char *const[]){__VA_ARGS__}, \
        sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

#endif
