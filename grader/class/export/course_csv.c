/* course.csv: all weeks of a course and the total, one row per student. */
#include <stdlib.h>

#include "export.h"

static bool write_row(sqlite3 *db, FILE *f, sqlite3_stmt *q)
{
    for (int c = 1; c <= 4; c++) {
        text_csv(f, gradebook_text(q, c));
        fputc(',', f);
    }
    fprintf(f, "%s,%.2f,", sqlite3_column_int(q, 5) ? "" : "not on the roster",
            sqlite3_column_double(q, 6));
    text_csv(f, gradebook_text(q, 7));
    sqlite3_stmt *weeks = gradebook_query(
        db, "SELECT t.points FROM week w LEFT JOIN temp.all_weeks t ON t.week = w.name"
            " AND t.student = ?1 ORDER BY w.position");
    sqlite3_bind_int64(weeks, 1, sqlite3_column_int64(q, 0));
    while (gradebook_step(weeks))
        if (sqlite3_column_type(weeks, 0) == SQLITE_NULL)
            fputc(',', f);
        else
            fprintf(f, ",%.10g", sqlite3_column_double(weeks, 0));
    sqlite3_finalize(weeks);
    fputc('\n', f);
    return !ferror(f);
}

bool export_course(sqlite3 *db, const char *out)
{
    char *path = text_format("%s/course.csv", out);
    FILE *f = file_begin(path);
    bool good = f && sqlite3_exec(db,
                                  "DROP TABLE IF EXISTS temp.all_weeks; CREATE TEMP TABLE all_weeks"
                                  " AS SELECT student, week, points FROM main.total; CREATE INDEX"
                                  " temp.all_weeks_of ON all_weeks(student, week);",
                                  NULL, NULL, NULL) == SQLITE_OK;
    if (good) {
        fputs("key,name,email,section,roster,points of 100,weeks that do not count", f);
        sqlite3_stmt *q = gradebook_query(db, "SELECT name, (SELECT sum(of) FROM week_exercise x"
                                              " WHERE x.week = w.name) FROM week w"
                                              " ORDER BY position");
        while (gradebook_step(q)) {
            char *head = text_format("week %s of %s", gradebook_text(q, 0), gradebook_text(q, 1));
            fputc(',', f);
            text_csv(f, head);
            free(head);
        }
        fputc('\n', f);
        sqlite3_finalize(q);
        q = gradebook_query(db, "SELECT student, key, name, email, section, on_roster, points,"
                                " dropped FROM main.course ORDER BY name, key");
        while (good && gradebook_step(q))
            good = write_row(db, f, q);
        sqlite3_finalize(q);
    }
    good = f && file_finish(f, path) && good;
    free(path);
    return good;
}
