-- 1,000 students of the roster hand in all 22 exercises in 8 weeks, each with other points. For a
-- gradebook whose course is loaded already, with weeks 1 to 8.
CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c
    WHERE i < 999) SELECT i FROM c;
CREATE TEMP TABLE w AS SELECT name AS week, position AS p FROM week;
INSERT INTO judgement(id, student, submission_hash, tests_hash, points_hash, level, again, status,
    points, of, seconds, judged_at, report)
    SELECT 1000 * w.p + n.i, s.id, 'w' || w.p || '-' || n.i, 't', 'p', 'sandbox', 0, 'judged', 0,
    0, 1, '2027-04-01 12:00:00', '{"exercises": []}'
    FROM n JOIN w JOIN student s ON s.key = printf('s%04d@x.org', n.i);
INSERT INTO exercise SELECT 1000 * w.p + n.i, x.exercise, x.number,
    CASE WHEN (n.i * 7919 + length(x.exercise) * 31 + w.p) % 5 THEN x.of ELSE 0 END, x.of,
    iif((n.i * 7919 + length(x.exercise) * 31 + w.p) % 5, 'done', 'started'), NULL, NULL
    FROM n JOIN w JOIN week_exercise x ON x.week = w.week;
UPDATE judgement SET (points, of) = (SELECT sum(e.points), sum(e.of) FROM exercise e
    WHERE e.judgement = judgement.id);
INSERT INTO hand_in SELECT student, substr(submission_hash, 2, 1), id, 0,
    CAST(strftime('%s', '2027-04-01') AS INTEGER) + 3600 * (id % 400), '', '' FROM judgement;
INSERT INTO attempt SELECT h.student, h.week, j.submission_hash, h.current, h.late, h.handed_at,
    h.notes, h.files, 0 FROM hand_in h JOIN judgement j ON j.id = h.current;
