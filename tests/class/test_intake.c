/* Submissions as they come: whose they are, which files are in them, and what
 * is wrong with them. */
#include <archive.h>
#include <archive_entry.h>
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "class/gradebook/gradebook.h"
#include "class/intake/collect.h"

static char folder[64];

/* What a test collects is freed at its end, so that leaks of the grader's are seen. */
enum { MOST = 64 };
static struct intake scans[MOST];
static struct work works[MOST];
static size_t scan_count, work_count;

/* Here archives are opened in this process, which makes them. */
static bool unpack_here(void *by, const char *archive, const char *to, double *left,
                        struct notes *notes)
{
    (void)by;
    (void)left;
    bool good = file_make_folders(to);
    intake_unpack(archive, archive, to, notes);
    return good && rmdir(to) != 0;
}

static bool collect_here(void *by, const struct submission *submission, struct work *work)
{
    (void)by;
    intake_collect(submission, work);
    return true;
}

static bool knows_nothing(void *by, const struct submission *s)
{
    (void)by;
    return !s;
}

static void forget(void *by, const struct submission *s)
{
    (void)by;
    (void)s;
}

static bool scan(struct intake *in)
{
    const struct intake_opener here = {
        .unpack = unpack_here, .collect = collect_here, .known = knows_nothing, .remember = forget};
    char *scratch = text_format("%s.scratch", folder);
    bool good = intake_scan(folder, scratch, false, here, in);
    free(scratch);
    cr_assert(scan_count < MOST);
    scans[scan_count++] = *in;
    return good;
}

static void gather(const struct submission *submission, struct work *work)
{
    intake_collect(submission, work);
    cr_assert(work_count < MOST);
    works[work_count++] = *work;
}

static void begin(void)
{
    strcpy(folder, "/tmp/intake.XXXXXX");
    cr_assert(mkdtemp(folder));
}

static void end(void)
{
    while (scan_count > 0)
        intake_free(&scans[--scan_count]);
    while (work_count > 0)
        intake_work_free(&works[--work_count]);
    file_remove_tree(folder);
}

static char *in_folder(const char *path)
{
    return text_format("%s/%s", folder, path);
}

static void write_bytes(const char *path, const char *data, size_t size)
{
    char *full = in_folder(path), *slash = strrchr(full, '/');
    *slash = '\0';
    cr_assert(file_make_folders(full));
    *slash = '/';
    FILE *f = fopen(full, "wb");
    cr_assert(f && fwrite(data, 1, size, f) == size && fclose(f) == 0);
    free(full);
}

static void write_text(const char *path, const char *text)
{
    write_bytes(path, text, strlen(text));
}

static struct archive *open_archive(const char *path, bool zip)
{
    struct archive *a = archive_write_new();
    char *full = in_folder(path);
    if (zip) {
        archive_write_set_format_zip(a);
    } else {
        archive_write_set_format_pax_restricted(a);
        archive_write_add_filter_gzip(a);
    }
    cr_assert(archive_write_open_filename(a, full) == ARCHIVE_OK);
    free(full);
    return a;
}

/* times: how often the text is repeated; link: a link's target, or NULL. */
static void put(struct archive *a, const char *path, const char *text, size_t times,
                const char *link)
{
    struct archive_entry *e = archive_entry_new();
    archive_entry_set_pathname(e, path);
    archive_entry_set_filetype(e, link ? AE_IFLNK : AE_IFREG);
    archive_entry_set_perm(e, 0644);
    if (link)
        archive_entry_set_symlink(e, link);
    else
        archive_entry_set_size(e, (la_int64_t)(strlen(text) * times));
    cr_assert(archive_write_header(a, e) >= ARCHIVE_WARN);
    for (size_t i = 0; i < times && !link; i++)
        archive_write_data(a, text, strlen(text));
    archive_entry_free(e);
}

static void close_archive(struct archive *a)
{
    archive_write_close(a);
    archive_write_free(a);
}

/* The only submission in the folder, collected. */
static struct work only(struct intake *in)
{
    struct work work;
    cr_assert(scan(in));
    cr_assert(in->count == 1, "%zu submissions", in->count);
    gather(&in->items[0], &work);
    return work;
}

