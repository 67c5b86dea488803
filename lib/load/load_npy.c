/* The header of a .npy file is a Python dictionary written as text:
 *
 *   {'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }
 *
 * Exactly these three keys are read, in any order, and nothing else of Python. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "load_file.h"

struct text {
    const char *p, *end;
};

static void skip_space(struct text *t)
{
    while (t->p < t->end && (*t->p == ' ' || *t->p == '\n' || *t->p == '\t' || *t->p == '\r'))
        t->p++;
}

/* Step over one character and the spaces around it; false if it is missing. */
static bool take(struct text *t, char c)
{
    skip_space(t);
    if (t->p == t->end || *t->p != c)
        return false;
    t->p++;
    skip_space(t);
    return true;
}

static bool take_word(struct text *t, const char *word)
{
    size_t n = strlen(word);
    skip_space(t);
    if ((size_t)(t->end - t->p) < n || memcmp(t->p, word, n) != 0)
        return false;
    t->p += n;
    return true;
}

/* What the header's keys and dtypes are spelled with. */
static bool plain_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("_-<>=|[] ?", c));
}

/* A quoted string of such letters into out[size]; false when it is none or too long. */
static bool take_string(struct text *t, char *out, size_t size)
{
    skip_space(t);
    if (t->p == t->end || (*t->p != '\'' && *t->p != '"'))
        return false;
    char quote = *t->p++;
    size_t n = 0;
    while (t->p < t->end && *t->p != quote) {
        if (n + 1 >= size || !plain_letter(*t->p))
            return false;
        out[n++] = *t->p++;
    }
    if (t->p == t->end)
        return false;
    t->p++;
    out[n] = '\0';
    return true;
}

static bool take_number(struct text *t, size_t *value)
{
    skip_space(t);
    const char *start = t->p;
    *value = 0;
    for (; t->p < t->end && *t->p >= '0' && *t->p <= '9'; t->p++) {
        size_t digit = (size_t)(*t->p - '0');
        if (*value > (SIZE_MAX - digit) / 10)
            return false;
        *value = *value * 10 + digit;
    }
    if (t->p == start)
        return false;
    if (t->p < t->end && *t->p == 'L') /* Python 2 wrote its long integers so */
        t->p++;
    return true;
}

static enum sb_status bad_header(const char *name, struct sb_error *err)
{
    return sb_fail(err, SB_EFORMAT,
                   "%s: its .npy header is damaged; fetch it, or save it with numpy.save, again",
                   name);
}

static enum sb_status parse_descr(const char *name, struct text *t, struct npy_header *h,
                                  struct sb_error *err)
{
    char descr[32];
    skip_space(t);
    if (t->p < t->end && *t->p == '[')
        return sb_fail(err, SB_ETYPE,
                       "%s: holds structured records (a dtype with fields); save one field of "
                       "plain numbers instead",
                       name);
    if (!take_string(t, descr, sizeof descr))
        return bad_header(name, err);
    return npy_type(name, descr, &h->type, err);
}

static enum sb_status parse_shape(const char *name, struct text *t, struct npy_header *h,
                                  struct sb_error *err)
{
    h->ndim = 0;
    if (!take(t, '('))
        return bad_header(name, err);
    for (bool comma = true; !take(t, ')'); comma = take(t, ',')) {
        size_t length;
        if (!comma || !take_number(t, &length))
            return bad_header(name, err);
        if (h->ndim == SB_MAX_DIMS)
            return sb_fail(err, SB_ESHAPE, "%s: has more than %d dimensions", name, SB_MAX_DIMS);
        h->shape[h->ndim++] = length;
    }
    return SB_OK;
}

static enum sb_status parse_entry(const char *name, struct text *t, struct npy_header *h,
                                  unsigned *seen, struct sb_error *err)
{
    char key[16];
    if (!take_string(t, key, sizeof key) || !take(t, ':'))
        return bad_header(name, err);
    unsigned bit;
    enum sb_status status = SB_OK;
    if (strcmp(key, "descr") == 0) {
        bit = 1;
        status = parse_descr(name, t, h, err);
    } else if (strcmp(key, "shape") == 0) {
        bit = 2;
        status = parse_shape(name, t, h, err);
    } else if (strcmp(key, "fortran_order") == 0) {
        bit = 4;
        h->fortran = take_word(t, "True");
        if (!h->fortran && !take_word(t, "False"))
            return bad_header(name, err);
    } else {
        return bad_header(name, err);
    }
    if (status == SB_OK && (*seen & bit))
        return bad_header(name, err);
    *seen |= bit;
    return status;
}

