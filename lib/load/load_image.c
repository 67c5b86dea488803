#include <stdlib.h>
#include <string.h>

#include "load_file.h"

/* Larger pictures would need over half a gigabyte a channel as doubles. A
 * small file can claim any size, so it is asked before memory is taken. */
#ifndef MOST_PIXELS /* the fuzz targets take fewer, to be quick */
#define MOST_PIXELS ((size_t)1 << 26)
#endif
/* No such picture, of 4 samples of 16 bits a pixel, needs more in one piece. */
#define MOST_BYTES (16 * MOST_PIXELS + (1 << 20))

/* Memory for stb_image. It starts as zeros, because stb_image 2.27 reads tables that a damaged JPEG
 * never set. A failed allocation is noted, because stb_image reports it as an unknown kind of
 * picture. */
static _Thread_local bool memory_out;

static void *more_memory(void *old, size_t size)
{
    if (size > MOST_BYTES)
        return NULL;
    void *p = old ? realloc(old, size) : calloc(1, size);
    if (!p)
        memory_out = true;
    return p;
}

#define STBI_MALLOC(size) more_memory(NULL, size)
#define STBI_REALLOC(old, size) more_memory(old, size)
#define STBI_FREE(p) free(p)
#define STB_IMAGE_IMPLEMENTATION
#define STBI_NO_STDIO
#define STBI_NO_HDR
#define STBI_NO_LINEAR
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_ONLY_BMP
#define STBI_ONLY_GIF
#define STBI_ONLY_PNM
#define STBI_MAX_DIMENSIONS (1 << 16)
#include <stb/stb_image.h>

/* stb_image takes missing bytes for zeros in some formats, so a picture that is
 * cut short would load with a black or random rest. It reads through these
 * functions instead, which notice when it asks for more than there is. */
struct source {
    const unsigned char *bytes;
    size_t size, at;
    const char *buffer; /* where stb_image reads ahead; there, fewer bytes are no fault */
    bool short_read;
};

static int source_read(void *user, char *data, int size)
{
    struct source *s = user;
    if (!s->buffer)
        s->buffer = data; /* its first read fills that buffer */
    size_t left = s->size - s->at;
    size_t n = left < (size_t)size ? left : (size_t)size;
    if (size > 0 && (n == 0 || (n < (size_t)size && data != s->buffer)))
        s->short_read = true;
    memcpy(data, s->bytes + s->at, n);
    s->at += n;
    return (int)n;
}

static void source_skip(void *user, int n)
{
    struct source *s = user;
    if (n < 0)
        return; /* stb_image steps back inside its own buffer */
    if ((size_t)n > s->size - s->at) {
        s->short_read = true;
        s->at = s->size;
    } else {
        s->at += (size_t)n;
    }
}

static int source_end(void *user)
{
    struct source *s = user;
    return s->at == s->size;
}

static const stbi_io_callbacks callbacks = {source_read, source_skip, source_end};

/* Two kinds of files that stb_image 2.27 reads past the end of memory for. */
static enum sb_status check_safe(const char *name, struct source s, struct sb_error *err)
{
    bool jpeg = s.bytes[0] == 0xFF; /* any number of them may come before the mark */
    bool pnm = s.size >= 2 && s.bytes[0] == 'P' && (s.bytes[1] == '5' || s.bytes[1] == '6');
    if (jpeg && !jpeg_tables_fit(s.bytes, s.size))
        return sb_fail(err, SB_EFORMAT,
                       "%s: the picture is damaged (bad Huffman table); fetch it "
                       "again",
                       name);
    if (pnm && stbi_is_16_bit_from_callbacks(&callbacks, &s))
        return sb_fail(err, SB_ETYPE, "%s: has 16 bits a sample; save it with 8, or as PNG", name);
    return SB_OK;
}

static enum sb_status no_memory(const char *name, struct sb_error *err)
{
    return sb_fail(err, SB_ENOMEM, "%s: too large for the memory that is free", name);
}

static enum sb_status check_size(const char *name, struct source s, int *found,
                                 struct sb_error *err)
{
    int cols, rows;
    memory_out = false;
    if (!stbi_info_from_callbacks(&callbacks, &s, &cols, &rows, found))
        return memory_out ? no_memory(name, err)
                          : sb_fail(err, SB_EFORMAT,
                                    "%s: is not a picture that can be read; give "
                                    "PNG, JPEG, BMP, GIF or PNM",
                                    name);
    if (cols <= 0 || rows <= 0)
        return sb_fail(err, SB_EFORMAT, "%s: is a picture without pixels", name);
    if ((size_t)cols > MOST_PIXELS / (size_t)rows)
        return sb_fail(err, SB_ENOMEM, "%s: has %d x %d pixels, more than %zu; scale it down", name,
                       rows, cols, MOST_PIXELS);
    return SB_OK;
}

/* Pixels of `asked` channels, to be one or three. */
static void take_pixels(const unsigned char *pixels, int asked, int channels, struct array *out)
{
    for (size_t i = 0; i < out->count; i++) {
        const unsigned char *p = pixels + 3 * i;
        out->data[i] = asked == channels ? pixels[i] : (77 * p[0] + 150 * p[1] + 29 * p[2]) / 256;
    }
}

/* Colours are asked for even where grey is wanted: for a JPEG, stb_image would give its Y, which
 * is another grey. */
static enum sb_status decode(const char *name, struct source s, bool coloured, int channels,
                             struct array *out, struct sb_error *err)
{
    int cols, rows, found, asked = coloured ? 3 : channels;
    unsigned char *pixels = stbi_load_from_callbacks(&callbacks, &s, &cols, &rows, &found, asked);
    if (memory_out) {
        stbi_image_free(pixels);
        return no_memory(name, err);
    }
    if (s.short_read) {
        stbi_image_free(pixels);
        return sb_fail(err, SB_EIO, "%s: the picture is cut short; fetch it again", name);
    }
    if (!pixels) {
        const char *why = stbi_failure_reason();
        return sb_fail(err, SB_EFORMAT, "%s: the picture is damaged (%s); fetch it again", name,
                       strcmp(why, "outofmem") == 0 || strcmp(why, "IDAT size limit") == 0
                           ? "it claims too much"
                           : why);
    }
    size_t shape[] = {(size_t)rows, (size_t)cols, 3};
    if (array_alloc(out, channels == 1 ? 2 : 3, shape) != SB_OK) {
        stbi_image_free(pixels);
        return no_memory(name, err);
    }
    take_pixels(pixels, asked, channels, out);
    stbi_image_free(pixels);
    return SB_OK;
}

enum sb_status load_image(const char *path, int channels, struct array *out, struct sb_error *err)
{
    *out = (struct array){0};
    const char *name = short_path(path);
    if (channels != 1 && channels != 3)
        return sb_fail(err, SB_EINVAL, "%s: %d colour channels were asked for; there are 1 and 3",
                       name, channels);
    unsigned char *bytes;
    size_t size;
    enum sb_status status = read_file(path, &bytes, &size, err);
    if (status != SB_OK)
        return status;
    struct source s = {.bytes = bytes, .size = size};
    int found = 0;
    status = check_safe(name, s, err);
    if (status == SB_OK)
        status = check_size(name, s, &found, err);
    if (status == SB_OK)
        status = decode(name, s, found >= 3, channels, out, err);
    free(bytes);
    return status;
}
