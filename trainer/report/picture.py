"""Pictures of a report, as SVG: the call in strips, a mark on its line. Drawn in presentation attributes alone, so that
no style has to be allowed for them, and in what Qt's own drawing of SVG understands as well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trainer.report.lines import clock
from trainer.report.written import written

_INK, _INK2, _LINE, _CONTROL, _BAND, _ACCENT = "#24211D", "#59544C", "#E0DCD3", "#8A8479", "#D8D3C8", "#1F6650"
_LABELS, _FIGURES, _HEAD, _STRIP, _LINE_UP, _AXIS = 72, 32, 26, 30, 24, 20
_TICK_EVERY = (15, 30, 60, 120, 300, 600, 1200)
_MOST_TICKS = 8
_WIDTH = 640
_LETTER = 6.2
"""Width of a letter of 12 px, on average; only where labels would run into each other."""


@dataclass(frozen=True, slots=True)
class Picture:
    """``svg``: the whole element; ``width``, ``height``: in px at 96 to the inch; ``words``: the same, to be read."""

    svg: str
    width: int
    height: int
    words: str


Strip = tuple[str, Sequence[tuple[float, float]]]
"""A gauge's name and its course: time in seconds, value from 0 to 100, which holds until the next."""


def timeline(
    seconds: float, strips: Sequence[Strip], fusion: Sequence[float], moments: Sequence[tuple[float, int]]
) -> Picture:
    """The gauges over the call; a diamond and a line through all of them where fusion was, a numbered ring and a dashed
    line at each moment of "next time". ``fusion``, ``moments``: times in seconds, the latter with their number."""
    seconds = max(1.0, seconds)
    bottom = _HEAD + _STRIP * len(strips)
    right = _WIDTH - _FIGURES

    def x(time: float) -> float:
        return round(_LABELS + (right - _LABELS) * max(0.0, min(1.0, time / seconds)), 1)

    parts = [part for number, strip in enumerate(strips) for part in _strip(number, strip, x(seconds), x)]
    parts += [part for time in fusion for part in _fusion(x(time), bottom)]
    parts += _fusion_labels([(x(time), f"Fusion {clock(time)}") for time in fusion], [x(time) for time, _ in moments])
    parts += [part for time, number in moments for part in _moment(x(time), number, bottom)]
    parts += _axis(seconds, bottom, x)
    words = [f"{name} ends at {points[-1][1]:.0f}" for name, points in strips if points]
    words += [f"fusion at {clock(time)}" for time in fusion]
    words += [f"moment {number} at {clock(time)}" for time, number in moments]
    return _picture(parts, _WIDTH, bottom + _AXIS, "The call: " + "; ".join(words))


def mark_line(name: str, value: int | None, low: int, high: int, pass_mark: int | None = None) -> Picture:
    """A mark as a dot on the line of 0 to 100, its range as a band; an upright stroke where the pass mark is."""
    width, height, middle = 240, 16, 8
    parts = [_rule(0, middle, width, middle, _LINE)]
    ticks = (20, 50, 80) if pass_mark is None else ()
    parts += [_rule(width * tick / 100, 5, width * tick / 100, 11, _CONTROL) for tick in ticks]
    if pass_mark is not None:
        parts.append(_rule(width * pass_mark / 100, 0, width * pass_mark / 100, 16, _INK, 1.5))
    words = f"{name}: no mark"
    if value is not None:
        band = max(8.0, width * (high - low) / 100)
        parts.append(
            f'<rect x="{width * low / 100:.1f}" y="3" width="{band:.1f}" height="10" rx="5" fill="{_BAND}"/>'
            f'<circle cx="{width * value / 100:.1f}" cy="{middle}" r="4" fill="{_INK}"/>'
        )
        words = f"{name}: {value}, between {low} and {high}"
    return _picture(parts, width, height, words)