static const char *text_of_topic(const struct work *work, const char *topic)
{
    size_t chapters;
    const struct intake_chapter *chapter = intake_chapters(&chapters);
    for (size_t r = 0; r < chapters; r++)
        if (strcmp(chapter[r].topic, topic) == 0)
            return work->chapters[r].text;
    return NULL;
}

static bool noted(const struct notes *notes, const char *part)
{
    for (size_t i = 0; i < notes->count; i++)
        if (strstr(notes->text[i], part))
            return true;
    for (size_t i = 0; i < notes->count; i++)
        cr_log_warn("note: %s", notes->text[i]);
    return false;
}

static const struct submission *find(const struct intake *in, const char *key)
{
    for (size_t i = 0; i < in->count; i++)
        if (strcmp(in->items[i].key, key) == 0)
            return &in->items[i];
    return NULL;
}

TestSuite(intake, .init = begin, .fini = end);

Test(intake, canvas_files_are_grouped_by_student)
{
    write_text("doejane_123_456_thresholding.c", "a\n");
    write_text("doejane_123_457_omp-2.c", "b\n");
    write_text("roemax_LATE_124_458_work.c", "void ReLU(int x) {}\n");
    struct intake in;
    struct work work;
    cr_assert(scan(&in) && in.count == 2);
    const struct submission *jane = find(&in, "doejane_123"), *max = find(&in, "roemax_124");
    cr_assert(jane && max);
    cr_expect_str_eq(jane->layout, "canvas");
    cr_expect_str_eq(jane->id, "123");
    cr_expect(!jane->late && max->late);
    gather(jane, &work);
    cr_expect_str_eq(text_of_topic(&work, "thresholding"), "a\n");
    cr_expect_str_eq(text_of_topic(&work, "omp"), "b\n");
    gather(max, &work);
    cr_expect(text_of_topic(&work, "thresholding"), "the function in it tells whose work.c is");
    cr_expect(noted(&work.notes, "roemax_LATE_124_458_work.c was taken for thresholding.c"));
}

Test(intake, canvas_hides_names_and_takes_typed_texts)
{
    write_text("doe_jrjohn_102_9_omp-1.c", "a\n"); /* an underscore in the name */
    write_text("doe_jrjohn_102_10_notes_1_2_a.pdf", "x");
    write_text("anon_aB3xZ_11_omp.c", "b\n");
    write_text("LATE_anon_Qq9Lm_12_omp.c", "c\n");
    write_text("old_late_103_13_omp.c", "d\n"); /* as older versions write it */
    write_text("typist_104_text.html", "<p>int x;");
    write_text("linker_LATE_105_link.html", "<p>");
    struct intake in;
    struct work w;
    cr_assert(scan(&in) && in.count == 6 && in.notes.count == 0, "%zu", in.count);
    const struct submission *jr = find(&in, "doe_jrjohn_102"), *anon = find(&in, "anon_aB3xZ"),
                            *late = find(&in, "anon_Qq9Lm"), *old = find(&in, "old_103"),
                            *typist = find(&in, "typist_104"), *linker = find(&in, "linker_105");
    cr_assert(jr && anon && late && old && typist && linker);
    cr_expect(!jr->late && !anon->late && late->late && old->late && !typist->late && linker->late);
    cr_expect(jr->count == 2);
    cr_expect_str_eq(jr->id, "102");
    cr_expect_str_eq(anon->id, "");
    gather(jr, &w);
    cr_expect_str_eq(text_of_topic(&w, "omp"), "a\n");
    cr_expect(w.notes.count == 1, "a number that Canvas adds is not a remark");
    gather(late, &w);
    cr_expect_str_eq(text_of_topic(&w, "omp"), "c\n");
    gather(typist, &w);
    cr_expect(
        noted(&w.notes, "No source file of any chapter was found, but typist_104_text.html."));
}

