/* Opens the gradebook, and queries it. */
#include "database.h"
#include "schema.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void gradebook_complain(sqlite3 *db, const char *what)
{
    fprintf(stderr, "class: the gradebook: %s: %s\n", what, sqlite3_errmsg(db));
}

static bool run_all(sqlite3 *db, const char *const *statements)
{
    bool good = true;
    for (size_t i = 0; statements[i] && good; i++)
        good = sqlite3_exec(db, statements[i], NULL, NULL, NULL) == SQLITE_OK;
    return good;
}

/* Makes the tables in one transaction, from those of an earlier version if they are there. */
static bool make_tables(sqlite3 *db)
{
    long long version = gradebook_count(db, "PRAGMA user_version");
    return sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK &&
           (version != 1 || run_all(db, gradebook_migration)) &&
           (version < 1 || version > 2 || run_all(db, gradebook_migration_3)) &&
           run_all(db, gradebook_schema) &&
           sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
}

sqlite3 *gradebook_open(const char *path)
{
    sqlite3 *db = NULL;
    /* It holds hidden inputs, so nobody else may read it or SQLite's files beside it. */
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0) {
        fchmod(fd, 0600);
        close(fd);
    }
    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_exec(db,
                     "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                     "PRAGMA foreign_keys = ON; PRAGMA cache_size = -8000;"
                     "PRAGMA busy_timeout = 10000;",
                     NULL, NULL, NULL) != SQLITE_OK ||
        gradebook_count(db, "PRAGMA user_version") > GRADEBOOK_VERSION || !make_tables(db)) {
        const char *why = !db                                ? "no memory"
                          : sqlite3_errcode(db) == SQLITE_OK ? "a later one made it"
                                                             : sqlite3_errmsg(db);
        fprintf(stderr, "class: %s is not a gradebook of this version: %s\n", path, why);
        sqlite3_close(db);
        return NULL;
    }
    return db;
}

bool gradebook_choose_week(sqlite3 *db, const char *week)
{
    /* Tables, not views, so that a page per student does not compute the whole class each time. */
    char *sql = sqlite3_mprintf(
        "DROP VIEW IF EXISTS temp.total; DROP TABLE IF EXISTS temp.week_total;"
        "DROP TABLE IF EXISTS temp.grade;"
        "CREATE TEMP TABLE week_total AS SELECT * FROM main.total WHERE week = %Q;"
        "CREATE INDEX temp.week_total_of ON week_total(student);"
        "CREATE INDEX temp.week_total_by ON week_total(judgement);"
        "CREATE TEMP TABLE grade AS SELECT * FROM main.grade WHERE week = %Q;"
        "CREATE INDEX temp.grade_of ON grade(student, exercise);"
        "CREATE TEMP VIEW total AS SELECT t.*, j.report FROM temp.week_total t"
        " LEFT JOIN main.judgement j ON j.id = t.judgement;",
        week, week);
    bool good = sqlite3_exec(db, text_need(sql), NULL, NULL, NULL) == SQLITE_OK;
    if (!good)
        gradebook_complain(db, "choosing the week");
    sqlite3_free(sql);
    return good;
}

bool gradebook_hide_names(sqlite3 *db)
{
    /* Random numbers; a student who has one keeps it. */
    bool good = sqlite3_exec(db,
                             "INSERT INTO pseudonym SELECT student, printf('student %03d',"
                             " (SELECT count(*) FROM pseudonym) + row_number() OVER (ORDER BY"
                             " random())) FROM temp.week_total WHERE student NOT IN"
                             " (SELECT student FROM pseudonym);"
                             "UPDATE temp.week_total SET (key, name) = (SELECT name, name FROM"
                             " pseudonym p WHERE p.student = week_total.student), lms_id = '',"
                             " email = '', notes = '', files = '', section = '',"
                             " layout = 'anonymous';",
                             NULL, NULL, NULL) == SQLITE_OK;
    if (!good)
        gradebook_complain(db, "hiding names");
    return good;
}

sqlite3_stmt *gradebook_query(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *q = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK) {
        gradebook_complain(db, sql);
        exit(2);
    }
    return q;
}

bool gradebook_step(sqlite3_stmt *q)
{
    int status = sqlite3_step(q);
    if (status != SQLITE_ROW && status != SQLITE_DONE) {
        gradebook_complain(sqlite3_db_handle(q), "reading");
        exit(2);
    }
    return status == SQLITE_ROW;
}

const char *gradebook_text(sqlite3_stmt *q, int column)
{
    const unsigned char *text = sqlite3_column_text(q, column);
    return text ? (const char *)text : "";
}

long long gradebook_count(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *q = gradebook_query(db, sql);
    long long n = gradebook_step(q) ? sqlite3_column_int64(q, 0) : 0;
    sqlite3_finalize(q);
    return n;
}

bool gradebook_run(sqlite3 *db, const char *sql, const char *const *texts, size_t count)
{
    sqlite3_stmt *q = gradebook_query(db, sql);
    for (size_t i = 0; i < count; i++)
        sqlite3_bind_text(q, (int)i + 1, texts[i], -1, SQLITE_TRANSIENT);
    bool good = sqlite3_step(q) == SQLITE_DONE;
    sqlite3_finalize(q);
    return good;
}
