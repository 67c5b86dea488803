/* What was found in a submission when it was last looked through, while its files are unchanged. */
#include "database.h"

#include <stdlib.h>
#include <string.h>

bool gradebook_looked(sqlite3 *db, const struct submission *s, const char *stamp, struct work *work)
{
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT hash, notes, committed FROM looked WHERE key = ?1 AND stamp = ?2");
    sqlite3_bind_text(q, 1, s->key, -1, SQLITE_STATIC);
    sqlite3_bind_text(q, 2, stamp, -1, SQLITE_STATIC);
    *work = (struct work){0};
    bool there = gradebook_step(q);
    if (there) {
        char *notes = text_need(strdup(gradebook_text(q, 1))), *rest = notes, *line;
        snprintf(work->hash, sizeof work->hash, "%s", gradebook_text(q, 0));
        work->committed = sqlite3_column_int64(q, 2);
        while ((line = strsep(&rest, "\n")) != NULL && *line)
            notes_add(&work->notes, "%s", line);
        free(notes);
    }
    sqlite3_finalize(q);
    return there;
}

bool gradebook_keep_look(sqlite3 *db, const struct submission *s, const char *stamp,
                         const struct work *work)
{
    char *notes = gradebook_notes(&work->notes), time[32];
    snprintf(time, sizeof time, "%lld", work->committed);
    bool good = GRADEBOOK_RUN(db,
                              "INSERT OR REPLACE INTO looked VALUES(?1, ?2, ?3, ?4,"
                              " CAST(?5 AS INTEGER))",
                              s->key, stamp, work->hash, notes, time);
    free(notes);
    return good;
}

bool gradebook_is_no_class(sqlite3 *db, const char *stamp)
{
    sqlite3_stmt *q = gradebook_query(db, "SELECT 1 FROM no_class WHERE stamp = ?1");
    sqlite3_bind_text(q, 1, stamp, -1, SQLITE_STATIC);
    bool there = gradebook_step(q);
    sqlite3_finalize(q);
    return there;
}

void gradebook_keep_no_class(sqlite3 *db, const char *stamp)
{
    GRADEBOOK_RUN(db, "INSERT OR REPLACE INTO no_class VALUES(?1)", stamp);
}
