"""The panel of a practice call: five gauges, the newest fusion point, the talk ratio, a hint where it is asked for. Or
the transcript so far."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QStackedLayout, QWidget

from trainer.desktop.models.call_view import CallView
from trainer.desktop.pages.layout import Ground, Rule, Scroll, column, row
from trainer.desktop.pages.transcript import Transcript
from trainer.desktop.theme import current_theme
from trainer.desktop.widgets import Button, Elided, Gauge, PlainLabel, TalkRatio
from trainer.report.lines import RATE, clock
from trainer.transcript import STEPS, Fusion

GOOD_TALK_SHARE = 43
"""Per cent of the words that are the rep's in won calls (Gong's analysis of 25,537 B2B sales calls, 2017)."""


class Diamond(QWidget):
    """The sign of a fusion point."""

    def sizeHint(self) -> QSize:
        side = current_theme().px(12)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = current_theme().px(12) / 2
        painter.translate(QPointF(self.width() / 2, self.height() / 2))
        painter.setPen(current_theme().colour("accent"))
        painter.setBrush(current_theme().colour("accent"))
        corners = [QPointF(0, -half + 0.5), QPointF(half - 0.5, 0), QPointF(0, half - 0.5), QPointF(-half + 0.5, 0)]
        painter.drawPolygon(QPolygonF(corners))


class CallSide(Ground):
    hint_requested = Signal()

    def __init__(self, called: str, practice: bool, parent: QWidget | None = None) -> None:
        super().__init__("side", parent)
        self.practice = practice
        self.gauges = {step: Gauge(step.capitalize()) for step in STEPS}
        self._shown: dict[str, tuple[int, int | None]] = {}
        self.fusion = QWidget()
        self._fusion_at = PlainLabel("", 12, weight=600)
        self._fusion_why = PlainLabel("", 12, ink="ink2", wrap=True)
        self.fusion.setLayout(column(row(Diamond(), self._fusion_at, None, gap=8), self._fusion_why, gap=4))
        self.fusion.hide()
        self.talk = TalkRatio(called)
        self.talk.hide()
        self._near = PlainLabel(f"Good calls lie near {GOOD_TALK_SHARE}.", 12, ink="ink2")
        self._near.hide()
        self.ask_hint = Button("Hint", "quiet", icon="lightbulb", key="H")
        self.ask_hint.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Space is for talking
        self.ask_hint.clicked.connect(self.hint_requested)
        self.hint = PlainLabel("", wrap=True)
        self.hint.setAccessibleName("Hint")
        self.hint.hide()
        head = row(
            PlainLabel("How it stands", 16, weight=600), None, Elided("since your last turn", 12, ink="ink2"), gap=8
        )
        standing = column(
            head, *self.gauges.values(), self.fusion, Rule(), self.talk, self._near, None,
            column(row(self.ask_hint, None, sides=(-12, 0, 0, 0)), self.hint, gap=4), gap=16, sides=(32, 24, 32, 24),
        )  # fmt: skip
        self.transcript = Transcript(called)
        told = QWidget()
        told.setLayout(
            column(
                row(PlainLabel("Transcript", 16, weight=600), sides=(12, 0, 0, 0)),
                self.transcript,
                gap=12,
                sides=(20, 24, 20, 12),
            )
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(Scroll(standing))
        self._stack.addWidget(told)
        if not practice:
            self.hide()

    @property
    def transcript_shown(self) -> bool:
        return self._stack.currentIndex() == 1 and not self.isHidden()

    def show_transcript(self, shown: bool) -> None:
        """The transcript in place of the gauges; in an exam nothing stands there otherwise."""
        self._stack.setCurrentIndex(1 if shown else 0)
        self.setVisible(shown or self.practice)

    def show_view(self, view: CallView) -> None:
        for step, gauge in self.gauges.items():
            value, change = view.gauges.get(step), view.changes.get(step)
            if value is not None and (value, change) != self._shown.get(step):
                gauge.set_value(value, change)
                self._shown[step] = (value, change)
        if view.fusion is not None and isinstance(view.fusion.event, Fusion):
            self._fusion_at.setText(f"Fusion point at {clock(view.fusion.at / RATE)}")
            self._fusion_why.setText(view.fusion.event.cause)
            self.fusion.show()
        if view.hint != self.hint.text():
            self.hint.setText(view.hint)
            self.hint.setVisible(bool(view.hint))
        share = view.rep_share
        if share is not None:
            self.talk.set_share(share)
            self.talk.show()
            self._near.show()
