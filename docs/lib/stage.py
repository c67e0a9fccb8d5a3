"""Where a server is shown: a network, processes and a terminal of its own, gone when the program ends."""

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DISTRIBUTION = ROOT / "master" / "target" / "serval"
IMAGES = ROOT / "docs" / "img"
PATIENCE = 120


class Missing(Exception):
    """Something that is waited for has not come."""


def enter():
    """Runs this program anew in namespaces of its own, so that ports are those of the documentation."""
    if "DOCS_STAGE" in os.environ:
        return
    if not (DISTRIBUTION / "lib").is_dir():
        sys.exit(f"{sys.argv[0]}: nothing is built yet; run: ./serval version")
    words = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    if os.getuid():
        words.append("--map-root-user")
    words += ["sh", "-c", 'ip link set lo up && exec "$@"', "sh", sys.executable, *sys.argv]
    home = tempfile.mkdtemp(prefix="serval-stage-")
    os.environ |= {
        "DOCS_STAGE": home, "HOME": home, "XDG_RUNTIME_DIR": home,
        "PATH": f"{DISTRIBUTION / 'bin'}:{os.environ['PATH']}"}
    os.execvp(words[0], words)


def home():
    """An empty folder of this run."""
    return Path(os.environ["DOCS_STAGE"])


def until(look, what):
    """Waits until there is something to see, and returns it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        seen = look()
        if seen:
            return seen
        time.sleep(0.1)
    raise Missing(f"{what} has not come after {PATIENCE} s")


class Server:
    """A running server; its output is kept."""

    def __init__(self, *words, folder=ROOT):
        self.log = home() / f"server-{time.monotonic_ns()}.log"
        with self.log.open("w") as out:
            self.process = subprocess.Popen(["serval", *words], cwd=folder, stdout=out, stderr=out)
        self.said(r"(?m)^serving ")

    def said(self, pattern):
        """Waits until it has said this."""
        return until(lambda: re.search(pattern, self.log.read_text()), pattern)

    def pid(self, child):
        return int(self.said(rf"spawned {child} \(pid: (\d+)").group(1))

    def stop(self):
        self.process.terminate()
        self.process.wait(PATIENCE)


class Visitors:
    """Somebody who asks for pages all the time."""

    def __init__(self, *addresses):
        self.gone = threading.Event()
        for address in addresses:
            threading.Thread(target=self.ask, args=(address,), daemon=True).start()

    def ask(self, address):
        while not self.gone.is_set():
            try:
                urllib.request.urlopen(address, timeout=10).read()
            except OSError:
                pass
            time.sleep(0.02)

    def leave(self):
        self.gone.set()
