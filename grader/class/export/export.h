/* export.h: the room for what goes out of the gradebook, all under OUT.
 *
 * Each form has one file, named after what it writes, and that file alone: it names its function
 * in EXPORT_FORMAT and is called with the others (export.c). Forms only read the gradebook; they
 * write nothing but their own files. The room uses gradebook, intake (the chapters' names) and
 * text. */
#ifndef SB_EXPORT_H
#define SB_EXPORT_H

#include "class/gradebook/gradebook.h"

/* Writes all forms. False when one could not be written; why is on stderr. */
bool export_all(sqlite3 *db, const char *out);

/* A form: `write` makes its files in out and returns false when it could not. */
struct export_format {
    bool (*write)(sqlite3 *db, const char *out);
    struct export_format *next;
};
void export_add_format(struct export_format *format);
#define EXPORT_FORMAT(function) \
    __attribute__((constructor)) static void add_this_format(void) \
    { \
        static struct export_format format = {.write = function}; \
        export_add_format(&format); \
    } \
    struct export_format /* takes the semicolon */

/* Is the property hidden from students? From the chapters' tables. */
bool export_is_hidden(const char *exercise, const char *property);

#endif
