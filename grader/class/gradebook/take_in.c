/* Takes the results of another gradebook in: of a part of the class that was graded elsewhere. */
#include "database.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A judgement is known by its student, work and measure, so it is taken once however often it is
 * met; what belongs to it has its number for a key. */
static const char *const statements[] = {
    "INSERT OR IGNORE INTO main.student(key, name, lms_id, email, layout)"
    " SELECT key, name, lms_id, email, layout FROM other.student"
    " WHERE id IN (SELECT student FROM other.judgement)",
    "INSERT OR IGNORE INTO main.judgement(student, submission_hash, tests_hash, points_hash, level,"
    " again, status, points, of, seconds, judged_at, report) SELECT m.id, j.submission_hash,"
    " j.tests_hash, j.points_hash, j.level, j.again, j.status, j.points, j.of, j.seconds,"
    " j.judged_at, j.report FROM other.judgement j JOIN other.student s ON s.id = j.student"
    " JOIN main.student m ON m.key = s.key WHERE j.status <> 'failed' ORDER BY j.id",
    "DROP TABLE IF EXISTS temp.moved",
    "CREATE TEMP TABLE moved AS SELECT j.id AS old, n.id AS new FROM other.judgement j"
    " JOIN other.student s ON s.id = j.student JOIN main.student m ON m.key = s.key"
    " JOIN main.judgement n ON n.student = m.id AND n.submission_hash = j.submission_hash"
    "  AND n.tests_hash = j.tests_hash AND n.points_hash = j.points_hash AND n.level = j.level"
    "  AND n.again = j.again",
    "INSERT OR IGNORE INTO main.exercise SELECT v.new, e.exercise, e.number, e.points, e.of,"
    " e.state, e.mistake, e.sentence FROM other.exercise e JOIN temp.moved v ON v.old ="
    " e.judgement",
    "INSERT OR IGNORE INTO main.property SELECT v.new, p.exercise, p.property, p.outcome, p.points,"
    " p.of FROM other.property p JOIN temp.moved v ON v.old = p.judgement",
    "INSERT OR IGNORE INTO main.print SELECT v.new, p.chapter, p.print FROM other.print p"
    " JOIN temp.moved v ON v.old = p.judgement",
    "INSERT OR IGNORE INTO main.source SELECT v.new, s.chapter, s.text FROM other.source s"
    " JOIN temp.moved v ON v.old = s.judgement",
    "INSERT INTO main.attempt SELECT m.id, (SELECT week FROM temp.into_week), t.work, v.new, "
    "t.late,"
    " t.handed_at, t.notes, t.files, t.seen FROM other.attempt t JOIN other.student s"
    " ON s.id = t.student JOIN main.student m ON m.key = s.key JOIN temp.moved v ON v.old ="
    " t.current WHERE t.week IN ('', (SELECT week FROM temp.into_week))"
    " ON CONFLICT(student, week, work) DO UPDATE SET current = excluded.current"
    " WHERE excluded.current > attempt.current",
    "INSERT INTO main.hand_in SELECT m.id, (SELECT week FROM temp.into_week), v.new, h.late,"
    " h.handed_at, h.notes, h.files FROM other.hand_in h JOIN other.student s ON s.id = h.student"
    " JOIN main.student m ON m.key = s.key JOIN temp.moved v ON v.old = h.current"
    " WHERE h.week IN ('', (SELECT week FROM temp.into_week))"
    " ON CONFLICT(student, week) DO UPDATE SET current = excluded.current, late = excluded.late,"
    " handed_at = excluded.handed_at, notes = excluded.notes, files = excluded.files"
    " WHERE excluded.handed_at > hand_in.handed_at OR (excluded.handed_at = hand_in.handed_at"
    "  AND excluded.current > coalesce(hand_in.current, 0))",
};

static bool take_all(sqlite3 *db, const char *week)
{
    bool good = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_exec(db,
                             "DROP TABLE IF EXISTS temp.into_week;"
                             "CREATE TEMP TABLE into_week(week TEXT)",
                             NULL, NULL, NULL) == SQLITE_OK &&
                GRADEBOOK_RUN(db, "INSERT INTO temp.into_week VALUES(?1)", week);
    for (size_t i = 0; i < sizeof statements / sizeof *statements && good; i++)
        good = sqlite3_exec(db, statements[i], NULL, NULL, NULL) == SQLITE_OK;
    if (!good)
        gradebook_complain(db, "taking results in");
    return sqlite3_exec(db, good ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL) == SQLITE_OK && good;
}

bool gradebook_take_in(sqlite3 *db, const char *folder, const char *week)
{
    char *path = text_format("%s/gradebook.sqlite", folder);
    bool good = access(path, R_OK) == 0;
    if (!good)
        fprintf(stderr, "class: there is no %s; RESULTS= is a folder that make grade has filled\n",
                path);
    sqlite3 *other = good ? gradebook_open(path) : NULL; /* an older one is brought up to date */
    good = other != NULL;
    sqlite3_close(other);
    long long before = gradebook_count(db, "SELECT count(*) FROM judgement");
    good = good && GRADEBOOK_RUN(db, "ATTACH ?1 AS other", path);
    if (good) {
        good = take_all(db, week);
        sqlite3_exec(db, "DETACH other", NULL, NULL, NULL);
    }
    if (good)
        printf("%lld new results from %s\n",
               gradebook_count(db, "SELECT count(*) FROM judgement") - before, folder);
    free(path);
    return good;
}
