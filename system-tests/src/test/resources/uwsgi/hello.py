"""Says which node it is."""

import os


def application(environ, start_response):
    body = ("node %s %s\n" % (os.environ["NODE"], environ["REQUEST_METHOD"])).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
