"""The built book in headless Chromium: pages.py BUILD [02 03...] prints ok and not ok lines;
with numbers, only these chapters are driven.

Every widget is driven by real key presses and mouse events; what it computes is
compared with what the native programs printed (BUILD/values) and with the prose."""
import json
import os
import re
import shutil
import struct
import sys
import tempfile
import threading
import time
import wave
import zlib
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

BUILD = os.path.abspath(sys.argv[1])
BOOK = os.path.join(BUILD, "book")
# print.html exists for a moment, while the PDF is made from it.
PAGES = sorted(name for name in os.listdir(BOOK) if name.endswith(".html") and name != "print.html")
DRIVEN = [name for name in PAGES if not sys.argv[2:] or name[:2] in sys.argv[2:]]
AXE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vendor", "axe", "axe.min.js")
WAIT = 120  # seconds to wait before it is an error
failed = 0


one_at_a_time = threading.Lock()


def say(line):
    with one_at_a_time:
        print(line, flush=True)


def report(good, what, why=""):
    global failed
    if good:
        say("ok " + what)
    else:
        with one_at_a_time:
            failed += 1
        say("not ok " + what + ": " + " ".join(str(why).split()))


# ---- the files, without a browser ---------------------------------------------

class Page(HTMLParser):
    """The ids of a page, what it links to, and its text."""

    def __init__(self, name):
        super().__init__()
        self.ids, self.links, self.text, self.headings = set(), [], [], 0
        with open(os.path.join(BOOK, name), encoding="utf-8") as file:
            self.source = file.read()
        self.feed(self.source)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "id" in attrs:
            self.ids.add(attrs["id"])
        self.links += [attrs[a] for a in ("href", "src") if attrs.get(a)]

    def handle_data(self, data):
        self.text.append(data)


def check_links(pages):
    for name, page in pages.items():
        lost = []
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                if parts.scheme not in ("https", "data"):
                    lost.append(link)
                continue
            target = unquote(parts.path) or name
            if not os.path.isfile(os.path.join(BOOK, target)):
                lost.append(link)
            elif parts.fragment and target in pages and unquote(parts.fragment) \
                    not in pages[target].ids:
                lost.append(link)
        report(not lost, name + ": every link and picture leads somewhere", sorted(set(lost)))
        onward = page.source.count(' rel="next"')
        report(onward == (name != "glossary.html") and "Next:" not in "".join(page.text),
               name + ": one way on, below the page", onward)
        shifting = re.findall(r"<img (?![^>]* height=)[^>]*>", page.source)
        report(not shifting, name + ": pictures keep their places free until they are loaded",
            shifting)
        typed = re.findall(r'class="value" [^>]*>(-[^<]*)<|(\d(?:</span>)? x (?:<span[^>]*>)?\d)',
            page.source)
        report(not typed, name + ": minus and times signs are none of a typewriter", typed)
    linked = {name: len(re.findall(r'<a href="#F\d\.\d+b?">F', page.source))
              for name, page in pages.items()}
    report(sum(linked.values()) >= 6, "figures that a text names are a step away", linked)
    drawn = set().union(*(page.ids for page in pages.values()))
    for name, page in pages.items():
        named = set(re.findall(r"\bF\d\.\d+b?\b", " ".join(page.text)))
        report(named <= drawn, name + ": every figure it names is there", sorted(named - drawn))


# ---- the browser --------------------------------------------------------------

def start():
    options = Options()
    options.binary_location = shutil.which("chromium") or shutil.which("chromium-browser")
    for flag in ("--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                 "--disable-background-networking", "--disable-component-update", "--disable-sync"):
        options.add_argument(flag)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    driver.set_script_timeout(WAIT)
    driver.asked = set()
    return driver


def size(driver, width, height=900):
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                           {"width": width, "height": height, "deviceScaleFactor": 1,
                               "mobile": False})


def scheme(driver, name):
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia",
                           {"features": [{"name": "prefers-color-scheme", "value": name}]})


