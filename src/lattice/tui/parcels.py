"""What is to be brought in: files, folders and pages, and whether each becomes tables, documents or both."""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import msgspec

from lattice.ingest.paths import is_data_name
from lattice.tui.dropping import is_address

#: Entries of a folder that are looked at to say what is in it.
LOOKED_AT = 20_000

#: Names that say nothing of what a file holds: it may be data.
_EITHER = frozenset({"", ".txt", ".dat", ".log"})


class What(StrEnum):
    """What becomes of a parcel."""

    DOCUMENTS = "documents"
    """Files of the workspace, found by their text."""
    TABLES = "tables"
    """Rows of tables."""
    BOTH = "both"


class Parcel(msgspec.Struct, frozen=True):
    """One thing that is to be brought in."""

    place: str
    """Absolute path, or the address of a page."""
    what: What
    choices: tuple[What, ...]
    """What it may become; the first was the guess."""
    note: str
    """What it holds, for people."""
    folder: bool = False

    @property
    def is_page(self) -> bool:
        """Whether it is fetched from the web."""
        return is_address(self.place)

    @property
    def path(self) -> Path:
        """Where it is, of what is on disk."""
        return Path(self.place)

    def turned(self) -> Parcel:
        """The same, to become the next of its choices."""
        at = self.choices.index(self.what)
        return msgspec.structs.replace(self, what=self.choices[(at + 1) % len(self.choices)])


def parcel_of(place: str) -> Parcel:
    """A parcel with a guess of what it is; looks at the disk. Raises OSError for a path that is not there."""
    if is_address(place):
        return Parcel(place, What.DOCUMENTS, (What.DOCUMENTS,), "a web page")
    path = Path(os.path.abspath(place))
    if not path.is_dir():
        path.stat()
        if is_data_name(path.name):
            return Parcel(str(path), What.TABLES, (What.TABLES, What.DOCUMENTS, What.BOTH), "data")
        choices = tuple(What) if path.suffix.lower() in _EITHER else (What.DOCUMENTS,)
        return Parcel(str(path), What.DOCUMENTS, choices, "a document")
    return _folder(path)


def _folder(path: Path) -> Parcel:
    data, others, more = _contents(path)
    count = f"{data + others:,}{'+' if more else ''} file{'' if data + others == 1 else 's'}"
    if not data:
        return Parcel(str(path), What.DOCUMENTS, (What.DOCUMENTS,), count, folder=True)
    guess = What.DOCUMENTS if others else What.TABLES
    rest = tuple(what for what in What if what is not guess)
    note = f"{count}, {data:,} of them data" if others else f"{count} of data"
    return Parcel(str(path), guess, (guess, *rest), note, folder=True)


def _contents(folder: Path) -> tuple[int, int, bool]:
    """How many files of data lie in a folder itself, how many others in it and below, and whether more do."""
    data = others = 0
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        top = place == str(folder)
        for name in names:
            if name.startswith((".", "~$")):
                continue
            if top and is_data_name(name):
                data += 1
            else:
                others += 1
            if data + others >= LOOKED_AT:
                return data, others, True
    return data, others, False


def documents_of(parcels: Sequence[Parcel]) -> list[Parcel]:
    """Those that become files."""
    return [parcel for parcel in parcels if parcel.what in (What.DOCUMENTS, What.BOTH)]


def tables_of(parcels: Sequence[Parcel]) -> tuple[Path, ...]:
    """The paths whose data becomes tables."""
    return tuple(parcel.path for parcel in parcels if parcel.what in (What.TABLES, What.BOTH))
