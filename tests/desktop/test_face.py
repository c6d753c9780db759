from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from trainer.desktop.face import MOODS, FaceParameters, FaceWidget, draw_face, portrait
from trainer.desktop.face.motion import BLINK_EVERY_MS, BLINK_MS, HELD_MS, MOOD_MS, FaceMotion
from trainer.desktop.face.parameters import Pose, face_tokens, looking
from trainer.desktop.theme import Theme, shipped_tokens
from trainer.errors import InputError

PEOPLE = ("marta", "omar", "adaeze", "piet", "grace", "tomas", "ingrid", "farida", "joe", "priya", "gail")


def _drawn(person: FaceParameters, mood: str, width: int = 200, height: int = 200, **how: float | str | None) -> QImage:
    picture = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(0)
    painter = QPainter(picture)
    draw_face(painter, QRectF(0, 0, width, height), person, mood, **how)  # type: ignore[arg-type]
    painter.end()
    return picture


def _differing(one: QImage, other: QImage) -> int:
    """How many pixels differ."""
    ours, theirs = (memoryview(picture.constBits()).cast("I").tolist() for picture in (one, other))
    return sum(mine != yours for mine, yours in zip(ours, theirs, strict=True))


def test_the_tokens_know_eleven_people_and_nine_moods(theme: Theme) -> None:
    assert tuple(face_tokens()["people"]) == PEOPLE
    assert set(face_tokens()["moods"]) == set(MOODS)


def test_no_two_people_look_alike(theme: Theme) -> None:
    drawn = [_drawn(FaceParameters.of(key), "attentive") for key in PEOPLE]
    for place, one in enumerate(drawn):
        assert all(_differing(one, other) > 2400 for other in drawn[place + 1 :]), PEOPLE[place]


def test_each_mood_differs_from_each_other_in_brows_lids_and_mouth(theme: Theme) -> None:
    drawn = [_drawn(FaceParameters.of("gail"), mood) for mood in MOODS]
    for place, one in enumerate(drawn):
        assert all(_differing(one, other) > 400 for other in drawn[place + 1 :]), MOODS[place]


def test_sound_opens_the_mouth_and_a_blink_shuts_the_eyes(theme: Theme) -> None:
    marta = FaceParameters.of("marta")
    rest = _drawn(marta, "attentive")
    # In a box of 330 units drawn at 200 px, the mouth lies at y 64 and the left eye at x -33, y 2.
    mouth, eye = (100, round((165 + 70) / 330 * 200)), (round((165 - 33) / 330 * 200), round((165 + 2) / 330 * 200))
    assert rest.pixelColor(*mouth) != _drawn(marta, "attentive", mouth=1.0).pixelColor(*mouth)
    lip = QColor(marta.lip).rgba()
    for opening in (0.0, 0.5, 1.0):
        pixels = memoryview((drawn := _drawn(marta, "attentive", mouth=opening)).constBits()).cast("I").tolist()
        assert pixels.count(lip) > 20, drawn
    assert rest.pixelColor(*eye).name() == "#17100c", "the pupil"
    assert _drawn(marta, "attentive", blink=1.0).pixelColor(*eye).name() != "#17100c"


def test_small_faces_leave_out_lines(theme: Theme) -> None:
    ingrid = FaceParameters.of("ingrid")
    aged = _drawn(ingrid, "attentive", 39, 39)
    young = _drawn(replace(ingrid, age=0.0), "attentive", 39, 39)
    assert _differing(aged, young) == 0
    assert _differing(_drawn(ingrid, "attentive"), _drawn(replace(ingrid, age=0.0), "attentive")) > 0


def test_who_looks_aside_comes_back_when_spoken_to() -> None:
    bored = Pose.of("bored")
    assert looking(bored, None) == bored
    assert (looking(bored, 1.0).gx, looking(bored, 1.0).turn) == (0.0, 0.0)
    assert looking(Pose.of("attentive"), 0.0).gx == 0.95
    assert looking(Pose.of("moved"), 1.0).gx == Pose.of("moved").gx, "a glance is part of the mood"


def test_a_scenario_may_change_a_face_within_bounds(theme: Theme) -> None:
    changed = FaceParameters.of("omar", {"glasses": False, "hair": "#AA3311", "w": 78, "style": "wave"})
    assert (changed.glasses, changed.hair, changed.w, changed.style) == ("", "#AA3311", 78.0, "wave")
    for wrong in (
        {"nose": 3},
        {"hair": "red"},
        {"w": 4000},
        {"jaw": "square"},
        {"style": "mohawk"},
        {"skin": False},
        {"room": "../x"},
        {"age": float("nan")},
    ):
        with pytest.raises(InputError):
            FaceParameters.of("omar", wrong)
    with pytest.raises(InputError, match="gail"):
        FaceParameters.of("nobody")


