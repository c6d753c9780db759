"""What can go wrong, in two kinds.

SparringError
├── MachineError        the machine lacks or refuses something; the sentence says what to do
│   ├── EarMissing      no recogniser, or its model is missing or damaged
│   ├── VoiceFailed     the voice could not be started, or did not answer in time
│   ├── MicrophoneLost  no microphone, or it went away
│   ├── SpeakerLost     no speaker, or it went away
│   └── StoreRefused    the database is newer than the program, locked, or on a full disk
└── InputError          what the user gave can't be used; the sentence says where and what would be right

Everything else that is raised is a fault of ours and ends in a report the user can copy.
"""

from __future__ import annotations


class SparringError(Exception):
    """Its text is one or two plain sentences, fit to be shown as it is."""


class MachineError(SparringError):
    pass


class EarMissing(MachineError):
    pass


class VoiceFailed(MachineError):
    pass


class MicrophoneLost(MachineError):
    pass


class SpeakerLost(MachineError):
    pass


class StoreRefused(MachineError):
    pass


class InputError(SparringError):
    pass
