"""Colours, sizes and type of the window, all of them out of assets/tokens.json.

A theme travels the way Qt's own palette does: it is given to the application once (:meth:`Theme.apply`) and every
widget asks for it when it paints (:func:`current_theme`). Giving another one sends each widget a style change.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QToolTip

from trainer.desktop.stylesheet import stylesheet
from trainer.places import shipped

SMALLEST_TEXT = 80
LARGEST_TEXT = 200
_PROPERTY = "sparring_theme"
_FILES = {"interface": "Inter-*.otf", "speech": "SourceSerifPro-*.otf", "code": "JetBrainsMono-*.ttf"}


@cache
def read_tokens(path: Path) -> Mapping[str, Any]:
    """The tokens as parsed JSON; each file is read once a process, since it travels with the program unchanged."""
    tokens: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return tokens


def shipped_tokens() -> Path:
    return shipped("assets/tokens.json")


def load_fonts() -> tuple[str, ...]:
    """Register all bundled fonts with Qt (once a process). Returns the families that are there now.

    Needs a QGuiApplication. A font file that Qt refuses is left out: the fallback of the tokens then stands in.
    :meth:`Theme.font` loads each family when it is first asked for, so that the window's start pays for one.
    """
    return tuple(family for voice in _FILES for family in _load_voice(voice))


@cache
def _load_voice(voice: str) -> tuple[str, ...]:
    families: dict[str, None] = {}
    for file in sorted(shipped("assets/fonts").glob(_FILES[voice])):
        number = QFontDatabase.addApplicationFont(str(file))
        if number >= 0:
            families.update(dict.fromkeys(QFontDatabase.applicationFontFamilies(number)))
    return tuple(families)


def _colour(value: str) -> QColor:
    if value.startswith("rgba("):
        red, green, blue, alpha = value[5:-1].split(",")
        return QColor(int(red), int(green), int(blue), round(float(alpha) * 255))
    return QColor(value)


@dataclass(frozen=True)
class Theme:
    """One set of colours (light or dark) at one text size. ``text_size`` is in per cent, 80 to 200."""

    tokens: Mapping[str, Any] = field(repr=False, compare=False, hash=False)
    source: Path
    dark: bool
    text_size: int

    @classmethod
    def load(cls, tokens_path: Path, dark: bool, text_size: int) -> Theme:
        """Read the tokens. A text size outside 80 to 200 % is brought to the nearer end."""
        size = max(SMALLEST_TEXT, min(LARGEST_TEXT, text_size))
        return cls(read_tokens(tokens_path), tokens_path, dark, size)

    @cached_property
    def _colours(self) -> dict[str, QColor]:
        chosen = self.tokens["colour"]["dark" if self.dark else "light"]
        return {name: _colour(entry["value"]) for name, entry in chosen.items()}

    @cached_property
    def _rooms(self) -> dict[str, QColor]:
        side = "dark" if self.dark else "light"
        return {name: _colour(entry[side]) for name, entry in self.tokens["room"].items()}

    @cached_property
    def _fonts(self) -> dict[tuple[int, int, bool, bool], QFont]:
        return {}

    def colour(self, name: str) -> QColor:
        """A colour by its name in the tokens ("ink", "accent_hover"). KeyError for a name that is not there."""
        return self._colours[name]

    def room(self, name: str) -> QColor:
        """The flat wall behind a person: straw, sage, rose, dusk, clay or oat."""
        return self._rooms[name]

    def hovered(self, name: str) -> QColor:
        """The colour one step on, as under the pointer: darker in the light theme, lighter in the dark one."""
        if name == "accent":
            return self._colours["accent_hover"]
        if name == "well":
            return self._colours["line"]
        return self._colours["well"]

    def px(self, size: float) -> int:
        """A size of the pictures in pixels at this text size. Lines and rings are not passed through here."""
        return round(size * self.text_size / 100)

    def step(self, *names: str) -> Any:
        """A value of the tokens by its path, ``step("motion", "mood_ms")``. KeyError where there is none."""
        value: Any = self.tokens
        for name in names:
            value = value[name]
        return value

    def radius(self, name: str) -> int:
        """A corner's radius ("control", "card"). Corners are lines: they do not grow with the text."""
        return int(self.tokens["radius"][name])

    def portrait_radius(self, side: float) -> float:
        """18 % of a portrait's side, 6 at least."""
        return max(6.0, 0.18 * side)

    def milliseconds(self, name: str) -> int:
        """A duration of the tokens by its name without the unit: "hover", "mood", "gauge"."""
        return int(self.tokens["motion"][f"{name}_ms"])

    def line_height(self, size: int) -> int:
        """The height of a line of text of this size, in pixels at this text size."""
        return self.px(self.tokens["type"][str(size)]["line"])

    def font(self, size: int, weight: int = 400, speech: bool = False, code: bool = False) -> QFont:
        """Type in one of the six sizes (12, 14, 16, 20, 28, 40), or 13 with ``code``.

        ``speech`` is for what a person says (and a person's name at 20 and above), the rest is the program's voice.
        KeyError for a size that the look does not have.
        """
        key = (size, weight, speech, code)
        known = self._fonts.get(key)
        if known is None:
            known = self._fonts[key] = self._make_font(*key)
        return QFont(known)

    def _make_font(self, size: int, weight: int, speech: bool, code: bool) -> QFont:
        voice = "code" if code else "speech" if speech else "interface"
        entry = self.tokens["type"]["code" if code else str(size)]
        if int(entry["size"]) != size:
            raise KeyError(size)
        _load_voice(voice)
        pixels = self.px(size)
        font = QFont()
        font.setFamilies([self.tokens["font"][voice]["family"], *_FALLBACK[voice]])
        font.setStyleHint(_HINTS[voice])
        font.setPixelSize(pixels)
        font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        tracking = float(entry.get("tracking", 0.0))
        if tracking and not code:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, tracking * pixels)
        for feature in ("tnum", *self.tokens["font"][voice].get("features", ())):
            font.setFeature(QFont.Tag(feature), 1)
        return font

    def palette(self) -> QPalette:
        """The same colours for whatever Qt draws by itself."""
        palette = QPalette()
        role, group = QPalette.ColorRole, QPalette.ColorGroup
        for name, roles in _PALETTE.items():
            for each in roles:
                palette.setColor(each, self._colours[name])
        for each in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(group.Disabled, each, self._colours["ink3"])
        return palette

    def qss(self) -> str:
        """The sheet for Qt's own widgets: fills, radii and outlines of one pixel; everything else is painted."""
        return stylesheet(self)

    def apply(self, application: QApplication) -> None:
        """Give this theme to the whole application; every widget is told by a style change."""
        application.setProperty(_PROPERTY, self)
        if application.style().name() != "fusion":
            application.setStyle(QStyleFactory.create("Fusion"))
        application.setFont(self.font(14))
        QToolTip.setFont(self.font(12))
        application.setPalette(self.palette())
        application.setStyleSheet(self.qss())


