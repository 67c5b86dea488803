/* intake.h: what students hand in.
 *
 * Looks at a folder or archive of submissions, finds out from the platform's names whose they are
 * (intake_scan), finds the chapters' source files in folders and archives (intake_collect) and
 * writes those out for the judge (intake_stage). judging has submissions looked through in a
 * sandbox. Follows no link, unpacks no student's archive to disk, and knows nothing of judging or
 * grades. Uses only text. */
#ifndef SB_INTAKE_H
#define SB_INTAKE_H

#include "class/text/text.h"

#define INTAKE_CHAPTER_LIMIT 128

/* ---- chapters.c: the chapters of the course ---- */
struct intake_chapter {
    const char *directory, *topic;
    char *skeleton; /* the original chapters/DIRECTORY/TOPIC.c, or NULL */
};
struct intake_chapter *intake_chapters(size_t *count);

/* ---- dates.c ---- */
/* Seconds since 1970 of a date as platforms write it, such as "2026-03-04-12-34-56",
 * "2026-03-04 12:34:56.5 -08:00" or "Mar 4, 2026 1234 PM"; 0 if it is none. Without a zone of its
 * own it is taken in that of TZ. */
long long intake_date(const char *text);

/* ---- layouts.c: whose submissions lie in a folder ---- */
struct submission {
    char *key; /* the same each time for the same student */
    char *name, *id, *email;
    const char *layout; /* canvas, moodle, gradescope, blackboard, brightspace, classroom, github,
                           flat or folder */
    bool late;
    bool earlier;        /* a later attempt is in the same folder */
    long long time;      /* when it was handed in, seconds since 1970; 0 if unknown */
    char **paths;        /* folders, archives and files */
    char **labels;       /* per path: the name that decides which chapter it is for */
    long long *attempts; /* per path: the larger is the later one */
    size_t count;
};
struct intake {
    struct submission *items;
    size_t count;
    size_t ignored;     /* items behind those that count */
    struct notes notes; /* on what was skipped */
    char *scratch;      /* the folder where the class's archive was unpacked, or NULL */
};
/* What opens foreign archives for intake_scan, in a process of its own. unpack: the archive to the
 * folder, taking the seconds it needs off *left; false if nothing of it could be read. collect:
 * intake_collect of a submission. known: does it hold no class, as an earlier run remembers? */
struct work;
struct intake_opener {
    bool (*unpack)(void *by, const char *archive, const char *folder, double *left,
                   struct notes *notes);
    bool (*collect)(void *by, const struct submission *submission, struct work *work);
    bool (*known)(void *by, const struct submission *submission);
    void (*remember)(void *by, const struct submission *submission);
    void *by;
};
/* Which of several attempts is kept: one of them, or all, to be judged. */
enum intake_rule { INTAKE_NEWEST, INTAKE_FIRST, INTAKE_ALL };
/* Finds the submissions in a folder or an archive. What has to be unpacked for that goes to
 * scratch, a folder that is made when needed; intake_free removes it. Where all attempts are kept,
 * each is a submission, in the order of their times. Returns false, after a line on stderr, if it
 * cannot be read. */
bool intake_scan(const char *path, const char *scratch, enum intake_rule rule,
                 struct intake_opener open, struct intake *intake);
void intake_free(struct intake *intake);

/* ---- the source files of one submission ---- */
struct source {
    char *text; /* NULL: missing */
    size_t size;
    char *path;
    int rank; /* how well its name fits the chapter; lower is better */
    long long changed;
    int rivals; /* other files for the same chapter */
};
struct work {
    struct source chapters[INTAKE_CHAPTER_LIMIT];
    struct notes notes;
    size_t entries, others;
    long long bytes;                     /* looked at, unpacked */
    char *other;                         /* names of some files that are for no chapter */
    char *instead[INTAKE_CHAPTER_LIMIT]; /* per chapter: a file that is named so, and no source */
    long long committed;                 /* when it was committed, if it is a repository; or 0 */
    bool full;                           /* a limit was reached */
    char hash[65];
};
void intake_collect(const struct submission *submission, struct work *work);
bool intake_is_bundle(const char *name); /* of git */
void intake_work_free(struct work *work);

/* Unpacks the archive of a class, called NAME, into a folder that is there. */
void intake_unpack(const char *archive, const char *name, const char *folder, struct notes *notes);

/* A stamp of names, sizes and times, which changes when the submission's files do. Reads no file.
 * */
void intake_stamp(const struct submission *submission, char stamp[65]);

/* Sends collected work from the process that opens foreign archives, and receives it in ours. */
void intake_send_begin(FILE *to);
bool intake_send(const struct work *work, FILE *to);
size_t intake_transfer_limit(void); /* bytes of the longest that is received */
enum intake_received { INTAKE_WHOLE, INTAKE_PART, INTAKE_NOTHING };
enum intake_received intake_receive(struct work *work, const char *data, size_t size);

/* Writes the files to folder/chapters/DIRECTORY/TOPIC.c. */
bool intake_stage(const struct work *work, const char *folder);
/* Writes the hash and the notes to a file. intake_unstage reads the work back from that file and
 * the staged files. */
bool intake_describe(const struct work *work, const char *path);
bool intake_unstage(struct work *work, const char *folder, const char *path);

#endif
