"""All small widgets on one page, in the order of the look's own sheet of components."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QLayout, QListView, QVBoxLayout, QWidget

from trainer.desktop.face import FaceParameters
from trainer.desktop.theme import current_theme
from trainer.desktop.widgets import (
    PERSON_ROLE,
    Button,
    CheckBox,
    Choice,
    Elided,
    EmptyState,
    ErrorBar,
    FieldNote,
    Gauge,
    IconButton,
    Key,
    LevelMeter,
    MarkLine,
    NoticeBar,
    PersonCell,
    PersonRow,
    Picker,
    PlainLabel,
    Portrait,
    Progress,
    RadioButton,
    SearchField,
    Segmented,
    Switch,
    Tag,
    TalkRatio,
    TextArea,
    TextField,
    Timeline,
)

STRIPS = [
    ("Empathy", [(0, 14), (60, 22), (160, 40), (260, 54), (415, 60), (420, 44), (490, 47)]),
    ("Trust", [(0, 12), (105, 28), (180, 36), (260, 44), (500, 44), (510, 52), (570, 49)]),
    ("Hope", [(0, 6), (160, 10), (262, 27), (400, 33), (420, 26), (570, 22)]),
]


def _row(*widgets: QWidget, spread: bool = False) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    for widget in widgets:
        row.addWidget(widget)
    if not spread:
        row.addStretch(1)
    return row


def _off(button: Button) -> Button:
    button.setEnabled(False)
    return button


def _checked(button: CheckBox | RadioButton | Switch) -> QWidget:
    button.setChecked(True)
    return button


def _level(bars: int, loudness: float, clipped: bool = False, muted: bool = False) -> LevelMeter:
    level = LevelMeter(bars)
    level.set_level(loudness, clipped)
    level.set_muted(muted)
    return level


def _people() -> QListView:
    model = QStandardItemModel()
    for key, name, role in (
        ("grace", "Grace Tan", "Finance director"),
        ("gail", "Gail Petrie", "Petrie Linen, Scarsea"),
    ):
        item = QStandardItem()
        row = PersonRow(
            FaceParameters.of(key), name, role, "Observation → Acquisition", "12 min · Hard · Last 54", key == "gail"
        )
        item.setData(row, PERSON_ROLE)
        item.setData(row.words(), Qt.ItemDataRole.AccessibleTextRole)
        model.appendRow(item)
    view = QListView()
    model.setParent(view)
    view.setModel(model)
    view.setItemDelegate(PersonCell(80, view))
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setFixedHeight(current_theme().px(110))
    view.setCurrentIndex(model.index(1, 0))
    view.setFrameShape(QListView.Shape.NoFrame)
    return view


def component_sheet() -> QWidget:
    """A page 640 px wide at 100 %, on paper."""
    page = QWidget()
    page.setAutoFillBackground(True)
    column = QVBoxLayout(page)
    column.setContentsMargins(48, 40, 48, 40)
    column.setSpacing(10)

    def part(title: str, *contents: QWidget | QLayout) -> None:
        column.addSpacing(10)
        column.addWidget(PlainLabel(title, 12, weight=500, ink="ink2"))
        for content in contents:
            if isinstance(content, QLayout):
                column.addLayout(content)
            else:
                column.addWidget(content)

    part(
        "Type",
        PlainLabel("Marta Kowalczyk", 40, speech=True),
        PlainLabel("Good evening, Sam", 28, weight=600),
        PlainLabel("How it ends 4:24", 20, weight=600),
        PlainLabel("Answer the feeling before the price", 16, weight=600),
        PlainLabel("Body and controls, fourteen on twenty. " * 3, wrap=True),
        PlainLabel("Small print and labels, twelve on sixteen.", 12, ink="ink2"),
        PlainLabel("“It might work. I need to think about it.”", 28, speech=True),
        Elided(
            "“Ours is poor for the first three weeks, too. <b>And then it is the best in the whole town.</b>”",
            16,
            speech=True,
            ink="ink2",
        ),
    )
    part(
        "Buttons",
        _row(
            Button("Call Marta", "main", key="Return"),
            Button("Call Marta", "main"),
            _off(Button("Call Marta", "main")),
            Button("Call Marta", "main", row="main_action"),
        ),
        _row(
            Button("End call"),
            Button("Rewind", "quiet", "rewind", leads=True),
            Button("Export", "quiet", "export"),
            Button("Delete", "danger"),
            IconButton("repeat", "Repeat", "R"),
            IconButton("speaker_off", "Mute", "M"),
        ),
    )
    wrong = TextField("Behaviour")
    wrong.setText("brush of")
    note = FieldNote(wrong)
    wrong.set_wrong("Did you mean “brush off”?")
    filled = TextField("Plan")
    filled.setText("Zosia’s recitals, Wednesdays")
    picker = Picker("Microphone")
    picker.addItem("USB headset")
    quiet = Picker("Orbit", quiet=True)
    quiet.addItem("Any orbit")
    part(
        "Inputs",
        _row(SearchField("Search what was said"), picker, spread=True),
        _row(filled, wrong, spread=True),
        note,
        TextArea("What I want for her", "What I want for her"),
        _row(_checked(CheckBox("On")), CheckBox(), _checked(RadioButton("This")), RadioButton(), quiet),
        _row(_checked(Switch()), Switch("Motion"), Segmented(["Practice", "Exam"], "Mode")),
        _row(
            Segmented(
                [
                    Choice("hold", "Hold to talk", key="Space"),
                    Choice("open", "Open"),
                    Choice("type", "Type", "keyboard"),
                ]
            )
        ),
    )
    part(
        "Tags and keys",
        _row(
            Tag("Hard"),
            Tag("From 6:48, going on", "alive", "rewind"),
            Tag("Never said", "notice", "info"),
            Key("Space"),
            Key("?"),
        ),
    )
    portrait = Portrait("", 64)
    portrait.set_person("Gail", FaceParameters.of("gail"), "doubtful")
    part("People", _people(), _row(portrait))
    gauge, talk = Gauge("Hope"), TalkRatio("Marta")
    gauge.set_value(27, 18)
    talk.set_share(54)
    part("Gauge, talk ratio", _row(gauge, talk, spread=True))
    part(
        "Level", _row(_level(14, 0.3), _level(16, 0.7), _level(24, 1, clipped=True)), _row(_level(16, 0.5, muted=True))
    )
    trust, urgency, total = MarkLine("Trust"), MarkLine("Urgency"), MarkLine("Total")
    trust.set_mark(71, 65, 77)
    urgency.set_mark(None)
    total.set_mark(52, 46, 58, pass_mark=65)
    part("Mark with its range", trust, urgency, total)
    timeline = Timeline()
    timeline.set_call(702, STRIPS, [261, 511], [(417, 1), (560, 2)])
    part("Timeline", timeline)
    progress = Progress("Getting the sharper ear, 128 MB")
    progress.set_progress(0.41, "50 s left")
    part("Progress", progress)
    part(
        "Bars and states",
        ErrorBar("The microphone was unplugged. The call is paused.", ["Type on", "Details"]),
        NoticeBar("Deleted the call of 12 November.", ["Undo"]),
        EmptyState("No calls yet", "Your first call takes ten minutes. Ingrid is a good start.", "Meet Ingrid"),
    )
    width = current_theme().px(640)
    page.setFixedSize(width, column.totalHeightForWidth(width))
    return page
