/* keeper.c: starts workers and watches over them until they end.
 *
 *   worker [-u|-r] STUDENT.so... serve: fd 3 is a listening socket; -u: run without the lock where
 *                                the kernel has no system call filter; -r: a worker sees only its
 *                                object's folder, and no /proc (needs CAP_SYS_CHROOT)
 *   worker -l                    exit with status 0 if the kernel has such a filter
 *
 * There is one object for each chapter, with the chapter's directory in its path; a single object
 * serves all chapters.
 *
 * The judge connects once for every test and hands over four descriptors: the socket for calls, the
 * input region, the output region, and a file for what the worker prints. For each connection the
 * keeper forks a worker, which locks itself in and only then loads the student's code. When the
 * judge closes the connection, the keeper kills the worker; when the worker ends for any reason,
 * the keeper tells the judge. So every deadline is enforced from outside. */
#include "keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "limits.h"
#include "wire.h"

#define LISTENER 3
#define JUDGE_LIVES 4 /* a pipe that ends with the judge and its tests (workers.c) */

/* A worker and the test it works for. */
struct kept {
    int connection, output;
    pid_t worker;
    int asked;           /* becomes readable when it asks for what is not allowed; -1: never */
    int ended;           /* becomes readable when the worker ends */
    int status;          /* its status file in /proc, which says how much memory it uses */
    double cpu_seconds;  /* of processor time that it may use */
    const char *student; /* the object it loads */
};

static struct kept kept[LIMIT_WORKERS];
static size_t kept_count;
static char **students; /* the objects, the last one followed by NULL */
static bool locked = true, alone;

static int receive(int connection, struct worker_start *start, int fds[4])
{
    char control[CMSG_SPACE(4 * sizeof(int))];
    struct iovec data = {.iov_base = start, .iov_len = sizeof *start};
    struct msghdr message = {.msg_iov = &data,
                             .msg_iovlen = 1,
                             .msg_control = control,
                             .msg_controllen = sizeof control};
    if (recvmsg(connection, &message, MSG_CMSG_CLOEXEC) != (ssize_t)sizeof *start)
        return -1;
    struct cmsghdr *c = CMSG_FIRSTHDR(&message);
    if (!c || c->cmsg_type != SCM_RIGHTS || c->cmsg_len != CMSG_LEN(4 * sizeof(int)))
        return -1;
    memcpy(fds, CMSG_DATA(c), 4 * sizeof(int));
    return 0;
}

/* Processes that workers left behind become children of the keeper, the subreaper. */
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

/* The number after a name in a /proc status file, in kB; 0 if the name is missing. */
static unsigned long kilobytes(const char *text, const char *name)
{
    const char *at = strstr(text, name);
    return at ? strtoul(at + strlen(name), NULL, 10) : 0;
}

/* Bytes of memory that the worker uses, with the kernel's page tables for it, which take gigabytes
 * for memory that is only read. What it shares with the judge counts whether or not it is mapped,
 * and so does what is swapped out. No limit set in the kernel would work, because the address
 * sanitizer reserves terabytes. */
static unsigned long memory_of(const struct kept *k)
{
    char text[4096];
    ssize_t got = pread(k->status, text, sizeof text - 1, 0);
    text[got > 0 ? got : 0] = '\0';
    struct stat shared = {0};
    fstat(k->output, &shared);
    return 1024 * (kilobytes(text, "\nRssAnon:") + kilobytes(text, "\nRssFile:") +
                   kilobytes(text, "\nVmSwap:") + kilobytes(text, "\nVmPTE:")) +
           512 * (unsigned long)shared.st_blocks;
}

