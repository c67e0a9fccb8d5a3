"""What is asked for: the request, the client that sends it, who is compared."""

from dataclasses import dataclass
from pathlib import Path
from typing import Callable, List, Tuple, Union

import front
from contenders import CONTENDERS, SERVAL, SERVAL_WATCHED, Contender
from load import H2load, Wrk


@dataclass(frozen=True)
class Case:
    """base: whom the others are compared with. right: the body of the right answer, or its file.
    tls: over TLS, on the contender's inner port.
    """

    name: str
    title: str
    contenders: List[Contender]
    base: str
    tool: Union[Wrk, H2load]
    path: str = "/"
    right: Union[bytes, Path] = b"Hello World\n"
    tls: bool = False
    prepare: Callable[[], None] = lambda: None
    needs: Tuple[str, ...] = ()

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


_ALL = [
    Case("app", "an application's 12 bytes", CONTENDERS, "uwsgi", Wrk()),
    Case("close", "the same, a connection for each request",
         [c for c in CONTENDERS if c.name in ("serval", "uwsgi", "nginx-tomcat", "tomcat")],
         "uwsgi", Wrk(kept=False)),
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
