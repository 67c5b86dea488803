/* The report that a student reads: 80 columns, colour on a terminal only. */
#include "course.h"

#include <langinfo.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH 80  /* of the page, unless the terminal is narrower */
#define NARROW 60 /* below that, the overview has a different layout */
#define IN_FULL 2 /* lost properties of an exercise that are shown in full */

enum colour { PLAIN, BOLD, DIM, RED, GREEN, YELLOW };

static bool coloured, utf8;
static size_t width = WIDTH;

static void look_at_terminal(void)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    coloured = isatty(STDOUT_FILENO) && !(no_color && no_color[0]) &&
               !(term && strcmp(term, "dumb") == 0);
    utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
#ifdef TIOCGWINSZ /* a page has no terminal */
    struct winsize size = {0};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 30 && size.ws_col < WIDTH)
        width = size.ws_col;
#endif
}

static void colour(enum colour c)
{
    static const char *const codes[] = {"0", "1", "2", "31", "32", "33"};
    if (coloured)
        printf("\033[%sm", codes[c]);
}

/* Prints text[length], with '?' for what the terminal cannot show or would obey. */
static void put(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        putchar(c < ' ' || c == 127 || (c > 127 && !utf8) ? '?' : c);
    }
}

/* Prints text from column `at` on, and continuation lines from column `indent` on. */
static void wrap(size_t at, size_t indent, const char *text)
{
    const char *space = "";
    for (size_t column = at; *text; text += strspn(text, " ")) {
        size_t word = strcspn(text, " \n");
        if (space[0] && column + 1 + word > width) {
            printf("\n%*s", (int)indent, "");
            column = indent;
            space = "";
        }
        fputs(space, stdout);
        put(text, word);
        column += strlen(space) + word;
        space = " ";
        text += word;
        if (*text == '\n' && *++text) {
            printf("\n%*s", (int)indent, "");
            column = indent;
            space = "";
        }
    }
    putchar('\n');
}

static void labelled(const char *label, const char *text)
{
    if (!text || !text[0])
        return;
    printf("      %-10s", label);
    wrap(16, 16, text);
}

static void mark(enum state state)
{
    bool idle = state == NOT_STARTED || state == WAITING;
    colour(state == DONE ? GREEN : idle ? DIM : state == PARTLY || state == STARTED ? YELLOW : RED);
    if (utf8)
        fputs(state == DONE                         ? "✓"
              : idle                                ? "·"
              : state == PARTLY || state == STARTED ? "~"
                                                    : "✗",
              stdout);
    else
        putchar(state == DONE ? '+' : idle ? '.' : state == PARTLY || state == STARTED ? '~' : 'x');
    colour(PLAIN);
}

static void overview(const struct course *course)
{
    const struct chapter *last = NULL;
    for (size_t i = 0; i < course->exercise_count; i++) {
        const struct exercise *e = &course->exercises[i];
        if (!e->chosen)
            continue;
        if (e->chapter != last) {
            colour(BOLD);
            printf("%.*s %s\n", (int)strcspn(e->chapter->directory, "_"), e->chapter->directory,
                   e->chapter->title);
            colour(PLAIN);
            last = e->chapter;
        }
        if (width < NARROW) {
            mark(e->state);
            printf(" %-16s %d/%d %s\n", e->name, e->points, e->of, state_word(e->state));
            continue;
        }
        printf("   ");
        mark(e->state);
        printf(" %-5s %-20s %-18s %2d of %2d\n", e->number, e->name, state_word(e->state),
               e->points, e->of);
    }
}

/* The length of "topic.c:12" at the start of the compiler's message; 0 if it starts with anything
 * else. */
static size_t named_line(const char *why, const char *source)
{
    size_t length = strlen(source);
    if (strncmp(why, source, length) != 0 || why[length] != ':')
        return 0;
    return length + 1 + strspn(why + length + 1, "0123456789");
}

/* What to open: the line of the compiler's error, or of the function. */
static const char *place(const struct exercise *e)
{
    static char text[512];
    const char *source = e->chapter->source;
    size_t named = e->state == UNCOMPILED ? named_line(e->why, source) : 0;
    if (named > 0)
        snprintf(text, sizeof text, "%.*s", (int)named, e->why);
    else if (e->line > 0 && !e->chapter->missing)
        snprintf(text, sizeof text, "%s:%d", source, e->line);
    else
        snprintf(text, sizeof text, "%s", source);
    return text;
}

