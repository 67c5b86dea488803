/* What people add to the judge's results: adjustments and comments, each of which can be undone. */
#include "database.h"

#include <stdlib.h>
#include <string.h>

#include "report/course.h"

/* Looks up by key first, then by id or e-mail, then by name, because a name may be anything, even
 * another student's e-mail. *others: somebody else is a weaker match. */
static long long meant(sqlite3 *db, const char *who, int *fits, bool *others)
{
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT b.person, min(iif(s.key = ?1, 0, iif(?1 IN (s.lms_id, s.email), 1, 2)))"
            " AS rank FROM student s JOIN belongs b ON b.student = s.id"
            " WHERE ?1 IN (s.key, s.lms_id, s.name, s.renamed, s.email)"
            "  OR s.id = (SELECT student FROM pseudonym WHERE name = ?1)"
            " GROUP BY b.person ORDER BY rank");
    sqlite3_bind_text(q, 1, who, -1, SQLITE_STATIC);
    long long id = *who && gradebook_step(q) ? sqlite3_column_int64(q, 0) : 0;
    int rank = id ? sqlite3_column_int(q, 1) : 0;
    *others = id && gradebook_step(q);
    *fits = !id ? 0 : *others && sqlite3_column_int(q, 1) == rank ? 2 : 1;
    sqlite3_finalize(q);
    return *fits == 1 ? id : 0;
}

long long gradebook_meant(sqlite3 *db, const char *who, int *fits)
{
    bool others;
    return meant(db, who, fits, &others);
}

long long gradebook_find(sqlite3 *db, const char *who)
{
    int fits;
    bool others;
    long long id = meant(db, who, &fits, &others);
    if (fits == 0)
        fprintf(stderr, "class: STUDENT=%s is not in the gradebook; grades.csv lists who is\n",
                who);
    else if (fits > 1)
        fprintf(stderr,
                "class: STUDENT=%s fits several students; give the key of one (first column of "
                "grades.csv)\n",
                who);
    else if (others) {
        sqlite3_stmt *q = gradebook_query(db, "SELECT name FROM student WHERE id = ?1");
        sqlite3_bind_int64(q, 1, id);
        fprintf(stderr, "class: STUDENT=%s is %s; it is the name or number of somebody else, too\n",
                who, gradebook_step(q) ? gradebook_text(q, 0) : "");
        sqlite3_finalize(q);
    }
    return id;
}

/* The maximum points of the exercise, or of the whole week; -1 if the exercise is not part of the
 * week. */
static double points_there_are(sqlite3 *db, long long student, const struct adjustment *a)
{
    sqlite3_stmt *q = gradebook_query(db, a->exercise ? "SELECT of FROM grade WHERE student = ?1"
                                                        " AND week = ?2 AND exercise = ?3"
                                                      : "SELECT of FROM total WHERE student = ?1"
                                                        " AND week = ?2");
    sqlite3_bind_int64(q, 1, student);
    sqlite3_bind_text(q, 2, a->week, -1, SQLITE_STATIC);
    if (a->exercise)
        sqlite3_bind_text(q, 3, a->exercise, -1, SQLITE_STATIC);
    double of = gradebook_step(q) ? sqlite3_column_double(q, 0) : -1.0;
    sqlite3_finalize(q);
    return of;
}

static bool is_sound(sqlite3 *db, long long student, const struct adjustment *a)
{
    struct course course = {0};
    char *end;
    double value = strtod(a->points, &end);
    course_read(&course, "chapters");
    if (a->exercise && !course_exercise(&course, a->exercise)) {
        fprintf(stderr, "class: EX=%s is not an exercise; the columns of grades.csv are\n",
                a->exercise);
        return false;
    }
    if (end == a->points || *end || !(value > -1000.0 && value < 1000.0)) {
        fprintf(stderr,
                "class: POINTS=%s is not a number; 3 sets the points, +1 and -1 change them\n",
                a->points);
        return false;
    }
    double of = points_there_are(db, student, a);
    if (of < 0.0) {
        fprintf(stderr, "class: %s of %s is not graded%s%s\n",
                a->exercise ? a->exercise : "the work", a->who, *a->week ? " in week " : "",
                a->week);
        return false;
    }
    if (value > of || value < -of) {
        fprintf(stderr, "class: POINTS=%s is more than there are: %s has %g\n", a->points,
                a->exercise ? a->exercise : "all of it", of);
        return false;
    }
    if (!a->reason[strspn(a->reason, " ")]) {
        fputs("class: an adjustment needs a REASON=, which the student reads\n", stderr);
        return false;
    }
    return true;
}

