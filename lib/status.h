/* status.h: what a library call reports, and one line of text about a failure.
 *
 * The library never prints and never exits. A call that can fail returns one
 * of these codes; calls that read a file or start a program also fill a
 * struct sb_error with one line: what went wrong, where, and what to do. */
#ifndef SB_STATUS_H
#define SB_STATUS_H

enum sb_status {
    SB_OK = 0,
    SB_ENOMEM,     /* out of memory, or sizes that overflow */
    SB_EINVAL,     /* a parameter outside its range (window longer than the signal, k = 0) */
    SB_ESHAPE,     /* array of the wrong shape */
    SB_ENONFINITE, /* NaN or infinity in the data */
    SB_ERANK,      /* columns linearly dependent to working precision */
    SB_EIO,        /* file missing, unreadable or cut short; program failed to start */
    SB_EFORMAT,    /* file content is not what its format asks for */
    SB_ETYPE,      /* element type not supported */
    SB_ESTOPPED    /* interrupted; the results so far are valid */
};

struct sb_error {
    char text[512]; /* one line, no newline at its end; empty when all is well */
};

/* A short English phrase for a code ("out of memory"); never NULL. */
const char *sb_status_text(enum sb_status status);

/* Write a one-line message into err (which may be NULL) and return status,
 * so that a failure reads: return sb_fail(err, SB_EIO, "%s: cut short", path). */
enum sb_status sb_fail(struct sb_error *err, enum sb_status status, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* The code for a system call that failed with this errno: SB_ENOMEM or SB_EIO. */
enum sb_status sb_errno(int why);

#endif
