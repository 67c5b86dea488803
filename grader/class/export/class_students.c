/* The students of the class page: a table that sorts and filters itself, and the distribution. */
#include "class_parts.h"

#include <stdlib.h>
#include <string.h>

/* Sorts by the column whose heading is pressed, and filters rows by text. */
static const char script[] =
    "<script>\n"
    "const table = document.getElementById('students'), body = table.tBodies[0];\n"
    "const value = (row, i) => row.cells[i].dataset.v ?? row.cells[i].textContent.toLowerCase();\n"
    "[...table.tHead.rows[0].cells].forEach((head, i) => head.firstChild.onclick = () => {\n"
    "  const down = head.getAttribute('aria-sort') === 'ascending';\n"
    "  for (const h of table.tHead.rows[0].cells) h.removeAttribute('aria-sort');\n"
    "  head.setAttribute('aria-sort', down ? 'descending' : 'ascending');\n"
    "  const rows = [...body.rows].map(row => [value(row, i), row]);\n"
    "  rows.sort(([a], [b]) => (isNaN(a) || isNaN(b) ? (a < b ? -1 : a > b) : a - b) *\n"
    "    (down ? -1 : 1));\n"
    "  body.append(...rows.map(([, row]) => row));\n"
    "});\n"
    "document.getElementById('filter').oninput = e => {\n"
    "  const words = e.target.value.toLowerCase().split(/\\s+/);\n"
    "  let shown = 0;\n"
    "  for (const row of body.rows) {\n"
    "    const text = [...row.cells].map(c => c.textContent).join(' ').toLowerCase();\n"
    "    row.hidden = !words.every(w => text.includes(w));\n"
    "    shown += !row.hidden;\n"
    "  }\n"
    "  document.getElementById('shown').textContent = shown;\n"
    "};\n"
    "</script>\n";

static void cell(FILE *f, const char *text)
{
    fputs("<td>", f);
    text_html(f, text);
}

static void row(struct page *p, sqlite3_stmt *q)
{
    double points = sqlite3_column_double(q, 2);
    int of = sqlite3_column_int(q, 3);
    double share = of > 0 ? points / of : 0.0;
    share = share < 0.0 ? 0.0 : share > 1.0 ? 1.0 : share;
    const char *name = gradebook_text(q, 1), *remarks = gradebook_text(q, 4);
    char *file = text_file_name(gradebook_text(q, 0)),
         *value = text_format("%g of %d%s%s", points, of, *remarks ? ", " : "", remarks);
    int n = (int)(share * 30 + 0.5);
    fputs("  ", p->text);
    text_plain(p->text, name);
    fprintf(p->text, "%*s %-30.*s %s\n", text_width(name, 37) - (int)strlen(name), "", n,
            "##############################", value);
    fprintf(p->html, "<tr><td><a href=\"feedback/%s.html\">", file);
    text_html(p->html, name);
    fprintf(p->html, "</a><td data-v=\"%g\"><i style=\"width:%.0fpx\"></i>%g of %d", points,
            120.0 * share, points, of);
    cell(p->html, remarks);
    cell(p->html, gradebook_text(q, 5));
    fprintf(p->html, "<td data-v=\"%lld\">", (long long)sqlite3_column_int64(q, 6));
    text_html(p->html, gradebook_text(q, 7));
    fputc('\n', p->html);
    free(file);
    free(value);
}

void export_students(sqlite3 *db, struct page *p)
{
    static const char *const heads[] = {"Student", "Points", "Remarks", "Section", "Handed in"};
    export_page_heading(p, "Students");
    fprintf(p->html,
            "<p><label>Only with <input id=\"filter\" placeholder=\"a name, late, by hand\">"
            "</label> <span id=\"shown\">%lld</span> shown; press a heading to sort.</p>\n"
            "<div class=\"wide\"><table id=\"students\"><thead><tr>",
            gradebook_count(db, "SELECT count(*) FROM total"));
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        fprintf(p->html, "<th><button>%s</button>", heads[i]);
    fputs("<tbody>\n", p->html);
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT key, name, points, of, substr(iif(status = 'judged', '', ', ' || status)"
            " || iif(late, iif(rule = '', ', late', ', ' || rule), '')"
            " || iif(raw <> judged, ', by hand', '')"
            " || iif(on_roster OR week = '', '', ', not on the roster'), 3), section, handed_at,"
            " iif(handed_at > 0, strftime('%Y-%m-%d %H:%M', handed_at, 'unixepoch',"
            "  'localtime'), '') FROM temp.week_total ORDER BY name, key");
    while (gradebook_step(q))
        row(p, q);
    sqlite3_finalize(q);
    fprintf(p->html, "</table></div>\n%s", script);
}

/* How many students have so many tenths of the points. */
static int tenth(sqlite3 *db, int d)
{
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT count(*) FROM temp.week_total"
            " WHERE min(9, CAST(10.0 * points / max(of, 1) AS INTEGER)) = ?1");
    sqlite3_bind_int(q, 1, d);
    int n = gradebook_step(q) ? sqlite3_column_int(q, 0) : 0;
    sqlite3_finalize(q);
    return n;
}

void export_distribution(sqlite3 *db, struct page *p)
{
    enum { WIDE = 56, HIGH = 120 };
    int counts[10], most = 1;
    for (int d = 0; d < 10; d++) {
        counts[d] = tenth(db, d);
        most = counts[d] > most ? counts[d] : most;
    }
    export_page_heading(p, "Distribution");
    fprintf(p->html,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"How many students have which"
            " share of the points\">\n",
            10 * WIDE, HIGH + 40);
    for (int d = 0; d < 10; d++) {
        int high = HIGH * counts[d] / most, n = 30 * counts[d] / most;
        fprintf(p->html,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>"
                "<text x=\"%d\" y=\"%d\">%d</text><text x=\"%d\" y=\"%d\">%d\u2013%d%%</text>\n",
                d * WIDE + 4, 20 + HIGH - high, WIDE - 8, high, d * WIDE + WIDE / 2,
                16 + HIGH - high, counts[d], d * WIDE + WIDE / 2, HIGH + 36, 10 * d,
                d == 9 ? 100 : 10 * d + 9);
        char *label = text_format("%d to %d", 10 * d, d == 9 ? 100 : 10 * d + 9);
        fprintf(p->text, "  %-37s %-30.*s %d\n", label, n, "##############################",
                counts[d]);
        free(label);
    }
    fputs("</svg>\n", p->html);
}
