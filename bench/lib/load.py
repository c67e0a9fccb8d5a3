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
        return case.tool.command(
            place, case.connections or self.connections, seconds, case.url(place))


class Wrk:
    """Connections that are kept, or one for each request; upload: bytes of a request's body."""

    package = "wrk"

    def __init__(self, kept=True, upload=0):
        self._kept = kept
        self.upload = upload
        self._fields = [] if kept else ["-H", "Connection: close"]

    def command(self, place, connections, seconds, url):
        body = ["--", str(self.upload)] if self.upload else []
        return ["wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s",
                "-s", str(SCRIPT), *self._fields, url, *body]

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
    upload = 0

    def command(self, place, connections, seconds, url):
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
        percentiles = quantiles(micros, n=1000)
        return {"requests": succeeded, "micros": succeeded / float(rate.group(1)) * 1e6,
                "p50": percentiles[499], "p99": percentiles[989], "p999": percentiles[998],
                "refused": failed - errored, "broken": errored}


class Rate:
    """Our own client in open loop, contenders/java/bench/Rate.java: so many requests a second,
    whatever comes back, and connections beside them that ask for /slow.
    """

    package = "maven"
    upload = 0

    def __init__(self, a_second, slow=0):
        self._a_second = a_second
        self._slow = slow

    def command(self, place, connections, seconds, url):
        # Compiled in few steps, as it runs for seconds only.
        return [f"{place.jdk}/bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m",
                "-cp", str(TARGET / "classes"), "bench.Rate", url, str(self._a_second),
                str(connections), str(seconds), str(self._slow)]

    def figures(self, output):
        try:
            return json.loads(output.splitlines()[-1])
        except (IndexError, ValueError):
            raise NoFigures() from None


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
        body = b"x" * case.tool.upload
        connection.request("POST" if body else "GET", case.path, body or None)
        given = connection.getresponse()
        return given.read() if given.status == 200 else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
