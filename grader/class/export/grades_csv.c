/* grades.csv: one row per student. */
#include <stdlib.h>

#include "export.h"

/* The grades of one student's exercises, each after a comma. */
static void put_grades(FILE *f, sqlite3_stmt *grades, long long student)
{
    sqlite3_bind_int64(grades, 1, student);
    while (gradebook_step(grades))
        fprintf(f, ",%g", sqlite3_column_double(grades, 1));
    sqlite3_reset(grades);
}

/* What a person has to look at, after a comma. */
static void put_oddities(FILE *f, sqlite3_stmt *odd, long long student)
{
    sqlite3_bind_int64(odd, 1, student);
    fputc(',', f);
    if (gradebook_step(odd))
        text_csv(f, gradebook_text(odd, 0));
    sqlite3_reset(odd);
}

static bool write_csv(sqlite3 *db, const char *out)
{
    char *path = text_format("%s/grades.csv", out);
    FILE *f = file_begin(path);
    if (!f) {
        free(path);
        return false;
    }
    sqlite3_stmt *grades = gradebook_query(
        db, "SELECT exercise, points FROM grade WHERE student = ?1 ORDER BY number");
    sqlite3_stmt *odd = gradebook_query(
        db, "SELECT group_concat(chapter || ' ' || what, '; ') FROM temp.oddity"
            " WHERE student = ?1");
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT student, key, name, lms_id, email, layout, late, points, of, judged,"
            " status, level, seconds, judged_at, notes, raw, rule, iif(handed_at > 0,"
            " datetime(handed_at, 'unixepoch', 'localtime'), ''), section,"
            " iif(on_roster OR week = '', '', 'not on the roster') FROM total ORDER BY key");
    fputs("key,name,id,email,layout,late,points,of,judged,status,level,seconds,judged_at,notes,"
          "raw,rule,handed_in,section,roster",
          f);
    bool more = gradebook_step(q);
    if (more) {
        sqlite3_bind_int64(grades, 1, sqlite3_column_int64(q, 0));
        while (gradebook_step(grades))
            fprintf(f, ",%s", gradebook_text(grades, 0));
        sqlite3_reset(grades);
    }
    fputs(",look_at\n", f);
    for (; more; more = gradebook_step(q)) {
        for (int c = 1; c <= 19; c++) {
            if (c > 1)
                fputc(',', f);
            if (sqlite3_column_type(q, c) == SQLITE_FLOAT)
                fprintf(f, "%.10g", sqlite3_column_double(q, c));
            else
                text_csv(f, gradebook_text(q, c));
        }
        put_grades(f, grades, sqlite3_column_int64(q, 0));
        put_oddities(f, odd, sqlite3_column_int64(q, 0));
        fputc('\n', f);
    }
    sqlite3_finalize(odd);
    sqlite3_finalize(q);
    sqlite3_finalize(grades);
    bool good = file_finish(f, path);
    free(path);
    return good;
}
EXPORT_FORMAT(write_csv);
