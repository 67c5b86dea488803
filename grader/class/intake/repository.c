/* Repositories of git that were handed in: a clone beside its files, a bare one, or a bundle.
 *
 * Of a clone the files count, and the time of the commit that is checked out. Of the other two that
 * commit's files are read. Git runs in a folder of our own and gets only the student's objects, so
 * that no configuration or hook of theirs is read. */
#include "collect.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NAME_BYTES = 65 }; /* of a commit, in SHA-1 or SHA-256 */

static bool ends_in(const char *name, const char *ending)
{
    size_t n = strlen(name), e = strlen(ending);
    return n > e && strcasecmp(name + n - e, ending) == 0;
}

bool intake_is_bundle(const char *name)
{
    return ends_in(name, ".bundle");
}

bool intake_is_repository(const char *name)
{
    return intake_is_bundle(name) || ends_in(name, ".git");
}

bool intake_is_bare(int folder)
{
    struct stat st;
    return fstatat(folder, "HEAD", &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) &&
           fstatat(folder, "objects", &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode) &&
           fstatat(folder, "refs", &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
}

/* The commit's name at the start of a text. */
static bool read_name(const char *text, char name[NAME_BYTES])
{
    size_t n = strspn(text, "0123456789abcdef");
    if (n != 40 && n != 64)
        return false;
    memcpy(name, text, n);
    name[n] = '\0';
    return true;
}

/* The commit of a reference, in the lines "name reference" of packed-refs or of a bundle. */
static bool find_line(const char *lines, const char *reference, char name[NAME_BYTES])
{
    for (const char *line = lines; *line; line += strcspn(line, "\n"), line += *line == '\n') {
        size_t n = strcspn(line, "\n"), hex = strspn(line, "0123456789abcdef");
        bool same = !reference || (n == hex + 1 + strlen(reference) &&
                                   strncmp(line + hex + 1, reference, strlen(reference)) == 0);
        if (line[hex] == ' ' && same && read_name(line, name))
            return true;
        if (n == 0)
            break; /* of a bundle, the objects begin here */
    }
    return false;
}

static char *read_in(const char *folder, const char *name)
{
    char *path = text_format("%s/%s", folder, name),
         *text = file_read_plain(path, LIMIT_SOURCE_BYTES, NULL);
    free(path);
    return text;
}

/* The commit that HEAD names; where it names none, the first branch there is. */
static bool find_head(const char *folder, char name[NAME_BYTES])
{
    char *head = read_in(folder, "HEAD"), *packed = read_in(folder, "packed-refs");
    bool found = head && read_name(head, name);
    if (!found && head && strncmp(head, "ref: refs/", 10) == 0 && !strstr(head, "..")) {
        head[strcspn(head, "\r\n")] = '\0';
        char *loose = read_in(folder, head + 5);
        found = (loose && read_name(loose, name)) || (packed && find_line(packed, head + 5, name));
        free(loose);
    }
    found = found || (packed && find_line(packed, NULL, name));
    free(head);
    free(packed);
    return found;
}

/* Runs git on these objects and returns what it prints, up to a limit; NULL if it fails. */
static char *run_git(const char *home, const char *objects, const char *const *words, size_t limit,
                     size_t *size)
{
    int out[2];
    pid_t pid = pipe(out) == 0 ? fork() : -1;
    if (pid == 0) {
        int nowhere = open("/dev/null", O_RDWR);
        dup2(nowhere, 0);
        dup2(out[1], 1);
        dup2(nowhere, 2);
        char *where = text_format("GIT_DIR=%s", home),
             *store = text_format("GIT_OBJECT_DIRECTORY=%s", objects),
             *path = text_format("PATH=%s", getenv("PATH") ? getenv("PATH") : "/usr/bin:/bin");
        char *environment[] = {where,
                               store,
                               path,
                               "GIT_CONFIG_NOSYSTEM=1",
                               "GIT_CONFIG_GLOBAL=/dev/null",
                               "HOME=/nonexistent",
                               NULL};
        execvpe("git", (char *const *)words, environment);
        _exit(127);
    }
    close(out[1]);
    char *text = text_need(malloc(limit + 1));
    ssize_t got = 0;
    for (*size = 0;
         pid > 0 && *size < limit && (got = read(out[0], text + *size, limit - *size)) > 0;)
        *size += (size_t)got;
    close(out[0]);
    int status = 1;
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    text[*size] = '\0';
    if (status == 0 && *size < limit)
        return text;
    free(text);
    return NULL;
}

/* A repository of our own, without a file in it: its HEAD is a link. */
static char *make_home(void)
{
    char *home = text_need(strdup("/tmp/git.XXXXXX"));
    if (!mkdtemp(home)) {
        free(home);
        return NULL;
    }
    static const char *const folders[] = {"refs", "objects", "objects/pack"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char *path = text_format("%s/%s", home, folders[i]);
        mkdir(path, 0700);
        free(path);
    }
    char *head = text_format("%s/HEAD", home);
    if (symlink("refs/heads/none", head) != 0)
        errno = 0; /* git says so */
    free(head);
    return home;
}

/* The commit's time, with a note: git believes the clock of whoever commits. */
static void take_time(struct work *work, const char *home, const char *objects, const char *name,
                      const char *shown)
{
    size_t size = 0;
    char *text = run_git(home, objects,
                         (const char *const[]){"git", "log", "-1", "--format=%ct %ci", name, NULL},
                         1000, &size);
    long long time = text ? atoll(text) : 0;
    if (time <= 0) {
        notes_add(&work->notes, "%s: its last commit cannot be read.", shown);
    } else if (time > work->committed) {
        char *date = strchr(text, ' ') + 1;
        date[strcspn(date, "\n")] = '\0';
        work->committed = time;
        notes_add(&work->notes,
                  "The time is that of the last commit, %.7s of %s; who commits can set it.", name,
                  date);
    }
    free(text);
}

static void take_files(struct work *work, const char *home, const char *objects, const char *name,
                       const char *shown)
{
    size_t size = 0;
    char *tar = run_git(home, objects,
                        (const char *const[]){"git", "archive", "--format=tar", name, NULL},
                        LIMIT_REPOSITORY_BYTES, &size);
    if (tar && intake_may_read(work, shown, (long long)size))
        intake_take_archive(work, NULL, shown, tar, size, 1);
    else
        notes_add(&work->notes, "%s: the files of its last commit cannot be read.", shown);
    free(tar);
}

/* Puts the objects of a bundle into our own repository. */
static bool unbundle(const char *path, const char *home, const char *objects, char name[NAME_BYTES])
{
    size_t size = 0;
    int in = open(path, O_RDONLY | O_CLOEXEC);
    char head[65536];
    ssize_t got = in >= 0 ? read(in, head, sizeof head - 1) : -1;
    head[got > 0 ? got : 0] = '\0';
    bool good = got > 3 && strncmp(head, "# v", 3) == 0 &&
                (find_line(head, "HEAD", name) || find_line(head, NULL, name));
    char *text = good ? run_git(home, objects,
                                (const char *const[]){"git", "bundle", "unbundle", path, NULL},
                                LIMIT_SOURCE_BYTES, &size)
                      : NULL;
    if (in >= 0)
        close(in);
    free(text);
    return text != NULL;
}

void intake_take_repository(struct work *work, const char *path, const char *shown, bool files)
{
    char name[NAME_BYTES] = "", *home = make_home();
    bool bundle = intake_is_bundle(shown);
    char *objects = text_format("%s/objects", bundle && home ? home : path);
    bool good = home && (bundle ? unbundle(path, home, objects, name) : find_head(path, name));
    if (good)
        take_time(work, home, objects, name, shown);
    if (good && files)
        take_files(work, home, objects, name, shown);
    if (!good && files)
        notes_add(&work->notes, "%s, a repository of git, cannot be read.", shown);
    if (home)
        file_remove_tree(home);
    free(objects);
    free(home);
}
