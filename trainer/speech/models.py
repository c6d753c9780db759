"""The vosk models: which there are, and how one is listed, installed, verified and removed.

A model is a folder in ``models/`` with a ``sparring.json`` in it that says where it came from and what belongs to it.
It appears there in one step, whole, or not at all.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from trainer.errors import InputError, MachineError
from trainer.speech.download import Fetching, Progress, disk_full, fetch, forget
from trainer.speech.unpack import unpack

PUBLISHER: Final = "https://alphacephei.com/vosk/models/"
PREFIX: Final = "vosk-model-"
RECORD: Final = "sparring.json"
_UNFINISHED: Final = ".unfinished-"


@dataclass(frozen=True, slots=True)
class KnownModel:
    """An English model of vosk's publisher. ``size``: bytes of its zip, exact where ``sha256`` is known.

    ``errors_read`` and ``errors_talk``: word error rate in percent on read books (LibriSpeech) and on talks
    (TED-LIUM), as the publisher states them.
    """

    name: str
    size: int
    sha256: str | None
    errors_read: float
    errors_talk: float

    @property
    def folder(self) -> str:
        return PREFIX + self.name


KNOWN: Final = (
    KnownModel(
        "small-en-us-0.15",
        41_205_931,
        "30f26242c4eb449f948e42cb302dd7a686cb29a3423a8367f99ff41780942498",
        9.85,
        10.38,
    ),
    KnownModel("en-us-0.22-lgraph", 128_000_000, None, 7.82, 8.20),
    KnownModel("en-us-0.22", 1_800_000_000, None, 5.69, 6.05),
)


@dataclass(frozen=True, slots=True)
class ListedModel:
    """A model as a list shows it. ``path``: where it is installed; ``known``: None for one of the user's own."""

    name: str
    path: Path | None
    size: int
    known: KnownModel | None


@dataclass(frozen=True, slots=True)
class Installing:
    """What an installation is given. ``confirm`` is asked in one sentence where no checksum proves the model;
    ``today`` goes into the record; ``clock`` (seconds) serves the time left. The last three are for a local server."""

    models: Path
    confirm: Callable[[str], bool]
    progress: Callable[[Progress], None]
    clock: Callable[[], float]
    today: date
    known: tuple[KnownModel, ...] = KNOWN
    publisher: str = PUBLISHER
    plain_http_on_loopback: bool = False


def listing(models: Path, known: tuple[KnownModel, ...] = KNOWN) -> tuple[ListedModel, ...]:
    """The known models, installed or not, then the user's own. ``size``: bytes on disk, or of the zip to fetch."""
    listed = []
    for model in known:
        path = models / model.folder
        there = is_model(path)
        listed.append(ListedModel(model.name, path if there else None, _bytes(path) if there else model.size, model))
    names = {model.folder for model in known}
    own = sorted(path for path in models.glob("[!.]*") if path.name not in names and is_model(path))
    return (*listed, *(ListedModel(path.name.removeprefix(PREFIX), path, _bytes(path), None) for path in own))


def install(source: str | Path, order: Installing) -> Path:
    """Install a known model by its name, or the model in a zip or a folder; where it then lies.

    Raises InputError (unknown name, no model in it, already there, refused, archive not to be trusted) or
    MachineError (network, checksum, full disk). Nothing half stays, but for a ``.part`` that a later try goes on from.
    """
    order.models.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in order.models.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)
    path = Path(source)
    if path.is_dir():
        return _install_folder(path, order)
    if path.is_file():
        return _install_zip(path, str(path.resolve()), _by_name(path.stem, order.known), order)
    model = _by_name(str(source), order.known)
    if model is None:
        names = ", ".join(model.name for model in order.known)
        raise InputError(f"{source} is no file, no folder and no model that is known by name. Known are: {names}.")
    return _install_from_publisher(model, order)


def verify(name: str, models: Path) -> tuple[str, ...]:
    """What is wrong with an installed model, a sentence each; nothing if every file is there in its size."""
    path = _installed(name, models)
    try:
        record = json.loads((path / RECORD).read_text("utf-8"))
        files = {str(file): int(size) for file, size in record["files"].items()}
    except FileNotFoundError:
        return (f"{path.name} was not installed by this program, so its files can't be checked.",)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return (f"{path.name} has lost its record ({RECORD}). Remove it and install it again.",)
    wrong = []
    for file, size in files.items():
        there = path / file
        if not there.is_file():
            wrong.append(f"{path.name}: {file} is missing. Remove the model and install it again.")
        elif there.stat().st_size != size:
            wrong.append(f"{path.name}: {file} has another size than it had. Remove the model and install it again.")
    return tuple(wrong)


def remove(name: str, models: Path) -> None:
    """Remove an installed model, and what an interrupted download of it left. Raises InputError if there is neither."""
    folder = PREFIX + name.removeprefix(PREFIX)
    part = models / f"{folder}.zip.part"
    if _plain(folder) and part.exists():
        forget(part)
        if not (models / folder).exists():
            return
    path = _installed(name, models)
    with _unfinished(models) as aside:
        path.replace(aside / path.name)


def english(models: Path) -> tuple[Path, ...]:
    """Installed English models, the most accurate first; one of the user's own counts if its name has "en" in it."""
    found = [model for model in listing(models) if model.path and (model.known or "en" in model.name.split("-"))]
    found.sort(key=lambda model: model.known.errors_talk if model.known else 100.0)
    return tuple(model.path for model in found if model.path)


