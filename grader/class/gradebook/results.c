/* Judgements: look one up, or add one in a single transaction. */
#include "database.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/course.h"

char *gradebook_notes(const struct notes *notes)
{
    char *text = text_need(strdup(""));
    for (size_t i = 0; i < notes->count; i++) {
        char *longer = text_format("%s%s%s", text, i ? "\n" : "", notes->text[i]);
        free(text);
        text = longer;
    }
    return text;
}

/* The names of the files, as the platform gave them, a line each. */
static char *file_names(const struct submission *s)
{
    char *names = text_need(strdup(""));
    for (size_t i = 0; i < s->count; i++) {
        const char *slash = strrchr(s->paths[i], '/');
        char *line = text_one_line(slash ? slash + 1 : s->paths[i]),
             *longer = text_format("%s%s%s", names, i ? "\n" : "", line);
        free(line);
        free(names);
        names = longer;
    }
    return names;
}

/* The student's row. Who is on the roster is called as it says. */
static bool keep_student(sqlite3 *db, const struct submission *s)
{
    return GRADEBOOK_RUN(
        db,
        "INSERT INTO student(key, name, lms_id, email, layout) VALUES(?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT(key) DO UPDATE SET name = iif(on_roster, name, ?2),"
        " lms_id = iif(on_roster, lms_id, ?3), email = iif(on_roster, email, ?4), layout = ?5",
        s->key, s->name, s->id, s->email, s->layout);
}

/* Unless the newest counts, work that comes again later came when it came first. */
#define IN_TIME_BEFORE                                                                     \
    "handed_at > 0 AND CAST(?6 AS INTEGER) NOT BETWEEN 1 AND handed_at AND EXISTS (SELECT" \
    " 1 FROM week WHERE name = ?2 AND attempts <> 'newest')"

/* The rows of the hand-in, which a judgement belongs to from now on. */
static bool keep_hand_in(sqlite3 *db, const struct submission *s, const struct work *work,
                         const char *week, const char *judgement)
{
    struct notes told =
        work->notes; /* a week has few chapters: its exercises say what is missing */
    if (*week && told.count > 0 && strncmp(told.text[told.count - 1], "Not there: ", 11) == 0)
        told.count--;
    char *notes = gradebook_notes(&told), *files = file_names(s), time[32];
    const char *late = s->late ? "1" : "0";
    snprintf(time, sizeof time, "%lld", s->time ? s->time : work->committed);
    bool good =
        GRADEBOOK_RUN(
            db,
            "INSERT INTO attempt SELECT s.id, ?2, ?3, CAST(?4 AS INTEGER), CAST(?5 AS INTEGER),"
            " CAST(?6 AS INTEGER), ?7, ?8, (SELECT count(*) FROM attempt t WHERE t.student = s.id"
            "  AND t.week = ?2) FROM student s WHERE s.key = ?1 ON CONFLICT(student, week, work)"
            " DO UPDATE SET current = CAST(?4 AS INTEGER), notes = ?7, files = ?8,"
            " late = iif(" IN_TIME_BEFORE ", late, CAST(?5 AS INTEGER)),"
            " handed_at = iif(" IN_TIME_BEFORE ", handed_at, CAST(?6 AS INTEGER))",
            s->key, week, work->hash, judgement, late, time, notes, files) &&
        (s->earlier ||
         GRADEBOOK_RUN(
             db,
             "INSERT INTO hand_in(student, week, current, late, handed_at, notes, files)"
             " VALUES((SELECT id FROM student WHERE key = ?1), ?2, CAST(?3 AS INTEGER),"
             " CAST(?4 AS INTEGER), CAST(?5 AS INTEGER), ?6, ?7) ON CONFLICT(student, week) DO"
             " UPDATE SET current = CAST(?3 AS INTEGER), late = CAST(?4 AS INTEGER),"
             " handed_at = CAST(?5 AS INTEGER), notes = ?6, files = ?7",
             s->key, week, judgement, late, time, notes, files));
    free(notes);
    free(files);
    return good;
}

/* What the student is told about a judgement without a report. */
static void note_outcome(struct work *work, const struct judgement *j)
{
    if (strcmp(j->status, "too long") == 0)
        notes_add(&work->notes,
                  "Judging took longer than %.0f seconds and was ended; that is not a score. The "
                  "instructor looks at it.",
                  floor(j->seconds));
    if (strcmp(j->status, "failed") == 0)
        notes_add(&work->notes,
                  "The judge failed on this submission; that is not the student's fault. "
                  "The next run tries again.");
}

