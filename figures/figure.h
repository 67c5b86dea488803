/* figure.h: the framework around a chapter's figures.
 *
 * figures/NN_topic.c draws the figures of one chapter. Each drawing function
 * builds a page (lib/plot/plot.h) and returns it; the frame does the rest:
 *
 *     #include "figure.h"
 *     #include "reference.h"
 *     #include "../chapters/02_thresholding/thresholding.h"
 *
 *     REFERENCE(ReLU);
 *
 *     static struct plot *draw_relu(void)
 *     {
 *         size_t n;
 *         const double *sig = figure_sig(&n);
 *         double *out = figure_array(n);
 *         struct plot *p = plot_new(1, 1, NULL);
 *         plot_panel(p, "ReLU", "Time (frames)", "Grey value (0..255)");
 *         if (overlay) {
 *             ref_ReLU(sig, n, 150, out);
 *             plot_line(p, "reference", NULL, out, n, pen_reference());
 *         }
 *         ReLU(sig, n, 150, out);
 *         plot_line(p, "ReLU(sig)", NULL, out, n, pen(1));
 *         value("ch02.kurtosis_relu", "%.1f", stat_excess_kurtosis(out, n));
 *         return p;
 *     }
 *
 *     static const struct figure figures[] = {
 *         {"F2.2", "relu", "The signal and its rectified part", draw_relu},
 *     };
 *
 *     FIGURE_PROGRAM("02_thresholding", figures)
 *
 * Every drawing function runs in a child process of its own: a crash, a hang,
 * an exit or an unfinished exercise there leaves out that figure alone. So
 * nothing needs to be freed, and figure_* calls simply end the child, with a
 * line that says why, when something is wrong. The files are called
 * NN_stem.svg (or .png, .pdf, .txt): 02_relu.svg. */
#ifndef SB_FIGURE_H
#define SB_FIGURE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "linalg.h"
#include "load/load.h"
#include "mat.h"
#include "plot/plot.h"
#include "random.h"
#include "stats.h"

struct figure {
    const char *id;      /* as in the book: "F2.2" */
    const char *stem;    /* of the file's name: "relu" */
    const char *caption; /* one sentence; without a full stop */
    struct plot *(*draw)(void);
};

/* True when the student's functions are drawn (make figures SRC=chapters):
 * draw the reference's result behind, with ref_NAME(...) and pen_reference(). */
extern bool overlay;

/* A named value for the prose: the text is what printf makes of fmt. Keys are
 * unique in a chapter and look like "ch02.kurtosis_sig". Written to
 * $(B)/values/NN_topic.tsv as key TAB text once the figure is drawn (only from
 * the reference: SRC=solutions). */
void value(const char *key, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* A curve that the book lets the reader draw first: y[0], y[step], .. separated by spaces, each
 * with the given number of digits; no value is written if one of them is not finite. */
void value_curve(const char *key, const double *y, size_t n, size_t step, int digits);

/* ---- Data: the embedded files, or an instructor's own (make figures DATA=dir) --- */
/* The arrays belong to the frame: do not free them. A missing or wrong file
 * ends the child with one line. A figure drawn from DATA=dir where dir lacks
 * the file uses the embedded one, and says so. */

/* "video"           frames x rows x cols, grey 0..255
 *                   dir: video_array.npy, bird.npy, video.*, or a folder video/ of frames
 * "frame1"          rows x cols, grey 0..255; dir: frame1.npy, frame1.png, frame1.jpg
 * "reweight_digits" rows x cols x frames (time last); dir: reweight_digits.npy;
 *                   embedded: digit_video of 150 frames, seed 1 (lib/load/digit_video.h)
 * "mnist_images"    count x 28 x 28, and "mnist_labels", count (embedded only)
 * "cifar10"         count x 32 x 32 x 3, colours last; dir: data_batch_1.bin */
const struct array *figure_data(const char *name);

/* "frame1" in few words. */
struct picture {
    size_t rows, cols, count;
    const double *frame;
};
struct picture figure_first_frame(void);

/* The studied pixel over time, n frames, grey 0..255: dir/sig.npy, or the
 * video at figure_pixel. */
const double *figure_sig(size_t *n);

/* The same for a pixel of your own choice: dir/sig.npy, or the video at
 * (row, col); at figure_pixel where the video has no such pixel. */
const double *figure_sig_at(size_t row, size_t col, size_t *n);

/* Where the studied pixel is in figure_data("video"). */
void figure_pixel(size_t *row, size_t *col);

/* ---- Small things every drawing function needs ---------------------------------- */

/* count zeros, for as long as the child lives. */
double *figure_array(size_t count);

/* End the child unless status is SB_OK: figure_must(diff_box(...), "diff_box"). */
void figure_must(enum sb_status status, const char *what);

/* Histogram of x[n] in bins of equal width from lo to hi: fills edges[bins + 1]
 * and counts[bins] (NaN and infinite values of a student's are left out). */
void figure_histogram(const double *x, size_t n, double lo, double hi, size_t bins, double *edges,
                      size_t *counts);

/* Random numbers: lib/random.h, from a fixed seed of your own. */

/* A line for the user, before the figure's own: what was found, or why a part is empty. It is
 * printed once, however many figures say it. */
void figure_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* A figure has LIMIT_FIGURE_SECONDS (limits.h) to be drawn; ask for more before long work. */
void figure_patience(unsigned seconds);

/* From now on, with --may-stop (make figures), the first Ctrl-C sets the flag returned, for long
 * work that can be cut short (dict_learn.h); a second one ends the program, as one does at any
 * other time. NULL without --may-stop. After figure_stop_over, everything is as usual. A run that
 * was cut short still draws the other figures, writes no values, and ends by that signal. */
const volatile sig_atomic_t *figure_may_stop(void);
void figure_stop_over(void);

/* End the child: "F2.2 left out: " and this line. */
_Noreturn void figure_fail(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* ---- The program -------------------------------------------------------------------- */

/* What main does: reads --out DIR --values DIR --format svg|png|pdf|dumb|sixel
 * --data DIR --only ID[,ID] --overlay --may-stop, draws, prints a line for each figure
 * and a summary. Returns 0 when every figure asked for was drawn, 1 when not, 2 when the
 * command line or a folder is wrong, 3 when none of its figures was asked for. --list prints
 * ID TAB stem TAB caption. dumb and sixel go to standard output unless --out is given. */
int figure_main(int argc, char **argv, const char *chapter, const struct figure *figures,
                size_t count);

#define FIGURE_PROGRAM(chapter, figures)                                                    \
    int main(int argc, char **argv)                                                         \
    {                                                                                       \
        return figure_main(argc, argv, chapter, figures, sizeof figures / sizeof *figures); \
    }

#endif
