/* Makes the folder of a course, and reads its files as a whole. */
#include "course.h"

#include <regex.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "limits.h"

static const char first_ini[] =
    "; The course. A comment begins with ; at the start of a line.\n"
    "\n"
    "[course]\n"
    "title = Sparse coding\n"
    "time_zone = Europe/Berlin\n"
    "; What a day after the due date costs: none, or 10 % (of the points, each day).\n"
    "late = 10 %\n"
    "; Days after which nothing is taken any more; without this line everything is.\n"
    "cut_off = 7\n"
    "; Days after the due date that cost nothing.\n"
    "grace = 0\n"
    "; Of the weeks, this many of the lowest do not count; or: best_of = 6.\n"
    "drop = 0\n"
    "; Of several attempts of a week the newest counts, or the best, or the first.\n"
    "attempts = newest\n"
    "; Points set by hand stay (keep), or give way to a later hand-in that has more (better).\n"
    "set_points = keep\n"
    "\n"
    "; A week each. It takes `late`, `cut_off`, `grace` and `attempts` of its own, too.\n"
    "[week 1]\n"
    "title = Measuring and thresholding\n"
    "chapters = 01_measuring 02_thresholding\n"
    "due = 2027-04-12 23:59\n"
    "weight = 1\n"
    "\n"
    "[week 2]\n"
    "title = Differences in time\n"
    "; exercises instead of chapters, where a week has only some of one\n"
    "exercises = temporal_diff taus taus_list\n"
    "due = 2027-04-19 23:59\n"
    "weight = 1\n";
static const char first_roster[] = "name,id,email\n";
static const char first_extensions[] = "student,week,due,reason\n";

bool course_complain(const char *path, size_t line, const char *fmt, ...)
{
    char text[1024];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    if (line > 0)
        fprintf(stderr, "class: %s:%zu: %s\n", path, line, text);
    else
        fprintf(stderr, "class: %s: %s\n", path, text);
    return false;
}

long long course_date(const char *text, const char **why)
{
    char back[32] = "";
    regex_t re;
    *why = "write it as 2027-04-12 23:59";
    if (regcomp(&re, "^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?$",
                REG_EXTENDED | REG_NOSUB) != 0)
        return 0;
    bool form = regexec(&re, text, 0, NULL, 0) == 0;
    regfree(&re);
    long long seconds = form ? intake_date(text) : 0;
    time_t time = (time_t)seconds;
    if (seconds)
        strftime(back, sizeof back, "%Y-%m-%d %H:%M", localtime_r(&time, &(struct tm){0}));
    if (seconds && strncmp(back + 11, text + 11, 5) != 0) {
        *why = "the clocks go forward then, so that there is no such time; write an hour later";
        return 0;
    }
    return seconds;
}

bool course_is_text(const char *path)
{
    size_t size = 0;
    char *text = file_read_plain(path, LIMIT_OWN_FILE_BYTES, &size);
    const char *what = !text                                    ? NULL
                       : size > 1 && memcmp(text, "PK", 2) == 0 ? "a spreadsheet"
                       : size > 1 && (memcmp(text, "\xff\xfe", 2) == 0 ||
                                      memcmp(text, "\xfe\xff", 2) == 0)
                           ? "in UTF-16"
                       : strncasecmp(text, "<!doctype", 9) == 0 ||
                               strncasecmp(text, "<html", 5) == 0
                           ? "a web page"
                       : strlen(text) < size ? "no text: it holds zero bytes"
                                             : NULL;
    size_t line = 1;
    for (const char *s = text; what && strlen(text) < size && *s; s++)
        line += *s == '\n';
    free(text);
    return !what || course_complain(path, line, "it is %s; save it as plain text in UTF-8%s", what,
                                    strstr(path, ".csv") ? ", CSV (UTF-8)" : "");
}

bool course_read_csv(const char *path, bool (*take)(void *to, const struct text_row *row), void *to)
{
    size_t broken;
    if (!course_is_text(path))
        return false;
    bool good = text_read_csv(path, take, to, &broken);
    if (broken)
        course_complain(path, broken,
                        "a quote is not closed, or is inside a name; put the whole name in quotes "
                        "and write quotes in it twice");
    else if (!good && access(path, R_OK) != 0)
        course_complain(path, 0, "it cannot be read; it has to be a CSV file");
    return good;
}