Test(intake, a_date_is_not_a_canvas_number)
{
    write_text("jane_doe_2026_05_31.zip", "x");
    write_text("roemax_123_456_omp_2026_05_31.c", "x");
    struct intake in;
    cr_assert(scan(&in) && in.count == 2);
    const struct submission *jane = find(&in, "jane_doe_2026_05_31"),
                            *max = find(&in, "roemax_123");
    cr_assert(jane && max);
    cr_expect_str_eq(jane->layout, "folder");
    cr_expect_str_eq(max->layout, "canvas");
}

Test(intake, an_export_in_a_folder_of_its_own_is_the_class)
{
    write_text("export 7/submission_9/omp.c", "a\n");
    write_text("export 7/submission_metadata.yml",
               "submission_9:\n  :submitters:\n  - :name: Jane Doe\n    :sid: '007'\n");
    struct intake in;
    cr_assert(scan(&in) && in.count == 1);
    cr_expect_str_eq(in.items[0].name, "Jane Doe");
    cr_expect(noted(&in.notes, "The submissions are those in export 7."));
}

Test(intake, a_folder_of_one_student_is_not_a_class)
{
    write_text("jane/sparse-one/omp.c", "a\n");
    write_text("jane/sparse-two/temporal.c", "a\n");
    struct intake in;
    cr_assert(scan(&in) && in.count == 1);
    cr_expect_str_eq(in.items[0].key, "jane");
}

Test(intake, moodle_folders_have_name_and_number)
{
    write_text("Participant_79_assignsubmission_file_/omp.c", "c\n");
    write_text("Jos\xc3\xa9 O'Neil_77_assignsubmission_file_/omp.c", "a\n");
    write_text("Ann Lee_78_assignsubmission_file_omp.c", "b\n");
    struct intake in;
    cr_assert(scan(&in) && in.count == 3);
    cr_expect_str_eq(find(&in, "Participant_79")->name, "Participant 79");
    const struct submission *s = find(&in, "Jos\xc3\xa9 O'Neil_77");
    cr_assert(s && find(&in, "Ann Lee_78"));
    cr_expect_str_eq(s->name, "Jos\xc3\xa9 O'Neil");
    cr_expect_str_eq(s->id, "77");
    cr_expect_str_eq(s->layout, "moodle");
}

Test(intake, gradescope_takes_people_from_the_metadata)
{
    write_text("submission_9/omp.c", "a\n");
    write_text("submission_10/omp.c", "b\n");
    write_text(
        "submission_metadata.yml",
        "submission_9:\n  :submitters:\n  - :name: Jane Doe\n    :sid: '007'\n"
        "    :email: jane@x.org\n  - :name: Max Roe\n    :sid: '8'\n    :email: m@x.org\n"
        "  :score: 3\nsubmission_10:\n  :submitters:\n  - :name: Ann Lee\n    :email: ann@x.org\n"
        "submission_11:\n  :submitters:\n  - :name: \"Bj\\xF6rk \\\"B\\\" \\u0141\"\n    :sid:\n   "
        " :email: b@x.org\n"
        "  - :name: 'Sean O''Brien'\n    :sid: '9'\n    :email: s@x.org\n");
    write_text("submission_11/omp.c", "c\n");
    struct intake in;
    cr_assert(scan(&in) && in.count == 5 && in.notes.count == 0, "%zu", in.count);
    const struct submission *max = find(&in, "m@x.org"), *sean = find(&in, "s@x.org");
    cr_assert(max && sean);
    cr_expect_str_eq(max->id, "8");
    cr_expect_str_eq(max->paths[0], find(&in, "jane@x.org")->paths[0],
                     "each member has the group's work");
    cr_expect_str_eq(sean->name, "Sean O'Brien");
    const struct submission *jane = find(&in, "jane@x.org"), *ann = find(&in, "ann@x.org"),
                            *two = find(&in, "b@x.org");
    cr_assert(jane && ann && two);
    cr_expect_str_eq(two->name, "Bj\xc3\xb6rk \"B\" \xc5\x81");
    cr_expect_str_eq(two->id, "", "the number of one is not given to the other");
    cr_expect_str_eq(jane->name, "Jane Doe");
    cr_expect_str_eq(jane->id, "007");
    cr_expect_str_eq(ann->name, "Ann Lee");
}

