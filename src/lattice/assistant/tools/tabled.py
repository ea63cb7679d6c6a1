"""Rows as a model reads them: one line of JSON each, long values cut, as many as fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from lattice.assistant.tools.provenance import Origin, Trust, json_line, origin_of_row, plain, wrapped
from lattice.model.references import ref
from lattice.model.rows import Row
from lattice.model.values import Value

#: Characters that a result keeps free for what stands around the data.
FRAME = 900
#: Characters of one value: the most that is shown, then what is tried when too few rows fit.
CELLS = (400, 120, 40)
#: So many rows should fit before values are cut shorter.
_ENOUGH = 10
#: Names of the rows that a page refers to are anybody's words.
_LABELS = Origin(Trust.STRANGER, ("names of rows referred to",))


class Lines(msgspec.Struct, frozen=True):
    """Rows as lines, as many as fit."""

    text: str
    """Wrapped; empty without rows."""
    count: int
    """Rows shown."""
    cut: bool
    """Whether a value or column was left out."""


def rows_text(rows: Sequence[Row], table: str, me: str, room: int, labels: Mapping[str, str]) -> Lines:
    """Rows of one table within `room` characters; of more only the first ones."""
    if not rows:
        return Lines("", 0, False)
    origins = [origin_of_row(row, me, table) for row in rows]
    whole = origins[0]
    for origin in origins:
        whole |= origin
    mixed = any(origin != origins[0] for origin in origins)
    if labels:
        whole |= _LABELS
    for cell in CELLS:
        cut = False
        lines: list[str] = []
        left = room
        for row, origin in zip(rows, origins, strict=True):
            shown, short = _shown(row, table, cell, labels)
            if mixed:
                shown["_from"] = from_words(origin)
            line = json_line(shown)
            if len(line) + 1 > left:
                break
            left -= len(line) + 1
            cut |= short
            lines.append(line)
        if len(lines) >= min(len(rows), _ENOUGH):
            break
    if not lines:
        lines, cut = [_narrow(rows[0], table, room)], True
    return Lines(wrapped("\n".join(lines), whole), len(lines), cut)


def sourced_text(items: Sequence[tuple[dict[str, Any], Origin]], room: int) -> tuple[str, int]:
    """Things of various origins as lines within `room` characters, wrapped; and how many fit.

    At least one is shown: the first, cut, when not even that fits.
    """
    mixed = any(origin != items[0][1] for _, origin in items)
    whole, lines = items[0][1], list[str]()
    for item, origin in items:
        line = json_line({**item, "_from": from_words(origin)} if mixed else item)
        room -= len(line) + 1
        if room < 0 and lines:
            break
        if room < 0:
            line = plain(line[:room]) + "…"
        whole |= origin
        lines.append(line)
    return wrapped("\n".join(lines), whole), len(lines)


def from_words(origin: Origin) -> str:
    """`stranger: human:bo, imported`, for one line among others."""
    return f"{origin.trust.value}: {', '.join(origin.by)}" if origin.by else origin.trust.value


def _shown(row: Row, table: str, cell: int, labels: Mapping[str, str]) -> tuple[dict[str, Any], bool]:
    shown: dict[str, Any] = {"_ref": ref(table, row.id), "_version": row.version}
    cut = False
    for name, value in row.values.items():
        if value is None:
            continue
        shown[name] = shortened(value, cell)
        cut |= shown[name] is not value
        if isinstance(value, str) and value in labels:
            shown[f"{name} is"] = shortened(labels[value], cell)
    return shown, cut


def _narrow(row: Row, table: str, room: int) -> str:
    """One row of so many columns that not all of them fit."""
    full, _ = _shown(row, table, CELLS[-1], {})
    shown: dict[str, Any] = {}
    left = room - 100
    for name, value in full.items():
        left -= len(json_line({name: value}))
        if left < 0:
            shown["…"] = f"+{len(full) - len(shown)} columns"
            break
        shown[name] = value
    return json_line(shown)


def shortened(value: Value, most: int) -> Value:
    """A value with at most so many characters, and how many more there are; the same object when short."""
    if isinstance(value, str):
        return value if len(value) <= most else f"{value[:most]}… (+{len(value) - most:,} characters)"
    if isinstance(value, dict | list | tuple):
        text = json_line(value)
        return value if len(text) <= most else f"{text[:most]}… (+{len(text) - most:,} characters)"
    return value
