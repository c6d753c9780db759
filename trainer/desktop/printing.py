"""A report as PDF, by Qt's own text layout. Needs no window, and may be called from any thread once Qt has begun."""

from __future__ import annotations

import sys
from functools import cache

from PySide6.QtCore import QBuffer, QByteArray, QEventLoop, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)
from PySide6.QtSvg import QSvgRenderer

from trainer.desktop.theme import load_fonts
from trainer.places import shipped
from trainer.report.page import Page
from trainer.report.picture import Picture

_INCH = 96
"""Units of the layout to the inch, whatever screen there is."""
_FINE = 1200
"""Dots to the inch that places on paper are reckoned in."""
_SHARP = 4
"""Dots of a picture for each unit: 384 to the inch."""
_MARGIN_MM = 18.0
_FOOT = 28
"""Units below the text, for the foot."""


def pdf(page: Page) -> bytes:
    """The page on A4, numbered. Begins Qt without a screen where nobody has begun it."""
    _qt()
    load_fonts()
    QEventLoop()  # a thread that Qt did not begin gets what Qt's layout keeps its timers by
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(page.title)
    writer.setCreator("Sparring")
    writer.setResolution(_FINE)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins,
                    QPageLayout.Unit.Millimeter)
    )  # fmt: skip
    scale = _FINE / _INCH
    paper = QSizeF(writer.width() / scale, writer.height() / scale)
    document = _document(page, QSizeF(paper.width(), paper.height() - _FOOT))
    painter = QPainter(writer)
    painter.scale(scale, scale)
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
        _draw(painter, document, number, paper, f"{page.foot} · {number + 1} of {document.pageCount()}")
    painter.end()
    buffer.close()
    return bytes(held.data())


@cache
def _qt() -> QGuiApplication | None:
    """Kept for as long as the program runs: fonts are gone with it."""
    if QGuiApplication.instance() is not None:
        return None
    return QGuiApplication([*sys.argv[:1], "-platform", "offscreen"])


def _document(page: Page, size: QSizeF) -> QTextDocument:
    document = QTextDocument()
    measure = QImage(1, 1, QImage.Format.Format_RGB32)
    measure.setDotsPerMeterX(round(_INCH / 0.0254))
    measure.setDotsPerMeterY(round(_INCH / 0.0254))
    document.documentLayout().setPaintDevice(measure)
    document.setUseDesignMetrics(True)
    font = QFont("Inter")
    font.setPixelSize(13)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(shipped("assets/report/paper.css").read_text("utf-8"))
    pictures = 0

    def draw(picture: Picture) -> str:
        nonlocal pictures
        pictures += 1
        url = QUrl(f"picture:{pictures}")
        document.addResource(int(QTextDocument.ResourceType.ImageResource.value), url, _image(picture))
        return f'<img src="picture:{pictures}" width="{picture.width}" height="{picture.height}">'

    document.setHtml(page.body(draw))
    document.setPageSize(size)
    document.setProperty("measure", measure)  # the layout only borrows it
    return document


def _image(picture: Picture) -> QImage:
    image = QImage(picture.width * _SHARP, picture.height * _SHARP, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(255, 255, 255))
    painter = QPainter(image)
    QSvgRenderer(QByteArray(picture.svg.encode())).render(painter, QRectF(image.rect()))
    painter.end()
    return image


def _draw(painter: QPainter, document: QTextDocument, number: int, paper: QSizeF, foot: str) -> None:
    height = document.pageSize().height()
    painter.save()
    painter.translate(QPointF(0, -number * height))
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = QRectF(0, number * height, paper.width(), height)
    context.palette.setColor(context.palette.ColorRole.Text, QColor("#24211D"))
    painter.setClipRect(context.clip)
    document.documentLayout().draw(painter, context)
    painter.restore()
    font = QFont(document.defaultFont())
    font.setPixelSize(10)
    painter.setFont(font)
    painter.setPen(QColor("#59544C"))
    room = QRectF(0, height, paper.width(), paper.height() - height)
    words = painter.fontMetrics().elidedText(foot, Qt.TextElideMode.ElideMiddle, round(paper.width()))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom), words)