def until(condition, seconds=WAIT):
    """Wait for the page, not for a time: True as soon as the condition holds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return bool(condition())


STATE = """const el = arguments[0], seen = {...el.dataset};
delete seen.curves;
return JSON.stringify([seen, [...el.querySelectorAll('.say')].map((p) => p.textContent)]);"""


def state(driver, el):
    return driver.execute_script(STATE, el)


def frame(driver):
    """Two frames: what was asked for in one has been drawn in the next."""
    driver.execute_async_script(
        "const done = arguments[0]; "
        "requestAnimationFrame(() => requestAnimationFrame(() => done()));")


def changes(driver, el, act):
    before = state(driver, el)
    act()
    return until(lambda: state(driver, el) != before)


def centre(driver, el):
    driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", el)


# ---- a guess before the figure ------------------------------------------------

def stroke(driver, plot, finger):
    """Draw over the left half of a plot, with the mouse or with a finger."""
    left, top, width, height = driver.execute_script(
        "const b = arguments[0].getBoundingClientRect(); "
        "return [b.left, b.top, b.width, b.height]", plot)
    places = [(int(left + x * width), int(top + y * height))
              for x, y in ((0.2, 0.3), (0.35, 0.6), (0.5, 0.2))]
    if finger:
        for kind, points in (("touchStart", places[:1]), ("touchMove", places[1:2]),
            ("touchMove", places[2:]), ("touchEnd", [])):
            driver.execute_cdp_cmd("Input.dispatchTouchEvent",
                                   {"type": kind,
                                    "touchPoints": [{"x": x, "y": y} for x, y in points]})
        return
    builder = ActionBuilder(driver, duration=8)
    builder.pointer_action.move_to_location(*places[0]).pointer_down()
    for place in places[1:]:
        builder.pointer_action.move_to_location(*place)
    builder.pointer_action.pointer_up()
    builder.perform()


def draw(driver, box, key, native, finger):
    """A curve is drawn by a pointer and by arrow keys before the figure opens."""
    plot = box.find_element(By.CSS_SELECTOR, "svg.draw")
    show = box.find_element(By.TAG_NAME, "button")
    drawn = lambda: plot.find_element(By.CSS_SELECTOR, "path.guess").get_attribute("d").count("L")
    before = drawn()
    stroke(driver, plot, finger)
    half, early = drawn(), show.is_enabled()
    said = plot.get_attribute("aria-valuetext")
    report(before == 0 and 0.3 * len(native) < half < 0.7 * len(native) and not early,
           f"guess of {key}: a {'finger' if finger else 'mouse'} draws half of it, "
           "which is not enough", f"{before}, {half}, {early}")
    plot.send_keys(Keys.ARROW_RIGHT)
    further = drawn()
    plot.send_keys(Keys.END)
    flat = plot.get_attribute("aria-valuetext")
    plot.send_keys(Keys.ARROW_DOWN)
    end = plot.get_attribute("aria-valuetext")
    report(further == half + 1 and drawn() == len(native) - 1 and flat.split()[0] == said.split()[0]
        and flat != end and
           show.is_enabled(), f"guess of {key}: arrow keys draw the rest",
           f"{half}, {further}, {drawn()}, {said}, {flat}, {end}")
    show.click()
    guess = [float(v) for v in box.get_attribute("data-guess").split()]
    off = [abs(a - float(b)) for a, b in zip(guess, native)]
    most = off.index(max(off))
    said = box.find_element(By.CSS_SELECTOR, ".say").text.replace("\u2212", "-")
    report(rounded(sum(off) / len(off), native[0]) in said and said.endswith(
           f"you drew {rounded(guess[most], native[0])}, it is {native[most]}."),
           f"guess of {key}: how far off is said", f"{said} {guess}")


# Guesses that the picture of a widget or figure would give away.
REVEALS = {"W2.5": ("ch02.kurtosis_curve",), "F2.6": ("ch02.kurtosis_curve",),
           "W3.1": ("ch03.kurtosis_diff", "ch03.kurtosis_lags"), "W3.2": ("ch03.kurtosis_box_1",),
           "W4.1": ("ch04.r2_10",), "W4.2": ("ch04.r2_10", "ch04.r2_curve"),
           "W5.2": ("ch05.digits_high", "ch05.on_sparse", "ch05.digits_low"),
           "W5.3": ("ch05.digits_high", "ch05.on_sparse"), "F5.1": ("ch05.digits_high",),
           "W6.3": ("ch06.on_1e-1",), "W6.4": ("ch06.gabor_sparse",),
           "W6.5": ("ch06.gabor_sparse",), "F6.8": ("ch06.gabor_sparse",),
           "W7.1": ("ch07.kurtosis_150",), "W8.1": ("ch08.box_x_92",)}

# Everything that a reader finds when scrolling from top to bottom: the text, and what is read out.
READ = """const main = document.querySelector("main"), seen = [main.innerText];
for (const el of main.querySelectorAll("[aria-valuetext], [aria-label], [alt]"))
    if (el.checkVisibility())
        for (const name of ["aria-valuetext", "aria-label", "alt"])
            if (el.hasAttribute(name)) seen.push(el.getAttribute(name));
const ids = [...main.querySelectorAll(".widget, .paper")].filter((el) => el.checkVisibility());
const keys = [...main.querySelectorAll("span.value")].filter((el) => el.checkVisibility());
return [seen.join("\\n").replaceAll("\u2212", "-"), ids.map((el) => el.id),
        keys.map((el) => el.dataset.key)];"""


def given_away(driver, values, closed):
    """Which of the guesses that are still closed the page answers somewhere."""
    text, ids, keys = driver.execute_script(READ)
    found = [f"{key} by {i}" for i in ids for key in REVEALS.get(i, ()) if key in closed]
    found += [f"{key} in the text" for key in keys if key in closed]
    for key in closed:
        number = values[key]
        if "." in number and " " not in number and \
                re.search(rf"(?<![\d.]){re.escape(number)}(?![\d])", text):
            found.append(f"{key} = {number} as a number")
    return found


def scroll_through(driver):
    for el in driver.find_elements(By.CSS_SELECTOR, ".widget"):
        if el.is_displayed():
            centre(driver, el)
            until(lambda: el.get_attribute("data-ready"))


def waits_its_turn(driver, box, before):
    said = box.text
    return "the one above" in said and not box.find_elements(By.CSS_SELECTOR, "input, svg") and \
        before.get_attribute("id") in box.find_element(By.TAG_NAME, "a").get_attribute("href")


def guesses(driver):
    """Each guess hides what follows until it is placed; a page's last is skipped, and a curve."""
    values, boxes = native_values(), driver.find_elements(By.CSS_SELECTOR, ".predict")
    found = []
    for at, box in enumerate(boxes):
        scroll_through(driver)
        found += given_away(driver, values, [b.get_attribute("data-key") for b in boxes[at:]])
        if box != boxes[-1] and boxes[at + 1].is_displayed():
            report(waits_its_turn(driver, boxes[at + 1], box),
                   f"guess {at + 2} of the page waits for the one above", boxes[at + 1].text)
        key, curve = box.get_attribute("data-key"), box.get_attribute("data-curve")
        skip = key == "ch04.r2_curve" or not curve and box == boxes[-1] and len(boxes) > 1
        behind = box.find_element(By.XPATH, "following-sibling::*[1]")
        hidden = not behind.is_displayed()
        if curve:
            centre(driver, box)
            if skip:
                box.find_elements(By.TAG_NAME, "button")[1].click()
            else:
                draw(driver, box, key, values[key].split(), key == "ch03.kurtosis_lags")
            real = box.find_element(By.CSS_SELECTOR, "path.truth").get_attribute("d").count("L")
            report(hidden and behind.is_displayed() and curve == values[key]
                and real == len(curve.split()) - 1,
                   f"guess of {key}: {'skipped' if skip else 'placed'}, and the figure opens",
                   f"hidden: {hidden}, {real}, {curve}")
            continue
        slider = box.find_element(By.CSS_SELECTOR, "input")
        buttons = box.find_elements(By.TAG_NAME, "button")
        centre(driver, box)
        slider.send_keys(Keys.ARROW_RIGHT)
        guess = slider.get_property("value")
        buttons[1 if skip else 0].click()
        said = box.find_element(By.CSS_SELECTOR, ".say").text.replace("\u2212", "-")
        report(hidden and behind.is_displayed() and
               box.get_attribute("data-text") == values[key] and
               (skip or (values[key] in said and guess in said)),
               f"guess of {key}: {'skipped' if skip else 'placed'}, "
               "and the figure opens", f"hidden: {hidden}, shown: {behind.is_displayed()}, {said}")
    if boxes:
        report(not found, "no guess is answered before its box is open", found)


