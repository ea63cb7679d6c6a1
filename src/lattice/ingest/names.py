"""Names of tables and columns out of what files call them: mended where they must be, and said."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from lattice.ingest.reader import shown
from lattice.model.errors import LatticeError
from lattice.model.schema import NAME_BYTES, check_name, fold


def legal_name(raw: str, otherwise: str) -> str:
    """`raw` as a usable name, changed as little as possible; `otherwise` when nothing is left of it."""
    text = unicodedata.normalize("NFC", raw)
    text = "".join(" " if c.isspace() else c for c in text)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    text = text.strip().lstrip("_").strip()
    if fold(text).startswith(("lattice_", "sqlite_", "pg_")) or fold(text) in ("rowid", "oid"):
        text = f"my_{text}"
    text = _cut(text, NAME_BYTES) or otherwise
    try:
        return check_name(text, "Column")
    except LatticeError:
        return otherwise


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore").rstrip()


def _apart(name: str, taken: set[str]) -> str:
    if fold(name) not in taken:
        return name
    n = 2
    while fold(candidate := f"{_cut(name, NAME_BYTES - 1 - len(str(n)))}_{n}") in taken:
        n += 1
    return candidate


def column_names(headers: Sequence[str]) -> tuple[list[str], list[str]]:
    """Unique legal names for `headers`, and a note for each that had to change."""
    legal = [legal_name(raw, f"column_{i}") for i, raw in enumerate(headers, 1)]
    # the first to have a fine name keeps it; all that must change make way
    owners: dict[str, int] = {}
    for i, (name, raw) in enumerate(zip(legal, headers, strict=True)):
        if name == raw:
            owners.setdefault(fold(name), i)
    taken = set(owners)
    names = list(legal)
    for i, name in enumerate(legal):
        if owners.get(fold(name)) != i:
            names[i] = _apart(name, taken)
            taken.add(fold(names[i]))
    notes = []
    for i, (raw, name) in enumerate(zip(headers, names, strict=True), 1):
        if name == raw or unicodedata.normalize("NFC", raw) == name:
            continue
        if not raw.strip():
            notes.append(f"column {i} has no header: called {name}")
        elif name == legal[i - 1] and raw.strip() == name:
            continue  # only blanks around it
        else:
            notes.append(f"column {i}, {shown(raw, 60)!r}, is called {name}: {_why(raw, legal[i - 1], name)}")
    return names, notes


def _why(raw: str, legal: str, name: str) -> str:
    if legal != name:
        return "another column has that name"
    if raw.strip().startswith("_"):
        return "names that begin with _ belong to Lattice"
    if len(raw.encode(errors="replace")) > NAME_BYTES:
        return f"a name has at most {NAME_BYTES} bytes"
    return "names cannot hold everything"


def table_name(raw: str) -> str:
    """A legal table name for a file stem, sheet or key."""
    return legal_name(raw, "table")


def numbered(count: int) -> Iterable[str]:
    """Names for columns of a file without a header: `column_1`, `column_2`, …"""
    return (f"column_{i}" for i in range(1, count + 1))