/* How many bytes of text[length] fit that many columns, without cutting a character in two. */
static size_t fitting(const char *text, size_t length, size_t columns)
{
    size_t i = 0;
    for (; i < length; i++) {
        bool begins = !utf8 || ((unsigned char)text[i] & 0xc0) != 0x80;
        if (begins && columns-- == 0)
            break;
    }
    return i;
}

/* Did the worker's own linker or sanitizer print this line? */
static bool is_ours(const char *line, size_t length)
{
    static const char *const words[] = {": symbol lookup error: ", "AddressSanitizer: nested bug"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *at = strstr(line, words[i]);
        if (at && at < line + length)
            return true;
    }
    return false;
}

/* The first lines of what the student's code printed, unchanged; dots mark what is cut off. */
static void printed(const char *text)
{
    const char *label = "printed", *dots = utf8 ? "…" : "...";
    size_t room = width - 16, most = 5;
    for (size_t line = 0; text && *text; line++, label = "") {
        size_t length = strcspn(text, "\n");
        if (is_ours(text, length))
            return;
        printf("      %-10s", label);
        if (line == most) {
            puts(dots);
            return;
        }
        if (fitting(text, length, room) == length) {
            put(text, length);
            putchar('\n');
        } else {
            put(text, fitting(text, length, room - (utf8 ? 1 : 3)));
            puts(dots);
        }
        text += length + (text[length] == '\n');
    }
}

static void lost_in_full(const struct course *course, const struct exercise *e,
                         const struct property *p)
{
    char text[512];
    printf("  lost %d: ", p->worth);
    const char *what = field(p, "description");
    wrap(p->worth > 9 ? 11 : 10, 10, what ? what : p->name);
    outcome_sentence(course, e, p, text, sizeof text);
    labelled("call", field(p, "call"));
    labelled("input", field(p, "input"));
    labelled("expected", field(p, "expected"));
    labelled("got", field(p, "got"));
    labelled("but", text);
    labelled("smaller", field(p, "smallest"));
    if (p->outcome == FAILED) /* a hint explains a wrong value, not a crash */
        labelled("hint", field(p, "hint"));
    printed(field(p, "printed"));
}

static bool is_lost(const struct property *p)
{
    return p->outcome != PASSED || p->seen != 1;
}

/* The first property with the outcome that the exercise's state names (crashed, say), or 0. */
static size_t decides(const struct exercise *e)
{
    enum outcome told = e->state == HAS_CRASHED  ? CRASHED
                        : e->state == TIMED_OUT  ? TIMEOUT
                        : e->state == HAS_EXITED ? EXITED
                                                 : PASSED;
    for (size_t i = 0; i < e->count && told != PASSED; i++)
        if (e->properties[i].outcome == told)
            return i;
    return 0;
}

/* Points that do not count yet, and what they are waiting for. */
static void show_withheld(const struct exercise *e)
{
    char text[300];
    const char *plural = e->withheld == 1 ? "" : "s", *singular = e->withheld == 1 ? "s" : "";
    const struct property *core = NULL;
    for (size_t i = 0; i < e->count && !core; i++)
        core = e->properties[i].core ? &e->properties[i] : NULL;
    if (core) {
        const char *what = field(core, "description");
        snprintf(text, sizeof text, "%d point%s wait%s until this holds: %s", e->withheld, plural,
                 singular, what ? what : core->name);
    } else {
        snprintf(text, sizeof text,
                 "%d point%s of fixed examples wait%s until a property with random inputs holds",
                 e->withheld, plural, singular);
    }
    printf("  ");
    wrap(2, 2, text);
}

