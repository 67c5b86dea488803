/* course.ini: the course and its weeks, into the tables setting, week and week_exercise. */
#include "course.h"

#include <ini.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "report/course.h"

/* The rule for what is late; a week has the course's unless it says otherwise. */
struct rule {
    double percent, cut_off, grace;
    bool cuts;
    const char *attempts;
};

struct week {
    char *name, *title;
    long long due;
    double weight;
    struct rule rule;
    size_t line, exercises;
};

struct reading {
    sqlite3 *db;
    const char *path;
    FILE *file;
    size_t line;
    bool good, in_course, has_zone, has_due, percents;
    double weights;
    char seen[256]; /* the keys of this section, each between bars */
    struct rule rule;
    struct week week;
    int position;
    struct course course; /* the chapters' tables */
};

static bool wrong(struct reading *r, const char *what, const char *value, const char *mend)
{
    r->good = false;
    course_complain(r->path, r->line, "%s = %s is not understood; %s", what, value, mend);
    return true; /* read on */
}

static bool read_number(const char *text, double *value)
{
    char *end;
    *value = strtod(text, &end);
    end += strspn(end, " ");
    return end != text && *end == '\0' && *value >= 0.0 && *value < 1e6;
}

static bool read_rule(struct reading *r, struct rule *rule, const char *name, const char *value)
{
    if (strcmp(name, "late") == 0) {
        char *end;
        rule->percent = strcmp(value, "none") == 0 ? 0.0 : strtod(value, &end);
        if (strcmp(value, "none") != 0 && (end == value || end[strspn(end, " ")] != '%' ||
                                           rule->percent < 0.0 || rule->percent > 100.0))
            return wrong(r, name, value, "write none, or for each day 10 %");
    } else if (strcmp(name, "cut_off") == 0) {
        rule->cuts = strcmp(value, "none") != 0;
        if (rule->cuts && !read_number(value, &rule->cut_off))
            return wrong(r, name, value, "write days, such as 7, or none");
    } else if (strcmp(name, "grace") == 0) {
        if (!read_number(value, &rule->grace))
            return wrong(r, name, value, "write days, such as 2 or 0.5");
    } else if (strcmp(name, "attempts") == 0) {
        static const char *const rules[] = {"newest", "best", "first"};
        rule->attempts = NULL;
        for (size_t i = 0; i < 3; i++)
            if (strcmp(value, rules[i]) == 0)
                rule->attempts = rules[i];
        if (!rule->attempts)
            return wrong(r, name, value, "write newest, best or first");
    } else {
        return false;
    }
    return true;
}

static bool keep_setting(struct reading *r, const char *name, const char *value)
{
    return GRADEBOOK_RUN(r->db, "INSERT OR REPLACE INTO setting VALUES(?1, ?2)", name, value);
}

static bool zone_exists(const char *zone)
{
    char *path = text_format("/usr/share/zoneinfo/%s", zone);
    bool yes = strcmp(zone, "UTC") == 0 ||
               (*zone && !strstr(zone, "..") && access(path, R_OK) == 0);
    free(path);
    return yes;
}

static bool on_course(struct reading *r, const char *name, const char *value)
{
    double number;
    if (read_rule(r, &r->rule, name, value))
        return true;
    if (strcmp(name, "time_zone") == 0) {
        r->has_zone = true;
        if (!zone_exists(value))
            return wrong(r, name, value, "write one of /usr/share/zoneinfo, such as Europe/Berlin");
        setenv("TZ", value, 1);
        tzset();
    } else if (strcmp(name, "drop") == 0 || strcmp(name, "best_of") == 0) {
        if (!read_number(value, &number) || number != (int)number)
            return wrong(r, name, value, "write a number of weeks");
    } else if (strcmp(name, "set_points") == 0) {
        if (strcmp(value, "keep") != 0 && strcmp(value, "better") != 0)
            return wrong(r, name, value, "write keep or better");
    } else if (strcmp(name, "title") != 0) {
        return wrong(r, name, value,
                     "the course has title, time_zone, late, cut_off, grace, drop, best_of, "
                     "attempts and set_points");
    }
    return keep_setting(r, name, value);
}

static void add_exercise(struct reading *r, const struct exercise *e)
{
    char of[16];
    snprintf(of, sizeof of, "%d", e->of);
    GRADEBOOK_RUN(r->db,
                  "INSERT OR IGNORE INTO week_exercise VALUES(?1, ?2, ?3, CAST(?4 AS INTEGER))",
                  r->week.name, e->name, e->number, of);
    GRADEBOOK_RUN(r->db, "INSERT OR IGNORE INTO week_chapter VALUES(?1, ?2)", r->week.name,
                  e->chapter->directory);
    r->week.exercises++;
}

