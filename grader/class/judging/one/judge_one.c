/* judge_one STAGED OUT: judges one submission. STAGED holds chapters/NN_topic/topic.c, as many as
 * were handed in; OUT gets report.json and report.txt.
 * judge_one --ready: can it? If not, says why and how to mend it.
 * judge_one --sandbox [ARGUMENT...] COMMAND...: runs a command in the sandbox; the arguments are
 * bubblewrap's, and say what else the command sees.
 *
 * Compiling and running happen in bubblewrap, which shows them the tool chain, the headers and
 * this student's files, and nothing of the tests, the solutions, the other submissions or the
 * network. SB_UNSAFE=1 does without, and every result says so. Runs from the top folder with
 * SB_BUILD, the build folder, SB_COMPILER, the compiler and its flags, and SB_SEED_FILE, a file
 * with the class's seed. SB_CHAPTERS names some chapters instead of all; SB_CACHE is a folder for
 * results that many submissions share (cache.c).
 *
 * Status: 0 judged, 2 it failed, and why is on stderr. */
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "limits.h"
#include "run.h"

#define STRING(number) STRING_OF(number)
#define STRING_OF(number) #number

const char *topic_of(const char *directory)
{
    const char *dash = strchr(directory, '_');
    return dash ? dash + 1 : directory;
}

/* FROM/DIRECTORY/NAME goes to the folder TO. */
static bool move_file(const char *from, const char *directory, const char *name, const char *to)
{
    char *old = text_format("%s/%s/%s", from, directory, name),
         *new = text_format("%s/%s", to, name);
    bool good = rename(old, new) == 0;
    free(new);
    free(old);
    return good;
}

/* Does the chapter call the library's learners (worker = learner in chapter.ini)? They would solve
 * exercises of chapter 5, so such a chapter has a worker of its own, which alone holds them. */
static bool is_learner(const struct job *job, const char *directory)
{
    char *path = text_format("%s/tables/chapters.tsv", job->build);
    char *text = file_read(path, LIMIT_OWN_FILE_BYTES, NULL), *rest = text, *line;
    bool yes = false;
    if (!text) {
        fprintf(stderr, "grade: %s cannot be read; make build makes it\n", path);
        exit(2);
    }
    while ((line = strsep(&rest, "\n")) != NULL) {
        const char *name = strsep(&line, "\t");
        strsep(&line, "\t");
        const char *worker = strsep(&line, "\t");
        yes |= worker && strcmp(name, directory) == 0 && strcmp(worker, "learner") == 0;
    }
    free(text);
    free(path);
    return yes;
}