def test_portraits_are_kept_and_follow_the_theme(theme: Theme) -> None:
    gail = FaceParameters.of("gail")
    light = portrait(gail, "warm", 80, theme)
    assert light.cacheKey() == portrait(gail, "warm", 80, theme).cacheKey()
    dark = portrait(gail, "warm", 80, Theme.load(shipped_tokens(), dark=True, text_size=100))
    assert light.toImage().pixelColor(40, 2) == theme.room("dusk") != dark.toImage().pixelColor(40, 2)
    assert portrait(gail, "warm", 80, theme, "rose").toImage().pixelColor(40, 2) == theme.room("rose")
    assert light.toImage().pixelColor(0, 0).alpha() == 0, "round corners"
    assert portrait(gail, "warm", 80, theme, ratio=2.0).width() == 160


def _motion() -> FaceMotion:
    return FaceMotion(random.Random(1))


def test_a_mood_is_reached_in_240_ms_and_held_for_1200() -> None:
    face = _motion()
    assert face.set_mood("irritated", 1.0, 10_000)
    assert face.frame(10_000).pose.raise_ == Pose.of("attentive").raise_
    assert Pose.of("irritated").raise_ < face.frame(10_060).pose.raise_ < Pose.of("attentive").raise_
    assert face.frame(10_000 + MOOD_MS).pose.raise_ == Pose.of("irritated").raise_
    assert not face.set_mood("curious", 1.0, 10_300)
    assert not face.set_mood("warm", 1.0, 10_400)
    assert not face.due(10_000 + HELD_MS - 1)
    assert face.mood == "irritated"
    assert face.wakes_in(10_700) == 500
    assert face.due(10_000 + HELD_MS)
    assert face.mood == "warm", "of those that waited, the last"


def test_eyes_come_back_at_once_even_while_a_mood_is_held() -> None:
    face = _motion()
    face.set_mood("bored", 0.3, 10_000)
    assert face.frame(10_500).pose.gx == pytest.approx(0.95)
    face.set_mood("bored", 1.0, 10_600)
    assert 0 < face.frame(10_640).pose.gx < 0.95
    assert face.frame(10_800).pose.gx == pytest.approx(0.0)


def test_blinks_come_every_two_and_a_half_to_six_seconds_by_the_given_chance() -> None:
    def blinks() -> list[int]:
        face, found, shut = _motion(), [], False
        for now in range(0, 60_000, 10):
            closing = face.frame(now).blink > 0
            if closing and not shut:
                found.append(now)
            shut = closing
        return found

    first = blinks()
    assert first == blinks(), "the same chance, the same blinks"
    between = [later - earlier for earlier, later in itertools.pairwise(first)]
    assert all(BLINK_EVERY_MS[0] <= gap <= BLINK_EVERY_MS[1] + BLINK_MS + 20 for gap in between)
    assert len(first) > 8


def test_the_mouth_follows_the_sound_within_some_30_ms() -> None:
    face = _motion()
    face.frame(0)
    face.set_mouth(1.0, 1000)
    assert 0.2 < face.frame(1010).mouth < 0.4
    assert 0.9 < face.frame(1080).mouth <= 1.0


def test_without_motion_all_is_at_its_end_but_the_mouth() -> None:
    face = _motion()
    face.moving = False
    face.set_mood("moved", 1.0, 10_000)
    frames = [face.frame(10_000 + step * 50) for step in range(200)]
    assert {frame.pose for frame in frames} == {looking(Pose.of("moved"), 1.0)}
    assert {(frame.blink, frame.breath) for frame in frames} == {(0.0, 0.0)}
    face.set_mouth(1.0, 30_000)
    assert face.frame(30_060).mouth > 0.8
    assert face.wakes_in(30_000) is None


def test_the_widget_tells_who_and_how(qtbot: QtBot, theme: Theme) -> None:
    face = FaceWidget(random.Random(1))
    qtbot.addWidget(face)
    face.resize(480, 262)
    face.set_person("Marta", FaceParameters.of("marta"))
    assert face.accessibleName() == "Marta, attentive"
    face.set_mood("doubtful")
    assert face.accessibleName() == "Marta, doubtful"
    face.set_person("Omar", FaceParameters.of("omar"), "rose")
    assert face.accessibleName() == "Omar, attentive"
    assert QAccessible.queryAccessibleInterface(face).role() == QAccessible.Role.Graphic
    assert face.grab().toImage().pixelColor(3, 3) == theme.room("rose")


def test_a_hidden_face_does_not_tick(qtbot: QtBot, theme: Theme) -> None:
    face = FaceWidget(random.Random(1))
    qtbot.addWidget(face)
    face.set_person("Marta", FaceParameters.of("marta"))
    assert not face._timer.isActive()
    face.show()
    assert face._timer.isActive()
    face.hide()
    face.set_mouth(0.5)
    assert not face._timer.isActive()
