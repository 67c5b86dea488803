#include <math.h>
#include <string.h>

#include "fuzz.h"

/* load_npy, and load_video, which reads a .npy in its own way. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const char *path = fuzz_file(bytes, size);
    struct array a, video;
    struct sb_error err = {0}, video_err = {0};
    enum sb_status status = load_npy(path, &a, &err);
    if (size >= 6 && memcmp(bytes, "\x93NUMPY", 6) == 0) {
        enum sb_status as_video = load_video(path, 0, 0, &video, &video_err);
        int is_video = status == SB_OK && a.ndim == 3 && a.count > 0;
        fuzz_promise((as_video == SB_OK) == is_video, "a video is an array of three dimensions");
        fuzz_outcome(as_video, &video, &video_err, -HUGE_VAL, HUGE_VAL);
    }
    fuzz_outcome(status, &a, &err, -HUGE_VAL, HUGE_VAL);
    return 0;
}
