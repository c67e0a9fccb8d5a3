"""Where Serval's jobs are kept in a measurement: a folder, or a Redis or PostgreSQL of its own."""

import os
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from contenders import TARGET
from measure import free_ports
from prepare import Unprepared

PATIENCE_SECONDS = 30
POSTGRES_USER = "postgres"


@contextmanager
def folder(place, _disk):
    """Yields what follows --spooler, and more options."""
    yield f"jobs={place}/spool", []


def redis(fsync):
    """A redis-server that writes its log like this: always or everysec."""
    @contextmanager
    def started(place, _disk):
        port, = free_ports(1)
        process = subprocess.Popen(
            ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--dir", str(place),
             "--save", "", "--appendonly", "yes", "--appendfsync", fsync],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _awaited(["redis-cli", "-p", str(port), "ping"])
            yield f"jobs=redis://127.0.0.1:{port}/0", []
        finally:
            process.terminate()
            process.wait()
    return started


@contextmanager
def postgres(_place, disk):
    """A cluster of its own with PostgreSQL's defaults, on the same disk; not as root, who it refuses."""
    binaries = _postgres()
    port, = free_ports(1)
    data = Path(tempfile.mkdtemp(dir=disk, prefix="postgres"))
    prefix = []
    if os.geteuid() == 0:
        shutil.chown(data, POSTGRES_USER, POSTGRES_USER)
        prefix = ["setpriv", f"--reuid={POSTGRES_USER}", f"--regid={POSTGRES_USER}", "--init-groups"]
    try:
        subprocess.run([*prefix, binaries / "initdb", "-D", data / "data", "-U", "serval", "-A", "trust"],
                       check=True, cwd="/", stdout=subprocess.DEVNULL)
        process = subprocess.Popen(
            [*prefix, binaries / "postgres", "-D", data / "data", "-p", str(port),
             "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
            cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _awaited([binaries / "pg_isready", "-h", "127.0.0.1", "-p", str(port)])
            yield (f"jobs=jdbc:postgresql://127.0.0.1:{port}/postgres?user=serval",
                   ["--spooler-driver", str(_driver())])
        finally:
            process.send_signal(2)
            process.wait()
    finally:
        shutil.rmtree(data, ignore_errors=True)


def _postgres():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise Unprepared("there is no PostgreSQL; run: apt-get install -y postgresql")
    return found[-1].parent


def _driver():
    found = sorted((TARGET / "lib").glob("postgresql-*.jar"))
    if not found:
        raise Unprepared("bench/target/lib has no PostgreSQL driver; run bench/compare once")
    return found[-1]


def _awaited(command):
    end = time.monotonic() + PATIENCE_SECONDS
    while subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
        if time.monotonic() > end:
            raise Unprepared(f"it does not come up: {command[0]}")
        time.sleep(0.02)
