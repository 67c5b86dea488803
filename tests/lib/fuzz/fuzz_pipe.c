#include <stdio.h>
#include <stdlib.h>

#include "load/load_file.h"
#include "fuzz.h"

/* What comes down the pipe from ffmpeg, whatever ffmpeg it is. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size == 0)
        return 0; /* which fmemopen refuses */
    FILE *f = fmemopen((void *)bytes, size, "rb");
    fuzz_promise(f != NULL, "a stream can be made");
    struct pixels pixels = {0};
    enum sb_status status = read_yuv4mpeg(f, &pixels);
    fclose(f);
    fuzz_promise(pixels.count <= pixels.capacity && pixels.capacity <= 3 * MOST_VIDEO_PIXELS,
                 "no more pixels than the limit");
    if (status == SB_OK)
        fuzz_promise(pixels.count > 0 && pixels.count % (pixels.rows * pixels.cols) == 0,
                     "whole frames");
    unsigned sum = 0;
    for (size_t i = 0; i < pixels.count; i++)
        sum += pixels.data[i];
    fuzz_promise(sum <= 255u * pixels.count, "every pixel can be read");
    free(pixels.data);
    return 0;
}