bool gradebook_has(sqlite3 *db, const struct submission *s, struct work *work,
                   const struct measure *m, struct judgement *found)
{
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT j.id, j.points, j.of, j.seconds, j.status FROM judgement j"
            " JOIN student s ON s.id = j.student WHERE s.key = ?1"
            " AND j.submission_hash = ?2 AND j.tests_hash = ?3"
            " AND j.points_hash = ?4 AND j.level = ?5"
            " AND j.status <> 'failed' AND (?6 = 0 OR j.again = ?6)"
            " ORDER BY j.id DESC LIMIT 1");
    const char *const texts[] = {s->key, work->hash, m->tests, m->points, m->level};
    for (int i = 0; i < 5; i++)
        sqlite3_bind_text(q, i + 1, texts[i], -1, SQLITE_STATIC);
    sqlite3_bind_int64(q, 6, m->again);
    bool there = gradebook_step(q);
    if (there) {
        char *id = text_format("%lld", (long long)sqlite3_column_int64(q, 0));
        const char *status = strcmp(gradebook_text(q, 4), "too long") == 0 ? "too long" : "judged";
        *found = (struct judgement){.status = status,
                                    .points = sqlite3_column_int(q, 1),
                                    .of = sqlite3_column_int(q, 2),
                                    .seconds = sqlite3_column_double(q, 3)};
        sqlite3_reset(q);
        note_outcome(work, found);
        sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
        there = keep_student(db, s) && keep_hand_in(db, s, work, m->week, id);
        sqlite3_exec(db, there ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL);
        free(id);
    }
    sqlite3_finalize(q);
    return there;
}

static const char *string(const cJSON *o, const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItem(o, key));
}

static int number(const cJSON *o, const char *key)
{
    const cJSON *n = cJSON_GetObjectItem(o, key);
    return cJSON_IsNumber(n) ? n->valueint : 0;
}

static bool add_property(sqlite3 *db, const char *id, const char *exercise, const cJSON *p)
{
    char points[16], of[16];
    snprintf(points, sizeof points, "%d", number(p, "points"));
    snprintf(of, sizeof of, "%d", number(p, "of"));
    return GRADEBOOK_RUN(db,
                         "INSERT INTO property VALUES(CAST(?1 AS INTEGER), ?2, ?3, ?4,"
                         " CAST(?5 AS INTEGER), CAST(?6 AS INTEGER))",
                         id, exercise, string(p, "property"), string(p, "outcome"), points, of);
}

/* The rows of one exercise; e is NULL where the judge said nothing about it. */
static bool add_exercise(sqlite3 *db, const char *id, const struct exercise *x, const cJSON *e)
{
    char points[16], of[16];
    snprintf(points, sizeof points, "%d", number(e, "points"));
    snprintf(of, sizeof of, "%d", x->of);
    bool good = GRADEBOOK_RUN(
        db,
        "INSERT INTO exercise VALUES(CAST(?1 AS INTEGER), ?2, ?3, CAST(?4 AS INTEGER),"
        " CAST(?5 AS INTEGER), ?6, ?7, ?8)",
        id, x->name, x->number, points, of, e ? string(e, "state") : "no result",
        string(e, "mistake"), string(e, "sentence"));
    const cJSON *p;
    cJSON_ArrayForEach(p, cJSON_GetObjectItem(e, "properties"))
        good = good && add_property(db, id, x->name, p);
    return good;
}

static const cJSON *find_exercise(const cJSON *report, const char *name)
{
    const cJSON *e;
    cJSON_ArrayForEach(e,
                       cJSON_GetObjectItem(report, "exercises")) if (string(e, "exercise") &&
                                                                     strcmp(string(e, "exercise"),
                                                                            name) == 0) return e;
    return NULL;
}

static bool add_prints(sqlite3 *db, long long id, const struct work *work)
{
    sqlite3_stmt *q = gradebook_query(db, "INSERT INTO print VALUES(?1, ?2, ?3)");
    bool good = true;
    for (int r = 0; r < INTAKE_CHAPTER_LIMIT && good; r++) {
        unsigned long long *prints = NULL;
        size_t n = work->chapters[r].text ? gradebook_fingerprints(work->chapters[r].text, &prints)
                                          : 0;
        for (size_t i = 0; i < n && good; i++) {
            sqlite3_bind_int64(q, 1, id);
            sqlite3_bind_int(q, 2, r);
            sqlite3_bind_int64(q, 3, (long long)prints[i]);
            good = sqlite3_step(q) == SQLITE_DONE;
            sqlite3_reset(q);
        }
        free(prints);
    }
    sqlite3_finalize(q);
    return good;
}

