/* Writes all formats in turn, and knows what students may not see. */
#include "export.h"

#include <string.h>

#include "report/course.h"

static struct export_format *formats;

void export_add_format(struct export_format *format)
{
    format->next = formats;
    formats = format;
}

bool export_all(sqlite3 *db, const char *week, const char *out, bool anonymous)
{
    bool good = gradebook_choose_week(db, week) && (!anonymous || gradebook_hide_names(db));
    for (const struct export_format *f = formats; f && good; f = f->next)
        good = f->write(db, out) && good;
    return good;
}

bool export_is_hidden(const char *exercise, const char *property)
{
    static struct course course;
    if (!course.exercises)
        course_read(&course, "chapters");
    const struct exercise *e = course_exercise(&course, exercise);
    for (size_t i = 0; e && i < e->count; i++)
        if (strcmp(e->properties[i].name, property) == 0)
            return e->properties[i].hidden;
    return true; /* show nobody what is not in the tables */
}
