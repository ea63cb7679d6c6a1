"""The queries of one workspace that were asked before, in a file beside the state of its workbench."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from lattice.places import locked, write_whole

#: Queries that are kept; of those with a name as many again.
KEPT = 500
#: Characters of a query that is kept; longer ones are not.
LONGEST = 50_000


class Asked(msgspec.Struct, frozen=True, omit_defaults=True):
    """One query that was asked."""

    sql: str
    at: str
    """When it was asked last, UTC."""
    name: str = ""
    """What it was called."""
    rows: int = 0
    """How many it answered."""
    more: bool = False
    """Whether there were more than were read."""
    ms: float = 0.0
    """How long it took."""
    refused: str = ""
    """Why it was refused, in words; empty when it was answered."""
    run: bool = True
    """Whether it was run at all, not only named."""


def history_path(home: Path, workspace_id: str) -> Path:
    """Where the queries of a workspace are kept; the id is ours and has no separators."""
    return home / "state" / f"{workspace_id}.queries.json"


def now() -> str:
    """This moment, as it is kept."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def read_history(path: Path) -> list[Asked]:
    """What was asked, newest first; nothing when there is no file or it is damaged."""
    try:
        return list(msgspec.json.decode(path.read_bytes(), type=list[Asked]))
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return []


def remember(path: Path, asked: Asked) -> None:
    """Keep a query, once; other processes may do so at the same time. Raises `unwritable`, `disk_full`."""
    if len(asked.sql) > LONGEST or not asked.sql.strip():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with locked(path):
        write_whole(path, msgspec.json.encode(with_asked(read_history(path), asked)))


def with_asked(known: Sequence[Asked], asked: Asked) -> list[Asked]:
    """The history with one more query in front; it keeps the name it had, and a name is there once."""
    same = next((old for old in known if old.sql == asked.sql), None)
    if same is not None and not asked.name:
        asked = msgspec.structs.replace(asked, name=same.name)
    if same is not None and not asked.run:
        asked = msgspec.structs.replace(same, name=asked.name, at=asked.at)
    rest = [old for old in known if old.sql != asked.sql]
    if asked.name:
        rest = [msgspec.structs.replace(old, name="") if old.name == asked.name else old for old in rest]
    found = [asked, *rest]
    named = [old for old in found if old.name][:KEPT]
    unnamed = [old for old in found if not old.name][:KEPT]
    keep = {id(old) for old in (*named, *unnamed)}
    return [old for old in found if id(old) in keep]


def forget(path: Path, sql: str) -> None:
    """Drop a query from the history. Raises `unwritable`, `disk_full`."""
    with locked(path):
        write_whole(path, msgspec.json.encode([old for old in read_history(path) if old.sql != sql]))


def found(known: Sequence[Asked], words: str) -> list[Asked]:
    """Those that have all the words in their text or name, newest first."""
    wanted = words.casefold().split()
    return [
        asked for asked in known if all(word in f"{asked.name} {asked.sql}".casefold() for word in wanted)
    ]
