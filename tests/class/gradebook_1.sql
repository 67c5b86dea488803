-- A gradebook of version 1, as older releases made it.
CREATE TABLE student( id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    lms_id TEXT NOT NULL, email TEXT NOT NULL, layout TEXT NOT NULL, late INTEGER NOT NULL,
    notes TEXT NOT NULL, current INTEGER REFERENCES judgement(id));
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
CREATE TABLE looked( key TEXT PRIMARY KEY, stamp TEXT NOT NULL, hash TEXT NOT NULL, notes TEXT
    NOT NULL) WITHOUT ROWID;
CREATE TABLE adjustment( id INTEGER PRIMARY KEY, student INTEGER NOT NULL REFERENCES
    student(id), exercise TEXT NOT NULL, mode TEXT NOT NULL, points REAL NOT NULL, reason TEXT
    NOT NULL, made_at TEXT NOT NULL);
CREATE TABLE comment( id INTEGER PRIMARY KEY, student INTEGER NOT NULL REFERENCES student(id),
    text TEXT NOT NULL, made_at TEXT NOT NULL);
CREATE TABLE regrade( id INTEGER PRIMARY KEY, begun_at TEXT NOT NULL, done_at TEXT);
CREATE VIEW grade AS SELECT s.id AS student, e.exercise, e.number, e.of, e.state, e.points AS
    judged, max(0, coalesce((SELECT a.points FROM adjustment a WHERE a.student = s.id AND
    a.exercise = e.exercise AND a.mode = 'set' ORDER BY a.id DESC LIMIT 1), e.points) +
    coalesce((SELECT sum(a.points) FROM adjustment a WHERE a.student = s.id AND a.exercise =
    e.exercise AND a.mode = 'add' AND a.id > coalesce((SELECT max(b.id) FROM adjustment b WHERE
    b.student = s.id AND b.exercise = e.exercise AND b.mode = 'set'), 0)), 0)) AS points FROM
    student s JOIN exercise e ON e.judgement = s.current;
CREATE VIEW total AS SELECT s.id AS student, s.key, s.name, s.lms_id, s.email, s.layout, s.late,
    s.notes, j.id AS judgement, j.status, j.level, j.seconds, j.judged_at, j.report, j.points AS
    judged, j.of, coalesce((SELECT sum(g.points) FROM grade g WHERE g.student = s.id), 0) AS
    points FROM student s JOIN judgement j ON j.id = s.current;
PRAGMA user_version = 1;
INSERT INTO student VALUES(1, 'ann', 'Ann', '1', 'ann@x.org', 'folder', 1, 'a note', 2),
    (2, 'bo', 'Bo', '2', '', 'folder', 0, '', 3);
INSERT INTO judgement VALUES(1, 1, 'w1', 't', 'p', 'sandbox', 0, 'judged', 3, 8, 1.5,
    '2026-03-01 10:00:00', '{}'), (2, 1, 'w2', 't', 'p', 'sandbox', 0, 'judged', 5, 8, 1.5,
    '2026-03-02 10:00:00', '{}'), (3, 2, 'w3', 't', 'p', 'sandbox', 0, 'judged', 8, 8, 1.5,
    '2026-03-02 11:00:00', '{}');
INSERT INTO exercise SELECT id, 'ReLU', '2.1', points, 8, 'partly', NULL, NULL FROM judgement;
INSERT INTO adjustment(id, student, exercise, mode, points, reason, made_at) VALUES
    (1, 1, 'ReLU', 'set', 6, 'oral', '2026-03-02 12:00:00'),
    (2, 2, 'ReLU', 'add', -1, 'late', '2026-03-02 12:00:00');
INSERT INTO comment(id, student, text, made_at) VALUES(1, 1, 'good', '2026-03-02 12:00:00');
INSERT INTO looked VALUES('ann', 's', 'w2', '');
