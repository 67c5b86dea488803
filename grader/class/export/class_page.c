/* class.html and class.txt: the class at a glance. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "page.h"
#include "similar.h"

static void overview(sqlite3 *db, struct page *p)
{
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT count(*), avg(points), min(points), max(points),"
            " sum(points >= of), sum(late), sum(level <> 'sandbox') FROM total");
    if (gradebook_step(q) && sqlite3_column_int(q, 0) > 0) {
        export_page_line(
            p, "%d submissions, %d of them late. Mean %.1f, from %.1f to %.1f; full marks %d.",
            sqlite3_column_int(q, 0), sqlite3_column_int(q, 5), sqlite3_column_double(q, 1),
            sqlite3_column_double(q, 2), sqlite3_column_double(q, 3), sqlite3_column_int(q, 4));
        if (sqlite3_column_int(q, 6) > 0)
            export_page_line(p, "UNSAFE: %d of them were judged outside the sandbox.",
                             sqlite3_column_int(q, 6));
    }
    sqlite3_finalize(q);
}

static void distribution(sqlite3 *db, struct page *p)
{
    long long most = gradebook_count(
        db, "SELECT max(n) FROM (SELECT count(*) AS n FROM total"
            " GROUP BY min(9, CAST(10.0 * points / max(of, 1) AS INTEGER)))");
    export_page_heading(p, "Distribution");
    for (int d = 0; d < 10; d++) {
        sqlite3_stmt *q = gradebook_query(
            db, "SELECT count(*) FROM total"
                " WHERE min(9, CAST(10.0 * points / max(of, 1) AS INTEGER)) = ?1");
        sqlite3_bind_int(q, 1, d);
        int n = gradebook_step(q) ? sqlite3_column_int(q, 0) : 0;
        sqlite3_finalize(q);
        char *label = text_format("%d to %d", 10 * d, d == 9 ? 100 : 10 * d + 9),
             *value = text_format("%d", n);
        export_page_bar(p, label, most > 0 ? (double)n / (double)most : 0.0, value);
        free(label);
        free(value);
    }
}

/* Rows of label, share and number as bars. */
static void bars(sqlite3 *db, struct page *p, const char *title, const char *sql)
{
    sqlite3_stmt *q = gradebook_query(db, sql);
    export_page_heading(p, title);
    while (gradebook_step(q)) {
        char *value = text_format("%.0f%%  %s", 100.0 * sqlite3_column_double(q, 1),
                                  gradebook_text(q, 2));
        export_page_bar(p, gradebook_text(q, 0), sqlite3_column_double(q, 1), value);
        free(value);
    }
    sqlite3_finalize(q);
}

/* A heading and one line per row; nothing if there are no rows. */
static void lines(sqlite3 *db, struct page *p, const char *title, const char *sql)
{
    sqlite3_stmt *q = gradebook_query(db, sql);
    for (bool first = true; gradebook_step(q); first = false) {
        if (first)
            export_page_heading(p, title);
        export_page_line(p, "%s", gradebook_text(q, 0));
    }
    sqlite3_finalize(q);
}

static void alike(sqlite3 *db, struct page *p)
{
    struct group *groups;
    struct pair *pairs;
    size_t chapters, m = export_similar_groups(db, &groups), n = export_similar_pairs(db, &pairs);
    const struct intake_chapter *chapter = intake_chapters(&chapters);
    if (n + m > 0) {
        export_page_heading(p, "Similar files (for a person to judge; no grade depends on this)");
        export_page_line(p, "Share of the shorter file's fingerprints (winnowing) that the two "
                            "have in common; names, "
                            "comments, layout and the skeleton do not count. Alike may be by "
                            "chance, from a text that all "
                            "were given, or from working together: read both before you ask.");
    }
    for (size_t i = 0; i < m; i++) {
        export_page_line(p, "%s: the same in %d submissions (%d fingerprints): %s",
                         chapter[groups[i].chapter].topic, groups[i].count, groups[i].prints,
                         groups[i].names);
        free(groups[i].names);
    }
    free(groups);
    for (size_t i = 0; i < n; i++) {
        export_page_line(p, "%s: %s and %s, %.0f%% (%d fingerprints)",
                         chapter[pairs[i].chapter].topic, pairs[i].one, pairs[i].other,
                         100.0 * pairs[i].share, pairs[i].common);
        free(pairs[i].one);
        free(pairs[i].other);
    }
    free(pairs);
}

