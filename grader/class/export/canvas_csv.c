/* canvas.csv, which Canvas imports. */
#include <stdlib.h>
#include <string.h>

#include "export.h"

/* Canvas matches by ID, else by SIS user or login id. */
static bool write_canvas(sqlite3 *db, const char *out)
{
    char *path = text_format("%s/canvas.csv", out);
    FILE *f = file_begin(path);
    if (!f) {
        free(path);
        return false;
    }
    char *title = export_title(db);
    fputs("Student,ID,SIS User ID,SIS Login ID,Section,", f);
    text_csv(f, title);
    fprintf(f, "\n    Points Possible,,,,,%lld\n",
            gradebook_count(db, "SELECT max(of) FROM total"));
    free(title);
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT name, iif(canvas IS NOT NULL, 'canvas', ''), coalesce(canvas, lms_id), email,"
            " points, status IN ('failed', 'too long') AND points = 0 FROM (SELECT t.*,"
            " iif(t.layout = 'canvas' AND (SELECT count(*) FROM belongs b WHERE b.student ="
            "  t.account) = 1, t.lms_id, (SELECT i.value FROM identity i WHERE i.kind = 'canvas' "
            "AND i.student ="
            "  t.student)) AS canvas FROM total t) ORDER BY key");
    while (gradebook_step(q)) {
        bool own = strcmp(gradebook_text(q, 1), "canvas") == 0;
        text_csv(f, gradebook_text(q, 0));
        fputc(',', f);
        text_csv(f, own ? gradebook_text(q, 2) : "");
        fputc(',', f);
        text_csv(f, own ? "" : gradebook_text(q, 2));
        fputc(',', f);
        text_csv(f, gradebook_text(q, 3));
        if (sqlite3_column_int(q, 5)) /* without a judgement there is no score */
            fputs(",,\n", f);
        else
            fprintf(f, ",,%g\n", sqlite3_column_double(q, 4));
    }
    sqlite3_finalize(q);
    bool good = file_finish(f, path);
    free(path);
    return good;
}
EXPORT_FORMAT(write_canvas);