static double cpu_of(const struct kept *k)
{
    clockid_t clock;
    struct timespec t;
    if (clock_getcpuclockid(k->worker, &clock) != 0 || clock_gettime(clock, &t) != 0)
        return 0.0;
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

#define BYTES_BACK 48 /* how far to look back from an instruction without a line for one with it */

/* The source line at that offset of the object, as "topic.c line 12: ". clang gives some
 * instructions no line; then this takes the line of the one before. What a header has put there
 * (getchar, say) is at the line that asks for it. */
static void find_line(const char *student, uint64_t offset, char *text, size_t size)
{
    char addresses[BYTES_BACK][20], place[4096] = "", *line = NULL;
    const char *command[BYTES_BACK + 5] = {"addr2line", "-i", "-e", student};
    int out[2];
    for (size_t i = 0; i < BYTES_BACK && i < offset; i++) {
        snprintf(addresses[i], sizeof addresses[i], "0x%llx", (unsigned long long)(offset - i));
        command[4 + i] = addresses[i];
    }
    text[0] = '\0';
    if (offset == 0 || pipe(out) != 0)
        return;
    pid_t pid = fork();
    if (pid == 0) {
        /* The object comes from the student and may be crafted to confuse its reader. */
        const rlim_t most = LIMIT_HELPER_SECONDS, memory = (rlim_t)LIMIT_HELPER_MEMORY_MB << 20;
        setrlimit(RLIMIT_CPU, &(struct rlimit){.rlim_cur = most, .rlim_max = most});
        setrlimit(RLIMIT_AS, &(struct rlimit){.rlim_cur = memory, .rlim_max = memory});
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){.rlim_cur = 0, .rlim_max = 0});
        alarm(LIMIT_HELPER_SECONDS); /* clock time, too: the object may make it wait forever */
        dup2(out[1], STDOUT_FILENO);
        execvp(command[0], (char *const *)command);
        _exit(127);
    }
    close(out[1]);
    FILE *f = fdopen(out[0], "r");
    while (f && !line && fgets(place, sizeof place, f))
        if ((line = strrchr(place, ':')) &&
            (atoi(line + 1) <= 0 || line - place < 2 || strncmp(line - 2, ".h", 2) == 0))
            line = NULL;
    if (line) {
        *line = '\0';
        const char *name = strrchr(place, '/');
        snprintf(text, size, "%.32s line %d: ", name ? name + 1 : place, atoi(line + 1));
    }
    if (f)
        fclose(f);
    waitpid(pid, NULL, 0);
}

static struct last_words *map_words(int output)
{
    void *page = mmap(NULL, wire_page(), PROT_READ | PROT_WRITE, MAP_SHARED, output,
                      (off_t)(WIRE_REGION - wire_page()));
    return page == MAP_FAILED ? NULL : page;
}

