#include "status.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

const char *sb_status_text(enum sb_status status)
{
    switch (status) {
    case SB_OK: return "nothing went wrong";
    case SB_ENOMEM: return "out of memory";
    case SB_EINVAL: return "a parameter is outside its range";
    case SB_ESHAPE: return "an array has the wrong shape";
    case SB_ENONFINITE: return "the data hold NaN or infinity";
    case SB_ERANK: return "the columns are linearly dependent";
    case SB_EIO: return "a file could not be read or written";
    case SB_EFORMAT: return "a file is not in the format it should be";
    case SB_ETYPE: return "the element type is not supported";
    case SB_ESTOPPED: return "stopped early, results so far are valid";
    }
    return "unknown status";
}

enum sb_status sb_fail(struct sb_error *err, enum sb_status status, const char *fmt, ...)
{
    if (err) {
        va_list args;
        va_start(args, fmt);
        vsnprintf(err->text, sizeof err->text, fmt, args);
        va_end(args);
        /* A file name may hold a newline; the promise is one line. */
        for (char *c = err->text; *c; c++)
            if (*c == '\n' || *c == '\r')
                *c = ' ';
    }
    return status;
}

enum sb_status sb_errno(int why)
{
    return why == ENOMEM ? SB_ENOMEM : SB_EIO;
}
