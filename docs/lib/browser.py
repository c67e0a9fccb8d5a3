"""A browser without a window, in real time: told what to do by its DevTools protocol, over two pipes."""

import base64
import itertools
import json
import os
import subprocess

from stage import Missing, home

SWITCHES = ["--headless", "--no-sandbox", "--disable-gpu", "--no-zygote", "--disable-dev-shm-usage", "--hide-scrollbars",
            "--remote-debugging-pipe"]


class Browser:
    """One page of a chromium, which reads orders from descriptor 3 and answers on 4; each is JSON, ended by a zero byte."""

    def __init__(self, width, height):
        read_by_it, self.orders = os.pipe()
        self.answers, written_by_it = os.pipe()
        self.log = home() / "chromium.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                ["bash", "-c", f'exec "$@" 3<&{read_by_it} 4>&{written_by_it}', "bash",
                 "chromium", *SWITCHES, f"--user-data-dir={home() / 'profile'}"],
                pass_fds=(read_by_it, written_by_it), stdout=log, stderr=log)
        os.close(read_by_it)
        os.close(written_by_it)
        self.numbers = itertools.count(1)
        self.heard = b""
        self.session = None
        page = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.ask("Page.enable")

    def open(self, address):
        """Comes back when the page is loaded."""
        self.ask("Page.navigate", url=address)
        self.hear(lambda message: message.get("method") == "Page.loadEventFired")

    def photograph(self, file):
        file.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"]))

    def close(self):
        self.session = None
        self.ask("Browser.close")
        self.process.wait()
        os.close(self.orders)
        os.close(self.answers)

    def ask(self, method, **words):
        number = next(self.numbers)
        order = {"id": number, "method": method, "params": words} | ({"sessionId": self.session} if self.session else {})
        os.write(self.orders, json.dumps(order).encode() + b"\0")
        answer = self.hear(lambda message: message.get("id") == number)
        if "error" in answer:
            raise Missing(f"{method}: {answer['error']}")
        return answer["result"]

    def hear(self, wanted):
        """The first message that is wanted; what comes before it is dropped."""
        while True:
            while b"\0" not in self.heard:
                piece = os.read(self.answers, 1 << 16)
                if not piece:
                    raise Missing(f"chromium has ended: {self.log.read_text()}")
                self.heard += piece
            message, self.heard = self.heard.split(b"\0", 1)
            message = json.loads(message)
            if wanted(message):
                return message
