"""What each process of a contender costs: CPU, memory, context switches, system calls."""

import os
import re
import signal
import subprocess
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from contenders import TARGET, command_path
from processes import TICKS_A_SECOND, command_line, pss_kib

TRACED_SECONDS = 2
HEADINGS = ["contender, processes", "CPU us", "PSS MiB each", "voluntary switches",
            "involuntary switches", "system calls", "most of them"]

# The first that is found in a command line says what the process is for.
ROLES = [
    ("dev.serval.router", "router"), ("dev.serval.worker", "worker"),
    ("dev.serval.master", "master"), ("uWSGI master", "master"), ("uWSGI http", "router"),
    ("uWSGI worker", "worker"), ("nginx: master", "nginx master"), ("nginx: worker", "nginx"),
    ("bench.", "server"), ("spring.jar", "server"), ("haproxy", "server"),
]


@dataclass(frozen=True)
class Look:
    """One process at one moment; switches of all its threads that still exist."""

    role: str
    ticks: int
    voluntary: int
    involuntary: int
    pss_kib: int


def role(pid):
    line = command_line(pid)
    return next((name for mark, name in ROLES if mark in line), "other")


def looks(family):
    """What there is now, by process number."""
    found = {}
    for stat in family.members():
        voluntary, involuntary = _switches(stat.pid)
        found[stat.pid] = Look(role(stat.pid), stat.ticks, voluntary, involuntary,
                               pss_kib(stat.pid))
    return found


def _switches(pid):
    voluntary = involuntary = 0
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            text = Path(f"/proc/{pid}/task/{thread}/status").read_text()
            voluntary += int(re.search(r"\nvoluntary_ctxt_switches:\s+(\d+)", text)[1])
            involuntary += int(re.search(r"\nnonvoluntary_ctxt_switches:\s+(\d+)", text)[1])
    except OSError:
        pass  # It ended while we looked.
    return voluntary, involuntary


def by_role(before, after, requests):
    """For each role: how many processes, and what they cost a request together."""
    found = defaultdict(lambda: {"processes": 0, "cpu_micros": 0.0, "pss_mib": 0.0,
                                 "voluntary_switches": 0.0, "involuntary_switches": 0.0})
    for pid, now in after.items():
        then = before.get(pid, Look(now.role, 0, 0, 0, 0))
        sums = found[now.role]
        sums["processes"] += 1
        sums["cpu_micros"] += (now.ticks - then.ticks) / TICKS_A_SECOND * 1e6 / requests
        sums["pss_mib"] += now.pss_kib / 1024
        sums["voluntary_switches"] += max(0, now.voluntary - then.voluntary) / requests
        sums["involuntary_switches"] += max(0, now.involuntary - then.involuntary) / requests
    return {name: {key: round(value, 3) for key, value in sums.items()}
            for name, sums in found.items()}


def system_calls(family, load):
    """Traces each process while load() runs, which gives the number of requests. Returns, by role,
    calls a request by name, the most frequent first. A traced server is many times slower.
    """
    folder = TARGET / "run" / "strace"
    folder.mkdir(parents=True, exist_ok=True)
    tracers = {}
    try:
        for pid in [stat.pid for stat in family.members()]:
            out = folder / str(pid)
            tracers[pid, role(pid), out] = subprocess.Popen(
                [command_path("strace"), "-f", "-qq", "-c", "-U", "calls,name", "-o", str(out),
                 "-p", str(pid)],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.5)  # Until all threads are attached to; there is nothing to wait for.
        requests = max(1, load())
    finally:
        for tracer in tracers.values():
            tracer.send_signal(signal.SIGINT)
        for tracer in tracers.values():
            _end(tracer)
    calls = defaultdict(lambda: defaultdict(int))
    for _, name, out in tracers:
        for count, call in re.findall(r"^\s*(\d+) (\w+)$", _text(out), re.MULTILINE):
            if call != "total":
                calls[name][call] += int(count)
    return {name: {call: round(count / requests, 3)
                   for call, count in sorted(counts.items(), key=lambda c: -c[1])
                   if count / requests >= 0.005}
            for name, counts in calls.items()}


def _end(tracer):
    try:
        tracer.wait(5)
    except subprocess.TimeoutExpired:
        tracer.kill()
        tracer.wait()


def _text(path):
    return path.read_text(errors="replace") if path.is_file() else ""


def rows(title, roles, calls):
    """Rows of the table of HEADINGS for one contender."""
    for name, sums in roles.items():
        counts = calls.get(name, {})
        most = ", ".join(f"{call} {count:.2f}" for call, count in list(counts.items())[:4])
        total = f"{sum(counts.values()):.1f}" if calls else "-"
        yield [f"{title}: {sums['processes']} {name}", f"{sums['cpu_micros']:.1f}",
               f"{sums['pss_mib'] / sums['processes']:.1f}", f"{sums['voluntary_switches']:.2f}",
               f"{sums['involuntary_switches']:.2f}", total, most or "-"]
