-- A gradebook of version 2, as older releases made it.
CREATE TABLE student( id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    lms_id TEXT NOT NULL, email TEXT NOT NULL, layout TEXT NOT NULL, on_roster INTEGER NOT NULL
    DEFAULT 0, withdrawn INTEGER NOT NULL DEFAULT 0, section TEXT NOT NULL DEFAULT '', renamed
    TEXT);
CREATE TABLE belongs( student INTEGER NOT NULL REFERENCES student(id), person INTEGER NOT NULL
    REFERENCES student(id), PRIMARY KEY(student, person)) WITHOUT ROWID;
CREATE INDEX belongs_to ON belongs(person);
CREATE TRIGGER alone AFTER INSERT ON student BEGIN INSERT INTO belongs VALUES(NEW.id, NEW.id);
    END;
CREATE TABLE identity( kind TEXT NOT NULL, value TEXT NOT NULL, student INTEGER NOT NULL
    REFERENCES student(id), PRIMARY KEY(kind, value, student)) WITHOUT ROWID;
CREATE TABLE decision( id INTEGER PRIMARY KEY, kind TEXT NOT NULL, student TEXT NOT NULL, other
    TEXT NOT NULL, reason TEXT NOT NULL, made_at TEXT NOT NULL, undone_at TEXT);
CREATE TABLE pseudonym( student INTEGER PRIMARY KEY REFERENCES student(id), name TEXT NOT NULL
    UNIQUE);
CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE week( name TEXT PRIMARY KEY, position INTEGER NOT NULL, title TEXT NOT NULL, due
    INTEGER, grace REAL NOT NULL, percent REAL NOT NULL, cut_off REAL, weight REAL NOT NULL)
    WITHOUT ROWID;
CREATE TABLE week_exercise( week TEXT NOT NULL, exercise TEXT NOT NULL, number TEXT NOT NULL, of
    INTEGER NOT NULL, PRIMARY KEY(week, exercise)) WITHOUT ROWID;
CREATE TABLE week_chapter( week TEXT NOT NULL, chapter TEXT NOT NULL, PRIMARY KEY(week,
    chapter)) WITHOUT ROWID;
CREATE TABLE extension( student INTEGER NOT NULL REFERENCES student(id), week TEXT NOT NULL, due
    INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY(student, week)) WITHOUT ROWID;
CREATE TABLE hand_in( student INTEGER NOT NULL REFERENCES student(id), week TEXT NOT NULL,
    current INTEGER REFERENCES judgement(id), late INTEGER NOT NULL, handed_at INTEGER NOT NULL,
    notes TEXT NOT NULL, files TEXT NOT NULL, PRIMARY KEY(student, week)) WITHOUT ROWID;
CREATE TABLE judgement( id INTEGER PRIMARY KEY, student INTEGER NOT NULL REFERENCES student(id),
    submission_hash TEXT NOT NULL, tests_hash TEXT NOT NULL, points_hash TEXT NOT NULL, level
    TEXT NOT NULL, again INTEGER NOT NULL, status TEXT NOT NULL, points INTEGER NOT NULL, of
    INTEGER NOT NULL, seconds REAL NOT NULL, judged_at TEXT NOT NULL, report TEXT,
    UNIQUE(student, submission_hash, tests_hash, points_hash, level, again));
CREATE TABLE exercise( judgement INTEGER NOT NULL REFERENCES judgement(id), exercise TEXT NOT
    NULL, number TEXT NOT NULL, points INTEGER NOT NULL, of INTEGER NOT NULL, state TEXT NOT
    NULL, mistake TEXT, sentence TEXT, PRIMARY KEY(judgement, exercise)) WITHOUT ROWID;
CREATE TABLE property( judgement INTEGER NOT NULL REFERENCES judgement(id), exercise TEXT NOT
    NULL, property TEXT NOT NULL, outcome TEXT NOT NULL, points INTEGER NOT NULL, of INTEGER NOT
    NULL, PRIMARY KEY(judgement, exercise, property)) WITHOUT ROWID;
CREATE TABLE print( judgement INTEGER NOT NULL REFERENCES judgement(id), room INTEGER NOT NULL,
    print INTEGER NOT NULL, PRIMARY KEY(judgement, room, print)) WITHOUT ROWID;
CREATE TABLE source( judgement INTEGER NOT NULL REFERENCES judgement(id), chapter TEXT NOT NULL,
    text TEXT NOT NULL, PRIMARY KEY(judgement, chapter)) WITHOUT ROWID;
CREATE TABLE regrade( id INTEGER PRIMARY KEY, begun_at TEXT NOT NULL, done_at TEXT);
CREATE TABLE looked( key TEXT PRIMARY KEY, stamp TEXT NOT NULL, hash TEXT NOT NULL, notes TEXT
    NOT NULL) WITHOUT ROWID;
