/* What people add to the judge's results: adjustments and comments. */
#include "database.h"

#include <stdlib.h>
#include <string.h>

#include "report/course.h"

/* The student's key, id, name or e-mail, whichever fits one student; 0 and a line when none does. */
static long long find_student(sqlite3 *db, const char *who)
{
    sqlite3_stmt *q = gradebook_query(db, "SELECT id, name FROM student WHERE ?1 IN (key, lms_id, name, email)");
    sqlite3_bind_text(q, 1, who, -1, SQLITE_STATIC);
    long long id = gradebook_step(q) ? sqlite3_column_int64(q, 0) : 0;
    bool more = id && gradebook_step(q);
    sqlite3_finalize(q);
    if (id && !more)
        return id;
    fprintf(stderr, more ? "class: STUDENT=%s fits several students; give the key of one (first column of "
                           "grades.csv)\n"
                         : "class: STUDENT=%s is not in the gradebook; grades.csv lists who is\n", who);
    return 0;
}

bool gradebook_adjust(sqlite3 *db, const char *who, const char *exercise, const char *points,
                      const char *reason)
{
    struct course course = {0};
    course_read(&course, "grader/points.ini");
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
        fprintf(stderr, "class: POINTS=%s is no number; 3 sets the points, +1 and -1 change them\n", points);
        return false;
    }
    if (!reason[strspn(reason, " ")]) {
        fputs("class: an adjustment needs a REASON=, which the student reads\n", stderr);
        return false;
    }
    char id[32];
    snprintf(id, sizeof id, "%lld", student);
    return GRADEBOOK_RUN(db, "INSERT INTO adjustment(student, exercise, mode, points, reason, made_at)"
                   " VALUES(CAST(?1 AS INTEGER), ?2, ?3, CAST(?4 AS REAL), ?5, datetime('now'))", id,
               exercise, strchr("+-", points[0]) ? "add" : "set", points, reason);
}

bool gradebook_comment(sqlite3 *db, const char *who, const char *text)
{
    long long student = find_student(db, who);
    if (!student)
        return false;
    char id[32];
    snprintf(id, sizeof id, "%lld", student);
    return GRADEBOOK_RUN(db, "INSERT INTO comment(student, text, made_at) VALUES(CAST(?1 AS INTEGER), ?2,"
                   " datetime('now'))", id, text);
}
