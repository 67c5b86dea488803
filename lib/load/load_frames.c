/* A folder of pictures as a video. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "load_file.h"

static bool is_picture(const char *name)
{
    static const char *const endings[] = {".png", ".jpg", ".jpeg", ".bmp", ".gif", ".pgm", ".ppm"};
    const char *dot = strrchr(name, '.');
    if (!dot || name[0] == '.')
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (strcasecmp(dot, endings[i]) == 0)
            return true;
    return false;
}

static bool digit(char c)
{
    return isdigit((unsigned char)c) != 0;
}

/* Names in the order a person counts: f2.png before f10.png. */
static int compare_names(const void *a, const void *b)
{
    const char *first = *(char *const *)a, *second = *(char *const *)b;
    const char *p = first, *q = second;
    while (*p && *q) {
        if (digit(*p) && digit(*q)) {
            while (*p == '0')
                p++;
            while (*q == '0')
                q++;
            size_t n = 0, m = 0;
            while (digit(p[n]))
                n++;
            while (digit(q[m]))
                m++;
            int order = n != m ? (n < m ? -1 : 1) : memcmp(p, q, n);
            if (order != 0)
                return order;
            p += n;
            q += m;
        } else if (*p != *q) {
            return (unsigned char)*p < (unsigned char)*q ? -1 : 1;
        } else {
            p++;
            q++;
        }
    }
    if (*p != *q)
        return *p ? 1 : -1;
    return strcmp(first, second); /* f1 and f01: any order, but always the same */
}

struct names {
    char **name; /* folder/file */
    size_t count, capacity;
};

static void names_free(struct names *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->name[i]);
    free(list->name);
}

static bool names_add(struct names *list, const char *folder, const char *file)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 64;
        char **larger = realloc(list->name, capacity * sizeof *larger);
        if (!larger)
            return false;
        list->name = larger;
        list->capacity = capacity;
    }
    size_t length = strlen(folder) + strlen(file) + 2;
    char *path = malloc(length);
    if (!path)
        return false;
    snprintf(path, length, "%s/%s", folder, file);
    list->name[list->count++] = path;
    return true;
}

static enum sb_status list_pictures(const char *path, struct names *list, struct sb_error *err)
{
    const char *name = short_path(path);
    DIR *dir = opendir(path);
    if (!dir)
        return sb_fail(err, sb_errno(errno), "%s: the folder cannot be read: %s", name,
                       strerror(errno));
    bool ok = true;
    struct dirent *entry;
    while (ok && (entry = readdir(dir)))
        if (is_picture(entry->d_name))
            ok = names_add(list, path, entry->d_name);
    closedir(dir);
    if (!ok)
        return sb_fail(err, SB_ENOMEM, "%s: too many pictures for the memory that is free", name);
    if (list->count == 0)
        return sb_fail(err, SB_EIO,
                       "%s: the folder holds no pictures (.png .jpg .jpeg .bmp .gif .pgm .ppm)",
                       name);
    qsort(list->name, list->count, sizeof list->name[0], compare_names);
    return SB_OK;
}

/* Copy one picture behind the last; the first one's size is the video's. */
static enum sb_status add_frame(const struct names *list, size_t i, struct array *video,
                                struct sb_error *err)
{
    struct array frame;
    const char *name = list->name[i];
    enum sb_status status = load_image(name, 1, &frame, err);
    if (status != SB_OK)
        return status;
    if (i == 0) {
        size_t shape[] = {list->count, frame.shape[0], frame.shape[1]};
        if (list->count > MOST_VIDEO_PIXELS / frame.count)
            status = sb_fail(err, SB_ENOMEM,
                             "%s: %zu pictures of %zu x %zu are too many pixels "
                             "(at most %zu); scale them down or give fewer",
                             short_path(name), list->count, shape[1], shape[2], MOST_VIDEO_PIXELS);
        else if (array_alloc(video, 3, shape) != SB_OK)
            status = sb_fail(err, SB_ENOMEM, "%s: the pictures need more memory than is free",
                             short_path(name));
    } else if (frame.shape[0] != video->shape[1] || frame.shape[1] != video->shape[2]) {
        status = sb_fail(err, SB_ESHAPE,
                         "%s: is %zu x %zu, the pictures before it are %zu x %zu; "
                         "make all of one size",
                         short_path(name), frame.shape[0], frame.shape[1], video->shape[1],
                         video->shape[2]);
    }
    if (status == SB_OK)
        memcpy(video->data + i * frame.count, frame.data, frame.count * sizeof(double));
    array_free(&frame);
    return status;
}

enum sb_status load_frames(const char *path, struct array *out, struct sb_error *err)
{
    struct names list = {0};
    enum sb_status status = list_pictures(path, &list, err);
    for (size_t i = 0; status == SB_OK && i < list.count; i++)
        status = add_frame(&list, i, out, err);
    if (status != SB_OK)
        array_free(out);
    names_free(&list);
    return status;
}
