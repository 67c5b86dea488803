/* limits.h: every limit, once. The name of each gives its unit, the comment its reason.
 *
 * C includes this file. Shell scripts read $(B)/judge/limits.sh, lines NAME=VALUE that exercises.mk
 * makes from this file with the preprocessor, so every value must be a plain number. */
#ifndef SB_LIMITS_H
#define SB_LIMITS_H

/* ---- one call of an exercise, and all calls of a test ---- */
#define LIMIT_CALL_SECONDS 8        /* clock of a call (SB_DEADLINE): more than the processor's */
#define LIMIT_CALLS_FACTOR 2        /* clock of all calls of a test: so many times one call's */
#define LIMIT_CPU_SECONDS 2         /* processor, all calls (SB_CPU): right answers take 0.01 */
#define LIMIT_LATE_CALL_SECONDS 1   /* in a class, once a test of the exercise was late: loops */
#define LIMIT_LATE_CPU_SECONDS 0.2  /* ... seldom end the next time; and for smaller examples */
#define LIMIT_MEMORY_MB 1024        /* held by a worker, which shares the machine with others */
#define LIMIT_REGION_MB 256         /* addresses of all inputs, and of all outputs of a call */
#define LIMIT_PRINT_BYTES 1048576   /* printed in a test: a loop that prints would fill the disk */
#define LIMIT_PRINT_KEPT_BYTES 4096 /* printed by a call and kept in output.txt: to be read */
#define LIMIT_FILES 64              /* open in a worker: the sanitizers and the sockets need few */
#define LIMIT_HELPER_SECONDS 2      /* processor of a program that reads a student's object */
#define LIMIT_HELPER_MEMORY_MB 2048 /* its addresses: objects are made to burst it */

/* ---- a test, and a run of all tests ---- */
#define LIMIT_TEST_SECONDS 30 /* clock of a test: its calls, and a smaller example */
#define LIMIT_RUN_SECONDS 600 /* clock of a run, should its program hang: judging ends */
#define LIMIT_WORKERS 32      /* at a time under one keeper: two tests at a time need four */
#define LIMIT_KEEPERS 16      /* worker programs in a run: one per chapter, one of mistakes */
#define LIMIT_END_SECONDS 5   /* until a keeper says how its worker ended: it ended already */

/* ---- the search for a known mistake and for a smaller example ---- */
#define LIMIT_KNOWN_SECONDS 5  /* clock of a call of a known mistake: they are ours, and end */
#define LIMIT_CALLS_KEPT 64    /* calls of a test that a known mistake has to answer alike */
#define LIMIT_SEARCH_CALLS 400 /* smaller examples tried: a better one is not worth more */
#define LIMIT_SEARCH_SECONDS 1 /* clock of one of them */
#define LIMIT_SEARCH_WORKERS 4 /* workers that they may use up by not coming back */

/* ---- the compiler and its tools, on one student's file ---- */
#define LIMIT_COMPILE_SECONDS 10     /* processor (SB_COMPILE_SECONDS): an exercise takes one */
#define LIMIT_COMPILE_FACTOR 3       /* clock: so many times that, as machines are busy */
#define LIMIT_COMPILE_MEMORY_MB 2048 /* addresses: templates of macros can ask for any number */
#define LIMIT_COMPILE_FILE_MB 4      /* written to one file: a chapter takes 0.03, twice */

/* ---- a submission, and a class ---- */
#define LIMIT_SUBMISSION_SECONDS 300    /* clock of judging one (LIMIT=), whatever its calls do */
#define LIMIT_SOURCE_BYTES 1048576      /* of one source file: nobody writes as much by hand */
#define LIMIT_ARCHIVE_BYTES 268435456   /* read in one, unpacked: some archives are made to burst */
#define LIMIT_CLASS_BYTES 8589934592    /* that a class's archive may unpack to: disks are finite */
#define LIMIT_CLASS_ENTRIES 1000000     /* files in it: 1,000 students may hand in workbooks */
#define LIMIT_CLASS_RATIO 50            /* its bytes to those packed: texts seldom shrink so far */
#define LIMIT_CLASS_SECONDS 300         /* clock, to unpack all archives of a class */
#define LIMIT_CLASS_MB_SECONDS 1        /* processor for each MB packed: most take 0.1 */
#define LIMIT_COLLECT_SECONDS 5         /* processor, to look through one: most take 0.01 */
#define LIMIT_COLLECT_MEMORY_MB 1024    /* its addresses: archives are read in memory */
#define LIMIT_JOBS 1024                 /* submissions at a time (JOBS=): more is a typing error */
#define LIMIT_REPOSITORY_BYTES 67108864 /* the files of a commit; a workbook has 15 MB */
#define LIMIT_NESTED_BYTES 16777216     /* of an archive inside a folder or an archive */
#define LIMIT_NESTING 2                 /* archives inside archives: an export, and a hand-in */
#define LIMIT_ENTRIES 10000             /* files looked at in one submission */
#define LIMIT_DEPTH 20                  /* folders inside folders */
#define LIMIT_FINGERPRINTS 4096         /* kept of one file: a chapter has some hundred */
#define LIMIT_OWN_FILE_BYTES 268435456  /* of a file that the judge wrote: reports are small */
#define LIMIT_TASK_MEMORY_MB 2048       /* of a task of Slurm: the compiler needs most */
#define LIMIT_SPEED_SECONDS 60          /* clock of each step of Gradescope's leaderboard */

/* ---- a figure ---- */
#define LIMIT_FIGURE_SECONDS 60    /* clock, unless it asks for more (figure_patience) */
#define LIMIT_FIGURE_END_SECONDS 5 /* until a figure that is told to end is killed */
#define LIMIT_PLAY_SECONDS 60      /* clock of a chapter's figures in make play: a page is open */

#endif
