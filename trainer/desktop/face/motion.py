"""How a face moves in time. It is told the time in milliseconds and says what to draw: no clock, no Qt."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from trainer.desktop.face.parameters import Pose, looking

MOOD_MS = 240
GAZE_MS = 180
BLINK_MS = 120
HELD_MS = 1200
BLINK_EVERY_MS = (2500.0, 6000.0)
BREATH_MS = 4000
MOUTH_MS = 30

_LOOKS_BACK = 0.8
_LOOKS_AWAY = 0.5


@dataclass(frozen=True)
class Frame:
    """One picture: the pose, and the parts that sound, blink and breath add to it."""

    pose: Pose
    mouth: float
    blink: float
    breath: float


def eased(share: float) -> float:
    """Ease out, cubic, of a share of the time gone by."""
    rest = 1.0 - max(0.0, min(1.0, share))
    return 1.0 - rest * rest * rest


class FaceMotion:
    """The state of one face. Times are milliseconds on any clock that only goes forward."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.moving = True
        self.mood = "attentive"
        self.attention = 1.0
        self._from = self._to = Pose.of("attentive")
        self._mood_at = -1e9
        self._waiting: tuple[str, float] | None = None
        self._away_from = self._away_to = 0.0
        self._away_at = -1e9
        self._loudness = 0.0
        self._mouth = 0.0
        self._mouth_at = 0.0
        self._blink_at = self._next_blink(0.0)

    def set_mood(self, mood: str, attention: float, now: float) -> bool:
        """Turn to a mood, or wait until the present one was held for 1.2 s; of several that wait the last counts.

        Attention moves the eyes at once. True when the mood itself changed now.
        """
        self._look(mood if self._may_change(now) else self.mood, attention, now)
        if mood == self.mood:
            self._waiting = None
            return False
        if not self._may_change(now):
            self._waiting = (mood, attention)
            return False
        self._turn(mood, now)
        return True

    def jump(self, mood: str, now: float) -> None:
        """Take a mood on at once, as when another person comes on."""
        self._from = self._to = Pose.of(mood)
        self.mood, self.attention, self._waiting = mood, 1.0, None
        self._mood_at = -1e9
        self._away_from = self._away_to = _away(mood, None)
        self._blink_at = self._next_blink(now)

    def set_mouth(self, loudness: float, now: float) -> None:
        if self._mouth == self._loudness:
            self._mouth_at = now
        self._loudness = max(0.0, min(1.0, loudness))

    def due(self, now: float) -> bool:
        """Turn to the waiting mood if its time has come; True when the mood changed."""
        if self._waiting is None or not self._may_change(now):
            return False
        mood, attention = self._waiting
        self._waiting = None
        self._look(mood, attention, now)
        self._turn(mood, now)
        return True

    def frame(self, now: float) -> Frame:
        pose = self._from.towards(self._to, self._share(now, self._mood_at, MOOD_MS))
        away = self._away_from + (self._away_to - self._away_from) * self._share(now, self._away_at, GAZE_MS)
        self._mouth += (self._loudness - self._mouth) * (1 - math.exp(-max(0.0, now - self._mouth_at) / MOUTH_MS))
        self._mouth_at = now
        if abs(self._mouth - self._loudness) < 0.005:
            self._mouth = self._loudness
        breath = math.sin(2 * math.pi * now / BREATH_MS) if self.moving else 0.0
        return Frame(looking(pose, 1.0 - away), self._mouth, self._blink(now), breath)

    def restless(self, now: float) -> bool:
        """Whether the next picture differs from this one by more than breath."""
        return (
            now - self._mood_at < MOOD_MS
            or now - self._away_at < GAZE_MS
            or self._mouth != self._loudness
            or (self.moving and self._blink_at <= now < self._blink_at + BLINK_MS)
        )

    def wakes_in(self, now: float) -> float | None:
        """Milliseconds until something happens by itself (a blink, a waiting mood); None when nothing will."""
        times = [self._mood_at + HELD_MS - now] if self._waiting else []
        if self.moving:
            times.append(self._blink_at - now)
        return max(0.0, min(times)) if times else None

    def _may_change(self, now: float) -> bool:
        return now - self._mood_at >= HELD_MS

    def _turn(self, mood: str, now: float) -> None:
        self._from = self._from.towards(self._to, self._share(now, self._mood_at, MOOD_MS))
        self._to = Pose.of(mood)
        self.mood = mood
        self._mood_at = now

    def _look(self, mood: str, attention: float, now: float) -> None:
        self.attention = attention
        away = _away(mood, attention)
        if away != self._away_to:
            share = self._share(now, self._away_at, GAZE_MS)
            self._away_from += (self._away_to - self._away_from) * share
            self._away_to, self._away_at = away, now

    def _share(self, now: float, since: float, lasts: float) -> float:
        return eased((now - since) / lasts) if self.moving else 1.0

    def _next_blink(self, now: float) -> float:
        return now + self._chance.uniform(*BLINK_EVERY_MS)

    def _blink(self, now: float) -> float:
        if not self.moving:
            return 0.0
        if now >= self._blink_at + BLINK_MS:
            self._blink_at = self._next_blink(now)
        if now < self._blink_at:
            return 0.0
        return math.sin(math.pi * (now - self._blink_at) / BLINK_MS)


def _away(mood: str, attention: float | None) -> float:
    """How far the eyes look aside, 0 to 1: the bored do until their name is said, others as attention sinks."""
    bored = abs(Pose.of(mood).gx) > _LOOKS_AWAY
    if attention is None:
        return 1.0 if bored else 0.0
    if bored:
        return 0.0 if attention >= _LOOKS_BACK else 1.0
    return max(0.0, min(1.0, 1.0 - attention / _LOOKS_AWAY))
