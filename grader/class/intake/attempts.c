/* Several attempts of one student, and which of them is kept. */
#include "layouts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* "jane - Copy", as file managers call it: the length of the name before that; 0 if it is none. */
static size_t before_copy(const char *name)
{
    static const char *const words[] = {" copy", " kopie", " copie", " copia", " kopia"};
    size_t n = strlen(name);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t w = strlen(words[i]);
        if (n > w && strcasecmp(name + n - w, words[i]) == 0) {
            for (n -= w; n > 0 && strchr(" -", name[n - 1]);)
                n--;
            return n;
        }
    }
    return 0;
}

/* The number that a browser gives a second copy, "jane (1)", or with dashes a repository, "jane-2",
 * or 1 for "jane - Copy"; 0 if there is none. *length becomes that of the name before it. */
static int copy_number(const char *name, size_t *length, bool dash)
{
    size_t n = strlen(name), end = n;
    *length = before_copy(name);
    if (*length > 0)
        return 1;
    bool round = n > 0 && name[n - 1] == ')';
    end -= round;
    size_t digits = end;
    while (digits > 0 && isdigit((unsigned char)name[digits - 1]))
        digits--;
    if (digits == end || end - digits > 2 || digits == 0)
        return 0;
    size_t mark = digits - 1;
    if (round ? name[mark] != '(' : !dash || name[mark] != '-')
        return 0;
    while (mark > 0 && name[mark - 1] == ' ')
        mark--;
    *length = mark;
    return mark > 0 ? atoi(name + digits) : 0;
}

static long long newest_file(const char *path, int depth)
{
    struct stat st;
    struct dirent **list = NULL;
    if (lstat(path, &st) != 0)
        return 0;
    if (S_ISREG(st.st_mode))
        return st.st_mtim.tv_sec;
    int n = S_ISDIR(st.st_mode) && depth < 8 ? scandir(path, &list, NULL, NULL) : -1;
    long long newest = 0;
    for (int i = 0; i < n; i++) {
        if (!intake_is_ignored(list[i]->d_name)) {
            char *inner = text_format("%s/%s", path, list[i]->d_name);
            long long time = newest_file(inner, depth + 1);
            newest = time > newest ? time : newest;
            free(inner);
        }
        free(list[i]);
    }
    if (n >= 0)
        free(list);
    return newest;
}

long long intake_changed(const struct submission *s)
{
    long long newest = 0;
    for (size_t i = 0; i < s->count; i++) {
        long long time = newest_file(s->paths[i], 0);
        newest = time > newest ? time : newest;
    }
    return newest;
}

static void drop_path(struct submission *s, size_t i)
{
    free(s->paths[i]);
    free(s->labels[i]);
    for (s->count--; i < s->count; i++) {
        s->paths[i] = s->paths[i + 1];
        s->labels[i] = s->labels[i + 1];
        s->attempts[i] = s->attempts[i + 1];
    }
}

static void keep_one(struct intake *in, struct submission *s, bool first)
{
    long long best = s->attempts[0];
    size_t left = 0;
    for (size_t i = 0; i < s->count; i++)
        if (first ? s->attempts[i] < best : s->attempts[i] > best)
            best = s->attempts[i];
    for (size_t i = s->count; i-- > 0;)
        if (s->attempts[i] != best) {
            drop_path(s, i);
            left++;
        }
    if (left > 0 && best > 0)
        s->time = s->time ? best : 0;
    if (left > 0 && in)
        notes_add(&in->notes, "%s handed in several times; the %s counts.", s->name,
                  first ? "first" : "newest");
}

/* Puts the copy's files to those of the first, as another attempt. */
static void join(struct intake *in, size_t to, size_t copy, int number, enum intake_rule rule)
{
    struct submission *s = &in->items[copy], *first = &in->items[to];
    long long old = intake_changed(first), fresh = intake_changed(s);
    bool later = fresh > old || (fresh == old && number > 0);
    notes_add(&in->notes, "%s is %s copy of %s; the %s.", s->name, later ? "a later" : "an earlier",
              first->name,
              rule == INTAKE_FIRST ? "first counts"
              : rule == INTAKE_ALL ? "better one counts"
                                   : "newest counts");
    for (size_t i = 0; i < first->count; i++)
        first->attempts[i] = first->attempts[i] ? first->attempts[i] : old;
    for (size_t i = 0; i < s->count; i++)
        intake_add_path(first, text_need(strdup(s->paths[i])), s->labels[i],
                        later ? (fresh > old ? fresh : old + 1) : fresh);
    intake_free_submission(s);
    memmove(s, s + 1, (in->count - copy - 1) * sizeof *s);
    in->count--;
    if (rule != INTAKE_ALL)
        keep_one(NULL, &in->items[to > copy ? to - 1 : to], rule == INTAKE_FIRST);
}

static void rename_to_first(struct submission *s, size_t length)
{
    s->key[length] = '\0';
    free(s->name);
    s->name = text_need(strdup(s->key));
}

