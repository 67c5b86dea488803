/* The archive of a class, and whatever may be one, is unpacked in the sandbox, which shows the
 * archive and one empty folder. Its budgets grow with its size: what is packed in a few kilobytes
 * gets no more than a submission. */
#include "collect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "limits.h"
#include "opener.h"

/* Processor time for an archive, of what is left for all. */
static double seconds_for(const char *archive, double left)
{
    struct stat st;
    double megabytes = stat(archive, &st) == 0 ? ldexp((double)st.st_size, -20) : 0.0;
    return fmin(left, LIMIT_COLLECT_SECONDS + LIMIT_CLASS_MB_SECONDS * megabytes);
}

static bool is_empty(const char *folder)
{
    return rmdir(folder) == 0; /* it succeeds for nothing else */
}

static bool unpack(void *by, const char *archive, const char *folder, double *left,
                   struct notes *notes)
{
    bool unsafe = ((struct judging_opened_by *)by)->unsafe;
    const char *slash = strrchr(archive, '/'), *name = slash ? slash + 1 : archive;
    struct opener o = {.seconds = seconds_for(archive, *left), .file_bytes = LIMIT_CLASS_BYTES};
    struct work work;
    if (o.seconds < 1.0 || !file_make_folders(folder))
        return false;
    judging_opener_begin(&o, unsafe);
    if (!unsafe)
        words_add_all(&o.words, (const char *const[]){"--ro-bind", archive, "/in", "--bind", folder,
                                                      "/out", NULL});
    judging_opener_program(&o, "unpack", unsafe);
    words_add_all(&o.words, (const char *const[]){unsafe ? archive : "/in", name,
                                                  unsafe ? folder : "/out", NULL});
    enum intake_received got = judging_opener_run(&o, &work);
    *left -= o.took;
    for (size_t i = 0; i < work.notes.count; i++)
        notes_add(notes, "%s", work.notes.text[i]);
    intake_work_free(&work);
    if (got == INTAKE_PART || o.took >= o.seconds * LIMIT_COMPILE_FACTOR)
        notes_add(notes,
                  "%s takes more than %.0f seconds of work or %d MB of memory to unpack; the rest "
                  "was not read. Unpack it yourself and give the folder.",
                  name, o.seconds, LIMIT_COLLECT_MEMORY_MB);
    else if (got == INTAKE_NOTHING)
        notes_add(notes, "%s was not opened: the sandbox did not start.", name);
    return !is_empty(folder);
}

static bool look_through(void *by, const struct submission *s, struct work *work)
{
    return judging_collect(s, ((struct judging_opened_by *)by)->unsafe, work);
}

static bool known(void *by, const struct submission *s)
{
    char stamp[65];
    intake_stamp(s, stamp);
    return gradebook_is_no_class(((struct judging_opened_by *)by)->db, stamp);
}

static void remember(void *by, const struct submission *s)
{
    char stamp[65];
    intake_stamp(s, stamp);
    gradebook_keep_no_class(((struct judging_opened_by *)by)->db, stamp);
}

struct intake_opener judging_opener(struct judging_opened_by *by)
{
    return (struct intake_opener){
        .unpack = unpack, .collect = look_through, .known = known, .remember = remember, .by = by};
}

int judging_unpacker(int count, char **words)
{
    struct work work = {0};
    if (count != 3)
        return 1;
    intake_send_begin(stdout);
    intake_unpack(words[0], words[1], words[2], &work.notes);
    bool good = intake_send(&work, stdout);
    intake_work_free(&work);
    return good ? 0 : 2;
}
