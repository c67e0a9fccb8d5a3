"""Processes from start to end: what they cost, and that none is left behind."""

import atexit
import os
import signal
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
STOP_SECONDS = 10
REST_SECONDS = 12
REST_AT_MOST_SECONDS = 60


class Interrupted(BaseException):
    """The user asked to end; raised wherever the program is, except while held."""


class Interrupts:
    """Turns SIGINT, SIGTERM and SIGHUP into one Interrupted, at a moment when it does no harm."""

    def __init__(self):
        self._held = False
        self._pending = False
        self._raised = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._arrived)

    def _arrived(self, number, frame):
        self._pending = True
        self._raise_unless_held()

    def _raise_unless_held(self):
        if self._pending and not self._held and not self._raised:
            self._raised = True
            raise Interrupted()

    @contextmanager
    def held(self):
        """For the moments in which a process exists that nobody knows of yet, and for stopping."""
        outer, self._held = self._held, True
        try:
            yield
        finally:
            self._held = outer
            self._raise_unless_held()


@dataclass(frozen=True)
class Stat:
    """What /proc/PID/stat says, proc(5); ticks include the children the process has waited for."""

    pid: int
    parent: int
    session: int
    ticks: int
    started: int
    alive: bool


def _stat(pid):
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    # The name, in brackets, may itself hold brackets and blanks.
    field = text[text.rindex(")") + 2:].split()
    return Stat(pid, int(field[1]), int(field[3]), sum(map(int, field[11:15])), int(field[19]),
                field[0] not in "ZX")


def _all_stats():
    stats = (_stat(int(name)) for name in os.listdir("/proc") if name.isdigit())
    return {stat.pid: stat for stat in stats if stat}


def command_line(pid):
    """The words of a process's command line; empty if it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").replace("\0", " ")
    except OSError:
        return ""


def pss_kib(pid):
    """Memory of a process; a page shared by n processes counts 1/n in each. 0 if it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


class Family:
    """The processes started for one contender, and all that come from them.

    Each start leads a session, so a child is found by its session when its parent is gone, and by
    its ancestors when it has left the session. A child that does both before anyone looked is
    lost; no contender does.
    """

    def __init__(self, interrupts, folder):
        self._interrupts = interrupts
        self._folder = folder
        self._roots = []
        self._seen = {}
        # Should an interrupt fall just before its owner stops it.
        atexit.register(self.stop)

    def start(self, command, environment=None):
        log = self._folder / f"{len(self._roots)}.log"
        with self._interrupts.held(), log.open("wb") as out:
            root = subprocess.Popen(
                command, cwd=self._folder, env=environment, stdin=subprocess.DEVNULL, stdout=out,
                stderr=out, start_new_session=True)
            self._roots.append(root)
        return root

    def first(self):
        """The number of the process started first."""
        return self._roots[0].pid

    def ended(self):
        """Whether one of the processes started has ended by itself."""
        return any(root.poll() is not None for root in self._roots)

    def output(self):
        logs = sorted(self._folder.glob("*.log"))
        return "".join(log.read_text(errors="replace") for log in logs)

    def members(self):
        """Every process of the family that still exists, as Stats."""
        stats = _all_stats()
        sessions = {root.pid for root in self._roots}
        found = {pid for pid, stat in stats.items()
                 if stat.session in sessions or self._seen.get(pid) == stat.started}
        grown = True
        while grown:
            children = {pid for pid, stat in stats.items() if stat.parent in found} - found
            found |= children
            grown = bool(children)
        self._seen = {pid: stats[pid].started for pid in found}
        return [stats[pid] for pid in found]

    def cpu_seconds(self):
        """User and system time of all members, and of children they have waited for."""
        return sum(stat.ticks for stat in self.members()) / TICKS_A_SECOND

    def pss_mib(self):
        """Memory of all members; a page shared by n processes counts 1/n for each."""
        return sum(pss_kib(stat.pid) for stat in self.members()) / 1024

    def rested_mib(self):
        """The same once it does not fall any more; a JVM of ours gives back what compiling and a
        burst have needed after ten seconds.
        """
        least, since = self.pss_mib(), time.monotonic()
        end = since + REST_AT_MOST_SECONDS
        mib = least
        while time.monotonic() < min(end, since + REST_SECONDS):
            time.sleep(1)
            mib = self.pss_mib()
            if mib < least * 0.99:
                least, since = mib, time.monotonic()
        return mib

    def stop(self):
        """Asks with SIGTERM, the last started first; kills whoever is left after a while."""
        with self._interrupts.held():
            self.members()
            for root in reversed(self._roots):
                if root.poll() is None:
                    root.terminate()
            if not self._gone(STOP_SECONDS):
                for stat in self.members():
                    _kill(stat.pid)
                self._gone(STOP_SECONDS)
            self._roots = []

    def _gone(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            alive = any(stat.alive for stat in self.members())
            for root in self._roots:
                root.poll()
            if not alive:
                return True
            time.sleep(0.05)
        return False


def _kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def machine_busy_seconds():
    """CPU time used by everybody, proc_stat(5): user, nice, system, irq, softirq, steal."""
    field = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    return sum(int(field[i]) for i in (0, 1, 2, 5, 6, 7)) / TICKS_A_SECOND
