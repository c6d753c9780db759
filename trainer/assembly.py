"""The composition root: paths, settings and adapters put together into calls, for the window and the command line."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.errors import InputError
from trainer.files import write_privately
from trainer.places import Places, shipped
from trainer.settings import Settings, load_settings
from trainer.transcript import STEPS, CallStarted, Ended, Entry, Heard, Mode, Versions, length_of, of_kind
from trainer.utterance import VoiceTraits

if TYPE_CHECKING:
    from trainer.call.conversation import Conversation
    from trainer.call.live import LiveCall
    from trainer.call.notices import Notice
    from trainer.call.ports import Ear, Microphone, Recorder, Speaker, Voice, VoiceActivity
    from trainer.overheard.lines import Printed
    from trainer.pathway.behaviours import Behaviour
    from trainer.pathway.reader import PathwayReader
    from trainer.prospect.state import State
    from trainer.prospect.tables import Tables
    from trainer.prospect.thread import Met
    from trainer.records import Records, SessionLog, SessionRow
    from trainer.report.export import Calls
    from trainer.report.page import Page
    from trainer.scenario.library import Library
    from trainer.scenario.load import Loaded
    from trainer.scenario.schema import Scenario
    from trainer.scoring.card import Scorecard
    from trainer.simulate.cast import Cast

START = (*STEPS, "logic", "emotion", "patience")


def wall_clock() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@dataclass(frozen=True, slots=True)
class CallSetting:
    """How a call is to be held: by which ear and voice (their names, for the log), and whether it is recorded."""

    ear: str
    voice: str
    seed: int = 1
    mode: Mode = "practice"
    record: bool = False


@dataclass(slots=True)
class HeldCall:
    """A call with its place in the store. ``at``: samples that have gone by already, when it is gone on with."""

    id: str
    conversation: Conversation
    recorder: Recorder
    scenario: Scenario
    at: int
    met: SessionRow | None = None
    """The earlier call with this person that it goes on from."""


@dataclass(frozen=True)
class Assembly:
    """Everything that a program run shares. Parts are made when they are first asked for."""

    places: Places
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    options: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def settings(self) -> Settings:
        return load_settings(self.places.settings, self.env, self.options)

    @cached_property
    def library(self) -> Library:
        from trainer.scenario.library import Library

        return Library(shipped("scenarios"), self.places.scenarios, self.places.index)

    @cached_property
    def records(self) -> Records:
        from trainer.records import Records

        return Records.open(self.places.database)

    @cached_property
    def behaviours(self) -> Mapping[str, Behaviour]:
        from trainer.pathway.behaviours import load_behaviours

        return load_behaviours(shipped("assets/pathway/behaviours.yaml"))

    @cached_property
    def reader(self) -> PathwayReader:
        from trainer.pathway.reader import PathwayReader

        return PathwayReader.shipped()

    @cached_property
    def tables(self) -> Tables:
        from trainer.prospect.tables import load_tables

        return load_tables(shipped("assets/prospect"))

    @cached_property
    def cast(self) -> Cast:
        """The scripted reps. Whoever recites knows every good example; whoever talks at random talks to the others."""
        from trainer.simulate.cast import Cast

        examples = [line for behaviour in self.behaviours.values() if behaviour.helps for line in behaviour.examples]
        usable = [self.library.find(entry.path).scenario for entry in self.library.entries() if entry.listing]
        others = {one.id: [fact.ask[0] for fact in one.facts] for one in usable}
        return Cast.from_folder(shipped("assets/simulate"), examples, others)

    @property
    def versions(self) -> Versions:
        from trainer.prospect.state import ENGINE
        from trainer.scoring.points import shipped_points

        return Versions(engine=ENGINE, reader=self.reader.version, rubric=shipped_points().rubric)

    def close(self) -> None:
        """Close the store, if it was opened."""
        if "records" in self.__dict__:
            self.records.close()

    def tidy(self) -> None:
        """At a program's start: temporary sound is removed, cut-off recordings are mended, old ones go."""
        from trainer.speech.recorder import tidy

        for left in self.places.temporary.iterdir():
            if left.is_file() and time.time() - left.stat().st_mtime > 3600:  # another window may be rendering
                left.unlink(missing_ok=True)
        tidy(self.places.recordings)
        before = (datetime.now(UTC) - timedelta(days=self.settings.keep_days)).isoformat(timespec="milliseconds")
        for session in self.records.recorded(before):
            self.delete_recordings(session.id)

        for row in self.records.unfinished():
            if self.records.snapshot(row.id) is None:  # it was given up before the first word
                self.records.discard(row.id)

    def with_length(self, row: SessionRow) -> SessionRow:
        """A call that was cut off, with how far it came."""
        return replace(row, length=length_of(self.records.entries(row.id)))

    def delete_recordings(self, session_id: str) -> None:
        """Remove the sound of a call; what was said stays readable."""
        import shutil

        shutil.rmtree(self.places.recordings / session_id, ignore_errors=True)
        self.records.sound_deleted(session_id)

    # Calls -----------------------------------------------------------------------------------------------------------

    def new_call(self, loaded: Loaded, setting: CallSetting, told: Callable[[Entry], None]) -> HeldCall:
        """A call that has not begun, with its row in the store."""
        from trainer.records import SessionStart

        session_id = str(uuid.uuid4())
        scenario = loaded.scenario
        log = self.records.begin(
            SessionStart(
                id=session_id, scenario=scenario.id, sha256=loaded.sha256, title=scenario.title,
                person_name=scenario.person.name, seed=setting.seed, mode=setting.mode, ear=setting.ear,
                voice=setting.voice, engine=self.versions.engine, started_at=wall_clock(), recorded=setting.record,
            )
        )  # fmt: skip
        met = self.met_before(scenario)
        conversation = self._conversation(
            scenario, loaded.text, loaded.sha256, setting, told, log, None if met is None else self._met(met)
        )
        return HeldCall(session_id, conversation, self._recorder(session_id, setting.record), scenario, 0, met)

    def met_before(self, scenario: Scenario) -> SessionRow | None:
        """The newest call that this scenario follows on, if one ended so: no exam, no attempt, on this engine."""
        from trainer.prospect.state import ENGINE
        from trainer.prospect.thread import follows

        if scenario.after is None:
            return None
        for row in self.records.sessions(scenario=scenario.after.scenario):
            counts = row.state == "finished" and row.mode == "practice" and row.parent is None
            if counts and row.engine == ENGINE and row.ending and follows(scenario, row.scenario, row.ending):
                return row
        return None

    def _met(self, row: SessionRow) -> Met | None:
        """What is left of an earlier call: the person's state at its end, and the prices the rep quoted in it."""
        from trainer.pathway.words import normal
        from trainer.prospect.state import State
        from trainer.prospect.thread import Met

        snapshot = self.records.snapshot(row.id)
        if snapshot is None:
            return None
        entries = self.records.entries(row.id)
        prices = {price.amount for price in self.scenario_of(entries).offer.prices}
        said = (number for _, heard in of_kind(entries, Heard) for number in normal(heard.text).numbers)
        state = State.from_document({key: value for key, value in snapshot.state.items() if key != "pending"})
        return Met(state, tuple(sorted(prices.intersection(said))))

    def call_to_go_on_with(
        self, session_id: str, ear: str, voice: str, told: Callable[[Entry], None]
    ) -> tuple[HeldCall, tuple[Entry, ...]]:
        """A call that was cut off, taken up at its last snapshot; and its log so far. Raises InputError."""
        row = self.records.find(session_id)
        entries = self.records.entries(row.id)
        snapshot = self.records.snapshot(row.id)
        if snapshot is None:
            raise InputError("This call was cut off before the first turn. Discard it and call again.")
        setting = CallSetting(ear, voice, row.seed, row.mode, row.recorded)
        held = self.held_again(row.id, entries, setting, told, self.records.resume(row.id))
        held.conversation.go_on(entries, snapshot.state, held.at)
        return held, entries

    def held_again(
        self, session_id: str, entries: Sequence[Entry], setting: CallSetting, told: Callable[[Entry], None],
        log: SessionLog,
    ) -> HeldCall:  # fmt: skip
        """A call with the scenario of an earlier log, to be taken up at its end."""
        started, scenario = _started(entries), self.scenario_of(entries)
        conversation = self._conversation(scenario, started.text, started.sha256, setting, told, log)
        return HeldCall(
            session_id, conversation, self._recorder(session_id, setting.record), scenario, length_of(entries)
        )

    def finish(self, session_id: str, entries: Sequence[Entry], at: int) -> Scorecard:
        """Close a session with what its log says, and keep its card."""
        ended = next((event for _, event in of_kind(entries, Ended)), None)
        card = self.card_of(entries)
        self.records.finish(
            session_id, ended or Ended(ending="unfinished", decision="none", won=False), at, wall_clock()
        )
        self.records.keep_scorecard(session_id, card.to_document(), wall_clock())
        return card

    def overheard(self, lines: Sequence[Printed], rep: str) -> tuple[Entry, ...]:
        """The log of a call that others held. ``rep``: who of them is the rep."""
        from trainer.overheard.call import overhear
        from trainer.overheard.somebody import anybody, started
        from trainer.prospect.engine import Prospect

        versions = self.versions
        prospect = Prospect(anybody(), self.tables, 1, rep)
        begun = started(versions.reader, versions.rubric)
        return overhear(lines, rep, prospect, self.reader, begun, stranger=True)[0]

    def card_of(self, entries: Sequence[Entry], misheard: Collection[int] = ()) -> Scorecard:
        from trainer.prospect.state import starting_state
        from trainer.scoring.points import shipped_points
        from trainer.scoring.score import score

        scenario = self.scenario_of(entries)
        fresh = starting_state(scenario, self.tables)
        start = _started(entries).start or {what: getattr(fresh, what) for what in START}
        return score(entries, scenario, self.behaviours, shipped_points(), start, misheard)

    def to_export(self, sessions: Sequence[SessionRow]) -> Calls:
        """Finished calls, ready to be written to a file; a card is made now where there is none yet."""
        from trainer.report.export import Calls

        def paper(page: Page) -> bytes:
            from trainer.desktop.printing import pdf  # Qt, which no other kind needs

            return pdf(page)

        return Calls(
            sessions=sessions,
            card=lambda row: self.records.scorecard(row.id) or self.card_of(self.records.entries(row.id)).to_document(),
            log=lambda row: self.records.entries(row.id),
            paper=paper,
            account=self.account,
        )

    @cached_property
    def account(self) -> str:
        """A name that means nobody but this user, and tells nothing of them. Made when it is first asked for."""
        try:
            return str(uuid.UUID(self.places.account.read_text("ascii").strip()))
        except (FileNotFoundError, ValueError):
            made = str(uuid.uuid4())
            write_privately(self.places.account, f"{made}\n".encode())
            return made

    def scenario_of(self, entries: Sequence[Entry]) -> Scenario:
        """The scenario as it was when the call was held."""
        return _scenario_in(_started(entries).text)

    def _conversation(
        self, scenario: Scenario, text: str, sha256: str, setting: CallSetting, told: Callable[[Entry], None],
        log: SessionLog, met: Met | None = None,
    ) -> Conversation:  # fmt: skip
        from trainer.call.conversation import Conversation, Setting
        from trainer.prospect.engine import Prospect

        prospect = Prospect(scenario, self.tables, setting.seed, self.settings.name, met)
        self.reader.warm(prospect.scene)
        held_with = Setting(
            scenario=scenario.id, sha256=sha256, text=text, seed=setting.seed, mode=setting.mode, ear=setting.ear,
            voice=setting.voice, versions=self.versions,
        )  # fmt: skip
        return Conversation(prospect, self.reader, held_with, told, log.append, self._coach(scenario))

    def _coach(self, scenario: Scenario) -> Callable[[Entry | None, State], str]:
        from trainer.coaching.hint import hint

        return lambda line, state: hint(line, state, self.tables.limits, scenario.person)

    def _recorder(self, session_id: str, record: bool) -> Recorder:
        from trainer.speech.recorder import CallRecorder, NoRecorder

        return CallRecorder(self.places.recordings / session_id) if record else NoRecorder()