def current_theme() -> Theme:
    """The theme that the application was given. RuntimeError when it was given none."""
    application = QApplication.instance()
    theme = application.property(_PROPERTY) if application is not None else None
    if not isinstance(theme, Theme):
        raise RuntimeError("no theme: call Theme.load(…).apply(application) before the first widget")
    return theme


_FALLBACK = {
    "interface": ("Noto Sans", "Segoe UI", "Helvetica Neue"),
    "speech": ("Georgia", "Noto Serif", "DejaVu Serif"),
    "code": ("DejaVu Sans Mono", "Menlo", "Consolas"),
}
_HINTS = {
    "interface": QFont.StyleHint.SansSerif,
    "speech": QFont.StyleHint.Serif,
    "code": QFont.StyleHint.Monospace,
}
_Role = QPalette.ColorRole
_PALETTE: dict[str, tuple[QPalette.ColorRole, ...]] = {
    "paper": (_Role.Window, _Role.ToolTipText, _Role.HighlightedText),
    "card": (_Role.Base, _Role.AlternateBase),
    "ink": (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.BrightText, _Role.ToolTipBase),
    "well": (_Role.Button, _Role.Midlight, _Role.Light),
    "line": (_Role.Mid,),
    "control": (_Role.Dark, _Role.Shadow),
    "ink3": (_Role.PlaceholderText,),
    "accent": (_Role.Highlight, _Role.Accent),
    "accent_ink": (_Role.Link, _Role.LinkVisited),
}
