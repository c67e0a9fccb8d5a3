"""What is asked for: the request, the client that sends it, who is compared."""

from dataclasses import dataclass
from pathlib import Path
from typing import Callable, List, Tuple, Union

import front
import content
from contenders import CONTENDERS, SERVAL, SERVAL_WATCHED, Contender, with_arguments
from load import H2load, Rate, Wrk


@dataclass(frozen=True)
class Case:
    """base: whom the others are compared with. right: the body of the right answer, or its file.
    tls: over TLS, on the contender's inner port. connections: where they are part of the case.
    shows: the figure its bars show. warmup: the least seconds of it.
    """

    name: str
    title: str
    contenders: List[Contender]
    base: str
    tool: Union[Wrk, H2load, Rate]
    path: str = "/"
    right: Union[bytes, Path] = content.HELLO
    tls: bool = False
    prepare: Callable[[], None] = lambda: None
    needs: Tuple[str, ...] = ()
    connections: int = 0
    shows: str = "cpu_micros"
    warmup: int = 0

    @property
    def packages(self):
        return (self.tool.package, *self.needs)

    def chosen(self, names):
        """The contenders of these names, all of them where there are none.
        Raises LookupError with a sentence for the user if one is not there.
        """
        there = [c.name for c in self.contenders]
        unknown = sorted(set(names) - set(there))
        if unknown:
            raise LookupError(f"no contender {', '.join(unknown)} in {self.name}; "
                              f"there are {', '.join(there)}")
        return [c for c in self.contenders if not names or c.name in names]

    def body(self):
        return self.right if isinstance(self.right, bytes) else self.right.read_bytes()

    def port(self, place):
        return place.inner_port if self.tls else place.port

    def url(self, place):
        scheme = "https" if self.tls else "http"
        return f"{scheme}://127.0.0.1:{self.port(place)}{self.path}"


def _front(name, title, contenders, tool=None, file="1k.bin", tls=False):
    return Case(name, title, contenders, "nginx", tool or Wrk(), f"/{file}", front.FILES / file,
                tls, front.prepare, ("openssl",))


def _some(*names):
    return [c for c in CONTENDERS if c.name in names]


_APPS = [c for c in CONTENDERS if c.name != "nginx"]
_FEW = _some("serval", "serval-direct", "uwsgi", "nginx-tomcat", "tomcat")
# As many cores as Tomcat and Jetty have threads, 200; Undertow makes eight for each processor.
_WIDE = [with_arguments(c, "--threads", "100")
         if c.name in ("serval", "serval-direct", "uwsgi") else c for c in _APPS]


def _of(name, title, path, right, upload=0):
    return Case(name, title, _APPS, "uwsgi", Wrk(upload=upload), path, right)


def _crowd(connections):
    return Case(f"app-{connections}", f"12 bytes, {connections} connections", _FEW, "uwsgi", Wrk(),
                connections=connections)


_ALL = [
    Case("app", "an application's 12 bytes", CONTENDERS, "uwsgi", Wrk(), warmup=12),
    Case("close", "the same, a connection for each request",
         _some("serval", "uwsgi", "nginx-tomcat", "tomcat"), "uwsgi", Wrk(kept=False),
         warmup=15),
    Case("rate", "the same, 5 000 requests a second whatever comes back",
         _some("serval", "uwsgi", "nginx-tomcat", "tomcat"), "uwsgi", Rate(5000), connections=50,
         shows="p99_millis", warmup=30),
    _of("json", "a JSON document of 1 KB, made for each request", "/json", content.JSON),
    _of("page", "a page of 10 KB", "/page", content.PAGE),
    _of("down", "1 MB from an application's memory", "/down", content.MEGABYTE),
    _of("up", "a request with a body of 1 MB, which the application reads", "/up", b"1048576",
        1 << 20),
    Case("slow", "an application that sleeps 20 ms, 200 connections", _WIDE, "uwsgi", Wrk(), "/slow",
         connections=200),
    Case("mixed", "1 000 fast requests a second beside 100 connections that ask for slow ones",
         [c for c in _WIDE if c.name in [f.name for f in _FEW]], "uwsgi", Rate(1000, slow=100),
         connections=32, shows="p99_millis"),
    _crowd(1),
    _crowd(512),
    _crowd(5000),
    Case("watched", "an application's 12 bytes, watched or not", [SERVAL, SERVAL_WATCHED], "serval",
         Wrk()),
    _front("file-1k", "a file of 1 KB", [front.SERVAL, front.NGINX, front.HAPROXY]),
    _front("file-1m", "a file of 1 MB", [front.SERVAL, front.NGINX], file="1m.bin"),
    _front("tls", "1 KB over TLS, a full handshake each",
           [front.SERVAL, front.NGINX, front.HAPROXY], Wrk(kept=False), tls=True),
    _front("h2", "1 KB over HTTP/2", [front.SERVAL, front.NGINX, front.HAPROXY], H2load(), tls=True),
]

# By name; a new case is added above.
CASES = {case.name: case for case in _ALL}
