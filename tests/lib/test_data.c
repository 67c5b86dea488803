/* The embedded data: shapes, classes, and values that the chapters rely on. */
#include "load/digit_video.h"
#include "loading.h"
#include "stats.h"

static bool is_byte(const struct array *a)
{
    for (size_t i = 0; i < a->count; i++)
        if (!(a->data[i] >= 0 && a->data[i] <= 255))
            return false;
    return true;
}

/* The studied pixel over time: row 57, column 6. */
static void load_bird_pixel(double sig[280])
{
    struct array bird;
    struct sb_error err = {0};
    cr_assert(load_npy("data/bird.npy", &bird, &err) == SB_OK, "%s", err.text);
    check_shape(bird, 280, 90, 160);
    cr_assert(is_byte(&bird));
    for (size_t t = 0; t < 280; t++)
        sig[t] = bird.data[(t * 90 + 57) * 160 + 6];
    array_free(&bird);
}

/* Excess kurtosis of max(sig - theta, 0). */
static double kurtosis_above(const double sig[280], double theta)
{
    double x[280];
    for (size_t t = 0; t < 280; t++)
        x[t] = sig[t] >= theta ? sig[t] - theta : 0;
    return stat_excess_kurtosis(x, 280);
}

#define check_near(x, want) \
    cr_expect((x) > (want)-1e-6 && (x) < (want) + 1e-6, "%.9g, not %.9g", x, want)

Test(data, the_birds_pixel_has_the_kurtosis_that_chapter_2_states)
{
    double sig[280], change[279];
    load_bird_pixel(sig);
    /* By NumPy, from the raw video that ffmpeg gave. */
    check_near(stat_excess_kurtosis(sig, 280), 4.51644927187107);
    check_near(kurtosis_above(sig, 140), 0.15846109038873957);
    check_near(kurtosis_above(sig, 240), 58.49027463480351);
    for (size_t t = 0; t + 1 < 280; t++)
        change[t] = sig[t + 1] > sig[t] ? sig[t + 1] - sig[t] : sig[t] - sig[t + 1];
    check_near(stat_excess_kurtosis(change, 279), 35.674008078450576);
}

Test(data, the_first_frame_is_the_videos_at_four_times_the_size)
{
    struct array bird, frame;
    struct sb_error err = {0};
    cr_assert(load_npy("data/bird.npy", &bird, &err) == SB_OK, "%s", err.text);
    cr_assert(load_image("data/bird_frame.png", 1, &frame, &err) == SB_OK, "%s", err.text);
    check_shape(frame, 360, 640);
    /* Both are averages of the same picture, by ffmpeg's quick arithmetic. */
    double total = 0;
    for (size_t i = 0; i < 90; i++)
        for (size_t j = 0; j < 160; j++) {
            double sum = 0;
            for (size_t k = 0; k < 16; k++)
                sum += frame.data[(4 * i + k / 4) * 640 + 4 * j + k % 4];
            double difference = sum / 16 - bird.data[i * 160 + j];
            cr_assert(difference > -8 && difference < 8, "row %zu column %zu: %g", i, j,
                      difference);
            total += difference > 0 ? difference : -difference;
        }
    cr_assert(total / (90 * 160) < 1, "%g on average", total / (90 * 160));
    array_free(&bird);
    array_free(&frame);
}

static void load_digits(struct array *digits)
{
    struct sb_error err = {0};
    cr_assert(load_idx("data/digits-images.idx3-ubyte", digits, &err) == SB_OK, "%s", err.text);
}

Test(data, there_are_a_hundred_of_each_digit)
{
    struct array digits, labels;
    struct sb_error err = {0};
    load_digits(&digits);
    check_shape(digits, 1000, 28, 28);
    cr_assert(is_byte(&digits));
    cr_assert(load_idx("data/digits-labels.idx1-ubyte", &labels, &err) == SB_OK, "%s", err.text);
    check_shape(labels, 1000);
    size_t count[10] = {0};
    for (size_t i = 0; i < 1000; i++)
        count[(size_t)labels.data[i]]++;
    for (size_t c = 0; c < 10; c++)
        cr_assert(count[c] == 100, "%zu of %zu", count[c], c);
    static const double first[] = {5, 0, 4, 1, 9, 2, 1, 3, 1, 4}; /* as MNIST begins */
    cr_assert(memcmp(labels.data, first, sizeof first) == 0);
    array_free(&digits);
    array_free(&labels);
}

Test(data, there_are_seventy_images_of_each_class)
{
    struct array images;
    unsigned char *labels;
    struct sb_error err = {0};
    cr_assert(load_cifar10("data/cifar10_batch.bin", &images, &labels, &err) == SB_OK, "%s",
              err.text);
    check_shape(images, 700, 32, 32, 3);
    size_t count[10] = {0};
    for (size_t i = 0; i < 700; i++)
        count[labels[i]]++;
    for (size_t c = 0; c < 10; c++)
        cr_assert(count[c] == 70, "%zu of %zu", count[c], c);
    /* CIFAR-10's first image is a frog whose first pixel is (59, 62, 63). */
    cr_assert(labels[0] == 6);
    cr_assert(images.data[0] == 59 && images.data[1] == 62 && images.data[2] == 63);
    free(labels);
    array_free(&images);
}
