/* Which names are which person.
 *
 * Platforms call one student by different names and numbers. A row of student that is not on the
 * roster is assigned to the roster entry with the same e-mail address, number, login or, if unique,
 * name; or to all members of the group with that name. Manual decisions come last and win. All of
 * this is recomputed from the roster and the decisions each time, so the order of commands does not
 * matter. */
#include "database.h"

#include <stdlib.h>
#include <string.h>

static bool run(sqlite3 *db, const char *sql)
{
    bool good = sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
    if (!good)
        gradebook_complain(db, sql);
    return good;
}

/* The persons with that identity; a group has several. */
static size_t look_up(sqlite3 *db, const char *kind, const char *value, long long *persons,
                      size_t most)
{
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT DISTINCT i.student FROM identity i JOIN student s ON s.id = i.student"
            " WHERE i.kind = ?1 AND i.value = ?2 AND s.on_roster ORDER BY 1");
    size_t n = 0;
    sqlite3_bind_text(q, 1, kind, -1, SQLITE_STATIC);
    sqlite3_bind_text(q, 2, value, -1, SQLITE_STATIC);
    while (*value && n < most && gradebook_step(q))
        persons[n++] = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    return n;
}

static long long only(sqlite3 *db, const char *kind, const char *text)
{
    long long persons[2];
    char *value = text_fold(text);
    size_t n = look_up(db, kind, value, persons, 2);
    free(value);
    return n == 1 ? persons[0] : 0;
}

/* By name: in any order of its words, and as Canvas writes it, "doejane". */
static long long by_name(sqlite3 *db, const char *name)
{
    char *sorted = text_fold_sorted(name);
    long long person = only(db, "name", sorted);
    free(sorted);
    return person ? person : only(db, "squeezed", name);
}

static void put(sqlite3 *db, long long student, long long person)
{
    char *sql = text_format("INSERT OR IGNORE INTO belongs VALUES(%lld, %lld)", student, person);
    run(db, sql);
    free(sql);
}

/* Assigns one row to its entry on the roster. */
static void match(sqlite3 *db, long long student, const char *key, const char *name, const char *id,
                  const char *email)
{
    long long persons[64], person = only(db, "email", email);
    static const char *const kinds[] = {"id", "login"};
    for (size_t i = 0; i < 2 && !person; i++)
        person = only(db, kinds[i], id);
    for (size_t i = 0; i < 2 && !person; i++)
        person = only(db, kinds[i], key);
    if (!person)
        person = by_name(db, name);
    const char *dash = strchr(name, '-'); /* Moodle writes the group before the name */
    for (; !person && dash; dash = strchr(dash + 1, '-'))
        person = by_name(db, dash + 1);
    if (person) {
        put(db, student, person);
        return;
    }
    char *group = text_fold(name);
    size_t n = look_up(db, "group", group, persons, 64);
    for (size_t i = 0; i < n; i++)
        put(db, student, persons[i]);
    free(group);
    if (n == 0)
        put(db, student, student);
}

static long long row_of(sqlite3 *db, const char *key)
{
    sqlite3_stmt *q = gradebook_query(db, "SELECT id FROM student WHERE key = ?1");
    sqlite3_bind_text(q, 1, key, -1, SQLITE_STATIC);
    long long id = gradebook_step(q) ? sqlite3_column_int64(q, 0) : 0;
    sqlite3_finalize(q);
    return id;
}

static void apply(sqlite3 *db, const char *kind, long long student, const char *other)
{
    long long second = strcmp(kind, "merge") == 0 ? row_of(db, other) : 0;
    char id[32];
    snprintf(id, sizeof id, "%lld", student);
    if (strcmp(kind, "withdraw") == 0)
        GRADEBOOK_RUN(db, "UPDATE student SET withdrawn = 1 WHERE id = CAST(?1 AS INTEGER)", id);
    else if (strcmp(kind, "rename") == 0)
        GRADEBOOK_RUN(db, "UPDATE student SET renamed = ?2 WHERE id = CAST(?1 AS INTEGER)", id,
                      other);
    else if (strcmp(kind, "split") == 0) {
        GRADEBOOK_RUN(db, "DELETE FROM belongs WHERE student = CAST(?1 AS INTEGER)", id);
        put(db, student, student);
    } else if (second) { /* whatever belonged to the other now belongs to the student */
        char *sql = text_format("INSERT OR IGNORE INTO belongs SELECT student, %lld FROM belongs"
                                " WHERE person = %lld; DELETE FROM belongs WHERE person = %lld;",
                                student, second, second);
        run(db, sql);
        free(sql);
    }
}

