/* Writes all formats in turn, and knows what students may not see. */
#include "export.h"

#include <string.h>

#include "report/course.h"

static struct export_format *formats;

void export_add_format(struct export_format *format)
{
    format->next = formats;
    formats = format;
}

/* temp.oddity: what a person has to look at in the sources that count. */
static bool list_oddities(sqlite3 *db)
{
    static const char table[] =
        "DROP TABLE IF EXISTS temp.oddity;"
        "CREATE TEMP TABLE oddity(student INTEGER, chapter TEXT, what TEXT)";
    bool good = sqlite3_exec(db, table, NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT t.student, s.chapter, s.text FROM total t JOIN source s USING (judgement)");
    sqlite3_stmt *add = gradebook_query(db, "INSERT INTO temp.oddity VALUES(?1, ?2, ?3)");
    while (good && gradebook_step(q)) {
        struct notes found = {0};
        gradebook_oddities(gradebook_text(q, 2), &found);
        for (size_t i = 0; i < found.count; i++) {
            sqlite3_bind_int64(add, 1, sqlite3_column_int64(q, 0));
            sqlite3_bind_text(add, 2, gradebook_text(q, 1), -1, SQLITE_TRANSIENT);
            sqlite3_bind_text(add, 3, found.text[i], -1, SQLITE_TRANSIENT);
            good = sqlite3_step(add) == SQLITE_DONE && good;
            sqlite3_reset(add);
        }
        notes_free(&found);
    }
    sqlite3_finalize(add);
    sqlite3_finalize(q);
    return good;
}

bool export_all(sqlite3 *db, const char *week, const char *out, bool anonymous)
{
    bool good = gradebook_choose_week(db, week) && (!anonymous || gradebook_hide_names(db)) &&
                list_oddities(db);
    for (const struct export_format *f = formats; f && good; f = f->next)
        good = f->write(db, out) && good;
    return good;
}

bool export_is_hidden(const char *exercise, const char *property)
{
    static struct course course;
    if (!course.exercises)
        course_read(&course, "chapters");
    const struct exercise *e = course_exercise(&course, exercise);
    for (size_t i = 0; e && i < e->count; i++)
        if (strcmp(e->properties[i].name, property) == 0)
            return e->properties[i].hidden;
    return true; /* show nobody what is not in the tables */
}
