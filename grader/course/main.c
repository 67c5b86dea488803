/* course: what the chapters' tables say, for make, C and the scripts.
 *
 *   course make FOLDER      writes the files of output.h into FOLDER
 *   course points           prints all points as one table
 *   course handout CHAPTER  prints its chapter.ini without hidden properties
 *   course find EXERCISE    prints `number name directory topic`, or one line on what is wrong
 *
 * Run from the top folder. Status 1: the tables have mistakes, which are printed one per line.
 * course make writes the last of them into chapters.mk, which stops make with it. */
#include <stdlib.h>
#include <string.h>

#include "output.h"

static int failed(const char *path)
{
    perror(path);
    return 2;
}

/* Does the file have this text already? Then its time is kept, and nothing is rebuilt. */
static bool is_there(const char *path, const char *text, size_t size)
{
    char *old = malloc(size + 1);
    FILE *file = fopen(path, "r");
    bool same = old && file && fread(old, 1, size + 1, file) == size &&
                memcmp(old, text, size) == 0;
    if (file)
        fclose(file);
    free(old);
    return same;
}

/* Replaces the file in one step: two makes may be running. */
static bool replace(const char *path, const char *text, size_t size)
{
    char other[4200];
    snprintf(other, sizeof other, "%s.new", path);
    FILE *file = fopen(other, "w");
    bool good = file && fwrite(text, 1, size, file) == size;
    if (file)
        good = fclose(file) == 0 && good;
    return good && rename(other, path) == 0;
}

static void write_mistake(FILE *to, const struct tables *t)
{
    fputs("# Made from chapters/NN_topic/chapter.ini, which has mistakes.\n"
          "define COURSE_MISTAKE\n",
          to);
    for (const char *c = t->errors[t->error_count - 1]; *c; c++)
        fprintf(to, *c == '$' ? "$%c" : "%c", *c);
    fputs("\nendef\n", to);
}

static int make(const struct tables *t, const char *folder)
{
    static const struct {
        const char *name;
        void (*write)(FILE *, const struct tables *);
    } outputs[] = {{"exercises.def", write_exercises_def},
                   {"ref_names.h", write_ref_names},
                   {"chapters.tsv", write_chapters},
                   {"exercises.tsv", write_exercises},
                   {"functions.tsv", write_functions},
                   {"points.tsv", write_points},
                   {"proxies.c", write_proxies},
                   {"dispatch.c", write_dispatch},
                   {"chapters.mk", write_make}};
    size_t last = sizeof outputs / sizeof *outputs - 1;
    for (size_t i = t->error_count ? last : 0; i <= last; i++) {
        char path[4096], *text = NULL;
        size_t size = 0;
        FILE *memory = open_memstream(&text, &size);
        if (!memory)
            return failed(folder);
        (t->error_count ? write_mistake : outputs[i].write)(memory, t);
        if (fclose(memory) != 0)
            return failed(folder);
        snprintf(path, sizeof path, "%s/%s", folder, outputs[i].name);
        /* If it has a mistake, make has to see that the file is new. */
        if ((t->error_count || !is_there(path, text, size)) && !replace(path, text, size))
            return failed(path);
        free(text);
    }
    return 0;
}

static int points(const struct tables *t)
{
    int sum = 0, hidden = 0;
    for (size_t c = 0; c < t->chapter_count; c++) {
        int of_chapter = 0;
        for (size_t e = 0; e < t->exercise_count; e++) {
            if (t->exercises[e].chapter != c)
                continue;
            for (size_t i = 0; i < t->property_count; i++) {
                const struct tables_property *p = &t->properties[i];
                if (p->exercise != e)
                    continue;
                printf("%-20s %-20s %-26s %6d%s\n", t->chapters[c].directory, t->exercises[e].name,
                       p->name, p->points, p->hidden ? "  hidden" : "");
                hidden += p->hidden ? p->points : 0;
            }
            if (t->exercises[e].elsewhere)
                printf("%-20s %-20s %-26s %6d  hidden\n", t->chapters[c].directory,
                       t->exercises[e].name, "(tests your instructor has)",
                       t->exercises[e].elsewhere);
            printf("%-20s %-20s %-26s %6d\n", t->chapters[c].directory, t->exercises[e].name, "",
                   tables_points(t, e));
            of_chapter += tables_points(t, e);
            hidden += t->exercises[e].elsewhere;
        }
        printf("%-20s %-20s %-26s %6d\n\n", t->chapters[c].directory, "", "", of_chapter);
        sum += of_chapter;
    }
    printf("%d points, %d of them hidden. %s\n", sum, hidden,
           sum == 100 ? "They add up to 100."
                      : "They do not add up to 100: everything still works, and grades are out "
                        "of their sum. Change points in chapters/*/chapter.ini to make it 100.");
    return 0;
}

/* The points of hidden tests are elsewhere; the lines that name them are left out. */
static int handout(const struct tables *t, const char *directory)
{
    size_t chapter = 0;
    while (chapter < t->chapter_count && strcmp(t->chapters[chapter].directory, directory) != 0)
        chapter++;
    FILE *file = chapter < t->chapter_count ? fopen(t->chapters[chapter].path, "r") : NULL;
    if (!file)
        return failed(directory);
    char line[1024];
    for (int n = 1; fgets(line, sizeof line, file); n++) {
        const struct tables_property *p = NULL;
        for (size_t i = 0; i < t->property_count; i++)
            if (t->properties[i].line == n && t->properties[i].hidden &&
                t->exercises[t->properties[i].exercise].chapter == chapter)
                p = &t->properties[i];
        if (!p)
            fputs(line, stdout);
        else
            printf("elsewhere = %d\n", p->points);
    }
    fclose(file);
    return 0;
}

static int find(const struct tables *t, const char *name)
{
    const struct tables_exercise *e = tables_exercise(t, name);
    if (e) {
        const struct tables_chapter *c = &t->chapters[e->chapter];
        printf("%s %s %s %s\n", e->number, e->name, c->directory, c->topic);
    } else if (*name) {
        tables_no_such(stdout, t, name);
    } else {
        puts("Say which exercise: EX=ReLU");
    }
    return e ? 0 : 2;
}

int main(int argc, char **argv)
{
    struct tables tables;
    int status = 2;
    tables_read(&tables, "chapters");
    bool for_make = argc == 3 && strcmp(argv[1], "make") == 0;
    /* make prints the last error. */
    for (size_t i = 0; i + for_make < tables.error_count; i++)
        fprintf(stderr, "%s\n", tables.errors[i]);
    if (for_make)
        status = make(&tables, argv[2]);
    else if (tables.error_count > 0)
        status = 1;
    else if (argc == 2 && strcmp(argv[1], "points") == 0)
        status = points(&tables);
    else if (argc == 3 && strcmp(argv[1], "handout") == 0)
        status = handout(&tables, argv[2]);
    else if (argc == 3 && strcmp(argv[1], "find") == 0)
        status = find(&tables, argv[2]);
    else
        fprintf(stderr, "usage: course make FOLDER | points | handout CHAPTER | find EXERCISE\n");
    tables_free(&tables);
    return status;
}
