"""The site (make site) in headless Chromium, with real keys: site.py BUILD [all]

Without `all`, the main path: the skeleton, a wrong ReLU, why, the right one, points, the widget.
With it, every kind of fault, the reader's work, the network off, two tabs, a phone, axe, browsers
that lack something, and how long it all takes. Prints ok and not ok lines."""
import base64
import functools
import glob
import gzip
import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import zipfile

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

BUILD = os.path.abspath(sys.argv[1])
SITE = os.path.join(BUILD, "site")
AXE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vendor", "axe", "axe.min.js")
WAIT = 120  # seconds to wait before it is an error
HEAD = "void ReLU(const double *x, size_t n, double theta, double *thres_x)\n{\n"
RIGHT = "for (size_t j = 0; j < n; j++)\nthres_x[j] = x[j] > theta ? x[j] - theta : 0.0;"
failed = 0


def report(good, what, why=""):
    global failed
    failed += not good
    print(f"ok {what}" if good else f"not ok {what}: {' '.join(str(why).split())[:600]}",
          flush=True)


class Quiet(http.server.SimpleHTTPRequestHandler):
    policy = None
    go_on = None  # an event that the second half of the compiler waits for

    def log_message(self, *_):
        pass

    def copyfile(self, source, outputfile):
        if self.go_on and self.path.endswith("llvm.core.wasm.gz"):
            outputfile.write(source.read(9000000))
            self.go_on.wait(WAIT)
        super().copyfile(source, outputfile)

    def end_headers(self):
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()


def serve(policy=None, go_on=None, port=0):
    handler = type("Handler", (Quiet,), {"policy": policy, "go_on": go_on})
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", port), functools.partial(handler, directory=SITE))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}/"


def browser(profile, width=1500, height=1000, downloads=None):
    options = Options()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
                     "--no-first-run", "--disable-background-networking",
                     "--disable-component-update", "--disable-sync",
                     f"--window-size={width},{height}", "--user-data-dir=" + profile):
        options.add_argument(argument)
    if downloads:
        options.add_experimental_option("prefs", {"download.default_directory": downloads})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def until(condition):
    """What the condition gives as soon as it is true."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        try:
            result = condition()
            if result:
                return result
        except Exception as error:  # an element that is not there yet
            last = error
        time.sleep(0.05)
    raise TimeoutError(f"{condition.__code__.co_names}: {locals().get('last', '')}")


class Page:
    """A page of the site, and one exercise on it."""

    def __init__(self, driver, url, exercise):
        self.driver, self.exercise = driver, exercise
        driver.get(url)
        until(lambda: self.find(".cm-content"))

    def find(self, selector):
        return self.driver.find_element(
            By.CSS_SELECTOR, f'.exercise[data-exercise="{self.exercise}"] {selector}')

    def keys(self, *keys, control=False):
        chain = ActionChains(self.driver)
        if control:
            chain.key_down(Keys.CONTROL)
        chain.send_keys(*keys)
        if control:
            chain.key_up(Keys.CONTROL)
        chain.perform()

    def focus(self):
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})",
                                   self.find(".cm-content"))
        self.find(".cm-content").click()

    def write(self, code):
        """Selects all and types; the editor indents and closes brackets by itself."""
        self.focus()
        self.keys("a", control=True)
        self.keys(Keys.DELETE)
        for line in code.split("\n"):
            self.keys(line, Keys.ENTER)

    def put(self, code):
        """The same at once, as pasted."""
        self.focus()
        self.keys("a", control=True)
        self.driver.execute_script("document.execCommand('insertText', false, arguments[0])", code)

    def check(self):
        """Ctrl-Enter; the report's text, its state, and the seconds it took."""
        self.driver.execute_script("arguments[0].replaceChildren()", self.find(".report"))
        begun = time.monotonic()
        self.focus()
        self.keys(Keys.ENTER, control=True)
        until(lambda: self.find(".verdict") or None)
        seconds = time.monotonic() - begun
        until(lambda: self.find("button.main").is_enabled())
        return self.find(".report").text, self.find(".report").get_attribute("data-state"), seconds

    def text(self):
        return self.driver.execute_script(
            "return [...arguments[0].querySelectorAll('.cm-line')].map(l => "
            "l.textContent).join('\\n')",
            self.find(".cm-content"))


