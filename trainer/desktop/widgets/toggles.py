from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QRadioButton


class CheckBox(QCheckBox):
    pass


class RadioButton(QRadioButton):
    pass


class Switch(QCheckBox):
    pass
