/* Video through ffmpeg: it decodes and scales, and sends grey frames down a
 * pipe as YUV4MPEG2, whose first line tells their size. No shell is involved. */
#define _GNU_SOURCE /* fopencookie */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "load_file.h"

extern char **environ;

/* No video keeps ffmpeg busy for this long before it sends more; some make it wait forever. */
enum { MOST_SILENCE_MS = 10000 };

/* ffmpeg at work: its output, and what it complains about. */
struct decoder {
    pid_t pid;
    FILE *frames; /* reads from the pipe `output`, within the limit of time */
    int output;
    bool silent;      /* it went over the limit */
    FILE *complaints; /* an unlinked file, not a pipe: nobody has to read it meanwhile */
};

static enum sb_status start_failed(const char *name, int why, struct sb_error *err)
{
    if (why == ENOENT)
        return sb_fail(err, SB_EIO,
                       "%s: to read it the program ffmpeg is needed, and it is not "
                       "here; install it (Debian: apt install ffmpeg), or give a folder of "
                       "pictures or a .npy",
                       name);
    return sb_fail(err, sb_errno(why), "%s: ffmpeg cannot be started: %s", name, strerror(why));
}

/* Start ffmpeg with its output in the pipe and its complaints in the file. Returns errno or 0. */
static int spawn(char *const argv[], int output, int complaints, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    int why = posix_spawn_file_actions_init(&actions);
    if (why)
        return why;
    why = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    if (!why)
        why = posix_spawn_file_actions_adddup2(&actions, output, 1);
    if (!why)
        why = posix_spawn_file_actions_adddup2(&actions, complaints, 2);
    if (!why)
        why = posix_spawnp(pid, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    return why;
}

static ssize_t read_output(void *cookie, char *bytes, size_t size)
{
    struct decoder *ffmpeg = cookie;
    struct pollfd output = {.fd = ffmpeg->output, .events = POLLIN};
    int ready;
    do
        ready = poll(&output, 1, MOST_SILENCE_MS);
    while (ready < 0 && errno == EINTR);
    ffmpeg->silent |= ready == 0;
    return ready > 0 ? read(ffmpeg->output, bytes, size) : -1;
}

static int close_output(void *cookie)
{
    struct decoder *ffmpeg = cookie;
    return close(ffmpeg->output);
}

static enum sb_status start(const char *path, size_t rows, size_t cols, struct decoder *ffmpeg,
                            struct sb_error *err)
{
    const char *name = short_path(path);
    /* "file:" keeps a name such as http:x or -y from meaning anything else. */
    size_t length = strlen(path) + sizeof "file:";
    char *input = malloc(length);
    FILE *complaints = tmpfile();
    int ends[2] = {-1, -1};
    if (!input || !complaints || pipe(ends) != 0) {
        int why = input ? errno : ENOMEM;
        free(input);
        if (complaints)
            fclose(complaints);
        return start_failed(name, why, err);
    }
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    snprintf(input, length, "file:%s", path);
    char filter[96]; /* to scale, 0 is the video's own size to ffmpeg too */
    snprintf(filter, sizeof filter, "scale=%zu:%zu:flags=area,format=gray", cols, rows);
    char *argv[] = {"ffmpeg",       "-v",     "error", "-xerror", "-nostdin", "-protocol_whitelist",
                    "file",         "-i",     input,   "-vf",     filter,     "-f",
                    "yuv4mpegpipe", "pipe:1", NULL};
    *ffmpeg = (struct decoder){.output = ends[0], .complaints = complaints};
    ffmpeg->frames = fopencookie(
        ffmpeg, "rb", (cookie_io_functions_t){.read = read_output, .close = close_output});
    int why = ffmpeg->frames ? spawn(argv, ends[1], fileno(complaints), &ffmpeg->pid) : errno;
    close(ends[1]);
    free(input);
    if (!why)
        return SB_OK;
    if (ffmpeg->frames)
        fclose(ffmpeg->frames);
    else
        close(ends[0]);
    fclose(complaints);
    return start_failed(name, why, err);
}

/* The first line, without "[mov,mp4 @ 0x55d0c8a4e2c0] ": the address differs in every run. */
static bool read_complaint(FILE *f, char *complaint, size_t size)
{
    rewind(f);
    bool found = fgets(complaint, (int)size, f) != NULL;
    if (!found)
        snprintf(complaint, size, "it gives no reason");
    complaint[strcspn(complaint, "\n")] = '\0';
    const char *end = complaint[0] == '[' ? strstr(complaint, "] ") : NULL;
    if (end)
        memmove(complaint, end + 2, strlen(end + 2) + 1);
    return found;
}

/* Close the pipe, which ends an ffmpeg that still writes, and wait for it.
 * True when it ended by itself with status 0 and without a complaint: of a video cut short it may
 * do no more than complain. */
static bool finish(struct decoder *ffmpeg, char *complaint, size_t size)
{
    int status = -1;
    fclose(ffmpeg->frames);
    if (ffmpeg->silent)
        kill(ffmpeg->pid, SIGKILL);
    while (waitpid(ffmpeg->pid, &status, 0) < 0 && errno == EINTR)
        ;
    bool complained = read_complaint(ffmpeg->complaints, complaint, size);
    fclose(ffmpeg->complaints);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 && !complained;
}

/* The first line: YUV4MPEG2 W160 H90 ... Cmono. */
static bool read_header(FILE *f, struct pixels *to)
{
    char line[512];
    char *rest;
    if (!fgets(line, sizeof line, f) || strncmp(line, "YUV4MPEG2 ", 10) != 0)
        return false;
    for (char *word = strtok_r(line + 10, " \n", &rest); word; word = strtok_r(NULL, " \n", &rest))
        if (*word == 'W')
            to->cols = strtoul(word + 1, NULL, 10);
        else if (*word == 'H')
            to->rows = strtoul(word + 1, NULL, 10);
        else if (*word == 'C' && strcmp(word, "Cmono") != 0)
            return false;
    return to->rows > 0 && to->cols > 0 && to->rows < 65536 && to->cols < 65536;
}

/* One frame: a line that begins with FRAME, then rows * cols bytes.
 * SB_OK; SB_ESTOPPED at the end of the stream. */
static enum sb_status read_frame(FILE *f, struct pixels *to)
{
    char line[512];
    size_t size = to->rows * to->cols;
    if (!fgets(line, sizeof line, f))
        return SB_ESTOPPED;
    if (strncmp(line, "FRAME", 5) != 0 || !strchr(line, '\n'))
        return SB_EFORMAT;
    if (size > MOST_VIDEO_PIXELS - to->count)
        return SB_ENOMEM;
    if (size > to->capacity - to->count) {
        size_t capacity = 2 * to->capacity + size;
        unsigned char *larger = realloc(to->data, capacity);
        if (!larger)
            return SB_ENOMEM;
        to->data = larger;
        to->capacity = capacity;
    }
    if (fread(to->data + to->count, 1, size, f) != size)
        return SB_EFORMAT;
    to->count += size;
    return SB_OK;
}

enum sb_status read_yuv4mpeg(FILE *f, struct pixels *to)
{
    if (!read_header(f, to))
        return SB_EFORMAT;
    enum sb_status status;
    do
        status = read_frame(f, to);
    while (status == SB_OK);
    if (status == SB_ESTOPPED)
        status = ferror(f) || to->count == 0 ? SB_EFORMAT : SB_OK;
    return status;
}

enum sb_status load_ffmpeg(const char *path, size_t rows, size_t cols, struct array *out,
                           struct sb_error *err)
{
    struct decoder ffmpeg;
    struct pixels pixels = {0};
    char complaint[160];
    const char *name = short_path(path);
    enum sb_status status = start(path, rows, cols, &ffmpeg, err);
    if (status != SB_OK)
        return status;
    status = read_yuv4mpeg(ffmpeg.frames, &pixels);
    bool ended_well = finish(&ffmpeg, complaint, sizeof complaint);

    size_t shape[] = {0, pixels.rows, pixels.cols};
    if (status == SB_ENOMEM && pixels.rows * pixels.cols <= MOST_VIDEO_PIXELS - pixels.count)
        sb_fail(err, status, "%s: too large for the memory that is free", name);
    else if (status == SB_ENOMEM)
        sb_fail(err, status,
                "%s: the video has more than %zu pixels in all; shorten it or ask for "
                "fewer rows and columns",
                name, MOST_VIDEO_PIXELS);
    else if (ffmpeg.silent)
        status = sb_fail(err, SB_EIO, "%s: ffmpeg has sent no picture for %d seconds; is it whole?",
                         name, MOST_SILENCE_MS / 1000);
    else if (!ended_well || status != SB_OK)
        status = sb_fail(err, SB_EIO, "%s: ffmpeg cannot read it as a video: %s", name, complaint);
    if (status == SB_OK) {
        shape[0] = pixels.count / (pixels.rows * pixels.cols);
        status = array_alloc(out, 3, shape);
        if (status != SB_OK)
            sb_fail(err, status, "%s: too large for the memory that is free", name);
    }
    for (size_t i = 0; i < out->count; i++)
        out->data[i] = pixels.data[i];
    free(pixels.data);
    return status;
}
