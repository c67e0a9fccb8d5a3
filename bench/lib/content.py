"""What bench.Content answers, byte for byte."""

HELLO = b"Hello World\n"
PAGE = b"<p>All work and no play makes Jack a dull boy.</p>\n" * 200
MEGABYTE = b"0123456789abcdef" * 65536
JSON = ('{"items":[' + ",".join(
    f'{{"id":{1000 + i},"name":"a thing of the kind {i}","price":{100 * i + 99}}}'
    for i in range(16)) + "]}\n").encode()
