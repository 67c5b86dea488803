/* The judge's connection to one worker. */
#define _GNU_SOURCE /* memfd_create, file seals */
#include "remote.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "judge/judge_internal.h"
#include "limits.h"
#include "named_socket.h"

static char *region(const char *name, int *fd)
{
    *fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (*fd < 0 || ftruncate(*fd, WIRE_REGION) != 0)
        judge_broken("no shared memory");
    char *map = mmap(NULL, WIRE_REGION, PROT_READ | PROT_WRITE, MAP_SHARED, *fd, 0);
    if (map == MAP_FAILED)
        judge_broken("no shared memory");
    fcntl(*fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW);
    return map;
}

static int connect_keeper(const char *socket_name)
{
    int fd = named_socket_connect(getenv("SB_REPORTS"), socket_name);
    if (fd < 0)
        judge_broken("cannot reach the worker program");
    return fd;
}

static void send_start(int connection, struct worker_start start, const int fds[4])
{
    char control[CMSG_SPACE(4 * sizeof(int))] = {0};
    struct iovec data = {.iov_base = &start, .iov_len = sizeof start};
    struct msghdr message = {.msg_iov = &data,
                             .msg_iovlen = 1,
                             .msg_control = control,
                             .msg_controllen = sizeof control};
    struct cmsghdr *c = CMSG_FIRSTHDR(&message);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(4 * sizeof(int));
    memcpy(CMSG_DATA(c), fds, 4 * sizeof(int));
    if (sendmsg(connection, &message, MSG_NOSIGNAL) != (ssize_t)sizeof start)
        judge_broken("cannot reach the worker program");
}

void remote_start(struct remote *remote, const char *socket_name, const char *directory,
                  double cpu_seconds)
{
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); /* nobody can read the judge through /proc */
    int pair[2], in, out;
    remote->input = region("input", &in);
    remote->output = region("output", &out);
    /* From here on only our own mapping can write the inputs. */
    fcntl(in, F_ADD_SEALS, F_SEAL_FUTURE_WRITE | F_SEAL_SEAL);
    remote->printed = memfd_create("printed", MFD_CLOEXEC);
    if (remote->printed < 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        judge_broken("no sockets");
    remote->number = 0;
    remote->seconds = 0.0;
    remote->cpu_seconds = cpu_seconds;
    remote->print_start = 0;
    remote->calls = pair[0];
    remote->keeper = connect_keeper(socket_name);
    struct worker_start start = {.cpu_seconds = cpu_seconds};
    snprintf(start.directory, sizeof start.directory, "%s", directory);
    send_start(remote->keeper, start, (int[]){pair[1], in, out, remote->printed});
    close(pair[1]);
    close(in);
    close(out);
}

void remote_close(struct remote *remote)
{
    if (remote->keeper < 0)
        return;
    close(remote->keeper); /* the keeper kills the worker */
    close(remote->calls);
    close(remote->printed);
    munmap(remote->input, WIRE_REGION);
    munmap(remote->output, WIRE_REGION);
    *remote = (struct remote)REMOTE_NEW;
}

/* ---- arrays ---- */

/* Bytes an array occupies in its region, whole pages. */
static size_t body(const struct arg *arg)
{
    return wire_pages(arg->count * 8);
}

bool remote_lay_out(struct call *call)
{
    size_t used[2] = {0, 0};
    for (size_t i = 0; i < call->arg_count; i++) {
        struct arg *arg = &call->args[i];
        if (!arg_is_array(arg))
            continue;
        size_t *end = &used[arg_is_read_only(arg)];
        if (arg->count > WIRE_REGION / 8 || *end + body(arg) > WIRE_REGION - wire_page())
            return false;
        arg->offset = *end;
        *end += body(arg);
    }
    return true;
}

/* An array ends where its last page ends; the slack is the space before it. */
static char *page_of(const struct remote *remote, const struct arg *arg)
{
    return (arg_is_read_only(arg) ? remote->input : remote->output) + arg->offset;
}

static size_t slack(const struct arg *arg)
{
    return body(arg) - arg->count * 8;
}