def remembered(driver):
    """A curve that stops 8 pixels early is whole; half a one says so; both outlive a reload."""
    driver.get("file://" + os.path.join(BOOK, "02_thresholding.html"))
    driver.execute_script("localStorage.clear(); location.reload()")
    number, curve_box = driver.find_elements(By.CSS_SELECTOR, ".predict")
    number.find_elements(By.TAG_NAME, "button")[1].click()
    plot = curve_box.find_element(By.CSS_SELECTOR, "svg.draw")
    centre(driver, plot)
    stroke(driver, plot, False)
    half = curve_box.text
    driver.refresh()
    curve_box = driver.find_elements(By.CSS_SELECTOR, ".predict")[1]
    plot = curve_box.find_element(By.CSS_SELECTOR, "svg.draw")
    path = plot.find_element(By.CSS_SELECTOR, "path.guess").get_attribute("d").count("L")
    report("Your curve ends at" in half and path > 3,
           "half a curve says where it ends, and is there after a reload", f"{half} {path}")
    centre(driver, plot)
    left, top, width = driver.execute_script("const b = arguments[0].getBoundingClientRect();"
                                             "return [b.left, b.top, b.width]", plot)
    builder = ActionBuilder(driver, duration=8)
    builder.pointer_action.move_to_location(int(left + 60), int(top + 90)).pointer_down()
    builder.pointer_action.move_to_location(int(left + width - 12 - 8), int(top + 60)).pointer_up()
    builder.perform()
    show = curve_box.find_element(By.TAG_NAME, "button")
    report(show.is_enabled(), "a curve that ends 8 pixels early is whole", curve_box.text)
    show.click()
    guess = curve_box.get_attribute("data-guess")
    driver.refresh()
    curve_box = driver.find_elements(By.CSS_SELECTOR, ".predict")[1]
    report(curve_box.get_attribute("data-guess") == guess, "a guess outlives a reload",
           curve_box.get_attribute("data-guess"))
    again = curve_box.find_elements(By.CSS_SELECTOR, ".once-more button")
    again[0].click()
    report(not curve_box.get_attribute("data-seen") and not
           curve_box.find_element(By.XPATH, "following-sibling::*[1]").is_displayed(),
           "and can be taken back", curve_box.text)
    driver.execute_script("localStorage.clear()")


def curves():
    """The points of a curve are the numbers that the prose names."""
    values = native_values()
    points = {key: values[key].split() for key in ("ch02.kurtosis_curve", "ch03.kurtosis_lags",
        "ch04.r2_curve")}
    named = {"ch03.kurtosis_lags": [values[f"ch03.kurtosis_tau_{tau}"] for tau in range(1, 92, 10)],
             "ch02.kurtosis_curve": [values["ch02.kurtosis_140"], values["ch02.kurtosis_240"]],
             "ch04.r2_curve": [values["ch04.r2_1"], values["ch04.r2_6"], values["ch04.r2_96"]]}
    at = {"ch02.kurtosis_curve": (14, 24), "ch04.r2_curve": (0, 1, 19)}
    for key, wanted in named.items():
        some = [points[key][i] for i in at.get(key, range(len(points[key])))]
        report([rounded(float(v), n) for v, n in zip(some, wanted, strict=True)] == wanted,
               f"{key} is the curve of the numbers in the text", f"{some} {wanted}")


# ---- widgets ------------------------------------------------------------------

def drag(driver, slider, start_at, stop_at):
    """Press, move and release the mouse on a slider; places from 0 to 1."""
    box = driver.execute_script("const b = arguments[0].getBoundingClientRect();"
                                "return [b.left, b.top, b.width, b.height]", slider)
    place = lambda t: (int(box[0] + 8 + t * (box[2] - 16)), int(box[1] + box[3] / 2))
    builder = ActionBuilder(driver, duration=8)
    pointer = builder.pointer_action
    pointer.move_to_location(*place(start_at)).pointer_down()
    for i in range(1, 41):
        pointer.move_to_location(*place(start_at + (stop_at - start_at) * i / 40))
    pointer.pointer_up()
    builder.perform()


FRAMES = """window.times = []; let before = performance.now(); window.counting = true;
(function tick() { requestAnimationFrame((now) => {
    times.push(now - before); before = now; if (counting) tick(); }); })();"""


