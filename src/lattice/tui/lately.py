"""What this person did lately by the palette, kept from one session to the next."""

from __future__ import annotations

from pathlib import Path

import msgspec

from lattice.model.errors import LatticeError
from lattice.places import write_whole

#: Names that are remembered.
KEPT = 20
#: Characters of the longest name; a file may hold anything.
LONGEST = 200


def lately_path(home: Path) -> Path:
    """Where the names stand."""
    return home / "state" / "palette.json"


def read_lately(home: Path) -> list[str]:
    """Names of commands, newest first; none where nothing was kept or it cannot be read."""
    try:
        found = msgspec.json.decode(lately_path(home).read_bytes(), type=list[str])
    except (OSError, ValueError, msgspec.MsgspecError):
        return []
    return [name for name in found if len(name) <= LONGEST][:KEPT]


def remember(home: Path, name: str) -> None:
    """Put a name before the others; a place that cannot be written costs only the order of a list."""
    names = [name, *(other for other in read_lately(home) if other != name)][:KEPT]
    try:
        write_whole(lately_path(home), msgspec.json.encode(names))
    except LatticeError:
        return
