"""What stands in the registry file: entries, their names, and what a workspace file says of itself."""

from __future__ import annotations

import contextlib
import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec

from lattice.model.errors import LatticeError, Stage
from lattice.model.ids import is_id
from lattice.model.schema import fold
from lattice.model.values import now

#: Most characters in the name of a workspace.
NAME_CHARACTERS = 60
#: Files that belong to a workspace file and go with it.
COMPANIONS = ("-wal", "-shm", "-journal", ".head")
#: And to a mirror: who feeds it, whether a new copy was asked for, who makes it.
MIRROR_COMPANIONS = (*COMPANIONS, ".feed", ".again")
_FORMAT = 1
#: By this key in its `lattice_meta` a mirror is known.
MIRROR_KEY = "mirror_generation"


#: The kind of a workspace that is on a server.
CLOUD = "cloud"


class Entry(msgspec.Struct, frozen=True):
    """One workspace of this person."""

    name: str
    """Unique in the registry without regard to case."""
    id: str
    """The workspace's own ULID."""
    path: str
    """Its file, absolute; of a cloud workspace the mirror's."""
    kind: str = "local"
    """`local` or `cloud`."""
    created_at: str = ""
    """When it came into the registry, UTC."""
    last_opened_at: str | None = None
    """When it was last opened or made active, UTC."""
    server: str = ""
    """Of a cloud workspace: the address of its server."""
    workspace: str = ""
    """Its id there."""
    member: str = ""
    """The actor id that one has there."""
    fingerprint: str = ""
    """SHA-256 of the only certificate that the server is believed by; empty: the machine's authorities."""


class RegistryFile(msgspec.Struct):
    """What stands in the registry file."""

    format: int = _FORMAT
    active: str | None = None
    """Name of the active workspace."""
    entries: list[Entry] = []


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
    if MIRROR_KEY in found:
        raise LatticeError(
            "invalid_file",
            f"{path} is the copy of a cloud workspace, which is kept up to date by itself.",
            "Open the workspace by its name; `lattice fetch` makes a workspace of your own from it.",
        )
    return Peek(str(found["workspace_id"]), str(found.get("name") or path.stem))


def decode_registry(data: bytes) -> RegistryFile:
    """The registry from its JSON; raises msgspec.DecodeError, and `newer_workspace`."""
    file = msgspec.json.decode(data, type=RegistryFile)
    if file.format > _FORMAT:
        raise LatticeError(
            "newer_workspace", "The list of workspaces was written by a newer Lattice.", "Update Lattice."
        )
    return file


def rebuilt(paths: Iterable[Path], notices: list[str]) -> RegistryFile:
    """A registry of these workspace files, the newest of them active; what is none is told in `notices`."""
    file = RegistryFile()
    newest = 0.0
    for path in paths:
        try:
            said = peek(path)
            changed_at = path.stat().st_mtime
        except (LatticeError, OSError):
            notices.append(f"{path} is in the folder of workspaces but is not one; it was left alone.")
            continue
        name = free_name(file, said.name)
        file.entries.append(Entry(name=name, id=said.id, path=str(path), created_at=now()))
        if changed_at >= newest:
            newest, file.active = changed_at, name
    return file


def find_entry(file: RegistryFile, name: str) -> Entry | None:
    """The entry of that name (without regard to case) or id, or None."""
    folded = fold(name)
    named = (e for e in file.entries if fold(e.name) == folded)
    return next(named, None) or next((e for e in file.entries if e.id == name.upper()), None)


def need_entry(file: RegistryFile, name: str) -> Entry:
    """The same; raises `not_found`."""
    found = find_entry(file, name)
    if found is not None:
        return found
    names = ", ".join(sorted((e.name for e in file.entries), key=fold)[:20]) or "none yet"
    raise LatticeError("not_found", f"There is no workspace {name!r}.", f"Workspaces here: {names}.")


def check_free_name(file: RegistryFile, name: str) -> None:
    """Raise `exists` when a workspace has that name."""
    if any(fold(e.name) == fold(name) for e in file.entries):
        raise LatticeError("exists", f"There is already a workspace {name!r}.", "Choose another name.")


def free_name(file: RegistryFile, wanted: str) -> str:
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


def replace_entry(file: RegistryFile, old: Entry, new: Entry) -> None:
    """Put `new` where `old` stands."""
    file.entries = [new if e is old else e for e in file.entries]


def remove_entry(file: RegistryFile, entry: Entry) -> Entry:
    """Take an entry out; the one opened last becomes active when it was."""
    file.entries = [e for e in file.entries if e is not entry]
    if file.active is not None and fold(file.active) == fold(entry.name):
        latest = max(file.entries, key=lambda e: e.last_opened_at or e.created_at, default=None)
        file.active = latest.name if latest else None
    return entry


def mirror_path(home: Path, workspace: str, member: str) -> Path:
    """Where the mirror of a cloud workspace lies for one of its members."""
    return home / "mirrors" / f"{workspace.lower()}-{member.replace(':', '-')}.lattice"


def same_server(one: str, other: str) -> bool:
    """Whether two addresses mean one server; without a scheme https is meant."""
    plain = [text.strip().rstrip("/").casefold() for text in (one, other)]
    whole = [text if "://" in text else f"https://{text}" for text in plain]
    return whole[0] == whole[1] or plain[0] == plain[1]


def remove_workspace_file(entry: Entry, folder: Path) -> None:
    """Remove the file of a local workspace for good.

    Raises `not_found`, `forbidden` when it is outside of `folder`, OSError.
    """
    path = Path(entry.path)
    _check_deletable(entry.name, path, folder)
    path.unlink()  # first: without its -wal a file that stayed would have lost changes
    for companion in COMPANIONS:
        path.with_name(path.name + companion).unlink(missing_ok=True)


def _check_deletable(name: str, path: Path, folder: Path) -> None:
    if not os.path.lexists(path):
        raise LatticeError(
            "not_found",
            f"The file of {name!r} is not there any more: {path}.",
            f"`lattice forget {name}` takes it off the list.",
        )
    inside = path.parent.resolve() == folder.resolve() and not path.is_symlink() and path.is_file()
    if not inside:
        raise LatticeError(
            "forbidden",
            f"The file of {name!r} is not in Lattice's own folder: {path}.",
            f"`lattice forget {name}` takes it off the list; delete the file yourself if you mean to.",
            stage=Stage.CONSTRAINTS,
        )


def remove_mirror(entry: Entry, home: Path) -> None:
    """Remove the copy of a cloud workspace that is here, if there is one; raises OSError.

    Only the file that belongs to this member of this workspace: whatever else a damaged list names stays.
    """
    path = mirror_path(home, entry.workspace, entry.member)
    if Path(entry.path) != path or not is_id(entry.workspace.upper()):
        return
    for end in ("", *MIRROR_COMPANIONS):
        path.with_name(path.name + end).unlink(missing_ok=True)
    path.with_name(f".{path.name}.lock").unlink(missing_ok=True)


def same_file(known: str, path: Path) -> bool:
    """Whether both paths lead to one file."""
    return known == str(path) or os.path.realpath(known) == os.path.realpath(path)
