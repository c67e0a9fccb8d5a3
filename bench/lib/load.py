"""The clients: how each is started, and how its report is read."""

import http.client
import json
import re
import ssl
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from contenders import TARGET

SCRIPT = Path(__file__).with_name("wrk.lua")
TIMES = TARGET / "run" / "client" / "times"


class NoFigures(Exception):
    """The client ended without a report."""


@dataclass(frozen=True)
class Load:
    seconds: int
    warmup: int
    connections: int

    def command(self, case, place, seconds):
        return case.tool.command(self.connections, seconds, case.url(place))


class Wrk:
    """Connections that are kept, or one for each request."""

    package = "wrk"

    def __init__(self, kept=True):
        self._kept = kept
        self._fields = [] if kept else ["-H", "Connection: close"]

    def command(self, connections, seconds, url):
        return ["wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s",
                "-s", str(SCRIPT), *self._fields, url]

    def figures(self, output):
        try:
            figures = json.loads(output.splitlines()[-1])
        except (IndexError, ValueError):
            raise NoFigures() from None
        # uWSGI closes without saying so in its answer; wrk then asks once more, and in vain.
        figures["broken"] += figures.pop("read") if self._kept else 0
        return figures


class H2load:
    """HTTP/2: a quarter of the connections, four requests at a time on each."""

    package = "nghttp2-client"

    def command(self, connections, seconds, url):
        TIMES.unlink(missing_ok=True)
        return ["h2load", "-t", "1", "-c", str(max(1, connections // 4)), "-m", "4",
                "-D", str(seconds), f"--log-file={TIMES}", url]

    def figures(self, output):
        counts = re.search(r"requests: (\d+) total, .* (\d+) succeeded, (\d+) failed, (\d+) errored",
                           output)
        rate = re.search(r"finished in [^,]*, ([\d.]+) req/s", output)
        # Start, status, duration; times in microseconds.
        micros = [int(line.split()[2]) for line in TIMES.read_text().splitlines()] \
            if TIMES.is_file() else []
        if not counts or not rate or len(micros) < 2:
            raise NoFigures()
        succeeded, failed, errored = (int(counts.group(i)) for i in (2, 3, 4))
        percentiles = quantiles(micros, n=100)
        return {"requests": succeeded, "micros": succeeded / float(rate.group(1)) * 1e6,
                "p50": percentiles[49], "p99": percentiles[98],
                "refused": failed - errored, "broken": errored}


def answer(case, place):
    """The body of a 200 answer; None for any other answer, or none."""
    if case.tls:
        trusting = ssl.create_default_context()
        trusting.check_hostname = False
        trusting.verify_mode = ssl.CERT_NONE
        connection = http.client.HTTPSConnection(
            "127.0.0.1", case.port(place), timeout=2, context=trusting)
    else:
        connection = http.client.HTTPConnection("127.0.0.1", case.port(place), timeout=2)
    try:
        connection.request("GET", case.path)
        given = connection.getresponse()
        return given.read() if given.status == 200 else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