Test(intake, a_value_of_yaml_is_a_value_whatever_is_in_it)
{
    write_text("submission_1/omp.c", "a\n");
    write_text("submission_2/omp.c", "b\n");
    write_text(
        "submission_metadata.yml",
        "submission_1:\n  :submitters:\n  - :name: Vera\n    :sid: '1'\n    :email: v@x.org\n"
        "submission_2:\n  :submitters:\n  - :name: 'Mallory :email: v@x.org\n      M'\n"
        "    :sid: '2'\n    :email: m@x.org\n");
    struct intake in;
    cr_assert(scan(&in) && in.count == 2, "%zu", in.count);
    cr_expect_str_eq(find(&in, "m@x.org")->name, "Mallory :email: v@x.org M");
    cr_expect(find(&in, "v@x.org")->count == 1);
}

Test(intake, bad_metadata_is_reported)
{
    write_text("submission_1/omp.c", "a\n");
    char *yml = in_folder("submission_metadata.yml");
    cr_assert(mkfifo(yml, 0600) == 0);
    struct intake in;
    cr_assert(scan(&in) && in.count == 1);
    cr_expect(noted(&in.notes, "submission_metadata.yml cannot be read"));
    cr_assert(unlink(yml) == 0);
    free(yml);
    write_text("submission_metadata.yml", "submission_1:\n  - [\n");
    cr_assert(scan(&in) && in.count == 1);
    cr_expect(noted(&in.notes, "submission_metadata.yml is not YAML, line 3"));
}

Test(intake, a_name_that_a_student_chose_is_not_an_identity)
{
    write_text("Mallory M_123_assignsubmission_file_x_456_assignsubmission_file_thresholding.c",
               "m\n");
    write_text("Victim V_456_assignsubmission_file_thresholding.c", "v\n");
    write_text("roerick_333_444_x_999_assignsubmission_file_thresholding.c", "r\n");
    struct intake in;
    cr_assert(scan(&in) && in.count == 3);
    cr_assert(find(&in, "Mallory M_123") && find(&in, "Victim V_456"));
    const struct submission *roe = find(&in, "roerick_333");
    cr_assert(roe);
    cr_expect_str_eq(roe->layout, "canvas");
    cr_expect(find(&in, "Victim V_456")->count == 1);
}

Test(intake, control_characters_in_names_are_shown)
{
    char *line = text_one_line("a\xc2\x9b"
                               "2J\xe2\x80\xae"
                               "b\x7f\x9b\xf0\x9f\x98\x80");
    cr_expect_str_eq(line, "a<U+009B>2J<U+202E>b<U+007F><U+009B>\xf0\x9f\x98\x80");
    free(line);
}

Test(intake, names_in_archives_are_read_whatever_the_locale)
{
    static const char *const names[] = {"\xc3\x9c"
                                        "bung 1/thresholding.c",
                                        "\xe8\xaa\xb2/omp.c"};
    for (int zip = 0; zip < 2; zip++) {
        struct archive *a = open_archive(zip ? "z.zip" : "t.tar.gz", zip);
        put(a, names[0], "one\n", 1, NULL);
        put(a, names[1], "two\n", 1, NULL);
        put(a,
            "\x9a"
            "bung/temporal.c",
            "three\n", 1, NULL);
        put(a,
            "\xdc"
            "bung/spatial.c.txt",
            "four\n", 1, NULL);
        close_archive(a);
    }
    struct intake in;
    struct work w;
    cr_assert(scan(&in) && in.count == 2);
    for (size_t i = 0; i < 2; i++) {
        gather(&in.items[i], &w);
        cr_expect(text_of_topic(&w, "thresholding") && text_of_topic(&w, "omp"));
        cr_expect(text_of_topic(&w, "temporal") && text_of_topic(&w, "spatial"));
        cr_expect(noted(&w.notes, "\xc3\x9c"
                                  "bung/spatial.c.txt was taken for spatial.c"));
    }
}

