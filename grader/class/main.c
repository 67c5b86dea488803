/* class: the program behind make grade, regrade, adjust and comment.
 *
 *   class course --course DIR
 *   class grade --submissions DIR (--out DIR | --course DIR --week NAME) --judge COMMAND
 *               [--jobs N] [--limit SECONDS]
 *               [--tests HASH] [--points HASH] [--level sandbox|UNSAFE] [--again yes]
 *               [--engine local|slurm] [--shard N] [--seed N]
 *   class adjust --out DIR --student WHO --exercise EX|total --points N --reason TEXT
 *   class adjust-csv --out DIR --csv FILE
 *   class comment --out DIR --student WHO --text TEXT [--place FILE:LINE]
 *   class take-in --out DIR --results DIR
 *   class undo --out DIR --student WHO
 *   class undo-csv --out DIR
 *   class rename|merge|split|withdraw --course DIR --student WHO [--with TEXT] --reason TEXT
 *   class undo-rename|undo-merge|undo-split|undo-withdraw --course DIR --student WHO
 *   class export|anonymous --out DIR
 *   class week --course DIR --week NAME
 *              its chapters, and in a second line its exercises, for Gradescope and Classroom
 *   class plan --out DIR [--count N] [--cores N] [--shard N] [--start S] [--hand-out S]
 *              [--take-in S]
 *   class stage --submissions FOLDER --out DIR
 *              one student's folder: its files to DIR, notes on stdout
 *   class collect LAYOUT [PATH LABEL]...
 *              what it runs in the sandbox (judging/collect.c)
 *   class unpack ARCHIVE NAME FOLDER
 *              and for a whole class (judging/unpack_class.c)
 *
 * Status: 0 all is well, 1 wrong use, 2 something cannot be read or written,
 * 128 + a signal when it was stopped. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "actions.h"
#include "class/export/export.h"
#include "class/judging/collect.h"
#include "limits.h"
#include "options.h"
#include "report/course.h"

static bool course_is_sound(void)
{
    struct course course = {0};
    course_read(&course, "chapters");
    for (size_t i = 0; i < course.error_count; i++)
        fprintf(stderr, "class: %s\n", course.errors[i]);
    return course.error_count == 0;
}

/* Allows one run at a time on a gradebook. The lock ends with the process, however that ends:
 * unlike flock's, it is not shared with children, which live a moment longer. */
static bool lock_out(const char *out)
{
    char *path = text_format("%s/.lock", out);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    bool good = fd >= 0 && fcntl(fd, F_SETLK, &whole) == 0;
    if (!good)
        fprintf(stderr,
                errno == EAGAIN || errno == EACCES
                    ? "class: another run is using %s; wait until it is over\n"
                    : "class: %s cannot be written; give another OUT=\n",
                out);
    free(path);
    return good;
}

static int grade(sqlite3 *db, const struct options *o)
{
    struct intake intake;
    double jobs, limit, shard;
    if (!options_number("JOBS", o->jobs, 0, 1, LIMIT_JOBS, &jobs) ||
        !options_number("LIMIT", o->limit, LIMIT_SUBMISSION_SECONDS, 1, 1e6, &limit) ||
        !options_number("SHARD", o->shard, 0, 1, 1e6, &shard))
        return 1;
    bool slurm = o->engine && strcmp(o->engine, "slurm") == 0;
    if (!slurm && o->engine && strcmp(o->engine, "local") != 0) {
        fprintf(stderr, "class: ENGINE=%s: say local, this machine, or slurm\n", o->engine);
        return 1;
    }
    char *scratch = text_format("%s/unpacked", o->out);
    struct judging_opened_by by = {db, o->level && strcmp(o->level, "UNSAFE") == 0};
    bool found = intake_scan(o->submissions, scratch, action_attempts(db, o), judging_opener(&by),
                             &intake);
    free(scratch);
    if (!found || intake.count == 0) {
        intake_free(&intake);
        return 2;
    }
    if (o->student && !action_keep_student(db, &intake, o->student)) {
        intake_free(&intake);
        return 1;
    }
    const char *week = o->course ? o->week : "";
    char *chapters = action_choose_chapters(db, o),
         *all = text_format("%s %s", o->tests ? o->tests : "", chapters),
         *tests = judging_tests_hash(o->out, all, o->seed);
    free(chapters);
    free(all);
    if (!tests) {
        intake_free(&intake);
        return 2;
    }
    for (size_t i = 0; i < intake.notes.count; i++)
        printf("Note: %s\n", intake.notes.text[i]);
    struct batch batch = {.out = o->out,
                          .judge = o->judge,
                          .limit = limit,
                          .jobs = jobs > 0 ? (int)jobs : (int)sysconf(_SC_NPROCESSORS_ONLN),
                          .shard = (long)shard,
                          .at_once = (long)jobs,
                          .measure = {.tests = tests,
                                      .points = o->points ? o->points : "",
                                      .level = o->level ? o->level : "sandbox",
                                      .week = week}};
    if (o->again)
        batch.measure.again = gradebook_regrade(db);
    int status = slurm ? judging_run_on_cluster(db, &batch, &intake)
                       : judging_run_here(db, &batch, &intake);
    if (status == 0 && batch.measure.again)
        gradebook_regrade_done(db, batch.measure.again);
    if (o->course && !gradebook_match_people(db))
        status = 2;
    gradebook_tell_later(db, week);
    intake_free(&intake);
    free(tests);
    return status;
}

