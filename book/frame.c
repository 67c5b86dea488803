/* frame.c: the frame of chapters 7 and 8, for the widgets.
 * Prints frame[rows x cols], grey values 0..255. */
#include "load/load.h"
#include "pack.h"

int main(void)
{
    struct array frame;
    struct sb_error err;

    if (load_image("data/bird_frame.png", 1, &frame, &err) != SB_OK)
        pack_fail("frame", err.text);
    if (pack_array("frame", frame.data, frame.shape, 2, 1) != 0)
        pack_fail("frame", "out of memory");
    array_free(&frame);
    return 0;
}
