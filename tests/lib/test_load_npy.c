/* .npy: every numeric dtype as NumPy reads it; every other file refused in one line. */
#include <fcntl.h>
#include <math.h>
#include <sys/stat.h>

#include "loading.h"

static bool same(double a, double b)
{
    return isnan(a) ? isnan(b) : a == b && signbit(a) == signbit(b);
}

/* One line of good.txt: name ndim lengths... values... */
static void check_good(char *line)
{
    char *rest, path[256];
    char *name = strtok_r(line, " \n", &rest);
    snprintf(path, sizeof path, "tests/lib/fixtures/npy/good/%s.npy", name);
    struct array a;
    struct sb_error err = {0};
    cr_assert(load_npy(path, &a, &err) == SB_OK, "%s", err.text);
    cr_assert_str_empty(err.text);

    size_t ndim = strtoul(strtok_r(NULL, " \n", &rest), NULL, 10), count = 1;
    cr_assert(a.ndim == ndim, "%s has %zu dimensions", name, a.ndim);
    for (size_t i = 0; i < ndim; i++) {
        size_t length = strtoul(strtok_r(NULL, " \n", &rest), NULL, 10);
        cr_assert(a.shape[i] == length, "%s: length %zu is %zu", name, i, a.shape[i]);
        count *= length;
    }
    cr_assert(a.count == count && (a.data == NULL) == (count == 0));
    for (size_t i = 0; i < count; i++) {
        double want = strtod(strtok_r(NULL, " \n", &rest), NULL);
        cr_assert(same(a.data[i], want), "%s: element %zu is %a, NumPy has %a", name, i, a.data[i],
                  want);
    }
    cr_assert(strtok_r(NULL, " \n", &rest) == NULL);
    array_free(&a);
    cr_assert(a.data == NULL && a.count == 0);
}

Test(load_npy, every_dtype_order_and_layout_is_what_numpy_reads)
{
    FILE *f = fopen("tests/lib/fixtures/npy/good.txt", "r");
    cr_assert(f != NULL);
    static char line[16384];
    size_t n = 0;
    for (; fgets(line, sizeof line, f); n++)
        check_good(line);
    fclose(f);
    cr_assert(n == 48, "%zu files were compared", n);
}

Test(load_npy, what_is_not_plain_numbers_is_refused_by_name)
{
    static const struct {
        const char *file, *reason;
        enum sb_status status;
    } cases[] = {
        {"object",
         "holds a pickled Python object, which could run code when it is opened "
         "(dtype |O); save plain numbers instead",
         SB_ETYPE},
        {"structured",
         "holds structured records (a dtype with fields); save one field of plain "
         "numbers instead",
         SB_ETYPE},
        {"raw", "holds structured or raw records (dtype |V5); save plain numbers instead",
         SB_ETYPE},
        {"complex", "holds complex numbers (dtype <c16); save plain numbers instead", SB_ETYPE},
        {"bytes", "holds strings (dtype |S2); save plain numbers instead", SB_ETYPE},
        {"unicode", "holds strings (dtype <U2); save plain numbers instead", SB_ETYPE},
        {"date", "holds dates (dtype <M8[D]); save plain numbers instead", SB_ETYPE},
        {"difference", "holds time differences (dtype <m8[s]); save plain numbers instead",
         SB_ETYPE},
        {"longdouble",
         "its dtype <f16 cannot be read; save booleans, integers or floats of at "
         "most 8 bytes",
         SB_ETYPE},
        {"nine_dimensions", "has more than 8 dimensions", SB_ESHAPE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char path[128];
        snprintf(path, sizeof path, "tests/lib/fixtures/npy/refused/%s.npy", cases[i].file);
        struct array a;
        struct sb_error err = {0};
        enum sb_status status = load_npy(path, &a, &err);
        check_refusal(status, &err, &a, cases[i].status, path, cases[i].reason);
    }
}

/* Write version 1.0 with this header text and `size` data bytes 0, 1, 2, ...; load it. */
static enum sb_status load_header(const char *text, size_t size, struct array *a,
                                  struct sb_error *err, const char *path)
{
    unsigned char bytes[1024] = "\x93NUMPY\x01";
    size_t n = strlen(text);
    bytes[8] = (unsigned char)n;
    bytes[9] = (unsigned char)(n >> 8);
    memcpy(bytes + 10, text, n);
    for (size_t i = 0; i < size; i++)
        bytes[10 + n + i] = (unsigned char)i;
    write_file(path, bytes, 10 + n + size);
    return load_npy(path, a, err);
}

Test(load_npy, any_spelling_of_a_good_header_is_read)
{
    static const char *const headers[] = {
        "{'descr': '|u1', 'fortran_order': False, 'shape': (6,), }   \n",
        "{\"shape\":(6,),\"fortran_order\":False,\"descr\":\"|u1\"}",
        " { 'fortran_order' : True , 'shape' : ( 6 , ) , 'descr' : 'u1' } ",
        "{'descr': '<u1', 'fortran_order': False, 'shape': (6L,), }\n",
        "{'descr': '=u1', 'fortran_order': False, 'shape': (6), }\n",
    };
    char *path = fresh_path("a.npy");
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
        struct array a;
        struct sb_error err = {0};
        cr_assert(load_header(headers[i], 6, &a, &err, path) == SB_OK, "%s: %s", headers[i],
                  err.text);
        check_shape(a, 6);
        cr_assert(a.data[5] == 5);
        array_free(&a);
    }
    remove_fresh(path);
}

