"""make watch, driven through a pseudo-terminal: each step waits for what has to
appear on the screen, and the screen is that of a small terminal emulator."""
import codecs, fcntl, os, pty, re, select, signal, struct, subprocess, sys, termios, time

MAKE = sys.argv[1]
with open(os.path.join(os.environ["SB_COURSE"], "exercises.tsv"), encoding="utf-8") as table:
    EXERCISES = len(table.readlines())
PATIENCE = 300  # seconds until what does not appear is an error
bad = 0


def report(good, what, why=""):
    global bad
    print("ok " + what if good else "not ok %s: %s" % (what, why), flush=True)
    bad += not good


class Screen:
    """The few control sequences that make watch uses; any other is kept in `strange`."""

    def __init__(self, rows, cols):
        self.raw, self.rest, self.strange, self.scrolled = "", "", set(), False
        self.resize(rows, cols)
        self.in_step = True

    # After a change of size, what is still on its way was made for the old one: it
    # counts again from the clearing on that answers the change.
    def resize(self, rows, cols):
        self.rows, self.cols, self.row, self.col = rows, cols, 0, 0
        self.cells = [[" "] * cols for _ in range(rows)]
        self.too_wide = self.scrolled = self.in_step = False

    def feed(self, text):
        self.raw += text
        text = self.rest + text
        i = 0
        while i < len(text):
            c = text[i]
            if c == "\033":
                m = re.match(r"\033\[([?\d;]*)([A-Za-z])|\033P.*?\033\\", text[i:], re.S)
                if not m:
                    if len(text) - i < 32 or text[i + 1] == "P":
                        break  # the rest of it is still to come
                    self.strange.add(text[i:i + 8])
                    i += 1
                    continue
                self.control(m.group(1), m.group(2))
                i += m.end()
                continue
            i += 1
            if c == "\r":
                self.col = 0
            elif c == "\n":
                self.row += 1
                if self.row == self.rows:
                    self.row -= 1
                    self.scrolled = self.scrolled or self.in_step
                    self.cells = self.cells[1:] + [[" "] * self.cols]
            elif self.col < self.cols:
                self.cells[self.row][self.col] = c
                self.col += 1
            else:
                self.too_wide = self.too_wide or self.in_step
        self.rest = text[i:]

    def control(self, numbers, letter):
        if letter is None or letter == "m" or letter in "hlc" and numbers[:1] in ("?", ""):
            return
        if letter == "H" and not numbers:
            self.row = self.col = 0
        elif letter == "K" and not numbers:
            self.cells[self.row][self.col:] = [" "] * (self.cols - self.col)
        elif letter == "J":
            self.in_step = self.in_step or numbers == "2"
            first = 0 if numbers == "2" else self.row
            self.cells[first + 1:] = [[" "] * self.cols for _ in self.cells[first + 1:]]
            start = 0 if numbers == "2" else self.col
            self.cells[first][start:] = [" "] * (self.cols - start)
        else:
            self.strange.add(numbers + letter)

    def lines(self):
        return ["".join(row).rstrip() for row in self.cells]

    def text(self):
        return "\n".join(self.lines())


