/* bird.c: the bird video for the widgets of chapters 2 to 4.
 * bird first: its first frame, and the signals of the pixels that the text names.
 * bird all: bird[frames x rows x cols], grey values 0..255. */
#include <string.h>

#include "load/load.h"
#include "pack.h"

enum { PLACES = 2 };
static const double PLACE[PLACES * 2] = {57, 6, 66, 133}; /* row and column of each */
enum { MOST_FRAMES = 1000 };

/* signals[PLACES x frames] of a video[frames x rows x cols] */
static void pick(const struct array *video, double *signals)
{
    const size_t *shape = video->shape;
    for (size_t p = 0; p < PLACES; p++) {
        size_t row = (size_t)PLACE[2 * p], col = (size_t)PLACE[2 * p + 1];
        for (size_t t = 0; t < shape[0]; t++)
            signals[p * shape[0] + t] = video->data[(t * shape[1] + row) * shape[2] + col];
    }
}

int main(int argc, char **argv)
{
    static double signals[PLACES * MOST_FRAMES];
    struct array video;
    struct sb_error err;

    if (load_npy("data/bird.npy", &video, &err) != SB_OK)
        pack_fail("bird", err.text);
    size_t *shape = video.shape;
    if (video.ndim != 3 || shape[0] > MOST_FRAMES)
        pack_fail("bird", "data/bird.npy is not a video of at most 1000 frames");
    int failed;
    if (argc == 2 && strcmp(argv[1], "first") == 0) {
        pick(&video, signals);
        failed = pack_array("bird_first", video.data, shape + 1, 2, 1) ||
                 pack_array("bird_places", PLACE, (size_t[]){PLACES, 2}, 2, 1) ||
                 pack_array("bird_signals", signals, (size_t[]){PLACES, shape[0]}, 2, 1);
    } else {
        failed = pack_video("bird", video.data, shape);
    }
    if (failed)
        pack_fail("bird", "out of memory");
    array_free(&video);
    return 0;
}