def main_path(driver, address):
    began = time.monotonic()
    page = Page(driver, address + "02_thresholding.html", "ReLU")
    loaded = driver.execute_script(
        "return performance.getEntriesByType('resource').map(e => e.name).filter(n => "
        "/compiler/.test(n))")
    report("TODO(x, n, theta, thres_x)" in page.text(), "the editor has the skeleton's section",
           page.text())
    report(not loaded, "reading fetches no compiler", loaded)
    page.write(HEAD + "for (size_t j = 0; j < n; j++)\nthres_x[j] = x[j] > theta ? x[j] : 0.0;")
    said, state, _ = page.check()
    first = time.monotonic() - began
    report(state == "started" and "expected\nthres_x[3] = 3.5 (exactly)\n"
           "got\nthres_x[3] = 153.5" in said
           and "smaller\nReLU(x, n = 1, theta = 150, thres_x)" in said,
           "a wrong ReLU: what was expected, what came, a smaller example", said)
    until(lambda: driver.execute_script("return document.documentElement.dataset.moved"))
    page.write(HEAD + RIGHT)
    said, state, _ = page.check()
    report(state == "done" and "8 of 8 points" in said, "the right one has all points", said)
    report("One way to write it" in said, "then the reference is shown", said)
    report("2 Sparsity via a non-linearity ✓" in driver.find_element(By.CSS_SELECTOR, ".bar").text,
           "the chapter is marked in the bar")
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = [el for el in driver.find_elements(By.CSS_SELECTOR, ".exercise, .panel")
             if el.is_displayed()]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    report(not shown and page.find("button.main").is_displayed(), "a printed page has no editors",
           len(shown))
    return page, first


def moves(page):
    """A widget runs what was written, and the reference behind it."""
    driver = page.driver
    driver.execute_script("for (const box of document.querySelectorAll('.predict')) "
                          "box.classList.add('seen');"
                          "document.getElementById('W2.5').scrollIntoView()")
    ready = "return document.getElementById('W2.5').dataset"
    until(lambda: driver.execute_script(ready)["ready"] == "yes")
    right = driver.execute_script(ready)["kurtosis"]
    before = int(driver.execute_script("return document.documentElement.dataset.moved"))
    page.put(HEAD + "for (size_t j = 0; j < n; j++)\nthres_x[j] = x[j];\n}")
    page.check()
    moved = "return document.documentElement.dataset.moved"
    until(lambda: int(driver.execute_script(moved)) > before)
    until(lambda: driver.execute_script(ready)["ready"] == "yes")
    wrong = driver.execute_script(ready)["kurtosis"]
    report(right != wrong, "the slider runs what was typed", f"{right} {wrong}")
    legend = driver.execute_script("return document.getElementById('W2.5').textContent")
    report("reference" in legend, "with the reference as a faint line", legend[:200])


