/* What make, the scripts and most of the C programs know about the course. */
#include "output.h"

#include <string.h>

static const struct tables_chapter *chapter_of(const struct tables *t, size_t exercise)
{
    return &t->chapters[t->exercises[exercise].chapter];
}

static const char *or_dash(const char *text)
{
    return text && *text ? text : "-";
}

/* A text between quotes in C. */
static void quoted(FILE *to, const char *text)
{
    putc('"', to);
    for (; *text; text++)
        fprintf(to, strchr("\"\\", *text) ? "\\%c" : "%c", *text);
    putc('"', to);
}

void write_exercises_def(FILE *to, const struct tables *t)
{
    static const char *const macros[][2] = {{"CHAPTER", "directory, topic, title"},
                                            {"EXERCISE", "name, number, title"},
                                            {"FUNCTION", "function, exercise, directory, topic"},
                                            {"HIDDEN", "exercise, property"}};
    fputs("/* Made from chapters/NN_topic/chapter.ini. Define the macros you need, then include. "
          "*/\n",
          to);
    for (size_t i = 0; i < sizeof macros / sizeof *macros; i++)
        fprintf(to, "#ifndef %s\n#define %s(%s)\n#endif\n", macros[i][0], macros[i][0],
                macros[i][1]);
    for (size_t c = 0, e = 0, f = 0; c < t->chapter_count; c++) {
        const struct tables_chapter *chapter = &t->chapters[c];
        fprintf(to, "\nCHAPTER(%s, %s, ", chapter->directory, chapter->topic);
        quoted(to, chapter->title);
        fputs(")\n", to);
        for (; e < t->exercise_count && t->exercises[e].chapter == c; e++) {
            const struct tables_exercise *exercise = &t->exercises[e];
            fprintf(to, "EXERCISE(%s, \"%s\", ", exercise->name, exercise->number);
            quoted(to, exercise->title);
            fputs(")\n", to);
            for (; f < t->function_count && t->functions[f].exercise == e; f++)
                fprintf(to, "FUNCTION(%s, %s, %s, %s)\n", t->functions[f].name, exercise->name,
                        chapter->directory, chapter->topic);
        }
    }
    fputs("\n", to);
    for (size_t i = 0; i < t->property_count; i++)
        if (t->properties[i].hidden)
            fprintf(to, "HIDDEN(%s, %s)\n", t->exercises[t->properties[i].exercise].name,
                    t->properties[i].name);
    for (size_t i = 0; i < sizeof macros / sizeof *macros; i++)
        fprintf(to, "#undef %s\n", macros[i][0]);
}

void write_ref_names(FILE *to, const struct tables *t)
{
    for (size_t f = 0; f < t->function_count; f++)
        fprintf(to, "#define %s ref_%s\n", t->functions[f].name, t->functions[f].name);
}

void write_make(FILE *to, const struct tables *t)
{
    fputs("# Made from chapters/NN_topic/chapter.ini.\nCHAPTERS :=", to);
    for (size_t c = 0; c < t->chapter_count; c++)
        fprintf(to, " %s", t->chapters[c].directory);
    fputs("\n# the chapters whose worker links the library's learners\nLEARNERS :=", to);
    for (size_t c = 0; c < t->chapter_count; c++)
        if (t->chapters[c].learner)
            fprintf(to, " %s", t->chapters[c].directory);
    fputs("\n# the functions of a chapter\n", to);
    for (size_t c = 0; c < t->chapter_count; c++) {
        fprintf(to, "functions_%s :=", t->chapters[c].directory);
        for (size_t f = 0; f < t->function_count; f++)
            if (t->exercises[t->functions[f].exercise].chapter == c)
                fprintf(to, " %s", t->functions[f].name);
        putc('\n', to);
    }
    fputs("# the chapter of an exercise\n", to);
    for (size_t e = 0; e < t->exercise_count; e++)
        fprintf(to, "chapter_of_%s := %s\n", t->exercises[e].name, chapter_of(t, e)->directory);
    fputs("# the exercise of a function\n", to);
    for (size_t f = 0; f < t->function_count; f++)
        fprintf(to, "exercise_of_%s := %s\n", t->functions[f].name,
                t->exercises[t->functions[f].exercise].name);
}

void write_chapters(FILE *to, const struct tables *t)
{
    for (size_t i = 0; i < t->chapter_count; i++) {
        const struct tables_chapter *c = &t->chapters[i];
        char minutes[16] = "-";
        if (c->minutes >= 0)
            snprintf(minutes, sizeof minutes, "%d", c->minutes);
        fprintf(to, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", c->directory, c->topic,
                c->learner ? "learner" : "kit", minutes, c->bonus ? "bonus" : "-", c->title,
                or_dash(c->about));
    }
}

void write_exercises(FILE *to, const struct tables *t)
{
    for (size_t i = 0; i < t->exercise_count; i++) {
        const struct tables_exercise *e = &t->exercises[i];
        fprintf(to, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", e->number, e->name, chapter_of(t, i)->directory,
                chapter_of(t, i)->topic, or_dash(e->figure), or_dash(e->needs), e->title);
    }
}

void write_functions(FILE *to, const struct tables *t)
{
    for (size_t i = 0; i < t->function_count; i++) {
        const struct tables_function *f = &t->functions[i];
        const struct tables_chapter *c = chapter_of(t, f->exercise);
        fprintf(to, "%s\t%s\t%s\t%s\t%s", f->name, t->exercises[f->exercise].name, c->directory,
                c->topic, f->returned);
        for (size_t a = 0; a < f->count; a++)
            fprintf(to, f->args[a].length ? "\t%s %s[%s]" : "\t%s %s", f->args[a].kind,
                    f->args[a].name, f->args[a].length);
        putc('\n', to);
    }
}

void write_points(FILE *to, const struct tables *t)
{
    for (size_t e = 0; e < t->exercise_count; e++)
        for (size_t i = 0; i < t->property_count; i++)
            if (t->properties[i].exercise == e)
                fprintf(to, "%s\t%s\t%s\t%d\t%s\n", chapter_of(t, e)->directory,
                        t->exercises[e].name, t->properties[i].name, t->properties[i].points,
                        t->properties[i].hidden ? "hidden"
                        : t->properties[i].core ? "core"
                                                : "-");
}
