"""The site (make site) in Firefox and in WebKit: browsers.py BUILD [BROWSER [02 03... editor]]
prints ok and not ok lines; with more words, of this browser, these chapters or the editor only.

Every page loads without an error, every widget starts, draws and follows the arrow keys; the
editor compiles, says why, and has all points for what is right; then the same with the network
off."""
import functools
import http.server
import importlib
import json
import os
import re
import sys
import tempfile
import threading
import time

SITE = os.path.join(os.path.abspath(sys.argv[1]), "site")
ONLY = sys.argv[3:]
WAIT = 280  # seconds to wait before it is an error; WebKit is slow to compile a compiler
WRONG = ("for (size_t j = 0; j < n; j++) thres_x[j] = x[j] > theta ? x[j] : 0.0;")
RIGHT = ("for (size_t j = 0; j < n; j++) thres_x[j] = x[j] > theta ? x[j] - theta : 0.0;")
CHANGES = ("for (size_t t = 0; t + 1 < n; t++) diff[t] = sig[t + 1] > sig[t] ? "
           "sig[t + 1] - sig[t] : sig[t] - sig[t + 1];")
# Comes first on a page: collects errors, and sets a language that is not a language tag, as WebKit
# did under LANG=C.
FIRST = b"""<head><script>var wrong = [];
addEventListener("error", (e) => wrong.push(e.message ?? "no file " + e.target.src), true);
addEventListener("unhandledrejection", (e) => wrong.push(String(e.reason)));
for (const kind of ["error", "warn"]) console[kind] = (...words) => wrong.push(words.join(" "));
Object.defineProperty(Navigator.prototype, "language", {get: () => "C", configurable: true});
</script>"""
failed = 0


def report(good, what, why=""):
    global failed
    failed += not good
    print(f"ok {what}" if good else f"not ok {what}: {' '.join(str(why).split())[:600]}",
          flush=True)


class Pages(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        path = self.translate_path(self.path)
        if not path.endswith(".html"):
            super().do_GET()
            return
        with open(path, "rb") as file:
            page = file.read().replace(b"<head>", FIRST, 1)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


def serve():
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Pages, directory=SITE))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}/"


def until(browser, expression, what):
    """Waits in steps for the page: True, or a line that says what did not happen."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        if browser.run(expression):
            return True
        browser.run("new Promise((done) => setTimeout(done, 50))")
    report(False, what, "it does not happen")
    return False


# Opens what is closed, and brings each widget near the screen until all have started.
START = """(async () => {
    for (const box of document.querySelectorAll(".predict")) box.reveal?.();
    for (const el of document.querySelectorAll(".widget")) {
        el.scrollIntoView({block: "center", behavior: "instant"});
        const end = performance.now() + 60000;
        while (!el.dataset.ready && performance.now() < end)
            await new Promise((done) => setTimeout(done, 20));
    }
    return [...document.querySelectorAll(".widget")].map((el) => [el.id, el.dataset.ready ?? "",
        el.querySelector(".uplot canvas, canvas.pixels, svg") !== null]);
})()"""
PLACE = """(() => { const el = document.querySelector(%s);
    el.scrollIntoView({block: "center", behavior: "instant"});
    const box = el.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2]; })()"""
STATE = """(() => { const el = document.getElementById(%s);
    return JSON.stringify([{...el.dataset},
        [...el.querySelectorAll(".say")].map((p) => p.textContent)]); })()"""


def moves(browser, name, widget):
    """Its first slider, handle or picture has the focus, and follows three arrow keys."""
    selector = " , ".join(f'[id="{widget}"] {kind}' for kind in
                          ("input[type=range]", ".handle", "canvas[tabindex]"))
    quoted = json.dumps(selector)
    if not browser.run(f"document.querySelector({quoted}) !== null"):
        return
    browser.run(PLACE % quoted)
    browser.run(f"document.querySelector({quoted}).focus({{preventScroll: true}})")
    before = browser.run(STATE % json.dumps(widget))
    for _ in range(3):
        browser.press("ArrowRight")
    end, after = time.monotonic() + WAIT, before
    while after == before and time.monotonic() < end:
        after = browser.run(STATE % json.dumps(widget))
    report(after != before, f"{name}: {widget} follows the arrow keys", before)


def pages(browser, address, name):
    for page in sorted(file for file in os.listdir(SITE) if file.endswith(".html")):
        if ONLY and page[:2] not in ONLY:
            continue
        browser.get(address + page)
        widgets = browser.run(START)
        still = [w for w in widgets if w[1] != "yes" or not w[2]]
        report(not still, f"{name}: {page}, all {len(widgets)} widgets start and draw", still)
        for widget, ready, _ in widgets:
            if ready == "yes":
                moves(browser, name, widget)
        wide = browser.run("document.documentElement.scrollWidth - innerWidth")
        wrong = browser.run("wrong")
        report(not wrong and wide <= 0, f"{name}: {page}, no error, nothing sticks out",
            f"{wrong} {wide}")


IN = '.exercise[data-exercise="%s"] %s'


def check(browser, exercise, body):
    """The body is pasted into the contract's braces, Ctrl-Enter checks: state and words."""
    content = json.dumps(IN % (exercise, ".cm-content"))
    report_of = json.dumps(IN % (exercise, ".report"))
    browser.run(f"document.querySelector({report_of}).replaceChildren()")
    text = browser.run(f"[...document.querySelectorAll({content[:-1]} .cm-line\")]"
                       ".map((line) => line.textContent).join('\\n')")
    head = text[:text.index("{") + 1]
    browser.click(*browser.run(PLACE % content))
    browser.press("a", control=True)
    browser.run(f"document.execCommand('insertText', false, {json.dumps(head + body + '}')})")
    browser.press("Enter", control=True)
    verdict = json.dumps(IN % (exercise, ".report .verdict"))
    if not until(browser, f"document.querySelector({verdict}) !== null", f"{exercise} is judged"):
        return "", ""
    return browser.run(f"[document.querySelector({report_of}).dataset.state,"
                       f"document.querySelector({report_of}).innerText]")


