#include <stdlib.h>
#include <string.h>

#include "load_file.h"

enum { SIDE = 32, PIXELS = SIDE * SIDE, RECORD = 1 + 3 * PIXELS, CLASSES = 10 };

static enum sb_status check_batch(const char *name, const unsigned char *bytes, size_t size,
                                  struct sb_error *err)
{
    if (size % RECORD != 0)
        return sb_fail(
            err, SB_EFORMAT,
            "%s: %zu bytes are not a whole number of CIFAR-10 records of %d bytes; is it "
            "the binary version, whole and unpacked?",
            name, size, RECORD);
    for (size_t i = 0; i < size / RECORD; i++)
        if (bytes[i * RECORD] >= CLASSES)
            return sb_fail(err, SB_EFORMAT,
                           "%s: image %zu has label %d; CIFAR-10 has labels 0 to 9", name, i,
                           bytes[i * RECORD]);
    return SB_OK;
}

/* Fill out and labels from a batch that check_batch has passed. */
static enum sb_status parse_batch(const char *name, const unsigned char *bytes, size_t count,
                                  struct array *out, unsigned char **labels, struct sb_error *err)
{
    size_t shape[] = {count, SIDE, SIDE, 3};
    unsigned char *classes = malloc(count);
    if (!classes || array_alloc(out, 4, shape) != SB_OK) {
        free(classes);
        return sb_fail(err, SB_ENOMEM, "%s: too large for the memory that is free", name);
    }
    for (size_t i = 0; i < count; i++) {
        const unsigned char *record = bytes + i * RECORD;
        classes[i] = record[0];
        for (size_t p = 0; p < PIXELS; p++)
            for (size_t colour = 0; colour < 3; colour++)
                out->data[(i * PIXELS + p) * 3 + colour] = record[1 + colour * PIXELS + p];
    }
    if (labels)
        *labels = classes;
    else
        free(classes);
    return SB_OK;
}

enum sb_status load_cifar10(const char *path, struct array *out, unsigned char **labels,
                            struct sb_error *err)
{
    *out = (struct array){0};
    if (labels)
        *labels = NULL;
    unsigned char *bytes;
    size_t size;
    const char *name = short_path(path);
    enum sb_status status = read_file(path, &bytes, &size, err);
    if (status == SB_OK)
        status = check_batch(name, bytes, size, err);
    if (status == SB_OK)
        status = parse_batch(name, bytes, size / RECORD, out, labels, err);
    free(bytes);
    return status;
}

enum sb_status load_cifar10_atlas(const char *path, struct array *out, struct sb_error *err)
{
    enum sb_status status = load_image(path, 3, out, err);
    if (status != SB_OK)
        return status;
    size_t count = out->shape[0], cols = out->shape[1];
    if (cols != PIXELS) {
        array_free(out);
        return sb_fail(err, SB_ESHAPE,
                       "%s: is %zu pixels wide; a CIFAR-10 atlas has one image per row, %d pixels",
                       short_path(path), cols, PIXELS);
    }
    /* A row of the atlas is an image's pixels in order: only the shape changes. */
    size_t shape[] = {count, SIDE, SIDE, 3};
    out->ndim = 4;
    memcpy(out->shape, shape, sizeof shape);
    return SB_OK;
}
