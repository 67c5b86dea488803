/* Videos: folders of pictures, .npy, and whatever ffmpeg reads. */
#include <sys/stat.h>

#include "loading.h"

/* A folder of its own; its path without a file name. */
static char *fresh_folder(void)
{
    char *path = fresh_path("video");
    cr_assert(mkdir(path, 0700) == 0);
    return path;
}

/* A grey picture of rows x cols in folder/name, every pixel `value`. */
static void add_picture(const char *folder, const char *name, size_t rows, size_t cols,
                        unsigned char value)
{
    char path[4200];
    unsigned char bytes[256];
    int n = sprintf((char *)bytes, "P5\n%zu %zu\n255\n", cols, rows);
    memset(bytes + n, value, rows * cols);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    write_file(path, bytes, (size_t)n + rows * cols);
}

static void remove_picture(const char *folder, const char *name)
{
    char path[4200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    cr_expect(remove(path) == 0, "%s", path);
}

Test(load_video, pictures_in_a_folder_come_in_human_order)
{
    static const char *const names[] = {"a7.pgm",  "b1.pgm",  "b2.PGM",   "b2x.pgm", "b010.pgm",
                                        "b11.pgm", "b99.pgm", "b100.pgm", "c.pgm"};
    const size_t n = sizeof names / sizeof names[0];
    char *folder = fresh_folder();
    for (size_t i = n; i-- > 0;)
        add_picture(folder, names[i], 2, 3, (unsigned char)i);
    add_picture(folder, "notes.txt", 1, 1, 0);
    add_picture(folder, ".hidden.pgm", 1, 1, 0);
    struct array a;
    struct sb_error err = {0};
    cr_assert(load_video(folder, 0, 0, &a, &err) == SB_OK, "%s", err.text);
    check_shape(a, n, 2, 3);
    for (size_t i = 0; i < a.count; i++)
        cr_assert(a.data[i] == (double)(i / 6), "frame %zu is %g", i / 6, a.data[i]);
    array_free(&a);
    for (size_t i = 0; i < n; i++)
        remove_picture(folder, names[i]);
    remove_picture(folder, "notes.txt");
    remove_picture(folder, ".hidden.pgm");
    remove_fresh(folder);
}

Test(load_video, folders_that_are_not_videos_are_refused)
{
    char *folder = fresh_folder(), path[4200];
    struct array a;
    struct sb_error err = {0};
    enum sb_status status = load_video(folder, 0, 0, &a, &err);
    check_refusal(status, &err, &a, SB_EIO, folder,
                  "the folder holds no pictures (.png .jpg .jpeg .bmp .gif .pgm .ppm)");

    add_picture(folder, "f1.pgm", 2, 3, 1);
    add_picture(folder, "f2.pgm", 3, 2, 1);
    snprintf(path, sizeof path, "%s/f2.pgm", folder);
    status = load_video(folder, 0, 0, &a, &err);
    check_refusal(status, &err, &a, SB_ESHAPE, path,
                  "is 3 x 2, the pictures before it are 2 x 3; make all of one size");

    write_file(path, "P5\n3 2\n255\nab", 13);
    status = load_video(folder, 0, 0, &a, &err);
    check_refusal(status, &err, &a, SB_EIO, path, "the picture is cut short; fetch it again");
    remove_picture(folder, "f1.pgm");
    remove_picture(folder, "f2.pgm");
    remove_fresh(folder);
}

Test(load_video, an_npy_is_known_by_its_name_or_its_first_bytes)
{
    struct array a, b;
    struct sb_error err = {0};
    cr_assert(load_video("data/bird.npy", 0, 0, &a, &err) == SB_OK, "%s", err.text);
    check_shape(a, 280, 90, 160);
    size_t size;
    unsigned char *bytes = slurp("data/bird.npy", &size);
    char *path = fresh_path("bird");
    write_file(path, bytes, size);
    cr_assert(load_video(path, 0, 0, &b, &err) == SB_OK, "%s", err.text);
    cr_assert(b.count == a.count && memcmp(a.data, b.data, a.count * sizeof(double)) == 0);
    free(bytes);
    array_free(&a);
    array_free(&b);
    remove_fresh(path);
}

Test(load_video, files_that_are_not_videos_are_refused)
{
    struct array a;
    struct sb_error err = {0};
    const char *path = "tests/lib/fixtures/npy/good/version2.npy";
    enum sb_status status = load_video(path, 0, 0, &a, &err);
    check_refusal(status, &err, &a, SB_ESHAPE, path,
                  "has 2 dimensions; a video has 3: frames x rows x columns");
    path = "tests/lib/fixtures/npy/good/empty.npy";
    status = load_video(path, 0, 0, &a, &err);
    check_refusal(status, &err, &a, SB_ESHAPE, path, "the video has no pixels");
    status = load_video("data/none.mp4", 0, 0, &a, &err);
    check_refusal(status, &err, &a, SB_EIO, "data/none.mp4",
                  "there is no such file or folder; check the name");

    char *fresh = fresh_path("a.npy");
    write_file(fresh, "text", 4);
    status = load_video(fresh, 0, 0, &a, &err);
    check_refusal(status, &err, &a, SB_EFORMAT, fresh,
                  "is not a .npy file (it does not begin with NumPy's mark)");
    write_file(fresh, "", 0);
    status = load_video(fresh, 0, 0, &a, &err);
    check_refusal(status, &err, &a, SB_EIO, fresh, "is empty; fetch or save it again");
    remove(fresh);
    cr_assert(mkfifo(fresh, 0600) == 0);
    status = load_video(fresh, 0, 0, &a, &err);
    check_refusal(status, &err, &a, SB_EIO, fresh,
                  "is not a regular file; copy its content to one");
    remove_fresh(fresh);
}

/* Two frames of 4 x 8: 10, 11, ... and 60, 61, ... */
static size_t write_y4m(const char *path)
{
    unsigned char bytes[256];
    int n = sprintf((char *)bytes, "YUV4MPEG2 W8 H4 F20:1 Ip A1:1 Cmono\n");
    for (int frame = 0; frame < 2; frame++) {
        n += sprintf((char *)bytes + n, "FRAME\n");
        for (int i = 0; i < 32; i++)
            bytes[n++] = (unsigned char)(10 + 50 * frame + i);
    }
    write_file(path, bytes, (size_t)n);
    return (size_t)n;
}

Test(load_video, ffmpeg_reads_and_scales_the_rest_and_a_name_is_only_a_name)
{
    char *path = fresh_path("-y 'x'; `touch y` $(touch y) http:.y4m");
    write_y4m(path);
    struct array a;
    struct sb_error err = {0};
    cr_assert(load_video(path, 0, 0, &a, &err) == SB_OK, "%s", err.text);
    check_shape(a, 2, 4, 8);
    for (size_t i = 0; i < a.count; i++)
        cr_assert(a.data[i] == (double)(10 + 50 * (i / 32) + i % 32), "%zu: %g", i, a.data[i]);

    struct array small;
    cr_assert(load_video(path, 2, 4, &small, &err) == SB_OK, "%s", err.text);
    check_shape(small, 2, 2, 4);
    double mean = (10 + 11 + 18 + 19) / 4.0; /* of the first 2 x 2 pixels */
    cr_assert(small.data[0] >= mean - 1 && small.data[0] <= mean + 1, "%g", small.data[0]);
    array_free(&a);
    array_free(&small);
    remove_fresh(path);
}

Test(load_video, names_that_mean_something_to_ffmpeg_are_only_names)
{
    static const char *const names[] = {"-y.y4m", "pipe:0", "http:x.y4m", "a%d.y4m"};
    char *folder = fresh_folder();
    cr_assert(chdir(folder) == 0); /* so that nothing stands before the name */
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct array a;
        struct sb_error err = {0};
        write_y4m(names[i]);
        cr_expect(load_video(names[i], 0, 0, &a, &err) == SB_OK, "%s", err.text);
        cr_expect(a.ndim == 3 && a.shape[0] == 2);
        array_free(&a);
        remove(names[i]);
    }
    cr_assert(chdir("..") == 0);
    cr_assert(rmdir("video") == 0);
}

