from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

from trainer.desktop.theme import Theme, current_theme, load_fonts, shipped_tokens


def _theme(dark: bool = False, text_size: int = 100) -> Theme:
    return Theme.load(shipped_tokens(), dark=dark, text_size=text_size)


def test_colours_are_those_of_the_tokens_in_both_themes(qapp: QApplication) -> None:
    assert _theme().colour("ink").name() == "#24211d"
    assert _theme(dark=True).colour("ink").name() == "#efebe4"
    assert _theme().room("straw").name() == "#eadcb8"
    assert _theme(dark=True).colour("shadow").alpha() == 128
    with pytest.raises(KeyError):
        _theme().colour("blue")


def _contrast(one: QColor, other: QColor) -> float:
    def light(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_every_pair_of_the_tokens_keeps_its_contrast(dark: bool) -> None:
    theme = _theme(dark)
    for pair in theme.step("contrast", "dark" if dark else "light"):
        ground = pair["on"]
        under = theme.room(ground[5:]) if ground.startswith("room.") else theme.colour(ground)
        assert _contrast(theme.colour(pair["what"]), under) >= pair["least"], pair


@pytest.mark.parametrize(("asked", "given", "fourteen"), [(80, 80, 11), (100, 100, 14), (200, 200, 28), (900, 200, 28)])
def test_text_grows_from_80_to_200(qapp: QApplication, asked: int, given: int, fourteen: int) -> None:
    theme = _theme(text_size=asked)
    assert theme.text_size == given
    assert theme.px(14) == fourteen == theme.font(14).pixelSize()
    assert theme.radius("control") == 8, "corners and lines stay as they are"


def test_type_is_the_bundled_one_with_even_figures(qapp: QApplication) -> None:
    assert {"Inter", "Source Serif Pro", "JetBrains Mono"} <= set(load_fonts())
    theme = _theme()
    assert QFontInfo(theme.font(14)).family() == "Inter"
    assert QFontInfo(theme.font(28, speech=True)).family() == "Source Serif Pro"
    assert QFontInfo(theme.font(13, code=True)).family() == "JetBrains Mono"
    for weight in (400, 500, 600):
        metrics = QFontMetricsF(theme.font(14, weight))
        assert metrics.horizontalAdvance("1111") == pytest.approx(metrics.horizontalAdvance("8888"))
    assert theme.font(28).letterSpacing() < 0 == theme.font(14).letterSpacing()
    assert theme.font(40, 600).weight() == QFont.Weight.DemiBold
    with pytest.raises(KeyError):
        theme.font(15)


def test_bundled_fonts_are_small_and_bring_their_licence(qapp: QApplication) -> None:
    folder = shipped_tokens().parent / "fonts"
    fonts = [file for file in folder.iterdir() if file.suffix in (".otf", ".ttf")]
    assert sum(file.stat().st_size for file in fonts) <= 3 * 2**20
    for family in {file.name.split("-")[0] for file in fonts}:
        assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / f"{family}-OFL.txt").read_text(encoding="utf-8")


def test_the_application_gets_palette_sheet_and_theme(qapp: QApplication) -> None:
    dark = _theme(dark=True)
    dark.apply(qapp)
    assert current_theme() is dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == dark.colour("paper")
    assert dark.colour("accent").name() in qapp.styleSheet()
    _theme().apply(qapp)
    assert not current_theme().dark


def test_a_sheet_names_no_colour_that_the_tokens_lack() -> None:
    import re

    theme = _theme()
    known = {theme.colour(name).name() for name in theme.step("colour", "light")}
    assert set(re.findall(r"#[0-9a-f]{6}", theme.qss())) <= known


def test_qt_gives_back_the_none_it_borrows() -> None:
    """PySide6 6.12.0 under Python 3.11 lost one at each call, until the interpreter gave up."""
    colour = QColor(Qt.GlobalColor.red)
    before = sys.getrefcount(None)
    for _ in range(200):
        colour.setAlpha(3)
    assert sys.getrefcount(None) > before - 100
