/* Judging on this machine, several submissions at a time. */
#include "collect.h"
#include "leash.h"
#include "limits.h"
#include "progress.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* One judgement under way. */
struct slot {
    pid_t pid; /* 0: free */
    char *folder;
    const struct submission *submission;
    struct work work;
    double begun;
    bool overdue;
};

/* A submission whose time ran out by the clock, which may be the machine's fault. */
struct late {
    const struct submission *submission;
    struct work work;
};

struct run {
    sqlite3 *db;
    const struct batch *batch;
    struct slot *slots;
    struct progress progress;
    sigset_t signals;
    struct late *late; /* judged again at the end, */
    size_t late_count;
    bool alone;  /* one at a time: this is that end */
    bool broken; /* the gradebook cannot be written */
};

/* In the child: run the judge, which ends with the parent. */
static void become_judge(const struct run *run, const struct slot *slot, pid_t parent)
{
    char *staged = text_format("%s/staged", slot->folder),
         *out = text_format("%s/out", slot->folder);
    char *log = text_format("%s/log", slot->folder);
    sigprocmask(SIG_UNBLOCK, &run->signals, NULL);
    judging_leash(parent);
    int in = open("/dev/null", O_RDONLY), to = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    dup2(in, 0);
    dup2(to, 1);
    dup2(to, 2);
    execl("/bin/sh", "sh", "-c", "exec $0 \"$1\" \"$2\"", run->batch->judge, staged, out,
          (char *)NULL);
    _exit(127);
}

static bool start(struct run *run, struct slot *slot)
{
    char *staged = text_format("%s/staged", slot->folder),
         *out = text_format("%s/out", slot->folder);
    file_remove_tree(slot->folder);
    bool good = intake_stage(&slot->work, staged) && file_make_folders(out);
    free(staged);
    free(out);
    if (!good) {
        fprintf(stderr, "class: %s cannot be written: %s\n", slot->folder, strerror(errno));
        return false;
    }
    pid_t parent = getpid();
    fflush(stdout);
    slot->pid = fork();
    if (slot->pid == 0)
        become_judge(run, slot, parent);
    if (slot->pid < 0) {
        slot->pid = 0;
        fprintf(stderr, "class: no new process: %s\n", strerror(errno));
        return false;
    }
    setpgid(slot->pid, slot->pid);
    slot->begun = judging_now();
    slot->overdue = false;
    return true;
}

static void record(struct run *run, struct slot *slot, struct judgement *j)
{
    if (!gradebook_record(run->db, slot->submission, &slot->work, &run->batch->measure, j))
        run->broken = true;
    else
        judging_progress_add(&run->progress, slot->submission->name, j, false);
    intake_work_free(&slot->work);
}

/* Was a call ended by the clock, as calls.c says? A loop ends by processor time before that. */
static bool clock_ran_out(const char *report)
{
    return report && (strstr(report, "it did not return within ") ||
                      strstr(report, "in this test took more"));
}

static void put_aside(struct run *run, struct slot *slot)
{
    run->late = text_need(realloc(run->late, (run->late_count + 1) * sizeof *run->late));
    run->late[run->late_count++] = (struct late){slot->submission, slot->work};
    slot->work = (struct work){0};
}

static void finish(struct run *run, struct slot *slot, int status)
{
    char *path = text_format("%s/out/report.json", slot->folder);
    char *report = slot->overdue ? NULL : file_read(path, LIMIT_OWN_FILE_BYTES, NULL);
    struct judgement j = {.seconds = judging_now() - slot->begun, .report = report};
    bool good = WIFEXITED(status) && WEXITSTATUS(status) == 0 && report;
    j.status = slot->overdue ? "too long" : good ? "judged" : "failed";
    kill(-slot->pid, SIGKILL); /* whatever the judge has left behind */
    if (!run->alone && (slot->overdue || clock_ran_out(report)))
        put_aside(run, slot);
    else
        record(run, slot, &j);
    free(report);
    free(path);
    slot->pid = 0;
    file_remove_tree(slot->folder);
}

static void reap(struct run *run)
{
    int status;
    for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
        for (int i = 0; i < run->batch->jobs; i++)
            if (run->slots[i].pid == pid)
                finish(run, &run->slots[i], status);
}