bool gradebook_match_people(sqlite3 *db)
{
    bool good = run(db, "DELETE FROM belongs; UPDATE student SET withdrawn = 0, renamed = NULL;"
                        "INSERT INTO belongs SELECT id, id FROM student WHERE on_roster");
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT id, key, name, lms_id, email FROM student WHERE NOT on_roster ORDER BY id");
    while (good && gradebook_step(q))
        match(db, sqlite3_column_int64(q, 0), gradebook_text(q, 1), gradebook_text(q, 2),
              gradebook_text(q, 3), gradebook_text(q, 4));
    sqlite3_finalize(q);
    q = gradebook_query(db, "SELECT d.kind, s.id, d.other FROM decision d JOIN student s"
                            " ON s.key = d.student WHERE d.undone_at IS NULL ORDER BY d.id");
    while (good && gradebook_step(q))
        apply(db, gradebook_text(q, 0), sqlite3_column_int64(q, 1), gradebook_text(q, 2));
    sqlite3_finalize(q);
    return good;
}

static char *key_of(sqlite3 *db, long long id)
{
    sqlite3_stmt *q = gradebook_query(db, "SELECT key FROM student WHERE id = ?1");
    sqlite3_bind_int64(q, 1, id);
    char *key = text_need(strdup(gradebook_step(q) ? gradebook_text(q, 0) : ""));
    sqlite3_finalize(q);
    return key;
}

bool gradebook_decide(sqlite3 *db, const char *kind, const char *who, const char *text,
                      const char *reason)
{
    bool merge = strcmp(kind, "merge") == 0, split = strcmp(kind, "split") == 0;
    long long student = split ? row_of(db, who) : gradebook_find(db, who),
              other = merge ? gradebook_find(db, text) : 0;
    if (split && !student)
        fprintf(stderr, "class: STUDENT=%s is not a key in the gradebook; class.html lists them\n",
                who);
    if (!student || (merge && !other))
        return false;
    if (student == other) {
        fprintf(stderr, "class: %s and %s are one student already\n", who, text);
        return false;
    }
    if (!reason[strspn(reason, " ")]) {
        fprintf(stderr, "class: to %s a student needs a REASON=, which the gradebook keeps\n",
                kind);
        return false;
    }
    char *key = key_of(db, student), *second = merge ? key_of(db, other) : NULL;
    bool good = GRADEBOOK_RUN(db,
                              "INSERT INTO decision(kind, student, other, reason, made_at)"
                              " VALUES(?1, ?2, ?3, ?4, datetime('now'))",
                              kind, key,
                              merge  ? second
                              : text ? text
                                     : "",
                              reason) &&
                gradebook_match_people(db);
    free(key);
    free(second);
    return good;
}

bool gradebook_take_back(sqlite3 *db, const char *kind, const char *who)
{
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT max(d.id) FROM decision d JOIN student s ON s.key = d.student"
            " WHERE d.kind = ?1 AND d.undone_at IS NULL AND (?2 IN (s.key, s.name, s.email,"
            " s.lms_id) OR d.other = ?2)");
    sqlite3_bind_text(q, 1, kind, -1, SQLITE_STATIC);
    sqlite3_bind_text(q, 2, who, -1, SQLITE_STATIC);
    long long id = gradebook_step(q) ? sqlite3_column_int64(q, 0) : 0;
    sqlite3_finalize(q);
    if (!id) {
        fprintf(stderr, "class: there is no %s of %s to undo\n", kind, who);
        return false;
    }
    char *sql = text_format("UPDATE decision SET undone_at = datetime('now') WHERE id = %lld", id);
    bool good = run(db, sql) && gradebook_match_people(db);
    free(sql);
    return good;
}