def timed_drag(driver, slider):
    """Drag from left to right; the median time of a frame meanwhile."""
    driver.execute_script(FRAMES)
    drag(driver, slider, 0.1, 0.8)
    times = sorted(driver.execute_script("counting = false; return times.slice(1)"))
    return times[len(times) // 2] if times else 0.0


def drive_slider(driver, el, slider, name, label):
    centre(driver, slider)
    number = lambda: float(slider.get_property("value"))
    driver.execute_script("arguments[0].focus()", slider)
    slider.send_keys(Keys.HOME)
    until(lambda: number() == float(slider.get_attribute("min")))
    frame(driver)
    lowest = number()
    # One step need not change a number (some pictures look alike); one of many has to.
    moved = changes(driver, el, lambda: slider.send_keys(3 * Keys.ARROW_RIGHT))
    report(number() > lowest and moved, f"{name}: the slider '{label}' answers to arrow keys",
           f"from {lowest} to {number()}, changed: {moved}")
    before = state(driver, el)
    median = timed_drag(driver, slider)
    moved = until(lambda: state(driver, el) != before)
    low, high = float(slider.get_attribute("min")), float(slider.get_attribute("max"))
    place = (number() - low) / (high - low)
    report(moved and 0.7 < place < 0.9, f"{name}: the slider '{label}' is dragged by mouse",
           f"it is at {number()}, changed: {moved}")
    say(f"# {name} '{label}': {median:.1f} ms a frame while dragging (median)")


def drive_picture(driver, el, canvas, name):
    centre(driver, canvas)
    box = canvas.size
    at = lambda x, y: ActionChains(driver, duration=20).move_to_element_with_offset(
        canvas, int((x - 0.5) * box["width"]), int((y - 0.5) * box["height"]))
    report(changes(driver, el, lambda: at(0.62, 0.71).click().perform()),
        f"{name}: the picture answers to a click")
    driver.execute_script("arguments[0].focus()", canvas)
    moved = changes(driver, el, lambda: canvas.send_keys(Keys.ARROW_RIGHT + Keys.ARROW_UP))
    report(moved, f"{name}: the picture answers to arrow keys")
    if canvas.get_attribute("role") == "slider":
        report(changes(driver, el, lambda: at(0.2, 0.3).perform()),
            f"{name}: the picture answers to hovering")


def drive_buttons(driver, el, name):
    for button in el.find_elements(By.CSS_SELECTOR, "button"):
        label = button.text
        if not button.is_enabled() or not button.is_displayed() or label in ("Stop", "Learn"):
            continue
        centre(driver, button)
        report(changes(driver, el, button.click), f"{name}: the button '{label}' does something")
        if not el.is_displayed():
            return


def drive_handle(driver, el, handle, name):
    """A point of a plane follows keys and the mouse, and says where it is."""
    label = handle.get_attribute("aria-label")
    centre(driver, handle)
    driver.execute_script("arguments[0].focus()", handle)
    before = handle.get_attribute("aria-valuetext")
    moved = changes(driver, el, lambda: handle.send_keys(3 * Keys.ARROW_UP))
    told = handle.get_attribute("aria-valuetext")
    dragged = changes(driver, el, lambda: ActionChains(driver, duration=20)
                      .click_and_hold(handle).move_by_offset(-30, 25).release().perform())
    report(moved and dragged and before != told, f"{name}: '{label}' moves by keys and mouse",
        f"{moved} {dragged} {before} {told}")


def drive(driver, el, name):
    sliders = el.find_elements(By.CSS_SELECTOR, "input[type=range]")
    for slider in sliders:
        label = driver.execute_script(
            "return arguments[0].labels[0].querySelector('span').textContent", slider)
        drive_slider(driver, el, slider, name, label)
    for canvas in el.find_elements(By.CSS_SELECTOR, "canvas[tabindex]"):
        drive_picture(driver, el, canvas, name)
    for handle in el.find_elements(By.CSS_SELECTOR, ".handle"):
        drive_handle(driver, el, handle, name)
    drive_buttons(driver, el, name)
    for radio in el.find_elements(By.CSS_SELECTOR, "input[type=radio]:not(:checked)")[:1]:
        centre(driver, radio)
        report(changes(driver, el, radio.click), f"{name}: another choice changes it")
    report(bool(sliders) or bool(el.find_elements(By.CSS_SELECTOR, "button, canvas[tabindex], "
        ".handle")),
           f"{name}: there is something to move")


def widgets(driver, page):
    for el in driver.find_elements(By.CSS_SELECTOR, ".widget"):
        name = el.get_attribute("data-widget")
        began = time.monotonic()
        centre(driver, el)
        ready = until(lambda: el.get_attribute("data-ready") == "yes")
        report(ready, f"{name}: starts", el.text[:200])
        if not ready:
            continue
        say(f"# {name} starts in {time.monotonic() - began:.1f} s")
        named = driver.execute_script("return document.getElementById(arguments[0].getAttribute("
                                      "'aria-labelledby'))?.textContent", el)
        report(el.get_attribute("role") == "group" and bool(named), f"{name}: is a named group",
            named)
        if name in NUMBERS:
            numbers(driver, el, name, page)
        drive(driver, el, name)


# ---- numbers: native program = prose = slider ---------------------------------

# widget -> [(position of its slider, number in its data, value's key, factor)]
NUMBERS = {
    "W2.1": [(None, "kurtosis", "ch02.kurtosis_sig", 1)],
    "W2.5": [(140, "kurtosis", "ch02.kurtosis_140", 1), (240, "kurtosis", "ch02.kurtosis_240", 1)],
    "W3.1": [(1, "kurtosisSig", "ch03.kurtosis_sig", 1),
        (1, "kurtosisDiff", "ch03.kurtosis_diff", 1)] +
            [(tau, "kurtosis", f"ch03.kurtosis_tau_{tau}", 1) for tau in range(1, 92, 10)],
    "W3.2": [(10, "tapPlus", "ch03.tap_plus", 1), (10, "tapMinus", "ch03.tap_minus", 1),
             (11, "kurtosis", "ch03.kurtosis_box_11", 1), (11, "kurtosisSettled",
                 "ch03.kurtosis_settled_11", 1),
             (91, "kurtosisRest", "ch03.kurtosis_minus_91", 1)],
    "W6.3": [(10, "on", "ch06.on_1e-3", 1), (20, "on", "ch06.on_1e-2", 1),
        (30, "on", "ch06.on_1e-1", 1),
             (30, "unexplained", "ch06.unexplained_1e-1", 100), (40, "unexplained",
                 "ch06.unexplained_1", 100)],
    "W7.1": [(150, "kurtosisFrame", "ch07.kurtosis_frame", 1),
        (150, "kurtosis", "ch07.kurtosis_150", 1),
             (150, "kept", "ch07.kept_150", 1), (240, "kurtosis", "ch07.kurtosis_240", 1)],
    "W8.1": [(10, "tapMiddle", "ch08.middle_tap_10", 1), (10, "tapSide", "ch08.side_tap_10", 1),
             (2, "kurtosis", "ch08.box_x_2", 1), (12, "kurtosis", "ch08.box_x_12", 1)],
}
in_all_three = set()


def native_values():
    values = {}
    for name in os.listdir(os.path.join(BUILD, "values")):
        with open(os.path.join(BUILD, "values", name), encoding="utf-8") as file:
            values.update(line.rstrip("\n").split("\t", 1) for line in file if "\t" in line)
    return values


def rounded(number, text):
    """The number written with as many digits as the text has."""
    digits = len(text.split(".")[1]) if "." in text else 0
    return f"{number:.{digits}f}"


def numbers(driver, el, name, page):
    values = native_values()
    sliders = el.find_elements(By.CSS_SELECTOR, "input[type=range]")
    for at, data, key, factor in NUMBERS[name]:
        if at is not None:
            driver.execute_script("arguments[0].value = arguments[1];"
                                  "arguments[0].dispatchEvent(new Event('input'))", sliders[0], at)
            frame(driver)
        native = values[key]
        shown = lambda: el.get_attribute("data-" + re.sub("([A-Z])", r"-\1", data).lower()) or "nan"
        until(lambda: rounded(factor * float(shown()), native) == native)
        live = rounded(factor * float(shown()), native)
        prose = driver.execute_script(
            "return [...document.querySelectorAll(`span.value[data-key=\"${arguments[0]}\"]`)]"
            ".map((span) => span.textContent.replace('\u2212', '-'))", key)
        report(live == native and all(text == native for text in prose),
            f"{name}: {key} is {native} everywhere",
               f"{shown()} in the widget, {prose} in the prose")
        if prose and live == native:
            in_all_three.add(key)


# ---- whole pages --------------------------------------------------------------

def asked(driver):
    """What has been asked for since the page was opened: addresses."""
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] in ("Network.requestWillBeSent", "Network.webSocketCreated"):
            driver.asked.add(message["params"].get("request", message["params"]).get("url", ""))
    return driver.asked