CREATE TABLE no_class(stamp TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE adjustment( id INTEGER PRIMARY KEY, student INTEGER NOT NULL REFERENCES
    student(id), exercise TEXT NOT NULL, mode TEXT NOT NULL, points REAL NOT NULL, reason TEXT
    NOT NULL, made_at TEXT NOT NULL, week TEXT NOT NULL DEFAULT '', undone_at TEXT);
CREATE TABLE comment( id INTEGER PRIMARY KEY, student INTEGER NOT NULL REFERENCES student(id),
    text TEXT NOT NULL, made_at TEXT NOT NULL, week TEXT NOT NULL DEFAULT '', place TEXT NOT
    NULL DEFAULT '', undone_at TEXT);
CREATE VIEW counted AS SELECT person, week, account, current, late, handed_at, notes, files FROM
    (SELECT b.person, h.week, h.student AS account, h.current, h.late, h.handed_at, h.notes,
    h.files, row_number() OVER (PARTITION BY b.person, h.week ORDER BY h.handed_at DESC,
    h.current DESC) AS place FROM hand_in h JOIN belongs b ON b.student = h.student WHERE
    h.current IS NOT NULL) WHERE place = 1;
CREATE VIEW expected AS SELECT s.id AS person, w.name AS week FROM student s, week w WHERE
    s.on_roster AND NOT s.withdrawn UNION SELECT c.person, c.week FROM counted c JOIN student s
    ON s.id = c.person WHERE NOT s.withdrawn;
CREATE VIEW by_hand AS WITH a AS (SELECT b.person, x.* FROM adjustment x JOIN belongs b ON
    b.student = x.student WHERE x.undone_at IS NULL), l AS (SELECT person, week, exercise,
    max(id) AS last FROM a WHERE mode = 'set' GROUP BY 1, 2, 3) SELECT a.person, a.week,
    a.exercise, max(CASE WHEN a.id = l.last THEN a.points END) AS set_to, sum(CASE WHEN a.mode =
    'add' AND a.id > coalesce(l.last, 0) THEN a.points ELSE 0 END) AS added FROM a LEFT JOIN l
    ON l.person = a.person AND l.week = a.week AND l.exercise = a.exercise GROUP BY 1, 2, 3;
CREATE VIEW grade AS WITH base AS (SELECT c.person, c.week, e.exercise, e.number, e.of, e.state,
    e.points AS judged FROM counted c JOIN exercise e ON e.judgement = c.current WHERE NOT
    EXISTS (SELECT 1 FROM week_exercise x WHERE x.week = c.week) OR EXISTS (SELECT 1 FROM
    week_exercise x WHERE x.week = c.week AND x.exercise = e.exercise) UNION ALL SELECT
    p.person, p.week, x.exercise, x.number, x.of, 'not handed in', 0 FROM expected p JOIN
    week_exercise x ON x.week = p.week LEFT JOIN counted c ON c.person = p.person AND c.week =
    p.week WHERE c.current IS NULL) SELECT b.person AS student, b.week, b.exercise, b.number,
    b.of, b.state, b.judged, h.set_to, min(b.of, max(0, coalesce(h.added, 0) + CASE WHEN
    h.set_to IS NULL THEN b.judged WHEN (SELECT value FROM setting WHERE name = 'set_points') =
    'better' THEN max(h.set_to, b.judged) ELSE h.set_to END)) AS points FROM base b LEFT JOIN
    by_hand h ON h.person = b.person AND h.week = b.week AND h.exercise = b.exercise;
CREATE VIEW lateness AS SELECT p.person, p.week, x.due AS extended, coalesce(x.due, w.due) AS
    due, CASE WHEN coalesce(x.due, w.due) IS NULL OR c.current IS NULL THEN 0 WHEN c.handed_at =
    0 THEN (c.late AND x.due IS NULL) ELSE max(0, CAST((c.handed_at - coalesce(x.due, w.due) -
    CAST(w.grace * 86400 AS INTEGER) + 86399) / 86400 AS INTEGER)) END AS days, CASE WHEN
    coalesce(x.due, w.due) IS NULL OR c.handed_at = 0 THEN coalesce(c.late, 0) ELSE
    coalesce(c.handed_at > coalesce(x.due, w.due), 0) END AS late FROM expected p LEFT JOIN week
    w ON w.name = p.week LEFT JOIN counted c ON c.person = p.person AND c.week = p.week LEFT
    JOIN extension x ON x.week = p.week AND x.student = p.person;
CREATE VIEW total AS WITH sums AS (SELECT student, week, sum(points) AS points, sum(judged) AS
    judged, sum(of) AS of FROM grade GROUP BY 1, 2), raws AS (SELECT p.person, p.week,
    coalesce(g.judged, 0) AS judged, coalesce(g.of, 0) AS of, min(coalesce(g.of, 0), max(0,
    coalesce(h.set_to, g.points, 0) + coalesce(h.added, 0))) AS raw FROM expected p LEFT JOIN
    sums g ON g.student = p.person AND g.week = p.week LEFT JOIN by_hand h ON h.person =
    p.person AND h.week = p.week AND h.exercise = ''), rules AS (SELECT r.*, l.days, l.late,
    l.due, l.extended, w.percent, w.cut_off, CASE WHEN l.days = 0 OR w.name IS NULL THEN 1.0
    WHEN w.cut_off IS NOT NULL AND l.days > w.cut_off THEN 0.0 ELSE max(0.0, 1.0 - w.percent *
    l.days / 100.0) END AS factor FROM raws r JOIN lateness l ON l.person = r.person AND l.week
    = r.week LEFT JOIN week w ON w.name = r.week) SELECT r.person AS student, r.week, s.key,
    coalesce(s.renamed, s.name) AS name, coalesce(nullif(a.lms_id, ''), s.lms_id) AS lms_id,
    CASE WHEN s.on_roster AND s.email <> '' THEN s.email ELSE coalesce(nullif(a.email, ''),
    s.email) END AS email, coalesce(a.layout, s.layout) AS layout, r.late, coalesce(c.notes, '')
    AS notes, j.id AS judgement, coalesce(j.status, 'not handed in') AS status,
    coalesce(j.level, 'sandbox') AS level, coalesce(j.seconds, 0.0) AS seconds,
    coalesce(j.judged_at, '') AS judged_at, r.judged, r.of, r.raw, iif(r.factor = 1.0, r.raw,
    round(r.raw * r.factor, 2)) AS points, r.days, CASE WHEN r.factor = 1.0 THEN '' WHEN r.days
    > r.cut_off THEN printf('%d day%s late, not taken after %g', r.days, iif(r.days = 1, '',
    's'), r.cut_off) ELSE printf('%d day%s late, %g %% a day: %g of %g', r.days, iif(r.days = 1,
    '', 's'), r.percent, round(r.raw * r.factor, 2), r.raw) END AS rule, c.handed_at, r.due,
    r.extended, s.on_roster, s.section, c.account, coalesce(c.files, '') AS files FROM rules r
    JOIN student s ON s.id = r.person LEFT JOIN counted c ON c.person = r.person AND c.week =
    r.week LEFT JOIN student a ON a.id = c.account LEFT JOIN judgement j ON j.id = c.current;
CREATE VIEW course AS WITH t AS (SELECT t.student, t.week, w.weight, iif(t.of > 0, 1.0 *
    t.points / t.of, 0.0) AS share, row_number() OVER (PARTITION BY t.student ORDER BY iif(t.of
    > 0, 1.0 * t.points / t.of, 0.0), w.position) AS low, count(*) OVER (PARTITION BY t.student)
    AS weeks FROM total t JOIN week w ON w.name = t.week WHERE t.week IN (SELECT week FROM
    hand_in WHERE current IS NOT NULL)), k AS (SELECT t.*, low > weeks - 1 OR (low >
    coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'drop'), 0) AND low >
    weeks - coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'best_of'),
    weeks)) AS counts FROM t) SELECT s.id AS student, s.key, coalesce(s.renamed, s.name) AS
    name, s.email, s.section, s.on_roster, coalesce(round(100.0 * sum(iif(k.counts, k.weight *
    k.share, 0)) / nullif(sum(iif(k.counts, k.weight, 0)), 0), 2), 0.0) AS points, 100 AS of,
    coalesce(group_concat(iif(k.counts, NULL, k.week), ' '), '') AS dropped FROM k JOIN student
    s ON s.id = k.student GROUP BY s.id;
