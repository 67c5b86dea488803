/* class: what stands behind make grade, regrade, adjust and comment.
 *
 *   class grade --submissions DIR --out DIR --judge COMMAND [--jobs N] [--limit SECONDS]
 *               [--tests HASH] [--points HASH] [--level sandbox|UNSAFE] [--again yes]
 *               [--engine local|slurm] [--shard N]
 *   class adjust --out DIR --student WHO --exercise EX --points N --reason TEXT
 *   class comment --out DIR --student WHO --text TEXT
 *   class export --out DIR
 *   class plan --out DIR [--count N] [--cores N] [--shard N] [--start S] [--hand-out S]
 *              [--take-in S]
 *   class stage --submissions FOLDER --out DIR    one student's folder: its files to DIR, notes on stdout
 *
 * Status: 0 all is well, 1 wrong use, 2 something cannot be read or written,
 * 128 + a signal when it was stopped. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "batch.h"
#include "course.h"
#include "export.h"
#include "plan.h"

struct options {
    const char *submissions, *out, *judge, *jobs, *limit, *tests, *points, *level, *again;
    const char *engine, *shard, *count, *cores, *start, *hand_out, *take_in;
    const char *student, *exercise, *reason, *text;
};

static bool read_options(int argc, char **argv, struct options *o)
{
    const struct { const char *name, **value; } all[] = {
        {"--submissions", &o->submissions}, {"--out", &o->out}, {"--judge", &o->judge},
        {"--jobs", &o->jobs}, {"--limit", &o->limit}, {"--tests", &o->tests},
        {"--points", &o->points}, {"--level", &o->level}, {"--again", &o->again},
        {"--student", &o->student}, {"--exercise", &o->exercise}, {"--reason", &o->reason},
        {"--text", &o->text}, {"--engine", &o->engine}, {"--shard", &o->shard},
        {"--count", &o->count}, {"--cores", &o->cores}, {"--start", &o->start},
        {"--hand-out", &o->hand_out}, {"--take-in", &o->take_in}};
    for (int i = 2; i < argc; i += 2) {
        size_t k = 0;
        while (k < sizeof all / sizeof *all && strcmp(argv[i], all[k].name) != 0)
            k++;
        if (k == sizeof all / sizeof *all || i + 1 == argc) {
            fprintf(stderr, "class: %s is no option or lacks its value\n", argv[i]);
            return false;
        }
        *all[k].value = argv[i + 1];
    }
    return true;
}

static bool course_is_sound(void)
{
    struct course course = {0};
    course_read(&course, "grader/points.ini");
    for (size_t i = 0; i < course.error_count; i++)
        fprintf(stderr, "class: %s\n", course.errors[i]);
    return course.error_count == 0;
}

/* One run at a time on one gradebook. The lock ends with the process, however it ends. */
static bool lock_out(const char *out)
{
    char *path = format("%s/.lock", out);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    bool good = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0;
    if (!good)
        fprintf(stderr, errno == EWOULDBLOCK ? "class: another run is using %s; wait until it is over\n"
                                             : "class: %s cannot be written; give another OUT=\n", out);
    free(path);
    return good;
}

static int grade(sqlite3 *db, const struct options *o)
{
    struct intake intake;
    if (!o->submissions || !o->judge) {
        fputs("class: say which folder: make grade SUBMISSIONS=dir OUT=dir\n", stderr);
        return 1;
    }
    bool slurm = o->engine && strcmp(o->engine, "slurm") == 0;
    if (!slurm && o->engine && o->engine[0] && strcmp(o->engine, "local") != 0) {
        fprintf(stderr, "class: ENGINE=%s: say local, this machine, or slurm\n", o->engine);
        return 1;
    }
    if (!intake_scan(o->submissions, &intake))
        return 2;
    for (size_t i = 0; i < intake.notes.count; i++)
        printf("Note: %s\n", intake.notes.text[i]);
    long jobs = o->jobs ? strtol(o->jobs, NULL, 10) : 0;
    if (jobs < 1 || jobs > 1024)
        jobs = sysconf(_SC_NPROCESSORS_ONLN);
    double limit = o->limit ? strtod(o->limit, NULL) : 0.0;
    struct batch batch = {.out = o->out, .judge = o->judge, .jobs = (int)jobs,
                          .limit = limit > 0.0 ? limit : 300.0,
                          .shard = o->shard ? strtol(o->shard, NULL, 10) : 0,
                          .at_once = o->jobs ? strtol(o->jobs, NULL, 10) : 0,
                          .measure = {.tests = o->tests ? o->tests : "", .points = o->points ? o->points : "",
                                      .level = o->level ? o->level : "sandbox"}};
    if (o->again && o->again[0])
        batch.measure.again = gradebook_regrade(db);
    int status = slurm ? cluster_run(db, &batch, &intake) : batch_run(db, &batch, &intake);
    if (status == 0 && batch.measure.again)
        gradebook_regrade_done(db, batch.measure.again);
    intake_free(&intake);
    return status;
}