/* The place in the code that a dying worker has left in the output region. */
static uint64_t place_left(int output)
{
    struct last_words *words = map_words(output);
    uint64_t place = words ? words->place : 0;
    if (words)
        munmap(words, wire_page());
    return place;
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

static const char *student_of(const char *directory)
{
    char **s = students;
    while (s[1] && !strstr(*s, directory))
        s++;
    return *s;
}

/* Starts a worker for a new connection. */
static void begin(int connection)
{
    int fds[4];
    char path[64];
    struct worker_start start;
    if (kept_count == LIMIT_WORKERS || receive(connection, &start, fds) < 0) {
        close(connection);
        return;
    }
    start.directory[sizeof start.directory - 1] = '\0';
    const char *student = student_of(start.directory);
    int pair[2] = {-1, -1};
    pid_t worker = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0 ? fork() : -1;
    if (worker == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
        setpgid(0, 0);
        close(LISTENER);
        close(JUDGE_LIVES);
        close(connection);
        close(pair[0]);
        for (size_t i = 0; i < kept_count; i++) {
            close(kept[i].asked);
            close(kept[i].connection);
            close(kept[i].output);
            close(kept[i].ended);
            close(kept[i].status);
        }
        worker_run(student, fds, (struct worker_terms){start.cpu_seconds, locked, alone}, pair[1]);
    }
    close(fds[0]); /* only the worker keeps the other end of the judge's socket */
    close(fds[1]);
    close(fds[3]);
    close(pair[1]);
    if (worker < 0) {
        close(pair[0]);
        close(fds[2]);
        close(connection);
        return;
    }
    snprintf(path, sizeof path, "/proc/%ld/status", (long)worker);
    struct kept *k = &kept[kept_count++];
    *k = (struct kept){.connection = connection,
                       .output = fds[2],
                       .worker = worker,
                       .asked = lock_receive(pair[0]),
                       .ended = (int)syscall(SYS_pidfd_open, worker, 0),
                       .status = open(path, O_RDONLY | O_CLOEXEC),
                       .cpu_seconds = start.cpu_seconds,
                       .student = student};
    close(pair[0]);
}

#define ANSWER_MS \
    200 /* the worker's handler takes less than one; code that blocks it never answers */

/* The worker leaves the place where it is, and ends. */
static void ask_place(const struct kept *k)
{
    kill(k->worker, SIGXCPU);
    poll(&(struct pollfd){.fd = k->ended, .events = POLLIN}, 1, ANSWER_MS);
}

static void end(size_t i, enum end_why why)
{
    struct kept k = kept[i];
    struct worker_end told = {.why = why};
    struct rusage used;
    if (why == END_ASKED)
        snprintf(told.asked, sizeof told.asked, "%s", lock_asked(k.asked));
    if (why == END_CPU || why == END_LATE || why == END_ASKED)
        ask_place(&k);
    if (why != END_ITSELF)
        kill(k.worker, SIGKILL);
    if (wait4(k.worker, &told.status, 0, &used) == k.worker)
        told.cpu_seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
    kept[i] = kept[--kept_count];
    if (kept_count == 0)
        kill_all_children();
    if (why != END_JUDGE_LEFT) {
        find_line(k.student, place_left(k.output), told.place, sizeof told.place);
        send(k.connection, &told, sizeof told, MSG_NOSIGNAL); /* in case the judge is still there */
    }
    close(k.asked);
    close(k.connection);
    close(k.output);
    close(k.ended);
    close(k.status);
}

/* Waits until something happens, and every 20 ms checks what no descriptor tells. */
static void watch(void)
{
    struct pollfd events[3 * LIMIT_WORKERS + 2];
    size_t count = kept_count;
    for (size_t i = 0; i < count; i++) {
        events[3 * i] = (struct pollfd){.fd = kept[i].ended, .events = POLLIN};
        events[3 * i + 1] = (struct pollfd){.fd = kept[i].connection, .events = POLLIN};
        events[3 * i + 2] = (struct pollfd){.fd = kept[i].asked, .events = POLLIN};
    }
    events[3 * count] = (struct pollfd){.fd = LISTENER, .events = POLLIN};
    events[3 * count + 1] = (struct pollfd){.fd = JUDGE_LIVES, .events = POLLIN};
    int ready = poll(events, 3 * count + 2, count ? 20 : -1);
    if (ready > 0 && events[3 * count + 1].revents & POLLHUP) {
        kill_all_children();
        exit(0);
    }
    /* Backwards, because the last one takes the place of one that goes. */
    for (size_t i = count; i-- > 0;) {
        if (ready > 0 && events[3 * i].revents)
            end(i, END_ITSELF);
        else if (ready > 0 && events[3 * i + 2].revents & POLLIN)
            end(i, END_ASKED);
        else if (ready > 0 && events[3 * i + 1].revents) /* one way closed: it waits for the end */
            end(i, events[3 * i + 1].revents & POLLHUP ? END_JUDGE_LEFT : END_LATE);
        else if (memory_of(&kept[i]) > (unsigned long)LIMIT_MEMORY_MB << 20)
            end(i, END_MEMORY);
        else if (cpu_of(&kept[i]) > kept[i].cpu_seconds)
            end(i, END_CPU);
    }
    if (ready > 0 && events[3 * count].revents)
        begin(accept(LISTENER, NULL, NULL));
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: worker [-u|-r] STUDENT.so...\n");
        return 2;
    }
    locked = strcmp(argv[1], "-u") != 0;
    alone = strcmp(argv[1], "-r") == 0;
    students = argv + (locked && !alone ? 1 : 2);
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0); /* addr2line needs none */
    lock_prepare();
    if (strcmp(argv[1], "-l") == 0)
        return !lock_is_there();
    for (;;)
        watch();
}