/* A chapter as 04_omp, 04, 4 or omp. */
static bool is_chapter(const struct chapter *c, const char *word)
{
    char *end;
    long number = strtol(word, &end, 10);
    return strcmp(c->directory, word) == 0 || strcmp(c->topic, word) == 0 ||
           (*end == '\0' && end != word && number == strtol(c->directory, NULL, 10));
}

static bool on_list(struct reading *r, const char *name, const char *value)
{
    char *list = text_need(strdup(value)), *rest = NULL;
    bool chapters = strcmp(name, "chapters") == 0;
    for (char *w = strtok_r(list, " ,;\t", &rest); w; w = strtok_r(NULL, " ,;\t", &rest)) {
        size_t before = r->week.exercises;
        for (size_t i = 0; i < r->course.exercise_count; i++) {
            const struct exercise *e = &r->course.exercises[i];
            if (chapters ? is_chapter(e->chapter, w)
                         : strcmp(e->name, w) == 0 || strcmp(e->number, w) == 0)
                add_exercise(r, e);
        }
        if (r->week.exercises == before)
            wrong(r, name, w,
                  chapters ? "there is no such chapter; they are named as in chapters/"
                           : "there is no such exercise; make points lists them");
    }
    free(list);
    return true;
}

static bool on_week(struct reading *r, const char *name, const char *value)
{
    struct week *w = &r->week;
    if (read_rule(r, &w->rule, name, value))
        return true;
    if (strcmp(name, "title") == 0) {
        free(w->title);
        w->title = text_need(strdup(value));
    } else if (strcmp(name, "chapters") == 0 || strcmp(name, "exercises") == 0) {
        return on_list(r, name, value);
    } else if (strcmp(name, "due") == 0) {
        const char *why;
        w->due = course_date(value, &why);
        r->has_due = true;
        if (!w->due)
            return wrong(r, name, value, why);
    } else if (strcmp(name, "weight") == 0) {
        size_t n = strcspn(value, "%");
        char *number = text_need(strndup(value, n));
        bool good = read_number(number, &w->weight) && !value[n + (value[n] != '\0')];
        free(number);
        r->percents |= value[n] != '\0';
        if (!good)
            return wrong(r, name, value, "write a number, such as 1 or 0.5, or per cent: 20 %");
    } else {
        return wrong(r, name, value,
                     "a week has title, chapters or exercises, due, weight, late, cut_off, grace "
                     "and attempts");
    }
    return true;
}

