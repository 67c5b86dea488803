"""WebKitGTK by its own driver, on a virtual screen (Xvfb)."""
import os
import subprocess

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

KEYS = {"Enter": Keys.ENTER, "Tab": Keys.TAB, "Escape": Keys.ESCAPE,
        "ArrowRight": Keys.ARROW_RIGHT, "Delete": Keys.DELETE}


class WebKit:
    """WebKitGTK under LANG=C, where the browser's language is not a language tag."""

    def __init__(self, profile):
        read, write = os.pipe()
        self.screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1500x1000x24", "-nolisten", "tcp"],
            pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as file:
            display = file.readline().strip()
        os.environ.update(DISPLAY=":" + display, LANG="C", LC_ALL="C", HOME=profile,
                          XDG_CACHE_HOME=profile, XDG_DATA_HOME=profile,
                          WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS="1")
        path = "/usr/bin/WebKitWebDriver"
        try:
            self.driver = webdriver.WebKitGTK(options=Options(), service=Service(path))
        except TypeError:  # Debian 12's selenium
            self.driver = webdriver.WebKitGTK(options=Options(), executable_path=path)
        self.driver.set_script_timeout(120)
        self.driver.set_window_size(1400, 900)
        self.name = "WebKitGTK " + self.driver.capabilities["browserVersion"]
        self.get = self.driver.get
        self.picture = self.driver.save_screenshot

    def run(self, script):
        done, value = self.driver.execute_async_script(
            f"const done = arguments[0]; (async () => await ({script}))()"
            ".then((v) => done([true, v]), (e) => done([false, String(e)]))")
        if not done:
            raise OSError(value)
        return value

    def press(self, key, control=False):
        chain = ActionChains(self.driver)
        if control:
            chain.key_down(Keys.CONTROL)
        chain.send_keys(KEYS.get(key, key))
        if control:
            chain.key_up(Keys.CONTROL)
        chain.perform()

    def type(self, text):
        ActionChains(self.driver).send_keys(text).perform()

    def click(self, x, y):
        chain = ActionChains(self.driver)
        chain.w3c_actions.pointer_action.move_to_location(int(x), int(y)).click()
        chain.perform()

    def quit(self):
        try:
            self.driver.quit()
        finally:
            self.screen.terminate()
            self.screen.wait()
