/* actions.h: what the program does besides judging. */
#ifndef SB_CLASS_ACTIONS_H
#define SB_CLASS_ACTIONS_H

#include "class/course/course.h"
#include "options.h"

/* Is the folder a course, and is a week given where one is needed? If not, says so on stderr. */
bool action_is_in_course(const struct options *o);
/* The week's chapters, also for the judge; "" without a course. To be freed. */
char *action_choose_chapters(sqlite3 *db, const struct options *o);
/* Which of several attempts are judged (attempts in course.ini). */
enum intake_rule action_attempts(sqlite3 *db, const struct options *o);
/* Leaves only the submissions of one student (STUDENT=). Returns false after a line on stderr if
 * there are none. */
bool action_keep_student(sqlite3 *db, struct intake *intake, const char *who);
/* Adjusts, comments, undoes, renames, merges, splits or withdraws; the program's status. */
int action_by_hand(const char *action, sqlite3 *db, const struct options *o);
/* Writes a week's tables and pages with pseudonyms for names, to anonymous/. */
int action_export_anonymous(sqlite3 *db, const struct options *o);
/* Writes all tables and pages: of the folder, or of the weeks that were graded and the course. */
int action_export(sqlite3 *db, const struct options *o);

#endif
