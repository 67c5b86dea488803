/* The tables and views of the gradebook, and functions to query them. */
#include "database.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS student("
    " id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, lms_id TEXT NOT NULL,"
    " email TEXT NOT NULL, layout TEXT NOT NULL, late INTEGER NOT NULL, notes TEXT NOT NULL,"
    " current INTEGER REFERENCES judgement(id));"
    "CREATE TABLE IF NOT EXISTS judgement("
    " id INTEGER PRIMARY KEY, student INTEGER NOT NULL REFERENCES student(id),"
    " submission_hash TEXT NOT NULL, tests_hash TEXT NOT NULL, points_hash TEXT NOT NULL,"
    " level TEXT NOT NULL, again INTEGER NOT NULL, status TEXT NOT NULL, points INTEGER NOT NULL,"
    " of INTEGER NOT NULL, seconds REAL NOT NULL, judged_at TEXT NOT NULL, report TEXT,"
    " UNIQUE(student, submission_hash, tests_hash, points_hash, level, again));"
    "CREATE TABLE IF NOT EXISTS exercise("
    " judgement INTEGER NOT NULL REFERENCES judgement(id), exercise TEXT NOT NULL,"
    " number TEXT NOT NULL, points INTEGER NOT NULL, of INTEGER NOT NULL, state TEXT NOT NULL,"
    " mistake TEXT, sentence TEXT, PRIMARY KEY(judgement, exercise)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS property("
    " judgement INTEGER NOT NULL REFERENCES judgement(id), exercise TEXT NOT NULL,"
    " property TEXT NOT NULL, outcome TEXT NOT NULL, points INTEGER NOT NULL, of INTEGER NOT NULL,"
    " PRIMARY KEY(judgement, exercise, property)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS print("
    " judgement INTEGER NOT NULL REFERENCES judgement(id), room INTEGER NOT NULL,"
    " print INTEGER NOT NULL, PRIMARY KEY(judgement, room, print)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS looked("
    " key TEXT PRIMARY KEY, stamp TEXT NOT NULL, hash TEXT NOT NULL, notes TEXT NOT NULL)"
    " WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS adjustment("
    " id INTEGER PRIMARY KEY, student INTEGER NOT NULL REFERENCES student(id),"
    " exercise TEXT NOT NULL, mode TEXT NOT NULL, points REAL NOT NULL, reason TEXT NOT NULL,"
    " made_at TEXT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS comment("
    " id INTEGER PRIMARY KEY, student INTEGER NOT NULL REFERENCES student(id),"
    " text TEXT NOT NULL, made_at TEXT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS regrade("
    " id INTEGER PRIMARY KEY, begun_at TEXT NOT NULL, done_at TEXT);"
    /* Points that count: the judge's, or those last set by hand, plus what was added since. */
    "CREATE VIEW IF NOT EXISTS grade AS"
    " SELECT s.id AS student, e.exercise, e.number, e.of, e.state, e.points AS judged, max(0,"
    "  coalesce((SELECT a.points FROM adjustment a WHERE a.student = s.id"
    "   AND a.exercise = e.exercise AND a.mode = 'set' ORDER BY a.id DESC LIMIT 1), e.points)"
    "  + coalesce((SELECT sum(a.points) FROM adjustment a WHERE a.student = s.id"
    "   AND a.exercise = e.exercise AND a.mode = 'add' AND a.id > coalesce((SELECT max(b.id)"
    "   FROM adjustment b WHERE b.student = s.id AND b.exercise = e.exercise AND b.mode = 'set'), "
    "0)),"
    "   0)) AS points"
    " FROM student s JOIN exercise e ON e.judgement = s.current;"
    "CREATE VIEW IF NOT EXISTS total AS"
    " SELECT s.id AS student, s.key, s.name, s.lms_id, s.email, s.layout, s.late, s.notes,"
    "  j.id AS judgement, j.status, j.level, j.seconds, j.judged_at, j.report, j.points AS judged,"
    "  j.of, coalesce((SELECT sum(g.points) FROM grade g WHERE g.student = s.id), 0) AS points"
    " FROM student s JOIN judgement j ON j.id = s.current;"
    "PRAGMA user_version = 1;";

void gradebook_complain(sqlite3 *db, const char *what)
{
    fprintf(stderr, "class: the gradebook: %s: %s\n", what, sqlite3_errmsg(db));
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
        gradebook_count(db, "PRAGMA user_version") > 1 ||
        sqlite3_exec(db, schema, NULL, NULL, NULL) != SQLITE_OK) {
        const char *why = !db                                ? "no memory"
                          : sqlite3_errcode(db) == SQLITE_OK ? "a later one made it"
                                                             : sqlite3_errmsg(db);
        fprintf(stderr, "class: %s is no gradebook of this version: %s\n", path, why);
        sqlite3_close(db);
        return NULL;
    }
    return db;
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
