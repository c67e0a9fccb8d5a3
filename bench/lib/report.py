"""The results: a table to read, a file to keep."""

import json
import os
import platform
import shlex
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path
from statistics import median

import detail
from contenders import ROOT, TARGET, command_path

RESULTS = ROOT / "bench" / "results"
HEADINGS = ["contender", "requests/s", "CPU us/request", "noise", "against {}", "PSS MiB",
            "p50 ms", "p99 ms", "p99.9 ms", "others %"]


def summary(samples):
    """The median of each figure over the rounds; of the CPU also half of what lies between
    its lowest and its highest, which one round cannot tell.
    """
    def middle(name):
        return median(getattr(sample, name) for sample in samples)

    cpu = [sample.cpu_micros for sample in samples]
    return {
        "requests_per_second": round(middle("requests_per_second")),
        "cpu_micros": round(middle("cpu_micros"), 2),
        "cpu_noise_micros": round((max(cpu) - min(cpu)) / 2, 2) if len(cpu) > 1 else None,
        "pss_mib": round(middle("pss_mib"), 1),
        "p50_millis": round(middle("p50_millis"), 3),
        "p99_millis": round(middle("p99_millis"), 3),
        "p999_millis": round(middle("p999_millis"), 3),
        "others_percent": round(middle("others_percent"), 1),
        "failures": sum(sample.failures for sample in samples),
    }


def with_ratios(summaries, base):
    """Adds the CPU of each against that of the base; None when the base was not measured."""
    against = summaries.get(base, {}).get("cpu_micros")
    return {name: dict(s, cpu_against=round(s["cpu_micros"] / against, 3) if against else None)
            for name, s in summaries.items()}


def table(case, summaries):
    """A Markdown table, padded so that it reads in a terminal too."""
    rows = [[heading.format(case.base) for heading in HEADINGS]]
    rows += [_row(c.title, summaries[c.name]) for c in case.contenders if c.name in summaries]
    return markdown(rows)


def detail_table(case, samples):
    """One line a role, of the first round of each contender: only that one may have been traced."""
    rows = [detail.HEADINGS]
    for contender in case.contenders:
        if contender.name in samples:
            first = samples[contender.name][0]
            rows += detail.rows(contender.title, first.processes, first.calls)
    return markdown(rows)


def markdown(rows):
    """A table of cells; the first row is its head, and the first column reads from the left."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0])] + [c.rjust(w) for c, w in zip(row[1:], widths[1:])]
        lines.append("| " + " | ".join(cells) + " |")
    rule = ["-" * widths[0]] + ["-" * (width - 1) + ":" for width in widths[1:]]
    lines.insert(1, "| " + " | ".join(rule) + " |")
    return "\n".join(lines)


def _row(title, s):
    return [title, f"{s['requests_per_second']:,}".replace(",", " "), f"{s['cpu_micros']:.1f}",
            _or_dash(s["cpu_noise_micros"], 1), _or_dash(s["cpu_against"], 2),
            f"{s['pss_mib']:.0f}", f"{s['p50_millis']:.2f}", f"{s['p99_millis']:.2f}",
            f"{s['p999_millis']:.2f}", f"{s['others_percent']:.0f}"]


def _or_dash(value, digits):
    return "-" if value is None else f"{value:.{digits}f}"


def heading(options):
    """One line for people: when, of what, on what, how."""
    return (f"{datetime.now(timezone.utc):%Y-%m-%d}, commit {git('rev-parse', '--short', 'HEAD')}, "
            f"{os.cpu_count()} cores ({_cpu_model()}), Linux {platform.release()}; "
            f"{options.connections} connections unless the case says otherwise, "
            f"{options.rounds} rounds of {options.seconds} s after a warm-up.")


def machine(java_home):
    """What the figures depend on, beside the contenders' own code."""
    return {
        "kernel": platform.release(),
        "autogroups": autogroups(),
        "cpu": _cpu_model(),
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30, 1),
        "load_before": os.getloadavg()[0],
        "versions": _versions(java_home),
    }


def autogroups():
    """Whether the kernel shares its cores out to sessions first, and then to their processes."""
    switch = Path("/proc/sys/kernel/sched_autogroup_enabled")
    return switch.is_file() and switch.read_text().strip() == "1"


def _cpu_model():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def _versions(java_home):
    found = {
        "java": _first_line([f"{java_home}/bin/java", "-version"]),
        "wrk": _first_line(["wrk", "-v"]),
        "uwsgi": _first_line([command_path("uwsgi"), "--version"]),
        "nginx": _first_line([command_path("nginx"), "-v"]),
        "haproxy": _first_line([command_path("haproxy"), "-v"]),
        "h2load": _first_line([command_path("h2load"), "--version"]),
    }
    for name, jar in (("tomcat", "tomcat-embed-core-"), ("jetty", "jetty-server-"),
                      ("undertow", "undertow-core-")):
        jars = sorted((TARGET / "lib").glob(jar + "*.jar"))
        found[name] = jars[-1].name[len(jar):-len(".jar")] if jars else None
    return found


def _first_line(command):
    """The first line a version option prints, on either stream; None for a missing command."""
    if not command_path(command[0] or ""):
        return None
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return (done.stdout.splitlines() or [None])[0]


def git(*arguments):
    done = subprocess.run(["git", "-C", ROOT, *arguments], capture_output=True, text=True)
    return done.stdout.strip()


def write(content):
    """Writes the file of one run and returns its path."""
    now = datetime.now(timezone.utc)
    commit = git("rev-parse", "--short", "HEAD") or "unknown"
    head = {
        "date": now.isoformat(timespec="seconds"),
        "commit": commit,
        "uncommitted_changes": bool(git("status", "--porcelain", "--", ".", ":!bench/results")),
    }
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{now:%Y-%m-%d-%H%M%S}-{commit}.json"
    path.write_text(json.dumps({**head, **content}, indent=2) + "\n")
    return path


def write_points(kind, java_home, points):
    """Writes the file of a run of another kind than compare's; kind is the program's name."""
    rounded = [{key: round(value, 3) if isinstance(value, float) else value
                for key, value in point.items()} for point in points]
    return write({"command": shlex.join([f"bench/{kind}", *sys.argv[1:]]), "kind": kind,
                  **machine(java_home), "points": rounded})
