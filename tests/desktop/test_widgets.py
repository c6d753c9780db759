from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QStyleOptionViewItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.sheet import STRIPS, component_sheet
from trainer.desktop.face import FaceParameters
from trainer.desktop.theme import Theme, shipped_tokens
from trainer.desktop.widgets import (
    PERSON_ROLE,
    Button,
    CheckBox,
    Choice,
    Elided,
    ErrorBar,
    FieldNote,
    FocusRing,
    Gauge,
    IconButton,
    LevelMeter,
    MarkLine,
    PersonCell,
    PersonRow,
    Picker,
    PlainLabel,
    Portrait,
    Progress,
    SearchField,
    Segmented,
    Switch,
    Tag,
    TalkRatio,
    TextArea,
    TextField,
    Timeline,
)

HOSTILE = "<img src=x><b>bold</b> & <a href='file:///etc'>here</a>"
Role = QAccessible.Role


def _role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def _colours(picture: QImage) -> set[str]:
    converted = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(converted.constBits()).cast("I")
    return {f"#{pixel & 0xFFFFFF:06x}" for pixel in set(pixels)}


@pytest.mark.parametrize(("dark", "text_size"), [(False, 100), (True, 100), (False, 80), (True, 200)])
def test_the_sheet_of_components_stands_in_both_themes_and_sizes(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, dark: bool, text_size: int
) -> None:
    theme = Theme.load(shipped_tokens(), dark=dark, text_size=text_size)
    theme.apply(qapp)
    page = component_sheet()
    qtbot.addWidget(page)
    picture = page.grab()
    assert picture.save(str(tmp_path / f"components-{dark}-{text_size}.png"))
    image = picture.toImage()
    assert image.width() == theme.px(640)
    assert image.pixelColor(2, 2) == theme.colour("paper")
    shown = _colours(image.copy(0, 0, image.width(), image.height() // 3))
    assert {theme.colour(name).name() for name in ("accent", "well", "ink2")} <= shown


@pytest.mark.parametrize(
    ("make", "role", "name"),
    [
        (lambda: Button("Call Marta", "main", key="Return"), Role.PushButton, "Call Marta"),
        (lambda: IconButton("repeat", "Repeat", "R"), Role.PushButton, "Repeat"),
        (lambda: CheckBox("Keep recordings"), Role.CheckBox, "Keep recordings"),
        (lambda: Switch("Motion"), Role.CheckBox, "Motion"),
        (lambda: Gauge("Hope"), Role.ProgressBar, "Hope"),
        (lambda: TalkRatio("Marta"), Role.ProgressBar, "Talk"),
        (LevelMeter, Role.ProgressBar, "Microphone level"),
        (lambda: MarkLine("Trust"), Role.Graphic, "Trust"),
        (Timeline, Role.Graphic, "Timeline"),
        (lambda: Tag("Hard"), Role.Graphic, "Hard"),
        (lambda: TextField("Your name"), Role.EditableText, "Your name"),
        (lambda: TextArea("Notes"), Role.EditableText, "Notes"),
        (lambda: SearchField("Search people"), Role.EditableText, "Search people"),
        (lambda: Picker("Microphone"), Role.ComboBox, "Microphone"),
        (lambda: PlainLabel("Words"), Role.StaticText, "Words"),
    ],
)
def test_each_widget_tells_a_screen_reader_its_name_and_kind(
    qtbot: QtBot, theme: Theme, make: type[QWidget], role: QAccessible.Role, name: str
) -> None:
    widget = make()
    qtbot.addWidget(widget)
    assert _role(widget) == role
    assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name) == name


def test_labels_never_read_markup(qtbot: QtBot, theme: Theme) -> None:
    page = component_sheet()
    qtbot.addWidget(page)
    for label in page.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText or not label.text(), label
    narrow = Elided(HOSTILE)
    qtbot.addWidget(narrow)
    narrow.resize(60, 20)
    narrow.grab()
    assert "<img" not in narrow.toolTip()
    assert "&lt;img" in narrow.toolTip()
    narrow.resize(900, 20)
    narrow.grab()
    assert narrow.toolTip() == ""


def test_wrapped_text_keeps_the_line_height_and_all_its_words(qtbot: QtBot, theme: Theme) -> None:
    label = PlainLabel("🙂 Ours is poor for the first three weeks, too. And then it is good.", 14, wrap=True)
    qtbot.addWidget(label)
    assert label.heightForWidth(2000) == 20
    assert label.heightForWidth(150) % 20 == 0
    assert label.heightForWidth(150) >= 60
    joined = " ".join(layout.text() for layout, _ in label._lines(150))
    assert joined == label.text()
    label.setText("One\nTwo")
    assert label.heightForWidth(2000) == 40


def test_a_theme_change_reaches_every_widget(qtbot: QtBot, qapp: QApplication, theme: Theme) -> None:
    label, button = PlainLabel("Words"), Button("End call")
    for widget in (label, button):
        qtbot.addWidget(widget)
        widget.show()
    before = (label.sizeHint().height(), button.sizeHint().height())
    Theme.load(shipped_tokens(), dark=True, text_size=200).apply(qapp)
    assert (label.sizeHint().height(), button.sizeHint().height()) == (2 * before[0], 2 * before[1])
    assert "#302d29" in _colours(button.grab().toImage()), "the dark well"


def test_button_kinds_have_their_grounds(qtbot: QtBot, theme: Theme) -> None:
    for kind, ground in (("main", "accent"), ("second", "well"), ("danger", "well")):
        button = Button("Go", kind)  # type: ignore[arg-type]
        qtbot.addWidget(button)
        assert button.grab().toImage().pixelColor(button.width() // 2, 3) == theme.colour(ground)
        button.setEnabled(False)
        assert button.grab().toImage().pixelColor(button.width() // 2, 3) == theme.colour("well")
        assert button.sizeHint().height() == 36


def test_segments_tell_what_the_user_chose(qtbot: QtBot, theme: Theme) -> None:
    mode = Segmented([Choice("practice", "Practice"), Choice("exam", "Exam", key="E")], "Mode")
    qtbot.addWidget(mode)
    mode.show()
    told: list[str] = []
    mode.chosen.connect(told.append)
    assert mode.value == "practice"
    exam = mode._segments["exam"]
    assert _role(exam) == Role.RadioButton
    QTest.mouseClick(exam, Qt.MouseButton.LeftButton, pos=QPoint(exam.width() - 6, 6))
    assert (mode.value, told) == ("exam", ["exam"])
    mode.choose("practice")
    assert (mode.value, told) == ("practice", ["exam"]), "choosing from the program is silent"
    with pytest.raises(KeyError):
        mode.choose("party")


def test_gauges_say_value_and_change(qtbot: QtBot, theme: Theme) -> None:
    gauge = Gauge("Hope")
    qtbot.addWidget(gauge)
    gauge.set_value(27, 18)
    assert (gauge.value(), gauge.accessibleDescription()) == (27, "+18")
    gauge.set_value(120, -3)
    assert (gauge.value(), gauge.accessibleDescription()) == (100, "−3")
    gauge.show()
    with qtbot.waitSignal(gauge._slide.finished):
        gauge.set_value(40)
    assert gauge._shown == 40
    gauge.set_motion(False)
    gauge.set_value(10)
    assert gauge._shown == 10
    talk = TalkRatio("Marta")
    qtbot.addWidget(talk)
    talk.set_share(54)
    assert talk.accessibleDescription() == "You 54, Marta 46"
    talk.set_share(None)
    assert talk.accessibleDescription() == ""


def test_the_level_says_in_a_word_what_its_colour_says(qtbot: QtBot, theme: Theme) -> None:
    level = LevelMeter()
    qtbot.addWidget(level)
    level.resize(level.sizeHint())
    accent, danger = theme.colour("accent").name(), theme.colour("danger").name()
    level.set_level(0.5)
    assert accent in _colours(level.grab().toImage())
    level.set_level(1.0, clipped=True)
    assert danger in _colours(level.grab().toImage())
    assert level.accessibleDescription() == "Too loud"
    level.set_muted(True)
    assert not {accent, danger} & _colours(level.grab().toImage())
    assert level.accessibleDescription() == "Muted"


def test_a_mark_tells_its_range_and_answers_a_click_on_a_tick(qtbot: QtBot, theme: Theme) -> None:
    mark = MarkLine("Trust")
    qtbot.addWidget(mark)
    mark.resize(200, 20)
    mark.set_mark(71, 65, 77)
    assert mark.accessibleName() == "Trust: 71, between 65 and 77"
    picture = mark.grab().toImage()
    assert picture.pixelColor(142, 10) == theme.colour("ink")
    assert picture.pixelColor(133, 10) == theme.colour("band")
    with qtbot.waitSignal(mark.example_asked) as asked:
        QTest.mouseClick(mark, Qt.MouseButton.LeftButton, pos=QPoint(101, 10))
    assert asked.args == [50]
    mark.set_mark(None)
    assert mark.accessibleName() == "Trust: not enough to score"
    with qtbot.assertNotEmitted(mark.example_asked):
        QTest.mouseClick(mark, Qt.MouseButton.LeftButton, pos=QPoint(101, 10))


def test_the_timeline_leads_to_its_moments(qtbot: QtBot, theme: Theme) -> None:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.resize(712, timeline.sizeHint().height())
    timeline.set_call(600, STRIPS, [261], [(300, 1), (450, 2)])
    assert "fusion at 4:21; moment 1 at 5:00" in timeline.accessibleDescription()
    assert theme.colour("accent").name() in _colours(timeline.grab().toImage())
    with qtbot.waitSignal(timeline.moment_chosen) as chosen:
        QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(80 + 300, 10))
    assert chosen.args == [1]
    with qtbot.waitSignal(timeline.moment_chosen) as chosen:
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
            QTest.keyClick(timeline, key)
    assert chosen.args == [2]
    timeline.set_call(0, [], [], [])
    timeline.grab()


def test_a_bar_offers_its_ways_on(qtbot: QtBot, theme: Theme) -> None:
    bar = ErrorBar("The microphone was unplugged. The call is paused.", ["Type on", "Details"])
    qtbot.addWidget(bar)
    bar.show()
    assert bar.accessibleName() == "The microphone was unplugged. The call is paused."
    with qtbot.waitSignal(bar.chosen) as chosen:
        bar._buttons[1].click()
    assert chosen.args == ["Details"]
    bar.set_sentence("It is back.", ["Go on"])
    assert [button.text() for button in bar._buttons] == ["Go on"]
    progress = Progress("Getting the sharper ear")
    qtbot.addWidget(progress)
    progress.set_progress(0.41, "50 s left")
    assert progress._how_far.text() == "41 %, 50 s left"


def test_a_wrong_field_says_what_would_be_right(qtbot: QtBot, theme: Theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    field = TextField("Behaviour")
    note = FieldNote(field)
    column.addWidget(field)
    column.addWidget(note)
    page.show()
    assert not note.isVisible()
    field.set_wrong("Did you mean “brush off”?")
    assert note.isVisible()
    assert field.accessibleDescription() == "Did you mean “brush off”?"
    assert theme.colour("danger").name() in _colours(field.grab().toImage())
    field.set_wrong(None)
    assert not note.isVisible()
    assert theme.colour("danger").name() not in _colours(field.grab().toImage())


def test_a_person_in_a_list_is_drawn_and_told(qtbot: QtBot, theme: Theme) -> None:
    row = PersonRow(FaceParameters.of("gail"), "Gail Petrie", "Petrie Linen", "Potential → Observation", favourite=True)
    assert row.words() == "Gail Petrie, favourite, Petrie Linen, Potential → Observation"
    model = QStandardItemModel()
    item = QStandardItem()
    item.setData(row, PERSON_ROLE)
    model.appendRow(item)
    view = QListView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.setItemDelegate(PersonCell(80, view))
    view.resize(360, 120)
    assert view.itemDelegate().sizeHint(QStyleOptionViewItem(), model.index(0, 0)).height() == 104
    picture = view.grab().toImage()
    assert picture.pixelColor(12 + 40, 12 + 4) == theme.room("dusk")
    assert theme.colour("accent_ink").name() in _colours(picture), "the star"
    view.setCurrentIndex(model.index(0, 0))
    assert view.grab().toImage().pixelColor(300, 6) == theme.colour("well")


def test_a_portrait_tells_who_and_how(qtbot: QtBot, qapp: QApplication, theme: Theme) -> None:
    portrait = Portrait("", 64)
    qtbot.addWidget(portrait)
    portrait.set_person("Gail", FaceParameters.of("gail"), "warm")
    assert portrait.accessibleName() == "Gail, at ease"
    assert _role(portrait) == Role.Graphic
    Theme.load(shipped_tokens(), dark=False, text_size=200).apply(qapp)
    assert portrait.width() == 128


def test_the_ring_is_for_the_keyboard_only(qtbot: QtBot, qapp: QApplication, theme: Theme) -> None:
    ring = FocusRing(qapp)
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    first, second, field = Button("One"), Button("Two"), TextField("Name")
    for widget in (first, second, field):
        column.addWidget(widget)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    second.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Backtab)
    assert ring.around is first
    assert theme.colour("accent").name() in _colours(page.grab().toImage())
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert ring.around is None
    QTest.keyClick(page, Qt.Key.Key_Tab)
    assert field.hasFocus()
    assert ring.around is None, "what one types into turns its own outline"
    QTest.keyClick(page, Qt.Key.Key_Tab)
    assert ring.around is first
    other = QWidget()
    qtbot.addWidget(other)
    QVBoxLayout(other).addWidget(CheckBox("Yes"))
    page.close()
    page.deleteLater()
    qapp.sendPostedEvents(None, 52)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    other.findChild(CheckBox).setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(other, Qt.Key.Key_Tab)
    ring.deleteLater()
