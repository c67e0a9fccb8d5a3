"""One measurement: start a contender, warm it up, load it, read what it cost, stop it."""

import os
import resource
import shutil
import socket
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace

import detail
from contenders import TARGET, Place, missing
from load import NoFigures, answer
from processes import Family, command_line, machine_busy_seconds

CACHE_SECONDS = 120
# What a process may have used, in hundredths of a second, and still end unnoticed: curl, sleep.
LOST_TICKS = 10


class Failed(Exception):
    """A contender did not start, or did not answer as it must."""


@dataclass(frozen=True)
class Sample:
    """What one round of one contender gave. others_percent is the share of the machine's cores
    that neither the contender nor the client used; failures are answers other than 200,
    connections that broke, and requests that took over wrk's two seconds. processes: what each role
    of them cost a request, see detail.py; calls: its system calls, if they were traced.
    """

    requests_per_second: float
    cpu_micros: float
    pss_mib: float
    p50_millis: float
    p99_millis: float
    p999_millis: float
    requests: int
    failures: int
    others_percent: float
    processes: dict = field(default_factory=dict)
    calls: dict = field(default_factory=dict)

    def as_json(self):
        plain = {f.name: getattr(self, f.name) for f in fields(self)}
        return {key: value if isinstance(value, dict) else round(value, 3)
                for key, value in plain.items()}


def free_ports(count):
    """Ports nobody has now, from the kernel. All are taken before one is given back."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def fresh(contender, jdk):
    """An empty folder and two free ports."""
    folder = TARGET / "run" / contender.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return Place(folder, *free_ports(2), jdk)


@contextmanager
def started(case, contender, jdk, interrupts, extra=()):
    """A contender that gives the right answer: its Place and its Family, until the block ends.
    extra: more arguments for each of its commands.
    """
    place = fresh(contender, jdk)
    family = Family(interrupts, place.folder)
    try:
        _start(case, contender, place, family, extra)
        if contender.cached and not _has_cache(family):
            _await_cache(family)
            family.stop()
            _start(case, contender, place, family, extra)
        yield place, family
    finally:
        family.stop()


def _start(case, contender, place, family, extra):
    for command in contender.commands(place):
        family.start([*command, *extra])
    _await_ready(case, contender, place, family)


def _has_cache(family):
    """Whether all its JVMs do: a master may have one where children with other options have none."""
    lines = [command_line(stat.pid) for stat in family.members()]
    return all("-XX:AOTCache=" in line for line in lines if "/bin/java " in line)


def _await_cache(family):
    """Until the start-up cache of these options is made, or cannot be."""
    end = time.monotonic() + CACHE_SECONDS
    while time.monotonic() < end and not family.ended():
        if "start-up cache" in family.output():
            return
        time.sleep(0.1)


def measure(case, contender, load, jdk, interrupts, traced=False):
    with started(case, contender, jdk, interrupts) as (place, family):
        if load.warmup:
            client(load.command(case, place, load.warmup), case, interrupts)
        taken = sample(case, load, place, family, interrupts)
        if not traced or missing(["strace"]):
            return taken
        try:
            return replace(taken, calls=detail.system_calls(family, lambda: client(
                load.command(case, place, detail.TRACED_SECONDS), case, interrupts)["requests"]))
        except Failed:
            return taken  # Too slow to answer while it is traced; what was measured counts.


def _await_ready(case, contender, place, family):
    end = time.monotonic() + contender.patience
    while time.monotonic() < end:
        if family.ended():
            raise Failed(f"ended by itself:\n{tail(family.output())}")
        said = any(line.startswith(contender.ready) for line in family.output().splitlines())
        if (said or not contender.ready) and answer(case, place) == case.body():
            return
        time.sleep(0.1)
    raise Failed(f"did not give the right answer within {contender.patience} s:\n"
                 + tail(family.output()))


def tail(output):
    return "\n".join("    " + line for line in output.splitlines()[-12:])


def client(command, case, interrupts):
    """Runs the client as a family of its own, so that an interrupt ends it too."""
    folder = TARGET / "run" / "client"
    folder.mkdir(parents=True, exist_ok=True)
    family = Family(interrupts, folder)
    try:
        family.start(command)
        while not family.ended():
            time.sleep(0.02)
        output = family.output()
    finally:
        family.stop()
    try:
        return case.tool.figures(output)
    except NoFigures:
        raise Failed("the client gave no figures:\n" + tail(output)) from None


def sample(case, load, place, family, interrupts):
    """Loads a contender that runs, and gives what it cost."""
    before = detail.looks(family)
    clock, busy = time.monotonic(), machine_busy_seconds()
    cpu, client_cpu = family.cpu_seconds(), _children_cpu_seconds()
    report = client(load.command(case, place, load.seconds), case, interrupts)
    cpu, client_cpu = family.cpu_seconds() - cpu, _children_cpu_seconds() - client_cpu
    clock, busy = time.monotonic() - clock, machine_busy_seconds() - busy
    after = detail.looks(family)
    if not report["requests"]:
        raise Failed("answered no request under load")
    gone = sorted(look.role for pid, look in before.items()
                  if pid not in after and look.ticks > LOST_TICKS)
    if gone:
        raise Failed(f"lost processes under load, so that their CPU is not known: {', '.join(gone)}")
    return Sample(
        requests_per_second=report["requests"] / (report["micros"] / 1e6),
        cpu_micros=cpu * 1e6 / report["requests"],
        pss_mib=family.pss_mib(),
        p50_millis=report["p50"] / 1000,
        p99_millis=report["p99"] / 1000,
        p999_millis=report["p999"] / 1000,
        requests=report["requests"],
        failures=report["refused"] + report["broken"],
        others_percent=max(0, 100 * (busy - cpu - client_cpu) / (clock * os.cpu_count())),
        processes=detail.by_role(before, after, report["requests"]))


def _children_cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
