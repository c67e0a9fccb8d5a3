"""Line charts as SVG: panels side by side, both axes logarithmic."""

import math
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 430, 330, 58, 44, 16, 52
COLOURS = ["#888888", "#0b6e99", "#d9730d", "#0f7b6c", "#b58900", "#c4314b", "#6940a5"]


@dataclass(frozen=True)
class Panel:
    """`lines` has the points of each line by its name."""

    title: str
    x: str
    y: str
    lines: dict
    least: float
    most: float


def svg(panels, colours):
    """One picture; `colours` gives each line's name its place in COLOURS, the same in all panels."""
    names = [name for name in colours if any(name in panel.lines for panel in panels)]
    legend = 22 * ((len(names) + 1) // 2)
    wide, high = WIDTH * len(panels), HEIGHT + legend
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" '
             'font-family="sans-serif" font-size="12">',
             f'<rect width="{wide}" height="{high}" fill="#ffffff"/>']
    for i, panel in enumerate(panels):
        parts += [f'<g transform="translate({i * WIDTH},0)">', *_panel(panel, colours), "</g>"]
    for i, name in enumerate(names):
        x, y = LEFT + i % 2 * WIDTH, HEIGHT + 12 + i // 2 * 22
        parts.append(f'<path d="M{x} {y}h24" stroke="{COLOURS[colours[name]]}" stroke-width="2.5"/>'
                     f'<text x="{x + 30}" y="{y + 4}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(panel, colours):
    xs = sorted({x for points in panel.lines.values() for x, _ in points})
    across = _scale(xs[0], xs[-1], LEFT, WIDTH - RIGHT)
    up = _scale(panel.least, panel.most, HEIGHT - BOTTOM, TOP)
    yield f'<text x="{LEFT}" y="20" font-size="14" font-weight="bold">{escape(panel.title)}</text>'
    yield f'<text x="{LEFT}" y="37" fill="#555555">{escape(panel.y)}</text>'
    yield (f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 12}" fill="#555555" '
           f'text-anchor="middle">{escape(panel.x)}</text>')
    for x in xs:
        yield f'<path d="M{across(x):.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#eeeeee"/>'
        yield (f'<text x="{across(x):.1f}" y="{HEIGHT - BOTTOM + 16}" '
               f'text-anchor="middle">{x:g}</text>')
    for y in _decades(panel.least, panel.most):
        yield f'<path d="M{LEFT} {up(y):.1f}H{WIDTH - RIGHT}" stroke="#dddddd"/>'
        yield f'<text x="{LEFT - 6}" y="{up(y) + 4:.1f}" text-anchor="end">{y:g}</text>'
    for name, points in panel.lines.items():
        path = "L".join(f"{across(x):.1f} {up(max(y, panel.least)):.1f}" for x, y in sorted(points))
        yield (f'<path d="M{path}" fill="none" stroke="{COLOURS[colours[name]]}" '
               'stroke-width="2.5" stroke-linejoin="round"/>')


def _scale(least, most, begin, end):
    low, span = math.log(least), math.log(most) - math.log(least)
    return lambda value: begin + (math.log(value) - low) / span * (end - begin)


def _decades(least, most):
    return [10.0 ** power for power in range(math.ceil(math.log10(least) - 1e-9),
                                            math.floor(math.log10(most) + 1e-9) + 1)]
