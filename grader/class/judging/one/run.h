/* run.h: what the files of judge_one share: the judging of one submission in the sandbox.
 *
 *   judge_one.c   the order of things
 *   sandbox.c     bubblewrap's command line, and whether it starts
 *   hand_in_seed.c the seed of its tests
 *   cache.c       results of chapters that are as they were handed out, or not there: shared
 *   run.c         programs, started and waited for */
#ifndef SB_JUDGE_ONE_RUN_H
#define SB_JUDGE_ONE_RUN_H

#include "class/intake/intake.h"

/* A command line that grows; its words are freed with it. */
struct words {
    char **word; /* NULL behind the last one */
    size_t count;
};
void words_add(struct words *w, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void words_add_all(struct words *w, const char *const *list); /* NULL last */
void words_split(struct words *w, const char *text);          /* at blanks */
char *words_quoted(const struct words *w); /* as text for the shell, to be freed */
void words_free(struct words *w);

/* Runs the program in a folder, its output going to a file; NULL for ours. Its status, 128 + a
 * signal when one ended it, 127 when it does not start. */
int run_words(const struct words *w, const char *folder, const char *output);
bool copy_tree(const char *from, const char *to);

struct job {
    char *staged, *out, *judged, *objects, *build, *cache, *level, *seed;
    bool unsafe;
    struct words chapters; /* directories: 02_thresholding */
    struct words todo;     /* those with code of the student's, */
    struct words shared;   /* and those without, whose results the cache has */
};

/* ---- sandbox.c ---- */
void sandbox_add(struct words *w); /* bwrap and what any program needs to see */
/* Becomes a command in the sandbox, with bubblewrap's own arguments before it if there are any;
 * NULL last.
 * Returns 127 when it does not start. */
int sandbox_run(const char *const *command);
bool sandbox_is_ready(bool unsafe); /* if not, says why and how to mend it */

/* ---- judge_one.c ---- */
/* Compiles and tests what is to do: results go to judged/CHAPTER/chapters. */
bool judge_chapters(const struct job *job);

/* ---- hand_in_seed.c ---- */
char *hand_in_seed(const struct job *job, const char *class_seed); /* digits, to be freed */

/* ---- cache.c ---- */
/* Tells the chapters that are to do from those whose results the class shares; makes these first,
 * where they are not there. */
bool cache_look(struct job *job);
bool cache_take(const struct job *job); /* the shared results, once the others are made */

const char *topic_of(const char *directory); /* 02_thresholding: thresholding */

#endif