class Watch:
    def __init__(self, rows=24, cols=80, term="xterm", command=None):
        self.master, self.slave = pty.openpty()
        self.mark = 0
        # A character may come in two parts.
        self.decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self.before = termios.tcgetattr(self.slave)
        self.screen = Screen(rows, cols)
        self.size(rows, cols)
        environment = dict(os.environ, TERM=term)
        for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
            environment.pop(name, None)
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.master)
            os.setsid()
            fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
            for fd in (0, 1, 2):
                os.dup2(self.slave, fd)
            command = command or [MAKE, "--no-print-directory", "watch"]
            os.execvpe(command[0], command, environment)

    def size(self, rows, cols):
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        if (rows, cols) != (self.screen.rows, self.screen.cols):
            self.screen.resize(rows, cols)

    def read(self, seconds):
        if not select.select([self.master], [], [], max(0, seconds))[0]:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.screen.feed(self.decode(data))
        return bool(data)

    def wait(self, *regexes, gone=None):
        """Reads until every expression is on the screen; None, or what was there instead."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            text = self.screen.text()
            if all(re.search(r, text, re.M) for r in regexes) and not (gone
                and re.search(gone, text, re.M)):
                return None
            if not self.read(end - time.monotonic()):
                break
        return "the screen is: " + self.screen.text().replace("\n", "|")

    def wait_raw(self, text):
        """The same for what has been written since the last mark, if only for a moment."""
        end = time.monotonic() + PATIENCE
        while text not in self.screen.raw[self.mark:] and time.monotonic() < end:
            if not self.read(end - time.monotonic()):
                break
        return text in self.screen.raw[self.mark:]

    def until(self, *regexes, gone=None):
        """The same where it is not a test of its own, but the rest makes no sense without."""
        why = self.wait(*regexes, gone=gone)
        if why:
            report(False, "waits for " + " and ".join(regexes), why)

    def until_raw(self, text):
        if not self.wait_raw(text):
            report(False, "waits for " + text, repr(self.screen.raw[self.mark:][-300:]))

    def save(self, path, text, by_rename=False):
        """Saves, and waits until that has set off a check."""
        self.mark = len(self.screen.raw)
        save(path, text, by_rename)
        self.until_raw("checking chapter " + path[9:11])

    def sees(self, what, *regexes, gone=None):
        why = self.wait(*regexes, gone=gone)
        report(why is None, what, why)

    def press(self, keys):
        self.mark = len(self.screen.raw)
        os.write(self.master, keys.encode())

    def end(self):
        """Reads to the end; its wait status."""
        end = time.monotonic() + PATIENCE
        while True:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                while self.read(0):
                    pass
                return status
            self.read(0.05)
            if time.monotonic() > end:
                os.kill(self.pid, signal.SIGKILL)

    def restored(self, what):
        after = termios.tcgetattr(self.slave)
        report(after == self.before, what + ": the terminal's mode is restored", str(after[3]))
        raw = self.screen.raw
        report(raw.rfind("\033[?1049l") > raw.rfind("\033[?1049h")
            and raw.rfind("\033[?25h") > raw.rfind("\033[?25l")
               and raw.rfind("\033[?7h") > raw.rfind("\033[?7l"),
               what + ": screen and cursor are back", repr(raw[-80:]))

    def tidy(self, what):
        s = self.screen
        report(not s.scrolled and not s.too_wide and not s.strange, what,
               "scrolled %s, too wide %s, strange %s" % (s.scrolled, s.too_wide, s.strange))


def solution(path, change=lambda text: text):
    text = subprocess.run(["unifdef", "-DSOLUTION", "-x2", path.replace("chapters/", "solutions/")],
                          capture_output=True, text=True).stdout
    return change(text)


def skeleton(path):
    return subprocess.run(["unifdef", "-USOLUTION", "-x2", path.replace("chapters/", "solutions/")],
                          capture_output=True, text=True).stdout


def save(path, text, by_rename=False):
    name = path + ".swap" if by_rename else path
    with open(name, "w") as f:
        f.write(text)
    if by_rename:
        os.rename(name, path)


MEASURING, RELU = "chapters/01_measuring/measuring.c", "chapters/02_thresholding/thresholding.c"
TEMPORAL = "chapters/03_temporal/temporal.c"


def first_hour():
    w = Watch()
    # Saved while the very first check is still running.
    w.until("building, checking all")
    save(RELU, solution(RELU, lambda t: t.replace("x[j] - theta", "x[j]")))
    w.sees("what is saved during a check is checked too", r"^E2\.1 ReLU", "lost 3: five samples",
        r"checked at", r"~ ReLU")
    report(w.screen.lines()[2].startswith("E2.1 ReLU"), "the reason comes first", w.screen.text())
    head = w.screen.lines()[0]
    report(re.match(r"Sparsebook  0 of 100 points  checked at [\d:]{8}  ", head) and
           head.endswith(f"  0 of {EXERCISES} exercises"),
           "the head tells points and exercises", head)
    w.save(RELU, solution(RELU, lambda t: t.replace(" >= ", " > ").replace("- theta : 0.0",
        ": 0.0")), by_rename=True)
    w.sees("a save by rename is seen", "likely: |lost", r"~ ReLU", gone="checking")
    w.save(RELU, solution(RELU, lambda t: t.replace("0.0;", "0.0")))
    w.sees("a syntax error is the reason shown", r"thresholding\.c:\d+:\d+: error: expected")
    w.save(RELU, solution(RELU))
    w.sees("a save in place that solves it moves on", r"ReLU is done: 8 of 8 points",
        r"make solution EX=ReLU shows the reference",
           r"^E3\.1 temporal_diff",
           r"Not started yet: write it in chapters/03_temporal/temporal\.c:\d+",
           r"^Sparsebook  8 of 100")

    w.press("f")
    w.sees("the figure of what is done fits into 24 x 80", r"^F2\.2  ", r"Time \(frames\)",
        r"f: next figure", gone="drawing|larger than")
    w.press(" ")
    w.until(r"^E3\.1 temporal_diff", gone="f: next")

    w.save(TEMPORAL, solution(TEMPORAL, lambda t: t.replace("fabs(sig[t + 1]",
        "(sig[t + 1]").replace("fabs(sig[t + tau", "(sig[t + tau")))
    w.sees("the file that is saved is the one that is shown", r"^E3\.1 temporal_diff", r"lost \d",
        r"✓ taus", r"[~✗] taus_list",
           gone="ReLU is done")
    w.save(TEMPORAL, solution(TEMPORAL, lambda t: t.replace("fabs(sig[t + tau", "(sig[t + tau")))
    w.sees("the next exercise of the chapter takes over", r"temporal_diff is done",
        r"^E3\.3 taus_list", r"lost \d", r"✓ taus ")
    w.tidy("24 x 80: nothing scrolls, nothing is too wide, no strange sequence")

    # ---- sizes ----
    w.size(10, 50)
    w.sees("a smaller window shows the reason first", r"^Sparsebook ",
        r"^E3\.3 taus_list|taus_list", r"more lines: make check EX=taus_list",
           r"^h hint   f figure   l list   r rerun   q quit$")
    w.save(TEMPORAL, solution(TEMPORAL, lambda t: t.replace("fabs(sig[t + tau[i]] - sig[t])",
        "1.0")), by_rename=True)
    w.sees("and stays so after a save", r"^E3\.3 taus_list", r"more lines: make check EX=taus_list",
        gone="is done|checking")
    w.tidy("10 x 50: nothing scrolls, nothing is too wide")
    w.size(10, 40)
    w.sees("a narrow window shows a shorter head, and all of it", r"^\d+/100  checked at [\d:]{8}$",
        gone="Sparsebook")
    w.size(3, 12)
    w.until(r"^\d+/100")
    w.tidy("3 x 12: nothing scrolls, nothing is too wide")
    w.size(60, 160)
    w.sees("a larger window shows all of it again", r"^E3\.3 taus_list", gone="more lines")

    # ---- keys ----
    w.press("h")
    w.sees("h gives a hint", r"E3\.3 taus_list, hint 1 of 3", r"any key: back")
    w.press("h")
    w.sees("h again gives the next", r"hint 2 of 3", gone="hint 1 of 3")
    w.press(" ")
    w.sees("any key goes back to the reason", r"^E3\.3 taus_list: ", r"lost \d", gone="hint 2")
    w.press("l")
    w.sees("l lists all exercises, the current one marked", r"^ 1 . E1\.1 l0_norm",
        r"^>7 . E3\.3 taus_list", r"go there")
    w.press("5")
    w.sees("a key of the list jumps to its exercise", r"^E3\.1 temporal_diff: ",
        r"Done; it begins at chapters/03_temporal/temporal\.c:", gone="go there")
    w.press("l")
    w.press("7")
    w.sees("and back", r"^E3\.3 taus_list: ", r"lost \d", gone="go there")
    w.press("h")
    w.until("hint 3 of 3")
    w.press("f")
    w.sees("f draws in place of a hint, too", r"F3\.4 ", r"h: hint   f: next figure",
        gone="drawing|hint 3")
    w.press("f")
    w.sees("and f again the next figure", r"F3\.5", gone=r"drawing|F3\.4 ")
    w.press("h")
    w.until("You have seen all the hints")
    w.save(TEMPORAL, solution(TEMPORAL, lambda t: t.replace("fabs(sig[t + tau",
        "-fabs(sig[t + tau")))
    w.sees("a save shows its result in front of a hint", r"^E3\.3 taus_list: ", r"lost \d",
        gone="all the hints|checking")
    w.press("f")
    w.sees("f draws in the window, where it has room; the exercise's own figure first", r"\+-----",
        r"F3\.4 ", gone="drawing")
    w.size(24, 60)
    w.press("f")
    w.sees("and otherwise in a file, which it names", r"does not fit into this window",
        r"build/figures/chapters/03_\w+\.svg", gone="drawing")
    name = re.search(r"build/figures/chapters/03_\w+\.svg", w.screen.text())
    report(name is not None and os.path.getsize(name.group()) > 0, "the file is there",
        w.screen.text())
    w.press("\033[A")
    w.sees("an arrow key does no harm", r"^E3\.3 taus_list: ", gone="any key")
    os.utime("build/judge/03_temporal/chapters/results.json", (0, 0))
    w.press("r")
    report(w.wait_raw("checking chapter 03 ..."), "the chapter is reported by its number",
           repr(w.screen.raw[w.mark:][-300:]))
    w.sees("r runs the tests again", "checked at", gone="checking chapter")
    report(os.path.getmtime("build/judge/03_temporal/chapters/results.json") > 0,
        "r has really run them", "results.json is old")

    # ---- the file away, and back; a hang in between ----
    w.save(TEMPORAL, solution(TEMPORAL, lambda t: t.replace("diff[t] =", "for (;;) diff[0] =")),
        by_rename=True)
    end = time.monotonic() + PATIENCE
    while os.path.exists(
        "build/judge/03_temporal/chapters/results.json") and time.monotonic() < end:
        w.read(0.05)  # the run takes the last results away when it begins
    report(not os.path.exists("build/judge/03_temporal/chapters/results.json"),
        "the loop without end is running", w.screen.text())
    w.save(TEMPORAL, solution(TEMPORAL, lambda t: t.replace("diff[t] = fabs", "diff[t] = ")),
        by_rename=True)
    w.sees("after a loop without end the next save counts", r"^E3\.1 temporal_diff", r"lost \d",
        gone="timed out|checking")
    os.remove(TEMPORAL)
    w.sees("a file that is gone is reported", r"temporal\.c is not there")
    w.save(TEMPORAL, solution(TEMPORAL))
    w.sees("and when it is back, all is well", r"Sparsebook  22 of 100", r"^E4\.1 set_sigs")
    w.press("q")
    status = w.end()
    report(os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0, "q ends it with status 0",
        str(status))
    report(f"22 of 100 points, 4 of {EXERCISES} exercises. make watch goes on from here."
        in w.screen.raw[-200:], "q says how far you are",
           repr(w.screen.raw[-200:]))
    w.restored("q")


def editors():
    w = Watch()
    w.until("checked at")
    w.sees("what was achieved is remembered", rf"^Sparsebook  22 of 100 points .* 4 of {EXERCISES}",
        r"^E1\.1 l0_norm")
    for how in ("no", "yes"):
        if subprocess.run(["sh", "-c", "command -v vim"], capture_output=True).returncode:
            print("# saving with vim is left out: there is no vim here")
            break
        w.save(RELU, solution(RELU))
        w.until("Sparsebook  22 of 100", gone="checking")
        subprocess.run(["vim", "-u", "NONE", "-es", "-c", "set backupcopy=" + how, "-c", "%s/>=/</",
            "-c", "wq", RELU],
                       stdin=subprocess.DEVNULL)
        w.sees("vim saves with backupcopy=" + how, r"^E2\.1 ReLU", r"lost \d", gone="checking")
    w.save(RELU, solution(RELU))
    w.until("Sparsebook  22 of 100", gone="checking")
    # A terminal that says it can draw: the figure of a done exercise comes by itself.
    w.press("\033[?62;4;22c")
    w.save(MEASURING, solution(MEASURING, lambda t: t.replace("fabs(x[j])", "x[j]")))
    report(w.wait_raw("\033P"), "a terminal with sixels gets the figure of what is done",
        repr(w.screen.raw[-300:]))
    report(w.wait_raw("any key: back   h: hint   f: next"), "with the keys that lead on",
        repr(w.screen.raw[-300:]))
    w.press(" ")
    w.sees("and then the result", r"^E1\.2 l1_norm", r"lost \d")
    w.press("\003")
    w.end()
    w.restored("Ctrl-C")


def ends():
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        w = Watch(command=["build/student/watch", "build", MAKE])
        w.until("checked at")
        os.kill(w.pid, number)
        status = w.end()
        report(os.WIFSIGNALED(status) and os.WTERMSIG(status) == number,
            "%s ends it as it should" % number.name, str(status))
        w.restored(number.name)
    w = Watch(term="dumb")
    w.until("E1.2 l1_norm", "checked at")
    w.press("h")
    w.sees("TERM=dumb: hints too", "hint 1 of 3")
    w.press("q")
    w.end()
    report("\033" not in w.screen.raw, "TERM=dumb: not one control sequence",
        repr(w.screen.raw[:200]))
    environment = dict(os.environ, NO_COLOR="1")
    w = Watch(command=["env", "NO_COLOR=1", MAKE, "watch"])
    w.until("E1.2 l1_norm", "checked at")
    w.press("q")
    w.end()
    report(not re.search("\033\\[[0-9;]*m", w.screen.raw), "NO_COLOR is respected",
        repr(w.screen.raw[:200]))
    said = subprocess.run(["build/student/watch", "build", MAKE], stdin=subprocess.DEVNULL,
        capture_output=True, text=True)
    report(said.returncode == 2 and "needs a terminal; make check does the same once"
        in said.stderr,
           "without a terminal it says so", said.stderr)


for part in (first_hour, editors, ends):
    part()
sys.exit(bad > 0)
