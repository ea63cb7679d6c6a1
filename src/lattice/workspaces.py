"""The registry: which workspaces this person has, where they are, and which one is meant."""

from __future__ import annotations

import contextlib
import os
import re
import time
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import msgspec

from lattice.model.errors import LatticeError, Stage
from lattice.model.ids import is_id, new_id
from lattice.model.schema import fold
from lattice.model.values import now
from lattice.places import home_dir, locked, unwritable, write_whole

__all__ = ["Chosen", "Entry", "Registry", "Rule", "check_workspace_name", "choose", "home_dir"]

#: Most characters in the name of a workspace.
NAME_CHARACTERS = 60
#: The file that says, in a folder or at the root of a repository, which workspace is meant there.
FOLDER_FILE = ".lattice.toml"
#: The environment variable that names the workspace.
WORKSPACE_VARIABLE = "LATTICE_WORKSPACE"
#: Files that belong to a workspace file and go with it.
COMPANIONS = ("-wal", "-shm", "-journal", ".head")
_FORMAT = 1
_FOLDER_FILE_BYTES = 64_000


class Entry(msgspec.Struct, frozen=True):
    """One workspace of this person."""

    name: str
    """Unique in the registry without regard to case."""
    id: str
    """The workspace's own ULID."""
    path: str
    """Its file, absolute."""
    kind: str = "local"
    created_at: str = ""
    """When it came into the registry, UTC."""
    last_opened_at: str | None = None
    """When it was last opened or made active, UTC."""


class _File(msgspec.Struct):
    """What stands in the registry file."""

    format: int = _FORMAT
    active: str | None = None
    """Name of the active workspace."""
    entries: list[Entry] = []


class Rule(StrEnum):
    """What chose the workspace."""

    FLAG = "flag"
    ENVIRONMENT = "environment"
    FOLDER = "folder"
    ACTIVE = "active"


class Chosen(NamedTuple):
    """The workspace that is meant, and why."""

    entry: Entry
    rule: Rule
    because: str
    """For people: `-w`, `LATTICE_WORKSPACE`, the place of a `.lattice.toml`, `the active one`."""


def check_workspace_name(name: str) -> str:
    """A usable workspace name, NFC; raises `invalid_name` with the reason."""
    name = unicodedata.normalize("NFC", name)
    reason = ""
    if not name.strip():
        reason = "is empty"
    elif name != name.strip():
        reason = "has spaces at an end"
    elif len(name) > NAME_CHARACTERS:
        reason = f"is longer than {NAME_CHARACTERS} characters"
    elif any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for c in name):
        reason = "holds a character that cannot be seen"
    elif name.startswith("-"):
        reason = "begins with -, which the command line would take for a flag"
    if reason:
        raise LatticeError(
            "invalid_name",
            f"The workspace name {name!r} {reason}.",
            f"Use 1 to {NAME_CHARACTERS} characters that can be seen.",
            stage=Stage.CONSTRAINTS,
        )
    return name


class Peek(NamedTuple):
    """What a workspace file says about itself."""

    id: str
    name: str


def peek(path: Path) -> Peek:
    """Id and name of a workspace file, read without opening it as one; raises `not_found`, `invalid_file`."""
    # 8 ms that listing workspaces does not pay
    import sqlite3

    if not path.is_file():
        raise LatticeError("not_found", f"There is no file {path}.", "Give the path of a workspace file.")
    found: dict[str, str] = {}
    # `immutable` opens a file whose folder may not be written; only then, for it looks past a -wal
    for how in ("mode=ro", "mode=ro&immutable=1"):
        try:
            with contextlib.closing(
                sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True, timeout=5)
            ) as connection:
                found = dict(connection.execute("SELECT key, value FROM lattice_meta"))
                break
        except sqlite3.Error:
            continue
    if not is_id(str(found.get("workspace_id"))):
        raise LatticeError(
            "invalid_file",
            f"{path} is not a Lattice workspace.",
            "To bring the data of a CSV, JSON, Excel or SQLite file in, use `lattice import`.",
        )
    return Peek(str(found["workspace_id"]), str(found.get("name") or path.stem))


