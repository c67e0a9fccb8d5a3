"""Tells what it was asked, one fact a line, as the test's Java application does."""

import threading
import time
import zlib

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import re_path

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"])

released = threading.Event()


def parts(request):
    def words():
        yield "first\n"
        if released.wait(30):
            yield "second\n"

    return StreamingHttpResponse(words(), content_type="text/plain")


def release(request):
    released.set()
    return HttpResponse("released\n")


def sleep(request):
    time.sleep(float(request.GET["s"]))
    return HttpResponse("late\n")


def missing(request):
    raise Http404


def tell(request):
    length = crc32 = 0
    while block := request.read(65536):
        length += len(block)
        crc32 = zlib.crc32(block, crc32)
    lines = [
        f"method: {request.method}",
        f"path: {request.path_info}",
        f"query: {request.META['QUERY_STRING']}",
        f"body: {length} bytes, crc32 {crc32:08x}",
    ]
    lines += [f"field: {name.lower()}={value}" for name, value in request.headers.items() if value]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


urlpatterns = [
    re_path("^parts$", parts),
    re_path("^release$", release),
    re_path("^sleep$", sleep),
    re_path("^missing$", missing),
    re_path("", tell),
]
application = get_wsgi_application()
