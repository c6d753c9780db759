from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage

from trainer.desktop.icons import icon, icon_pixmap
from trainer.desktop.theme import Theme

NAMES = [
    "person",
    "clock",
    "pencil",
    "sliders",
    "question",
    "search",
    "star",
    "back",
    "chevron",
    "mic",
    "mic_off",
    "keyboard",
    "play",
    "pause",
    "repeat",
    "warning",
    "info",
    "diamond",
    "rewind",
    "export",
    "check",
    "lightbulb",
    "logo",
    "hand",
    "lines",
    "speaker_off",
    "return",
    "star_filled",
]


def _pixels(picture: QImage) -> list[int]:
    """Every pixel as 0xAARRGGBB, colours as they are whatever their alpha."""
    converted = picture.convertToFormat(QImage.Format.Format_ARGB32)
    return memoryview(converted.constBits()).cast("I").tolist()


def _inked(picture: QImage, colour: QColor) -> int:
    """How many pixels are fully of this colour."""
    return _pixels(picture).count(colour.rgba())


@pytest.mark.parametrize("name", NAMES)
def test_each_icon_is_drawn_in_the_colour_asked_for(theme: Theme, name: str) -> None:
    red = QColor("#ff0000")
    picture = icon_pixmap(name, red, 54).toImage()
    assert picture.width() == 54
    drawn = _inked(picture, red)
    assert 20 < drawn < 54 * 54 * 0.8
    assert all(pixel >> 24 == 0 or pixel & 0xFFFF == 0 for pixel in _pixels(picture)), "a second colour crept in"


def test_the_logo_has_two_bubbles(theme: Theme) -> None:
    ink, accent = theme.colour("ink"), theme.colour("accent")
    picture = icon_pixmap("logo", ink, 66, second=accent).toImage()
    assert _inked(picture, ink) > _inked(picture, accent) > 50


def test_sharp_screens_get_more_pixels(theme: Theme) -> None:
    assert icon_pixmap("mic", theme.colour("ink"), 18, ratio=2.0).width() == 36
    assert not icon("mic", theme.colour("ink"), 18).isNull()


def test_an_unknown_icon_is_an_error(theme: Theme) -> None:
    with pytest.raises(KeyError):
        icon_pixmap("rocket", theme.colour("ink"), 18)