Test(load_video, what_ffmpeg_cannot_read_is_refused_with_its_reason)
{
    char *path = fresh_path("a.mp4");
    struct array a;
    struct sb_error err = {0};
    write_file(path, "this is not a video", 16);
    enum sb_status status = load_video(path, 0, 0, &a, &err);
    check_refusal(status, &err, &a, SB_EIO, path,
                  "ffmpeg cannot read it as a video: moov atom not found");
    remove_fresh(path);
}

/* Put a program of our own in ffmpeg's place, and load any file through it. */
static enum sb_status load_through(const char *script, const char **video, struct array *a,
                                   struct sb_error *err)
{
    static char folder[4096], path[4200];
    snprintf(folder, sizeof folder, "%s", fresh_folder());
    snprintf(path, sizeof path, "%s/ffmpeg", folder);
    if (script) {
        write_file(path, script, strlen(script));
        cr_assert(chmod(path, 0700) == 0);
    }
    char *old = strdup(getenv("PATH"));
    setenv("PATH", folder, 1);
    *video = "README.md";
    if (access(*video, R_OK) != 0)
        *video = "data/README.md";
    enum sb_status status = load_video(*video, 0, 0, a, err);
    setenv("PATH", old, 1);
    free(old);
    if (script)
        remove(path);
    remove_fresh(folder);
    return status;
}

