"""What a terminal shows, as SVG: tmux is the terminal, a picture is a row of frames."""

import re
import subprocess
import time
from html import escape

from stage import home, until

WIDTH, HEIGHT, MARGIN = 8.4, 18, 14
COLOURS = ["#8b949e", "#ff7b72", "#7ee787", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#e6edf3"]
PLAIN, GROUND, LINE = "#d7dce2", "#14171a", "#3a4048"


class Terminal:
    """One or two shells, one above the other."""

    def __init__(self, columns, *rows):
        self.columns, self.rows = columns, rows
        self.frames = []
        shell = "env PS1='$ ' bash --norc"
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y",
                  str(sum(rows) + len(rows) - 1), shell)
        self.tmux("set", "-g", "status", "off")
        for height in rows[1:]:
            self.tmux("split-window", "-v", "-l", str(height), shell)
        for pane in range(len(rows)):
            self.await_text(pane, r"\$")

    def tmux(self, *words):
        command = ["tmux", "-S", str(home() / "tmux"), *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def type(self, pane, line):
        until(lambda: self.text(pane).rstrip().endswith("$"), "the prompt")
        self.tmux("send-keys", "-t", f":.{pane}", "-l", line)
        self.frame(1.2)
        self.tmux("send-keys", "-t", f":.{pane}", "Enter")

    def text(self, pane, *options):
        return self.tmux("capture-pane", "-p", *options, "-t", f":.{pane}")

    def await_text(self, pane, pattern, times=1):
        until(lambda: len(re.findall(pattern, self.text(pane), re.M)) >= times, pattern)

    def frame(self, seconds):
        """Keeps what is shown now, for so long."""
        time.sleep(0.3)
        panes = [self.text(pane, "-e") for pane in range(len(self.rows))]
        self.frames.append((panes, seconds))

    def close(self):
        self.tmux("kill-server")

    def svg(self, title):
        height = (sum(self.rows) + len(self.rows) - 1) * HEIGHT + 2 * MARGIN
        width = self.columns * WIDTH + 2 * MARGIN
        total = sum(seconds for _, seconds in self.frames)
        style, drawn, begun = [], [], 0
        for number, (panes, seconds) in enumerate(self.frames):
            drawn.append(f'<g class="f{number}">{self.drawn(panes)}</g>')
            style.append(shown(number, begun / total, (begun + seconds) / total, total))
            begun += seconds
        moving = "" if len(self.frames) == 1 else "\n".join(style)
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img">'
                f"<title>{escape(title)}</title>\n<style>\n"
                f'text {{ font: 14px "DejaVu Sans Mono", ui-monospace, monospace; fill: {PLAIN}; white-space: pre; }}\n'
                f".bold {{ font-weight: bold; }}\n{moving}\n</style>\n"
                f'<rect width="100%" height="100%" rx="8" fill="{GROUND}"/>\n' + "\n".join(drawn) + "\n</svg>\n")

    def drawn(self, panes):
        parts, top = [], 0
        for text, rows in zip(panes, self.rows):
            if top:
                y = MARGIN + (top - 0.5) * HEIGHT
                parts.append(f'<path d="M0 {y}H{self.columns * WIDTH + 2 * MARGIN}" stroke="{LINE}"/>')
            for number, line in enumerate(text.split("\n")[:rows]):
                parts.append(row(line, MARGIN + (top + number + 0.75) * HEIGHT))
            top += rows + 1
        return "\n".join(part for part in parts if part)


def shown(number, begin, end, total):
    """Who wants no movement sees the last frame."""
    name = f"f{number}"
    last = end >= 0.9999
    stops = [(0, begin == 0), (begin * 100, True), (100 if last else end * 100, last)]
    keys = " ".join(f"{at:.2f}% {{ visibility: {'visible' if on else 'hidden'}; }}" for at, on in stops)
    rest = "" if last else f" .{name} {{ visibility: hidden; }}"
    return (f"@keyframes {name} {{ {keys} }}{rest}\n@media (prefers-reduced-motion: no-preference) "
            f"{{ .{name} {{ animation: {name} {total:.1f}s step-end infinite; }} }}")


def row(line, y):
    """A line with its colours."""
    spans, style, column = [], {}, 0
    for piece in re.split(r"(\x1b\[[0-9;]*m)", line.rstrip()):
        if piece.startswith("\x1b"):
            style = changed(style, piece[2:-1])
        elif piece:
            spans.append(span(piece, style, MARGIN + column * WIDTH))
            column += len(piece)
    return f'<text y="{y:.1f}">{"".join(spans)}</text>' if spans else ""


def changed(style, codes):
    for code in codes.split(";"):
        number = int(code or 0)
        if number == 0:
            style = {}
        elif number == 1:
            style = style | {"class": "bold"}
        elif number == 2:
            style = style | {"fill": COLOURS[0]}
        elif number == 7:
            style = style | {"class": "bold"}
        elif 30 <= number <= 37 or 90 <= number <= 97:
            style = style | {"fill": COLOURS[number % 10]}
    return style


def span(text, style, x):
    words = "".join(f' {name}="{value}"' for name, value in style.items())
    length = f' textLength="{len(text) * WIDTH:.1f}"' if text.strip() else ""
    return f'<tspan x="{x:.1f}"{length}{words}>{escape(text)}</tspan>'