/* Writes down the week that ends here. */
static void end_week(struct reading *r)
{
    struct week *w = &r->week;
    if (!w->name)
        return;
    if (w->exercises == 0)
        r->good = course_complain(r->path, w->line,
                                  "week %s has no exercises; add a line chapters = 01_measuring",
                                  w->name);
    r->weights += w->weight;
    sqlite3_stmt *q = gradebook_query(
        r->db, "INSERT INTO week(name, position, title, due, grace, percent, cut_off, weight,"
               " attempts) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    sqlite3_bind_text(q, 1, w->name, -1, SQLITE_STATIC);
    sqlite3_bind_int(q, 2, ++r->position);
    sqlite3_bind_text(q, 3, w->title ? w->title : "", -1, SQLITE_STATIC);
    if (w->due)
        sqlite3_bind_int64(q, 4, w->due);
    sqlite3_bind_double(q, 5, w->rule.grace);
    sqlite3_bind_double(q, 6, w->rule.percent);
    if (w->rule.cuts)
        sqlite3_bind_double(q, 7, w->rule.cut_off);
    sqlite3_bind_double(q, 8, w->weight);
    sqlite3_bind_text(q, 9, w->rule.attempts ? w->rule.attempts : "newest", -1, SQLITE_STATIC);
    if (sqlite3_step(q) != SQLITE_DONE)
        r->good = course_complain(r->path, w->line,
                                  "there is a week %s already; give it another name", w->name);
    sqlite3_finalize(q);
    free(w->name);
    free(w->title);
    *w = (struct week){0};
}

static void begin_section(struct reading *r, const char *section)
{
    const char *name = strncasecmp(section, "week", 4) == 0 ? section + 4 : section;
    end_week(r);
    r->in_course = strcmp(section, "course") == 0;
    r->seen[0] = '\0';
    name += strspn(name, " ");
    if (r->in_course && r->position > 0)
        r->good = course_complain(r->path, r->line,
                                  "[course] has to come before the weeks, which "
                                  "take its rules and its time zone");
    if (r->in_course)
        return;
    if (name == section || !*name || name[strcspn(name, "/\\")] || name[0] == '.')
        r->good = course_complain(r->path, r->line,
                                  "[%s] is neither [course] nor a week, such as [week 1]", section);
    else
        r->week = (struct week){
            .name = text_need(strdup(name)), .weight = 1.0, .rule = r->rule, .line = r->line};
}

/* Reads a line for inih. Sections are noticed here, because inih reports only keys and would hide a
 * section without any. */
static char *next_line(char *to, int size, void *from)
{
    struct reading *r = from;
    char *got = fgets(to, size, r->file);
    r->line += got != NULL;
    if (got && r->line == 1 && strncmp(got, "\xef\xbb\xbf", 3) == 0)
        memmove(got, got + 3, strlen(got + 3) + 1);
    if (got && !strchr(got, '\n') && !feof(r->file)) {
        r->good = course_complain(r->path, r->line,
                                  "this line is longer than %d characters; make "
                                  "two of it (exercises may be in several)",
                                  size - 2);
        for (int c = 0; c != '\n' && c != EOF;)
            c = fgetc(r->file);
        strcpy(got, "\n");
    }
    if (got && got[strspn(got, " \t")] == '[' && strchr(got, ']')) {
        char *name = text_need(strdup(got + strspn(got, " \t") + 1));
        name[strcspn(name, "]")] = '\0';
        begin_section(r, name);
        free(name);
    }
    return got;
}

static int on_line(void *to, const char *section, const char *name, const char *value)
{
    struct reading *r = to;
    (void)section;
    if (!r->in_course && !r->week.name) {
        if (r->position == 0 && !*section)
            wrong(r, name, value, "put it below [course] or [week 1]");
        return 1;
    }
    char *key = text_format("|%s|", name);
    bool again = strstr(r->seen, key) && strcmp(name, "chapters") != 0 &&
                 strcmp(name, "exercises") != 0;
    if (strlen(r->seen) + strlen(key) < sizeof r->seen)
        strcat(r->seen, key);
    free(key);
    if (again)
        return wrong(r, name, value, "it is in this section already; take one out");
    return r->in_course ? on_course(r, name, value) : on_week(r, name, value);
}

/* An exercise of two weeks counts twice, which may be meant: it is told. */
static void tell_overlaps(const struct reading *r)
{
    sqlite3_stmt *q = gradebook_query(
        r->db, "SELECT b.name, a.name, group_concat(y.exercise, ', ') FROM week a JOIN week b"
               " ON a.position < b.position JOIN week_exercise x ON x.week = a.name"
               " JOIN week_exercise y ON y.week = b.name AND y.exercise = x.exercise"
               " GROUP BY a.name, b.name ORDER BY b.position");
    while (gradebook_step(q))
        course_complain(r->path, 0,
                        "week %s has exercises of week %s, too: %s; they count in both. If that is "
                        "not meant, take them out of one",
                        gradebook_text(q, 0), gradebook_text(q, 1), gradebook_text(q, 2));
    sqlite3_finalize(q);
}

/* What only the whole file shows. */
static void look_at_all(struct reading *r)
{
    if (r->has_due && !r->has_zone)
        r->good = course_complain(r->path, 0,
                                  "[course] has no time_zone, so that nobody knows when "
                                  "a date is; add time_zone = Europe/Berlin, or UTC");
    if (r->good && r->weights <= 0.0)
        r->good = course_complain(r->path, 0, "all weights are 0; give one week more");
    if (r->percents && fabs(r->weights - 100.0) > 0.01)
        r->good = course_complain(
            r->path, 0,
            "the weights add up to %g %%, not to 100 %%; change one, or leave "
            "out the %% signs: then only their ratios count",
            r->weights);
    tell_overlaps(r);
}

bool course_read_ini(sqlite3 *db, const char *path)
{
    struct reading r = {.db = db, .path = path, .file = fopen(path, "r"), .good = true};
    if (!r.file)
        return course_complain(path, 0, "it cannot be read; make course COURSE=%.*s makes one",
                               (int)(strrchr(path, '/') - path), path);
    if (!course_is_text(path)) {
        fclose(r.file);
        return false;
    }
    course_read(&r.course, "chapters");
    sqlite3_exec(db,
                 "DELETE FROM setting; DELETE FROM week; DELETE FROM week_exercise;"
                 "DELETE FROM week_chapter;",
                 NULL, NULL, NULL);
    setenv("TZ", "UTC", 1);
    tzset();
    int line = ini_parse_stream(next_line, &r, on_line, &r);
    end_week(&r);
    if (line > 0)
        r.good = course_complain(path, (size_t)line,
                                 "this is neither [name] nor key = value; a comment begins with ;");
    if (r.good && r.position == 0)
        r.good = course_complain(path, 0, "it has no weeks; add [week 1] with chapters and due");
    look_at_all(&r);
    fclose(r.file);
    return r.good;
}
