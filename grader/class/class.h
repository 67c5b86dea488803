/* class.h: grading a class, from a folder of submissions to grades.
 *
 *   intake      which submissions there are, in whose layout          (intake.c)
 *   collect     a submission's folders and archives -> its files      (collect.c, archive.c)
 *   fit         which chapter a file is for                           (fit.c)
 *   work        the files, their hash, what is to be said of them     (work.c)
 *   clean       what editors and browsers do to a file, undone        (clean.c)
 *   store       the tables in SQLite                                  (store.c)
 *   gradebook   results, one transaction a submission                 (gradebook.c)
 *   byhand      adjustments and comments                              (byhand.c)
 *   batch       many judgements at a time, time limits, progress      (batch.c, progress.c)
 *   cluster     the same as job arrays of Slurm                       (cluster.c, queue.c)
 *   plan        how long a class would take on a cluster              (plan.c)
 *   winnow      fingerprints of a file, for similarity                (winnow.c)
 *   feedback, tables, summary   what goes out                         (feedback.c, tables.c, ...)
 */
#ifndef SB_CLASS_H
#define SB_CLASS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define CHAPTER_LIMIT 16
#define FILE_LIMIT (1u << 20)        /* bytes of one source file */
#define ARCHIVE_LIMIT (256u << 20)   /* bytes that an archive may unpack to */
#define NESTED_LIMIT (16u << 20)     /* bytes of an archive inside a folder or an archive */
#define ENTRY_LIMIT 10000            /* files looked at in one submission */
#define DEPTH_LIMIT 20               /* folders inside folders */

/* Remarks on one submission, a sentence each. */
struct notes {
    char *text[40];
    size_t count;
};
void note(struct notes *notes, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Of three notes and more that end in `ending`, one: `%zu files` and `together`. */
void notes_gather(struct notes *notes, const char *ending, const char *together);
void notes_free(struct notes *notes);

/* ---- text ---- */
void *need(void *memory); /* memory, or the end of the program when NULL */
char *format(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* The text as valid UTF-8 on one line: other bytes are taken for latin-1. To be freed. */
char *plain_line(const char *text);
void put_html(FILE *f, const char *text); /* & < > " ' and control characters, for XML as well */
void put_csv(FILE *f, const char *text);  /* one field, quoted where needed */
/* The width that printf needs to be told for so many columns. */
int text_width(const char *text, int columns);
/* The bytes of one letter up to U+FFFF in UTF-8; returns what lies behind them. */
char *text_put_code(char *to, unsigned code);
/* A name for a file: letters, digits, . _ - stay; the rest is written as ~XX. To be freed. */
char *file_name(const char *key);
/* A file as a whole, or NULL; at most limit bytes. */
char *read_file(const char *path, size_t limit, size_t *size);
/* Write a file under a temporary name; close_file renames it. */
FILE *open_file(const char *path);
bool close_file(FILE *f, const char *path);
bool make_folders(const char *path);
void remove_tree(const char *path);

/* ---- the course, from exercises.def ---- */
struct room {
    const char *directory, *topic;
    char *skeleton; /* chapters/DIRECTORY/TOPIC.c as it is handed out, or NULL */
};
struct room *course_rooms(size_t *count);
/* The chapter that a source text is of, by its functions; -1 when it cannot be told. */
int room_by_content(const char *text);

/* ---- intake ---- */
struct submission {
    char *key;   /* the same each time for the same student */
    char *name, *id, *email;
    const char *layout; /* canvas, moodle, gradescope, github or folder */
    bool late;
    char **paths;       /* folders, archives and files */
    char **labels;      /* what to match a file's name with, per path */
    size_t count;
};
struct intake {
    struct submission *items;
    size_t count;
    struct notes notes; /* on what was left aside */
};
bool intake_scan(const char *folder, struct intake *intake);
void intake_free(struct intake *intake);

/* ---- collect: the source files of one submission ---- */
/* How well a file's name fits a chapter: lower is better. */
enum { IN_ITS_ROOM, EXACT, NEARLY, CONTAINED, BY_CONTENT, NOT_AT_ALL };
struct source {
    char *text; /* NULL: not there */
    size_t size;
    char *path;
    int rank;
    long long changed;
    int rivals; /* other files for the same chapter */
};
struct work {
    struct source rooms[CHAPTER_LIMIT];
    struct notes notes;
    size_t entries, others;
    char *other; /* names of some of the others, which are for no chapter */
    bool full;   /* a limit was reached */
    char hash[65];
};
void collect(const struct submission *submission, struct work *work);
void work_free(struct work *work);
void work_finish(struct work *work); /* when all is collected: its hash, and remarks on it */
/* Writes the files to folder/chapters/DIRECTORY/TOPIC.c. */
bool work_stage(const struct work *work, const char *folder);
/* A file with the hash and the notes; and the work back from it and from its staged files. */
bool work_describe(const struct work *work, const char *path);
bool work_unstage(struct work *work, const char *folder, const char *path);
/* One file found on the way: its path as shown, its size, a function that reads it. */
typedef char *(*reader)(void *from, size_t limit, size_t *size);
void collect_file(struct work *work, const char *path, const char *label, long long size,
                  long long changed, reader read, void *from);
bool is_archive(const char *name);
bool is_foreign_archive(const char *name); /* one that is not opened */
bool is_ignored(const char *component);
void collect_archive(struct work *work, const char *path, const char *shown, const char *data,
                     size_t size, int depth);

/* The text in UTF-8 with Unix line ends. name: for the notes. To be freed. */
char *clean(const char *data, size_t size, const char *name, size_t *length, struct notes *notes);

/* ---- winnow ---- */
/* Fingerprints of a C source (Schleimer, Wilkerson & Aiken 2003), sorted, each once. */
size_t winnow(const char *text, unsigned long long **prints);

/* ---- what a judgement is made of ---- */
struct hashes {
    const char *tests, *points;
};
#endif
