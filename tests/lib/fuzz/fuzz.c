#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void stop(const char *why)
{
    fprintf(stderr, "broken promise: %s\n", why);
    abort();
}

void fuzz_promise(int holds, const char *promise)
{
    if (!holds)
        stop(promise);
}

void fuzz_temporary(char *path, size_t size)
{
    const char *folder = getenv("TMPDIR");
    snprintf(path, size, "%s/fuzzXXXXXX", folder ? folder : "/tmp");
}

/* One file for the whole run. It has no name any more, so it does not stay
 * behind, however the run ends. */
static int open_file(void)
{
    char name[512];
    fuzz_temporary(name, sizeof name);
    int fd = mkstemp(name);
    if (fd < 0)
        stop("a temporary file can be made");
    unlink(name);
    return fd;
}

const char *fuzz_file(const uint8_t *bytes, size_t size)
{
    static char path[64];
    static int fd = -1;
    if (fd < 0) {
        fd = open_file();
        snprintf(path, sizeof path, "/dev/fd/%d", fd);
    }
    if (ftruncate(fd, 0) != 0 || pwrite(fd, bytes, size, 0) != (ssize_t)size ||
        lseek(fd, 0, SEEK_SET) != 0)
        stop("a temporary file can be written");
    return path;
}

static void check_array(const struct array *a, double lowest, double highest)
{
    size_t count = 1;
    for (size_t i = 0; i < a->ndim; i++)
        count *= a->shape[i];
    fuzz_promise(a->ndim <= SB_MAX_DIMS && a->count == count,
                 "the count is the product of the shape");
    fuzz_promise((a->data == NULL) == (count == 0), "there are data when there are elements");
    for (size_t i = 0; i < count; i++)
        if (a->data[i] < lowest || a->data[i] > highest)
            stop("every element is in the range of its type");
}

void fuzz_outcome(enum sb_status status, struct array *a, const struct sb_error *err, double lowest,
                  double highest)
{
    if (status == SB_OK) {
        fuzz_promise(err->text[0] == '\0', "no text when all is well");
        check_array(a, lowest, highest);
    } else {
        fuzz_promise(a->data == NULL && a->count == 0 && a->ndim == 0, "an empty array on failure");
        size_t length = strnlen(err->text, sizeof err->text);
        fuzz_promise(length > 0 && length < sizeof err->text, "a reason on failure");
        fuzz_promise(strcspn(err->text, "\r\n") == length, "the reason is one line");
    }
    array_free(a);
}

#ifdef FUZZ_REPLAY
/* A main for where the compiler has no libFuzzer: each file named goes through
 * the target once; a folder stands for the files in it. */
static int replay_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f || fseek(f, 0, SEEK_END) != 0)
        return 0;
    size_t size = (size_t)ftell(f);
    rewind(f);
    uint8_t *bytes = malloc(size ? size : 1);
    int whole = bytes && fread(bytes, 1, size, f) == size;
    fclose(f);
    if (whole)
        LLVMFuzzerTestOneInput(bytes, size);
    free(bytes);
    return whole;
}

static int replay_folder(const char *path)
{
    DIR *dir = opendir(path);
    int count = 0;
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        char file[4096];
        snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] != '.')
            count += replay_file(file);
    }
    if (dir)
        closedir(dir);
    return count;
}

int main(int argc, char **argv)
{
    int count = 0;
    for (int i = 1; i < argc; i++) {
        struct stat st;
        if (stat(argv[i], &st) == 0)
            count += S_ISDIR(st.st_mode) ? replay_folder(argv[i]) : replay_file(argv[i]);
    }
    fprintf(stderr, "replayed %d inputs\n", count);
    return count == 0;
}
#endif