/* "Copy of jane" as "jane - Copy". */
static void turn_copy(struct submission *s)
{
    static const char *const words[] = {"copy of ", "kopie von ", "copie de ", "copia de ",
                                        "copia di "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncasecmp(s->key, words[i], strlen(words[i])) == 0 && s->key[strlen(words[i])]) {
            char *key = text_format("%s - Copy", s->key + strlen(words[i]));
            free(s->key);
            s->key = key;
            return;
        }
}

/* "jane (1)" is a copy of "jane", also without it; "jane-2" only where there is a "jane". */
static void join_copies(struct intake *in, enum intake_rule rule)
{
    for (size_t i = 0; i < in->count; i++)
        if (strcmp(in->items[i].layout, "folder") == 0)
            turn_copy(&in->items[i]);
    for (size_t i = 0; i < in->count;) {
        struct submission *s = &in->items[i];
        size_t length;
        int number = strcmp(s->layout, "folder") == 0 ? copy_number(s->key, &length, true) : 0;
        char *base = number > 0 ? text_need(strndup(s->key, length)) : NULL;
        struct submission *first = base ? intake_find(in, base) : NULL;
        free(base);
        if (first && first != s) {
            join(in, (size_t)(first - in->items), i, number, rule);
            i = 0; /* the rows have moved */
            continue;
        }
        if (number > 0 && (s->key[strlen(s->key) - 1] == ')' || before_copy(s->key) > 0))
            rename_to_first(s, length);
        i++;
    }
}

void intake_choose_attempts(struct intake *in, enum intake_rule rule)
{
    for (size_t i = 0; i < in->count && rule != INTAKE_ALL; i++)
        keep_one(in, &in->items[i], rule == INTAKE_FIRST);
    join_copies(in, rule);
}

/* A copy of the submission with the files of one attempt. */
static struct submission part_of(const struct submission *s, long long attempt)
{
    struct submission one = *s;
    one.key = text_need(strdup(s->key));
    one.name = text_need(strdup(s->name));
    one.id = text_need(strdup(s->id));
    one.email = text_need(strdup(s->email));
    one.paths = one.labels = NULL;
    one.attempts = NULL;
    one.count = 0;
    for (size_t i = 0; i < s->count; i++)
        if (s->attempts[i] == attempt)
            intake_add_path(&one, text_need(strdup(s->paths[i])), s->labels[i], attempt);
    one.time = s->time ? attempt : 0;
    return one;
}

/* The attempt after that one; 0 if it was the last. */
static long long next_attempt(const struct submission *s, long long before)
{
    long long next = 0;
    for (size_t i = 0; i < s->count; i++)
        if (s->attempts[i] > before && (!next || s->attempts[i] < next))
            next = s->attempts[i];
    return next;
}

void intake_part_attempts(struct intake *in)
{
    struct submission *items = NULL;
    size_t count = 0;
    for (size_t i = 0; i < in->count; i++) {
        struct submission *s = &in->items[i];
        long long attempt = next_attempt(s, 0);
        bool several = attempt && next_attempt(s, attempt);
        for (; several && attempt; attempt = next_attempt(s, attempt)) {
            items = text_need(realloc(items, (count + 1) * sizeof *items));
            items[count] = part_of(s, attempt);
            items[count++].earlier = next_attempt(s, attempt) != 0;
        }
        if (several) {
            intake_free_submission(s);
            continue;
        }
        items = text_need(realloc(items, (count + 1) * sizeof *items));
        items[count++] = *s;
    }
    free(in->items);
    in->items = items;
    in->count = count;
}

/* A clone's files have the time when it was made. */
static bool is_clone(const struct submission *s)
{
    char *git = text_format("%s/.git", s->paths[0]);
    bool yes = strcmp(s->layout, "github") == 0 || access(git, F_OK) == 0;
    free(git);
    return yes;
}

/* Where the platform tells no time, that of the newest file is taken. An archive that was packed or
 * unpacked without times gives all files the same, which says nothing; nor do the files of a clone.
 * Canvas marks what is late, and packs all with the time of the download. */
void intake_date_files(struct intake *in)
{
    enum { MOMENT = 600 }; /* seconds that packing may take */
    long long first = 0, last = 0;
    size_t dated = 0;
    for (size_t i = 0; i < in->count; i++) {
        bool known = in->items[i].time || is_clone(&in->items[i]);
        long long time = known ? 0 : intake_changed(&in->items[i]);
        first = time && (!first || time < first) ? time : first;
        last = time > last ? time : last;
        dated += time > 0;
    }
    for (size_t i = 0; i < in->count; i++) {
        struct submission *s = &in->items[i];
        bool canvas = strcmp(s->layout, "canvas") == 0;
        if (!s->time && !is_clone(s) && (s->late || !canvas) &&
            (dated < 2 || last - first > MOMENT))
            s->time = intake_changed(s);
    }
}