/* numpy.load of the bytes 0xfe 0xc1 0xfe 0xc1 0xfe 0xc1 0xfe 0xc1 on a 64-bit little-endian
 * machine: the first element. */
Test(load_npy, every_name_of_a_number_type_is_read)
{
    static const struct {
        const char *names;
        double value;
    } kinds[] = {
        {"? <? |? b1 |b1 bool bool_", 1},
        {"b <b i1 byte int8", -2},
        {"B |B u1 ubyte uint8", 254},
        {"h <h i2 short int16 =h", -15874},
        {">h >i2", -319},
        {"H u2 ushort uint16", 49662},
        {">H", 65217},
        {"i <i i4 intc int32", -1040268802},
        {"I u4 uintc uint32", 3254698494},
        {"l q p n i8 int64 long longlong int int_ intp", -4467920480384400898.0},
        {"L Q P N u8 uint64 ulong ulonglong uint uintp", 13978823593325150718.0},
        {"e <e <f2 f2 half float16", -2.99609375},
        {"f <f f4 single float32", -31.844722747802734},
        {"d <d f8 <f8 double float float_ float64", -8256482335.922361},
    };
    char *path = fresh_path("a.npy");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char names[128], *rest;
        snprintf(names, sizeof names, "%s", kinds[i].names);
        for (char *name = strtok_r(names, " ", &rest); name; name = strtok_r(NULL, " ", &rest)) {
            unsigned char bytes[256] = "\x93NUMPY\1\0";
            struct array a;
            struct sb_error err = {0};
            int n = snprintf((char *)bytes + 10, 200,
                             "{'descr': '%s', 'fortran_order': False, 'shape': ()}", name);
            bytes[8] = (unsigned char)n;
            for (int j = 0; j < 8; j++)
                bytes[10 + n + j] = j % 2 ? 0xc1 : 0xfe;
            enum sb_status status = SB_EFORMAT;
            for (size_t width = 1; width <= 8 && status != SB_OK; width *= 2) {
                write_file(path, bytes, 10 + (size_t)n + width);
                status = load_npy(path, &a, &err);
            }
            cr_assert(status == SB_OK, "%s: %s", name, err.text);
            cr_expect(fabs(a.data[0] - kinds[i].value) <= 1e-7 * fabs(kinds[i].value),
                      "%s: %.17g, not %.17g", name, a.data[0], kinds[i].value);
            array_free(&a);
        }
    }
    remove_fresh(path);
}