class Registry:
    """The workspaces in one home folder; every method reads or writes the file anew.

    Writing methods hold a lock among processes and raise `unwritable` or `disk_full`.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.path = home / "workspaces.json"
        self.folder = home / "workspaces"
        self.notices: list[str] = []
        """What the person should be told, such as a damaged registry that was rebuilt."""

    def entries(self) -> list[Entry]:
        """All workspaces by name."""
        return sorted(self._read().entries, key=lambda entry: fold(entry.name))

    def active(self) -> Entry | None:
        """The workspace that is meant when nothing else is said."""
        file = self._read()
        return _find(file, file.active) if file.active else None

    def get(self, name: str) -> Entry:
        """The workspace of that name (without regard to case) or id; raises `not_found`."""
        return _need(self._read(), name)

    def new_path(self, name: str) -> Path:
        """A free place for the file of a new workspace, in a folder that is there; raises `unwritable`."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(self.folder, error) from error
        safe = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKD", name).lower()).strip("-")[:40]
        return self.folder / f"{safe or 'workspace'}-{new_id()[-6:].lower()}.lattice"

    def check_free(self, name: str) -> str:
        """`name` when it is usable and not taken; raises `invalid_name`, `exists`."""
        name = check_workspace_name(name)
        _check_free(self._read(), name)
        return name

    def add(self, entry: Entry, *, make_active: bool = True) -> Entry:
        """Put a workspace in; the same path again only changes its entry; raises `exists`, `invalid_name`."""
        check_workspace_name(entry.name)
        stamp = now()
        entry = msgspec.structs.replace(
            entry,
            path=str(Path(entry.path).absolute()),
            created_at=entry.created_at or stamp,
            last_opened_at=stamp if make_active else entry.last_opened_at,
        )

        def change(file: _File) -> Entry:
            file.entries = [e for e in file.entries if e.path != entry.path]
            _check_free(file, entry.name)
            file.entries.append(entry)
            if make_active or file.active is None:
                file.active = entry.name
            return entry

        return self._change(change)

    def use(self, name: str) -> Entry:
        """Make a workspace the active one, opened now; raises `not_found`."""

        def change(file: _File) -> Entry:
            old = _need(file, name)
            new = msgspec.structs.replace(old, last_opened_at=now())
            _replace(file, old, new)
            file.active = new.name
            return new

        return self._change(change)

    def rename(self, old: str, new: str) -> Entry:
        """Give a workspace another name here; the file stays where it is; raises `not_found`, `exists`."""
        new = check_workspace_name(new)

        def change(file: _File) -> Entry:
            before = _need(file, old)
            if fold(before.name) != fold(new):
                _check_free(file, new)
            after = msgspec.structs.replace(before, name=new)
            _replace(file, before, after)
            if file.active is not None and fold(file.active) == fold(before.name):
                file.active = new
            return after

        return self._change(change)

    def forget(self, name: str) -> Entry:
        """Take a workspace out of the registry; its file stays; raises `not_found`."""
        return self._change(lambda file: _remove(file, _need(file, name)))

    def delete(self, name: str) -> Entry:
        """Remove a workspace and its file for good; raises `not_found`, `forbidden` (outside)."""

        def change(file: _File) -> Entry:
            entry = _need(file, name)
            path = Path(entry.path)
            self._check_deletable(entry.name, path)
            try:
                path.unlink()  # first: without its -wal a file that stayed would have lost changes
                for companion in COMPANIONS:
                    path.with_name(path.name + companion).unlink(missing_ok=True)
            except OSError as error:
                raise unwritable(path, error) from error
            return _remove(file, entry)

        return self._change(change)

    def _check_deletable(self, name: str, path: Path) -> None:
        if not os.path.lexists(path):
            raise LatticeError(
                "not_found",
                f"The file of {name!r} is not there any more: {path}.",
                f"`lattice forget {name}` takes it off the list.",
            )
        inside = path.parent.resolve() == self.folder.resolve() and not path.is_symlink() and path.is_file()
        if not inside:
            raise LatticeError(
                "forbidden",
                f"The file of {name!r} is not in Lattice's own folder: {path}.",
                f"`lattice forget {name}` takes it off the list; delete the file yourself if you mean to.",
                stage=Stage.CONSTRAINTS,
            )

    def open_file(self, path: Path, *, make_active: bool = True) -> Entry:
        """Take in a workspace file that is already there; raises `not_found`, `invalid_file`.

        One that is known stays the same entry; one that has moved gets its new place.
        """
        path = path.expanduser().absolute()
        said = peek(path)
        file = self._read()
        known = next((e for e in file.entries if _same_file(e.path, path)), None)
        moved = next((e for e in file.entries if e.id == said.id and not Path(e.path).exists()), None)
        if known is not None:
            return self.use(known.name) if make_active else known
        if moved is not None:
            self.forget(moved.name)
            return self.add(msgspec.structs.replace(moved, path=str(path)), make_active=make_active)
        name = _free_name(file, said.name)
        return self.add(Entry(name=name, id=said.id, path=str(path)), make_active=make_active)

    def _change(self, change: Callable[[_File], Entry]) -> Entry:
        with locked(self.path):
            file = self._load()
            entry = change(file)
            self._write(file)
        return entry

    def _read(self) -> _File:
        """What stands in the file; without the lock, for it is only ever replaced whole."""
        try:
            return _decode(self.path.read_bytes())
        except FileNotFoundError:
            if not self._found():
                return _File()
        except msgspec.DecodeError:
            pass
        except OSError as error:
            raise LatticeError(
                "unwritable", f"{self.path} cannot be read: {error.strerror}.", "Check who owns it."
            ) from error
        with locked(self.path):
            return self._load()

    def _load(self) -> _File:
        """The same under the lock, mending what is damaged or lost."""
        try:
            return _decode(self.path.read_bytes())
        except FileNotFoundError:
            if not self._found():
                return _File()
            self.notices.append(f"The list of workspaces was missing; it was made anew from {self.folder}.")
        except msgspec.DecodeError:
            aside = self.path.with_name(f"{self.path.name}.damaged-{time.strftime('%Y%m%dT%H%M%S')}")
            try:
                self.path.replace(aside)
            except OSError as error:
                raise unwritable(self.path, error) from error
            self.notices.append(
                f"The list of workspaces was damaged. It is kept as {aside}, and a new one was made from "
                f"{self.folder}; workspace files elsewhere can be taken in with `lattice open FILE`."
            )
        file = self._rebuild()
        self._write(file)
        return file

    def _found(self) -> list[Path]:
        try:
            return sorted(p for p in self.folder.glob("*.lattice") if p.is_file())
        except OSError:
            return []

    def _rebuild(self) -> _File:
        """A registry of the workspace files in the home; the newest file is active."""
        file = _File()
        newest = 0.0
        for path in self._found():
            try:
                said = peek(path)
                changed_at = path.stat().st_mtime
            except (LatticeError, OSError):
                self.notices.append(
                    f"{path} is in the folder of workspaces but is not one; it was left alone."
                )
                continue
            name = _free_name(file, said.name)
            file.entries.append(Entry(name=name, id=said.id, path=str(path), created_at=now()))
            if changed_at >= newest:
                newest, file.active = changed_at, name
        return file

    def _write(self, file: _File) -> None:
        write_whole(self.path, msgspec.json.format(msgspec.json.encode(file), indent=2) + b"\n")


