#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "fuzz.h"

enum { MOST_FILES = 6, LONGEST_NAME = 31 };

/* A folder for the whole run, removed at its end. */
static char folder[512];

static void remove_folder(void)
{
    rmdir(folder);
}

static void make_folder(void)
{
    if (folder[0])
        return;
    fuzz_temporary(folder, sizeof folder);
    fuzz_promise(mkdtemp(folder) != NULL, "a temporary folder can be made");
    atexit(remove_folder);
}

static const char *in_folder(const char *name)
{
    static char path[sizeof folder + LONGEST_NAME + 2];
    snprintf(path, sizeof path, "%s/%.*s", folder, LONGEST_NAME, name);
    return path;
}

/* One file from the front of the input: a byte with the length of its name, the
 * name, a byte with the length of its content, the content. Returns what is left. */
static size_t next_file(const uint8_t **bytes, size_t size, char *name)
{
    const uint8_t *p = *bytes, *end = p + size;
    size_t n = *p++ % (LONGEST_NAME + 1);
    n = n < (size_t)(end - p) ? n : (size_t)(end - p);
    for (size_t i = 0; i < n; i++)
        name[i] = p[i] == '/' || p[i] == '\0' ? '_' : (char)p[i];
    name[n] = '\0';
    p += n;
    size_t length = p < end ? *p++ : 0;
    length = length < (size_t)(end - p) ? length : (size_t)(end - p);
    int fd = open(in_folder(name), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd >= 0) { /* the names "", "." and ".." make none */
        fuzz_promise(write(fd, p, length) == (ssize_t)length, "a temporary file can be written");
        close(fd);
    }
    *bytes = p + length;
    return (size_t)(end - *bytes);
}

/* A folder of pictures as load_video reads it: their names, their order, their sizes. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char name[MOST_FILES][LONGEST_NAME + 1];
    size_t files = 0;
    make_folder();
    while (size > 0 && files < MOST_FILES)
        size = next_file(&bytes, size, name[files++]);
    struct array a;
    struct sb_error err = {0};
    enum sb_status status = load_video(folder, 0, 0, &a, &err);
    fuzz_promise(status != SB_OK || (a.ndim == 3 && a.count > 0 && a.shape[0] <= files),
                 "a frame for each picture at most");
    fuzz_outcome(status, &a, &err, 0, 255);
    while (files-- > 0)
        unlink(in_folder(name[files]));
    return 0;
}
