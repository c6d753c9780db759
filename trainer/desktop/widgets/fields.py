"""What one types into. The outline and its focus come from the style sheet; a wrong one turns it and says why."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from trainer.desktop.icons import draw_icon
from trainer.desktop.painted import Painted, fill, outline
from trainer.desktop.theme import Theme, current_theme
from trainer.desktop.widgets.labels import PlainLabel
from trainer.desktop.widgets.tags import draw_key, key_width


class TextField(QLineEdit):
    """One line to type into. ``name`` is its accessible name, the label beside it."""

    wrong_told = Signal(str)

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)

    def set_wrong(self, sentence: str | None) -> None:
        """Say what is wrong and the likely right value, or None when it is right again."""
        _turn_outline(self, sentence)
        self.wrong_told.emit(sentence or "")


class TextArea(QPlainTextEdit):
    """Several lines of plain text to type into."""

    wrong_told = Signal(str)

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)

    def set_wrong(self, sentence: str | None) -> None:
        """Say what is wrong and the likely right value, or None when it is right again."""
        _turn_outline(self, sentence)
        self.wrong_told.emit(sentence or "")


def _turn_outline(field: TextField | TextArea, sentence: str | None) -> None:
    field.setProperty("wrong", bool(sentence))
    field.setAccessibleDescription(sentence or "")
    field.style().unpolish(field)
    field.style().polish(field)
    field.update()


class FieldNote(QWidget):
    """The line under a field that says what is wrong with it; it is there only while something is."""

    def __init__(self, field: TextField | TextArea, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().px(6))
        self._label = PlainLabel("", 12, ink="danger", wrap=True)
        row.addWidget(Sign("warning", "danger", 14), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        self.hide()
        field.wrong_told.connect(self._tell)

    def _tell(self, sentence: str) -> None:
        self._label.setText(sentence)
        self.setVisible(bool(sentence))


class Sign(Painted):
    """An icon, ``size`` px at 100 % in a colour of the tokens, that only accompanies the words beside it."""

    def __init__(self, icon: str, ink: str, size: int, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._icon, self._ink, self._side = icon, ink, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(self._side), self.theme.px(self._side))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        side = theme.px(self._side)
        draw_icon(painter, QRectF(0, 0, side, side), self._icon, theme.colour(self._ink))


class SearchField(TextField):
    """A field with the glass before it and, while it is empty, the key that leads to it."""

    def __init__(self, placeholder: str, key: str | None = "/", parent: QWidget | None = None) -> None:
        self._key = key
        super().__init__(placeholder, placeholder, parent)
        if key:
            self.setAccessibleDescription(key)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._make_room()

    def _make_room(self) -> None:
        theme = current_theme()
        right = round(key_width(theme, self._key)) + theme.px(4) if self._key else 0
        self.setTextMargins(theme.px(22), 0, right, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(14)
        glass = QRectF(theme.px(14), (self.height() - side) / 2, side, side)
        draw_icon(painter, glass, "search", theme.colour("ink2"))
        if self._key and not self.text():
            x = self.width() - theme.px(10) - key_width(theme, self._key)
            draw_key(painter, theme, x, self.height() / 2, self._key)
        painter.end()


class Picker(QComboBox):
    """One of a list that unfolds. ``quiet``: words and an arrow only, as over a list."""

    def __init__(self, name: str, quiet: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._quiet = quiet
        self.currentIndexChanged.connect(self.updateGeometry)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        if quiet:
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        ink = theme.colour("ink" if self.isEnabled() else "ink3")
        side = theme.px(16)
        left = 0 if self._quiet else theme.px(13)
        right = rect.right() - (0 if self._quiet else theme.px(12))
        if self._quiet:
            ink = theme.colour("ink" if self.underMouse() or self.hasFocus() else "ink2")
        else:
            fill(painter, rect, theme.radius("control"), theme.colour("card"))
            outline(painter, rect, theme.radius("control"), theme.colour("control"))
        painter.setFont(theme.font(14, 500 if self._quiet else 400))
        painter.setPen(ink)
        words = painter.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, round(right - side - left)
        )
        painter.drawText(rect.adjusted(left, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), words)
        x = left + painter.fontMetrics().horizontalAdvance(words) + theme.px(8) if self._quiet else right - side
        draw_icon(painter, QRectF(x, (rect.height() - side) / 2, side, side), "chevron", theme.colour("ink2"))
        painter.end()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        metrics = QFontMetricsF(theme.font(14, 500))
        texts = [self.currentText()] if self._quiet else [self.itemText(place) for place in range(self.count())]
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0.0)
        around = theme.px(8 + 16) if self._quiet else theme.px(13 + 8 + 16 + 12)
        return QSize(round(widest + around + 1), theme.px(theme.step("space", "row", "control")))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width() if self._quiet else current_theme().px(96), self.sizeHint().height())