static bool write_file(const char *folder, const char *name, const char *text)
{
    char *path = text_format("%s/%s", folder, name);
    bool there = access(path, F_OK) == 0; /* somebody's roster stays */
    FILE *f = there ? NULL : file_begin(path);
    if (f)
        fputs(text, f);
    bool good = there || file_finish(f, path);
    free(path);
    return good;
}

bool course_create(const char *folder)
{
    char *ini = text_format("%s/course.ini", folder);
    bool there = access(ini, F_OK) == 0;
    if (there)
        fprintf(stderr, "class: %s is there already; edit it, or give another COURSE=\n", ini);
    else if (!file_make_folders(folder))
        fprintf(stderr, "class: %s cannot be made; give another COURSE=\n", folder);
    bool good = !there && write_file(folder, "roster.csv", first_roster) &&
                write_file(folder, "extensions.csv", first_extensions) &&
                write_file(folder, "course.ini", first_ini);
    if (good)
        printf("%s: a new course. Edit course.ini, put the class list of your platform into\n"
               "roster.csv, then: make grade COURSE='%s' WEEK=1 SUBMISSIONS=export.zip\n",
               folder, folder);
    free(ini);
    return good;
}

bool course_load(sqlite3 *db, const char *folder)
{
    char *ini = text_format("%s/course.ini", folder),
         *roster = text_format("%s/roster.csv", folder),
         *extensions = text_format("%s/extensions.csv", folder);
    bool good = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK;
    /* Read all files, so that all mistakes are reported at once. */
    good = course_read_ini(db, ini) && good;
    good = course_read_roster(db, roster) && good;
    good = good && gradebook_match_people(db) && course_read_extensions(db, extensions);
    if (!good)
        fprintf(stderr, "class: nothing was changed; mend the course's files first\n");
    good = sqlite3_exec(db, good ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL) == SQLITE_OK && good;
    free(ini);
    free(roster);
    free(extensions);
    return good;
}

bool course_has_week(sqlite3 *db, const char *week)
{
    sqlite3_stmt *q = gradebook_query(db,
                                      "SELECT 1, (SELECT group_concat(name, ', ') FROM (SELECT name"
                                      " FROM week ORDER BY position)) FROM week WHERE name = ?1"
                                      " UNION ALL SELECT 0, (SELECT group_concat(name, ', ')"
                                      " FROM (SELECT name FROM week ORDER BY position))");
    sqlite3_bind_text(q, 1, week, -1, SQLITE_STATIC);
    bool there = gradebook_step(q) && sqlite3_column_int(q, 0) == 1;
    if (!there)
        fprintf(stderr, "class: WEEK=%s is not in course.ini; the weeks are %s\n", week,
                gradebook_text(q, 1));
    sqlite3_finalize(q);
    return there;
}

char *course_chapters(sqlite3 *db, const char *week)
{
    size_t count;
    const struct intake_chapter *chapter = intake_chapters(&count);
    char *list = text_need(strdup(""));
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT 1 FROM week_chapter WHERE week = ?1 AND chapter = ?2");
    for (size_t i = 0; i < count; i++) {
        sqlite3_bind_text(q, 1, week, -1, SQLITE_STATIC);
        sqlite3_bind_text(q, 2, chapter[i].directory, -1, SQLITE_STATIC);
        if (gradebook_step(q)) {
            char *longer = text_format("%s%s%s", list, *list ? " " : "", chapter[i].directory);
            free(list);
            list = longer;
        }
        sqlite3_reset(q);
    }
    sqlite3_finalize(q);
    return list;
}

int course_print_week(sqlite3 *db, const char *week)
{
    char *chapters = course_chapters(db, week);
    sqlite3_stmt *q = gradebook_query(db, "SELECT group_concat(exercise, ' ') FROM week_exercise"
                                          " WHERE week = ?1");
    sqlite3_bind_text(q, 1, week, -1, SQLITE_STATIC);
    printf("%s\n%s\n", chapters, gradebook_step(q) ? gradebook_text(q, 0) : "");
    sqlite3_finalize(q);
    free(chapters);
    return 0;
}
