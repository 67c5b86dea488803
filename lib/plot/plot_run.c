/* plot_run.c: gnuplot as a child without a shell. */
#include "plot_page.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* A copy of the environment in which text is UTF-8 and numbers have a point,
 * whatever the user's language is. NULL when memory is short. */
static char **neutral_environment(void)
{
    static char locale[] = "LC_ALL=C.UTF-8";
    size_t n = 0, kept = 0;
    while (environ[n])
        n++;
    char **copy = malloc((n + 2) * sizeof *copy);
    if (!copy)
        return NULL;
    for (size_t i = 0; i < n; i++)
        if (strncmp(environ[i], "LC_ALL=", 7) != 0)
            copy[kept++] = environ[i];
    copy[kept++] = locale;
    copy[kept] = NULL;
    return copy;
}

/* Start gnuplot with the given descriptors as 0..3. Returns an errno value. */
static int start(pid_t *child, int in, int out, int errors, int data)
{
    char name[] = "gnuplot", defaults[] = "-d"; /* -d: the user's ~/.gnuplot is not read */
    char *args[] = {name, defaults, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attr;
    sigset_t signals;
    if (posix_spawn_file_actions_init(&actions) != 0)
        return ENOMEM;
    if (posix_spawnattr_init(&attr) != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return ENOMEM;
    }
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    int failed = posix_spawnattr_setsigdefault(&attr, &signals);
    if (!failed)
        failed = posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGDEF);
    const int from[] = {in, out, errors, data};
    for (int to = 0; to < 4 && !failed; to++)
        failed = posix_spawn_file_actions_adddup2(&actions, from[to], to);
    char **environment = neutral_environment();
    if (!failed)
        failed = environment ? posix_spawnp(child, name, &actions, &attr, args, environment)
                             : ENOMEM;
    free(environment);
    posix_spawnattr_destroy(&attr);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

/* A descriptor above 3, closed on exec, so that none is overwritten by another. */
static int high(int fd)
{
    if (fd < 0)
        return -1;
    int up = fcntl(fd, F_DUPFD_CLOEXEC, 10);
    close(fd);
    return up;
}

bool plot_write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t done = write(fd, bytes, size);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        bytes += done;
        size -= (size_t)done;
    }
    return true;
}

/* The line of gnuplot's standard error that matters: a warning, or its last
 * line. False when there is none. The font library's own warnings do not count. */
static bool complaint(FILE *errors, char *text, size_t size, bool warnings_only)
{
    char line[400];
    bool found = false;
    rewind(errors);
    while (fgets(line, sizeof line, errors)) {
        line[strcspn(line, "\r\n")] = '\0';
        const char *start_of_text = line + strspn(line, " \t");
        bool warning = strstr(line, "warning:") && strncmp(start_of_text, "Fontconfig", 10) != 0;
        if (*start_of_text == '\0' || (warnings_only && !warning))
            continue;
        snprintf(text, size, "%s", start_of_text);
        found = true;
        if (warning && warnings_only)
            break;
    }
    return found;
}

static enum sb_status judge(int wstatus, FILE *errors, struct sb_error *err)
{
    char text[400];
    if (WIFSIGNALED(wstatus))
        return sb_fail(err, SB_EIO, "gnuplot was killed (%s)", strsignal(WTERMSIG(wstatus)));
    if (WEXITSTATUS(wstatus) != 0) {
        if (!complaint(errors, text, sizeof text, false))
            snprintf(text, sizeof text, "it gave no reason");
        return sb_fail(err, SB_EIO, "gnuplot failed (status %d): %s", WEXITSTATUS(wstatus), text);
    }
    if (complaint(errors, text, sizeof text, true))
        return sb_fail(err, SB_EIO, "gnuplot warned: %s", text);
    return SB_OK;
}

/* Feed the commands to a started gnuplot and wait for its end. */
static enum sb_status feed(pid_t child, int pipe_in, const char *commands, size_t size,
                           FILE *errors, struct sb_error *err)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    sigaction(SIGPIPE, &ignore, &before);
    bool written = plot_write_all(pipe_in, commands, size);
    close(pipe_in);
    sigaction(SIGPIPE, &before, NULL);
    int wstatus;
    while (waitpid(child, &wstatus, 0) < 0)
        if (errno != EINTR)
            return sb_fail(err, SB_EIO, "gnuplot was lost: %s", strerror(errno));
    enum sb_status status = judge(wstatus, errors, err);
    if (status == SB_OK && !written)
        return sb_fail(err, SB_EIO, "gnuplot stopped reading its commands");
    return status;
}