/* The texts that were judged, except for untouched skeletons. */
static bool add_sources(sqlite3 *db, const char *judgement, const struct work *work)
{
    size_t chapters;
    const struct intake_chapter *chapter = intake_chapters(&chapters);
    bool good = true;
    for (size_t r = 0; r < chapters && good; r++) {
        const char *text = work->chapters[r].text;
        if (text && (!chapter[r].skeleton || strcmp(text, chapter[r].skeleton) != 0))
            good = GRADEBOOK_RUN(db, "INSERT INTO source VALUES(CAST(?1 AS INTEGER), ?2, ?3)",
                                 judgement, chapter[r].directory, text);
    }
    return good;
}

/* Exercises outside the chosen chapters (CH=) do not count; without a report all do. */
static bool counts(const cJSON *report, const struct exercise *e)
{
    return !report || find_exercise(report, e->name);
}

static bool add_judgement(sqlite3 *db, const struct submission *s, const struct work *work,
                          const struct measure *m, struct judgement *j, const cJSON *report)
{
    static struct course course;
    if (!course.exercises)
        course_read(&course, "chapters");
    j->points = 0, j->of = 0;
    for (size_t i = 0; i < course.exercise_count; i++) {
        if (!counts(report, &course.exercises[i]))
            continue;
        j->points += number(find_exercise(report, course.exercises[i].name), "points");
        j->of += course.exercises[i].of;
    }
    char points[16], of[16], again[32], seconds[32];
    snprintf(points, sizeof points, "%d", j->points);
    snprintf(of, sizeof of, "%d", j->of);
    snprintf(again, sizeof again, "%lld", m->again);
    snprintf(seconds, sizeof seconds, "%.3f", j->seconds);
    /* If the judge failed, it may try again; the new judgement replaces the failed one. */
    bool good =
        GRADEBOOK_RUN(db,
                      "UPDATE judgement SET status = 'failed', again = -id WHERE status = 'failed'"
                      " AND student = (SELECT id FROM student WHERE key = ?1)",
                      s->key) &&
        GRADEBOOK_RUN(
            db,
            "INSERT INTO judgement(student, submission_hash, tests_hash, points_hash, level,"
            " again, status, points, of, seconds, judged_at, report)"
            " VALUES((SELECT id FROM student WHERE key = ?1), ?2, ?3, ?4, ?5,"
            " CAST(?6 AS INTEGER), ?7, CAST(?8 AS INTEGER), CAST(?9 AS INTEGER),"
            " CAST(?10 AS REAL), datetime('now'), ?11)",
            s->key, work->hash, m->tests, m->points, m->level, again, j->status, points, of,
            seconds, j->report);
    char id[32];
    long long row = sqlite3_last_insert_rowid(db);
    snprintf(id, sizeof id, "%lld", row);
    for (size_t i = 0; i < course.exercise_count && good; i++)
        good = !counts(report, &course.exercises[i]) ||
               add_exercise(db, id, &course.exercises[i],
                            find_exercise(report, course.exercises[i].name));
    return good && add_prints(db, row, work) && add_sources(db, id, work) &&
           keep_hand_in(db, s, work, m->week, id);
}

bool gradebook_record(sqlite3 *db, const struct submission *s, struct work *work,
                      const struct measure *m, struct judgement *j)
{
    cJSON *report = j->report ? cJSON_Parse(j->report) : NULL;
    if (!report) {
        j->report = NULL;
        j->status = strcmp(j->status, "judged") == 0 ? "failed" : j->status;
    }
    note_outcome(work, j);
    bool good = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK &&
                keep_student(db, s) && add_judgement(db, s, work, m, j, report);
    if (!good)
        gradebook_complain(db, s->key);
    good = sqlite3_exec(db, good ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL) == SQLITE_OK && good;
    cJSON_Delete(report);
    return good;
}

long long gradebook_regrade(sqlite3 *db)
{
    long long open = gradebook_count(db, "SELECT max(id) FROM regrade WHERE done_at IS NULL");
    if (open)
        return open;
    sqlite3_exec(db, "INSERT INTO regrade(begun_at) VALUES(datetime('now'))", NULL, NULL, NULL);
    return sqlite3_last_insert_rowid(db);
}

void gradebook_regrade_done(sqlite3 *db, long long number_)
{
    char id[32];
    snprintf(id, sizeof id, "%lld", number_);
    GRADEBOOK_RUN(db, "UPDATE regrade SET done_at = datetime('now') WHERE id = CAST(?1 AS INTEGER)",
                  id);
}
