/* images.c: the photographs of chapter 6, for the widgets.
 * Prints images[50 x rows x cols x 3] and images_used[80 x rows x cols x 3], 0..255. */
#include <stdlib.h>
#include <string.h>

#include "load/load.h"
#include "pack.h"

static void print_images(const char *name, const struct array *all, size_t shown)
{
    size_t shape[] = {shown, all->shape[1], all->shape[2], 3}, one = all->count / all->shape[0];
    double *some = calloc(shown * one, sizeof *some);
    if (!some)
        pack_fail("images", "out of memory");
    for (size_t i = 0; i < shown; i++) /* spread over all, as in figures/06_visual_fields.c */
        memcpy(some + i * one, all->data + i * (all->shape[0] / shown) * one, one * sizeof *some);
    if (pack_array(name, some, shape, 4, 1) != 0)
        pack_fail("images", "out of memory");
    free(some);
}

int main(void)
{
    struct array all;
    struct sb_error err;
    if (load_cifar10("data/cifar10_batch.bin", &all, NULL, &err) != SB_OK)
        pack_fail("images", err.text);
    print_images("images", &all, 50);
    print_images("images_used", &all, 80);
    array_free(&all);
    return 0;
}
