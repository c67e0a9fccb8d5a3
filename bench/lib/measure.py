"""One measurement: start a contender, warm it up, load it, read what it cost, stop it."""

import os
import resource
import shutil
import socket
import time
from dataclasses import asdict, dataclass

from contenders import TARGET, Place
from load import NoFigures, answer
from processes import Family, machine_busy_seconds

class Failed(Exception):
    """A contender did not start, or did not answer as it must."""


@dataclass(frozen=True)
class Sample:
    """What one round of one contender gave. others_percent is the share of the machine's cores
    that neither the contender nor the client used; failures are answers other than 200,
    connections that broke, and requests that took over wrk's two seconds.
    """

    requests_per_second: float
    cpu_micros: float
    pss_mib: float
    p50_millis: float
    p99_millis: float
    requests: int
    failures: int
    others_percent: float

    def as_json(self):
        return {key: round(value, 3) for key, value in asdict(self).items()}


def free_ports(count):
    """Ports nobody has now, from the kernel. All are taken before one is given back."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def measure(case, contender, load, jdk, interrupts):
    folder = TARGET / "run" / contender.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    place = Place(folder, *free_ports(2), jdk)
    family = Family(interrupts, folder)
    try:
        for command in contender.commands(place):
            family.start(command)
        await_ready(case, contender, place, family)
        if load.warmup:
            client(load.command(case, place, load.warmup), case, interrupts)
        return _sample(case, load, place, family, interrupts)
    finally:
        family.stop()


def await_ready(case, contender, place, family):
    end = time.monotonic() + contender.patience
    while time.monotonic() < end:
        if family.ended():
            raise Failed(f"ended by itself:\n{_tail(family.output())}")
        said = any(line.startswith(contender.ready) for line in family.output().splitlines())
        if (said or not contender.ready) and answer(case, place) == case.body():
            return
        time.sleep(0.1)
    raise Failed(f"did not give the right answer within {contender.patience} s:\n"
                 + _tail(family.output()))


def _tail(output):
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
        raise Failed("the client gave no figures:\n" + _tail(output)) from None


def _sample(case, load, place, family, interrupts):
    clock, busy = time.monotonic(), machine_busy_seconds()
    cpu, client_cpu = family.cpu_seconds(), _children_cpu_seconds()
    report = client(load.command(case, place, load.seconds), case, interrupts)
    cpu, client_cpu = family.cpu_seconds() - cpu, _children_cpu_seconds() - client_cpu
    clock, busy = time.monotonic() - clock, machine_busy_seconds() - busy
    if not report["requests"]:
        raise Failed("answered no request under load")
    return Sample(
        requests_per_second=report["requests"] / (report["micros"] / 1e6),
        cpu_micros=cpu * 1e6 / report["requests"],
        pss_mib=family.pss_mib(),
        p50_millis=report["p50"] / 1000,
        p99_millis=report["p99"] / 1000,
        requests=report["requests"],
        failures=report["refused"] + report["broken"],
        others_percent=max(0, 100 * (busy - cpu - client_cpu) / (clock * os.cpu_count())))


def _children_cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