def is_model(folder: Path) -> bool:
    """Whether the folder looks like a vosk model: acoustic model, settings and graph, in either layout there is."""
    if all((folder / name).is_file() for name in ("am/final.mdl", "conf/mfcc.conf")):
        return _has_graph(folder / "graph")
    return all((folder / name).is_file() for name in ("final.mdl", "mfcc.conf")) and _has_graph(folder)


def _has_graph(folder: Path) -> bool:
    return (folder / "HCLG.fst").is_file() or all((folder / name).is_file() for name in ("HCLr.fst", "Gr.fst"))


def _install_from_publisher(model: KnownModel, order: Installing) -> Path:
    target = _free(order.models / model.folder)
    url = f"{order.publisher}{model.folder}.zip"
    if model.sha256 is None:
        _ask(f"No checksum of {model.folder} is known; only the secure connection speaks for it.", order)
    part = order.models / f"{model.folder}.zip.part"
    most = model.size if model.sha256 else model.size * 5 // 4
    fetch(Fetching(url, part, most, order.clock, order.progress, order.plain_http_on_loopback))
    digest = _sha256(part)
    if model.sha256 and digest != model.sha256:
        forget(part)
        raise MachineError(f"What came from {url} is not {model.folder}: its checksum is wrong. Try again.")
    try:
        path = _unpacked_into_place(part, url, digest, target.name, order)
    except InputError:
        forget(part)  # it is whole, and useless
        raise
    forget(part)
    return path


def _install_zip(archive: Path, source: str, model: KnownModel | None, order: Installing) -> Path:
    digest = _sha256(archive)
    if model is None or digest != model.sha256:
        _ask(f"{archive.name} can't be proved to be one of the known models: its checksum is not known.", order)
    return _unpacked_into_place(archive, source, digest, model.folder if model else None, order)


def _install_folder(folder: Path, order: Installing) -> Path:
    if not is_model(folder):
        raise InputError(f"There is no vosk model in the folder {folder}.")
    target = _free(order.models / _name_for(folder.resolve().name))
    _ask(f"The folder {folder} can't be proved to be one of the known models: a folder has no checksum.", order)
    with _unfinished(order.models) as aside:
        copied = aside / target.name
        for path in sorted(folder.rglob("*")):
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                raise InputError(f"{path} is a link, or no file, so the folder is not copied.")
        shutil.copytree(folder, copied)
        return _put_in_place(copied, target, str(folder.resolve()), None, order)


def _unpacked_into_place(archive: Path, source: str, digest: str, name: str | None, order: Installing) -> Path:
    with _unfinished(order.models) as aside:
        unpack(archive, aside)
        folders = [path for path in (aside, *sorted(aside.iterdir())) if is_model(path)]
        if not folders:
            raise InputError(f"There is no vosk model in {Path(source).name}.")
        own = archive.stem if folders[0] == aside else folders[0].name
        target = _free(order.models / (name or _name_for(own)))
        return _put_in_place(folders[0], target, source, digest, order)


def _put_in_place(folder: Path, target: Path, source: str, digest: str | None, order: Installing) -> Path:
    files = {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != RECORD
    }
    record = {
        "name": target.name.removeprefix(PREFIX),
        "source": source,
        "sha256": digest,
        "installed": order.today.isoformat(),
        "files": files,
    }
    (folder / RECORD).write_text(json.dumps(record, indent=1), "utf-8")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    if target.exists():
        _swap(folder, target)
    else:
        folder.replace(target)
    return target


def _swap(folder: Path, target: Path) -> None:
    """Put a whole model where a broken one lies."""
    old = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=target.parent))
    target.replace(old / "old")
    folder.replace(target)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _unfinished(models: Path) -> Iterator[Path]:
    """A folder beside the models, on the same disk, that is gone afterwards with all that is still in it."""
    folder = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=models))
    try:
        yield folder
    except OSError as error:
        full = disk_full(error, models)
        if full is error:
            raise
        raise full from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free(target: Path) -> Path:
    """The target, if nothing lies there but what is left of a broken installation."""
    if not target.exists():
        return target
    if not (target / RECORD).is_file() and not is_model(target):
        raise InputError(f"{target} is in the way, and no model. Move it elsewhere and try again.")
    if not (target / RECORD).is_file() or not verify(target.name, target.parent):
        raise InputError(f"{target.name} is installed already. To install it anew, remove it first.")
    return target


def _ask(doubt: str, order: Installing) -> None:
    if not order.confirm(f"{doubt} Install it all the same?"):
        raise InputError("Nothing was installed.")


def _installed(name: str, models: Path) -> Path:
    for folder in (name, PREFIX + name):
        path = models / folder
        if _plain(folder) and path.is_dir() and (is_model(path) or (path / RECORD).is_file()):
            return path
    there = ", ".join(model.name for model in listing(models) if model.path) or "none"
    raise InputError(f"No model {name} is installed. Installed: {there}.")


def _plain(name: str) -> bool:
    return name == Path(name).name and not name.startswith(".")


def _name_for(folder: str) -> str:
    name = folder.lstrip(".")
    if not name:
        raise InputError("The model's folder has no name to install it by.")
    return name


def _by_name(name: str, known: tuple[KnownModel, ...]) -> KnownModel | None:
    return next((model for model in known if name.removeprefix(PREFIX) == model.name), None)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