Test(intake, github_folders_share_the_assignment)
{
    write_text("sparse-book-jane-doe/chapters/04_omp/omp.c", "a\n");
    write_text("sparse-book-max/chapters/04_omp/omp.c", "b\n");
    struct intake in;
    cr_assert(scan(&in) && in.count == 2);
    cr_expect_str_eq(find(&in, "sparse-book-jane-doe")->name, "jane-doe");
    cr_expect_str_eq(find(&in, "sparse-book-max")->id, "max");
    cr_expect_str_eq(in.items[0].layout, "github");
}

Test(intake, plain_folders_archives_and_strange_names)
{
    write_text("a \"b\"\nc/omp.c", "a\n");
    write_text("latin\xe9/omp.c", "b\n");
    write_text("notes.pdf", "x");
    write_text("eve/omp.c", "a\n");
    char *link = in_folder("mallory");
    cr_assert(symlink("/etc", link) == 0);
    free(link);
    struct archive *a = open_archive("eve.zip", true);
    put(a, "temporal.c", "t\n", 1, NULL);
    close_archive(a);
    struct intake in;
    struct work work;
    cr_assert(scan(&in));
    cr_expect(in.count == 3, "%zu", in.count);
    cr_expect(find(&in, "a \"b\" c") && find(&in, "latin\xc3\xa9"));
    cr_expect(noted(&in.notes, "notes.pdf is not a student's"));
    cr_expect(noted(&in.notes, "mallory is neither file nor folder"));
    gather(find(&in, "eve"), &work);
    cr_expect(text_of_topic(&work, "omp") && text_of_topic(&work, "temporal"));
    cr_expect(noted(&work.notes, "folders or archives have this name"));
}

Test(intake, files_are_found_by_name_anywhere)
{
    write_text("s/My Work/x/Thresholding (1).c", "1\n");
    write_text("s/OMP.C", "2\n");
    write_text("s/02 hard threshold.c.txt", "3\n");
    write_text("s/deep/a/b/c/d/temporal.c", "4\n");
    write_text("s/solutions/03_temporal/temporal.c", "no\n");
    write_text("s/__MACOSX/._measuring.c", "no\n");
    write_text("s/04_omp/solution.c", "no\n");
    write_text("s/test_spatial.c", "no\n");
    write_text("s/exercise eight.c",
               "void diff_x(void) {} void diff_y(void) {} int diff_box_spatial(int a);\n");
    struct intake in;
    struct work w = only(&in);
    cr_expect_str_eq(text_of_topic(&w, "thresholding"), "1\n");
    cr_expect_str_eq(text_of_topic(&w, "omp"), "2\n");
    cr_expect_str_eq(text_of_topic(&w, "hard_threshold"), "3\n");
    cr_expect_str_eq(text_of_topic(&w, "temporal"), "4\n");
    cr_expect(text_of_topic(&w, "spatial"));
    cr_expect_null(text_of_topic(&w, "measuring"));
    cr_expect(noted(&w.notes, "My Work/x/Thresholding (1).c was taken for thresholding.c"));
    cr_expect(noted(&w.notes, "Not there: measuring.c, dictionary.c, visual_fields.c."));
}

Test(intake, of_several_files_the_one_with_work_counts)
{
    size_t chapters;
    const struct intake_chapter *chapter = intake_chapters(&chapters);
    cr_assert_str_eq(chapter[1].topic, "thresholding");
    write_text("s/chapters/02_thresholding/thresholding.c", chapter[1].skeleton);
    write_text("s/thresholding.c", "my work\n");
    write_text("s/x/omp.c", "nearer\n");
    write_text("s/chapters/04_omp/omp.c", "in its chapter\n");
    struct intake in;
    struct work w = only(&in);
    cr_expect_str_eq(text_of_topic(&w, "thresholding"), "my work\n");
    cr_expect_str_eq(text_of_topic(&w, "omp"), "in its chapter\n");
    cr_expect(noted(&w.notes, "1 more file would fit thresholding.c; thresholding.c was judged"));
}

