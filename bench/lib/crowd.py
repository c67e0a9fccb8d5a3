"""Many clients that want nothing: kept connections without requests, and heads that never end."""

import selectors
import socket
import threading
import time

REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
SLOW_START = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
OPEN_AT_ONCE = 64


class Crowd:
    """Opens its connections, then holds them on a thread of its own until it is closed: a slow
    sender sends a byte a second, and one that the server has turned away comes back.
    """

    def __init__(self, port, idle, slow):
        self._port = port
        self._selector = selectors.DefaultSelector()
        self._slow = set()
        self._over = threading.Event()
        self.idle = 0
        self.turned_away = 0
        self._open(idle, slow)
        self._thread = threading.Thread(target=self._hold, daemon=True)
        self._thread.start()

    def _open(self, idle, slow):
        waiting = []
        for _ in range(idle):
            client = self._connect(REQUEST)
            waiting.append(client)
            if len(waiting) == OPEN_AT_ONCE:
                self._answered(waiting)
        self._answered(waiting)
        for _ in range(slow):
            self._slow.add(self._connect(SLOW_START))

    def _connect(self, first):
        client = socket.create_connection(("127.0.0.1", self._port), timeout=10)
        client.sendall(first)
        client.setblocking(False)
        self._selector.register(client, selectors.EVENT_READ)
        return client

    def _answered(self, waiting):
        """Until each of them has had its answer: then it is kept and idle."""
        while waiting:
            client = waiting.pop()
            client.settimeout(10)
            answer = client.recv(4096)
            client.setblocking(False)
            if not answer.startswith(b"HTTP/1.1 200"):
                raise ConnectionError(f"answered {answer[:40]!r}")
            self.idle += 1

    def _hold(self):
        due = time.monotonic()
        while not self._over.is_set():
            for key, _ in self._selector.select(timeout=0.1):
                self._gone(key.fileobj)
            if time.monotonic() >= due:
                due += 1
                self._trickle()

    def _gone(self, client):
        self._selector.unregister(client)
        client.close()
        if client not in self._slow:
            self.idle -= 1
            return
        self._slow.discard(client)
        self.turned_away += 1
        self._slow.add(self._connect(SLOW_START))

    def _trickle(self):
        for client in list(self._slow):
            try:
                client.send(b"x")
            except OSError:
                self._gone(client)

    def close(self):
        self._over.set()
        self._thread.join()
        for key in list(self._selector.get_map().values()):
            key.fileobj.close()
        self._selector.close()
