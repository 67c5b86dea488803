"""The pages of make play in headless Chromium: play.py FOLDER prints ok and not ok lines."""
import os
import shutil
import sys

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

PLAY = os.path.abspath(sys.argv[1])
failed = 0


def report(good, what, why=""):
    global failed
    failed += not good
    print(f"ok {what}" if good else f"not ok {what}: {' '.join(str(why).split())}", flush=True)


options = Options()
options.binary_location = shutil.which("chromium") or shutil.which("chromium-browser")
for flag in ("--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--disable-background-networking", "--window-size=1000,900"):
    options.add_argument(flag)
if os.geteuid() == 0:
    options.add_argument("--no-sandbox")
options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
driver.set_script_timeout(300)


def widget(page, name):
    """Open a widget; returns it and what it says about itself: yes, undone or stopped."""
    url = "file://" + os.path.join(PLAY, page + ".html")
    if driver.current_url != url:
        driver.get(url)
        driver.execute_script("document.querySelectorAll('.predict').forEach((b) => b.reveal())")
    el = driver.find_element(By.ID, name)
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", el)
    ready = WebDriverWait(driver, 300).until(lambda _: el.get_attribute("data-ready"))
    return el, ready


def faint(el):
    """How many of the reference's lines can be seen."""
    return len([e for e in el.find_elements(By.CSS_SELECTOR, ".u-legend .u-series")
                if e.is_displayed() and e.text.strip() == "reference"])


try:
    el, ready = widget("02_thresholding", "W2.5")
    report(ready == "yes", "a widget runs what the student wrote", ready)
    report(faint(el) == 2, "with the reference behind", el.text)
    before = el.get_attribute("data-kurtosis")
    for _ in range(9):
        el.find_element(By.TAG_NAME, "input").send_keys(Keys.ARROW_RIGHT)
    WebDriverWait(driver, 120).until(lambda _: el.get_attribute("data-kurtosis") != before)
    twin = driver.find_element(By.CSS_SELECTOR, "#W2\\.5 + .twin")
    WebDriverWait(driver, 120).until(lambda _: twin.find_element(By.TAG_NAME,
        "input").get_attribute("value") ==
                                    el.find_element(By.TAG_NAME, "input").get_attribute("value"))
    mine, reference = (float(e.get_attribute("data-kurtosis")) for e in (el, twin))
    report(mine != reference, "a wrong ReLU departs from the reference", (mine, reference))
    drawn = [e.get_attribute("src") for e in driver.find_elements(By.CSS_SELECTOR, "figure img")]
    report(all("/yours/" in d for d in drawn), "the figures are the student's", drawn)

    for page, name, state, words in (
            ("05_dictionary", "W5.1", "yes", ""), ("05_dictionary", "W5.3", "yes", ""),
            ("05_dictionary", "W5.2", "undone",
                "dictionary_update does not compile yet: chapters/05_dictionary/dictionary.c:"),
            ("06_visual_fields", "W6.1", "undone", "rgb2gray is not done yet"),
            ("06_visual_fields", "W6.4", "yes", ""),
            ("07_hard_threshold", "W7.1", "stopped", "hard_thres does not come to an end"),
            ("08_spatial", "W8.1", "undone", "chapters/08_spatial/spatial.c is not there")):
        el, ready = widget(page, name)
        report(ready == state and words in el.text, f"{name} is {state} and says so",
            f"{ready}: {el.text}")
    others = driver.find_elements(By.CSS_SELECTOR, "figcaption .others")
    report(len(others) > 0, "a figure that is the reference's says so", driver.current_url)

    # The file that make play writes when something has changed; the page looks for it.
    driver.get("file://" + os.path.join(PLAY, "02_thresholding.html"))
    driver.execute_script("window.old = true")
    driver.execute_script("const own = SB.changed;"
                          "SB.changed = (stamp) => { window.looked = true; own(stamp); }")
    WebDriverWait(driver, 60).until(lambda _: driver.execute_script("return window.looked"))
    with open(os.path.join(PLAY, "changed", "02_thresholding.js"), "w") as f:
        f.write("SB.changed('later');\n")
    WebDriverWait(driver, 60).until(lambda _: not driver.execute_script("return window.old"))
    report(True, "a page loads itself again when its chapter has changed")
    severe = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
    report(not severe, "no error in the console", severe)
finally:
    driver.quit()
sys.exit(failed > 0)