Test(load_npy, damaged_headers_are_refused)
{
    static const char *const headers[] = {
        "",
        " ",
        "{",
        "{}",
        "{'descr'",
        "{'descr': ",
        "{'descr': '|u1', }",
        "[1, 2]",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (6,), ",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (6,), } x",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (6, }",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (6 6), }",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (-6,), }",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (,), }",
        "{'descr': '|u1', 'fortran_order': False, 'shape': 6, }",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999999999,), }",
        "{'descr': '|u1', 'fortran_order': Maybe, 'shape': (6,), }",
        "{'descr': '|u1', 'fortran_order': 0, 'shape': (6,), }",
        "{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (6,), }",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (6,), 'more': 1}",
        "{'descr': '|u1' 'fortran_order': False, 'shape': (6,), }",
        "{'descr': '|u1, 'fortran_order': False, 'shape': (6,), }",
        "{'descr': '|u1\", 'fortran_order': False, 'shape': (6,), }",
        "{'descr': 'a name that no dtype of NumPy has, being so long', 'shape': (6,)}",
        "{'descr': __import__('os'), 'fortran_order': False, 'shape': (6,), }",
    };
    char *path = fresh_path("a.npy");
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
        struct array a;
        struct sb_error err = {0};
        enum sb_status status = load_header(headers[i], 6, &a, &err, path);
        cr_log_info("%s", headers[i]);
        check_refusal(status, &err, &a, SB_EFORMAT, path,
                      "its .npy header is damaged; fetch it, or save it with numpy.save, again");
    }
    remove_fresh(path);
}

/* Every kind of NumPy's that is not a plain number, in either byte order and any size. */
Test(load_npy, refused_dtypes_are_named_in_any_spelling)
{
    static const struct {
        const char *dtype, *kind;
    } cases[] = {
        {"|O", "a pickled Python object, which could run code when it is opened"},
        {"|O8", "a pickled Python object, which could run code when it is opened"},
        {"O", "a pickled Python object, which could run code when it is opened"},
        {"<c8", "complex numbers"},
        {">c8", "complex numbers"},
        {">c16", "complex numbers"},
        {"<c32", "complex numbers"},
        {"F", "complex numbers"},
        {"<D", "complex numbers"},
        {"complex128", "complex numbers"},
        {"c", "strings"},
        {"str", "strings"},
        {"object", "a pickled Python object, which could run code when it is opened"},
        {"datetime64[ms]", "dates"},
        {"void", "structured or raw records"},
        {"|S1", "strings"},
        {"|S0", "strings"},
        {"|a3", "strings"},
        {">U5", "strings"},
        {"<M8", "dates"},
        {">M8[ns]", "dates"},
        {"<m8", "time differences"},
        {">m8[us]", "time differences"},
        {"|V0", "structured or raw records"},
        {"|V16", "structured or raw records"},
    };
    char *path = fresh_path("a.npy");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char header[128], reason[200];
        snprintf(header, sizeof header, "{'descr': '%s', 'fortran_order': False, 'shape': (1,)}",
                 cases[i].dtype);
        snprintf(reason, sizeof reason, "holds %s (dtype %s); save plain numbers instead",
                 cases[i].kind, cases[i].dtype);
        struct array a;
        struct sb_error err = {0};
        enum sb_status status = load_header(header, 32, &a, &err, path);
        check_refusal(status, &err, &a, SB_ETYPE, path, reason);
    }
    remove_fresh(path);
}

/* No elements at all: whatever the other lengths, and in either order. */
Test(load_npy, an_array_without_elements_has_its_shape)
{
    static const char *const shapes[] = {"(0,)", "(0, 3)", "(3, 0)",
                                         "(0, 4294967296, 18446744073709551615)"};
    char *path = fresh_path("a.npy");
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
        for (int fortran = 0; fortran < 2; fortran++) {
            char header[128];
            snprintf(header, sizeof header, "{'descr': '<f8', 'fortran_order': %s, 'shape': %s, }",
                     fortran ? "True" : "False", shapes[i]);
            struct array a;
            struct sb_error err = {0};
            cr_assert(load_header(header, 0, &a, &err, path) == SB_OK, "%s: %s", header, err.text);
            cr_assert(a.count == 0 && a.data == NULL && a.ndim == (i == 0 ? 1 : i == 3 ? 3 : 2));
            cr_assert(a.shape[i == 2] == 0);
            array_free(&a);
        }
    remove_fresh(path);
}

