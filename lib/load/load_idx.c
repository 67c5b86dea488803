#include <stdlib.h>

#include "load_file.h"

/* The third byte of an IDX file names the type of its elements. */
static bool idx_type(unsigned char code, struct element *type)
{
    type->big = true;
    switch (code) {
    case 0x08: type->kind = 'u', type->size = 1; return true;
    case 0x09: type->kind = 'i', type->size = 1; return true;
    case 0x0B: type->kind = 'i', type->size = 2; return true;
    case 0x0C: type->kind = 'i', type->size = 4; return true;
    case 0x0D: type->kind = 'f', type->size = 4; return true;
    case 0x0E: type->kind = 'f', type->size = 8; return true;
    default: return false;
    }
}

static enum sb_status parse_idx(const char *name, const unsigned char *bytes, size_t size,
                                struct array *out, struct sb_error *err)
{
    if (size >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B)
        return sb_fail(err, SB_EFORMAT, "%s: is compressed; unpack it with gunzip", name);
    if (size < 4 || bytes[0] != 0 || bytes[1] != 0)
        return sb_fail(err, SB_EFORMAT,
                       "%s: is not an IDX file (it does not begin with two zero bytes)", name);
    struct element type;
    if (!idx_type(bytes[2], &type))
        return sb_fail(err, SB_ETYPE, "%s: IDX has no element type 0x%02X", name, bytes[2]);
    size_t ndim = bytes[3];
    if (ndim == 0 || ndim > SB_MAX_DIMS)
        return sb_fail(err, SB_ESHAPE, "%s: has %zu dimensions; 1 to %d can be read", name, ndim,
                       SB_MAX_DIMS);
    size_t header = 4 + 4 * ndim;
    if (size < header)
        return sb_fail(err, SB_EIO, "%s: cut short inside its header; fetch it again", name);
    size_t shape[SB_MAX_DIMS];
    for (size_t i = 0; i < ndim; i++) {
        const unsigned char *p = bytes + 4 + 4 * i;
        shape[i] = (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
    }
    return array_from_bytes(name, bytes + header, size - header, type, ndim, shape, out, err);
}

enum sb_status load_idx(const char *path, struct array *out, struct sb_error *err)
{
    *out = (struct array){0};
    unsigned char *bytes;
    size_t size;
    enum sb_status status = read_file(path, &bytes, &size, err);
    if (status == SB_OK)
        status = parse_idx(short_path(path), bytes, size, out, err);
    free(bytes);
    return status;
}
