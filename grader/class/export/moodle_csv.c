/* moodle.csv, which Moodle imports. */
#include <stdlib.h>
#include <string.h>

#include "export.h"

/* Moodle's offline grading worksheet: only its own participants have a number there. */
static bool write_moodle(sqlite3 *db, const char *out)
{
    char *path = text_format("%s/moodle.csv", out);
    FILE *f = file_begin(path);
    if (!f) {
        free(path);
        return false;
    }
    fputs("Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
          "Last modified (submission),Last modified (grade),Feedback comments\n",
          f);
    sqlite3_stmt *q = gradebook_query(db,
                                      "SELECT lms_id, name, email, points, of, student,"
                                      " status IN ('failed', 'too long') AND points = 0 FROM total"
                                      " WHERE layout = 'moodle' ORDER BY key");
    while (gradebook_step(q)) {
        fprintf(f, "Participant %s,", gradebook_text(q, 0));
        text_csv(f, gradebook_text(q, 1));
        fputc(',', f);
        text_csv(f, gradebook_text(q, 2));
        if (sqlite3_column_int(q, 6)) /* without a judgement there is no score */
            fprintf(f, ",,,%.2f,Yes,-,-,", sqlite3_column_double(q, 4));
        else
            fprintf(f, ",,%.2f,%.2f,Yes,-,-,", sqlite3_column_double(q, 3),
                    sqlite3_column_double(q, 4));
        char *summary = export_summary(db, sqlite3_column_int64(q, 5)), *html = NULL;
        size_t size;
        FILE *to = open_memstream(&html, &size); /* Moodle shows the field as HTML */
        for (char *rest = summary, *line; (line = strsep(&rest, "\n")) != NULL;) {
            text_html(text_need(to), line);
            fputs(rest ? "<br>" : "", to);
        }
        fclose(to);
        text_csv(f, html);
        fputc('\n', f);
        free(summary);
        free(html);
    }
    sqlite3_finalize(q);
    bool good = file_finish(f, path);
    free(path);
    return good;
}
EXPORT_FORMAT(write_moodle);
