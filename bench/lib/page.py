"""The results of several cases as one page, with a bar for each contender."""

from html import escape

from report import RESULTS

WIDTH, BAR, ROW, LABEL = 900, 22, 34, 330

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c2733; }
svg { width: 100%; height: auto; } text { font: 13px system-ui, sans-serif; fill: #1c2733; }
rect { fill: #9db4c8; } rect.ours { fill: #0b6e4f; } p { color: #5c6b7a; } pre { overflow-x: auto; font-size: 12px; }
@media (prefers-color-scheme: dark) {
  body { background: #12161b; } body, text { color: #e6eaf0; fill: #e6eaf0; } rect { fill: #4a5d70; } rect.ours { fill: #4cc79a; } p { color: #9aa7b5; }
}
"""


# What bars may show: in words, its unit, and how many digits.
SHOWN = {"cpu_micros": ("CPU a request, all processes together", "us", 1),
         "p99_millis": ("99 of 100 requests are answered within", "ms", 2)}


def bars(case, results):
    """The figure of the case, the least first; in brackets the CPU against the base."""
    words, unit, digits = SHOWN[case.shows]
    order = sorted((c for c in case.contenders if c.name in results),
                   key=lambda c: results[c.name][case.shows])
    most = max(results[c.name][case.shows] for c in order) or 1
    lines = [f'<svg viewBox="0 0 {WIDTH} {ROW * len(order)}" role="img" '
             f'aria-label="{words}: {escape(case.title)}">']
    for i, contender in enumerate(order):
        figure = results[contender.name]
        length = max(1, (WIDTH - LABEL - 150) * figure[case.shows] / most)
        ours = ' class="ours"' if contender.name.startswith("serval") else ""
        ratio = figure["cpu_against"] if case.shows == "cpu_micros" else None
        against = f" ({ratio:.2f})" if ratio is not None else ""
        lines.append(f'<text x="0" y="{ROW * i + 16}">{escape(contender.title)}</text>'
                     f'<rect{ours} x="{LABEL}" y="{ROW * i}" width="{length:.0f}" height="{BAR}"/>'
                     f'<text x="{LABEL + length + 8:.0f}" y="{ROW * i + 16}">'
                     f'{figure[case.shows]:.{digits}f} {unit}{against}</text>')
    return "\n".join([*lines, "</svg>"])


def write(head, done):
    """done: for each case its results and its table. Returns the page's path."""
    parts = []
    for case, results, table in done:
        parts += [f"<h2>{escape(case.name)}: {escape(case.title)}</h2>",
                  f"<p>{SHOWN[case.shows][0]}" + (
                      f"; in brackets against {escape(case.base)}.</p>"
                      if case.shows == "cpu_micros" else ".</p>"),
                  bars(case, results),
                  f"<details><summary>All figures</summary><pre>{escape(table)}</pre></details>"]
    path = RESULTS / "report.html"
    path.write_text(
        '<!doctype html>\n<html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Serval measured</title><style>{STYLE}</style>\n<h1>Serval measured</h1>\n"
        f"<p>{escape(head)}</p>\n" + "\n".join(parts) + "\n</html>\n")
    return path
