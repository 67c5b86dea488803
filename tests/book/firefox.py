"""Firefox driven without geckodriver, which Debian does not have: WebDriver BiDi, over a socket."""
import json
import os
import re
import subprocess
import threading

import websocket

# What the pages' tests need to know about a key.
KEYS = {"Enter": "\ue007", "Tab": "\ue004", "Escape": "\ue00c", "ArrowRight": "\ue014",
        "Delete": "\ue017", "Control": "\ue009"}


class Firefox:
    """A headless Firefox with a profile of its own: get, run, press, type, click."""

    def __init__(self, profile):
        with open(os.path.join(profile, "user.js"), "w", encoding="utf-8") as file:
            file.write('user_pref("app.normandy.enabled", false);\n'
                       'user_pref("network.captive-portal-service.enabled", false);\n'
                       'user_pref("network.connectivity-service.enabled", false);\n'
                       'user_pref("browser.safebrowsing.downloads.enabled", false);\n'
                       'user_pref("datareporting.policy.dataSubmissionEnabled", false);\n')
        self.process = subprocess.Popen(
            ["firefox-esr", "--headless", "--no-remote", "--remote-debugging-port", "0",
             "--profile", profile, "about:blank"], stderr=subprocess.PIPE, text=True,
            env={**os.environ, "HOME": profile, "MOZ_DISABLE_CONTENT_SANDBOX": "1"})
        for line in self.process.stderr:
            found = re.search(r"ws://[\d.]+:\d+", line)
            if found:
                break
        else:
            raise OSError("Firefox does not listen")
        # Otherwise later output would fill the pipe.
        threading.Thread(target=self.process.stderr.read, daemon=True).start()
        self.socket = websocket.create_connection(found[0] + "/session", timeout=120,
                                                  suppress_origin=True)
        self.count = 0
        new = self.ask("session.new", capabilities={})
        self.name = "Firefox " + new["capabilities"]["browserVersion"]
        self.context = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method, **params):
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.count:
                if answer["type"] == "error":
                    raise OSError(f"{method}: {answer['message']}")
                return answer["result"]

    def get(self, url):
        self.ask("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def run(self, script):
        """What an expression is, of what JSON can say; a promise's value."""
        answer = self.ask("script.evaluate", target={"context": self.context}, awaitPromise=True,
                          expression=f"(async () => JSON.stringify((await ({script})) ?? null))()")
        if answer["type"] != "success":
            raise OSError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def act(self, kind, actions, **more):
        self.ask("input.performActions", context=self.context,
                 actions=[{"type": kind, "id": kind, "actions": actions, **more}])

    def press(self, key, control=False):
        key = KEYS.get(key, key)
        keys = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        if control:
            keys = [{"type": "keyDown", "value": KEYS["Control"]}, *keys,
                    {"type": "keyUp", "value": KEYS["Control"]}]
        self.act("key", keys)

    def type(self, text):
        self.act("key", [{"type": kind, "value": c} for c in text for kind in ("keyDown", "keyUp")])

    def click(self, x, y):
        self.act("pointer", [{"type": "pointerMove", "x": int(x), "y": int(y)},
                             {"type": "pointerDown", "button": 0},
                             {"type": "pointerUp", "button": 0}])

    def picture(self, path):
        import base64
        shot = self.ask("browsingContext.captureScreenshot", context=self.context)
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    def quit(self):
        try:
            self.ask("browser.close")
            self.process.wait(20)
        except (OSError, subprocess.TimeoutExpired, websocket.WebSocketException):
            self.process.kill()
            self.process.wait()
