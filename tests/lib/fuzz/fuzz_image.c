#include "fuzz.h"

/* load_image in grey and in colours, and load_cifar10_atlas, which builds on it. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const char *path = fuzz_file(bytes, size);
    struct array a;
    for (int channels = 1; channels <= 3; channels += 2) {
        struct sb_error err = {0};
        enum sb_status status = load_image(path, channels, &a, &err);
        fuzz_outcome(status, &a, &err, 0, 255);
    }
    struct sb_error err = {0};
    enum sb_status status = load_cifar10_atlas(path, &a, &err);
    fuzz_promise(status != SB_OK || (a.ndim == 4 && a.shape[1] == 32 && a.shape[2] == 32),
                 "an atlas is of 32 x 32 images");
    fuzz_outcome(status, &a, &err, 0, 255);
    return 0;
}