Test(intake, of_copies_the_last_counts)
{
    struct archive *a = open_archive("s.zip", true); /* all of one time */
    put(a, "omp.c", "first\n", 1, NULL);
    put(a, "omp (10).c", "last\n", 1, NULL);
    put(a, "omp (2).c", "third\n", 1, NULL);
    put(a, "temporal-2.c", "last\n", 1, NULL);
    put(a, "temporal.c", "first\n", 1, NULL);
    close_archive(a);
    struct intake in;
    struct work w = only(&in);
    cr_expect_str_eq(text_of_topic(&w, "omp"), "last\n");
    cr_expect_str_eq(text_of_topic(&w, "temporal"), "last\n");
    cr_expect(noted(&w.notes, "2 more files would fit omp.c; s.zip/omp (10).c was judged"));
}

Test(intake, texts_of_other_systems_are_converted)
{
    write_text("s/omp.c", "\xef\xbb\xbf"
                          "a\r\nb\rc\n");
    write_text("s/temporal.c", "// caf\xe9\n");
    write_bytes("s/spatial.c",
                "\xff\xfe"
                "x\0\r\0\n\0",
                8);
    write_bytes("s/measuring.c", "a\0b\n", 4);
    write_text("s/dictionary.c", "  \n");
    struct intake in;
    struct work w = only(&in);
    cr_expect_str_eq(text_of_topic(&w, "omp"), "a\nb\nc\n");
    cr_expect_str_eq(text_of_topic(&w, "temporal"), "// caf\xc3\xa9\n");
    cr_expect_str_eq(text_of_topic(&w, "spatial"), "x\n");
    cr_expect_str_eq(text_of_topic(&w, "measuring"), "ab\n");
    cr_expect(noted(&w.notes, "omp.c has the line ends"));
    cr_expect(noted(&w.notes, "temporal.c is not UTF-8"));
    cr_expect(noted(&w.notes, "spatial.c is in UTF-16"));
    cr_expect(noted(&w.notes, "measuring.c holds 1 zero"));
    cr_expect(noted(&w.notes, "dictionary.c is empty"));
}

Test(intake, what_is_true_of_many_files_is_said_once)
{
    static const char *const files[] = {"s/omp.c", "s/temporal.c", "s/spatial.c", "s/measuring.c"};
    for (size_t i = 0; i < 4; i++)
        write_text(files[i], "a\r\n");
    write_text("s/dictionary.c", "// caf\xe9\n");
    struct intake in;
    struct work w = only(&in);
    cr_expect(
        noted(&w.notes, "4 files have the line ends of another system; they were converted."));
    cr_expect(noted(&w.notes, "dictionary.c is not UTF-8"));
    cr_expect(w.notes.count == 3, "%zu", w.notes.count); /* and what is not there */
}

Test(intake, no_link_and_no_pipe_is_followed)
{
    write_text("s/omp.c", "a\n");
    write_text("outside.c", "secret\n");
    char *link = in_folder("s/temporal.c"), *pipe = in_folder("s/spatial.c"),
         *loop = in_folder("s/loop");
    cr_assert(symlink("../outside.c", link) == 0 && mkfifo(pipe, 0600) == 0 &&
              symlink(".", loop) == 0);
    free(link), free(pipe), free(loop);
    struct intake in;
    struct work w;
    cr_assert(scan(&in));
    gather(find(&in, "s"), &w);
    cr_expect_str_eq(text_of_topic(&w, "omp"), "a\n");
    cr_expect_null(text_of_topic(&w, "temporal"));
    cr_expect_null(text_of_topic(&w, "spatial"));
    cr_expect(noted(&w.notes, "temporal.c is a link"));
    cr_expect(noted(&w.notes, "loop is a link"));
}

Test(intake, archives_lead_nowhere)
{
    struct archive *a = open_archive("s.tar.gz", false);
    put(a, "../../omp.c", "evil\n", 1, NULL);
    put(a, "/hw/temporal.c", "absolute\n", 1, NULL);
    put(a, "C:\\dictionary.c", "from a drive\n", 1, NULL);
    put(a, "spatial.c", NULL, 0, "/etc/passwd");
    put(a, "good/measuring.c", "fine\n", 1, NULL);
    close_archive(a);
    struct intake in;
    struct work w = only(&in);
    cr_expect_str_eq(in.items[0].key, "s");
    cr_expect_null(text_of_topic(&w, "omp"));
    cr_expect_str_eq(text_of_topic(&w, "temporal"), "absolute\n");
    cr_expect_str_eq(text_of_topic(&w, "dictionary"), "from a drive\n");
    cr_expect_null(text_of_topic(&w, "spatial"));
    cr_expect_str_eq(text_of_topic(&w, "measuring"), "fine\n");
    cr_expect(noted(&w.notes, "../../omp.c leads out"));
    cr_expect(noted(&w.notes, "s.tar.gz holds absolute paths"));
    cr_expect(noted(&w.notes, "spatial.c is a link"));
}

