#include "actions.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "class/export/export.h"

bool action_is_in_course(const struct options *o)
{
    char *ini = text_format("%s/course.ini", o->course);
    bool there = access(ini, F_OK) == 0,
         needs_week = o->submissions || o->points || o->text || o->csv || o->results;
    if (!there)
        fprintf(stderr, "class: there is no %s; make course COURSE=%s makes one\n", ini, o->course);
    else if (needs_week && !o->week)
        fputs("class: WEEK= is missing: a week of course.ini, such as 1\n", stderr);
    free(ini);
    return there && (o->week || !needs_week);
}

char *action_choose_chapters(sqlite3 *db, const struct options *o)
{
    if (!o->course)
        return text_need(strdup(""));
    char *chapters = course_chapters(db, o->week);
    setenv("SB_CHAPTERS", chapters, 1);
    return chapters;
}

enum intake_rule action_attempts(sqlite3 *db, const struct options *o)
{
    sqlite3_stmt *q = gradebook_query(db, "SELECT attempts FROM week WHERE name = ?1");
    sqlite3_bind_text(q, 1, o->course ? o->week : "", -1, SQLITE_STATIC);
    const char *rule = gradebook_step(q) ? gradebook_text(q, 0) : "newest";
    enum intake_rule found = strcmp(rule, "first") == 0  ? INTAKE_FIRST
                             : strcmp(rule, "best") == 0 ? INTAKE_ALL
                                                         : INTAKE_NEWEST;
    sqlite3_finalize(q);
    return found;
}

/* Is it that person's hand-in? Somebody new is not in the gradebook yet. */
static bool is_of(sqlite3 *db, const struct submission *s, const char *who, long long person)
{
    if (strcmp(s->key, who) == 0 || strcmp(s->name, who) == 0 || strcmp(s->id, who) == 0 ||
        strcmp(s->email, who) == 0)
        return true;
    sqlite3_stmt *q = gradebook_query(db, "SELECT 1 FROM student s JOIN belongs b ON b.student ="
                                          " s.id WHERE s.key = ?1 AND b.person = ?2");
    sqlite3_bind_text(q, 1, s->key, -1, SQLITE_STATIC);
    sqlite3_bind_int64(q, 2, person);
    bool yes = gradebook_step(q);
    sqlite3_finalize(q);
    return yes;
}

bool action_keep_student(sqlite3 *db, struct intake *intake, const char *who)
{
    int fits;
    long long person = gradebook_meant(db, who, &fits);
    size_t kept = 0;
    for (size_t i = 0; i < intake->count; i++)
        if (is_of(db, &intake->items[i], who, person)) {
            struct submission one = intake->items[i];
            intake->items[i] = intake->items[kept]; /* the others are freed at the end */
            intake->items[kept++] = one;
        }
    if (kept == 0)
        fprintf(stderr, "class: STUDENT=%s has handed in nothing there\n", who);
    intake->ignored = intake->count - kept;
    intake->count = kept;
    return kept > 0;
}

/* ---- a table of adjustments ---- */
struct table {
    sqlite3 *db;
    const char *path, *week;
    bool good;
    int student, exercise, points, change, reason;
    size_t rows;
    char number[32];
};

static bool on_row(void *to, const struct text_row *row)
{
    struct table *t = to;
    if (t->rows++ == 0) {
        t->student = text_column(row, "|student|key|name|id|email|");
        t->exercise = text_column(row, "|exercise|ex|");
        t->points = text_column(row, "|points|");
        t->change = text_column(row, "|change|difference|");
        t->reason = text_column(row, "|reason|why|");
        t->good = t->student >= 0 && t->exercise >= 0 && (t->points >= 0 || t->change >= 0) &&
                  t->reason >= 0;
        if (!t->good)
            course_complain(t->path, row->line,
                            "the first line has to name the columns student,exercise,points,reason "
                            "(points sets them; change instead of it adds to them)");
        return t->good;
    }
    const char *exercise = text_field(row, t->exercise), *points = text_field(row, t->points),
               *change = text_field(row, t->change);
    if (*points && *change) {
        t->good = course_complain(t->path, row->line,
                                  "points and change exclude each other; no "
                                  "line of the table counts");
        return true;
    }
    struct adjustment a = {.who = text_field(row, t->student),
                           .week = t->week,
                           .exercise = strcmp(exercise, "total") == 0 ? NULL : exercise,
                           .points = *change ? change : points,
                           .change = *change != '\0',
                           .reason = text_field(row, t->reason),
                           .table = t->number};
    if (!gradebook_adjust(t->db, &a))
        t->good = course_complain(t->path, row->line, "see above; no line of the table counts");
    return true;
}

