/* Pictures: pixels as they were written, and every cut or damage noticed. */
#include "loading.h"

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#include <stb/stb_image_write.h>

enum { ROWS = 13, COLS = 17 };

/* A colour picture without symmetry. */
static void paint(unsigned char rgb[ROWS * COLS * 3])
{
    for (int i = 0; i < ROWS * COLS; i++) {
        rgb[3 * i] = (unsigned char)(7 * i);
        rgb[3 * i + 1] = (unsigned char)(i * i);
        rgb[3 * i + 2] = (unsigned char)(255 - i);
    }
}

static void expect_pixels(const char *path, const unsigned char *rgb)
{
    struct array a;
    struct sb_error err = {0};
    cr_assert(load_image(path, 3, &a, &err) == SB_OK, "%s", err.text);
    check_shape(a, ROWS, COLS, 3);
    for (size_t i = 0; i < a.count; i++)
        cr_assert(a.data[i] == rgb[i], "%s: element %zu is %g, not %d", path, i, a.data[i], rgb[i]);
    array_free(&a);
}

/* Write the picture in a format, by the ending of the path. */
static void write_picture(const char *path, const unsigned char *rgb)
{
    const char *ending = strrchr(path, '.');
    if (strcmp(ending, ".png") == 0)
        cr_assert(stbi_write_png(path, COLS, ROWS, 3, rgb, 3 * COLS));
    else if (strcmp(ending, ".bmp") == 0)
        cr_assert(stbi_write_bmp(path, COLS, ROWS, 3, rgb));
    else {
        unsigned char bytes[64 + ROWS * COLS * 3];
        int n = sprintf((char *)bytes, "P6\n%d %d\n255\n", COLS, ROWS);
        memcpy(bytes + n, rgb, ROWS * COLS * 3);
        write_file(path, bytes, (size_t)n + ROWS * COLS * 3);
    }
}

Test(load_image, lossless_formats_give_the_pixels_that_were_written)
{
    static unsigned char rgb[ROWS * COLS * 3];
    static const char *const names[] = {"a.png", "a.bmp", "a.ppm"};
    paint(rgb);
    for (size_t i = 0; i < 3; i++) {
        char *path = fresh_path(names[i]);
        write_picture(path, rgb);
        expect_pixels(path, rgb);
        remove_fresh(path);
    }
}

Test(load_image, grey_is_kept_as_stored)
{
    struct array a;
    struct sb_error err = {0};
    cr_assert(load_image("tests/lib/fixtures/grey.png", 1, &a, &err) == SB_OK, "%s", err.text);
    check_shape(a, 4, 5);
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 5; j++)
            cr_assert(a.data[i * 5 + j] == (double)((50 * i + 7 * j) % 256));
    array_free(&a);
    cr_assert(load_image("tests/lib/fixtures/grey.png", 3, &a, &err) == SB_OK, "%s", err.text);
    check_shape(a, 4, 5, 3);
    cr_assert(a.data[3 * 6] == 57 && a.data[3 * 6 + 1] == 57 && a.data[3 * 6 + 2] == 57);
    array_free(&a);
}

Test(load_image, a_jpeg_is_close_to_what_was_written)
{
    struct array a;
    struct sb_error err = {0};
    cr_assert(load_image("tests/lib/fixtures/ramp.jpg", 1, &a, &err) == SB_OK, "%s", err.text);
    check_shape(a, 13, 17);
    for (size_t i = 0; i < 13; i++)
        for (size_t j = 0; j < 17; j++) {
            double off = a.data[i * 17 + j] - (double)(40 + 8 * i + 4 * j);
            cr_assert(off > -4 && off < 4, "row %zu column %zu is off by %g", i, j, off);
        }
    array_free(&a);
}

/* Load every beginning of the file `from`, but for the last `tail` bytes, which hold no pixels. */
static void expect_cuts_noticed(const char *from, size_t tail)
{
    size_t size;
    unsigned char *bytes = slurp(from, &size);
    char *path = fresh_path("cut");
    for (size_t n = 1; n < size - tail; n++) {
        struct array a;
        struct sb_error err = {0};
        write_file(path, bytes, n);
        enum sb_status status = load_image(path, 3, &a, &err);
        cr_assert(status == SB_EIO || status == SB_EFORMAT, "%s with %zu of %zu bytes: %s", from, n,
                  size, sb_status_text(status));
        cr_assert(a.data == NULL && strncmp(err.text, path, strlen(path)) == 0);
    }
    free(bytes);
    remove_fresh(path);
}