def editor(browser, address, name, server):
    browser.get(address + "02_thresholding.html")
    content = json.dumps(IN % ("ReLU", ".cm-content"))
    if not until(browser, f"document.querySelector({content}) !== null", f"{name}: the editor"):
        return
    began = time.monotonic()
    state, said = check(browser, "ReLU", WRONG)
    first = time.monotonic() - began
    report(state == "started" and "153.5" in said and re.search(r"smaller", said),
        f"{name}: a wrong ReLU is told with a smaller example", f"{state} {said}")
    state, said = check(browser, "ReLU", RIGHT)
    report(state == "done" and "8 of 8 points" in said, f"{name}: the right one has all points",
        f"{state} {said}")
    until(browser, "document.documentElement.dataset.moved !== undefined",
        f"{name}: the widgets run what was written")
    browser.get(address + "02_thresholding.html")
    kept = until(browser, f"document.querySelector({content})?.textContent.includes('- theta : 0')",
        f"{name}: a reload keeps the work")
    report(kept, f"{name}: a reload keeps the work")
    print(f"# {name}: the first verdict of a first visit came after {first:.1f} s")
    files = len(open(os.path.join(SITE, "files.txt"), encoding="utf-8").read().split())
    until(browser, "caches.open('sparsebook-pages').then((c) => c.keys())"
        f".then((keys) => keys.length >= {files})", f"{name}: the site is kept for later")
    server.shutdown()
    server.server_close()
    browser.get(address + "03_temporal.html")
    content = json.dumps(IN % ("temporal_diff", ".cm-content"))
    if until(browser, f"document.querySelector({content}) !== null", f"{name}: a page, offline"):
        state, said = check(browser, "temporal_diff", CHANGES)
        report(state == "done", f"{name}: with the network off, another chapter is checked",
            f"{state} {said}")


def main():
    for module, kind, program in (("firefox", "Firefox", "/usr/bin/firefox-esr"),
                                  ("webkit", "WebKit", "/usr/bin/WebKitWebDriver")):
        if sys.argv[2:] and kind != sys.argv[2]:
            continue
        if not os.path.exists(program):
            print(f"# {kind} was left out: there is no {program}")
            continue
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            browser = getattr(importlib.import_module(module), kind)(profile)
            server, address = serve()
            try:
                print(f"# {browser.name}")
                pages(browser, address, kind)
                if not ONLY or "editor" in ONLY:
                    editor(browser, address, kind, server)
            except OSError as error:
                report(False, f"{kind} can be driven", error)
            finally:
                browser.quit()
                server.server_close()
    return failed > 0


sys.exit(main())
