/* images.c [grey]: the photographs of chapter 6, for the widgets.
 * Prints images[50 x rows x cols x 3] and images_used[80 x rows x cols x 3], 0..255; with grey
 * instead grey_images[all x rows x cols], to train on. */
#include <math.h>
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

static void print_grey(const struct array *all)
{
    size_t pixels = all->count / 3, shape[] = {all->shape[0], all->shape[1], all->shape[2]};
    double *grey = calloc(pixels, sizeof *grey);
    if (!grey)
        pack_fail("images", "out of memory");
    for (size_t i = 0; i < pixels; i++)
        grey[i] = round(0.2989 * all->data[3 * i] + 0.5870 * all->data[3 * i + 1] +
                        0.1140 * all->data[3 * i + 2]);
    if (pack_array("grey_images", grey, shape, 3, 1) != 0)
        pack_fail("images", "out of memory");
    free(grey);
}

int main(int argc, char **argv)
{
    bool grey = argc == 2 && strcmp(argv[1], "grey") == 0;
    struct array all;
    struct sb_error err;
    if (load_cifar10("data/cifar10_batch.bin", &all, NULL, &err) != SB_OK)
        pack_fail("images", err.text);
    if (grey)
        print_grey(&all);
    else {
        print_images("images", &all, 50);
        print_images("images_used", &all, 80);
    }
    array_free(&all);
    return 0;
}
