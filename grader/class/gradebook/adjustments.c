/* What people add to the judge's results: adjustments and comments. */
#include "database.h"

#include <stdlib.h>
#include <string.h>

#include "report/course.h"

/* Finds the student meant by `who`: by key first, then by id or e-mail, then by name, because a
 * name may be anything, even another student's e-mail. Returns 0 after a line on stderr if nobody
 * or several students fit; also prints a line if somebody else fits less well. */
static long long find_student(sqlite3 *db, const char *who)
{
    sqlite3_stmt *q = gradebook_query(db,
                                      "SELECT id, name, iif(key = ?1, 0, iif(?1 IN (lms_id, email),"
                                      " 1, 2)) AS rank FROM student"
                                      " WHERE ?1 IN (key, lms_id, name, email) ORDER BY rank");
    sqlite3_bind_text(q, 1, who, -1, SQLITE_STATIC);
    long long id = gradebook_step(q) ? sqlite3_column_int64(q, 0) : 0;
    int rank = id ? sqlite3_column_int(q, 2) : 0;
    char *name = text_need(strdup(id ? gradebook_text(q, 1) : ""));
    bool more = id && gradebook_step(q), alike = more && sqlite3_column_int(q, 2) == rank;
    if (!id)
        fprintf(stderr, "class: STUDENT=%s is not in the gradebook; grades.csv lists who is\n",
                who);
    else if (alike)
        fprintf(stderr,
                "class: STUDENT=%s fits several students; give the key of one (first column of "
                "grades.csv)\n",
                who);
    else if (more)
        fprintf(stderr, "class: STUDENT=%s is %s; it is the name or number of somebody else, too\n",
                who, name);
    free(name);
    sqlite3_finalize(q);
    return alike ? 0 : id;
}

bool gradebook_adjust(sqlite3 *db, const char *who, const char *exercise, const char *points,
                      const char *reason)
{
    struct course course = {0};
    course_read(&course, "chapters");
    char *end;
    double value = strtod(points, &end);
    long long student = find_student(db, who);
    if (!student)
        return false;
    if (!course_exercise(&course, exercise)) {
        fprintf(stderr, "class: EX=%s is no exercise; the columns of grades.csv are\n", exercise);
        return false;
    }
    if (end == points || *end || !(value > -1000.0 && value < 1000.0)) {
        fprintf(stderr, "class: POINTS=%s is no number; 3 sets the points, +1 and -1 change them\n",
                points);
        return false;
    }
    if (!reason[strspn(reason, " ")]) {
        fputs("class: an adjustment needs a REASON=, which the student reads\n", stderr);
        return false;
    }
    char id[32];
    snprintf(id, sizeof id, "%lld", student);
    return GRADEBOOK_RUN(
        db,
        "INSERT INTO adjustment(student, exercise, mode, points, reason, made_at)"
        " VALUES(CAST(?1 AS INTEGER), ?2, ?3, CAST(?4 AS REAL), ?5, datetime('now'))",
        id, exercise, strchr("+-", points[0]) ? "add" : "set", points, reason);
}

bool gradebook_comment(sqlite3 *db, const char *who, const char *text)
{
    long long student = find_student(db, who);
    if (!student)
        return false;
    char id[32];
    snprintf(id, sizeof id, "%lld", student);
    return GRADEBOOK_RUN(
        db,
        "INSERT INTO comment(student, text, made_at) VALUES(CAST(?1 AS INTEGER), ?2,"
        " datetime('now'))",
        id, text);
}
