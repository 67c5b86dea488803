/* The tables and views of the gradebook. grader/class/TABLES.md explains them.
 *
 * Each name under which somebody handed in or is on the roster has a row in student;
 * `belongs` maps each of those rows to a person, the main row of that student. In a folder that is
 * graded by itself the only week is ''. */
#include "schema.h"

#include <stddef.h>

const char *const gradebook_migration[] = {
    "DROP VIEW IF EXISTS total; DROP VIEW IF EXISTS grade;",
    "CREATE TABLE hand_in(student INTEGER NOT NULL REFERENCES student(id), week TEXT NOT NULL,"
    " current INTEGER REFERENCES judgement(id), late INTEGER NOT NULL, handed_at INTEGER NOT NULL,"
    " notes TEXT NOT NULL, files TEXT NOT NULL, PRIMARY KEY(student, week)) WITHOUT ROWID;",
    "INSERT INTO hand_in SELECT id, '', current, late, 0, notes, '' FROM student;",
    "ALTER TABLE student DROP COLUMN late; ALTER TABLE student DROP COLUMN notes;",
    "ALTER TABLE student DROP COLUMN current;",
    "ALTER TABLE student ADD COLUMN on_roster INTEGER NOT NULL DEFAULT 0;",
    "ALTER TABLE student ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;",
    "ALTER TABLE student ADD COLUMN section TEXT NOT NULL DEFAULT '';",
    "ALTER TABLE student ADD COLUMN renamed TEXT;",
    "CREATE TABLE belongs(student INTEGER NOT NULL REFERENCES student(id),"
    " person INTEGER NOT NULL REFERENCES student(id), PRIMARY KEY(student, person)) WITHOUT ROWID;",
    "INSERT INTO belongs SELECT id, id FROM student;",
    "ALTER TABLE adjustment ADD COLUMN week TEXT NOT NULL DEFAULT '';",
    "ALTER TABLE adjustment ADD COLUMN undone_at TEXT;",
    "ALTER TABLE comment ADD COLUMN week TEXT NOT NULL DEFAULT '';",
    "ALTER TABLE comment ADD COLUMN place TEXT NOT NULL DEFAULT '';",
    "ALTER TABLE comment ADD COLUMN undone_at TEXT;",
    NULL};

const char *const gradebook_migration_3[] = {
    "DROP VIEW IF EXISTS course; DROP VIEW IF EXISTS total; DROP VIEW IF EXISTS lateness;"
    "DROP VIEW IF EXISTS grade; DROP VIEW IF EXISTS by_hand; DROP VIEW IF EXISTS expected;"
    "DROP VIEW IF EXISTS counted;",
    "ALTER TABLE print RENAME COLUMN room TO chapter;",
    /* Read again from the course's folder, and from the files. */
    "DROP TABLE IF EXISTS week; DROP TABLE IF EXISTS looked;",
    "ALTER TABLE adjustment ADD COLUMN work TEXT;",
    "ALTER TABLE adjustment ADD COLUMN csv INTEGER;",
    "UPDATE adjustment SET work = coalesce((SELECT j.submission_hash FROM judgement j"
    " WHERE j.student = adjustment.student AND j.judged_at <= adjustment.made_at"
    " ORDER BY j.id DESC LIMIT 1), '');",
    "CREATE TABLE attempt(student INTEGER NOT NULL REFERENCES student(id), week TEXT NOT NULL,"
    " work TEXT NOT NULL, current INTEGER NOT NULL REFERENCES judgement(id),"
    " late INTEGER NOT NULL, handed_at INTEGER NOT NULL, notes TEXT NOT NULL, files TEXT NOT NULL,"
    " seen INTEGER NOT NULL, PRIMARY KEY(student, week, work)) WITHOUT ROWID;",
    "INSERT INTO attempt SELECT h.student, h.week, j.submission_hash, h.current, h.late,"
    " h.handed_at, h.notes, h.files, 1 FROM hand_in h JOIN judgement j ON j.id = h.current;",
    NULL};

