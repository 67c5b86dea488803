/* A student's week in a few sentences, and the name of the week. */
#include <stdlib.h>
#include <string.h>

#include "export.h"

char *export_title(sqlite3 *db)
{
    sqlite3_stmt *q = gradebook_query(db,
                                      "SELECT w.name, w.title FROM week w"
                                      " WHERE w.name = (SELECT week FROM temp.week_total LIMIT 1)");
    char *title = gradebook_step(q)
                      ? text_format("Week %s%s%s", gradebook_text(q, 0),
                                    gradebook_text(q, 1)[0] ? ": " : "", gradebook_text(q, 1))
                      : text_need(strdup("Sparsebook"));
    sqlite3_finalize(q);
    return title;
}

/* The texts of the rows, one per line. */
static void put_lines(FILE *to, sqlite3 *db, const char *sql, long long student)
{
    sqlite3_stmt *q = gradebook_query(db, sql);
    sqlite3_bind_int64(q, 1, student);
    while (gradebook_step(q)) {
        char *line = text_one_line(gradebook_text(q, 0));
        if (*line)
            fprintf(to, "\n%s", line);
        free(line);
    }
    sqlite3_finalize(q);
}

#define OF_STUDENT                                                         \
    " WHERE undone_at IS NULL AND student IN (SELECT student FROM belongs" \
    "  WHERE person = ?1) AND week = (SELECT week FROM temp.week_total WHERE student = ?1)"

char *export_summary(sqlite3 *db, long long student)
{
    char *text = NULL;
    size_t size;
    FILE *to = text_need(open_memstream(&text, &size));
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT points, of, status FROM temp.week_total WHERE student = ?1");
    sqlite3_bind_int64(q, 1, student);
    if (gradebook_step(q))
        fprintf(text_need(to), "%g of %d points%s", sqlite3_column_double(q, 0),
                sqlite3_column_int(q, 1),
                strcmp(gradebook_text(q, 2), "not handed in") == 0 ? ": nothing was handed in"
                                                                   : "");
    sqlite3_finalize(q);
    put_lines(to, db, "SELECT rule FROM temp.week_total WHERE student = ?1", student);
    /* A sentence may come from a hidden test, so only the state is shown. */
    put_lines(to, db,
              "SELECT printf('%s: %g of %d, %s', exercise, points, of, state) FROM temp.grade"
              " WHERE student = ?1 AND points < of AND state <> 'not handed in' ORDER BY number",
              student);
    put_lines(to, db,
              "SELECT printf('By hand, %s %s%g: %s', iif(exercise = '', 'total', exercise),"
              " iif(mode = 'set', 'set to ', iif(points > 0, '+', '')), points, reason)"
              " FROM adjustment" OF_STUDENT " ORDER BY id",
              student);
    put_lines(to, db,
              "SELECT iif(place = '', text, place || ': ' || text) FROM comment" OF_STUDENT
              " ORDER BY id",
              student);
    q = gradebook_query(db, "SELECT notes FROM temp.week_total WHERE student = ?1");
    sqlite3_bind_int64(q, 1, student);
    if (gradebook_step(q) && gradebook_text(q, 0)[0])
        fprintf(to, "\n%s", gradebook_text(q, 0));
    sqlite3_finalize(q);
    fclose(to);
    return text;
}
