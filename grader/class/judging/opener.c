/* What opens foreign archives has budgets, sees what it is shown and nothing else, and is another
 * process than the one that grades. */
#include "opener.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "leash.h"
#include "limits.h"
#include "progress.h"

static char *own_program(void)
{
    char program[4096];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    program[length > 0 ? length : 0] = '\0';
    return text_need(strdup(program));
}

void judging_opener_begin(struct opener *o, bool unsafe)
{
    if (unsafe)
        return;
    char *program = own_program();
    sandbox_add(&o->words);
    words_add_all(&o->words, (const char *const[]){"--proc", "/proc", "--chdir", "/w", "--ro-bind",
                                                   program, "/w/class", NULL});
    free(program);
}

void judging_opener_program(struct opener *o, const char *what, bool unsafe)
{
    char *program = unsafe ? own_program() : text_need(strdup("/w/class"));
    words_add_all(&o->words, (const char *const[]){program, what, NULL});
    free(program);
}

static void limit(int resource, rlim_t most, rlim_t end)
{
    setrlimit((__rlimit_resource_t)resource, &(struct rlimit){.rlim_cur = most, .rlim_max = end});
}

static _Noreturn void become(const struct opener *o, int out, pid_t parent)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    judging_leash(parent);
    limit(RLIMIT_CORE, 0, 0);
    limit(RLIMIT_FSIZE, (rlim_t)o->file_bytes, (rlim_t)o->file_bytes);
    limit(RLIMIT_CPU, (rlim_t)ceil(o->seconds), (rlim_t)ceil(o->seconds) + 1);
    limit(RLIMIT_AS, (rlim_t)LIMIT_COLLECT_MEMORY_MB << 20, (rlim_t)LIMIT_COLLECT_MEMORY_MB << 20);
    dup2(out, STDOUT_FILENO);
    execvp(o->words.word[0], o->words.word);
    _exit(127);
}

/* Everything that comes, up to a limit, before the clock is over; else NULL. */
static char *receive(int from, double seconds, size_t limit_, size_t *size)
{
    size_t capacity = 65536;
    char *data = text_need(malloc(capacity));
    double end = judging_now() + seconds * LIMIT_COMPILE_FACTOR;
    for (*size = 0;;) {
        double rest = end - judging_now();
        int ready = poll(&(struct pollfd){.fd = from, .events = POLLIN}, 1,
                         rest > 0.0 ? (int)(1000.0 * rest) + 1 : 0);
        ssize_t got = ready > 0 ? read(from, data + *size, capacity - *size) : -1;
        if (got == 0)
            return data;
        if ((got < 0 && errno != EINTR) || rest < 0.0 || *size > limit_) {
            free(data);
            return NULL;
        }
        *size += got > 0 ? (size_t)got : 0;
        if (*size == capacity)
            data = text_need(realloc(data, capacity *= 2));
    }
}

enum intake_received judging_opener_run(struct opener *o, struct work *work)
{
    int pipe_[2];
    size_t size = 0;
    double begun = judging_now();
    *work = (struct work){0};
    fflush(NULL);
    pid_t parent = getpid(), pid = pipe(pipe_) == 0 ? fork() : -1;
    if (pid == 0)
        become(o, pipe_[1], parent);
    words_free(&o->words);
    if (pid < 0) {
        fprintf(stderr, "class: no new process: %s\n", strerror(errno));
        return INTAKE_NOTHING;
    }
    setpgid(pid, pid);
    close(pipe_[1]);
    char *data = receive(pipe_[0], o->seconds, intake_transfer_limit(), &size);
    close(pipe_[0]);
    kill(-pid, SIGKILL);
    waitpid(pid, NULL, 0);
    enum intake_received got = data ? intake_receive(work, data, size) : INTAKE_NOTHING;
    o->took = judging_now() - begun;
    free(data);
    return got;
}