def logs(driver, name):
    bad = [entry["message"] for entry in driver.get_log("browser") if entry["level"]
        in ("WARNING", "SEVERE")]
    report(not bad, name + ": the console stays silent", bad[:3])
    far = [url for url in asked(driver) if not re.match("(file|data|blob|chrome|about):", url)]
    driver.asked.clear()
    report(not far, name + ": nothing is asked of the network", sorted(far))


WIDE = """const wide = [...document.querySelectorAll("main *")].filter((el) => {
    const box = el.getBoundingClientRect();
    if (box.width === 0 || box.right <= innerWidth + 1) return false;
    for (let p = el.parentElement; p; p = p.parentElement)
        if (["auto", "scroll", "hidden"].includes(getComputedStyle(p).overflowX)) return false;
    return !getComputedStyle(el).clipPath.includes("inset");
});
return [document.documentElement.scrollWidth - innerWidth,
        wide.slice(0, 3).map((el) => el.outerHTML.slice(0, 80))];"""


# Side notes that overlap each other or anything else on the page, or go beyond its edge.
NOTES = """const boxes = (css) => [...document.querySelectorAll(css)]
    .filter((el) => el.checkVisibility() && el.getClientRects().length)
    .map((el) => [el, el.getBoundingClientRect()]);
const notes = boxes(".aside"), rest = boxes(
    "main :is(p, li, h2, h3, h4, figure, pre, table, math, details, .widget, .predict)")
    .filter(([el]) => !el.closest(".aside"));
const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 &&
    a.top < b.bottom - 1 && b.top < a.bottom - 1;
return [notes.length, notes.filter(([el, box], i) =>
    box.width < 150 || box.right > innerWidth + 1 ||
    [...notes.slice(i + 1), ...rest].some(([, other]) => over(box, other)))
    .map(([el]) => el.id)];"""


CUT = """return [...document.querySelectorAll("main > div.sourceCode pre, .behind > div > pre")]
    .filter((pre) => pre.checkVisibility() && pre.scrollWidth > pre.clientWidth + 1)
    .map((pre) => pre.scrollWidth - pre.clientWidth + " " + pre.textContent.slice(0, 40));"""


def widths(driver, name):
    for width in (360, 900, 1400):
        size(driver, width)
        frame(driver)
        frame(driver)
        count, bad = driver.execute_script(NOTES)
        if name[0].isdigit():
            report(2 <= count <= 4 and not bad,
                f"{name}: {count} side notes, each by itself at {width} pixels", bad)
        cut = width >= 900 and driver.execute_script(CUT)
        report(not cut, f"{name}: all columns of the code are seen at {width} pixels", cut)
        over, wide = driver.execute_script(WIDE)
        report(over <= 0 and not wide, f"{name}: nothing sticks out at {width} pixels",
            f"{over} pixels: {wide}")
    size(driver, 900)


AXE_RUN = """const done = arguments[1];
axe.run(document, {preload: false, resultTypes: ["violations"], selectors: false,
    ...arguments[0]}).then((r) => done(r.violations
    .filter((v) => v.impact === "serious" || v.impact === "critical")
    .map((v) => v.id + " " + v.nodes.slice(0, 2).map((n) => n.html.slice(0, 90)).join(" "))),
    (e) => done(["axe failed: " + e]));"""


def accessible(driver, name, axe):
    driver.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    driver.execute_script(axe)
    for light, options in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
        scheme(driver, light)
        frame(driver)
        found = driver.execute_async_script(AXE_RUN, options)
        report(not found, f"{name}: axe finds nothing serious, {light}", found)
    scheme(driver, "light")


def pictures(driver, name):
    driver.execute_script(
        "document.querySelectorAll('img').forEach((i) => { i.loading = 'eager'; })")
    broken = ("return [...document.images].filter((i) => !(i.complete && i.naturalWidth))"
              ".map((i) => i.src)")
    until(lambda: not driver.execute_script(broken))
    report(not driver.execute_script(broken), name + ": every picture is drawn",
        driver.execute_script(broken))


def luminance(colour):
    light = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
             for v in (c / 255 for c in colour)]
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def contrast(a, b):
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colours(text):
    return tuple(int(v) for v in re.findall(r"\d+", text))


def check_figures():
    """Letters in figures can be read, and lines be seen, on the white plate and on the dark one."""
    faint = {"light": set(), "dark": set()}
    folder = os.path.join(BOOK, "figures")
    names = [name for name in os.listdir(folder) if name.endswith(".svg")]
    for name in names:
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            svg = re.sub(r"<g [^>]*>\s*</g>", "", file.read())
        rules = dict(re.findall(r'(\[[^]]*\])\{[a-z-]+:(rgb[^}]*)\}', svg.split("</style>")[0]))
        plate = colours(rules.get('[fill="#ffffff"]', "255,255,255"))
        for text in set(re.findall(r'<text[^>]*>|<g[^>]*fill="rgb[^>]*>', svg)):
            fill = re.search(r'fill="(rgb\([^"]*)"', text)
            if fill and contrast(colours(fill[1]), (255, 255, 255)) < 4.5:
                faint["light"].add(f"{name} {fill[1]}")
            if fill and contrast(colours(rules.get(f'[fill="{fill[1]}"]', "0,0,0")), plate) < 4.5:
                faint["dark"].add(f"{name} {fill[1]}")
        for line in set(re.findall(r"stroke=[\"'](rgb\([^\"']*)", svg)) - {"rgb(232, 232, 232)",
            "rgb(204, 204, 204)"}:
            if contrast(colours(rules.get(f'[stroke="{line}"]', line)), plate) < 3:
                faint["dark"].add(f"{name} {line}")
    for light, found in faint.items():
        report(not found and names, f"letters and lines of {len(names)} figures stand out, {light}",
            sorted(found)[:5])