/* A change that would lead beyond the points there are, or below none, ends there: that is told. */
static void tell_bounds(sqlite3 *db, long long student, const struct adjustment *a)
{
    sqlite3_stmt *q = gradebook_query(
        db, a->exercise ? "SELECT points, of FROM grade WHERE student = ?1 AND week = ?2"
                          " AND exercise = ?3"
                        : "SELECT raw, of FROM total WHERE student = ?1 AND week = ?2");
    sqlite3_bind_int64(q, 1, student);
    sqlite3_bind_text(q, 2, a->week, -1, SQLITE_STATIC);
    if (a->exercise)
        sqlite3_bind_text(q, 3, a->exercise, -1, SQLITE_STATIC);
    if (gradebook_step(q)) {
        double points = sqlite3_column_double(q, 0), of = sqlite3_column_double(q, 1),
               sum = points + strtod(a->points, NULL);
        if (sum > of || sum < 0.0)
            printf("Note: %s of %s has %g of %g; %s leads to %g and no further.\n",
                   a->exercise ? a->exercise : "the total", a->who, points, of, a->points,
                   sum > of ? of : 0.0);
    }
    sqlite3_finalize(q);
}

bool gradebook_adjust(sqlite3 *db, const struct adjustment *a)
{
    long long student = gradebook_find(db, a->who);
    if (!student || !is_sound(db, student, a))
        return false;
    char id[32];
    snprintf(id, sizeof id, "%lld", student);
    if (a->change || strchr("+-", a->points[0]))
        tell_bounds(db, student, a);
    return GRADEBOOK_RUN(
        db,
        "INSERT INTO adjustment(student, exercise, mode, points, reason, made_at, week, work, csv)"
        " VALUES(CAST(?1 AS INTEGER), ?2, ?3, CAST(?4 AS REAL), ?5, datetime('now'), ?6,"
        " coalesce((SELECT work FROM counted WHERE person = CAST(?1 AS INTEGER) AND week = ?6), "
        "''),"
        " CAST(?7 AS INTEGER))",
        id, a->exercise ? a->exercise : "", a->change || strchr("+-", a->points[0]) ? "add" : "set",
        a->points, a->reason, a->week, a->table);
}

char *gradebook_source_line(sqlite3 *db, long long student, const char *week, const char *place)
{
    const char *colon = strrchr(place, ':');
    long line = colon ? strtol(colon + 1, NULL, 10) : 0;
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT s.text FROM counted c JOIN source s ON s.judgement = c.current"
            " WHERE c.person = ?1 AND c.week = ?2 AND substr(s.chapter, 4) || '.c' = ?3");
    sqlite3_bind_int64(q, 1, student);
    sqlite3_bind_text(q, 2, week, -1, SQLITE_STATIC);
    sqlite3_bind_text(q, 3, place, colon ? (int)(colon - place) : -1, SQLITE_STATIC);
    const char *text = gradebook_step(q) && line > 0 ? gradebook_text(q, 0) : NULL;
    while (text && --line > 0) {
        text = strchr(text, '\n');
        text += text != NULL;
    }
    char *copy = text && *text ? text_need(strndup(text, strcspn(text, "\n"))) : NULL;
    sqlite3_finalize(q);
    return copy;
}

