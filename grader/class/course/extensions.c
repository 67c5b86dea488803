/* extensions.csv: later due dates of single students. */
#include "course.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct reading {
    sqlite3 *db;
    const char *path;
    bool good, has_head;
    int student, week, due, reason;
};

/* The due date of a week; 0 without one, -1 if there is no such week. */
static long long due_of(sqlite3 *db, const char *week)
{
    sqlite3_stmt *q = gradebook_query(db, "SELECT coalesce(due, 0) FROM week WHERE name = ?1");
    sqlite3_bind_text(q, 1, week, -1, SQLITE_STATIC);
    long long due = gradebook_step(q) ? sqlite3_column_int64(q, 0) : -1;
    sqlite3_finalize(q);
    return due;
}

/* A date, or +3 for days after the due date; 0, with what is wrong in *why, if it is neither. */
static long long read_due(const char *text, long long due, const char **why)
{
    char *end;
    double days = strtod(text, &end);
    end += strspn(end, " ");
    if (text[0] == '+' && end != text && (*end == '\0' || strncmp(end, "day", 3) == 0)) {
        *why = "the week has no due date that it could be added to; give it one";
        return due > 0 ? due + (long long)(86400.0 * days) : 0;
    }
    long long time = course_date(text, why);
    if (strncmp(*why, "write", 5) == 0)
        *why = "write it as 2027-04-14 23:59, or +2 for two days";
    if (time && time < due) {
        *why = "it is before the week's own due date; write a later one";
        return 0;
    }
    return time;
}

static bool complain(struct reading *r, size_t line, const char *what, const char *value,
                     const char *mend)
{
    r->good = false;
    course_complain(r->path, line, "%s %s; %s", what, value, mend);
    return true;
}

static bool has_one(sqlite3 *db, long long student, const char *week)
{
    sqlite3_stmt *q = gradebook_query(db, "SELECT 1 FROM extension WHERE student = ?1"
                                          " AND week = ?2");
    sqlite3_bind_int64(q, 1, student);
    sqlite3_bind_text(q, 2, week, -1, SQLITE_STATIC);
    bool yes = gradebook_step(q);
    sqlite3_finalize(q);
    return yes;
}

static bool on_row(void *to, const struct text_row *row)
{
    struct reading *r = to;
    if (!r->has_head) {
        r->has_head = true;
        r->student = text_column(row, "|student|name|id|email|e mail|");
        r->week = text_column(row, "|week|");
        r->due = text_column(row, "|due|date|until|");
        r->reason = text_column(row, "|reason|why|");
        if (r->student < 0 || r->week < 0 || r->due < 0)
            r->good = course_complain(r->path, row->line,
                                      "the first line has to name the columns "
                                      "student,week,due,reason");
        return r->good;
    }
    const char *who = text_field(row, r->student), *week = text_field(row, r->week),
               *due = text_field(row, r->due);
    week += strncmp(week, "week ", 5) == 0 ? 5 : 0;
    int fits;
    const char *why;
    if (!*who && !*week && !*due)
        return true;
    if (!*who)
        return complain(r, row->line, "there is no student for week", week,
                        "write an e-mail address or id of the roster");
    long long student = gradebook_meant(r->db, who, &fits), old = due_of(r->db, week);
    if (fits != 1)
        return complain(r, row->line, fits == 0 ? "nobody is called" : "several are called", who,
                        "write an e-mail address or id of the roster");
    if (old < 0)
        return complain(r, row->line, "there is no week", week,
                        "write one of course.ini, such as 1");
    long long time = read_due(due, old, &why);
    if (!time)
        return complain(r, row->line, "this is not a date:", due, why);
    char id[32], text[32];
    snprintf(id, sizeof id, "%lld", student);
    if (has_one(r->db, student, week))
        return complain(r, row->line, "there is already an extension of that week above for", who,
                        "take one out");
    snprintf(text, sizeof text, "%lld", time);
    r->good = GRADEBOOK_RUN(r->db,
                            "INSERT OR REPLACE INTO extension VALUES(CAST(?1 AS INTEGER), ?2,"
                            " CAST(?3 AS INTEGER), ?4)",
                            id, week, text, text_field(row, r->reason)) &&
              r->good;
    return true;
}

bool course_read_extensions(sqlite3 *db, const char *path)
{
    struct reading r = {.db = db, .path = path, .good = true};
    sqlite3_exec(db, "DELETE FROM extension;", NULL, NULL, NULL);
    if (access(path, F_OK) != 0)
        return true; /* nobody has one */
    return course_read_csv(path, on_row, &r) && r.good;
}
