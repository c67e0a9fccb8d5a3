"""Who is measured: how each contender is started, and what it needs installed."""

import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Callable, List, Tuple

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "bench" / "target"
SOURCES = ROOT / "bench" / "contenders"
# prepare.py has it built; the checkout's own script would look for changed sources first.
DISTRIBUTION = f"{ROOT}/master/target/serval/bin/serval"

# Debian package -> the command or file that shows it is there, however it was installed.
PACKAGES = {
    "curl": "curl",
    "wrk": "wrk",
    "maven": "mvn",
    "nginx-light": "nginx",
    "haproxy": "haproxy",
    "nghttp2-client": "h2load",
    "openssl": "openssl",
    "strace": "strace",
    "uwsgi-core": "uwsgi",
    "uwsgi-plugin-python3": "/usr/lib/uwsgi/plugins/python3_plugin.so",
    "uwsgi-plugin-jwsgi-openjdk-17": "/usr/lib/uwsgi/plugins/jwsgi_openjdk17_plugin.so",
}


@dataclass(frozen=True)
class Place:
    """Where one start of a contender happens: its folder, its two free ports, the JDK to use."""

    folder: Path
    port: int
    inner_port: int
    jdk: str


@dataclass(frozen=True)
class Contender:
    """commands: one argument list a process to start, the load goes to Place.port.
    java: whether it runs classes from bench/contenders.
    cached: whether it is Serval with a start-up cache, which must be there before it is measured.
    ready: what a line of its output must begin with, beside the right answer over HTTP.
    patience: how many seconds it may take until then.
    """

    name: str
    title: str
    packages: Tuple[str, ...]
    commands: Callable[[Place], List[List[str]]]
    java: bool = False
    ready: str = ""
    patience: int = 60
    cached: bool = False


def command_path(name):
    """The path of a command, also where the PATH of a user lacks /usr/sbin; None if missing."""
    return shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin")


def missing(packages):
    return [p for p in packages if not (command_path(PACKAGES[p]) or Path(PACKAGES[p]).is_file())]


def serval(place, listen="--http"):
    return [DISTRIBUTION, "--master", listen, f"127.0.0.1:{place.port}",
            "--module", "bench.ServalApp", "--classpath", str(TARGET / "serval-app.jar"),
            "-p", "2"]


def _serval(place):
    return [serval(place)]


def _serval_direct(place):
    return [serval(place, "--http-socket")]


def _serval_watched(place):
    stats = f"127.0.0.1:{place.inner_port}"
    return [
        _serval(place)[0] + [
            "--stats", stats, "--stats-http",
            "--access-log=json", "--req-logger", f"file:{place.folder}/access.log",
        ],
        ["sh", "-c", f"while sleep 1; do curl -s -o /dev/null http://{stats}/metrics "
                     f"http://{stats}/stats/histograms; done"],
    ]


def _uwsgi(place):
    return [[
        command_path("uwsgi"), "--plugins", "http,jvm_openjdk17,jwsgi_openjdk17",
        "--master", "--die-on-term", "--disable-logging", "--auto-procname", "--listen", "1024",
        "--http", f"127.0.0.1:{place.port}", "--http-modifier1", "8", "--http-keepalive",
        "--processes", "2", "--jvm-classpath", "/usr/share/java/uwsgi.jar",
        "--jvm-classpath", f"{TARGET}/classes", "--jwsgi", "bench/JwsgiApp",
    ]]


def java(place, main, *arguments):
    path = f"{TARGET}/classes:{TARGET}/lib/*"
    return [f"{place.jdk}/bin/java", "-cp", path, main, *arguments]


def _tomcat(place):
    return [java(place, "bench.TomcatApp", str(place.port), str(place.folder))]


def _jetty(place):
    return [java(place, "bench.JettyApp", str(place.port))]


def _undertow(place):
    return [java(place, "bench.UndertowApp", str(place.port))]


def filled(place, template, **names):
    """A template's copy in the contender's folder, with what stands between @ filled in."""
    text = (SOURCES / template).read_text().replace("@PORT@", str(place.port))
    for name, value in names.items():
        text = text.replace(f"@{name.upper()}@", str(value))
    copy = place.folder / Path(template).name
    copy.write_text(text)
    return copy


def nginx(place, template, **names):
    conf = filled(place, f"nginx/{template}", **names)
    return [command_path("nginx"), "-p", str(place.folder), "-c", str(conf), "-e", "stderr"]


def _nginx_tomcat(place):
    tomcat = java(place, "bench.TomcatApp", str(place.inner_port), str(place.folder))
    return [tomcat, nginx(place, "proxy.conf", upstream=place.inner_port)]


def _nginx_memory(place):
    return [nginx(place, "memory.conf")]


SERVAL = Contender("serval", "Serval, router + 2 workers", ("maven",), _serval, java=True,
                   ready="serving ", patience=120, cached=True)
SERVAL_DIRECT = replace(SERVAL, name="serval-direct", commands=_serval_direct,
                        title="Serval, 2 workers, no router (--http-socket)")
SERVAL_WATCHED = replace(SERVAL, name="serval-watched", commands=_serval_watched,
                         packages=("maven", "curl"), title="the same, with a log and readers")
UWSGI = Contender("uwsgi", "uWSGI http router + 2 jwsgi workers (Java 17)",
                  ("maven", "uwsgi-core", "uwsgi-plugin-jwsgi-openjdk-17"), _uwsgi, java=True)
TOMCAT = Contender("tomcat", "Tomcat 11, one process", ("maven",), _tomcat, java=True)

# In the order of the table.
CONTENDERS = [
    SERVAL,
    SERVAL_DIRECT,
    UWSGI,
    Contender("nginx-tomcat", "nginx -> Tomcat 11 (keep-alive upstream)",
              ("maven", "nginx-light"), _nginx_tomcat, java=True),
    TOMCAT,
    Contender("jetty", "Jetty 12.1 core, one process", ("maven",), _jetty, java=True),
    Contender("undertow", "Undertow 2.4 core, one process", ("maven",), _undertow, java=True),
    Contender("nginx", "nginx, answer from memory", ("nginx-light",), _nginx_memory),
]


def with_arguments(contender, *more):
    """The same contender, its first command with more arguments."""
    def commands(place):
        first, *others = contender.commands(place)
        return [[*first, *more], *others]
    return replace(contender, commands=commands)
