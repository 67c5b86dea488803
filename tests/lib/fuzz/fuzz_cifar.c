#include <stdlib.h>

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct array a, alone;
    struct sb_error err = {0}, alone_err = {0};
    unsigned char *labels;
    const char *path = fuzz_file(bytes, size);
    enum sb_status status = load_cifar10(path, &a, &labels, &err);
    fuzz_promise((labels != NULL) == (status == SB_OK), "labels when there are images");
    for (size_t i = 0; status == SB_OK && i < a.shape[0]; i++)
        fuzz_promise(labels[i] <= 9, "labels from 0 to 9");
    free(labels);
    fuzz_promise(load_cifar10(path, &alone, NULL, &alone_err) == status,
                 "labels need not be asked for");
    fuzz_outcome(status, &alone, &alone_err, 0, 255);
    fuzz_outcome(status, &a, &err, 0, 255);
    return 0;
}