static void find_chapters(struct job *job)
{
    glob_t found;
    if (getenv("SB_CHAPTERS") && getenv("SB_CHAPTERS")[0]) {
        words_split(&job->chapters, getenv("SB_CHAPTERS"));
        return;
    }
    if (glob("chapters/*/test_*.c", 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++) {
            const char *name = found.gl_pathv[i] + strlen("chapters/");
            words_add(&job->chapters, "%.*s", (int)strcspn(name, "/"), name);
        }
    globfree(&found);
}

/* Sources and shared objects, in folder, and the compiler: what build_so.sh is asked for. */
static void add_build(const struct job *job, struct words *w, const char *folder)
{
    words_add_all(w, (const char *const[]){"grader/judge/build_so.sh", ".", "headers", NULL});
    for (size_t i = 0; i < job->todo.count; i++) {
        const char *d = job->todo.word[i], *topic = topic_of(d);
        words_add(w, "chapters/%s/%s.c", d, topic);
        words_add(w, "%s/%s/%s.so", folder, d, topic);
    }
    words_add(w, "--");
    words_split(w, getenv("SB_COMPILER"));
}

static bool compile(const struct job *job)
{
    struct words w = {0};
    char *kit = text_format("%s/judge/sandbox", job->build);
    bool good = true;
    if (job->unsafe) {
        char *all = text_format("%s/.", kit);
        good = copy_tree(all, job->staged);
        add_build(job, &w, job->objects);
        const char *course = getenv("SB_COURSE");
        char *before = course ? text_need(strdup(course)) : NULL;
        setenv("SB_COURSE", ".", 1);
        good = good && run_words(&w, job->staged, NULL) == 0;
        before ? setenv("SB_COURSE", before, 1) : unsetenv("SB_COURSE");
        free(before);
        free(all);
    } else {
        const char *seconds = getenv("SB_COMPILE_SECONDS");
        char *chapters = text_format("%s/chapters", job->staged);
        sandbox_add(&w);
        /* The compiler sees what the kit has, and this student's files. */
        words_add_all(&w, (const char *const[]){"--ro-bind", kit, "/w", "--ro-bind", chapters,
                                                "/w/chapters", "--bind", job->objects, "/out",
                                                "--chdir", "/w", "--setenv", "SB_COMPILE_SECONDS",
                                                seconds ? seconds : STRING(LIMIT_COMPILE_SECONDS),
                                                "--setenv", "SB_COURSE", ".", NULL});
        add_build(job, &w, "/out");
        good = run_words(&w, NULL, NULL) == 0;
        free(chapters);
    }
    words_free(&w);
    free(kit);
    return good;
}

/* The command line of a worker for one chapter, or (NULL) for those that do not learn. To be
 * freed. */
static char *worker_for(const struct job *job, const char *program, const char *only)
{
    struct words w = {0}, objects = {0};
    if (job->unsafe) {
        words_add(&w, "%s", program);
        words_add(&w, "-u");
    } else {
        /* The keeper reads /proc; a worker sees the folder of its chapter's object, and no more. */
        sandbox_add(&w);
        words_split(&w, "--proc /proc --cap-add CAP_SYS_CHROOT --chdir /w --ro-bind");
        words_add(&w, "%s", program);
        words_add(&w, "/w/worker");
    }
    for (size_t i = 0; i < job->todo.count; i++) {
        const char *d = job->todo.word[i], *topic = topic_of(d);
        if (only ? strcmp(d, only) != 0 : is_learner(job, d))
            continue;
        if (job->unsafe) {
            words_add(&objects, "%s/%s/%s.so", job->objects, d, topic);
        } else {
            words_add(&w, "--ro-bind");
            words_add(&w, "%s/%s/%s.so", job->objects, d, topic);
            words_add(&w, "/w/%s/%s.so", d, topic);
            words_add(&objects, "/w/%s/%s.so", d, topic);
        }
    }
    if (!job->unsafe)
        words_add_all(&w, (const char *const[]){"/w/worker", "-r", NULL});
    if (objects.count > 0)
        words_add_all(&w, (const char *const *)objects.word);
    char *text = words_quoted(&w);
    words_free(&w);
    words_free(&objects);
    return text;
}

static void set(const char *name, char *value) /* and frees it */
{
    setenv(name, value, 1);
    free(value);
}

static void run_tests(const struct job *job)
{
    struct words w = {0}, mistakes = {0};
    char *worker = text_format("%s/judge/worker", job->build);
    char *kit = text_format("%s/judge/worker-kit", job->build);
    words_add(&mistakes, "%s", worker);
    words_add(&mistakes, "-u");
    for (size_t i = 0; i < job->todo.count; i++) {
        words_add(&mistakes, "%s/mistakes/%s.so", job->build, job->todo.word[i]);
        if (is_learner(job, job->todo.word[i])) {
            char *line = worker_for(job, worker, job->todo.word[i]);
            char *name = text_format("SB_WORKER_%s", job->todo.word[i]);
            set(name, text_format("exec %s", line));
            free(name);
            free(line);
        }
    }
    char *line = words_quoted(&mistakes);
    set("SB_MISTAKES", text_format("exec %s", line));
    set("SB_MISTAKE_LIST", text_format("%s/mistakes/list.tsv", job->build));
    set("SB_REPORTS", text_format("%s/reports", job->judged));
    setenv("SB_LATE_DEADLINE", STRING(LIMIT_LATE_CALL_SECONDS), 0);
    words_add(&w, "grader/judge/run.sh");
    words_add(&w, "%s/judge/course", job->build);
    words_add(&w, "%s/%%/chapters/results.json", job->judged);
    words_add(&w, "%s", job->seed);
    free(line);
    line = worker_for(job, kit, NULL);
    words_add_all(&w, (const char *const[]){line, "-j", "1", NULL});
    words_add_all(&w, (const char *const *)job->todo.word);
    run_words(&w, NULL, NULL); /* the report says what has no results */
    free(line);
    free(worker);
    free(kit);
    words_free(&mistakes);
    words_free(&w);
}

/* What compiling has told goes to the results; every chapter has some, empty ones at least. */
static bool tidy(const struct job *job)
{
    bool good = true;
    char *reports = text_format("%s/reports", job->judged);
    file_remove_tree(reports);
    free(reports);
    for (size_t i = 0; i < job->todo.count; i++) {
        const char *d = job->todo.word[i], *topic = topic_of(d);
        char *folder = text_format("%s/%s/chapters", job->judged, d);
        good = move_file(job->objects, d, "lines", folder) && good;
        char *name = text_format("%s.report", topic);
        good = move_file(job->objects, d, name, folder) && good;
        free(name);
        char *path = text_format("%s/results.json", folder), *text = file_read(path, 2, NULL);
        if (!text || !*text) {
            FILE *f = file_begin(path);
            good = f && fputs("[]\n", f) >= 0 && file_finish(f, path) && good;
        }
        free(text);
        free(path);
        free(folder);
    }
    file_remove_tree(job->objects);
    return good;
}

/* The report is made in a folder that looks like the top folder to it. */
static bool report(const struct job *job)
{
    struct words w = {0};
    char *text = text_format("%s/report.txt", job->out),
         *from = text_format("%s/report.json", job->judged);
    char *to = text_format("%s/report.json", job->out);
    words_add(&w, "%s/grader/report/report", job->build);
    char *top = text_need(realpath("chapters", NULL));
    words_add_all(&w,
                  (const char *const[]){"--tables", top, "--build", job->out, "--src", "chapters",
                                        "--seed", job->seed, "--level", job->level, NULL});
    words_add_all(&w, (const char *const *)job->chapters.word);
    bool good = run_words(&w, job->staged, text) < 2;
    char *said = good ? NULL : file_read(text, LIMIT_OWN_FILE_BYTES, NULL);
    if (said)
        fputs(strlen(said) > 2000 ? said + strlen(said) - 2000 : said, stderr);
    if (good && rename(from, to) != 0) {
        perror(to);
        good = false;
    }
    free(said);
    free(top);
    free(to);
    free(from);
    free(text);
    words_free(&w);
    return good;
}

/* The folders that a run fills, empty. While foreign code is compiled and run, what others may
 * share lies elsewhere (cache.c). */
static bool make_folders(const struct job *job)
{
    char *chapters = text_format("%s/chapters", job->staged);
    bool good = file_make_folders(chapters);
    free(chapters);
    file_remove_tree(job->objects);
    for (size_t i = 0; i < job->todo.count && good; i++) {
        char *objects = text_format("%s/%s", job->objects, job->todo.word[i]);
        char *results = text_format("%s/%s/chapters", job->judged, job->todo.word[i]);
        good = file_make_folders(objects) && file_make_folders(results);
        free(results);
        free(objects);
    }
    return good;
}

bool judge_chapters(const struct job *job)
{
    if (job->todo.count == 0)
        return true;
    if (!make_folders(job) || !compile(job))
        return false;
    run_tests(job);
    return tidy(job);
}

static bool judge(struct job *job)
{
    return cache_look(job) && judge_chapters(job) && cache_take(job) && report(job);
}

/* What the caller's environment says to shells, compilers and linkers is no part of judging. */
static void forget_environment(void)
{
    static const char *const kept[] = {"PATH=", "HOME=", "LD_LIBRARY_PATH=", "SB_"};
    for (char **e = environ; *e;) {
        size_t i = 0;
        while (i < sizeof kept / sizeof *kept && strncmp(*e, kept[i], strlen(kept[i])) != 0)
            i++;
        if (i < sizeof kept / sizeof *kept) {
            e++;
            continue;
        }
        char *name = text_need(strndup(*e, strcspn(*e, "=")));
        if (unsetenv(name) != 0)
            e++;
        else
            e = environ;
        free(name);
    }
    setenv("LC_ALL", "C", 1);
}

int main(int argc, char **argv)
{
    struct job job = {.unsafe = getenv("SB_UNSAFE") && strcmp(getenv("SB_UNSAFE"), "1") == 0};
    forget_environment();
    job.level = job.unsafe ? "unsafe" : "grade";
    if (argc == 2 && strcmp(argv[1], "--ready") == 0)
        return sandbox_is_ready(job.unsafe) ? 0 : 2;
    if (argc > 2 && strcmp(argv[1], "--sandbox") == 0)
        return sandbox_run((const char *const *)argv + 2);
    job.build = getenv("SB_BUILD");
    job.cache = getenv("SB_CACHE") && getenv("SB_CACHE")[0] ? getenv("SB_CACHE") : NULL;
    if (argc != 3 || !job.build || !getenv("SB_COMPILER") || !getenv("SB_SEED_FILE")) {
        fputs("judge_one: give STAGED OUT, and SB_BUILD, SB_COMPILER and SB_SEED_FILE\n", stderr);
        return 2;
    }
    job.staged = realpath(argv[1], NULL);
    job.out = realpath(argv[2], NULL);
    char *class_seed = file_read(getenv("SB_SEED_FILE"), 100, NULL);
    if (!job.staged || !job.out || !class_seed) {
        fprintf(stderr, "judge_one: %s cannot be read\n",
                !job.staged ? argv[1]
                : !job.out  ? argv[2]
                            : getenv("SB_SEED_FILE"));
        return 2;
    }
    class_seed[strcspn(class_seed, "\n")] = '\0';
    job.judged = text_format("%s/judge", job.out);
    job.objects = text_format("%s/objects", job.out);
    set("SB_LIMITS", text_format("%s/judge/limits.sh", job.build));
    find_chapters(&job);
    job.seed = hand_in_seed(&job, class_seed);
    bool good = judge(&job);
    words_free(&job.todo);
    words_free(&job.chapters);
    words_free(&job.shared);
    free(job.objects);
    free(job.judged);
    free(job.seed);
    free(class_seed);
    free(job.out);
    free(job.staged);
    return good ? 0 : 2;
}