/* One student's folder, as Gradescope lays it down. */
static int stage(const struct options *o)
{
    char *path = (char *)o->submissions, *label = "submission";
    struct submission one = {.layout = "gradescope", .paths = &path, .labels = &label, .count = 1};
    struct work work;
    collect(&one, &work);
    for (size_t i = 0; i < work.notes.count; i++)
        puts(work.notes.text[i]);
    bool good = work_stage(&work, o->out);
    work_free(&work);
    return good ? 0 : 2;
}

/* The number of an option; otherwise when it is not given. False and one line when it is none
 * or below least or above most. */
static bool number(const char *name, const char *text, double otherwise, double least, double most,
                   double *value)
{
    char *end;
    *value = otherwise;
    if (!text || !text[0])
        return true;
    *value = strtod(text, &end);
    if (*end == '\0' && *value >= least && *value <= most)
        return true;
    fprintf(stderr, "class: %s=%s is no number from %.0f to %.0f\n", name, text, least, most);
    return false;
}

static int plan_class(sqlite3 *db, const struct options *o)
{
    struct plan p = {0};
    double count, cores, shard;
    if (!number("COUNT", o->count, 100000, 1, 1e7, &count) ||
        !number("CORES", o->cores, 0, 0, 1e6, &cores) ||
        !number("SHARD", o->shard, 0, 0, 1e6, &shard) ||
        !number("START", o->start, 0, 0, 3600, &p.start) ||
        !number("HAND_OUT", o->hand_out, 0, 0, 3600, &p.hand_out) ||
        !number("TAKE_IN", o->take_in, 0, 0, 3600, &p.take_in))
        return 1;
    p.count = (size_t)count;
    p.cores = (size_t)cores;
    p.shard = (size_t)shard;
    return plan(db, &p) ? 0 : 2;
}

int main(int argc, char **argv)
{
    struct options o = {0};
    if (argc < 2 || !read_options(argc, argv, &o) || !o.out || !o.out[0]) {
        fputs("class: say what to do: grade, adjust, comment or export, and OUT=dir\n", stderr);
        return 1;
    }
    if (strcmp(argv[1], "stage") == 0 && o.submissions)
        return stage(&o);
    bool planning = strcmp(argv[1], "plan") == 0;
    if (planning && access(o.out, F_OK) != 0) {
        fprintf(stderr, "class: there is no folder %s; OUT= is one that make grade has filled\n", o.out);
        return 2;
    }
    if (!make_folders(o.out) || !lock_out(o.out) || !course_is_sound())
        return 2;
    char *path = format("%s/gradebook.sqlite", o.out);
    sqlite3 *db = gradebook_open(path);
    if (!db)
        return 2;
    const char *what = argv[1];
    int status = 0;
    if (strcmp(what, "grade") == 0)
        status = grade(db, &o);
    else if (strcmp(what, "adjust") == 0)
        status = o.student && o.exercise && o.points && o.reason &&
                 gradebook_adjust(db, o.student, o.exercise, o.points, o.reason) ? 0 : 1;
    else if (strcmp(what, "comment") == 0)
        status = o.student && o.text && gradebook_comment(db, o.student, o.text) ? 0 : 1;
    else if (planning)
        status = plan_class(db, &o);
    else if (strcmp(what, "export") != 0)
        status = 1;
    if (status == 0 && !planning && !export_all(db, o.out))
        status = 2;
    if (status == 0 && !planning)
        printf("Grades: %s/grades.csv, the class: %s/class.html, feedback: %s/feedback/\n", o.out, o.out, o.out);
    free(path);
    sqlite3_close(db);
    return status;
}
