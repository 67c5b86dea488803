/* bird.h: the embedded bird video, for the tests of what the chapters say about it. */
#ifndef BIRD_H
#define BIRD_H

#include <criterion/criterion.h>

#include "load/load.h"
#include "mat.h"

/* One pixel of data/bird.npy over time: 1 x frames. The caller frees it. */
static inline struct mat bird_pixel(size_t row, size_t col)
{
    struct array video;
    struct sb_error err;
    struct mat sig;

    cr_assert(load_npy("data/bird.npy", &video, &err) == SB_OK, "%s", err.text);
    cr_assert(video.ndim == 3 && row < video.shape[1] && col < video.shape[2]);
    cr_assert(mat_alloc(&sig, 1, video.shape[0]) == SB_OK);
    for (size_t t = 0; t < sig.cols; t++)
        sig.data[t] = video.data[(t * video.shape[1] + row) * video.shape[2] + col];
    array_free(&video);
    return sig;
}

#endif
