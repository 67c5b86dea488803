/* export.h: the part of the class that writes files from the gradebook, all under OUT.
 *
 * Each format is one source file, named after what it writes. It names its function in
 * EXPORT_FORMAT, and export.c calls it with the others. A format only reads the gradebook and
 * writes only its own files. Uses gradebook, intake (for the chapters' names) and text. */
#ifndef SB_EXPORT_H
#define SB_EXPORT_H

#include "class/gradebook/gradebook.h"

/* Writes all formats of a week, with pseudonyms for names if it is to be anonymous. Returns false,
 * after a line on stderr, if one cannot be written. */
bool export_all(sqlite3 *db, const char *week, const char *out, bool anonymous);

/* Writes course.csv and course_canvas.csv: all weeks of a course, and the total. */
bool export_course(sqlite3 *db, const char *out);

/* A format: `write` makes its files in out and returns false if it could not. */
struct export_format {
    bool (*write)(sqlite3 *db, const char *out);
    struct export_format *next;
};
void export_add_format(struct export_format *format);
#define EXPORT_FORMAT(function)                                    \
    __attribute__((constructor)) static void add_this_format(void) \
    {                                                              \
        static struct export_format format = {.write = function};  \
        export_add_format(&format);                                \
    }                                                              \
    struct export_format /* takes the semicolon */

/* Packs feedback/ for the platforms that students handed in to: moodle_feedback.zip,
 * canvas_feedback.zip and brightspace_feedback.zip. To be called after export_all. */
bool export_feedback_zips(sqlite3 *db, const char *out);

/* Writes mail/KEY.eml for each student with an e-mail address, from feedback/. */
bool export_mail(sqlite3 *db, const char *out);

/* The week's column title on the platform: "Sparsebook", or "Week 1: Measuring", so that no import
 * overwrites another week's column. To be freed. */
char *export_title(sqlite3 *db);

/* A week in a few sentences for the student: points, the late rule, what was lost and why,
 * comments. To be freed. */
char *export_summary(sqlite3 *db, long long student);

/* Is the property hidden from students? From the chapters' tables. */
bool export_is_hidden(const char *exercise, const char *property);

#endif