PIXEL = """const done = arguments[1], image = new Image();
image.onload = () => {
    const context = document.createElement("canvas").getContext("2d");
    context.drawImage(image, 0, 0);
    done([...context.getImageData(1, 1, 1, 1).data.slice(0, 3)]);
};
image.src = "data:image/png;base64," + arguments[0];"""


def enlarges(driver):
    """On a phone a figure is whole, and large at a tap; on a wide screen a click opens its file."""
    driver.get("file://" + os.path.join(BOOK, "02_thresholding.html"))
    size(driver, 360)
    paper = driver.find_element(By.CSS_SELECTOR, ".paper")
    centre(driver, paper)
    over = lambda: driver.execute_script(
        "return arguments[0].scrollWidth - arguments[0].clientWidth", paper)
    seen = [over()]
    for _ in range(2):
        paper.find_element(By.TAG_NAME, "a").click()
        seen.append(over())
    letters = driver.execute_script("""const img = arguments[0].querySelector("img");
        return 12 * img.getBoundingClientRect().width / img.getAttribute("width");""", paper)
    report(seen[1] <= 0 < seen[0] and seen[2] > 0 and letters > 8,
        "a figure is large enough to read on a phone, and whole at a tap", f"{seen} {letters}")
    size(driver, 900)
    paper.find_element(By.TAG_NAME, "a").click()
    report(until(lambda: driver.current_url.endswith(".svg")),
        "on a wide screen a click opens its file", driver.current_url)


def plates(driver):
    """What the reader's screen asks for reaches the figures."""
    driver.get("file://" + os.path.join(BOOK, "02_thresholding.html"))
    img = driver.find_element(By.CSS_SELECTOR, ".paper img")
    centre(driver, img)
    until(lambda: img.get_property("complete"))
    for light, test in (("dark", lambda rgb: max(rgb) < 60), ("light", lambda rgb: min(rgb) > 240)):
        scheme(driver, light)
        pixel = lambda: driver.execute_async_script(PIXEL, img.screenshot_as_base64)
        report(until(lambda: test(pixel())), f"a figure is drawn on a {light} plate", pixel())


COVERED = """const covered = [];
const bar = document.querySelector(".bar").getBoundingClientRect().bottom;
for (const h of document.querySelectorAll("h2[id], h3[id], .paper[id], .widget[id]")) {
    h.scrollIntoView({behavior: "instant"});
    if (h.getBoundingClientRect().top < bar - 1) covered.push(h.id);
}
return covered;"""


def gallery(driver, name):
    """Every known mistake has a figure, in which one sees how it differs from the right result."""
    driver.execute_script(
        "document.querySelectorAll('details.bugs').forEach((d) => { d.open = true; })")
    for exercise in driver.find_elements(By.CSS_SELECTOR, "ul.mistakes"):
        centre(driver, exercise)
        until(lambda: exercise.get_attribute("data-ready") == "yes")
    alike = driver.execute_script("""return [...document.querySelectorAll("ul.mistakes li")]
        .filter((item) => !(item.dataset.apart >= 3) || !item.querySelector("svg, canvas"))
        .map((item) => item.dataset.mistake);""")
    count = len(driver.find_elements(By.CSS_SELECTOR, "ul.mistakes li"))
    report(not alike, f"{name}: {count} known mistakes, each drawn beside the right result", alike)


def without_scripts(driver, name):
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    driver.get("file://" + os.path.join(BOOK, name))
    silent = [el.get_attribute("id") for el in driver.find_elements(By.CSS_SELECTOR, ".widget")
              if el.rect["height"] < 50 or "JavaScript" not in el.get_attribute("textContent")]
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    report(not silent, name + ": without scripts each widget says what it would be", silent)


