/* Looks through a submission in the sandbox: what opens foreign archives has budgets, sees this
 * submission and the skeletons, writes nothing, and is another process than the one that grades. */
#include "collect.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "leash.h"
#include "limits.h"
#include "one/run.h"
#include "progress.h"

#define MOST_PATHS 500 /* handed over at once: bubblewrap takes some thousand arguments */

/* One file or folder of the submission, as /in/I/NAME. A link stays one. */
static void show(struct words *w, const char *path, size_t i)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    char target[4096];
    ssize_t length = readlink(path, target, sizeof target - 1);
    target[length > 0 ? length : 0] = '\0';
    words_add(w, "%s", length > 0 ? "--symlink" : "--ro-bind-try");
    words_add(w, "%s", length > 0 ? target : path);
    words_add(w, "/in/%zu/%s", i, name);
}

/* The command line that looks through a submission: class collect LAYOUT PATH LABEL... */
static struct words command_for(const struct submission *s, bool unsafe)
{
    struct words w = {0};
    size_t chapters, count = s->count < MOST_PATHS ? s->count : MOST_PATHS;
    const struct intake_chapter *chapter = intake_chapters(&chapters);
    char program[4096];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    program[length > 0 ? length : 0] = '\0';
    if (!unsafe) {
        sandbox_add(&w);
        words_add_all(&w, (const char *const[]){"--proc", "/proc", "--chdir", "/w", "--ro-bind",
                                                program, "/w/class", NULL});
        for (size_t r = 0; r < chapters; r++) {
            char *file = text_format("chapters/%s/%s.c", chapter[r].directory, chapter[r].topic);
            words_add_all(&w, (const char *const[]){"--ro-bind-try", file, NULL});
            words_add(&w, "/w/%s", file);
            free(file);
        }
        for (size_t i = 0; i < count; i++)
            show(&w, s->paths[i], i);
    }
    words_add_all(&w,
                  (const char *const[]){unsafe ? program : "/w/class", "collect", s->layout, NULL});
    for (size_t i = 0; i < count; i++) {
        const char *slash = strrchr(s->paths[i], '/'), *name = slash ? slash + 1 : s->paths[i];
        if (unsafe)
            words_add(&w, "%s", s->paths[i]);
        else
            words_add(&w, "/in/%zu/%s", i, name);
        words_add(&w, "%s", s->labels[i]);
    }
    return w;
}

static void limit(int resource, rlim_t most, rlim_t end)
{
    setrlimit((__rlimit_resource_t)resource, &(struct rlimit){.rlim_cur = most, .rlim_max = end});
}

static _Noreturn void become(const struct words *w, int out, pid_t parent)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    judging_leash(parent);
    limit(RLIMIT_CORE, 0, 0);
    limit(RLIMIT_FSIZE, 0, 0);
    limit(RLIMIT_CPU, LIMIT_COLLECT_SECONDS, LIMIT_COLLECT_SECONDS + 1);
    limit(RLIMIT_AS, (rlim_t)LIMIT_COLLECT_MEMORY_MB << 20, (rlim_t)LIMIT_COLLECT_MEMORY_MB << 20);
    dup2(out, STDOUT_FILENO);
    execvp(w->word[0], w->word);
    _exit(127);
}

/* Everything that comes, up to a limit, before the clock is over; else NULL. */
static char *receive(int from, size_t limit_, size_t *size)
{
    size_t capacity = 65536;
    char *data = text_need(malloc(capacity));
    double end = judging_now() + LIMIT_COLLECT_SECONDS * LIMIT_COMPILE_FACTOR;
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

static bool collect(const struct batch *batch, const struct submission *s, struct work *work)
{
    bool unsafe = strcmp(batch->measure.level, "UNSAFE") == 0;
    struct words w = command_for(s, unsafe);
    int pipe_[2];
    size_t size = 0;
    *work = (struct work){0};
    fflush(NULL);
    pid_t parent = getpid(), pid = pipe(pipe_) == 0 ? fork() : -1;
    if (pid == 0)
        become(&w, pipe_[1], parent);
    words_free(&w);
    if (pid < 0) {
        fprintf(stderr, "class: no new process: %s\n", strerror(errno));
        return false;
    }
    setpgid(pid, pid);
    close(pipe_[1]);
    char *data = receive(pipe_[0], intake_transfer_limit(), &size);
    close(pipe_[0]);
    kill(-pid, SIGKILL);
    waitpid(pid, NULL, 0);
    enum intake_received got = data ? intake_receive(work, data, size) : INTAKE_NOTHING;
    free(data);
    if (got == INTAKE_PART) {
        intake_receive(work, "end\n", 4);
        notes_add(&work->notes,
                  "To look through what was handed in takes more than %d seconds of work or %d MB "
                  "of memory; none of it was judged.",
                  LIMIT_COLLECT_SECONDS, LIMIT_COLLECT_MEMORY_MB);
    } else if (got == INTAKE_WHOLE && s->count > MOST_PATHS) {
        notes_add(&work->notes, "There are more than %d files; the rest was not looked at.",
                  MOST_PATHS);
    }
    return got != INTAKE_NOTHING;
}

enum look judging_look(sqlite3 *db, const struct batch *batch, const struct submission *s,
                       struct work *work, struct judgement *found)
{
    char stamp[65];
    intake_stamp(s, stamp);
    if (gradebook_looked(db, s, stamp, work)) {
        if (gradebook_has(db, s, work, &batch->measure, found))
            return LOOK_JUDGED;
        intake_work_free(work);
    }
    if (!collect(batch, s, work))
        return LOOK_FAILED;
    gradebook_keep_look(db, s, stamp, work); /* if it can't, the next run looks again */
    return gradebook_has(db, s, work, &batch->measure, found) ? LOOK_JUDGED : LOOK_NEW;
}

int judging_collector(int count, char **words)
{
    char **paths = text_need(calloc((size_t)count + 1, sizeof *paths)),
         **labels = text_need(calloc((size_t)count + 1, sizeof *labels));
    struct submission s = {.layout = words[0], .paths = paths, .labels = labels};
    struct work work;
    for (int i = 1; i + 1 < count; i += 2) {
        paths[s.count] = words[i];
        labels[s.count++] = words[i + 1];
    }
    intake_send_begin(stdout);
    intake_collect(&s, &work);
    bool good = intake_send(&work, stdout);
    intake_work_free(&work);
    free(labels);
    free(paths);
    return good ? 0 : 2;
}