static bool adjust_all(sqlite3 *db, const char *path, const char *week)
{
    struct table t = {.db = db, .path = path, .week = week, .good = true};
    sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    snprintf(t.number, sizeof t.number, "%lld",
             1 + gradebook_count(db, "SELECT coalesce(max(csv), 0) FROM adjustment"));
    t.good = course_read_csv(path, on_row, &t) && t.good;
    sqlite3_exec(db, t.good ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL);
    return t.good;
}

int action_by_hand(const char *action, sqlite3 *db, const struct options *o)
{
    const char *week = o->week ? o->week : "";
    if (o->course && !o->week && (strcmp(action, "undo") == 0 || strcmp(action, "undo-csv") == 0)) {
        fputs("class: WEEK= is missing: a week of course.ini, such as 1\n", stderr);
        return 1;
    }
    bool total = o->exercise && strcmp(o->exercise, "total") == 0;
    struct adjustment a = {.who = o->student,
                           .week = week,
                           .exercise = total ? NULL : o->exercise,
                           .points = o->points,
                           .reason = o->reason};
    bool good = strcmp(action, "adjust") == 0       ? gradebook_adjust(db, &a)
                : strcmp(action, "adjust-csv") == 0 ? adjust_all(db, o->csv, week)
                : strcmp(action, "take-in") == 0    ? gradebook_take_in(db, o->results, week) &&
                                                       (!o->course || gradebook_match_people(db))
                : strcmp(action, "undo-csv") == 0 ? gradebook_undo_table(db, week)
                : strcmp(action, "undo") == 0     ? gradebook_undo(db, o->student, week)
                : strcmp(action, "comment") == 0
                    ? gradebook_comment(db, o->student, week, o->place, o->text)
                : strncmp(action, "undo-", 5) == 0
                    ? gradebook_take_back(db, action + 5, o->student)
                    : gradebook_decide(db, action, o->student, o->with, o->reason);
    return good ? 0 : 1;
}

/* Writes one week's files, to weeks/NAME. */
static bool export_week(sqlite3 *db, const char *out, const char *week)
{
    char *folder = text_format("%s/weeks/%s", out, week);
    bool good = file_make_folders(folder) && export_all(db, week, folder, false) &&
                export_feedback_zips(db, folder) && export_mail(db, folder);
    free(folder);
    return good;
}

/* All weeks that somebody has handed in. */
static bool export_weeks(sqlite3 *db, const char *out)
{
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT coalesce(group_concat(name, char(10)), '') FROM (SELECT name FROM week w"
            " WHERE EXISTS (SELECT 1 FROM hand_in h WHERE h.week = w.name AND h.current IS NOT"
            " NULL) ORDER BY position)");
    char *weeks = text_need(strdup(gradebook_step(q) ? gradebook_text(q, 0) : "")), *rest = NULL;
    bool good = true;
    sqlite3_finalize(q); /* before tables are made */
    for (char *w = strtok_r(weeks, "\n", &rest); w && good; w = strtok_r(NULL, "\n", &rest))
        good = export_week(db, out, w);
    free(weeks);
    return good;
}

int action_export_anonymous(sqlite3 *db, const struct options *o)
{
    char *folder = o->course ? text_format("%s/weeks/%s/anonymous", o->out, o->week)
                             : text_format("%s/anonymous", o->out);
    bool good = file_make_folders(folder) && export_all(db, o->course ? o->week : "", folder, true);
    if (good)
        printf("Without names: %s/class.html, %s/grades.csv, %s/feedback/\n", folder, folder,
               folder);
    free(folder);
    return good ? 0 : 2;
}

int action_export(sqlite3 *db, const struct options *o)
{
    char *folder = o->course && o->week ? text_format("%s/weeks/%s", o->out, o->week)
                                        : text_need(strdup(o->out));
    bool good = !o->course ? export_all(db, "", o->out, false) &&
                                 export_feedback_zips(db, o->out) && export_mail(db, o->out)
                : o->week ? export_week(db, o->out, o->week)
                          : export_weeks(db, o->out);
    good = good && (!o->course || export_course(db, o->out));
    if (good && (!o->course || o->week))
        printf("Grades: %s/grades.csv, the class: %s/class.html, feedback: %s/feedback/\n", folder,
               folder, folder);
    if (good && o->course)
        printf("The course: %s/course.csv\n", o->out);
    free(folder);
    return good ? 0 : 2;
}