/* A JPEG stores another grey, which is up to 42 levels from this one where colours are strong. */
Test(load_image, colours_become_the_same_grey_in_every_format)
{
    static const char *const kinds[] = {"jpg", "png", "bmp", "gif", "ppm"};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        char name[16], command[4400];
        snprintf(name, sizeof name, "a.%s", kinds[k]);
        char *path = fresh_path(name);
        snprintf(command, sizeof command,
                 "ffmpeg -v error -nostdin -f lavfi -i testsrc2=size=64x48:rate=1 -frames:v 1 "
                 "'%s'",
                 path);
        cr_assert(system(command) == 0);
        struct array grey, colours;
        struct sb_error err = {0};
        cr_assert(load_image(path, 1, &grey, &err) == SB_OK, "%s", err.text);
        cr_assert(load_image(path, 3, &colours, &err) == SB_OK, "%s", err.text);
        cr_assert(grey.count == 64 * 48 && colours.count == 3 * grey.count);
        double coloured = 0;
        for (size_t i = 0; i < grey.count; i++) {
            const double *c = colours.data + 3 * i;
            double want = floor((77 * c[0] + 150 * c[1] + 29 * c[2]) / 256);
            cr_assert(grey.data[i] == want, "%s, pixel %zu: %g, not %g", kinds[k], i, grey.data[i],
                      want);
            coloured = fmax(coloured, fabs(c[0] - c[2]));
        }
        cr_expect(coloured > 200, "%s", kinds[k]);
        array_free(&grey);
        array_free(&colours);
        remove_fresh(path);
    }
}

Test(load_image, a_picture_cut_anywhere_is_refused)
{
    expect_cuts_noticed("tests/lib/fixtures/grey.png", 4); /* the last checksum */
    expect_cuts_noticed("tests/lib/fixtures/ramp.jpg", 2); /* the end marker */
    static const char *const names[] = {"a.bmp", "a.ppm"};
    static unsigned char rgb[ROWS * COLS * 3];
    paint(rgb);
    for (size_t i = 0; i < 2; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s", fresh_path(names[i]));
        write_picture(path, rgb);
        expect_cuts_noticed(path, 0);
        remove_fresh(path);
    }
}

Test(load_image, a_gif_is_read_and_its_cut_noticed)
{
    /* One white pixel: a palette of black and white, then code 1. */
    static const char gif[] = "GIF89a\1\0\1\0\x80\0\0\0\0\0\xFF\xFF\xFF,\0\0\0\0\1\0\1\0\0"
                              "\2\2\x4C\1\0;";
    char *path = fresh_path("a.gif");
    struct array a;
    struct sb_error err = {0};
    write_file(path, gif, sizeof gif - 1);
    cr_assert(load_image(path, 1, &a, &err) == SB_OK, "%s", err.text);
    check_shape(a, 1, 1);
    cr_assert(a.data[0] == 255);
    array_free(&a);
    write_file(path, gif, sizeof gif - 4); /* within the codes */
    enum sb_status status = load_image(path, 1, &a, &err);
    check_refusal(status, &err, &a, SB_EIO, path, "the picture is cut short; fetch it again");
    remove_fresh(path);
}

Test(load_image, bad_files_are_refused)
{
    static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR";
    static const struct {
        const char *bytes, *reason;
        size_t size;
        enum sb_status status;
    } cases[] = {
        {"", "is empty; fetch or save it again", 0, SB_EIO},
        {"no picture", "is not a picture that can be read; give PNG, JPEG, BMP, GIF or PNM", 10,
         SB_EFORMAT},
        {"P5\n60000 60000\n255\nx", "has 60000 x 60000 pixels, more than 67108864; scale it down",
         20, SB_ENOMEM},
        {"P5\n4 2\n255\nabcdefg", "the picture is cut short; fetch it again", 18, SB_EIO},
        {"P5\n1 1\n65535\nab", "has 16 bits a sample; save it with 8, or as PNG", 15, SB_ETYPE},
        {png, "is not a picture that can be read; give PNG, JPEG, BMP, GIF or PNM", 16, SB_EFORMAT},
    };
    char *path = fresh_path("a.png");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct array a;
        struct sb_error err = {0};
        write_file(path, cases[i].bytes, cases[i].size);
        enum sb_status status = load_image(path, 1, &a, &err);
        check_refusal(status, &err, &a, cases[i].status, path, cases[i].reason);
    }
    remove_fresh(path);
    struct array a;
    struct sb_error err = {0};
    enum sb_status status = load_image("data", 1, &a, &err);
    check_refusal(status, &err, &a, SB_EIO, "data", "is a folder; give a file in it");
    status = load_image("data/bird_frame.png", 4, &a, &err);
    check_refusal(status, &err, &a, SB_EINVAL, "data/bird_frame.png",
                  "4 colour channels were asked for; there are 1 and 3");
}