def touch(driver):
    """A finger on the first slider of chapter 2; what was guessed there is remembered."""
    driver.get("file://" + os.path.join(BOOK, "02_thresholding.html"))
    seen = driver.find_elements(By.CSS_SELECTOR, ".predict[data-guess]:has(.truth)")
    report(len(seen) == 2, "guesses are there again when a reader comes back", len(seen))
    el = driver.find_element(By.CSS_SELECTOR, ".widget")
    centre(driver, el)
    until(lambda: el.get_attribute("data-ready") == "yes")
    slider = el.find_element(By.CSS_SELECTOR, "input[type=range]")
    centre(driver, slider)
    x, y = driver.execute_script("const b = arguments[0].getBoundingClientRect();"
                                 "return [b.left + 0.7 * b.width, b.top + b.height / 2]", slider)

    def tap():
        driver.execute_cdp_cmd("Input.dispatchTouchEvent",
            {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    report(changes(driver, el, tap), "a slider answers to touch")


def seek(driver, words):
    """What the search finds, by title, in a dialog opened by its key."""
    driver.find_element(By.TAG_NAME, "body").send_keys("/")
    field = driver.find_element(By.CSS_SELECTOR, "dialog[open] input")
    field.clear()
    field.send_keys(words)
    until(lambda: driver.find_element(By.CSS_SELECTOR, "dialog[open] .count").text)
    return [a.text for a in driver.find_elements(By.CSS_SELECTOR, "dialog[open] .found b")]


def learns_live(driver):
    """The full model learns in the page: atoms become Gabor-like, the held-out error falls."""
    el = driver.find_element(By.ID, "W6.5")
    centre(driver, el)
    until(lambda: el.get_attribute("data-ready") == "yes")
    if el.get_attribute("data-running") == "yes": # from an earlier press
        el.find_element(By.TAG_NAME, "button").click()
    again = el.find_elements(By.TAG_NAME, "button")[1]
    driver.execute_script("""const [el] = arguments, price = el.querySelector("input[type=range]");
        price.value = 0.1;
        price.dispatchEvent(new Event("input"));
        el.querySelector("input[value='128']").click();""", el)
    until(lambda: el.get_attribute("data-alpha") == "0.1")
    number = lambda name: float(el.get_attribute("data-" + name) or "nan")
    began = time.monotonic()
    again.click()
    until(lambda: number("seen") > 0)
    first = number("judged")
    good = until(lambda: number("share") > 0.35 or el.get_attribute("data-failed"))
    report(good and number("judged") < first, "W6.5: fields come out while one watches",
        f"{number('share')} {first} {number('judged')} {el.get_attribute('data-failed')}")
    rate = number("seen") / number("seconds")
    say(f"# W6.5: {100 * number('share'):.0f} % of the atoms are Gabor-like after "
        f"{time.monotonic() - began:.1f} s, {rate:.0f} patches a second")
    el.find_element(By.TAG_NAME, "button").click()
    paused = number("seen")
    frame(driver)
    said = el.find_elements(By.CSS_SELECTOR, ":scope > .say")[-1].text
    report("patches in" in said and el.get_attribute("data-running") == "no" and
        number("seen") - paused < 5000, "W6.5: it pauses, and says how far it is", said)


def own_data(driver, folder):
    """A column of one's own takes the signal's place; what cannot be read says why."""
    for name in ("good.csv", "bad.csv", "other.xyz"):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write("t,v\n" + "\n".join(f"x,{i * i % 17 if name[0] == 'g' else 'y'}"
                                           for i in range(60)))
    el = driver.find_element(By.ID, "W2.5")
    centre(driver, el)
    before = el.get_attribute("data-kurtosis")
    field = el.find_element(By.CSS_SELECTOR, "input[type=file]")
    said = lambda: el.find_element(By.CSS_SELECTOR, ".drop [role=status]").text
    for name, words in (("bad.csv", "line 2"), ("other.xyz", "none of"), ("good.csv", "stays")):
        field.send_keys(os.path.join(folder, name))
        report(until(lambda: words in said(), 20), f"W2.5: {name} of one's own", said())
    report(el.get_attribute("data-kurtosis") != before, "W2.5 shows a reader's own column",
        before)


def grey_png(path, side):
    """A picture of side x side grey pixels, as plain as PNG allows."""
    rows = b"".join(b"\0" + bytes((7 * x * y + 3 * x) % 256 for x in range(side))
                    for y in range(side))
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + \
        struct.pack(">I", zlib.crc32(kind + data))
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" +
                   chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)) +
                   chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def own_pieces(driver, folder, widget, files):
    """Each file of one's own takes the data's place: what the widget says is another."""
    grey_png(os.path.join(folder, "own.png"), 64)
    with wave.open(os.path.join(folder, "own.wav"), "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(b"".join(struct.pack("<h", i * i % 3001) for i in range(3000)))
    with open(os.path.join(folder, "own.csv"), "w", encoding="utf-8") as file:
        file.write("t;v\n" + "\n".join(f"{i};{i * i % 17}" for i in range(700)))
    el = driver.find_element(By.ID, widget)
    centre(driver, el)
    until(lambda: el.get_attribute("data-ready") == "yes")
    field = el.find_element(By.CSS_SELECTOR, "input[type=file]")
    said = lambda: el.find_element(By.CSS_SELECTOR, ".drop [role=status]").text
    for name in files:
        before = state(driver, el)
        field.send_keys(os.path.join(folder, name))
        taken = until(lambda: name in said() and "stays in this page" in said(), 30)
        report(taken and until(lambda: state(driver, el) != before),
            f"{widget}: {name} of one's own is shown", said())


def odd_browsers(driver):
    """Plots appear in a browser whose language is not a tag; one that lacks something is told."""
    cases = (("Object.defineProperty(navigator, 'language', {value: 'C', configurable: true})",
              "yes", ""),
             ("delete globalThis.WebAssembly", "stopped", "no WebAssembly"),
             ("delete globalThis.DecompressionStream", "stopped", "no DecompressionStream"),
             ("WebAssembly.instantiate = () => Promise.reject(new WebAssembly.CompileError('CSP'))",
              "stopped", "security policy"))
    for script, state_then, words in cases:
        key = driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument",
            {"source": script})["identifier"]
        driver.get("file://" + os.path.join(BOOK, "07_hard_threshold.html"))
        driver.execute_script("document.querySelectorAll('.predict').forEach((b) => b.reveal())")
        el = driver.find_element(By.ID, "W7.1")
        centre(driver, el)
        until(lambda: el.get_attribute("data-ready"))
        plots = len(el.find_elements(By.CSS_SELECTOR, ".uplot canvas"))
        report(el.get_attribute("data-ready") == state_then and words in el.text and
            (plots > 0 or words), f"W7.1 under: {script[:50]}",
            f"{el.get_attribute('data-ready')} {plots} {el.text[:200]}")
        driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": key})
    driver.get("about:blank")
    driver.get_log("browser")
    driver.get_log("performance")