def choose(home: Path, flag: str | None, environment: str | None, folder: Path) -> Chosen:
    """The workspace that is meant: flag, environment, `.lattice.toml`, else the active one.

    Raises `no_workspace` when none is, and `not_found` when the one that is named is not here.
    """
    registry = Registry(home)
    if flag:
        return Chosen(registry.get(flag), Rule.FLAG, "-w")
    if environment:
        return Chosen(
            _named_by(registry, environment, WORKSPACE_VARIABLE), Rule.ENVIRONMENT, WORKSPACE_VARIABLE
        )
    place = _folder_file(folder)
    if place is not None:
        name = _name_in(place)
        return Chosen(_named_by(registry, name, str(place)), Rule.FOLDER, str(place))
    active = registry.active()
    if active is not None:
        return Chosen(active, Rule.ACTIVE, "the active one")
    if registry.entries():
        raise LatticeError(
            "no_workspace",
            "No workspace is active.",
            "Choose one with `lattice use NAME`; `lattice workspaces` lists them.",
        )
    raise LatticeError(
        "no_workspace",
        "There is no workspace yet.",
        "Make one with `lattice create NAME`, or run `lattice` alone.",
    )


def _named_by(registry: Registry, name: str, where: str) -> Entry:
    try:
        return registry.get(name)
    except LatticeError as error:
        if error.code != "not_found":
            raise
        raise LatticeError("not_found", f"{error.message} It is named by {where}.", error.hint) from None