const char *const gradebook_schema[] = {
    /* ---- who ---- */
    "CREATE TABLE IF NOT EXISTS student("
    " id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, lms_id TEXT NOT NULL,"
    " email TEXT NOT NULL, layout TEXT NOT NULL, on_roster INTEGER NOT NULL DEFAULT 0,"
    " withdrawn INTEGER NOT NULL DEFAULT 0, section TEXT NOT NULL DEFAULT '', renamed TEXT);",
    "CREATE TABLE IF NOT EXISTS belongs("
    " student INTEGER NOT NULL REFERENCES student(id), person INTEGER NOT NULL REFERENCES"
    " student(id), PRIMARY KEY(student, person)) WITHOUT ROWID;",
    "CREATE INDEX IF NOT EXISTS belongs_to ON belongs(person);",
    "CREATE TRIGGER IF NOT EXISTS alone AFTER INSERT ON student BEGIN"
    " INSERT INTO belongs VALUES(NEW.id, NEW.id); END;",
    "CREATE TABLE IF NOT EXISTS identity("
    " kind TEXT NOT NULL, value TEXT NOT NULL, student INTEGER NOT NULL REFERENCES student(id),"
    " PRIMARY KEY(kind, value, student)) WITHOUT ROWID;",
    "CREATE TABLE IF NOT EXISTS decision("
    " id INTEGER PRIMARY KEY, kind TEXT NOT NULL, student TEXT NOT NULL, other TEXT NOT NULL,"
    " reason TEXT NOT NULL, made_at TEXT NOT NULL, undone_at TEXT);",
    "CREATE TABLE IF NOT EXISTS pseudonym("
    " student INTEGER PRIMARY KEY REFERENCES student(id), name TEXT NOT NULL UNIQUE);",
    /* ---- the course, from its folder ---- */
    "CREATE TABLE IF NOT EXISTS setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;",
    "CREATE TABLE IF NOT EXISTS week("
    " name TEXT PRIMARY KEY, position INTEGER NOT NULL, title TEXT NOT NULL, due INTEGER,"
    " grace REAL NOT NULL, percent REAL NOT NULL, cut_off REAL, weight REAL NOT NULL,"
    " attempts TEXT NOT NULL) WITHOUT ROWID;",
    "CREATE TABLE IF NOT EXISTS week_exercise("
    " week TEXT NOT NULL, exercise TEXT NOT NULL, number TEXT NOT NULL, of INTEGER NOT NULL,"
    " PRIMARY KEY(week, exercise)) WITHOUT ROWID;",
    "CREATE TABLE IF NOT EXISTS week_chapter("
    " week TEXT NOT NULL, chapter TEXT NOT NULL, PRIMARY KEY(week, chapter)) WITHOUT ROWID;",
    "CREATE TABLE IF NOT EXISTS extension("
    " student INTEGER NOT NULL REFERENCES student(id), week TEXT NOT NULL, due INTEGER NOT NULL,"
    " reason TEXT NOT NULL, PRIMARY KEY(student, week)) WITHOUT ROWID;",
    /* ---- what was handed in, and what the judge said ---- */
    "CREATE TABLE IF NOT EXISTS hand_in("
    " student INTEGER NOT NULL REFERENCES student(id), week TEXT NOT NULL,"
    " current INTEGER REFERENCES judgement(id), late INTEGER NOT NULL, handed_at INTEGER NOT NULL,"
    " notes TEXT NOT NULL, files TEXT NOT NULL, PRIMARY KEY(student, week)) WITHOUT ROWID;",
    /* Every work that was handed in; hand_in is what the last run saw. */
    "CREATE TABLE IF NOT EXISTS attempt("
    " student INTEGER NOT NULL REFERENCES student(id), week TEXT NOT NULL,"
    " work TEXT NOT NULL, current INTEGER NOT NULL REFERENCES judgement(id),"
    " late INTEGER NOT NULL, handed_at INTEGER NOT NULL, notes TEXT NOT NULL, files TEXT NOT NULL,"
    " seen INTEGER NOT NULL, PRIMARY KEY(student, week, work)) WITHOUT ROWID;",
    "CREATE TABLE IF NOT EXISTS judgement("
    " id INTEGER PRIMARY KEY, student INTEGER NOT NULL REFERENCES student(id),"
    " submission_hash TEXT NOT NULL, tests_hash TEXT NOT NULL, points_hash TEXT NOT NULL,"
    " level TEXT NOT NULL, again INTEGER NOT NULL, status TEXT NOT NULL, points INTEGER NOT NULL,"
    " of INTEGER NOT NULL, seconds REAL NOT NULL, judged_at TEXT NOT NULL, report TEXT,"
    " UNIQUE(student, submission_hash, tests_hash, points_hash, level, again));",
    "CREATE TABLE IF NOT EXISTS exercise("
    " judgement INTEGER NOT NULL REFERENCES judgement(id), exercise TEXT NOT NULL,"
    " number TEXT NOT NULL, points INTEGER NOT NULL, of INTEGER NOT NULL, state TEXT NOT NULL,"
    " mistake TEXT, sentence TEXT, PRIMARY KEY(judgement, exercise)) WITHOUT ROWID;",
    "CREATE TABLE IF NOT EXISTS property("
    " judgement INTEGER NOT NULL REFERENCES judgement(id), exercise TEXT NOT NULL,"
    " property TEXT NOT NULL, outcome TEXT NOT NULL, points INTEGER NOT NULL, of INTEGER NOT NULL,"
    " PRIMARY KEY(judgement, exercise, property)) WITHOUT ROWID;",
    "CREATE TABLE IF NOT EXISTS print("
    " judgement INTEGER NOT NULL REFERENCES judgement(id), chapter INTEGER NOT NULL,"
    " print INTEGER NOT NULL, PRIMARY KEY(judgement, chapter, print)) WITHOUT ROWID;",
    "CREATE TABLE IF NOT EXISTS source("
    " judgement INTEGER NOT NULL REFERENCES judgement(id), chapter TEXT NOT NULL,"
    " text TEXT NOT NULL, PRIMARY KEY(judgement, chapter)) WITHOUT ROWID;",
    "CREATE TABLE IF NOT EXISTS regrade("
    " id INTEGER PRIMARY KEY, begun_at TEXT NOT NULL, done_at TEXT);",
    "CREATE TABLE IF NOT EXISTS looked("
    " key TEXT PRIMARY KEY, stamp TEXT NOT NULL, hash TEXT NOT NULL, notes TEXT NOT NULL,"
    " committed INTEGER NOT NULL) WITHOUT ROWID;",
    "CREATE TABLE IF NOT EXISTS no_class(stamp TEXT PRIMARY KEY) WITHOUT ROWID;",
    /* ---- what people added; exercise '' is the week's total ---- */
    "CREATE TABLE IF NOT EXISTS adjustment("
    " id INTEGER PRIMARY KEY, student INTEGER NOT NULL REFERENCES student(id),"
    " exercise TEXT NOT NULL, mode TEXT NOT NULL, points REAL NOT NULL, reason TEXT NOT NULL,"
    " made_at TEXT NOT NULL, week TEXT NOT NULL DEFAULT '', undone_at TEXT,"
    " work TEXT, csv INTEGER);",
    "CREATE TABLE IF NOT EXISTS comment("
    " id INTEGER PRIMARY KEY, student INTEGER NOT NULL REFERENCES student(id),"
    " text TEXT NOT NULL, made_at TEXT NOT NULL, week TEXT NOT NULL DEFAULT '',"
    " place TEXT NOT NULL DEFAULT '', undone_at TEXT);",
    /* Each attempt with what it is worth after the late rule, which days it took, and whether the
     * last run saw it. */
    "CREATE VIEW IF NOT EXISTS tried AS"
    " WITH d AS (SELECT b.person, t.*, h.current IS t.current AS newest, j.points AS judged,"
    "   w.percent, w.cut_off, w.attempts, CASE WHEN t.handed_at = 0 THEN t.late AND x.due IS NULL"
    "    ELSE max(0, CAST((t.handed_at - coalesce(x.due, w.due) - CAST(w.grace * 86400 AS INTEGER)"
    "     + 86399) / 86400 AS INTEGER)) END AS days"
    "  FROM attempt t JOIN belongs b ON b.student = t.student"
    "  JOIN judgement j ON j.id = t.current"
    "  LEFT JOIN hand_in h ON h.student = t.student AND h.week = t.week"
    "  LEFT JOIN week w ON w.name = t.week"
    "  LEFT JOIN extension x ON x.week = t.week AND x.student = b.person)"
    " SELECT person, week, student AS account, current, late, handed_at, notes, files, work, seen,"
    "  newest, coalesce(attempts, 'newest') AS attempts, judged * CASE"
    "   WHEN coalesce(days, 0) = 0 THEN 1.0 WHEN cut_off IS NOT NULL AND days > cut_off THEN 0.0"
    "   ELSE max(0.0, 1.0 - percent * days / 100.0) END AS worth FROM d;",
    /* Of the attempts of a person in a week one counts: the newest, the best or the first. */
    "CREATE VIEW IF NOT EXISTS counted AS SELECT person, week, account, current, late, handed_at,"
    "  notes, files, work FROM (SELECT *, row_number() OVER (PARTITION BY person, week ORDER BY"
    "   CASE attempts WHEN 'best' THEN worth WHEN 'newest' THEN newest"
    "    ELSE -iif(handed_at, handed_at, 9e15) END DESC,"
    "   iif(attempts = 'first', -seen, 0) DESC, handed_at DESC, current DESC) AS place FROM tried)"
    " WHERE place = 1;",
    /* Who is in a week: the roster, and whoever handed in. */
    "CREATE VIEW IF NOT EXISTS expected AS"
    " SELECT s.id AS person, w.name AS week FROM student s, week w"
    "  WHERE s.on_roster AND NOT s.withdrawn"
    " UNION SELECT c.person, c.week FROM counted c JOIN student s ON s.id = c.person"
    "  WHERE NOT s.withdrawn;",
    /* Points set last by hand, and what was added since. */
    "CREATE VIEW IF NOT EXISTS by_hand AS"
    " WITH a AS (SELECT b.person, x.* FROM adjustment x JOIN belongs b ON b.student = x.student"
    "  WHERE x.undone_at IS NULL),"
    " l AS (SELECT person, week, exercise, max(id) AS last FROM a WHERE mode = 'set'"
    "  GROUP BY 1, 2, 3)"
    " SELECT a.person, a.week, a.exercise,"
    "  max(CASE WHEN a.id = l.last THEN a.points END) AS set_to,"
    "  max(CASE WHEN a.id = l.last THEN a.work END) AS set_for,"
    "  sum(CASE WHEN a.mode = 'add' AND a.id > coalesce(l.last, 0) THEN a.points ELSE 0 END)"
    "   AS added"
    " FROM a LEFT JOIN l ON l.person = a.person AND l.week = a.week AND l.exercise = a.exercise"
    " GROUP BY 1, 2, 3;",
    /* Points that count, exercise by exercise: the judge's, or those by hand. */
    "CREATE VIEW IF NOT EXISTS grade AS"
    " WITH base AS (SELECT c.person, c.week, c.work, e.exercise, e.number, e.of, e.state,"
    "   e.points AS judged FROM counted c JOIN exercise e ON e.judgement = c.current"
    "  WHERE NOT EXISTS (SELECT 1 FROM week_exercise x WHERE x.week = c.week)"
    "   OR EXISTS (SELECT 1 FROM week_exercise x WHERE x.week = c.week AND x.exercise = e.exercise)"
    " UNION ALL SELECT p.person, p.week, '', x.exercise, x.number, x.of, 'not handed in', 0"
    "  FROM expected p JOIN week_exercise x ON x.week = p.week"
    "  LEFT JOIN counted c ON c.person = p.person AND c.week = p.week WHERE c.current IS NULL)"
    " SELECT b.person AS student, b.week, b.exercise, b.number, b.of, b.state, b.judged,"
    "  h.set_to, h.set_for <> b.work AND b.judged > h.set_to AS later_has_more,"
    "  min(b.of, max(0, coalesce(h.added, 0) + CASE WHEN h.set_to IS NULL THEN b.judged"
    "   WHEN h.set_for <> b.work AND (SELECT value FROM setting WHERE name = 'set_points') ="
    "    'better' THEN max(h.set_to, b.judged) ELSE h.set_to END)) AS points"
    " FROM base b LEFT JOIN by_hand h ON h.person = b.person AND h.week = b.week"
    "  AND h.exercise = b.exercise;",
    /* How late: whole days begun after the due date, its extension and the days of grace. */
    "CREATE VIEW IF NOT EXISTS lateness AS"
    " SELECT p.person, p.week, x.due AS extended, coalesce(x.due, w.due) AS due,"
    "  CASE WHEN coalesce(x.due, w.due) IS NULL OR c.current IS NULL THEN 0"
    "   WHEN c.handed_at = 0 THEN (c.late AND x.due IS NULL)"
    "   ELSE max(0, CAST((c.handed_at - coalesce(x.due, w.due) - CAST(w.grace * 86400 AS INTEGER)"
    "    + 86399) / 86400 AS INTEGER)) END AS days,"
    "  CASE WHEN coalesce(x.due, w.due) IS NULL OR c.handed_at = 0 THEN coalesce(c.late, 0)"
    "   ELSE coalesce(c.handed_at > coalesce(x.due, w.due), 0) END AS late"
    " FROM expected p LEFT JOIN week w ON w.name = p.week"
    "  LEFT JOIN counted c ON c.person = p.person AND c.week = p.week"
    "  LEFT JOIN extension x ON x.week = p.week AND x.student = p.person;",
    /* A week's points: raw as judged and changed by hand, points after the late rule. */
    "CREATE VIEW IF NOT EXISTS total AS"
    " WITH sums AS (SELECT student, week, sum(points) AS points, sum(judged) AS judged,"
    "   sum(of) AS of FROM grade GROUP BY 1, 2),"
    "  raws AS (SELECT p.person, p.week, coalesce(g.judged, 0) AS judged, coalesce(g.of, 0) AS of,"
    "   coalesce(h.set_for <> coalesce(c.work, '') AND g.points > h.set_to, 0) AS later_has_more,"
    "   min(coalesce(g.of, 0), max(0, coalesce(h.added, 0) + coalesce("
    "    CASE WHEN h.set_for <> coalesce(c.work, '') AND (SELECT value FROM setting"
    "     WHERE name = 'set_points') = 'better' THEN max(h.set_to, g.points) ELSE h.set_to END,"
    "    g.points, 0))) AS raw"
    "   FROM expected p LEFT JOIN sums g ON g.student = p.person AND g.week = p.week"
    "   LEFT JOIN counted c ON c.person = p.person AND c.week = p.week"
    "   LEFT JOIN by_hand h ON h.person = p.person AND h.week = p.week AND h.exercise = ''),"
    "  rules AS (SELECT r.*, l.days, l.late, l.due, l.extended, w.percent, w.cut_off,"
    "   CASE WHEN l.days = 0 OR w.name IS NULL THEN 1.0"
    "    WHEN w.cut_off IS NOT NULL AND l.days > w.cut_off THEN 0.0"
    "    ELSE max(0.0, 1.0 - w.percent * l.days / 100.0) END AS factor"
    "   FROM raws r JOIN lateness l ON l.person = r.person AND l.week = r.week"
    "   LEFT JOIN week w ON w.name = r.week)"
    " SELECT r.person AS student, r.week, s.key, coalesce(s.renamed, s.name) AS name,"
    "  iif((SELECT count(*) FROM belongs b WHERE b.student = a.id) > 1, s.lms_id," /* a group's */
    "   coalesce(nullif(a.lms_id, ''), s.lms_id)) AS lms_id,"
    "  CASE WHEN s.on_roster AND s.email <> '' THEN s.email"
    "   ELSE coalesce(nullif(a.email, ''), s.email) END AS email,"
    "  coalesce(a.layout, s.layout) AS layout, r.late, coalesce(c.notes, '') AS notes,"
    "  j.id AS judgement, coalesce(j.status, 'not handed in') AS status,"
    "  coalesce(j.level, 'sandbox') AS level, coalesce(j.seconds, 0.0) AS seconds,"
    "  coalesce(j.judged_at, '') AS judged_at, r.judged, r.of, r.raw,"
    "  iif(r.factor = 1.0, r.raw, round(r.raw * r.factor, 2)) AS points, r.days,"
    "  CASE WHEN r.factor = 1.0 THEN ''"
    "   WHEN r.days > r.cut_off THEN printf('%d day%s late, not taken after %g', r.days,"
    "    iif(r.days = 1, '', 's'), r.cut_off)"
    "   ELSE printf('%d day%s late, %g %% a day: %g of %g', r.days, iif(r.days = 1, '', 's'),"
    "    r.percent, round(r.raw * r.factor, 2), r.raw) END AS rule,"
    "  c.handed_at, r.due, r.extended, s.on_roster, s.section, c.account,"
    "  coalesce(c.files, '') AS files, r.later_has_more"
    " FROM rules r JOIN student s ON s.id = r.person"
    "  LEFT JOIN counted c ON c.person = r.person AND c.week = r.week"
    "  LEFT JOIN student a ON a.id = c.account LEFT JOIN judgement j ON j.id = c.current;",
    /* The course: the mean of the weeks' shares by weight, without the lowest ones to drop. Only
     * weeks that somebody handed in count. */
    "CREATE VIEW IF NOT EXISTS course AS"
    " WITH t AS (SELECT t.student, t.week, w.weight, iif(t.of > 0, 1.0 * t.points / t.of, 0.0) AS "
    "share,"
    "   row_number() OVER (PARTITION BY t.student ORDER BY iif(t.of > 0, 1.0 * t.points / t.of, "
    "0.0),"
    "    w.position) AS low, count(*) OVER (PARTITION BY t.student) AS weeks"
    "   FROM total t JOIN week w ON w.name = t.week"
    "   WHERE t.week IN (SELECT week FROM hand_in WHERE current IS NOT NULL)),"
    "  k AS (SELECT t.*, low > weeks - 1 OR (low >"
    "    coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'drop'), 0) AND"
    "    low > weeks - coalesce((SELECT CAST(value AS INTEGER) FROM setting"
    "     WHERE name = 'best_of'), weeks)) AS counts FROM t)"
    " SELECT s.id AS student, s.key, coalesce(s.renamed, s.name) AS name, s.email, s.section, "
    "s.on_roster,"
    "  coalesce(round(100.0 * sum(iif(k.counts, k.weight * k.share, 0)) /"
    "   nullif(sum(iif(k.counts, k.weight, 0)), 0), 2), 0.0) AS points, 100 AS of,"
    "  coalesce(group_concat(iif(k.counts, NULL, k.week), ' '), '') AS dropped"
    " FROM k JOIN student s ON s.id = k.student GROUP BY s.id;",
    "PRAGMA user_version = 3;", NULL};
