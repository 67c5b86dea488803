/* child.h: shared by the framework's files only.
 *
 *   figure.c        command line and values
 *   parent.c        one child a figure, and its lines for the user
 *   child.c         the child: guards, reports, what drawing functions call
 *   figure_data.c   the child: data
 *
 * The child reports through a pipe, in lines of a letter and a text:
 *   P seconds   it needs that long       N text        a line for the user
 *   V key\ttext a named value            E text        why it gives up
 *   T function  a stub was called        A function    a missing function was called
 *   C function\tsignal   it crashed      H function    it took too long
 *   X function  it called exit           D             the figure is drawn
 *   I 1         Ctrl-C is its affair     I 0           no longer
 *   K text      why it gives up, though no fault of the exercise: an earlier picture is kept */
#ifndef SB_CHILD_H
#define SB_CHILD_H

#include "figure.h"

struct settings {
    const char *chapter; /* "02_thresholding" */
    const char *out;     /* folder, or NULL for the terminal */
    const char *values;  /* folder, or NULL: values are not written */
    const char *data;    /* folder of the user's own recordings, or NULL */
    const char *only;    /* "F2.2,F2.3", or NULL */
    enum plot_format format;
    size_t columns, rows; /* of the terminal that a picture in characters has to fit; 0: any */
    double width, height; /* its pixels, for one in sixels; 0: any */
    bool may_stop;        /* Ctrl-C cuts long work short, and it is drawn */
};

/* Draw one figure and end; the report goes to fd. path: NULL for the terminal. */
_Noreturn void child_run(const struct figure *figure, const struct settings *settings,
                         const char *path, int fd);

/* Send a line to the parent. */
void child_report(char letter, const char *text);

/* The settings of the child that runs. */
extern const struct settings *child_settings;

#endif
