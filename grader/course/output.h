/* output.h: the files that are made from the tables, into a folder of their own.
 *
 *   chapters.mk      for make: the chapters, their topics, functions and exercises
 *   exercises.def    for C: CHAPTER(), EXERCISE(), FUNCTION() and HIDDEN() lines
 *   ref_names.h      for C: ReLU is called ref_ReLU
 *   chapters.tsv     directory, topic, learner or kit, minutes or -, bonus or -, title,
 *                    about or -
 *   exercises.tsv    number, exercise, directory, topic, figure or -, needs or -, title
 *   functions.tsv    function, exercise, directory, topic, returned, an argument a column
 *   points.tsv       directory, exercise, property, points, hidden, core or -
 *   proxies.c        the functions that the tests call (grader/judge/proxy.h)
 *   dispatch.c       the worker's calls of the student's functions (grader/judge/worker.h) */
#ifndef SB_COURSE_OUTPUT_H
#define SB_COURSE_OUTPUT_H

#include <stdio.h>

#include "tables.h"

void write_exercises_def(FILE *to, const struct tables *tables);
void write_ref_names(FILE *to, const struct tables *tables);
void write_make(FILE *to, const struct tables *tables);
void write_chapters(FILE *to, const struct tables *tables);
void write_exercises(FILE *to, const struct tables *tables);
void write_functions(FILE *to, const struct tables *tables);
void write_points(FILE *to, const struct tables *tables);
void write_proxies(FILE *to, const struct tables *tables);
void write_dispatch(FILE *to, const struct tables *tables);

#endif