def front_door(driver):
    """The index says what one learns and where; search, glossary, keys and light work offline."""
    driver.get("file://" + os.path.join(BOOK, "index.html"))
    size(driver, 1200)
    text = driver.find_element(By.TAG_NAME, "main").text
    goals = driver.find_elements(By.CSS_SELECTOR, "#what-you-will-be-able-to-do ~ ul")
    report(len(goals) >= 8 and "population, lifetime and interaction sparsity" in text,
        "the index says what one will be able to do after each chapter", len(goals))
    cite = driver.find_element(By.CSS_SELECTOR, "pre.bibtex").text
    report(cite.startswith("@software{") and re.search(r"year += \{20\d\d\}", cite) and
        driver.find_element(By.CSS_SELECTOR, ".copy").is_displayed(),
        "the index says how to cite", cite)
    found = seek(driver, "matching purs")
    report("Orthogonal matching pursuit" in found, "the search finds a section, offline", found)
    driver.find_element(By.CSS_SELECTOR, "dialog[open] input").send_keys(Keys.ENTER)
    report(until(lambda: "04_omp.html#" in driver.current_url), "Enter opens the first",
        driver.current_url)
    hidden = [s for s in seek(driver, "35.7")]
    shown = driver.find_element(By.CSS_SELECTOR, "dialog[open] .found").text
    report("35.7" not in shown, "and shows nothing that a guess hides", f"{hidden} {shown}")
    driver.find_element(By.CSS_SELECTOR, "dialog[open] input").send_keys(Keys.ESCAPE)

    term = driver.find_element(By.CSS_SELECTOR, "a.term")
    centre(driver, term)
    ActionChains(driver, duration=20).move_to_element(term).perform()
    card = driver.find_element(By.ID, "definition")
    hovered = card.is_displayed() and card.text
    driver.find_element(By.TAG_NAME, "body").send_keys(Keys.ESCAPE)
    gone = not card.is_displayed()
    driver.execute_script("arguments[0].focus()", term)
    report(hovered and gone and card.is_displayed() and
        term.get_attribute("data-definition") in hovered,
        "a term is explained under the mouse and at the keyboard", f"{hovered} {gone}")
    place = driver.execute_script("const b = arguments[0].getBoundingClientRect();"
                                  "return [b.left + 4, b.top + b.height / 2]", term)
    driver.execute_script("arguments[0].blur()", term)
    for kind, points in (("touchStart", [{"x": place[0], "y": place[1]}]), ("touchEnd", [])):
        driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    report(until(card.is_displayed, 5) and "glossary" not in driver.current_url,
        "and at a tap", driver.current_url)

    body = driver.find_element(By.TAG_NAME, "body")
    colour = lambda: driver.execute_script("return getComputedStyle(document.body).backgroundColor")
    before = colour()
    body.send_keys("d")
    after = colour()
    driver.refresh()
    kept = colour()
    driver.find_element(By.TAG_NAME, "body").send_keys("d")
    report(before != after == kept and colour() == before,
        "the page turns dark at a key, and stays so", f"{before} {after} {kept}")
    driver.find_element(By.TAG_NAME, "body").send_keys("?")
    keys = driver.find_element(By.CSS_SELECTOR, "dialog[open]").text
    report("search the book" in keys, "? shows the keys", keys)
    driver.find_element(By.CSS_SELECTOR, "dialog[open] button").click()
    anchors = driver.execute_script("""return [...document.querySelectorAll("main :is(h2, h3)[id]")]
        .filter((h) => h.querySelector("a.anchor")?.hash !== "#" + h.id).length""")
    report(anchors == 0, "every heading has a link to itself", anchors)
    frames = lambda: driver.find_elements(By.TAG_NAME, "iframe")
    none = len(frames())
    logs(driver, "before the video is asked for")
    driver.find_element(By.CSS_SELECTOR, ".video button").click()
    report(none == 0 and "TkfPF24CZfk" in frames()[0].get_attribute("src"),
        "a video comes when it is asked for", none)
    size(driver, 360)
    menu = driver.find_element(By.CSS_SELECTOR, ".menu")
    menu.find_element(By.TAG_NAME, "summary").click()
    links = [a.text for a in menu.find_elements(By.CSS_SELECTOR, "a, button") if a.is_displayed()]
    report(len(links) >= 14, "on a phone the menu leads everywhere", links)
    driver.get("about:blank")
    driver.get_log("browser")
    driver.get_log("performance")


MOST_BYTES = {"02": 1.5e6, "03": 1.5e6, "04": 1.5e6}


def weight(driver, name):
    """A page that has been read from top to bottom, with nothing moved, was not heavy."""
    scroll_through(driver)
    files = {unquote(urlsplit(url).path) for url in asked(driver) if url.startswith("file:")}
    sizes = {os.path.relpath(path, BOOK): os.path.getsize(path) for path in files}
    total, most = sum(sizes.values()), MOST_BYTES.get(name[:2], 3e6)
    heaviest = sorted(sizes, key=sizes.get)[-3:]
    report(len(files) > 4 and total < most, f"{name}: read through, it weighs less than "
        f"{most / 1e6} MB", f"{total} bytes; {[(f, sizes[f]) for f in heaviest]}")
    say(f"# {name}: {total / 1e6:.2f} MB in {len(files)} files")


def drive_page(driver, name, axe):
    asked(driver)
    driver.asked.clear()  # the page before
    size(driver, 900)
    driver.get("file://" + os.path.join(BOOK, name))
    try:
        guesses(driver)
        weight(driver, name)
        widgets(driver, name)
        if name.startswith("06_"):
            learns_live(driver)
        gallery(driver, name)
        clear = until(lambda: not driver.execute_script(COVERED))
        report(clear, name + ": the bar covers no heading one jumps to",
            driver.execute_script(COVERED))
        pictures(driver, name)
        accessible(driver, name, axe)
        widths(driver, name)
    except WebDriverException as error:
        report(False, name + ": can be driven", error.msg)
    logs(driver, name)
    if name.startswith("02_"): # the tab remembers what was guessed
        with tempfile.TemporaryDirectory() as folder:
            own_data(driver, folder)
        touch(driver)
        remembered(driver)
        enlarges(driver)
        plates(driver)
    if name.startswith("04_"):
        with tempfile.TemporaryDirectory() as folder:
            own_pieces(driver, folder, "W4.1", ("own.wav", "own.csv"))
        front_door(driver)
    if name.startswith("05_"):
        with tempfile.TemporaryDirectory() as folder:
            own_pieces(driver, folder, "W5.2", ("own.png", "own.wav", "own.csv"))
    if name.startswith("07_"):
        odd_browsers(driver)
    if 'class="widget"' in Page(name).source:
        without_scripts(driver, name)


def main():
    began = time.monotonic()
    check_links({name: Page(name) for name in PAGES})
    check_figures()
    curves()
    with open(AXE, encoding="utf-8") as file:
        axe = file.read()
    # Two browsers: while one waits for frames, the other computes. The longest pages come first.
    pages = iter(sorted(DRIVEN, key=lambda name: -os.path.getsize(os.path.join(BOOK, name))))
    drivers = []

    def work(driver):
        scheme(driver, "light")
        for name in pages: # what one has taken, the other does not see
            drive_page(driver, name, axe)

    try:
        drivers += [start(), start()]
        with ThreadPoolExecutor(len(drivers)) as threads:
            list(threads.map(work, drivers))
    finally:
        for driver in drivers:
            driver.quit()
    report(len(in_all_three) >= 10 or DRIVEN != PAGES,
        "ten numbers agree in program, prose and widget", sorted(in_all_three))
    say(f"# {time.monotonic() - began:.0f} s")
    return failed > 0


sys.exit(main())