FAULTS = {  # what is told of each, code
    "line 11: it read past the end of x (element 5 of 5)":
        "for (size_t j = 0; j <= n; j++)\nthres_x[j] = x[j] > theta ? x[j] - theta : 0.0;",
    "line 11: it wrote past the end of thres_x (element 5 of 5)":
        "for (size_t j = 0; j <= n; j++)\nthres_x[j] = 0.0;",
    "line 11: it wrote to x, an input that stays as it is (element 0 of 5)":
        "for (size_t j = 0; j < n; j++)\n((double *)x)[j] = 0.0;",
    "line 10: it read before the start of x": "thres_x[0] = x[(long)theta - 151 - (long)n * 0];",
    "thres_x[0] was never written":
        "for (size_t j = 0; j < n; j++)\nif (x[j] > theta) thres_x[j] = x[j] - theta;",
    "a variable was used before it was given a value":
        "double s;\nfor (size_t j = 0; j < n; j++)\nthres_x[j] = s + x[j];",
    "line 11: it used 2 seconds of processor time and did not return: does this loop end?":
        "for (size_t j = 0; j < n;)\nthres_x[j] = x[j] > theta ? x[j] - theta : 0.0;",
    "the stack is full: endless recursion, or very large local arrays":
        "volatile double big[3000];\nbig[n] = theta;\nReLU(x, n, theta + big[n], thres_x);\n"
        "thres_x[0] = big[1];",
    "line 11: division by zero": "int k = (int)n - (int)n;\nthres_x[0] = (double)((int)n / k);",
    "line 11: it called abort": "extern void abort(void);\nabort();",
    "line 12: index 4 out of bounds for type": "double y[4];\nfor (size_t j = 0; j < n; j++)\n"
                                               "y[j] = x[j];\n"
                                               "thres_x[0] = y[1];",
    "it printed more than 1048576 characters": "extern int puts(const char *);\nfor (;;)\n"
                                               "puts(\"flood\");",
    "it ended the whole program (exit status 0) instead of returning":
        "extern void exit(int);\nexit(0);",
    "line 11: it used a null pointer": "double *p = 0;\nthres_x[0] = *p;",
    "it did not free 80 bytes of memory that it allocated: free them":
        "extern void *malloc(size_t);\ndouble *p = malloc(80);\np[0] = theta;\nthres_x[n > 1 ? 1 "
        ": 0] = p[0];",
    "it used memory after free":
        "extern void *malloc(size_t); extern void free(void *);\ndouble *p = malloc(80);\n"
        "free(p);\nthres_x[0] = p[0];",
    "it went past the end of allocated memory":
        "extern void *malloc(size_t);\ndouble *p = malloc(80);\np[10] = theta;\nthres_x[0] = "
        "p[10];",
    "thresholding.c:11:14: error: use of undeclared identifier 'y'":
        "for (size_t j = 0; j < n; j++)\nthres_x[j] = y[j];",
    "Does the statement before this point end with a semicolon?": "int k = 3\nthres_x[0] = k;",
}


def faults(page):
    for told, code in FAULTS.items():
        page.put(HEAD + code + "\n}")
        said, _, seconds = page.check()
        report(told in said.replace("\n", " ") or told in said, "told: " + told, said)
    marks = page.driver.find_elements(By.CSS_SELECTOR, ".cm-lint-marker-error")
    report(len(marks) == 1, "a compiler's error is marked in the editor", len(marks))
    page.put(HEAD + 'extern int printf(const char *, ...);\n'
             'printf("theta = %g\\n", theta);\n' + RIGHT + "\n}")
    said, state, _ = page.check()
    report(state == "done" and "theta = 150" in said, "what the code prints is shown", said)


def section_of(chapter, topic, mark):
    """The reference of one exercise, to be pasted."""
    text = subprocess.run(["unifdef", "-DSOLUTION", "-x2", f"solutions/{chapter}/{topic}.c"],
                          capture_output=True, text=True, check=True).stdout
    return text.split(f"/* ---- {mark} ---- */\n")[1].split("/* ---- ")[0].strip()


LONG_TASKS = """window.tasks = [];
new PerformanceObserver((list) => tasks.push(...list.getEntries().map((e) => e.duration)))
    .observe({type: "longtask"});"""


def typing(page):
    """How long the page does not answer while one types."""
    page.put(HEAD + "}")
    page.driver.execute_script(LONG_TASKS)
    page.write(HEAD + RIGHT)
    tasks = page.driver.execute_script("return tasks")
    print(f"# while typing {len(HEAD + RIGHT)} characters there were {len(tasks)} tasks of more "
          f"than 50 ms; the longest took {max(tasks, default=0):.0f} ms")