bool gradebook_comment(sqlite3 *db, const char *who, const char *week, const char *place,
                       const char *text)
{
    long long student = gradebook_find(db, who);
    char *line = student && place ? gradebook_source_line(db, student, week, place) : NULL;
    bool there = line || !place;
    free(line);
    if (student && !there)
        fprintf(stderr, "class: PLACE=%s is not a line that %s handed in; write it as omp.c:12\n",
                place, who);
    if (!student || !there)
        return false;
    char id[32];
    snprintf(id, sizeof id, "%lld", student);
    return GRADEBOOK_RUN(db,
                         "INSERT INTO comment(student, text, made_at, week, place)"
                         " VALUES(CAST(?1 AS INTEGER), ?2, datetime('now'), ?3, ?4)",
                         id, text, week, place ? place : "");
}

bool gradebook_undo(sqlite3 *db, const char *who, const char *week)
{
    long long student = gradebook_find(db, who);
    if (!student)
        return false;
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT 'adjustment', id, made_at, iif(exercise = '', 'all', exercise) || ' ' ||"
            " iif(mode = 'set', '', iif(points > 0, '+', '')) || points || ' (' || reason || ')'"
            " FROM adjustment WHERE week = ?2 AND undone_at IS NULL"
            "  AND student IN (SELECT student FROM belongs WHERE person = ?1)"
            " UNION ALL SELECT 'comment', id, made_at, text FROM comment"
            "  WHERE week = ?2 AND undone_at IS NULL"
            "  AND student IN (SELECT student FROM belongs WHERE person = ?1)"
            " ORDER BY 3 DESC, 2 DESC LIMIT 1");
    sqlite3_bind_int64(q, 1, student);
    sqlite3_bind_text(q, 2, week, -1, SQLITE_STATIC);
    bool there = gradebook_step(q);
    if (there) {
        char *sql = text_format("UPDATE %s SET undone_at = datetime('now') WHERE id = %lld",
                                gradebook_text(q, 0), (long long)sqlite3_column_int64(q, 1));
        printf("Undone: %s %s\n", gradebook_text(q, 0), gradebook_text(q, 3));
        sqlite3_finalize(q);
        there = sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
        free(sql);
        return there;
    }
    sqlite3_finalize(q);
    fprintf(stderr, "class: there is nothing by hand to undo for %s%s%s\n", who,
            *week ? " in week " : "", week);
    return false;
}

bool gradebook_undo_table(sqlite3 *db, const char *week)
{
    sqlite3_stmt *q = gradebook_query(db, "SELECT max(csv) FROM adjustment WHERE week = ?1"
                                          " AND undone_at IS NULL");
    sqlite3_bind_text(q, 1, week, -1, SQLITE_STATIC);
    char *table = text_need(strdup(gradebook_step(q) ? gradebook_text(q, 0) : ""));
    sqlite3_finalize(q);
    bool good = *table && GRADEBOOK_RUN(db,
                                        "UPDATE adjustment SET undone_at = datetime('now')"
                                        " WHERE csv = CAST(?1 AS INTEGER) AND undone_at IS NULL",
                                        table);
    if (good)
        printf("Undone: a table of %d changes\n", sqlite3_changes(db));
    else
        fprintf(stderr, "class: there is no table of changes to undo%s%s\n",
                *week ? " in week " : "", week);
    free(table);
    return good;
}

void gradebook_tell_later(sqlite3 *db, const char *week)
{
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT (SELECT count(*) FROM grade WHERE week = ?1 AND later_has_more) +"
            " (SELECT count(*) FROM total WHERE week = ?1 AND later_has_more)");
    sqlite3_bind_text(q, 1, week, -1, SQLITE_STATIC);
    int n = gradebook_step(q) ? sqlite3_column_int(q, 0) : 0;
    if (n > 0)
        printf("Note: %d time%s points were set by hand, and a later hand-in has more; class.html "
               "lists them, set_points in course.ini decides.\n",
               n, n == 1 ? "" : "s");
    sqlite3_finalize(q);
}
