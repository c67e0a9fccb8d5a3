"""Submits as many jobs as the path says; each that is done is a byte in a file."""

import os

import uwsgi

BODY = b"x" * 512
done = os.open(os.environ["DONE"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def perform(job):
    os.write(done, b".")
    return uwsgi.SPOOL_OK


uwsgi.spooler = perform


def application(environ, start_response):
    for _ in range(int(environ["PATH_INFO"][1:])):
        uwsgi.spool({b"body": BODY})
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"submitted\n"]
