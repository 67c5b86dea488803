/* The worker programs: one with the student's code, and one with the known
 * mistakes where SB_MISTAKES says so. Each leads a process group of its own. */
#define _GNU_SOURCE /* O_PATH, close_range */
#include "workers.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t student, mistakes;

/* Becomes the worker program, with its listening socket as descriptor 3 and
 * nothing else of this process: no descriptor, no environment. Waits for the
 * first test that wants it: few need the known mistakes. */
static _Noreturn void become_worker(int listener, const char *command)
{
    char *environment[] = {"PATH=/usr/bin:/bin", "OPENBLAS_NUM_THREADS=1", "OMP_NUM_THREADS=1",
                           NULL};
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (listener == 3)
        fcntl(listener, F_SETFD, 0);
    else
        dup2(listener, 3);
    close_range(4, ~0u, 0);
    poll(&(struct pollfd){.fd = 3, .events = POLLIN}, 1, -1);
    execle("/bin/sh", "sh", "-c", command, (char *)NULL, environment);
    _exit(127);
}

/* A worker program listens at a socket made here, so there is nothing to wait
 * for. variable names its command line; 0 when there is none. */
static pid_t start(const char *variable, const char *socket_name)
{
    const char *command = getenv(variable), *folder = getenv("SB_REPORTS");
    if (!command)
        return 0;
    int dir = open(folder ? folder : ".", O_PATH | O_CLOEXEC);
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    snprintf(name.sun_path, sizeof name.sun_path, "/proc/self/fd/%d/%s", dir, socket_name);
    unlinkat(dir, socket_name, 0);
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (dir < 0 || fd < 0 || bind(fd, (struct sockaddr *)&name, sizeof name) != 0 ||
        listen(fd, 64) != 0) {
        perror("judge: cannot listen for tests");
        exit(2);
    }
    pid_t pid = fork();
    if (pid == 0)
        become_worker(fd, command);
    setpgid(pid, pid); /* whoever comes first: it has to be so before the kill below */
    close(fd);
    close(dir);
    return pid;
}

void workers_start(void)
{
    student = start("SB_WORKER", "student");
    mistakes = start("SB_MISTAKES", "mistakes");
}

static void end(pid_t pid)
{
    if (pid <= 0)
        return;
    kill(-pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

void workers_end(void)
{
    end(student);
    end(mistakes);
}

void workers_gone(pid_t pid)
{
    if (pid == student)
        student = 0;
    if (pid == mistakes)
        mistakes = 0;
}