char *remote_array(const struct remote *remote, const struct arg *arg)
{
    return page_of(remote, arg) + slack(arg);
}

static void mark(char *to, size_t bytes)
{
    const uint64_t unwritten = CALL_UNWRITTEN;
    for (size_t i = 0; i < bytes; i += 8)
        memcpy(to + i, &unwritten, 8);
}

void remote_fill(struct remote *remote, const struct call *call, void *const in[CALL_ARGS])
{
    for (size_t i = 0; i < call->arg_count; i++) {
        const struct arg *arg = &call->args[i];
        if (arg->kind < ARG_IN || arg->count == 0)
            continue;
        mark(page_of(remote, arg), slack(arg));
        if (!arg_has_input(arg))
            call_fill(arg, remote_array(remote, arg), 8);
        else
            memcpy(remote_array(remote, arg), in[i], arg->count * 8);
    }
}

const struct arg *remote_touched(const struct remote *remote, const struct call *call)
{
    for (size_t i = 0; i < call->arg_count; i++) {
        const struct arg *arg = &call->args[i];
        if (arg->kind < ARG_IN || arg_is_read_only(arg))
            continue;
        for (size_t at = 0; at < slack(arg); at += 8) {
            uint64_t bits;
            memcpy(&bits, page_of(remote, arg) + at, 8);
            if (bits != CALL_UNWRITTEN)
                return arg;
        }
    }
    return NULL;
}

/* ---- the exchange ---- */

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool readable(int fd, double until)
{
    struct pollfd event = {.fd = fd, .events = POLLIN};
    for (;;) {
        double left = until - now();
        int ready = poll(&event, 1, left > 0.0 ? (int)(1000.0 * left) + 1 : 0);
        if (ready > 0)
            return true;
        if (ready == 0)
            return false;
        if (errno != EINTR)
            judge_broken("poll failed");
    }
}

enum exchange remote_exchange(struct remote *remote, struct call *call, double seconds)
{
    struct call reply, sent;
    remote->print_start = remote_print_size(remote);
    call->number = ++remote->number;
    memcpy(&sent, call, sizeof sent);
    for (size_t i = 0; i < CALL_ARGS; i++)
        sent.args[i].at = NULL; /* where the judge's arrays are is not the worker's concern */
    double begun = now();
    if (send(remote->calls, &sent, sizeof sent, MSG_NOSIGNAL) != (ssize_t)sizeof sent)
        return EXCHANGE_ENDED;
    bool late = !readable(remote->calls, begun + seconds);
    remote->seconds += now() - begun;
    if (late)
        return EXCHANGE_LATE;
    ssize_t got = recv(remote->calls, &reply, sizeof reply, 0);
    if (got <= 0)
        return EXCHANGE_ENDED;
    if (got != (ssize_t)sizeof reply || reply.number != call->number ||
        reply.answer == ANSWER_NONE || reply.answer > ANSWER_ABSENT)
        return EXCHANGE_FORGED;
    reply.text[sizeof reply.text - 1] = '\0';
    call->answer = reply.answer;
    call->returned_size = reply.returned_size;
    call->returned_real = reply.returned_real;
    memcpy(call->text, reply.text, sizeof call->text);
    return EXCHANGE_DONE;
}

bool remote_end(struct remote *remote, struct worker_end *end)
{
    *end = (struct worker_end){0};
    return readable(remote->keeper, now() + LIMIT_END_SECONDS) &&
           recv(remote->keeper, end, sizeof *end, 0) == (ssize_t)sizeof *end;
}

bool remote_give_up(struct remote *remote, struct worker_end *end)
{
    return shutdown(remote->keeper, SHUT_WR) == 0 && remote_end(remote, end);
}

void remote_last_words(const struct remote *remote, struct last_words *words)
{
    memcpy(words, remote->output + WIRE_REGION - wire_page(), sizeof *words);
    words->text[sizeof words->text - 1] = '\0';
}

size_t remote_print_size(const struct remote *remote)
{
    struct stat status;
    return remote->keeper >= 0 && fstat(remote->printed, &status) == 0 ? (size_t)status.st_size : 0;
}
