"""Watching a server come and go, by asking it again and again on new connections."""

import http.client
import time

POLL_SECONDS = 0.005
# So many answers in a row by new processes: then no old one is left.
SURE = 20
ASKED_FOR_WORKERS = 40


def asked(port, path):
    """The body of a 200 answer; None for any other, or none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path, headers={"Connection": "close"})
        given = connection.getresponse()
        return given.read() if given.status == 200 else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def first_answer(port, move, patience):
    """Milliseconds from move() until Hello World comes. Raises TimeoutError."""
    begin = time.monotonic()
    move()
    while time.monotonic() < begin + patience:
        if asked(port, "/") == b"Hello World\n":
            return (time.monotonic() - begin) * 1000
        time.sleep(POLL_SECONDS)
    raise TimeoutError


def workers_seen(port):
    """The numbers of the processes that answer now."""
    return {asked(port, "/pid") for _ in range(ASKED_FOR_WORKERS)} - {None}


def replaced(port, old, move, patience):
    """Milliseconds from move() until a process answers that is not among the old, and until no
    old one does. Raises TimeoutError.
    """
    begin = time.monotonic()
    move()
    first = last = None
    new = 0
    while time.monotonic() < begin + patience:
        pid = asked(port, "/pid")
        if pid is None:
            time.sleep(POLL_SECONDS)
        elif pid in old:
            new = 0
        else:
            now = (time.monotonic() - begin) * 1000
            first = first or now
            last = now if new == 0 else last
            new += 1
            if new == SURE:
                return first, last
    raise TimeoutError
