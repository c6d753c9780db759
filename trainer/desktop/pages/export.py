"""Asks for the file that a call is exported to."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QWidget

from trainer.report.export import KINDS


def export_dialog(name: str, parent: QWidget) -> QFileDialog:
    """The system's own dialog, with a kind to choose; the ending of the chosen kind is added where none is typed."""
    filters = {f"{what} (*{ending})": ending for ending, what in KINDS.items()}
    dialog = QFileDialog(parent, "Export this call")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters(list(filters))
    dialog.setDefaultSuffix(next(iter(KINDS)).removeprefix("."))
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(filters[chosen].removeprefix(".")))
    dialog.selectFile(_file_name(f"Call with {name}"))
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def _file_name(words: str) -> str:
    """What is left of the words that every system takes for a file's name."""
    kept = "".join(sign if sign.isalnum() and sign.isprintable() else " " for sign in words)
    return " ".join(kept.split())[:60].strip()
