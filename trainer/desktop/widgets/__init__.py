"""The small widgets of the look. Each has an accessible name and role and takes its colours from the theme."""

from trainer.desktop.widgets.bars import EmptyState, ErrorBar, NoticeBar, Progress
from trainer.desktop.widgets.buttons import Button, IconButton
from trainer.desktop.widgets.fields import FieldNote, Picker, SearchField, Sign, TextArea, TextField
from trainer.desktop.widgets.focus import FocusRing
from trainer.desktop.widgets.gauges import Gauge, LevelMeter, TalkRatio
from trainer.desktop.widgets.labels import Elided, PlainLabel
from trainer.desktop.widgets.marks import MarkLine
from trainer.desktop.widgets.people import PERSON_ROLE, PersonCell, PersonRow
from trainer.desktop.widgets.portrait import Portrait
from trainer.desktop.widgets.segmented import Choice, Segmented
from trainer.desktop.widgets.tags import Key, Tag
from trainer.desktop.widgets.timeline import Timeline
from trainer.desktop.widgets.toggles import CheckBox, RadioButton, Switch

__all__ = [
    "PERSON_ROLE",
    "Button",
    "CheckBox",
    "Choice",
    "Elided",
    "EmptyState",
    "ErrorBar",
    "FieldNote",
    "FocusRing",
    "Gauge",
    "IconButton",
    "Key",
    "LevelMeter",
    "MarkLine",
    "NoticeBar",
    "PersonCell",
    "PersonRow",
    "Picker",
    "PlainLabel",
    "Portrait",
    "Progress",
    "RadioButton",
    "SearchField",
    "Segmented",
    "Sign",
    "Switch",
    "Tag",
    "TalkRatio",
    "TextArea",
    "TextField",
    "Timeline",
]