def memory(driver):
    """What the browser's processes hold, each page of memory counted once."""
    parents, total = {}, 0
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8") as file:
                parents[int(name)] = int(file.read().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue  # it has ended meanwhile
    family = {driver.service.process.pid}
    while more := {p for p, parent in parents.items() if parent in family} - family:
        family |= more
    for process in family - {driver.service.process.pid}:
        try:
            with open(f"/proc/{process}/smaps_rollup", encoding="utf-8") as file:
                total += sum(int(line.split()[1]) for line in file if line.startswith("Pss:"))
        except OSError:
            continue
    report(50e3 < total < 1e6, "after checks of ReLU and OMP the browser holds less than 1 GB",
           f"{total} kB")
    print(f"# memory of the whole browser after them: {total / 1e3:.0f} MB")


def speed(page, address, first):
    for url, name, most, code in (
            ("02_thresholding.html", "ReLU", 1.5, HEAD + RIGHT + "\n}"),
            ("04_omp.html", "OMP", 3.0, section_of("04_omp", "omp", "E4.2 OMP"))):
        page = Page(page.driver, address + url, name)
        page.put(code)
        checks = [page.check() for _ in range(5)]
        report(checks[0][1] == "done", f"{name} has all points", checks[0][0])
        times = sorted(seconds for _, _, seconds in checks)
        parts = page.driver.execute_script("return {...arguments[0].dataset}", page.find(".report"))
        print(f"# a later check of {name}: {times[2]:.2f} s at the median of 5 (wanted: {most}); "
              f"the last one: compiled {parts['compiled']} ms, judged {parts['judged']} ms")
    print(f"# first verdict of a first visit, typing and loading included: {first:.1f} s (wanted: "
          f"15)")


def work(driver, address, page, folder):
    page = Page(driver, address + "02_thresholding.html", "ReLU")
    page.put(HEAD + RIGHT + "\n}")
    driver.refresh()
    page = Page(driver, address + "02_thresholding.html", "ReLU")
    report(RIGHT.split("\n")[1] in page.text(), "a reload keeps what was written", page.text())
    panel = driver.find_element(By.CSS_SELECTOR, ".panel")
    button = next(b for b in panel.find_elements(By.TAG_NAME, "button") if b.text == "Export .zip")
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    path = os.path.join(folder, "sparsebook.zip")
    until(lambda: os.path.isfile(path) and zipfile.is_zipfile(path))
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        inside = archive.read("chapters/02_thresholding/thresholding.c").decode()
    chapters = [c for c in sorted(os.listdir("chapters")) if c[0].isdigit()]
    report([n.split("/")[1] for n in sorted(names)] == chapters, "the export has every chapter",
           names)
    report(RIGHT.split("\n")[1] in inside and inside.startswith("/* thresholding.c"),
           "as make check knows it", inside)
    page.focus()
    next(b for b in page.driver.find_elements(By.TAG_NAME, "button") if b.text == "Reset").click()
    until(lambda: "TODO(" in page.text())
    report(True, "Reset brings the skeleton back")
    driver.find_element(By.CSS_SELECTOR, '.panel input[accept=".zip,.c"]').send_keys(path)
    until(lambda: RIGHT.split("\n")[1] in page.text())
    report(True, "an import brings the work back")
    broken = os.path.join(folder, "broken.zip")
    with open(broken, "w") as file:
        file.write("no archive")
    driver.find_element(By.CSS_SELECTOR, '.panel input[accept=".zip,.c"]').send_keys(broken)
    said = driver.find_element(By.CSS_SELECTOR, ".panel .status")
    until(lambda: "broken.zip is no .zip" in said.text)
    report(RIGHT.split("\n")[1] in page.text(), "a broken import says so and changes nothing",
           said.text)
    return path


def graded(path):
    """The export, by make grade, has the points of the page."""
    with tempfile.TemporaryDirectory() as folder:
        submissions = os.path.join(folder, "in")
        os.mkdir(submissions)
        os.rename(path, os.path.join(submissions, "ada.zip"))
        made = subprocess.run([os.environ.get("MAKE", "make"), "B=" + os.environ.get("B", BUILD),
                               "grade",
                               "SUBMISSIONS=" + submissions, "OUT=" + os.path.join(folder, "out")],
                              capture_output=True, text=True)
        grades = os.path.join(folder, "out", "grades.csv")
        text = open(grades).read() if os.path.isfile(grades) else made.stdout + made.stderr
    cells = [cell.strip(' "') for line in text.splitlines()[1:] for cell in line.split(",")]
    report("8" in cells, "make grade gives the export the points of the page", text)


def two_tabs(driver, address):
    page = Page(driver, address + "02_thresholding.html", "ReLU")
    first = driver.current_window_handle
    driver.switch_to.new_window("tab")
    other = Page(driver, address + "02_thresholding.html", "ReLU")
    other.put(HEAD + "/* from the other tab */\n}")
    driver.switch_to.window(first)
    until(lambda: "from the other tab" in page.text())
    said = until(lambda: driver.find_element(By.CSS_SELECTOR, ".trouble").text)
    report("another tab" in said, "two tabs show the same, and say so", said)
    page.focus()
    page.keys("z", control=True)
    report("from the other tab" not in page.text(), "what was here can be undone back to",
           page.text())
    driver.switch_to.window(driver.window_handles[-1])
    driver.close()
    driver.switch_to.window(first)


def offline(driver, address, server, page):
    page = Page(driver, address + "02_thresholding.html", "ReLU")
    page.put(HEAD + RIGHT + "\n}")
    page.check()
    until(lambda: driver.execute_async_script(
        "const done = arguments[0]; caches.open('sparsebook-pages').then(c => c.keys()).then(k => "
        "done(k.length))")
        >= len(open(os.path.join(SITE, "files.txt")).read().split()))
    server.shutdown()
    server.server_close()
    page = Page(driver, address + "03_temporal.html", "temporal_diff")
    page.put("void temporal_diff(const double *sig, size_t n, double *diff)\n{\n"
             "for (size_t t = 0; t + 1 < n; t++)\ndiff[t] = sig[t + 1] > sig[t] ? sig[t + 1] - "
             "sig[t] : sig[t] - sig[t + 1];\n}")
    said, state, _ = page.check()
    report(state == "done", "with the network off, another chapter is checked", said)


def accessible(driver, address, width):
    driver.set_window_size(width, 800)
    page = Page(driver, address + "02_thresholding.html", "ReLU")
    page.put(HEAD + "for (size_t j = 0; j <= n; j++)\nthres_x[j] = x[j];\n}")
    page.check()
    wide = driver.execute_script("return document.documentElement.scrollWidth - "
                                 "document.documentElement.clientWidth")
    report(wide <= 0, f"{width} pixels: nothing sticks out", f"{wide} pixels")
    if not driver.execute_script("return typeof axe !== 'undefined'"):
        driver.execute_script(open(AXE).read())
    found = driver.execute_async_script(
        "axe.run('.exercise, .panel, .bar').then(r => arguments[0](r.violations.map(v => v.id + ' "
        "' + "
        "v.nodes.map(n => n.target + ' ' + n.failureSummary).join('; '))))")
    report(not found, f"axe finds nothing at {width} pixels", found)


def loading(folder):
    """The compiler comes with a bar; no network is told, and the next try works."""
    go_on = threading.Event()
    server, address = serve(go_on=go_on)
    driver = browser(tempfile.mkdtemp(dir=folder))
    try:
        page = Page(driver, address + "02_thresholding.html", "ReLU")
        server.shutdown()
        server.server_close()
        page.put(HEAD + RIGHT + "\n}")
        page.focus()
        page.keys(Keys.ENTER, control=True)
        said = until(lambda: "cannot be fetched" in page.find(".status").text and
                     page.find(".status").text)
        report("Nothing you wrote is lost" in said and RIGHT.split("\n")[1] in page.text(),
               "no network at the first check: told, and nothing is lost", said)
        server, _ = serve(go_on=go_on, port=int(address.split(":")[2].strip("/")))
        until(lambda: page.find("button.main").is_enabled())
        page.find("button.main").click()
        said = until(lambda: "Fetching the compiler" in page.find(".status").text and
                     page.find(".status").text)
        until(lambda: page.find("progress").get_property("value") > 0.1)
        share = page.find("progress").get_property("value")
        report("MB; it is kept for next time" in said and page.find("progress").is_displayed()
               and share < 1, "a bar shows how much of the compiler has come",
               f"{said} {share}")
        go_on.set()
        until(lambda: page.find(".verdict"))
        report(page.find(".report").get_attribute("data-state") == "done",
               "with the network back, the next check works", page.find(".report").text)
    finally:
        go_on.set()
        driver.quit()
        server.shutdown()


# Storage that keeps nothing, and storage that is full: a script before the page's own, and what the
# page says.
STORES = (("a private window", "Object.defineProperty(window, 'localStorage', {get() { throw new "
           "DOMException('no', 'SecurityError'); }})", "keeps nothing"),
          ("a full store", "const set = Storage.prototype.setItem; Storage.prototype.setItem = "
           "function (key, value) { if (key.includes('.work.')) throw new DOMException('full', "
           "'QuotaExceededError'); set.call(this, key, value); }", "store is full"))

# A clone's folder, in the browser's own file system, which a page may use without asking.
FOLDER = """const done = arguments[0]; (async () => {
    const root = await navigator.storage.getDirectory();
    const chapter = await (await root.getDirectoryHandle("chapters", {create: true}))
        .getDirectoryHandle("02_thresholding", {create: true});
    const file = await (await chapter.getFileHandle("thresholding.c", {create: true}))
        .createWritable();
    await file.write(arguments[1]);
    await file.close();
    window.showDirectoryPicker = async () => root;
    done(true);
})()"""
SAVED = """const done = arguments[0]; (async () => {
    let at = await navigator.storage.getDirectory();
    for (const name of ["chapters", "02_thresholding"]) at = await at.getDirectoryHandle(name);
    done(await (await (await at.getFileHandle("thresholding.c")).getFile()).text());
})()"""


def stores(folder):
    """What is written is never lost without a word."""
    server, address = serve()
    driver = browser(tempfile.mkdtemp(dir=folder))
    try:
        for what, script, told in STORES:
            key = driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument",
                                         {"source": script})["identifier"]
            page = Page(driver, address + "02_thresholding.html", "ReLU")
            page.put(HEAD + RIGHT + "\n}")
            said = until(lambda: driver.find_element(By.CSS_SELECTOR, ".trouble").text)
            _, state, _ = page.check()
            report(told in said and "xport your work" in said and state == "done",
                   f"{what}: told, and everything else works", f"{said} {state}")
            driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": key})
        page = Page(driver, address + "02_thresholding.html", "ReLU")
        with open("chapters/02_thresholding/thresholding.c", encoding="utf-8") as file:
            mine = file.read().replace("TODO(", "/* from the clone */ TODO(")
        driver.execute_async_script(FOLDER.replace("arguments[1]", json.dumps(mine)))
        panel = driver.find_element(By.CSS_SELECTOR, ".panel")
        button = next(b for b in panel.find_elements(By.TAG_NAME, "button")
                      if b.text == "Open a clone")
        driver.execute_script("arguments[0].click()", button)
        until(lambda: "from the clone" in page.text())
        page.put(HEAD + RIGHT + "\n}")
        page.check()
        until(lambda: RIGHT.split("\n")[1] in driver.execute_async_script(SAVED))
        said = panel.find_element(By.CSS_SELECTOR, ".status").text
        report("each check saves" in said, "an open folder of a clone is read, and saved to", said)
    finally:
        driver.quit()
        server.shutdown()


