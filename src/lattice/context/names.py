"""Names of files in the tree: readable, the same in every tree of a workspace, safe on every file system.

A row's name is made of its label and the end of its id and of nothing else, so that it does not depend
on which other rows there are, on who renders, or on what was rendered before.
"""

from __future__ import annotations

import re
import unicodedata

from lattice.model.schema import Table, fold
from lattice.model.visible import visible

#: Bytes of a file name that this module makes, `.md` included.
NAME_BYTES = 100
#: Bytes of the readable part: leaves room for the whole id, and for `.conflict.md` behind it.
SLUG_BYTES = 60
#: Characters of an id that tell rows of one label apart: ids of one import are neighbours.
ID_END = 6

_PLAIN_RUN = re.compile(r"[^a-z0-9]+")
_PLAIN_RUN_LOW = re.compile(r"[^a-z0-9_]+")
#: Names that Windows keeps for devices, whatever follows after a dot.
_PORTS = (f"{port}{n}" for port in ("com", "lpt") for n in (*range(10), "¹", "²", "³"))
_DEVICES = frozenset({"con", "prn", "aux", "nul", "conin", "conout", "clock", *_PORTS})


def slug(text: str, *, low: bool = False) -> str:
    """The letters and digits of any script in `text`, without case, joined by `-`; may be empty.

    With `low` the low line stays too, for names of tables.
    """
    if text.isascii():
        plain = (_PLAIN_RUN_LOW if low else _PLAIN_RUN).sub("-", text[: SLUG_BYTES * 4].lower())
        return plain[:SLUG_BYTES].strip("-_")
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text[: SLUG_BYTES * 4]).casefold())
    kept = "".join([c if _keeps(c) or (low and c == "_") else " " for c in folded])
    return _cut("-".join(kept.split())).strip("-_")


def _keeps(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN" and visible(char) == char


def _cut(text: str) -> str:
    """At most `SLUG_BYTES` bytes, whole characters, NFC, and no mark without its letter."""
    cut = unicodedata.normalize("NFC", text.encode()[:SLUG_BYTES].decode(errors="ignore"))
    first = next((n for n, c in enumerate(cut) if unicodedata.category(c)[0] in "LN"), len(cut))
    return cut[first:]


def row_name(label: str, row_id: str) -> str:
    """The name of a row's file without `.md`; `label` is the id where the row has none."""
    if label == row_id:
        return row_id.lower()
    return f"{slug(label) or 'row'}-{row_id[-ID_END:].lower()}"


def full_name(label: str, row_id: str) -> str:
    """The name of a row's file when another row of its folder has the short one."""
    return f"{slug(label) or 'row'}-{row_id.lower()}"


def table_folder(table: Table) -> str:
    """The name of a table's folder: its own where that is safe, else with the end of its id."""
    plain = slug(table.name, low=True)
    if plain and plain == fold(table.name) and plain not in _DEVICES:
        return plain
    return f"{plain or 'table'}-{table.id[-ID_END:].lower()}"
