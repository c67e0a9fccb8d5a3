"""Servers as fronts: files from disk, TLS, HTTP/2."""

import os
import subprocess

from contenders import DISTRIBUTION, TARGET, Contender, command_path, filled, nginx

FILES = TARGET / "front" / "files"
KEYS = TARGET / "front" / "keys"


def prepare():
    """Makes what all of them serve, and the certificate they show."""
    FILES.mkdir(parents=True, exist_ok=True)
    KEYS.mkdir(parents=True, exist_ok=True)
    for name, size in (("1k.bin", 1 << 10), ("1m.bin", 1 << 20)):
        if not (FILES / name).is_file():
            (FILES / name).write_bytes(os.urandom(size))
    if (KEYS / "both.pem").is_file():
        return
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "365", "-subj", "/CN=localhost", "-addext",
         "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", KEYS / "key.pem", "-out", KEYS / "cert.pem"],
        check=True, capture_output=True)
    both = (KEYS / "cert.pem").read_text() + (KEYS / "key.pem").read_text()
    (KEYS / "both.pem").write_text(both)


def _serval(place):
    return [[DISTRIBUTION, "--master", "--http", f"127.0.0.1:{place.port}",
             "--https", f"127.0.0.1:{place.inner_port},{KEYS}/cert.pem,{KEYS}/key.pem",
             "--module", "hello.Hello", "-p", "1", "--static-map", f"/={FILES}"]]


def _nginx(place):
    return [nginx(place, "front.conf", tls=place.inner_port, files=FILES, keys=KEYS)]


def _haproxy(place):
    conf = filled(place, "haproxy/front.cfg", tls=place.inner_port, files=FILES, keys=KEYS)
    return [[command_path("haproxy"), "-f", str(conf)]]


SERVAL = Contender("serval", "Serval, router (one worker idle)", ("maven",), _serval, java=True,
                   ready="serving ", patience=120, cached=True)
NGINX = Contender("nginx", "nginx, one worker process", ("nginx-light",), _nginx)
HAPROXY = Contender("haproxy", "HAProxy, one thread, from memory", ("haproxy",), _haproxy)