def _strip(number: int, strip: Strip, end: float, x: Callable[[float], float]) -> list[str]:
    name, points = strip
    base = _HEAD + _STRIP * (number + 1) - 0.5
    found = [_text(0, base - 3, name), _rule(_LABELS, base, end, base, _LINE)]
    if not points:
        return found
    steps = [(x(time), round(base - _LINE_UP * value / 100, 1)) for time, value in points]
    path = f"M{steps[0][0]} {steps[0][1]}" + "".join(f"H{across}V{up}" for across, up in steps[1:]) + f"H{end}"
    found.append(f'<path d="{path}V{base}H{steps[0][0]}Z" fill="{_BAND}" fill-opacity="0.55"/>')
    found.append(f'<path d="{path}" fill="none" stroke="{_INK}" stroke-width="1.5"/>')
    found.append(_text(_WIDTH, base - 3, f"{points[-1][1]:.0f}", "end", _INK, 600))
    return found


def _fusion(x: float, bottom: float) -> list[str]:
    return [
        _rule(x, 12, x, bottom, _ACCENT, 1.5),
        f'<path d="M{x} 6L{x + 6} 12L{x} 18L{x - 6} 12Z" fill="{_ACCENT}"/>',
    ]


def _fusion_labels(fusion: Sequence[tuple[float, str]], moments: Sequence[float]) -> list[str]:
    """Each beside its diamond, to the right, else to the left, else none: the list below the picture has all."""
    taken = [(at - 10, at + 10) for at in moments] + [(at - 7, at + 7) for at, _ in fusion]
    found = []
    for at, words in fusion:
        width = _LETTER * len(words)
        for start in (at + 10, at - 10 - width):
            free = all(end < start or begin > start + width for begin, end in taken)
            if free and start >= _LABELS and start + width <= _WIDTH:
                taken.append((start, start + width))
                found.append(_text(round(start, 1), 16, words, colour=_ACCENT))
                break
    return found


def _moment(x: float, number: int, bottom: float) -> list[str]:
    return [
        f'<line x1="{x}" y1="20" x2="{x}" y2="{bottom}" stroke="{_INK}" stroke-width="1" stroke-dasharray="2 3"/>',
        f'<circle cx="{x}" cy="12" r="8" fill="#FFFFFF" stroke="{_INK}" stroke-width="1.2"/>',
        _text(x, 16, str(number), "middle", _INK),
    ]


def _axis(seconds: float, bottom: float, x: Callable[[float], float]) -> list[str]:
    step = next((tick for tick in _TICK_EVERY if seconds / tick <= _MOST_TICKS), _TICK_EVERY[-1])
    last = x(seconds) - _LETTER * len(clock(seconds))
    found = [_text(x(seconds), bottom + 15, clock(seconds), "end")]
    for time in range(0, int(seconds) + 1, step):
        half = _LETTER * len(clock(time)) / 2
        if x(time) + 2 * half + 8 <= last:
            found.append(_text(x(time), bottom + 15, clock(time), "middle" if time else "start"))
    return found


def _rule(x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1) -> str:
    return (
        f'<line x1="{round(x1, 1)}" y1="{round(y1, 1)}" x2="{round(x2, 1)}" y2="{round(y2, 1)}" '
        f'stroke="{colour}" stroke-width="{width}"/>'
    )


def _text(x: float, y: float, words: str, anchor: str = "start", colour: str = _INK2, weight: int = 400) -> str:
    return (
        f'<text x="{round(x, 1)}" y="{round(y, 1)}" text-anchor="{anchor}" fill="{colour}" font-size="12" '
        f'font-weight="{weight}" font-family="Inter, system-ui, sans-serif">{written(words)}</text>'
    )


def _picture(parts: Sequence[str], width: int, height: float, words: str) -> Picture:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {round(height)}" width="{width}" '
        f'height="{round(height)}" role="img" aria-label="{written(words)}">{"".join(parts)}</svg>'
    )
    return Picture(svg, width, round(height), words)