Test(intake, bombs_are_refused)
{
    char *zeros = calloc(1, (1u << 20) + 1);
    memset(zeros, ' ', 1u << 20);
    struct archive *a = open_archive("big.tar.gz", false);
    put(a, "measuring.c", "fine\n", 1, NULL);
    put(a, "zeros", zeros, 300, NULL);
    put(a, "omp.c", "too late\n", 1, NULL);
    close_archive(a);
    a = open_archive("many.zip", true);
    put(a, "omp.c", "first\n", 1, NULL);
    for (int i = 0; i < LIMIT_ENTRIES + 5; i++) {
        char name[32];
        snprintf(name, sizeof name, "f%d", i);
        put(a, name, "x", 1, NULL);
    }
    close_archive(a);
    a = open_archive("large.zip", true);
    put(a, "omp.c", zeros, 2, NULL);
    close_archive(a);
    free(zeros);
    struct intake in;
    struct work w;
    cr_assert(scan(&in) && in.count == 3);
    gather(find(&in, "big"), &w);
    cr_expect_str_eq(text_of_topic(&w, "measuring"), "fine\n");
    cr_expect_null(text_of_topic(&w, "omp"));
    cr_expect(noted(&w.notes, "unpacks to more than 256 MB"));
    gather(find(&in, "many"), &w);
    cr_expect_str_eq(text_of_topic(&w, "omp"), "first\n");
    cr_expect(noted(&w.notes, "more than 10000 files"));
    gather(find(&in, "large"), &w);
    cr_expect_null(text_of_topic(&w, "omp"));
    cr_expect(noted(&w.notes, "larger than 1048576 bytes"));
}

Test(intake, an_unopened_archive_is_still_a_submission)
{
    write_text("jane.rar", "Rar!");
    struct intake in;
    struct work w = only(&in);
    cr_expect_str_eq(in.items[0].key, "jane");
    cr_expect(noted(&w.notes, "jane.rar is an archive of a kind that is not opened"));
}

Test(intake, a_damaged_archive_is_reported)
{
    write_text("s.zip", "PK\x03\x04 this is not an archive");
    struct intake in;
    struct work w = only(&in);
    cr_expect(noted(&w.notes, "s.zip cannot be read to its end"));
    cr_expect(noted(&w.notes, "No source file of any chapter"));
}

Test(intake, an_archive_in_a_folder_is_opened)
{
    write_text("Ann_1_assignsubmission_file_/readme.txt", "hello\n");
    struct archive *a = open_archive("Ann_1_assignsubmission_file_/work.zip", true);
    put(a, "work/thresholding.c", "x\n", 1, NULL);
    close_archive(a);
    struct intake in;
    struct work w = only(&in);
    cr_expect_str_eq(text_of_topic(&w, "thresholding"), "x\n");
}

Test(intake, the_hash_is_of_what_is_judged)
{
    write_text("s/omp.c", "a\n");
    struct intake in;
    struct work one = only(&in), other;
    write_text("s/omp.c", "a\r\n");
    gather(&in.items[0], &other);
    cr_expect_str_eq(one.hash, other.hash);
    write_text("s/omp.c", "b\n");
    gather(&in.items[0], &other);
    cr_expect_str_neq(one.hash, other.hash);
}