Test(load_video, a_missing_ffmpeg_is_reported_with_the_alternatives)
{
    struct array a;
    struct sb_error err = {0};
    const char *video;
    enum sb_status status = load_through(NULL, &video, &a, &err);
    check_refusal(status, &err, &a, SB_EIO, video,
                  "to read it the program ffmpeg is needed, and it is not here; install it "
                  "(Debian: apt install ffmpeg), or give a folder of pictures or a .npy");
}

Test(load_video, an_ffmpeg_that_fails_in_any_way_is_noticed)
{
    static const struct {
        const char *script, *reason;
    } cases[] = {
        {"#!/bin/sh\nexit 0\n", "it gives no reason"},
        {"#!/bin/sh\necho 'no luck' >&2\necho more >&2\nexit 1\n", "no luck"},
        {"#!/bin/sh\nkill -9 $$\n", "it gives no reason"},
        {"#!/bin/sh\nprintf 'YUV4MPEG2 W2 H1 Cmono\\nFRAME\\nab'; kill -9 $$\n",
         "it gives no reason"},
        {"#!/bin/sh\nprintf 'YUV4MPEG2 W2 H1 Cmono\\nFRAME\\nab'; echo late >&2; exit 1\n", "late"},
        {"#!/bin/sh\nprintf 'YUV4MPEG2 W2 H1 Cmono\\nFRAME\\na'\n", "it gives no reason"},
        {"#!/bin/sh\nprintf 'YUV4MPEG2 W2 H1 Cmono\\n'\n", "it gives no reason"},
        {"#!/bin/sh\nprintf 'YUV4MPEG2 W0 H1 Cmono\\nFRAME\\n'\n", "it gives no reason"},
        {"#!/bin/sh\nprintf 'YUV4MPEG2 W2 H1 C420\\nFRAME\\nab'\n", "it gives no reason"},
        {"#!/bin/sh\nprintf 'YUV4MPEG2 W2 H1 Cmono\\nFRAMEab'\n", "it gives no reason"},
        {"#!/bin/sh\nwhile echo not video; do :; done\n", "it gives no reason"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct array a;
        struct sb_error err = {0};
        const char *video;
        char reason[256];
        enum sb_status status = load_through(cases[i].script, &video, &a, &err);
        snprintf(reason, sizeof reason, "ffmpeg cannot read it as a video: %s", cases[i].reason);
        cr_log_info("%s", cases[i].script);
        /* A shell may complain of the closed pipe in the last case. */
        if (strstr(cases[i].script, "not video"))
            cr_expect(status == SB_EIO && strstr(err.text, "ffmpeg cannot read it as a video: "));
        else
            check_refusal(status, &err, &a, SB_EIO, video, reason);
    }
}

Test(load_video, an_ffmpeg_that_sends_nothing_is_ended)
{
    struct array a;
    struct sb_error err = {0};
    const char *video;
    enum sb_status status = load_through("#!/bin/sh\nexec /bin/sleep 1000\n", &video, &a, &err);
    check_refusal(status, &err, &a, SB_EIO, video,
                  "ffmpeg has sent no picture for 10 seconds; is it whole?");
}

/* A list may name files that grow, and ffmpeg waits for its end. */
Test(load_video, a_list_of_videos_is_refused_at_once)
{
    static const char *const lists[] = {
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:1/x.ts\n",
        "ffconcat version 1.0\nfile a.mp4\n", "<?xml version=\"1.0\"?>\n<MPD></MPD>\n"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct array a;
        struct sb_error err = {0};
        char *path = fresh_path(i == 0 ? "a.mp4" : "a.txt");
        write_file(path, lists[i], strlen(lists[i]));
        check_refusal(load_video(path, 0, 0, &a, &err), &err, &a, SB_EIO, path,
                      "is a list of videos; give one of them");
        remove_fresh(path);
    }
}

/* ffmpeg itself takes most of these for shorter videos. */
Test(load_video, a_video_cut_short_is_refused_in_every_format)
{
    static const char *const kinds[] = {"mkv", "webm", "ts", "gif", "y4m", "mp4", "avi"};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        char name[16], command[4400];
        snprintf(name, sizeof name, "a.%s", kinds[k]);
        char *path = fresh_path(name);
        snprintf(command, sizeof command,
                 "ffmpeg -v error -nostdin -f lavfi -i testsrc2=size=64x48:rate=10 -frames:v 40 "
                 "'%s'",
                 path);
        cr_assert(system(command) == 0);
        struct array a;
        struct sb_error err = {0};
        cr_assert(load_video(path, 0, 0, &a, &err) == SB_OK, "%s", err.text);
        cr_expect(a.shape[0] == 40, "%s: %zu frames", kinds[k], a.shape[0]);
        array_free(&a);
        size_t size;
        unsigned char *bytes = slurp(path, &size);
        for (size_t percent = 30; percent < 100; percent += 15) {
            size_t part = size * percent / 100;
            part -= part % 188 == 0; /* a stream of whole packets may have been cut there */
            write_file(path, bytes, part);
            cr_expect(load_video(path, 0, 0, &a, &err) == SB_EIO && a.data == NULL,
                      "%s, %zu %%: %zu frames", kinds[k], percent, a.shape[0]);
        }
        free(bytes);
        remove_fresh(path);
    }
}

Test(load_video, a_video_too_large_for_memory_is_refused)
{
    struct array a;
    struct sb_error err = {0};
    const char *video;
    enum sb_status status = load_through(
        "#!/bin/sh\nprintf 'YUV4MPEG2 W65535 H65535 Cmono\\nFRAME\\n"
        "ab'\n",
        &video, &a, &err);
    check_refusal(status, &err, &a, SB_ENOMEM, video,
                  "the video has more than 268435456 pixels in all; shorten it or ask for fewer "
                  "rows and columns");
}

Test(load_video, frames_arrive_as_ffmpeg_sends_them)
{
    struct array a;
    struct sb_error err = {0};
    const char *video;
    cr_assert(load_through("#!/bin/sh\nprintf 'YUV4MPEG2 W2 H1 F25:1 Cmono XA=B\\nFRAME\\nab"
                           "FRAME Ip\\n\\377\\nFRAME\\ncd'\n",
                           &video, &a, &err) == SB_OK,
              "%s", err.text);
    check_shape(a, 3, 1, 2);
    static const double want[] = {'a', 'b', 255, '\n', 'c', 'd'};
    for (size_t i = 0; i < 6; i++)
        cr_assert(a.data[i] == want[i]);
    array_free(&a);
}
