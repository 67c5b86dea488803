/* course.h: the folder of a course, COURSE=dir.
 *
 *   course.ini       title, time zone, late rule, and the weeks          (course_ini.c)
 *   roster.csv       who is in the class, with any platform's columns    (roster.c)
 *   extensions.csv   later due dates of single students                  (extensions.c)
 *   gradebook.sqlite every result, and what these files say
 *   weeks/NAME/      tables, pages and feedback of each week
 *
 * course_load reads the three files into the gradebook, all of them or none. Uses gradebook and
 * text; knows nothing of judging or exports. */
#ifndef SB_CLASS_COURSE_H
#define SB_CLASS_COURSE_H

#include "class/gradebook/gradebook.h"

/* Makes the folder with files to fill in. Returns false, after one line on stderr, if it cannot be
 * written or is a course already. */
bool course_create(const char *folder);

/* Reads the course's files into the gradebook in one transaction. If there are mistakes, prints a
 * line on stderr for each (file, line, what, how to fix it), changes nothing and returns false. */
bool course_load(sqlite3 *db, const char *folder);

/* Is there a week of that name? If not, says on stderr which there are. */
bool course_has_week(sqlite3 *db, const char *week);
/* Prints the week's chapters, and in a second line its exercises; 0, a program's status. */
int course_print_week(sqlite3 *db, const char *week);
/* The chapters of a week, parted by blanks, for the judge. To be freed. */
char *course_chapters(sqlite3 *db, const char *week);

/* ---- shared by the room's files ---- */
/* One line on stderr about a mistake, and false. line 0: of the whole file. */
bool course_complain(const char *path, size_t line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* The date in a course's file, 2027-04-12 23:59, by the zone of the course; 0, with what is wrong
 * and how to mend it in *why, if it is none. */
long long course_date(const char *text, const char **why);
/* Is the file text in UTF-8? If not, complains. */
bool course_is_text(const char *path);
/* Reads a CSV file with text_read_csv; complains if it is not one. */
bool course_read_csv(const char *path, bool (*take)(void *to, const struct text_row *row),
                     void *to);
bool course_read_ini(sqlite3 *db, const char *path);
bool course_read_roster(sqlite3 *db, const char *path);
bool course_read_extensions(sqlite3 *db, const char *path);

#endif
