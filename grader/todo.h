/* todo.h: how a stub says that it is not written yet.
 *
 * A stub's body is one line, return TODO(arguments...); or TODO(arguments...);
 * It tells the judge "not started", so that an empty exercise is never taken
 * for a wrong answer. Delete the line when you write your own. */
#ifndef SB_TODO_H
#define SB_TODO_H

/* Reports that `exercise` is not written yet; returns 0. The judge, the figure
 * programs and the book each bring their own. The arguments are ignored; they keep the compiler
 * from warning about unused parameters in a stub. */
int todo_(const char *exercise, ...);

#define TODO(...) todo_(__func__, __VA_ARGS__)

#endif