/* One student's folder, as Gradescope provides it. */
static int stage(const struct options *o)
{
    char *path = (char *)o->submissions, *label = "submission";
    struct submission one = {.layout = "gradescope", .paths = &path, .labels = &label, .count = 1};
    struct work work;
    /* In a container of its own, which may allow no sandbox; the budgets hold. */
    if (!judging_collect(&one, true, &work))
        return 2;
    for (size_t i = 0; i < work.notes.count; i++)
        puts(work.notes.text[i]);
    bool good = intake_stage(&work, o->out);
    intake_work_free(&work);
    return good ? 0 : 2;
}

static int plan_class(sqlite3 *db, const struct options *o)
{
    struct plan p = {0};
    double count, cores, shard;
    if (!options_number("COUNT", o->count, 100000, 1, 1e7, &count) ||
        !options_number("CORES", o->cores, 0, 0, 1e6, &cores) ||
        !options_number("SHARD", o->shard, 0, 0, 1e6, &shard) ||
        !options_number("START", o->start, 0, 0, 3600, &p.start) ||
        !options_number("HAND_OUT", o->hand_out, 0, 0, 3600, &p.hand_out) ||
        !options_number("TAKE_IN", o->take_in, 0, 0, 3600, &p.take_in))
        return 1;
    p.count = (size_t)count;
    p.cores = (size_t)cores;
    p.shard = (size_t)shard;
    return judging_plan_cluster(db, &p) ? 0 : 2;
}

/* Does what make asks for, then writes the tables and pages again. */
static int act(const char *action, sqlite3 *db, const struct options *o)
{
    int status = 0;
    if (strcmp(action, "plan") == 0)
        return plan_class(db, o);
    if (o->course && !course_load(db, o->course))
        return 2;
    if (o->course && o->week && !course_has_week(db, o->week))
        return 1;
    if (strcmp(action, "week") == 0)
        return course_print_week(db, o->week);
    if (strcmp(action, "anonymous") == 0)
        return action_export_anonymous(db, o);
    if (strcmp(action, "grade") == 0)
        status = grade(db, o);
    else if (strcmp(action, "export") != 0)
        status = action_by_hand(action, db, o);
    return status == 0 ? action_export(db, o) : status;
}

int main(int argc, char **argv)
{
    struct options o;
    if (argc > 2 && strcmp(argv[1], "collect") == 0)
        return judging_collector(argc - 2, argv + 2);
    if (argc > 2 && strcmp(argv[1], "unpack") == 0)
        return judging_unpacker(argc - 2, argv + 2);
    if (!options_read(argc, argv, &o))
        return 1;
    if (strcmp(argv[1], "stage") == 0)
        return stage(&o);
    if (strcmp(argv[1], "course") == 0)
        return course_create(o.course) ? 0 : 2;
    if (strcmp(argv[1], "grade") != 0 && access(o.out, F_OK) != 0) {
        fprintf(stderr, "class: there is no folder %s; OUT= is one that make grade has filled\n",
                o.out);
        return 2;
    }
    if (o.course && !action_is_in_course(&o))
        return 2;
    if (!file_make_folders(o.out) || !lock_out(o.out) || !course_is_sound())
        return 2;
    char *path = text_format("%s/gradebook.sqlite", o.out);
    sqlite3 *db = gradebook_open(path);
    int status = db ? act(argv[1], db, &o) : 2;
    free(path);
    sqlite3_close(db);
    return status;
}
