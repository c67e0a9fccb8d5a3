"""The tables of scale, start, memory and image, from their points."""

SCALE = ["what runs", "workers", "connections", "requests/s", "CPU us/request", "PSS MiB",
         "p99 ms", "failed", "others %"]

START = ["what starts", "first answer ms", "least ms", "MiB then", "reload", "new one answers ms",
         "only new ones answer ms", "requests meanwhile", "failed"]

MEMORY = ["options", "all MiB after a start", "under load", "of it master", "router", "a worker",
          "all MiB at rest again", "KiB/idle connection", "still idle", "CPU us/request",
          "others %"]

IMAGE = ["image", "MB", "of it Debian", "first answer ms", "least ms"]


def scale(found):
    return [SCALE, *map(_scale_row, found)]


def _scale_row(p):
    name = "Serval, no router" if p["contender"] == "serval-direct" else "Serval"
    return [name, str(p["workers"]), str(p["connections"]),
            f"{p['requests_per_second']:.0f}", f"{p['cpu_micros']:.1f}",
            f"{p['pss_mib']:.0f}", f"{p['p99_millis']:.2f}", str(p["failures"]),
            f"{p['others_percent']:.0f}"]


def start(found):
    return [START, *map(_start_row, found)]


def _start_row(p):
    return [p["title"], f"{p['first_answer_millis']:.0f}", f"{min(p['starts_millis']):.0f}",
            f"{p['first_answer_mib']:.0f}" if "first_answer_mib" in p else "-",
            p["reload"], f"{p['new_millis']:.0f}", f"{p['only_new_millis']:.0f}",
            str(p["requests"]), str(p["failed"])]


def memory(found):
    return [MEMORY, *map(_memory_row, found)]


def _memory_row(p):
    return [p["flags"], _mib(p, "fresh_mib"), _mib(p, "all_mib"), _mib(p, "master_mib"),
            _mib(p, "router_mib"), _mib(p, "worker_mib"), _mib(p, "rested_mib"),
            f"{p['kib_idle']:.1f}", str(p["idle"]), f"{p['cpu_micros']:.1f}",
            f"{p['others_percent']:.0f}"]


def _mib(p, key):
    """Older files lack what was not measured then."""
    return f"{p[key]:.0f}" if key in p else "-"


def image(found):
    return [IMAGE, *map(_image_row, found)]


def _image_row(p):
    return [p["title"], f"{p['image_bytes'] / 1e6:.0f}", f"{p['base_bytes'] / 1e6:.0f}",
            f"{p['first_answer_millis']:.0f}", f"{min(p['starts_millis']):.0f}"]


# By program: what its table is called, and how its rows are made.
POINTS = {
    "scale": ("`bench/scale`: more workers, more connections", scale),
    "start": ("`bench/start`: the first answer, and a reload under 200 requests a second", start),
    "memory": ("`bench/memory`: memory under JVM options", memory),
    "image": ("`bench/image`: images of one base, from `docker run` to the first answer", image),
}