/* No dimension: one element, in either order. */
Test(load_npy, a_scalar_has_one_element)
{
    char *path = fresh_path("a.npy");
    for (int fortran = 0; fortran < 2; fortran++) {
        char header[128];
        snprintf(header, sizeof header, "{'descr': '>u2', 'fortran_order': %s, 'shape': (), }",
                 fortran ? "True" : "False");
        struct array a;
        struct sb_error err = {0};
        cr_assert(load_header(header, 2, &a, &err, path) == SB_OK, "%s", err.text);
        cr_assert(a.ndim == 0 && a.count == 1 && a.data[0] == 1); /* bytes 0, 1 */
        array_free(&a);
        enum sb_status status = load_header(header, 0, &a, &err, path);
        check_refusal(status, &err, &a, SB_EIO, path,
                      "cut short: its header promises 2 bytes of "
                      "data, the file holds 0; fetch it again");
    }
    remove_fresh(path);
}

/* The length of the header itself, of 2 bytes in version 1 and of 4 in versions 2 and 3. */
Test(load_npy, a_header_that_claims_more_than_the_file_is_refused)
{
    static const unsigned long claims[] = {21, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF};
    char *path = fresh_path("a.npy");
    for (unsigned char version = 1; version <= 3; version++)
        for (size_t c = 0; c < (version == 1 ? 2 : 4); c++) {
            size_t length = version == 1 ? 2 : 4;
            unsigned char bytes[32] = "\x93NUMPY";
            bytes[6] = version;
            for (size_t i = 0; i < length; i++)
                bytes[8 + i] = (unsigned char)(claims[c] >> 8 * i);
            write_file(path, bytes, 8 + length + 20);
            struct array a;
            struct sb_error err = {0};
            enum sb_status status = load_npy(path, &a, &err);
            check_refusal(status, &err, &a, SB_EIO, path,
                          "cut short inside its header; fetch it again");
        }
    remove_fresh(path);
}

Test(load_npy, unknown_dtypes_are_refused)
{
    static const char *const dtypes[] = {"|i3", "<f1", "<f0", "<i16",   "<b2",        "|q8",
                                         "<",   "",    "<g",  "<i-4",   "<i4 ",       "i04",
                                         "?1",  "B1",  "d8",  ">int32", "longdouble", "number"};
    char *path = fresh_path("a.npy");
    for (size_t i = 0; i < sizeof dtypes / sizeof dtypes[0]; i++) {
        char header[128], reason[128];
        snprintf(header, sizeof header, "{'descr': '%s', 'fortran_order': False, 'shape': (1,)}",
                 dtypes[i]);
        snprintf(reason, sizeof reason,
                 "its dtype %s cannot be read; save booleans, integers or "
                 "floats of at most 8 bytes",
                 dtypes[i]);
        struct array a;
        struct sb_error err = {0};
        enum sb_status status = load_header(header, 4, &a, &err, path);
        check_refusal(status, &err, &a, SB_ETYPE, path, reason);
    }
    remove_fresh(path);
}

Test(load_npy, a_shape_that_the_file_does_not_hold_is_refused_before_memory_is_taken)
{
    static const struct {
        const char *shape, *reason;
        size_t bytes;
        enum sb_status status;
    } cases[] = {
        {"(3,)",
         "cut short: its header promises 12 bytes of data, the file holds 11; fetch it "
         "again",
         11, SB_EIO},
        {"(1000000, 1000000, 1000)",
         "cut short: its header promises 4000000000000000 bytes of "
         "data, the file holds 12; fetch it again",
         12, SB_EIO},
        {"(3,)", "1 bytes follow the 12 that its header promises; save one array per file", 13,
         SB_EFORMAT},
        {"(0, 7)", "4 bytes follow the 0 that its header promises; save one array per file", 4,
         SB_EFORMAT},
        {"(4294967296, 4294967296)",
         "its header gives a shape larger than any file; fetch it "
         "again",
         12, SB_EFORMAT},
        {"(2, 3, 3074457345618258603)",
         "its header gives a shape larger than any file; fetch it "
         "again",
         8, SB_EFORMAT}, /* 2^64 + 2 elements */
        {"(4611686018427387905,)", "its header gives a shape larger than any file; fetch it again",
         4, SB_EFORMAT},
        {"(3,)",
         "cut short: its header promises 12 bytes of data, the file holds 0; fetch it "
         "again",
         0, SB_EIO},
    };
    char *path = fresh_path("a.npy");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char header[128];
        snprintf(header, sizeof header, "{'descr': '<f4', 'fortran_order': False, 'shape': %s, }",
                 cases[i].shape);
        struct array a;
        struct sb_error err = {0};
        enum sb_status status = load_header(header, cases[i].bytes, &a, &err, path);
        check_refusal(status, &err, &a, cases[i].status, path, cases[i].reason);
    }
    remove_fresh(path);
}

