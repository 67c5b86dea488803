"""class_page.py CLASS.HTML [PICTURE]: the class page in headless Chromium, with real clicks and
keys. PICTURE-wide.png and PICTURE-narrow.png are made if asked for."""
import os
import sys
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

failed = 0


def report(good, what, why=''):
    global failed
    failed += not good
    print(('ok %s' % what) if good else 'not ok %s: %s' % (what, why))


options = Options()
options.binary_location = '/usr/bin/chromium'
profile = tempfile.TemporaryDirectory()
for flag in ('--headless=new', '--disable-gpu', '--disable-quic', '--no-first-run',
             '--disable-background-networking', '--disable-component-update', '--disable-sync',
             '--user-data-dir=' + profile.name) + (('--no-sandbox',) if os.getuid() == 0 else ()):
    options.add_argument(flag)
driver = webdriver.Chrome(service=Service('/usr/bin/chromedriver'), options=options)
try:
    driver.set_window_size(1300, 900)
    driver.get('file://' + os.path.abspath(sys.argv[1]))
    load = driver.execute_script(
        "return performance.getEntriesByType('navigation')[0].loadEventEnd / 1000")
    print('# class.html with 1,000 students opened in %.2f s' % load)

    def rows():
        """The shown rows, as (name, points)."""
        return driver.execute_script(
            "return [...document.getElementById('students').tBodies[0].rows]"
            ".filter(r => r.offsetParent)"
            ".map(r => [r.cells[0].textContent, +r.cells[1].dataset.v])")

    def press(head):
        driver.find_element(By.XPATH, '//table[@id="students"]//button[.="%s"]' % head).click()

    first = rows()
    report(len(first) == 1000 and first == sorted(first), 'all students are there, by name',
           first[:3])
    press('Points')
    up = [p for _, p in rows()]
    report(up == sorted(up) and len(set(up)) > 1, 'a press sorts by points', up[:9])
    press('Points')
    down = [p for _, p in rows()]
    report(down == sorted(up, reverse=True), 'a second one the other way round', down[:9])
    press('Student')
    report(rows() == first, 'and the names bring the order back', rows()[:3])
    box = driver.find_element(By.ID, 'filter')
    box.send_keys('student 012')
    report([n for n, _ in rows()] == ['Student 0012'] + ['Student 012%d' % i for i in range(10)],
           'words leave the rows that have them', rows()[:12])
    report(driver.find_element(By.ID, 'shown').text == '11', 'and their number is told')
    box.send_keys('7 nobody')
    report(rows() == [], 'all the words', rows()[:3])
    box.clear()
    box.send_keys(' ')
    report(len(rows()) == 1000, 'without words all are back', len(rows()))
    bars = driver.execute_script(
        "return [...document.querySelectorAll('svg rect')].map(r => r.getBBox().height)")
    numbers = [int(t.text) for t in driver.find_elements(By.CSS_SELECTOR, 'svg text')[::2]]
    report(sum(numbers) == 1000 and [h > 0 for h in bars] == [n > 0 for n in numbers],
           'the picture has a bar for each tenth, 1,000 in all', (numbers, bars))
    for name, width in (('wide', 1300), ('narrow', 390)):
        driver.set_window_size(width, 900)
        over = driver.execute_script(
            'return document.documentElement.scrollWidth - document.documentElement.clientWidth')
        report(over <= 0, 'nothing of a %s page is beside the screen' % name, over)
        if len(sys.argv) > 2:
            driver.save_screenshot('%s-%s.png' % (sys.argv[2], name))
finally:
    driver.quit()
sys.exit(failed > 0)
