/* view.h: what make watch knows and shows. */
#ifndef SB_VIEW_H
#define SB_VIEW_H

#include "record.h"

#define MAX_CHAPTERS 128
#define MAX_EXERCISES 512

struct view {
    struct progress progress;
    const struct exercise *current;  /* what the student works on; NULL when all is done */
    char *reasons[MAX_EXERCISES];    /* what the report says about each, or NULL */
    const struct exercise *finished; /* what has just become done, or NULL */
    char checked[64];                /* when the last check ended */
    char busy[64];                   /* what is being done now; "" for nothing */
    const char *overlay;             /* a hint, a figure or the list in front, or NULL */
    bool figure, list;               /* which of them it is */
    const char *failure;             /* what make said when the check itself failed, or NULL */
};

/* Reads what make check printed about the chapters it checked, and the log; moves
 * on when the current exercise is done. */
void view_result(struct view *view, const bool *checked, const char *output);

/* Writes a page of the list of all exercises, `rows` high, with a key before each; after the last
 * page comes the first. */
void view_list(const struct view *view, int page, int rows, char *text, size_t size);

/* The exercise that has this key in the list, or NULL. */
const struct exercise *view_listed(const struct view *view, char key);

/* Draws it on the terminal. */
void view_paint(const struct view *view);

#endif
