/* The cache: a chapter's file as it was handed out, or none, is judged once for a class; the
 * results are in SB_CACHE under the file's hash.
 *
 * They are made before the first submission is judged, beside no foreign code: all of them at once,
 * by whoever comes first, while the others wait. Only whole results count. */
#include "run.h"
#include "limits.h"

#include <cjson/cJSON.h>
#include <fcntl.h>
#include <sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* Where the cache has the results of a chapter without code of the student's, to be freed; NULL for
 * one with such code, or without a cache. */
static char *place_of(const struct job *job, const char *directory)
{
    char hash[SHA256_DIGEST_STRING_LENGTH] = "missing", given[SHA256_DIGEST_STRING_LENGTH] = "";
    if (!job->cache)
        return NULL;
    char *file = text_format("chapters/%s/%s.c", directory, topic_of(directory));
    char *handed_in = text_format("%s/%s", job->staged, file);
    bool there = SHA256File(handed_in, hash) != NULL;
    bool shared = !there || (SHA256File(file, given) && strcmp(hash, given) == 0);
    free(file);
    free(handed_in);
    return shared ? text_format("%s/%s.%s.%s", job->cache, directory, job->level,
                                there ? hash : "missing")
                  : NULL;
}

/* How many properties the tables list for the chapter. */
static size_t properties_of(const struct job *job, const char *directory)
{
    char *path = text_format("%s/tables/points.tsv", job->build);
    char *text = file_read(path, LIMIT_OWN_FILE_BYTES, NULL), *rest = text, *line;
    size_t count = 0, length = strlen(directory);
    while (rest && (line = strsep(&rest, "\n")) != NULL)
        count += strncmp(line, directory, length) == 0 && line[length] == '\t';
    free(text);
    free(path);
    return count;
}

/* Does each property have a result, and say that there is nothing to judge? */
static bool is_complete(const struct job *job, const char *directory)
{
    char *path = text_format("%s/%s/chapters/results.json", job->judged, directory);
    char *text = file_read(path, LIMIT_OWN_FILE_BYTES, NULL);
    cJSON *results = text ? cJSON_Parse(text) : NULL;
    const cJSON *result;
    size_t count = 0;
    cJSON_ArrayForEach(result, results)
    {
        const char *outcome = cJSON_GetStringValue(cJSON_GetObjectItem(result, "outcome"));
        count += outcome && (strcmp(outcome, "todo") == 0 || strcmp(outcome, "absent") == 0);
    }
    cJSON_Delete(results);
    free(text);
    free(path);
    return count == properties_of(job, directory);
}

/* The results of one chapter go to the cache. A file in chapters/ that an instructor has worked in
 * is no skeleton: its results are not kept, and who hands in the same is judged like all others. */
static bool keep(const struct job *job, const char *directory, bool handed_out)
{
    char *kept = place_of(job, directory);
    char *results = text_format("%s/%s/chapters", job->judged, directory);
    bool complete = kept && is_complete(job, directory), good = complete || handed_out;
    if (!good)
        fprintf(stderr,
                "grade: the judge does not get through chapter %s without anything of a student's; "
                "try make check CH=%.2s\n",
                directory, directory);
    if (complete)
        good = access(kept, F_OK) == 0 || rename(results, kept) == 0;
    free(results);
    free(kept);
    return good;
}

/* Judges all chapters, as they were handed out or none there, in a folder of the cache's own. */
static bool make(const struct job *job, bool handed_out)
{
    struct job own = *job;
    own.todo = job->chapters;
    own.out = text_format("%s/part", job->cache);
    own.staged = text_format("%s/staged", own.out);
    own.judged = text_format("%s/judge", own.out);
    own.objects = text_format("%s/objects", own.out);
    file_remove_tree(own.out);
    char *chapters = text_format("%s/chapters", own.staged);
    bool good = file_make_folders(chapters);
    for (size_t i = 0; i < own.todo.count && good; i++) {
        const char *d = own.todo.word[i];
        char *folder = text_format("%s/%s", chapters, d);
        char *from = text_format("chapters/%s/%s.c", d, topic_of(d));
        good = file_make_folders(folder) && (!handed_out || copy_tree(from, folder));
        free(from);
        free(folder);
    }
    good = good && judge_chapters(&own);
    for (size_t i = 0; i < own.todo.count && good; i++)
        good = keep(&own, own.todo.word[i], handed_out);
    file_remove_tree(own.out);
    free(chapters);
    free(own.objects);
    free(own.judged);
    free(own.staged);
    free(own.out);
    return good;
}

/* Makes all that may be shared, unless it is there. */
static bool prepare(const struct job *job)
{
    char *ready = text_format("%s/ready.%s", job->cache, job->level);
    char *lock = text_format("%s/lock", job->cache);
    bool good = file_make_folders(job->cache);
    int fd = good ? open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
    good = fd >= 0 && flock(fd, LOCK_EX) == 0;
    if (good && access(ready, F_OK) != 0) {
        good = make(job, false) && make(job, true);
        FILE *f = good ? file_begin(ready) : NULL;
        good = f && file_finish(f, ready);
    }
    if (fd >= 0)
        close(fd);
    free(lock);
    free(ready);
    return good;
}

bool cache_look(struct job *job)
{
    if (job->cache && !prepare(job))
        return false;
    for (size_t i = 0; i < job->chapters.count; i++) {
        char *kept = place_of(job, job->chapters.word[i]);
        bool shared = kept && access(kept, F_OK) == 0;
        words_add(shared ? &job->shared : &job->todo, "%s", job->chapters.word[i]);
        free(kept);
    }
    return true;
}

bool cache_take(const struct job *job)
{
    bool good = true;
    for (size_t i = 0; i < job->shared.count && good; i++) {
        char *kept = place_of(job, job->shared.word[i]);
        char *folder = text_format("%s/%s", job->judged, job->shared.word[i]);
        char *results = text_format("%s/chapters", folder);
        good = kept && file_make_folders(folder) && copy_tree(kept, results);
        free(results);
        free(folder);
        free(kept);
    }
    return good;
}