def lacking(folder):
    """Each way in which a browser cannot run the editors: one sentence, and the text is there."""
    server, address = serve("script-src 'self' 'unsafe-inline'")
    policy = open("book/inbrowser.md").read().split("suffices:\n\n")[1].split("\n\n")[0]
    allowed, allowed_at = serve(policy.replace("\n", " "))
    for what, url, before, told in (
            ("a policy without WebAssembly", address, "", "security policy forbids WebAssembly"),
            ("no WebAssembly", allowed_at, "delete globalThis.WebAssembly", "has no WebAssembly"),
            ("no workers", allowed_at, "delete globalThis.Worker", "has no workers"),
            ("a file", "file://" + SITE + "/", "", "opened from a file")):
        driver = browser(tempfile.mkdtemp(dir=folder))
        try:
            if before:
                driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": before})
            driver.get(url + "02_thresholding.html")
            said = until(lambda: driver.find_element(By.CSS_SELECTOR, ".exercise").text)
            report(told in said and "make check" in said, what + ": said in a sentence", said)
        finally:
            driver.quit()
    driver = browser(tempfile.mkdtemp(dir=folder))
    try:
        page = Page(driver, allowed_at + "02_thresholding.html", "ReLU")
        page.put(HEAD + RIGHT + "\n}")
        said, state, _ = page.check()
        report(state == "done", "the policy that the text gives suffices", said)
    finally:
        driver.quit()