Test(intake, names_of_files_are_safe_and_different)
{
    char *odd = text_file_name("../a b"), *plain = text_file_name("Jane_12");
    cr_expect_str_eq(odd, "~2E.~2Fa~20b");
    cr_expect_str_eq(plain, "Jane_12");
    char longer[401];
    memset(longer, 'x', 400);
    longer[400] = '\0';
    char *one = text_file_name(longer);
    longer[399] = 'y';
    char *other = text_file_name(longer);
    cr_expect(strlen(one) < 130 && strcmp(one, other) != 0);
    free(odd), free(plain), free(one), free(other);
}

static double share(const char *one, const char *other)
{
    unsigned long long *a, *b;
    size_t n = gradebook_fingerprints(one, &a), m = gradebook_fingerprints(other, &b), common = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++)
            common += a[i] == b[j];
    free(a), free(b);
    return n && m ? (double)common / (double)(n < m ? n : m) : 0.0;
}

Test(winnow, a_file_has_no_more_fingerprints_than_the_limit)
{
    size_t size = 200000;
    char *text = calloc(1, size + 1);
    unsigned state = 1;
    for (size_t i = 0; i < size; i++)
        text[i] = "+-*%&|^!~?:;,<>=(){}[]."[(state = state * 1103515245u + 12345u) >> 16 & 15];
    unsigned long long *prints;
    cr_expect(gradebook_fingerprints(text, &prints) == LIMIT_FINGERPRINTS);
    free(prints);
    free(text);
}

Test(winnow, renaming_and_layout_change_nothing)
{
    const char *one =
        "double f(const double *x, int n) { double s = 0.0; for (int i = 0; i < n; i++) "
        "if (x[i] > 3.5) s += x[i] * x[i]; else s -= 1.0; return s / n; }";
    const char *same =
        "/* mine */\ndouble g(const double *values,\n int count)\n{\n  double total = 0e0;\n"
        "  for (int k = 0; k < count; k++) // all\n    if (values[k] > 7)\n"
        "      total += values[k] * values[k];\n    else total -= 2;\n  return total / count;\n}";
    const char *other =
        "double f(const double *x, int n) { int k = n; double p = 1.0; while (k-- > 0) "
        "{ p *= x[k]; if (p == 0.0) break; } return n > 0 ? pow(p, 1.0 / n) : p; }";
    cr_expect(share(one, same) == 1.0, "%g", share(one, same));
    cr_expect(share(one, other) == 0.0, "%g", share(one, other));
}

Test(winnow, a_loop_written_differently_is_the_same)
{
    const char *with_for =
        "double f(const double *x, int n) { double s = 0.0; for (int i = 0; i < n; i++) "
        "if (x[i] > 3.5) s += x[i] * x[i]; else s -= 1.0; return s / n; }";
    const char *with_while =
        "double f(const double *x, int n)\n{\n  double s = 0.0;\n  int i = 0;\n  while (i < n) {\n"
        "    if (x[i] > 3.5) {\n      s += x[i] * x[i];\n    } else {\n      s -= 1.0;\n    }\n"
        "    ++i;\n  }\n  return s / n;\n}";
    const char
        *nested =
            "void g(double *a, int n) { for (int i = 0; i < n; i++) for (int j = 0; j < n; j += 1) "
            "a[i * n + j] = i == j ? 1.0 : a[j] - 2.0 * a[i]; }",
        *rewritten =
            "void g(double *a, int n) { int i = 0; while (i < n) { int j = 0; "
            "while (j < n) { a[i * n + j] = i == j ? 1.0 : a[j] - 2.0 * a[i]; j++; } i++; } }";
    cr_expect(share(with_for, with_while) == 1.0, "%g", share(with_for, with_while));
    cr_expect(share(nested, rewritten) == 1.0, "%g", share(nested, rewritten));
}

Test(winnow, endless_loops_are_read_quickly)
{
    size_t count = 100000;
    char *text = calloc(count, 8);
    for (int shape = 0; shape < 3; shape++) {
        for (size_t i = 0; i < count; i++)
            memcpy(text + 8 * i, shape == 0 ? "for(;;) " : shape == 1 ? "for(;(( " : "for(;;){", 8);
        text[8 * count - 1] = '\0';
        unsigned long long *prints;
        cr_expect(gradebook_fingerprints(text, &prints) <= LIMIT_FINGERPRINTS);
        free(prints);
    }
    free(text);
}
