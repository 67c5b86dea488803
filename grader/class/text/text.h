/* text.h: text and files, for all other parts of the class.
 *
 * Makes strings, escapes them for HTML, XML and CSV, keeps notes, and reads and writes whole files.
 * Knows nothing of students, judges or grades, and includes no other part. */
#ifndef SB_CLASS_TEXT_H
#define SB_CLASS_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* ---- text.c ---- */
void *text_need(void *memory); /* returns memory; exits if it is NULL */
char *text_format(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* The text as valid UTF-8 on one line: other bytes are read as latin-1, and control characters are
 * shown as <U+009B>. The caller frees it. */
char *text_one_line(const char *text);
bool text_is_utf8(const char *text);
/* If the text begins with a control character, or one that breaks a line or changes its direction,
 * that character as <U+202E> and the text after it; otherwise NULL. Tabs and newlines do not
 * count. */
#define TEXT_CONTROL_SIZE 12
const char *text_control(const char *text, char form[TEXT_CONTROL_SIZE]);
void text_plain(FILE *f, const char *text); /* the text, with control characters shown so */
/* Writes one character up to U+FFFF in UTF-8; returns the place after it. */
char *text_put_code(char *to, unsigned code);
/* The field width that makes printf fill that many columns with the text. */
int text_width(const char *text, int columns);
/* A name for a file: letters of any script, digits, . _ - stay; the rest is written as ~XX. To be
 * freed. */
char *text_file_name(const char *key);

/* ---- escape.c ---- */
void text_html(FILE *f, const char *text); /* escapes & < > " ' and control characters; also XML */
void text_csv(FILE *f, const char *text);  /* one field, quoted where needed, never a formula */
void text_json(FILE *f, const char *json); /* printed JSON, with control characters as \u202e */

/* ---- fold.c ---- */
/* The words of the text in small letters without accents, and in the order of the alphabet, one
 * blank between them: two names that only differ in how they are written become the same. To be
 * freed. */
char *text_fold(const char *text);
char *text_fold_sorted(const char *text);

/* ---- csv.c ---- */
#define TEXT_ROW_FIELDS 512
struct text_row {
    char *field[TEXT_ROW_FIELDS]; /* in UTF-8, on one line */
    size_t count, line;
};
/* Gives every row of a CSV file to `take`, which returns false to stop. Commas, semicolons or tabs
 * part the columns. Returns false if the file cannot be read, `take` stopped, or it is not CSV:
 * then *broken becomes the line of the quote that is to blame. */
bool text_read_csv(const char *path, bool (*take)(void *to, const struct text_row *row), void *to,
                   size_t *broken);
/* The first column whose folded name is in `names`, "|student|name|"; -1 if there is none. */
int text_column(const struct text_row *head, const char *names);
/* The text in a column; "" where the row has none. */
const char *text_field(const struct text_row *row, int column);

/* ---- notes.c: notes on one submission, a sentence each ---- */
struct notes {
    char *text[40];
    size_t count;
};
void notes_add(struct notes *notes, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Replaces three or more notes that end in `ending` by one: `%zu files` and `together`. */
void notes_gather(struct notes *notes, const char *ending, const char *together);
void notes_free(struct notes *notes);

/* ---- files.c ---- */
/* A whole file of at most limit bytes, or NULL. */
char *file_read(const char *path, size_t limit, size_t *size);
/* The same of a plain file; NULL if it is a link, a pipe or the like. */
char *file_read_plain(const char *path, size_t limit, size_t *size);
/* Writes a file under a temporary name; file_finish renames it. */
FILE *file_begin(const char *path);
bool file_finish(FILE *f, const char *path);
bool file_make_folders(const char *path);
void file_remove_tree(const char *path);

#endif
