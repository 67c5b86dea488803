/* IDX and CIFAR-10 files: known values read, everything else refused in one line. */
#include "loading.h"

static enum sb_status load_bytes(const char *path, const void *bytes, size_t size, struct array *a,
                                 struct sb_error *err)
{
    write_file(path, bytes, size);
    return load_idx(path, a, err);
}

Test(load_idx, every_element_type_is_read_most_significant_byte_first)
{
    static const struct {
        const char *bytes;
        size_t size;
        double value[2];
    } cases[] = {
        {"\0\0\x08\1\0\0\0\2\x00\xFF", 10, {0, 255}},
        {"\0\0\x09\1\0\0\0\2\x80\x7F", 10, {-128, 127}},
        {"\0\0\x0B\1\0\0\0\2\x80\x01\x01\x02", 12, {-32767, 258}},
        {"\0\0\x0C\1\0\0\0\2\xFF\xFF\xFF\xFE\x00\x01\x00\x00", 16, {-2, 65536}},
        {"\0\0\x0D\1\0\0\0\2\x3F\x80\x00\x00\xC0\x20\x00\x00", 16, {1, -2.5}},
        {"\0\0\x0E\1\0\0\0\2\x3F\xF0\0\0\0\0\0\0\xC0\x04\0\0\0\0\0\0", 24, {1, -2.5}},
    };
    char *path = fresh_path("a.idx");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct array a;
        struct sb_error err = {0};
        cr_assert(load_bytes(path, cases[i].bytes, cases[i].size, &a, &err) == SB_OK, "%s",
                  err.text);
        check_shape(a, 2);
        cr_expect(a.data[0] == cases[i].value[0] && a.data[1] == cases[i].value[1],
                  "case %zu: %g %g", i, a.data[0], a.data[1]);
        array_free(&a);
    }
    remove_fresh(path);
}

Test(load_idx, the_last_index_runs_fastest)
{
    char *path = fresh_path("a.idx");
    struct array a;
    struct sb_error err = {0};
    cr_assert(load_bytes(path,
                         "\0\0\x08\3\0\0\0\1\0\0\0\2\0\0\0\3"
                         "abcdef",
                         22, &a, &err) == SB_OK);
    check_shape(a, 1, 2, 3);
    for (size_t i = 0; i < 6; i++)
        cr_assert(a.data[i] == "abcdef"[i]);
    array_free(&a);
    cr_assert(load_bytes(path, "\0\0\x08\2\0\0\0\0\0\0\0\5", 12, &a, &err) == SB_OK);
    check_shape(a, 0, 5);
    cr_assert(a.data == NULL && a.count == 0);
    remove_fresh(path);
}

Test(load_idx, bad_files_are_refused)
{
    static const struct {
        const char *bytes, *reason;
        size_t size;
        enum sb_status status;
    } cases[] = {
        {"", "is empty; fetch or save it again", 0, SB_EIO},
        {"\0\0\x08", "is not an IDX file (it does not begin with two zero bytes)", 3, SB_EFORMAT},
        {"text\n", "is not an IDX file (it does not begin with two zero bytes)", 5, SB_EFORMAT},
        {"\x1F\x8B\x08\0\0", "is compressed; unpack it with gunzip", 5, SB_EFORMAT},
        {"\0\0\x0A\1\0\0\0\1x", "IDX has no element type 0x0A", 9, SB_ETYPE},
        {"\0\0\x08\0x", "has 0 dimensions; 1 to 8 can be read", 5, SB_ESHAPE},
        {"\0\0\x08\x09", "has 9 dimensions; 1 to 8 can be read", 4, SB_ESHAPE},
        {"\0\0\x08\2\0\0\0\1\0\0\0", "cut short inside its header; fetch it again", 11, SB_EIO},
        {"\0\0\x08\1\0\0\0\3xy",
         "cut short: its header promises 3 bytes of data, the file holds "
         "2; fetch it again",
         10, SB_EIO},
        {"\0\0\x08\1\1\2\3\4x",
         "cut short: its header promises 16909060 bytes of data, the file "
         "holds 1; fetch it again",
         9, SB_EIO},
        {"\0\0\x08\1\0\0\0\1xy",
         "1 bytes follow the 1 that its header promises; save one array per "
         "file",
         10, SB_EFORMAT},
        {"\0\0\x0E\3\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFFx",
         "its header gives a shape larger than any file; fetch it again", 17, SB_EFORMAT},
    };
    char *path = fresh_path("a.idx");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct array a;
        struct sb_error err = {0};
        enum sb_status status = load_bytes(path, cases[i].bytes, cases[i].size, &a, &err);
        check_refusal(status, &err, &a, cases[i].status, path, cases[i].reason);
    }
    remove_fresh(path);
}