Test(load_image, a_damaged_picture_is_refused_with_the_decoder_s_reason)
{
    size_t size;
    unsigned char *bytes = slurp("tests/lib/fixtures/grey.png", &size);
    char *path = fresh_path("a.png");
    bytes[41] ^= 0xFF; /* the first byte of the compressed pixels */
    write_file(path, bytes, size);
    struct array a;
    struct sb_error err = {0};
    enum sb_status status = load_image(path, 1, &a, &err);
    check_refusal(status, &err, &a, SB_EFORMAT, path,
                  "the picture is damaged (bad zlib header); fetch it again");
    free(bytes);
    remove_fresh(path);
}

/* stb_image 2.27 writes past its tables for such a file: it must not see it. */
Test(load_image, a_jpeg_with_an_impossible_huffman_table_is_refused)
{
    size_t size;
    unsigned char *bytes = slurp("tests/lib/fixtures/ramp.jpg", &size);
    char *path = fresh_path("a.jpg");
    size_t at = 0;
    while (bytes[at] != 0xFF || bytes[at + 1] != 0xC4)
        at++;
    struct array a;
    struct sb_error err = {0};
    unsigned char *counts = bytes + at + 5; /* after marker, length, class */
    memset(counts, 17, 16);                 /* 272 symbols */
    write_file(path, bytes, size);
    enum sb_status status = load_image(path, 1, &a, &err);
    const char *reason = "the picture is damaged (bad Huffman table); fetch it again";
    check_refusal(status, &err, &a, SB_EFORMAT, path, reason);

    /* A segment one byte too long: what follows it is read as one more table. */
    unsigned char crafted[64] = {0xFF, 0xD8, 0xFF, 0xC4, 0, 20};
    memset(crafted + 24, 200, 16);
    write_file(path, crafted, sizeof crafted);
    status = load_image(path, 1, &a, &err);
    check_refusal(status, &err, &a, SB_EFORMAT, path, reason);

    /* The same behind bytes that may come before a JPEG's mark. */
    unsigned char padded[80];
    memset(padded, 0xFF, 16);
    memcpy(padded + 16, crafted, sizeof crafted);
    write_file(path, padded, sizeof padded);
    status = load_image(path, 1, &a, &err);
    check_refusal(status, &err, &a, SB_EFORMAT, path, reason);
    free(bytes);
    remove_fresh(path);
}

/* After the pixels begin, a decoder takes a marker wherever it meets one. */
Test(load_image, an_impossible_huffman_table_after_pixels_is_refused)
{
    size_t size;
    unsigned char *bytes = slurp("tests/lib/fixtures/ramp.jpg", &size);
    bytes = realloc(bytes, size + 64);
    memset(bytes + size - 2, 200, 64); /* in the place of the end */
    static const unsigned char hidden[] = {0xFF, 0xDD, 0x40, 0xFF, 0xC4, 0, 20, 0};
    memcpy(bytes + size - 2, hidden, sizeof hidden);
    char *path = fresh_path("a.jpg");
    write_file(path, bytes, size + 62);
    struct array a;
    struct sb_error err = {0};
    enum sb_status status = load_image(path, 1, &a, &err);
    check_refusal(status, &err, &a, SB_EFORMAT, path,
                  "the picture is damaged (bad Huffman table); fetch it again");
    free(bytes);
    remove_fresh(path);
}

/* Found by make fuzz: a size beyond the range of int, and a chunk that claims 2 GiB. */
Test(load_image, sizes_that_a_file_cannot_hold_are_refused)
{
    static const char chunk[] = "\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0"
                                "crc.\x7F\0\0\0IDAT";
    char *path = fresh_path("a.png");
    struct array a;
    struct sb_error err = {0};
    write_file(path, "P5\n99999999999999999 1\n255\nx", 29);
    cr_expect(load_image(path, 1, &a, &err) != SB_OK && a.data == NULL);
    write_file(path, chunk, sizeof chunk - 1);
    enum sb_status status = load_image(path, 1, &a, &err);
    check_refusal(status, &err, &a, SB_EFORMAT, path,
                  "the picture is damaged (it claims too much); fetch it again");
    remove_fresh(path);
}