@lru_cache(maxsize=32)
def _scenario_in(text: str) -> Scenario:
    """Of many calls that are scored again most hold one of a few scenarios."""
    from trainer.scenario.load import load_text

    return load_text(text).scenario


def _started(entries: Sequence[Entry]) -> CallStarted:
    started = next((event for _, event in of_kind(entries, CallStarted)), None)
    if started is None:
        raise InputError("This session holds no call.")
    return started


def voice_of(assembly: Assembly) -> Voice:
    """The voice that the settings name. Raises MachineError where it is not installed."""
    from trainer.speech.natural.voice import NaturalVoice, installed
    from trainer.speech.pyttsx3_voice import Pyttsx3Voice

    chosen, places = assembly.settings.voice, assembly.places
    if chosen == "natural" or (not chosen and installed()):
        return NaturalVoice(places.temporary, places.voices)
    return Pyttsx3Voice(places.temporary)


def lines_ahead(scenario: Scenario, tables: Tables, rep: str) -> tuple[str, ...]:
    """Everything that a person may say, by clause, in the order in which a voice had best render it ahead: how they
    begin, thanks (most reps give something early), what may come next as they are, and once they have warmed a little;
    then the rest of the file, and what anybody says.
    """
    from trainer.prospect.engine import Prospect
    from trainer.scenario.contents import lines

    prospect = Prospect(scenario, tables, 1, rep)
    opening = prospect.picks_up()
    now = opening.state
    warmer = replace(now, rapport=now.rapport + _WARMER, empathy=now.empathy + _WARMER, trust=now.trust + _WARMER)
    first = [
        *opening.parts,
        *(text for care in scenario.person.cares_about for text in care.thanks or ()),
        *(one.line.text for one in prospect.possible_next(opening.state, 2)),
        *(one.line.text for one in prospect.possible_next(warmer, 4)),
    ]
    own = [line[-1] for line in lines(scenario)]
    stock = [text for said in tables.stock.values() for text in said if "{" not in text]
    return tuple(dict.fromkeys((*first, *own, *stock)))


