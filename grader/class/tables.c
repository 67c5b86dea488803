/* grades.csv, and what Canvas and Moodle import. */
#include <stdlib.h>
#include <string.h>

#include "export.h"

static FILE *open_in(const char *out, const char *name, char **path)
{
    *path = format("%s/%s", out, name);
    return open_file(*path);
}

static bool close_in(FILE *f, char *path)
{
    bool good = f && close_file(f, path);
    free(path);
    return good;
}

/* The grades of one student's exercises, each after a comma. */
static void put_grades(FILE *f, sqlite3_stmt *grades, long long student)
{
    sqlite3_bind_int64(grades, 1, student);
    while (step(grades))
        fprintf(f, ",%g", sqlite3_column_double(grades, 1));
    sqlite3_reset(grades);
}

static bool plain(sqlite3 *db, const char *out)
{
    char *path;
    FILE *f = open_in(out, "grades.csv", &path);
    if (!f)
        return close_in(f, path);
    sqlite3_stmt *grades = query(db, "SELECT exercise, points FROM grade WHERE student = ?1 ORDER BY number");
    sqlite3_stmt *q = query(db, "SELECT student, key, name, lms_id, email, layout, late, points, of, judged,"
                                " status, level, seconds, judged_at, notes FROM total ORDER BY key");
    fputs("key,name,id,email,layout,late,points,of,judged,status,level,seconds,judged_at,notes", f);
    bool more = step(q);
    if (more) {
        sqlite3_bind_int64(grades, 1, sqlite3_column_int64(q, 0));
        while (step(grades))
            fprintf(f, ",%s", text_of(grades, 0));
        sqlite3_reset(grades);
    }
    fputc('\n', f);
    for (; more; more = step(q)) {
        for (int c = 1; c <= 14; c++) {
            if (c > 1)
                fputc(',', f);
            put_csv(f, text_of(q, c));
        }
        put_grades(f, grades, sqlite3_column_int64(q, 0));
        fputc('\n', f);
    }
    sqlite3_finalize(q);
    sqlite3_finalize(grades);
    return close_in(f, path);
}

/* Canvas matches by ID, else by SIS user or login id. */
static bool canvas(sqlite3 *db, const char *out)
{
    char *path;
    FILE *f = open_in(out, "canvas.csv", &path);
    if (!f)
        return close_in(f, path);
    fprintf(f, "Student,ID,SIS User ID,SIS Login ID,Section,Sparsebook\n"
               "    Points Possible,,,,,%lld\n", count_of(db, "SELECT max(of) FROM total"));
    sqlite3_stmt *q = query(db, "SELECT name, layout, lms_id, email, points FROM total ORDER BY key");
    while (step(q)) {
        bool own = strcmp(text_of(q, 1), "canvas") == 0;
        put_csv(f, text_of(q, 0));
        fputc(',', f);
        put_csv(f, own ? text_of(q, 2) : "");
        fputc(',', f);
        put_csv(f, own ? "" : text_of(q, 2));
        fputc(',', f);
        put_csv(f, text_of(q, 3));
        fprintf(f, ",,%g\n", sqlite3_column_double(q, 4));
    }
    sqlite3_finalize(q);
    return close_in(f, path);
}

/* Moodle's offline grading worksheet: only its own participants have a number there. */
static bool moodle(sqlite3 *db, const char *out)
{
    char *path;
    FILE *f = open_in(out, "moodle.csv", &path);
    if (!f)
        return close_in(f, path);
    fputs("Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
          "Last modified (submission),Last modified (grade),Feedback comments\n", f);
    sqlite3_stmt *q = query(db, "SELECT lms_id, name, email, points, of, notes,"
                                " (SELECT group_concat(text, ' ') FROM comment c WHERE c.student = t.student)"
                                " FROM total t WHERE layout = 'moodle' ORDER BY key");
    while (step(q)) {
        fprintf(f, "Participant %s,", text_of(q, 0));
        put_csv(f, text_of(q, 1));
        fputc(',', f);
        put_csv(f, text_of(q, 2));
        fprintf(f, ",,%.2f,%.2f,Yes,-,-,", sqlite3_column_double(q, 3), sqlite3_column_double(q, 4));
        char *remarks = format("%s%s%s", text_of(q, 6), text_of(q, 6)[0] ? " " : "", text_of(q, 5));
        char *line = plain_line(remarks);
        put_csv(f, line);
        fputc('\n', f);
        free(remarks);
        free(line);
    }
    sqlite3_finalize(q);
    return close_in(f, path);
}

bool export_tables(sqlite3 *db, const char *out)
{
    return plain(db, out) && canvas(db, out) && moodle(db, out);
}