/* Every student, with a link to the feedback. */
static void students(sqlite3 *db, struct page *p)
{
    export_page_heading(p, "Students");
    sqlite3_stmt *q = gradebook_query(db, "SELECT key, name, points, of, status, late, points <> "
                                          "judged FROM total ORDER BY name, key");
    while (gradebook_step(q)) {
        double points = sqlite3_column_double(q, 2);
        int of = sqlite3_column_int(q, 3);
        char *file = text_file_name(gradebook_text(q, 0)),
             *address = text_format("feedback/%s.html", file);
        char *value = text_format(
            "%g of %d%s%s%s%s", points, of, strcmp(gradebook_text(q, 4), "judged") == 0 ? "" : ", ",
            strcmp(gradebook_text(q, 4), "judged") == 0 ? "" : gradebook_text(q, 4),
            sqlite3_column_int(q, 5) ? ", late" : "", sqlite3_column_int(q, 6) ? ", by hand" : "");
        export_page_linked(p, address, gradebook_text(q, 1),
                           of > 0 ? fmax(0.0, fmin(1.0, points / of)) : 0.0, value);
        free(value);
        free(address);
        free(file);
    }
    sqlite3_finalize(q);
}

static bool write_class_page(sqlite3 *db, const char *out)
{
    char *path = text_format("%s/class", out);
    struct page p;
    bool good = export_page_open(&p, path, "The class");
    if (good) {
        overview(db, &p);
        distribution(db, &p);
        bars(db, &p, "Exercises: share of the points",
             "SELECT number || ' ' || exercise, avg(1.0 * points / of), sum(points >= of) || ' "
             "full' FROM grade"
             " GROUP BY exercise ORDER BY number");
        lines(
            db, &p, "Most common mistakes",
            "SELECT count(*) || ' x ' || e.exercise || ', ' || e.mistake || ': ' || "
            "coalesce(max(e.sentence), '')"
            " FROM exercise e JOIN total t ON t.judgement = e.judgement WHERE e.mistake IS NOT NULL"
            " GROUP BY e.exercise, e.mistake ORDER BY count(*) DESC, 1 LIMIT 20");
        lines(
            db, &p, "Crashed, hung or ended early",
            "SELECT t.name || ': ' || group_concat(e.exercise || ' ' || e.state, ', ') FROM total t"
            " JOIN exercise e ON e.judgement = t.judgement WHERE e.state IN ('crashed', 'timed "
            "out', 'exited')"
            " GROUP BY t.student ORDER BY t.key");
        lines(db, &p, "Not judged to the end",
              "SELECT name || ': ' || status FROM total WHERE status <> 'judged' ORDER BY key");
        alike(db, &p);
        lines(db, &p, "Suspicious: tried what no exercise needs",
              "SELECT DISTINCT t.name || ': ' || json_extract(e.value, '$.exercise') || ', '"
              " || coalesce(json_extract(x.value, '$.fault'), json_extract(x.value, '$.outcome'))"
              " FROM total t, json_each(t.report, '$.exercises') e, json_each(e.value, "
              "'$.properties') x"
              " WHERE json_valid(t.report) AND (json_extract(x.value, '$.outcome') = 'exited'"
              " OR json_extract(x.value, '$.fault') LIKE '%no exercise needs%'"
              " OR json_extract(x.value, '$.fault') LIKE '%forged answer%'"
              " OR json_extract(x.value, '$.fault') LIKE '%wrote to % input%') ORDER BY 1");
        lines(db, &p, "Notes on submissions",
              "SELECT name || ': ' || replace(notes, char(10), ' ') FROM total WHERE notes <> '' "
              "ORDER BY key");
        lines(
            db, &p, "Slowest to judge",
            "SELECT printf('%.1f s  %s', seconds, name) FROM total ORDER BY seconds DESC LIMIT 5");
        bars(db, &p, "Tests: share that passed, the hardest first",
             "SELECT p.exercise || '.' || p.property, avg(p.outcome = 'passed'),"
             " sum(p.outcome = 'passed') || ' of ' || count(*) FROM property p"
             " JOIN total s ON s.judgement = p.judgement JOIN exercise e ON e.judgement = "
             "p.judgement AND e.exercise = p.exercise"
             " GROUP BY p.exercise, p.property ORDER BY 2, e.number, p.property");
        students(db, &p);
    }
    good = export_page_close(&p) && good;
    free(path);
    return good;
}
EXPORT_FORMAT(write_class_page);
