/* class.html and class.txt: the class at a glance. */
#include <stdlib.h>
#include <string.h>

#include "class_parts.h"
#include "similar.h"

static void overview(sqlite3 *db, struct page *p)
{
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT sum(judgement IS NOT NULL), avg(points), min(points), max(points),"
            " sum(points >= of), sum(late), sum(level <> 'sandbox'), sum(judgement IS NULL),"
            " max(of)"
            " FROM total");
    if (gradebook_step(q) && sqlite3_column_int(q, 0) > 0) {
        export_page_line(
            p,
            "%d submissions, %d of them late. Mean %.1f of %d, from %.1f to %.1f; full marks %d.",
            sqlite3_column_int(q, 0), sqlite3_column_int(q, 5), sqlite3_column_double(q, 1),
            sqlite3_column_int(q, 8), sqlite3_column_double(q, 2), sqlite3_column_double(q, 3),
            sqlite3_column_int(q, 4));
        if (sqlite3_column_int(q, 7) > 0)
            export_page_line(p, "%d students have handed in nothing, and have 0 points.",
                             sqlite3_column_int(q, 7));
        if (sqlite3_column_int(q, 6) > 0)
            export_page_line(p, "UNSAFE: %d of them were judged outside the sandbox.",
                             sqlite3_column_int(q, 6));
    }
    sqlite3_finalize(q);
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

/* A line about similar files, linked to a page that shows them side by side if their texts are
 * known. */
static void alike_line(sqlite3 *db, struct page *p, const char *out, int *number, int chapter,
                       const long long *judgements, char *line)
{
    char *address = text_format("similar/%d.html", ++*number);
    if (export_similar_page(db, out, *number, chapter, judgements))
        export_page_link(p, address, line);
    else
        export_page_line(p, "%s", line);
    free(address);
    free(line);
}

static void alike(sqlite3 *db, struct page *p, const char *out)
{
    struct group *groups;
    struct pair *pairs;
    int number = 0;
    size_t chapters, m = export_similar_groups(db, &groups), n = export_similar_pairs(db, &pairs);
    const struct intake_chapter *chapter = intake_chapters(&chapters);
    char *folder = text_format("%s/similar", out);
    file_remove_tree(folder); /* of an earlier run */
    free(folder);
    if (n + m > 0) {
        export_page_heading(p, "Similar files (for a person to judge; no grade depends on this)");
        export_page_line(p, "Share of the shorter file's fingerprints (winnowing) that the two "
                            "have in common; names, comments, layout, the kind of loop and the "
                            "skeleton do not count. Alike may be by chance, from a text that all "
                            "were given, or from working together: read both before you ask.");
    }
    for (size_t i = 0; i < m; i++) {
        alike_line(db, p, out, &number, groups[i].chapter, groups[i].judgements,
                   text_format("%s: the same in %d submissions (%d fingerprints): %s",
                               chapter[groups[i].chapter].topic, groups[i].count, groups[i].prints,
                               groups[i].names));
        free(groups[i].names);
    }
    free(groups);
    for (size_t i = 0; i < n; i++) {
        alike_line(db, p, out, &number, pairs[i].chapter, pairs[i].judgements,
                   text_format("%s: %s and %s, %.0f%% (%d fingerprints)",
                               chapter[pairs[i].chapter].topic, pairs[i].one, pairs[i].other,
                               100.0 * pairs[i].share, pairs[i].common));
        free(pairs[i].one);
        free(pairs[i].other);
    }
    free(pairs);
}

static bool write_class_page(sqlite3 *db, const char *out)
{
    char *path = text_format("%s/class", out), *week = export_title(db),
         *title = strcmp(week, "Sparsebook") == 0 ? text_need(strdup("The class"))
                                                  : text_need(strdup(week));
    struct page p;
    bool good = export_page_open(&p, path, title);
    if (good) {
        overview(db, &p);
        export_distribution(db, &p);
        export_students(db, &p);
        lines(db, &p, "Set by hand, and a later hand-in has more: set_points in course.ini decides",
              "SELECT t.name || ': ' || g.exercise || ', set to ' || g.set_to || ', judged ' ||"
              " g.judged FROM grade g JOIN total t ON t.student = g.student"
              " WHERE g.later_has_more UNION ALL SELECT t.name || ': the total, now ' || t.judged "
              "FROM"
              " temp.week_total t WHERE t.later_has_more");
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
              "SELECT name || ': ' || status FROM total WHERE status NOT IN ('judged',"
              " 'not handed in') ORDER BY key");
        alike(db, &p, out);
        lines(db, &p, "Suspicious: tried what no exercise needs",
              "SELECT DISTINCT t.name || ': ' || json_extract(e.value, '$.exercise') || ', '"
              " || coalesce(json_extract(x.value, '$.fault'), json_extract(x.value, '$.outcome'))"
              " FROM total t, json_each(t.report, '$.exercises') e, json_each(e.value, "
              "'$.properties') x"
              " WHERE json_valid(t.report) AND (json_extract(x.value, '$.outcome') = 'exited'"
              " OR json_extract(x.value, '$.fault') LIKE '%no exercise needs%'"
              " OR json_extract(x.value, '$.fault') LIKE '%forged answer%'"
              " OR json_extract(x.value, '$.fault') LIKE '%wrote to % input%') ORDER BY 1");
        lines(db, &p, "To be looked at: what object code needs, and no exercise",
              "SELECT t.name || ': ' || o.chapter || ', ' || o.what FROM temp.oddity o"
              " JOIN total t USING (student) ORDER BY t.key, o.chapter, o.what");
        lines(db, &p, "Notes on submissions",
              "SELECT name || ': ' || replace(notes, char(10), ' ') FROM total WHERE notes <> '' "
              "ORDER BY key");
        lines(db, &p, "Slowest to judge",
              "SELECT printf('%.1f s  %s', seconds, name) FROM total WHERE seconds > 0 ORDER BY "
              "seconds DESC LIMIT 5");
        bars(db, &p, "Tests: share that passed, the hardest first",
             "SELECT p.exercise || '.' || p.property, avg(p.outcome = 'passed'),"
             " sum(p.outcome = 'passed') || ' of ' || count(*) FROM property p"
             " JOIN total s ON s.judgement = p.judgement JOIN exercise e ON e.judgement = "
             "p.judgement AND e.exercise = p.exercise"
             " GROUP BY p.exercise, p.property ORDER BY 2, e.number, p.property");
    }
    good = export_page_close(&p) && good;
    free(path);
    free(week);
    free(title);
    return good;
}
EXPORT_FORMAT(write_class_page);
