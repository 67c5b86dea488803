/* GitHub Classroom's table of grades, which says when each repository was pushed to. Nobody but the
 * platform sets that time, so it goes before that of a commit.
 *
 *   "assignment_name",...,"github_username","roster_identifier","student_repository_name",...,
 *   "submission_timestamp",... */
#include "layouts.h"

#include <stdlib.h>
#include <string.h>

struct table {
    struct intake *in;
    int user, repository, time, who;
    bool head, known;
};

static void give(struct submission *s, const char *who, long long time)
{
    s->time = time;
    if (strchr(who, '@') && !*s->email) {
        free(s->email);
        s->email = text_need(strdup(who));
    } else if (*who && !strchr(who, '@')) {
        free(s->name);
        s->name = text_need(strdup(who));
    }
}

static bool on_row(void *to, const struct text_row *row)
{
    struct table *t = to;
    if (!t->head) {
        t->head = true;
        t->user = text_column(row, "|github username|");
        t->repository = text_column(row, "|student repository name|");
        t->time = text_column(row, "|submission timestamp|");
        t->who = text_column(row, "|roster identifier|");
        t->known = t->user >= 0 && t->time >= 0;
        return t->known;
    }
    const char *user = text_field(row, t->user), *repository = text_field(row, t->repository);
    long long time = intake_date(text_field(row, t->time));
    for (size_t i = 0; i < t->in->count && time > 0; i++) {
        struct submission *s = &t->in->items[i];
        bool plain = strcmp(s->layout, "github") == 0 || strcmp(s->layout, "folder") == 0;
        if (plain && ((*repository && strcmp(s->key, repository) == 0) ||
                      (*user && (strcmp(s->key, user) == 0 || strcmp(s->id, user) == 0))))
            give(s, text_field(row, t->who), time);
    }
    return true;
}

bool intake_take_pushes(const char *path, struct intake *in)
{
    struct table t = {.in = in};
    size_t broken;
    size_t n = strlen(path);
    if (n < 4 || strcasecmp(path + n - 4, ".csv") != 0)
        return false;
    text_read_csv(path, on_row, &t, &broken);
    if (broken && t.known)
        notes_add(&in->notes, "%s:%zu: a quote is not closed; times below that are not known.",
                  strrchr(path, '/') + 1, broken);
    return t.known;
}
