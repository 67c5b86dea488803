/* The worker programs: one with the student's code, or several if chapters have their own, and one
 * with the known mistakes if SB_MISTAKES names it. Each leads its own process group. */
#define _GNU_SOURCE /* close_range */
#include "workers.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "limits.h"
#include "named_socket.h"

#define OF_CHAPTER "SB_WORKER_" /* followed by the chapter's directory */

extern char **environ;

static pid_t programs[LIMIT_KEEPERS];
static size_t count;
static pthread_mutex_t ending = PTHREAD_MUTEX_INITIALIZER; /* what has ended is not killed */

/* A pipe that nobody writes to. The worker programs see it end with the judge, however that ends,
 * and with its tests: the signal at a parent's death is not enough, because bubblewrap asks for it
 * only when the sandbox is set up, and its own parent may be gone by then. */
static int life[2] = {-1, -1};

/* Becomes the worker program, which gets its listening socket as descriptor 3, the end of `life` to
 * read from as 4, and nothing else of this process: no other descriptor and no environment. Waits
 * for the first test that connects, because few need the known mistakes. */
static _Noreturn void become_worker(int listener, const char *command, pid_t judge)
{
    char *environment[] = {"PATH=/usr/bin:/bin", "OPENBLAS_NUM_THREADS=1", "OMP_NUM_THREADS=1",
                           NULL};
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != judge) /* which was gone before the kernel knew of the signal */
        _exit(127);
    listener = fcntl(listener, F_DUPFD, 5); /* either may be 3 or 4 */
    int judge_lives = fcntl(life[0], F_DUPFD, 5);
    dup2(listener, 3);
    dup2(judge_lives, 4);
    close_range(5, ~0u, 0);
    poll(&(struct pollfd){.fd = 3, .events = POLLIN}, 1, -1);
    execle("/bin/sh", "sh", "-c", command, (char *)NULL, environment);
    _exit(127);
}

/* The worker program listens at a socket made here, so nobody has to wait for it. Without a command
 * line there is no program. */
static void start(const char *command, const char *socket_name)
{
    if (!command || count == LIMIT_KEEPERS)
        return;
    int fd = named_socket_listen(getenv("SB_REPORTS"), socket_name);
    if (fd < 0) {
        perror("judge: cannot listen for tests");
        exit(2);
    }
    pid_t judge = getpid(), pid = fork();
    if (pid == 0)
        become_worker(fd, command, judge);
    setpgid(pid, pid); /* in parent and child, whoever is first: kill below needs the group */
    close(fd);
    programs[count++] = pid;
}

void workers_start(void)
{
    const size_t length = strlen(OF_CHAPTER);
    if (pipe2(life, O_CLOEXEC) != 0) {
        perror("judge: no pipe for its workers");
        exit(2);
    }
    start(getenv("SB_WORKER"), "student");
    start(getenv("SB_MISTAKES"), "mistakes");
    for (char **e = environ; *e; e++) {
        char directory[64];
        if (strncmp(*e, OF_CHAPTER, length) != 0)
            continue;
        const char *name = *e + length, *command = name + strcspn(name, "=") + 1;
        snprintf(directory, sizeof directory, "%.*s", (int)(command - name) - 1, name);
        start(command, directory);
    }
}

const char *workers_socket(const char *directory)
{
    char variable[128];
    snprintf(variable, sizeof variable, "%s%s", OF_CHAPTER, directory);
    return getenv(variable) ? directory : "student";
}

void workers_end(void)
{
    pthread_mutex_lock(&ending);
    for (size_t i = 0; i < count; i++)
        if (programs[i] > 0) {
            kill(-programs[i], SIGKILL);
            waitpid(programs[i], NULL, 0);
        }
    count = 0;
    pthread_mutex_unlock(&ending);
    close(life[0]);
    close(life[1]);
}

void workers_gone(pid_t pid)
{
    for (size_t i = 0; i < count; i++)
        if (programs[i] == pid)
            programs[i] = 0;
}

static void *reap(void *of)
{
    pid_t *program = of, pid = *program;
    waitid(P_PID, (id_t)pid, &(siginfo_t){0}, WEXITED | WNOWAIT);
    pthread_mutex_lock(&ending);
    if (waitpid(pid, NULL, WNOHANG) == pid)
        *program = 0;
    pthread_mutex_unlock(&ending);
    return NULL;
}

void workers_reap(void)
{
    pthread_t thread;
    for (size_t i = 0; i < count; i++)
        if (pthread_create(&thread, NULL, reap, &programs[i]) == 0)
            pthread_detach(thread);
}