static void lost_points(const struct course *course, const struct exercise *e)
{
    if (e->slip) {
        printf("  look: ");
        wrap(8, 8, e->slip);
    } else if (e->sentence) {
        printf("  likely: ");
        wrap(10, 10, e->sentence);
    }
    if (e->warning && !e->small) {
        printf("  compiler: ");
        wrap(12, 4, e->warning);
    }
    char rest[2048] = "";
    size_t shown = 0, decisive = decides(e);
    bool recorded = false;
    for (size_t i = 0; i < e->count; i++) {
        const struct property *p = &e->properties[i];
        if (!is_lost(p))
            continue;
        recorded = recorded || field(p, "replay");
        /* Keep the last place for the decisive one. */
        if (shown < IN_FULL && (i >= decisive || shown + 1 < IN_FULL)) {
            shown++;
            lost_in_full(course, e, p);
            continue;
        }
        const char *what = field(p, "description");
        size_t used = strlen(rest);
        snprintf(rest + used, sizeof rest - used, "%s%s (%d)", used ? "; " : "",
                 what ? what : p->name, p->worth);
    }
    if (rest[0]) {
        printf("  lost too: ");
        wrap(12, 12, rest);
    }
    if (e->withheld > 0)
        show_withheld(e);
    if (recorded)
        printf("  debug it: make debug EX=%s\n", e->name);
}

static void details(const struct course *course, const struct exercise *e)
{
    putchar('\n');
    colour(BOLD);
    printf("%s %s", e->number, e->name);
    colour(PLAIN);
    printf(": %s\n", e->title);
    if (e->state != UNCOMPILED && e->state != NOT_THERE)
        printf("  %s\n", place(e));
    if (e->why[0]) {
        printf("  ");
        wrap(2, 4, e->why);
    } else {
        lost_points(course, e);
    }
}

static bool in_detail(const struct exercise *e)
{
    return e->chosen && e->state != DONE && e->state != NOT_STARTED && e->state != NO_RESULT;
}

static void remark(const char *text)
{
    printf("\nRemark from the compiler: ");
    wrap(24, 4, text);
}

static void remarks(const struct course *course)
{
    for (size_t i = 0; i < course->chapter_count; i++)
        if (course->chapters[i].chosen && course->chapters[i].warning)
            remark(course->chapters[i].warning);
    for (size_t i = 0; i < course->exercise_count; i++) {
        const struct exercise *e = &course->exercises[i];
        bool told = in_detail(e) && !e->small && !e->why[0];
        if (e->chosen && e->warning && !told)
            remark(e->warning);
    }
    for (size_t i = 0; i < course->chapter_count; i++)
        if (course->chapters[i].chosen && course->chapters[i].printed)
            printf("\nYour code printed something: %s/judge/%s/%s/output.txt\n", course->build,
                   course->chapters[i].directory, course->src);
}

static void what_next(const struct course *course)
{
    const struct exercise *next = course_next(course);
    bool fresh = true;
    for (size_t i = 0; i < course->exercise_count; i++)
        fresh = fresh &&
                (!course->exercises[i].chosen || course->exercises[i].state == NOT_STARTED);
    if (!next)
        printf("Everything here is done.\n");
    else if (fresh)
        printf("Open first: chapters/%s/README.md\nThen write %s: %s\n", next->chapter->directory,
               next->name, place(next));
    else
        printf("Next: %s %s, %s\n", next->number, next->name, place(next));
}

void show_text(const struct course *course)
{
    look_at_terminal();
    if (strcmp(course->level, "unsafe") == 0)
        puts("UNSAFE: judged without a sandbox. Do not rely on these points.\n");
    overview(course);
    for (size_t i = 0; i < course->exercise_count; i++) {
        const struct exercise *e = &course->exercises[i];
        if (in_detail(e))
            details(course, e);
    }
    remarks(course);
    putchar('\n');
    colour(BOLD);
    printf("%d of %d points", course->points, course->of);
    colour(PLAIN);
    int elsewhere = 0;
    for (size_t i = 0; i < course->exercise_count; i++)
        elsewhere += course->exercises[i].chosen ? course->exercises[i].elsewhere : 0;
    if (elsewhere > 0) /* in the students' archive */
        printf(", since hidden tests have %d", elsewhere);
    printf(" (SEED=%s)\n", course->seed);
    what_next(course);
    for (size_t i = 0; i < course->error_count; i++) {
        fputs(i ? "  " : "\nThe judge itself has a problem; this is not your fault:\n  ", stdout);
        wrap(2, 4, course->errors[i]);
    }
}
