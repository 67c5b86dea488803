/* Takes over the terminal as a screen with keys (terminal.h). */
#include "terminal.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static struct termios before;
static bool is_open, draws;
static int signal_pipe[2] = {-1, -1};

static const int signals[] = {SIGWINCH, SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};

static void on_signal(int number)
{
    unsigned char byte = (unsigned char)number;
    ssize_t ignored = write(signal_pipe[1], &byte, 1);
    (void)ignored;
}

static void handle(int number, void (*handler)(int))
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

bool terminal_is_plain(void)
{
    const char *term = getenv("TERM");
    return !term || !term[0] || strcmp(term, "dumb") == 0;
}

bool terminal_has_colour(void)
{
    const char *no_color = getenv("NO_COLOR");
    return !terminal_is_plain() && !(no_color && no_color[0]);
}

bool terminal_open(void)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &before) != 0)
        return false;
    if (signal_pipe[0] < 0) {
        if (pipe(signal_pipe) != 0)
            return false;
        for (int i = 0; i < 2; i++) {
            fcntl(signal_pipe[i], F_SETFL, O_NONBLOCK);
            fcntl(signal_pipe[i], F_SETFD, FD_CLOEXEC);
        }
    }
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        handle(signals[i], on_signal);
    struct termios raw = before;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
    is_open = true;
    /* a screen of its own, no cursor, lines cut at the edge instead of going on below;
     * and: what can you do? */
    if (!terminal_is_plain())
        fputs("\033[?1049h\033[?25l\033[?7l\033[c", stdout);
    fflush(stdout);
    return true;
}

void terminal_close(void)
{
    if (!is_open)
        return;
    is_open = false;
    if (!terminal_is_plain())
        fputs("\033[?7h\033[?25h\033[?1049l", stdout);
    fflush(stdout);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
}

void terminal_size(int *rows, int *cols)
{
    struct winsize size;
    bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
    *rows = known && size.ws_row > 0 ? size.ws_row : 24;
    *cols = known && size.ws_col > 0 ? size.ws_col : 80;
}

int terminal_signals(void)
{
    return signal_pipe[0];
}

int terminal_signal(void)
{
    unsigned char byte;
    return read(signal_pipe[0], &byte, 1) == 1 ? byte : 0;
}

void terminal_obey(int number)
{
    terminal_close();
    handle(number, SIG_DFL);
    raise(number);
    terminal_open(); /* only a stop comes back here */
}

bool terminal_draws(void)
{
    return draws;
}

/* The terminal's answer to ESC [ c is ESC [ ? 62 ; 4 ; 22 c, where a 4 stands for sixels.
 * sequence: what follows ESC [, without its last letter. */
static bool is_answer(const char *sequence, char last)
{
    char numbers[80];
    if (last != 'c' || sequence[0] != '?')
        return false;
    snprintf(numbers, sizeof numbers, ";%s;", sequence + 1);
    draws = strstr(numbers, ";4;") != NULL;
    return true;
}

int terminal_keys(char *keys, int size)
{
    static char sequence[64]; /* ESC and what has come after it */
    static size_t length;
    ssize_t count = read(STDIN_FILENO, keys, (size_t)size);
    int kept = 0;
    if (count <= 0)
        return -1;
    for (ssize_t i = 0; i < count; i++) {
        char c = keys[i];
        if (c == 27) {
            sequence[0] = c;
            length = 1;
        } else if (length == 1 && (c == '[' || c == 'O')) {
            sequence[length++] = c;
        } else if (length >= 2 && length < sizeof sequence - 1) {
            bool last = c >= '@' && c <= '~';
            sequence[length] = c;
            if (last)
                sequence[length] = '\0';
            length = last ? 0 : length + 1;
            if (last && !is_answer(sequence + 2, c))
                keys[kept++] = '\0';
        } else {
            length = 0;
            keys[kept++] = c;
        }
    }
    return kept;
}
