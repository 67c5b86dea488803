/* judging.h: gets submissions judged.
 *
 * Hands every submission without a result to the judge, several at a time on this machine
 * (judging_run_here) or in Slurm job arrays (judging_run_on_cluster), stops what takes too long,
 * and puts each result into the gradebook at once, so that a run may be stopped at any moment and
 * continued later. Uses gradebook, intake and text; knows nothing of exports. */
#ifndef SB_JUDGING_H
#define SB_JUDGING_H

#include "class/gradebook/gradebook.h"

struct batch {
    const char *out;   /* work files go to OUT/judging */
    const char *judge; /* judge STAGED OUTDIR */
    int jobs;
    double limit; /* seconds a submission may take */
    long shard;   /* on a cluster: submissions a task, 0 for the usual number */
    long at_once; /* and tasks that may run at the same time, 0 for no limit */
    struct measure measure;
};

/* 0 when every submission is in the gradebook, 128 + signal when it was stopped, 2 when the
 * gradebook cannot be written. */
int judging_run_here(sqlite3 *db, const struct batch *batch, const struct intake *intake);
int judging_run_on_cluster(sqlite3 *db, const struct batch *batch, const struct intake *intake);

/* The program that looks through a submission, in the sandbox (collect.c): what was found goes to
 * stdout. words: the layout, then path and label of each file. Returns an exit status. */
int judging_collector(int count, char **words);
/* The one that unpacks a class: ARCHIVE NAME FOLDER (unpack_class.c). */
int judging_unpacker(int count, char **words);
/* What opens a class's archives in the sandbox, or without one. */
struct judging_opened_by {
    sqlite3 *db;
    bool unsafe;
};
struct intake_opener judging_opener(struct judging_opened_by *by);

/* Makes sure that OUT/seed has a seed: the given one, the existing one, or a new one. Returns a
 * hash of the tests and the seed, for struct measure, to be freed; NULL and one line when that
 * fails. Call it only while holding the lock of OUT: a run that is refused must change nothing. */
char *judging_tests_hash(const char *out, const char *tests, const char *seed);

/* How long a class would take on a cluster. */
struct plan {
    size_t count;             /* submissions */
    size_t cores, shard;      /* 0: compares some numbers */
    double start;             /* seconds from the start of a task to its first judgement */
    double hand_out, take_in; /* seconds a submission, on the machine where make grade runs */
};
/* Prints the table, from the judging times in the gradebook. False and one line when it has
 * none. */
bool judging_plan_cluster(sqlite3 *db, const struct plan *p);

#endif