static void expect_cuts_refused(const char *file)
{
    size_t size;
    unsigned char *bytes = slurp(file, &size);
    char *path = fresh_path("a.npy");
    for (size_t n = 1; n < size; n++) {
        struct array a;
        struct sb_error err = {0};
        write_file(path, bytes, n);
        enum sb_status status = load_npy(path, &a, &err);
        cr_assert(status == (n < 6 ? SB_EFORMAT : SB_EIO), "%s, %zu bytes: %s", file, n, err.text);
        cr_assert(a.data == NULL && strncmp(err.text, path, strlen(path)) == 0);
    }
    free(bytes);
    remove_fresh(path);
}

Test(load_npy, a_file_cut_anywhere_is_refused)
{
    expect_cuts_refused("tests/lib/fixtures/npy/good/f8_big_F.npy"); /* version 1 */
    expect_cuts_refused("tests/lib/fixtures/npy/good/version2.npy");
    expect_cuts_refused("tests/lib/fixtures/npy/good/version3.npy");
}

Test(load_npy, other_files_are_named_for_what_they_look_like)
{
    static const struct {
        const char *bytes, *reason;
        size_t size;
    } cases[] = {
        {"\x80\x04\x95",
         "is a Python pickle, which could run code when it is opened; save plain "
         "numbers with numpy.save instead",
         3},
        {"PK\3\4....", "is an archive (.npz); save one array with numpy.save instead", 8},
        {"1,2,3\n", "is not a .npy file (it does not begin with NumPy's mark)", 6},
        {"\x93NUMPY\x04\x00....", "is .npy version 4.0; 1.0, 2.0 and 3.0 can be read", 12},
        {"\x93NUMPY\x01\x01....", "is .npy version 1.1; 1.0, 2.0 and 3.0 can be read", 12},
        {"\x93NUMPY\x00\x00....", "is .npy version 0.0; 1.0, 2.0 and 3.0 can be read", 12},
    };
    char *path = fresh_path("a.npy");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct array a;
        struct sb_error err = {0};
        write_file(path, cases[i].bytes, cases[i].size);
        enum sb_status status = load_npy(path, &a, &err);
        check_refusal(status, &err, &a, SB_EFORMAT, path, cases[i].reason);
    }
    remove_fresh(path);
}

Test(load_npy, unreadable_files_are_refused)
{
    struct array a;
    struct sb_error err = {0};
    enum sb_status status = load_npy("data/none.npy", &a, &err);
    check_refusal(status, &err, &a, SB_EIO, "data/none.npy",
                  "there is no such file; check the name and the folder");
    status = load_npy("data", &a, &err);
    check_refusal(status, &err, &a, SB_EIO, "data", "is a folder; give a file in it");
    status = load_npy("data/bird.npy/x", &a, &err);
    check_refusal(status, &err, &a, SB_EIO, "data/bird.npy/x", "cannot be opened: Not a directory");

    char *path = fresh_path("a.npy");
    write_file(path, "", 0);
    status = load_npy(path, &a, &err);
    check_refusal(status, &err, &a, SB_EIO, path, "is empty; fetch or save it again");
    remove(path);
    cr_assert(mkfifo(path, 0600) == 0);
    status = load_npy(path, &a, &err); /* nobody writes to it: this must not wait */
    check_refusal(status, &err, &a, SB_EIO, path, "is not a regular file; copy its content to one");
    remove_fresh(path);
}

Test(load_npy, the_reason_survives_a_very_long_name)
{
    char path[3000];
    memset(path, 'x', sizeof path - 1);
    for (size_t i = 100; i < sizeof path - 1; i += 100)
        path[i] = '/';
    path[sizeof path - 1] = '\0';
    struct array a;
    struct sb_error err = {0};
    cr_assert(load_npy(path, &a, &err) == SB_EIO);
    cr_assert(strstr(err.text, ": there is no such file; check the name and the folder"));
    cr_assert(load_npy(path, &a, NULL) == SB_EIO);
}