/* A record: its label, then red = 1, green = 2, blue = 3 with pixel 33 (row 1, column 1) larger. */
static void make_record(unsigned char *record, unsigned char label)
{
    record[0] = label;
    for (size_t colour = 0; colour < 3; colour++) {
        memset(record + 1 + 1024 * colour, (int)colour + 1, 1024);
        record[1 + 1024 * colour + 33] = (unsigned char)(100 + colour);
    }
}

Test(load_cifar10, colours_go_last_and_labels_are_kept)
{
    static unsigned char records[2 * 3073];
    make_record(records, 9);
    make_record(records + 3073, 0);
    char *path = fresh_path("a.bin");
    write_file(path, records, sizeof records);
    struct array a;
    unsigned char *labels;
    struct sb_error err = {0};
    cr_assert(load_cifar10(path, &a, &labels, &err) == SB_OK, "%s", err.text);
    check_shape(a, 2, 32, 32, 3);
    cr_assert(labels[0] == 9 && labels[1] == 0);
    for (size_t i = 0; i < a.count; i++) {
        double want = i / 3 % 1024 == 33 ? (double)(100 + i % 3) : (double)(1 + i % 3);
        cr_assert(a.data[i] == want, "element %zu is %g", i, a.data[i]);
    }
    free(labels);
    array_free(&a);
    cr_assert(load_cifar10(path, &a, NULL, &err) == SB_OK);
    array_free(&a);
    remove_fresh(path);
}

Test(load_cifar10, bad_files_are_refused)
{
    static unsigned char records[2 * 3073];
    char *path = fresh_path("a.bin");
    struct array a;
    unsigned char *labels;
    struct sb_error err = {0};
    write_file(path, records, sizeof records - 1);
    enum sb_status status = load_cifar10(path, &a, &labels, &err);
    check_refusal(status, &err, &a, SB_EFORMAT, path,
                  "6145 bytes are not a whole number of CIFAR-10 records of 3073 bytes; is it the "
                  "binary version, whole and unpacked?");
    cr_assert(labels == NULL);
    records[3073] = 10;
    write_file(path, records, sizeof records);
    status = load_cifar10(path, &a, &labels, &err);
    check_refusal(status, &err, &a, SB_EFORMAT, path,
                  "image 1 has label 10; CIFAR-10 has labels 0 to 9");
    cr_assert(labels == NULL);
    write_file(path, "", 0);
    status = load_cifar10(path, &a, &labels, &err);
    check_refusal(status, &err, &a, SB_EIO, path, "is empty; fetch or save it again");
    remove_fresh(path);
    status = load_cifar10("data/none", &a, NULL, &err);
    check_refusal(status, &err, &a, SB_EIO, "data/none",
                  "there is no such file; check the name and the folder");
}

Test(load_cifar10, an_atlas_holds_the_same_images_as_the_batch)
{
    struct array batch, atlas;
    struct sb_error err = {0};
    cr_assert(load_cifar10("data/cifar10_batch.bin", &batch, NULL, &err) == SB_OK, "%s", err.text);
    cr_assert(load_cifar10_atlas("tests/lib/fixtures/atlas.png", &atlas, &err) == SB_OK, "%s",
              err.text);
    check_shape(atlas, 3, 32, 32, 3);
    for (size_t i = 0; i < atlas.count; i++)
        cr_assert(atlas.data[i] == batch.data[i], "element %zu", i);
    array_free(&batch);
    array_free(&atlas);
}

Test(load_cifar10, a_picture_that_is_no_atlas_is_refused)
{
    struct array a;
    struct sb_error err = {0};
    enum sb_status status = load_cifar10_atlas("data/bird_frame.png", &a, &err);
    check_refusal(status, &err, &a, SB_ESHAPE, "data/bird_frame.png",
                  "is 640 pixels wide; a CIFAR-10 atlas has one image per row, 1024 pixels");
}