enum sb_status plot_run_gnuplot(const char *commands, size_t size, int data, int out,
                                struct sb_error *err)
{
    FILE *errors = tmpfile();
    int ends[2] = {-1, -1};
    if (!errors || pipe(ends) != 0) {
        int why = errno;
        if (errors)
            fclose(errors);
        return sb_fail(err, sb_errno(why), "gnuplot cannot be started: %s", strerror(why));
    }
    int fd[4] = {high(ends[0]), high(dup(out)), high(dup(fileno(errors))), high(dup(data))};
    int writer = high(ends[1]);
    pid_t child;
    int failed = start(&child, fd[0], fd[1], fd[2], fd[3]);
    for (int i = 0; i < 4; i++)
        close(fd[i]);
    enum sb_status status;
    if (failed) {
        close(writer);
        status = failed == ENOENT
                     ? sb_fail(err, SB_EIO, "gnuplot is not installed; run: make setup")
                     : sb_fail(err, sb_errno(failed), "gnuplot cannot be started: %s",
                               strerror(failed));
    } else {
        status = feed(child, writer, commands, size, errors, err);
    }
    fclose(errors);
    return status;
}

/* A picture cut short (by a full disk) lacks its format's last bytes. */
static bool complete(FILE *drawn, enum plot_format format)
{
    static const char *const ending[] = {[PLOT_SVG] = "</svg>",
                                         [PLOT_PNG] = "IEND",
                                         [PLOT_PDF] = "%%EOF",
                                         [PLOT_DUMB] = "",
                                         [PLOT_SIXEL] = "\033\\"};
    char tail[33] = "";
    if (fseek(drawn, 0, SEEK_END) != 0)
        return false;
    long size = ftell(drawn);
    if (size <= 0 || fseek(drawn, size > 32 ? size - 32 : 0, SEEK_SET) != 0)
        return false;
    size_t got = fread(tail, 1, 32, drawn);
    size_t length = strlen(ending[format]);
    for (size_t i = 0; i + length <= got; i++)
        if (memcmp(tail + i, ending[format], length) == 0)
            return true;
    return false;
}

/* Script in memory, numbers and picture in unlinked files, gnuplot once. */
static enum sb_status draw(struct plot *p, const char *path, enum plot_format format, FILE *data,
                           FILE *drawn, struct sb_error *err)
{
    char *commands = NULL;
    size_t size = 0;
    FILE *script = open_memstream(&commands, &size);
    if (!script)
        return sb_fail(err, SB_ENOMEM, "plot: out of memory");
    if (format == PLOT_PNG || format == PLOT_PDF || format == PLOT_SIXEL)
        plot_page_fonts(p);
    locale_t before = plot_numbers_with_point();
    plot_page_script(p, format, script, data);
    plot_numbers_as_before(before);
    bool bad_script = ferror(script) != 0;
    bad_script |= fclose(script) != 0;
    enum sb_status status;
    if (p->status != SB_OK)
        status = sb_fail(err, p->status, "%s", p->err.text);
    else if (bad_script)
        status = sb_fail(err, SB_ENOMEM, "plot: out of memory");
    else if (fflush(data) != 0 || ferror(data))
        status = sb_fail(err, SB_EIO, "plot: a temporary file cannot be written: %s",
                         strerror(errno));
    else
        status = plot_run_gnuplot(commands, size, fileno(data), fileno(drawn), err);
    free(commands);
    if (status == SB_OK && !complete(drawn, format))
        status = sb_fail(err, SB_EIO, "%s: gnuplot's picture is incomplete; is the disk full?",
                         path ? path : "standard output");
    return status == SB_OK ? plot_deliver(drawn, path, err) : status;
}

enum sb_status plot_close(struct plot *p, const char *path, enum plot_format format,
                          struct sb_error *err)
{
    if (err)
        err->text[0] = '\0';
    if (!p)
        return sb_fail(err, SB_ENOMEM, "plot: out of memory");
    if (p->status == SB_OK && p->used == 0)
        plot_page_fail(p, SB_EINVAL, "the page has no panel");
    if (p->status == SB_OK && !path && format != PLOT_DUMB && format != PLOT_SIXEL)
        plot_page_fail(p, SB_EINVAL, "this format needs a file to write to");
    enum sb_status status = p->status;
    if (status != SB_OK) {
        sb_fail(err, status, "%s", p->err.text);
    } else {
        FILE *data = tmpfile(), *drawn = tmpfile();
        status = data && drawn ? draw(p, path, format, data, drawn, err)
                               : sb_fail(err, sb_errno(errno), "plot: no temporary file: %s",
                                         strerror(errno));
        if (data)
            fclose(data);
        if (drawn)
            fclose(drawn);
    }
    plot_abandon(p);
    return status;
}