static enum sb_status parse_header(const char *name, struct text t, struct npy_header *h,
                                   struct sb_error *err)
{
    unsigned seen = 0;
    if (!take(&t, '{'))
        return bad_header(name, err);
    for (bool comma = true; !take(&t, '}'); comma = take(&t, ',')) {
        if (!comma)
            return bad_header(name, err);
        enum sb_status status = parse_entry(name, &t, h, &seen, err);
        if (status != SB_OK)
            return status;
    }
    if (t.p != t.end || seen != 7)
        return bad_header(name, err);
    return SB_OK;
}

/* Put elements that lie first index fastest into row-major order. */
static enum sb_status from_fortran(struct array *a)
{
    struct array to;
    if (array_alloc(&to, a->ndim, a->shape) != SB_OK)
        return SB_ENOMEM;
    size_t stride[SB_MAX_DIMS], index[SB_MAX_DIMS] = {0};
    size_t step = 1;
    for (size_t d = a->ndim; d-- > 0; step *= a->shape[d])
        stride[d] = step;
    size_t place = 0;
    for (size_t i = 0; i < a->count; i++) {
        to.data[place] = a->data[i];
        for (size_t d = 0; d < a->ndim; d++) {
            place += stride[d];
            if (++index[d] < a->shape[d])
                break;
            place -= stride[d] * a->shape[d];
            index[d] = 0;
        }
    }
    array_free(a);
    *a = to;
    return SB_OK;
}

/* Not a .npy file: say what it looks like, since the way out depends on it. */
static enum sb_status not_npy(const char *name, const unsigned char *bytes, size_t size,
                              struct sb_error *err)
{
    if (size >= 2 && bytes[0] == 0x80 && bytes[1] <= 5)
        return sb_fail(err, SB_EFORMAT,
                       "%s: is a Python pickle, which could run code when it is opened; save plain "
                       "numbers with numpy.save instead",
                       name);
    if (size >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
        return sb_fail(err, SB_EFORMAT,
                       "%s: is an archive (.npz); save one array with numpy.save instead", name);
    return sb_fail(err, SB_EFORMAT, "%s: is not a .npy file (it does not begin with NumPy's mark)",
                   name);
}

enum sb_status npy_header(const char *name, const unsigned char *bytes, size_t size,
                          struct npy_header *h, size_t *data, struct sb_error *err)
{
    if (size < 6 || memcmp(bytes, "\x93NUMPY", 6) != 0)
        return not_npy(name, bytes, size, err);
    if (size >= 8 && (bytes[6] < 1 || bytes[6] > 3 || bytes[7] != 0))
        return sb_fail(err, SB_EFORMAT, "%s: is .npy version %d.%d; 1.0, 2.0 and 3.0 can be read",
                       name, bytes[6], bytes[7]);
    size_t start = size >= 8 && bytes[6] == 1 ? 10 : 12;
    size_t length = 0;
    for (size_t i = start; size >= start && i-- > 8;)
        length = length << 8 | bytes[i];
    if (size < start || length > size - start)
        return sb_fail(err, SB_EIO, "%s: cut short inside its header; fetch it again", name);
    const char *text = (const char *)bytes + start;
    *h = (struct npy_header){0};
    *data = start + length;
    return parse_header(name, (struct text){text, text + length}, h, err);
}

static enum sb_status parse_npy(const char *name, const unsigned char *bytes, size_t size,
                                struct array *out, struct sb_error *err)
{
    struct npy_header h;
    size_t start;
    enum sb_status status = npy_header(name, bytes, size, &h, &start, err);
    if (status != SB_OK)
        return status;
    status = array_from_bytes(name, bytes + start, size - start, h.type, h.ndim, h.shape, out, err);
    if (status == SB_OK && h.fortran && from_fortran(out) != SB_OK) {
        array_free(out);
        status = sb_fail(err, SB_ENOMEM, "%s: too large for the memory that is free", name);
    }
    return status;
}

enum sb_status load_npy(const char *path, struct array *out, struct sb_error *err)
{
    *out = (struct array){0};
    unsigned char *bytes;
    size_t size;
    enum sb_status status = read_file(path, &bytes, &size, err);
    if (status == SB_OK)
        status = parse_npy(short_path(path), bytes, size, out, err);
    free(bytes);
    return status;
}