/* Waits until something ends or a limit is over; the number of a signal to stop, or 0. */
static int wait_a_while(struct run *run)
{
    double first = judging_now() + (run->progress.terminal ? 1.0 : 3600.0);
    for (int i = 0; i < run->batch->jobs; i++)
        if (run->slots[i].pid && !run->slots[i].overdue)
            first = fmin(first, run->slots[i].begun + run->batch->limit);
    double rest = fmax(0.0, first - judging_now());
    struct timespec t = {(time_t)rest, (long)(1e9 * (rest - floor(rest)))};
    int got = sigtimedwait(&run->signals, NULL, &t);
    if (got > 0 && got != SIGCHLD)
        return got;
    reap(run);
    for (int i = 0; i < run->batch->jobs; i++) {
        struct slot *s = &run->slots[i];
        if (s->pid && !s->overdue && judging_now() >= s->begun + run->batch->limit) {
            s->overdue = true;
            kill(-s->pid, SIGKILL);
        }
    }
    judging_progress_draw(&run->progress);
    return 0;
}

static struct slot *free_slot(struct run *run)
{
    for (int i = 0; i < run->batch->jobs; i++)
        if (!run->slots[i].pid)
            return &run->slots[i];
    return NULL;
}

static bool busy(const struct run *run)
{
    for (int i = 0; i < run->batch->jobs; i++)
        if (run->slots[i].pid)
            return true;
    return false;
}

static void stop_all(struct run *run)
{
    for (int i = 0; i < run->batch->jobs; i++) {
        if (run->slots[i].pid) {
            kill(-run->slots[i].pid, SIGKILL);
            waitpid(run->slots[i].pid, NULL, 0);
            intake_work_free(&run->slots[i].work);
        }
        free(run->slots[i].folder);
    }
    free(run->slots);
    for (size_t i = 0; i < run->late_count; i++)
        intake_work_free(&run->late[i].work);
    free(run->late);
}

/* What ran out of time, once more, with nothing beside it. */
static int judge_late(struct run *run)
{
    run->alone = true;
    for (size_t i = 0; i < run->late_count && !run->broken; i++) {
        struct slot *slot = &run->slots[0];
        slot->submission = run->late[i].submission;
        slot->work = run->late[i].work;
        run->late[i].work = (struct work){0};
        run->broken = !start(run, slot);
        while (busy(run) && !run->broken) {
            int signal_ = wait_a_while(run);
            if (signal_)
                return signal_;
        }
    }
    return 0;
}

static int judge_all(struct run *run, const struct intake *intake)
{
    int signal_;
    for (size_t i = 0; i < intake->count && !run->broken; i++) {
        const struct submission *s = &intake->items[i];
        struct slot *slot;
        while (!(slot = free_slot(run)) && !run->broken)
            if ((signal_ = wait_a_while(run)) != 0)
                return signal_;
        if (run->broken)
            break;
        struct judgement found;
        enum look look = judging_look(run->db, run->batch, s, &slot->work, &found);
        slot->submission = s;
        if (look == LOOK_JUDGED) {
            judging_progress_add(&run->progress, s->name, &found, true);
            intake_work_free(&slot->work);
        } else if (look == LOOK_FAILED) {
            record(run, slot, &(struct judgement){.status = "failed"});
        } else if (!start(run, slot)) {
            run->broken = true;
        }
    }
    while (busy(run) && !run->broken)
        if ((signal_ = wait_a_while(run)) != 0)
            return signal_;
    return judge_late(run);
}

int judging_run_here(sqlite3 *db, const struct batch *batch, const struct intake *intake)
{
    struct run run = {.db = db, .batch = batch};
    run.slots = text_need(calloc((size_t)batch->jobs, sizeof *run.slots));
    /* This run's own name: processes left from a killed run may still write to its folders. */
    for (int i = 0; i < batch->jobs; i++)
        run.slots[i].folder = text_format("%s/judging/%lld.%d", batch->out,
                                          (long long)time(NULL) << 22 | getpid(), i);
    char *work = text_format("%s/judging", batch->out);
    file_remove_tree(work); /* left by an interrupted run */
    sigset_t before;
    sigemptyset(&run.signals);
    static const int signals[] = {SIGCHLD, SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < 4; i++)
        sigaddset(&run.signals, signals[i]);
    sigprocmask(SIG_BLOCK, &run.signals, &before);
    judging_progress_begin(&run.progress, intake->count, batch->jobs);
    int stopped = judge_all(&run, intake);
    stop_all(&run);
    file_remove_tree(work);
    free(work);
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (stopped) {
        judging_progress_stopped(&run.progress);
        return 128 + stopped;
    }
    judging_progress_end(&run.progress);
    return run.broken ? 2 : 0;
}