PRAGMA user_version = 2;
INSERT INTO student(id, key, name, lms_id, email, layout)
    VALUES(1, 'ann', 'Ann', '1', 'ann@x.org', 'folder'), (2, 'bo', 'Bo', '2', '', 'folder');
INSERT INTO judgement VALUES(1, 1, 'w1', 't', 'p', 'sandbox', 0, 'judged', 3, 8, 1.5,
    '2026-03-01 10:00:00', '{}'), (2, 1, 'w2', 't', 'p', 'sandbox', 0, 'judged', 5, 8, 1.5,
    '2026-03-02 10:00:00', '{}'), (3, 2, 'w3', 't', 'p', 'sandbox', 0, 'judged', 8, 8, 1.5,
    '2026-03-02 11:00:00', '{}');
INSERT INTO exercise SELECT id, 'ReLU', '2.1', points, 8, 'partly', NULL, NULL FROM judgement;
INSERT INTO hand_in VALUES(1, '', 2, 1, 0, 'a note', ''), (2, '', 3, 0, 0, '', '');
INSERT INTO adjustment(id, student, exercise, mode, points, reason, made_at) VALUES
    (1, 1, 'ReLU', 'set', 6, 'oral', '2026-03-02 12:00:00'),
    (2, 2, 'ReLU', 'add', -1, 'late', '2026-03-02 12:00:00');
INSERT INTO comment(id, student, text, made_at) VALUES(1, 1, 'good', '2026-03-02 12:00:00');
INSERT INTO looked VALUES('ann', 's', 'w2', '');
