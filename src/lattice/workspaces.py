"""The registry: which workspaces this person has, where they are, and which one is meant."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import msgspec

from lattice.folder_file import Named, folder_file, named_in
from lattice.model.errors import LatticeError
from lattice.model.ids import new_id
from lattice.model.schema import fold
from lattice.model.values import now
from lattice.places import home_dir, locked, unwritable, write_whole
from lattice.registry import (
    CLOUD,
    COMPANIONS,
    Entry,
    RegistryFile,
    check_free_name,
    check_workspace_name,
    decode_registry,
    find_entry,
    free_name,
    need_entry,
    peek,
    rebuilt,
    remove_entry,
    remove_mirror,
    remove_workspace_file,
    replace_entry,
    same_file,
    same_server,
)

__all__ = [
    "CLOUD",
    "COMPANIONS",
    "Chosen",
    "Entry",
    "Registry",
    "Rule",
    "check_workspace_name",
    "choose",
    "home_dir",
    "peek",
]

#: The environment variable that names the workspace.
WORKSPACE_VARIABLE = "LATTICE_WORKSPACE"


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
        return find_entry(file, file.active) if file.active else None

    def get(self, name: str) -> Entry:
        """The workspace of that name (without regard to case) or id; raises `not_found`."""
        return need_entry(self._read(), name)

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
        check_free_name(self._read(), name)
        return name

    def free_name(self, wanted: str) -> str:
        """`wanted`, made usable, with a number behind it when it is taken."""
        return free_name(self._read(), wanted)

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

        def change(file: RegistryFile) -> Entry:
            file.entries = [e for e in file.entries if e.path != entry.path]
            check_free_name(file, entry.name)
            file.entries.append(entry)
            if make_active or file.active is None:
                file.active = entry.name
            return entry

        # a registry that is only about to be has not been lost
        return self._change(change, fresh=Path(entry.path))

    def use(self, name: str) -> Entry:
        """Make a workspace the active one, opened now; raises `not_found`."""

        def change(file: RegistryFile) -> Entry:
            old = need_entry(file, name)
            new = msgspec.structs.replace(old, last_opened_at=now())
            replace_entry(file, old, new)
            file.active = new.name
            return new

        return self._change(change)

    def rename(self, old: str, new: str) -> Entry:
        """Give a workspace another name here; the file stays where it is; raises `not_found`, `exists`."""
        new = check_workspace_name(new)

        def change(file: RegistryFile) -> Entry:
            before = need_entry(file, old)
            if fold(before.name) != fold(new):
                check_free_name(file, new)
            after = msgspec.structs.replace(before, name=new)
            replace_entry(file, before, after)
            if file.active is not None and fold(file.active) == fold(before.name):
                file.active = new
            return after

        return self._change(change)

    def forget(self, name: str) -> Entry:
        """Take a workspace out of the registry; raises `not_found`.

        The file of a local one stays; the copy of one on a server goes, which has all that is in it.
        """

        def change(file: RegistryFile) -> Entry:
            entry = need_entry(file, name)
            if entry.kind == CLOUD:
                self._remove(entry)
            return remove_entry(file, entry)

        return self._change(change)

    def delete(self, name: str) -> Entry:
        """Remove a workspace and its file for good; raises `not_found`, `forbidden` (outside).

        Of one on a server that is the copy on this machine: there it stays.
        """

        def change(file: RegistryFile) -> Entry:
            entry = need_entry(file, name)
            self._remove(entry)
            return remove_entry(file, entry)

        return self._change(change)

    def _remove(self, entry: Entry) -> None:
        try:
            if entry.kind == CLOUD:
                remove_mirror(entry, self.home)
            else:
                remove_workspace_file(entry, self.folder)
        except OSError as error:
            raise unwritable(Path(entry.path), error) from error

    def cloud(self, server: str, workspace: str) -> Entry:
        """The workspace of that name or id on that server; raises `not_found`."""
        wanted = [e for e in self.entries() if e.kind == CLOUD and same_server(e.server, server)]
        named = (e for e in wanted if e.workspace == workspace.upper() or fold(e.name) == fold(workspace))
        found = next(named, None)
        if found is None:
            raise LatticeError(
                "not_found",
                f"You are not in a workspace {workspace!r} on {server}.",
                "Join with an invitation, or `lattice connect` with a token you have.",
            )
        return found

    def open_file(self, path: Path, *, make_active: bool = True) -> Entry:
        """Take in a workspace file that is already there; raises `not_found`, `invalid_file`.

        One that is known stays the same entry; one that has moved gets its new place.
        """
        path = path.expanduser().absolute()
        said = peek(path)
        file = self._read()
        local = [e for e in file.entries if e.kind != CLOUD]
        known = next((e for e in local if same_file(e.path, path)), None)
        moved = next((e for e in local if e.id == said.id and not Path(e.path).exists()), None)
        if known is not None:
            return self.use(known.name) if make_active else known
        if moved is not None:
            self.forget(moved.name)
            return self.add(msgspec.structs.replace(moved, path=str(path)), make_active=make_active)
        name = free_name(file, said.name)
        return self.add(Entry(name=name, id=said.id, path=str(path)), make_active=make_active)

    def _change(self, change: Callable[[RegistryFile], Entry], *, fresh: Path | None = None) -> Entry:
        with locked(self.path):
            file = self._load(fresh)
            entry = change(file)
            self._write(file)
        return entry

    def _read(self) -> RegistryFile:
        """What stands in the file; without the lock, for it is only ever replaced whole."""
        try:
            return decode_registry(self.path.read_bytes())
        except FileNotFoundError:
            if not self._found():
                return RegistryFile()
        except msgspec.DecodeError:
            pass
        except OSError as error:
            raise LatticeError(
                "unwritable", f"{self.path} cannot be read: {error.strerror}.", "Check who owns it."
            ) from error
        with locked(self.path):
            return self._load()

    def _load(self, fresh: Path | None = None) -> RegistryFile:
        """The same under the lock, mending what is damaged or lost; the file `fresh` is no sign of a loss."""
        try:
            return decode_registry(self.path.read_bytes())
        except FileNotFoundError:
            if not [path for path in self._found() if path != fresh]:
                return RegistryFile()
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
        file = rebuilt(self._found(), self.notices)
        self._write(file)
        return file

    def _found(self) -> list[Path]:
        try:
            return sorted(p for p in self.folder.glob("*.lattice") if p.is_file())
        except OSError:
            return []

    def _write(self, file: RegistryFile) -> None:
        write_whole(self.path, msgspec.json.format(msgspec.json.encode(file), indent=2) + b"\n")


def choose(
    home: Path,
    flag: str | None,
    environment: str | None,
    folder: Path,
    registry: Registry | None = None,
) -> Chosen:
    """The workspace that is meant: flag, environment, `.lattice.toml`, else the active one.

    `registry` is given by who wants its notices. Raises `no_workspace` when none is meant, and
    `not_found` when the one that is named is not here.
    """
    registry = registry or Registry(home)
    if flag:
        return Chosen(registry.get(flag), Rule.FLAG, "-w")
    if environment:
        return Chosen(
            _named_by(registry, Named(environment), WORKSPACE_VARIABLE),
            Rule.ENVIRONMENT,
            WORKSPACE_VARIABLE,
        )
    place = folder_file(folder)
    if place is not None:
        return Chosen(_named_by(registry, named_in(place), str(place)), Rule.FOLDER, str(place))
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


def _named_by(registry: Registry, named: Named, where: str) -> Entry:
    try:
        if named.server:
            return registry.cloud(named.server, named.workspace)
        return registry.get(named.workspace)
    except LatticeError as error:
        if error.code != "not_found":
            raise
        raise LatticeError("not_found", f"{error.message} It is named by {where}.", error.hint) from None