def unpacked(path):
    """A file of the site as whoever searches it would see it: unpacked as far as tools go."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] == b"\x1f\x8b":
        return gzip.decompress(data)
    if path.endswith(".js"):
        for text in re.findall(rb'"((?:[A-Za-z0-9+/]{4}){50,}(?:[A-Za-z0-9+/]{2,3}=+)?)"', data):
            inside = base64.b64decode(text)
            data += gzip.decompress(inside) if inside[:2] == b"\x1f\x8b" else inside
    return data


def unreadable():
    """Nothing of solutions, mistakes or hidden tests is readable text, packed or not."""
    lines = lambda paths: {line.strip(" *") for path in paths
                           for line in open(path, encoding="utf-8").read().split("\n")}
    of = lambda *patterns: [p for pattern in patterns for p in glob.glob(pattern, recursive=True)]
    public = lines(of("lib/**/*.[ch]", "chapters/*/*.h", "grader/*.h", "book/**/*.c") +
                   [p for p in of("chapters/*/*.c")
                    if not re.search("/(test_.*|solution)[.]c$", p)])
    secret = {line for line in lines(of("solutions/*/*.c", "chapters/*/test_*.c")) - public
              if len(line) > 24 and re.search("[;(]", line)}
    seen, files = set(), [p for p in of(SITE + "/**") if os.path.isfile(p)
                          and "/compiler/" not in p]
    for path in files:
        # What each line has, and what comes between the strings of a module.
        text = unpacked(path).decode("utf-8", "replace")
        seen |= {line.strip(" *") for line in re.split("[\n\0]", text)} & secret
    report(len(secret) > 500 and len(files) > 100 and not seen,
           f"none of {len(secret)} lines of solutions, mistakes and tests is in the site",
           sorted(seen)[:5])


def main():
    everything = sys.argv[2:] == ["all"]
    server, address = serve()
    with tempfile.TemporaryDirectory() as folder:
        driver = browser(os.path.join(folder, "profile"), downloads=folder)
        try:
            page, first = main_path(driver, address)
            moves(page)
            if everything:
                faults(page)
                two_tabs(driver, address)
                path = work(driver, address, page, folder)
                graded(path)
                accessible(driver, address, 360)
                accessible(driver, address, 1500)
                typing(Page(driver, address + "02_thresholding.html", "ReLU"))
                speed(page, address, first)
                memory(driver)
                offline(driver, address, server, page)
            severe = [l["message"] for l in driver.get_log("browser")
                      if l["level"] == "SEVERE" and "ERR_" not in l["message"]]
            report(not severe, "nothing goes wrong in the console", severe)
        finally:
            driver.quit()
        if everything:
            loading(folder)
            stores(folder)
            lacking(folder)
        unreadable()
    sys.exit(1 if failed else 0)


main()
