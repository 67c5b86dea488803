/* report: what make check prints.
 *
 *   report --build DIR --src chapters|solutions --seed N [--only "NAME..."] [--level WORD]
 *          [--tables chapters] CHAPTER...
 *
 * Reads what the tests left in DIR/judge/CHAPTER/SRC, prints the report, writes
 * it to DIR/judge/report.json as well, and its status to DIR/judge/status.
 * Status 0: full marks of what was chosen; 1: fewer, or no such exercise; 2: the judge failed. */
#include "course.h"
#include "course/tables.h"
#include "output.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

static void write_status(const struct course *course, int status)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/judge/status", course->build);
    FILE *f = fopen(path, "w");
    if (!f || fprintf(f, "%d\n", status) < 0 || fclose(f) != 0) {
        fprintf(stderr, "judge: cannot write %s\n", path);
        exit(2);
    }
}

static void choose_chapter(struct course *course, const char *directory)
{
    for (size_t i = 0; i < course->chapter_count; i++)
        if (strcmp(course->chapters[i].directory, directory) == 0) {
            course->chapters[i].chosen = true;
            return;
        }
    course_error(course, "chapters/%s/chapter.ini is not there or cannot be used", directory);
}

static void no_such_exercise(const struct course *course, const char *name)
{
    const struct exercise *there = course_exercise(course, name);
    if (there)
        printf("EX=%s is in chapter %.*s, which CH= leaves out.\n", name,
               (int)strcspn(there->chapter->directory, "_"), there->chapter->directory);
    else
        tables_no_such(stdout, course->tables, name);
    int status = output_end("report", 1);
    write_status(course, status);
    exit(status);
}

/* only: names separated by spaces, or NULL for all of the chosen chapters. */
static void choose_exercises(struct course *course, const char *only)
{
    if (!only || !only[strspn(only, " ")]) {
        for (size_t i = 0; i < course->exercise_count; i++)
            course->exercises[i].chosen = course->exercises[i].chapter->chosen;
        return;
    }
    char *list = copy(only), *rest = NULL;
    for (char *n = strtok_r(list, " ", &rest); n; n = strtok_r(NULL, " ", &rest)) {
        struct exercise *e = course_exercise(course, n);
        if (!e || !e->chapter->chosen)
            no_such_exercise(course, n);
        else
            e->chosen = true;
    }
    free(list);
}

int main(int argc, char **argv)
{
    struct course course = {.build = "build", .src = "chapters", .seed = "1", .level = "check"};
    const char *only = NULL, *tables = "chapters";
    int i = 1;
    output_begin();
    setlocale(LC_CTYPE, "");
    for (; i + 1 < argc && strncmp(argv[i], "--", 2) == 0; i += 2) {
        const char **option = strcmp(argv[i], "--build") == 0    ? &course.build
                              : strcmp(argv[i], "--src") == 0    ? &course.src
                              : strcmp(argv[i], "--seed") == 0   ? &course.seed
                              : strcmp(argv[i], "--only") == 0   ? &only
                              : strcmp(argv[i], "--tables") == 0 ? &tables
                              : strcmp(argv[i], "--level") == 0  ? &course.level
                                                                 : NULL;
        if (!option) {
            fprintf(stderr, "report: %s is not an option\n", argv[i]);
            return 2;
        }
        *option = argv[i + 1];
    }
    course_read(&course, tables);
    for (; i < argc; i++)
        choose_chapter(&course, argv[i]);
    choose_exercises(&course, only);
    course_results(&course);
    course_score(&course);
    show_text(&course);

    char path[4096];
    snprintf(path, sizeof path, "%s/judge/report.json", course.build);
    if (!show_json(&course, path))
        course_error(&course, "%s cannot be written", path);
    int status = course.error_count > 0 ? 2 : course.points == course.of && course.of > 0 ? 0 : 1;
    status = output_end("report", status);
    write_status(&course, status);
    return status;
}
