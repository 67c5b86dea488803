/* Runs a command in the background (job.h). */
#include "job.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* In the child: drop make's own variables from the environment; they describe make watch. */
static void become(char *const *arguments, int out)
{
    setpgid(0, 0);
    unsetenv("MAKEFLAGS");
    unsetenv("MFLAGS");
    unsetenv("MAKELEVEL");
    int in = open("/dev/null", O_RDONLY);
    if (in >= 0 && dup2(in, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0 &&
        dup2(out, STDERR_FILENO) >= 0)
        execvp(arguments[0], arguments);
    _exit(127);
}

bool job_start(struct job *job, char *const *arguments)
{
    int ends[2];
    if (pipe(ends) != 0)
        return false;
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    job->length = 0;
    job->pid = fork();
    if (job->pid == 0)
        become(arguments, ends[1]);
    close(ends[1]);
    if (job->pid < 0) {
        close(ends[0]);
        job->pid = 0;
        return false;
    }
    setpgid(job->pid, job->pid); /* in the parent too, because either may run first */
    job->fd = ends[0];
    return true;
}

bool job_read(struct job *job)
{
    for (;;) {
        if (job->length + 4097 > job->capacity) {
            size_t capacity = job->capacity ? 2 * job->capacity : 65536;
            char *text = realloc(job->text, capacity);
            if (!text)
                return false;
            job->text = text;
            job->capacity = capacity;
        }
        ssize_t got = read(job->fd, job->text + job->length, 4096);
        if (got <= 0) {
            job->text[job->length] = '\0';
            return got < 0 && (errno == EAGAIN || errno == EINTR);
        }
        job->length += (size_t)got;
    }
}

bool job_ended(struct job *job, int *status)
{
    int raw;
    if (job->pid == 0 || waitpid(job->pid, &raw, WNOHANG) != job->pid)
        return false;
    job_read(job);
    close(job->fd);
    job->fd = -1;
    job->pid = 0;
    *status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
    return true;
}

void job_kill(struct job *job)
{
    int status;
    if (job->pid == 0)
        return;
    kill(-job->pid, SIGTERM);
    waitpid(job->pid, &status, 0);
    close(job->fd);
    job->fd = -1;
    job->pid = 0;
}
