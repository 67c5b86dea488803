/* keeper.c: starts workers and sees to their end.
 *
 *   worker STUDENT.so            serve: fd 3 is a listening socket
 *
 * The judge connects once for every test and hands over four descriptors: the
 * socket of calls, the input region, the output region, and a file for what
 * the worker prints. The keeper of that connection forks a worker, which locks
 * itself in and only then loads the student's code. When the judge closes the
 * connection the keeper kills the worker; when the worker ends, however it
 * does, the keeper tells the judge. So every deadline is held from outside. */
#include "keeper.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "wire.h"

#define LISTENER 3

static int receive_fds(int connection, int fds[4])
{
    char byte;
    char control[CMSG_SPACE(4 * sizeof(int))];
    struct iovec data = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control,
                             .msg_controllen = sizeof control};
    if (recvmsg(connection, &message, 0) != 1)
        return -1;
    struct cmsghdr *c = CMSG_FIRSTHDR(&message);
    if (!c || c->cmsg_type != SCM_RIGHTS || c->cmsg_len != CMSG_LEN(4 * sizeof(int)))
        return -1;
    memcpy(fds, CMSG_DATA(c), 4 * sizeof(int));
    return 0;
}

/* Whatever a worker left behind belongs to this keeper, as the subreaper. */
static void kill_all_children(void)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", (long)getpid(), (long)getpid());
    for (int round = 0; round < 1000; round++) {
        FILE *f = fopen(path, "r");
        int pid, found = 0;
        while (f && fscanf(f, "%d", &pid) == 1) {
            kill(pid, SIGKILL);
            found++;
        }
        if (f)
            fclose(f);
        if (!found)
            return;
        waitpid(-1, NULL, 0);
    }
}

/* Bytes of memory that the worker holds, by the file /proc/PID/statm. */
static unsigned long held(FILE *statm)
{
    unsigned long total, resident = 0;
    if (!statm)
        return 0;
    rewind(statm);
    if (fscanf(statm, "%lu %lu", &total, &resident) != 2)
        return 0;
    return resident * (unsigned long)sysconf(_SC_PAGESIZE);
}

/* Until the worker has ended, the judge has gone, or memory runs out. No limit
 * of the kernel's would do: the address sanitizer reserves terabytes. */
static enum end_why watch(int connection, pid_t worker)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%ld/statm", (long)worker);
    FILE *statm = fopen(path, "r");
    if (statm)
        setvbuf(statm, NULL, _IONBF, 0);
    int pidfd = (int)syscall(SYS_pidfd_open, worker, 0);
    struct pollfd events[2] = {{.fd = connection, .events = POLLIN},
                               {.fd = pidfd, .events = POLLIN}};
    for (;;) {
        int ready = poll(events, 2, 20);
        if (ready > 0)
            return events[1].revents & POLLIN ? END_ITSELF : END_JUDGE_LEFT;
        if (ready == 0 && held(statm) > WIRE_MEMORY)
            return END_MEMORY;
        if (ready < 0 && errno != EINTR)
            return END_JUDGE_LEFT;
    }
}

/* The line of the source at that offset of the object, as "topic.c line 12: ". */
static void find_line(const char *student, uint64_t offset, char *text, size_t size)
{
    char address[32], place[4096] = "";
    int out[2];
    snprintf(address, sizeof address, "0x%llx", (unsigned long long)offset);
    text[0] = '\0';
    if (offset == 0 || pipe(out) != 0)
        return;
    pid_t pid = fork();
    if (pid == 0) {
        /* The object is the student's, and may be made to confuse its reader. */
        setrlimit(RLIMIT_CPU, &(struct rlimit){.rlim_cur = 2, .rlim_max = 2});
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){.rlim_cur = 0, .rlim_max = 0});
        dup2(out[1], STDOUT_FILENO);
        execlp("addr2line", "addr2line", "-e", student, address, (char *)NULL);
        _exit(127);
    }
    close(out[1]);
    FILE *f = fdopen(out[0], "r");
    char *line = f && fgets(place, sizeof place, f) ? strrchr(place, ':') : NULL;
    if (line && atoi(line + 1) > 0) {
        *line = '\0';
        const char *name = strrchr(place, '/');
        snprintf(text, size, "%.32s line %d: ", name ? name + 1 : place, atoi(line + 1));
    }
    if (f)
        fclose(f);
    waitpid(pid, NULL, 0);
}

/* The place that a dying worker has left in the output region. */
static uint64_t place_left(int output)
{
    void *page = mmap(NULL, WIRE_PAGE, PROT_READ, MAP_SHARED, output,
                      (off_t)(WIRE_REGION - WIRE_PAGE));
    if (page == MAP_FAILED)
        return 0;
    uint64_t place = ((const struct last_words *)page)->place;
    munmap(page, WIRE_PAGE);
    return place;
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

static _Noreturn void keep(int connection, const char *student)
{
    int fds[4];
    if (receive_fds(connection, fds) < 0)
        _exit(1);
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    pid_t worker = fork();
    if (worker < 0)
        _exit(1);
    if (worker == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
        setpgid(0, 0);
        close(connection);
        worker_run(student, fds); /* does not return */
    }
    close(fds[0]); /* the worker alone holds the other end of the judge's socket */
    struct worker_end end = {.why = watch(connection, worker)};
    if (end.why != END_ITSELF)
        kill(worker, SIGKILL);
    struct rusage used;
    if (wait4(worker, &end.status, 0, &used) == worker)
        end.cpu_seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
    kill_all_children();
    find_line(student, place_left(fds[2]), end.place, sizeof end.place);
    /* The judge may have gone; that is no concern of ours. */
    send(connection, &end, sizeof end, MSG_NOSIGNAL);
    _exit(0);
}

static int serve(const char *student)
{
    signal(SIGCHLD, SIG_IGN); /* keepers are not waited for */
    for (;;) {
        int connection = accept(LISTENER, NULL, NULL);
        if (connection < 0) {
            if (errno == EINTR)
                continue;
            return 1;
        }
        if (fork() == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
            signal(SIGCHLD, SIG_DFL);
            close(LISTENER);
            keep(connection, student);
        }
        close(connection);
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: worker STUDENT.so\n");
        return 2;
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    return serve(argv[1]);
}
