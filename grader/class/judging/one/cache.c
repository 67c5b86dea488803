/* The cache: a chapter's file as it was handed out, or none, is judged once for a class; the
 * results lie in SB_CACHE under the file's hash. */
#include "run.h"

#include <sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where the cache has or gets the results of a chapter, to be freed; NULL when it does not. */
static char *place_of(const struct job *job, const char *directory)
{
    char hash[SHA256_DIGEST_STRING_LENGTH] = "missing", given[SHA256_DIGEST_STRING_LENGTH] = "";
    if (!job->cache)
        return NULL;
    char *file = text_format("chapters/%s/%s.c", directory, topic_of(directory));
    char *handed_in = text_format("%s/%s", job->staged, file);
    bool there = SHA256File(handed_in, hash) != NULL;
    bool kept = !there || (SHA256File(file, given) && strcmp(hash, given) == 0);
    free(file);
    free(handed_in);
    return kept ? text_format("%s/%s.%s.%s", job->cache, directory, job->level,
                              there ? hash : "missing")
                : NULL;
}

bool cache_take(struct job *job)
{
    bool good = true;
    for (size_t i = 0; i < job->chapters.count && good; i++) {
        const char *directory = job->chapters.word[i];
        char *kept = place_of(job, directory);
        char *folder = text_format("%s/%s", job->judged, directory);
        char *results = text_format("%s/chapters", folder);
        struct stat st;
        if (kept && stat(kept, &st) == 0 && S_ISDIR(st.st_mode)) {
            good = file_make_folders(folder) && copy_tree(kept, results);
        } else {
            words_add(&job->todo, "%s", directory);
            good = file_make_folders(results);
        }
        free(results);
        free(folder);
        free(kept);
    }
    return good;
}

void cache_keep(const struct job *job, const char *directory)
{
    char *kept = place_of(job, directory);
    if (!kept)
        return;
    /* Under a name of its own first: two files of the same content may be judged at once. */
    char *part = text_format("%s.%d", kept, (int)getpid());
    char *results = text_format("%s/%s/chapters", job->judged, directory);
    if (!file_make_folders(job->cache) || !copy_tree(results, part) || rename(part, kept) != 0)
        file_remove_tree(part);
    free(results);
    free(part);
    free(kept);
}
