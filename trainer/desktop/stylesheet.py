"""The style sheet for the widgets that Qt draws by itself: fills, radii and outlines of one pixel."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trainer.desktop.theme import Theme

_SHEET = """
QToolTip {{ background: {ink}; color: {paper}; border: 0; border-radius: {key}px; padding: {p5}px {p8}px; }}
QMenu {{ background: {card}; color: {ink}; border: 1px solid {line}; border-radius: {menu}px; padding: {p6}px; }}
QMenu::item {{ padding: {p6}px {p24}px {p6}px {p12}px; border-radius: {key}px; }}
QMenu::item:selected {{ background: {well}; color: {ink}; }}
QMenu::item:disabled {{ color: {ink3}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: {p4}px {p8}px; }}
QLineEdit, QPlainTextEdit, QTextEdit {{ background: {card}; color: {ink}; border: 1px solid {control};
  border-radius: {radius}px; selection-background-color: {soft}; selection-color: {ink};
  placeholder-text-color: {ink3}; }}
QLineEdit {{ min-height: {field}px; padding: 1px {p12}px; }}
QPlainTextEdit, QTextEdit {{ padding: {p8}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid {accent}; }}
QLineEdit:focus {{ padding: 0 {p12_less}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: {p8_less}px; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border: 2px solid {danger}; }}
QLineEdit[wrong="true"] {{ padding: 0 {p12_less}px; }}
QPlainTextEdit[wrong="true"] {{ padding: {p8_less}px; }}
QLineEdit:disabled, QPlainTextEdit:disabled {{ background: {well}; color: {ink3}; border-color: {line}; }}
QComboBox QAbstractItemView {{ background: {card}; color: {ink}; border: 1px solid {line};
  padding: {p6}px; outline: 0; selection-background-color: {well}; selection-color: {ink}; }}
QComboBox QAbstractItemView::item {{ min-height: {p28}px; padding: 0 {p8}px; border-radius: {key}px; }}
QScrollArea, QListView, QTreeView, QTableView {{ border: 0; background: transparent; }}
QListView {{ outline: 0; }}
QScrollBar:vertical {{ background: transparent; width: {p12}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {p12}px; margin: 0; }}
QScrollBar::handle {{ background: {control}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: {p32}px; }}
QScrollBar::handle:horizontal {{ min-width: {p32}px; }}
QScrollBar::handle:hover {{ background: {ink3}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
  background: transparent; width: 0; height: 0; }}
"""


def stylesheet(theme: Theme) -> str:
    """The sheet at the theme's colours and text size."""
    colours = {name: theme.colour(name).name() for name in theme.step("colour", "light") if name != "shadow"}
    spaces = {f"p{step}": theme.px(step) for step in (4, 5, 6, 8, 12, 24, 28, 32)}
    control = theme.px(theme.step("space", "row", "control"))
    return _SHEET.format(
        **colours,
        **spaces,
        key=theme.radius("key"),
        menu=theme.radius("menu"),
        radius=theme.radius("control"),
        field=control - 4,
        p12_less=spaces["p12"] - 1,
        p8_less=spaces["p8"] - 1,
    )