def _folder_file(folder: Path) -> Path | None:
    """The `.lattice.toml` of this folder, else of the root of the repository it is in."""
    here = folder.absolute()
    if (here / FOLDER_FILE).is_file():
        return here / FOLDER_FILE
    root = next((f for f in (here, *here.parents) if (f / ".git").exists()), None)
    return root / FOLDER_FILE if root is not None and (root / FOLDER_FILE).is_file() else None


def _name_in(place: Path) -> str:
    """The workspace's name in a `.lattice.toml`; nothing else of the file is believed."""
    import tomllib

    try:
        with place.open("rb") as source:
            data = source.read(_FOLDER_FILE_BYTES + 1)
        said = tomllib.loads(data.decode()) if len(data) <= _FOLDER_FILE_BYTES else {}
    except (OSError, ValueError, RecursionError) as error:
        raise LatticeError(
            "usage", f"{place} cannot be read: {error}.", 'Write: workspace = "NAME"'
        ) from None
    name = said.get("workspace")
    if not isinstance(name, str) or "server" in said:
        raise LatticeError(
            "usage", f"{place} does not name a workspace of this machine.", 'Write: workspace = "NAME"'
        )
    return check_workspace_name(name)


def _decode(data: bytes) -> _File:
    file = msgspec.json.decode(data, type=_File)
    if file.format > _FORMAT:
        raise LatticeError(
            "newer_workspace", "The list of workspaces was written by a newer Lattice.", "Update Lattice."
        )
    return file


def _find(file: _File, name: str) -> Entry | None:
    folded = fold(name)
    named = (e for e in file.entries if fold(e.name) == folded)
    return next(named, None) or next((e for e in file.entries if e.id == name.upper()), None)


def _need(file: _File, name: str) -> Entry:
    found = _find(file, name)
    if found is not None:
        return found
    names = ", ".join(sorted((e.name for e in file.entries), key=fold)[:20]) or "none yet"
    raise LatticeError("not_found", f"There is no workspace {name!r}.", f"Workspaces here: {names}.")


def _check_free(file: _File, name: str) -> None:
    if any(fold(e.name) == fold(name) for e in file.entries):
        raise LatticeError("exists", f"There is already a workspace {name!r}.", "Choose another name.")


def _free_name(file: _File, wanted: str) -> str:
    """`wanted`, made usable, with a number when it is taken."""
    shown = "".join(c for c in wanted if unicodedata.category(c)[0] not in "C").strip(" -")[
        : NAME_CHARACTERS - 4
    ]
    base = shown.strip() or "workspace"
    taken = {fold(e.name) for e in file.entries}
    name, number = base, 2
    while fold(name) in taken:
        name, number = f"{base} {number}", number + 1
    return name


def _replace(file: _File, old: Entry, new: Entry) -> None:
    file.entries = [new if e is old else e for e in file.entries]


def _remove(file: _File, entry: Entry) -> Entry:
    """Take an entry out; the one opened last becomes active when it was."""
    file.entries = [e for e in file.entries if e is not entry]
    if file.active is not None and fold(file.active) == fold(entry.name):
        latest = max(file.entries, key=lambda e: e.last_opened_at or e.created_at, default=None)
        file.active = latest.name if latest else None
    return entry


def _same_file(known: str, path: Path) -> bool:
    return known == str(path) or os.path.realpath(known) == os.path.realpath(path)