_WARMER = 12
"""Points that a few good turns bring."""


def voice_traits(scenario: Scenario) -> VoiceTraits:
    voice = scenario.person.voice
    return VoiceTraits(voice.sex, voice.accent, voice.rate, voice.pitch, voice.variant)


def name_repair(scenario: Scenario) -> Callable[[str], str]:
    """Names of the scenario, recovered from look-alikes an ear gives for them."""
    from trainer.pathway.names import repair_names

    names = tuple(name.name for name in scenario.lexicon)
    return lambda text: repair_names(text, names)


@dataclass(frozen=True, slots=True)
class CallDevices:
    """What a call is heard and spoken through. Without an ear and a microphone it is typed; without a speaker, read."""

    ear: Ear | None
    activity: VoiceActivity | None
    microphone: Microphone | None
    speaker: Speaker | None
    sentence: str = "There is no microphone here: type what you say."
    """Which ear was taken, and how to get the other."""


def devices_of_call(assembly: Assembly) -> CallDevices:
    """The devices that the settings name, as far as this machine has any. Loads the ear. Raises EarMissing."""
    from trainer.errors import MachineError
    from trainer.speech.devices import devices
    from trainer.speech.ears import choose_ear
    from trainer.speech.microphone import SoundDeviceMicrophone
    from trainer.speech.speaker import SoundDeviceSpeaker
    from trainer.speech.voice_activity import SileroActivity

    settings = assembly.settings
    try:
        kinds = {device.kind for device in devices()}
    except MachineError:
        kinds = set()
    speaker = SoundDeviceSpeaker(settings.speaker or None) if "speaker" in kinds else None
    if "microphone" not in kinds:
        return CallDevices(None, None, None, speaker)
    ear, sentence = choose_ear(settings.ear, assembly.places.models, assembly.env)
    return CallDevices(ear, SileroActivity(), SoundDeviceMicrophone(settings.microphone or None), speaker, sentence)


def live_call(held: HeldCall, devices: CallDevices, voice: Voice, tell: Callable[[Notice], None]) -> LiveCall:
    """The call, ready to start."""
    from trainer.call.live import LiveCall, Parts
    from trainer.sound import RATE
    from trainer.speech.sound_files import resampled

    parts = Parts(
        ear=devices.ear, activity=devices.activity, voice=voice, traits=voice_traits(held.scenario),
        microphone=devices.microphone, speaker=devices.speaker, recorder=held.recorder,
        at_16k=lambda sound: resampled(sound, RATE), names=[name.name for name in held.scenario.lexicon],
        repair=name_repair(held.scenario), now=time.monotonic,
    )  # fmt: skip
    return LiveCall(held.conversation, parts, tell, held.at)


def sound_files(paths: Sequence[Path]) -> list[Path]:
    """Files in the order given; a folder stands for the sound files in it, by name. Raises InputError."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.iterdir() if p.suffix.lower() in (".flac", ".wav", ".ogg", ".aiff"))
        elif path.exists():
            found.append(path)
        else:
            raise InputError(f"{path} is not there. Give the rep's side as sound files, or a folder of them.")
    if not found:
        raise InputError("There is no sound in these folders. Give .flac or .wav files.")
    return found
