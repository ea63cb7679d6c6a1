"""Finds columns whose values are the keys of another table: by name first, then by every value."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

import msgspec

from lattice.ingest.plan import Scanned
from lattice.model.schema import Schema, fold
from lattice.model.values import ColumnType

#: All values of a column of a table that is there, as text; None when they say no row, or are too many.
Lookup = Callable[[str, str], Collection[str] | None]
#: More distinct values than this are not compared.
MOST_KEYS = 500_000

_KEY_TYPES = (ColumnType.TEXT, ColumnType.INTEGER)
_SUFFIX = re.compile(r"(?i)(?:[ _-](?:id|key|code|no|nr|number|name)|(?<=[a-z])(?:Id|ID|Key|Code))\Z")


class Target(msgspec.Struct, frozen=True):
    """A column that could be referred to."""

    table: str
    column: str
    type: ColumnType
    scanned: Scanned | None = None
    """Of a file of this import; None for a table that is there."""


def base_name(column: str) -> tuple[str, bool]:
    """What a column is about, and whether its name says that it holds keys: `company_id` → company, True."""
    bare = _SUFFIX.sub("", column)
    return fold(bare), bare != column


def same_thing(base: str, table: str) -> bool:
    """Whether `company` is what a table `companies` holds."""
    table = fold(table)
    plurals = {base, f"{base}s", f"{base}es"}
    if base.endswith("y"):
        plurals.add(f"{base[:-1]}ies")
    return bool(base) and table in plurals


def targets(schema: Schema, sources: Sequence[tuple[str, Scanned, tuple[str, ...]]]) -> list[Target]:
    """Columns that could be keys: of tables that are there, and of the files (table, scan, key) at hand."""
    found: list[Target] = []
    coming = {fold(name) for name, _, _ in sources}
    for table in schema.tables:
        if table.native or fold(table.name) in coming:
            continue
        key = [c for c in table.columns if c.id in table.key]
        columns = key if len(key) == 1 else table.columns
        found += [Target(table.name, c.name, c.type) for c in columns if c.type in _KEY_TYPES]
    for name, scanned, key_names in sources:
        for column_name, finding in zip(scanned.names, scanned.findings, strict=True):
            if len(key_names) == 1 and fold(key_names[0]) != fold(column_name):
                continue
            if finding.type in _KEY_TYPES and not finding.empty:
                found.append(Target(name, column_name, finding.type, scanned))
    return found


def candidates(table: str, column: str, type_: ColumnType, known: Sequence[Target]) -> Iterator[Target]:
    """Targets that a column of `table` may refer to by its name and type, likeliest first."""
    base, says_key = base_name(column)
    fitting = [
        t for t in known if fold(t.table) != fold(table) and t.type is type_ and same_thing(base, t.table)
    ]

    def likely(target: Target) -> int:
        name = fold(target.column)
        if name in ("id", "key", "code") or name == fold(column):
            return 0
        return 1 if name in (f"{base}_id", f"{base}id", f"{base}_code", "name", "title") else 2

    for target in sorted(fitting, key=likely):
        rank = likely(target)
        # numbers from 1 to 10 stand in many columns: only a name that says key makes them keys
        if type_ is ColumnType.INTEGER and (
            not says_key or rank > 1 or fold(target.column) in ("name", "title")
        ):
            continue
        if rank < 2:
            yield target


def column_values(scanned: Scanned, column: str) -> Iterator[str]:
    """All values of one column of a file, as text, empty ones left out."""
    index = scanned.names.index(column)
    if scanned.places is not None:
        index = scanned.places[index]
    for batch in scanned.reader.chunks():
        for row in batch.rows:
            if index < len(row) and (value := row[index]) is not None:
                yield str(value)


def unique_values(scanned: Scanned, column: str) -> Collection[str] | None:
    """The distinct values of a column of a file; None when one stands twice or they are too many.

    Nor are values with blanks around them keys: who reads them would not see the difference.
    """
    seen: set[str] = set()
    for value in column_values(scanned, column):
        if value in seen or value != value.strip() or len(seen) == MOST_KEYS:
            return None
        seen.add(value)
    return seen


def refers(scanned: Scanned, column: str, keys: Collection[str]) -> bool:
    """Whether every value of the column is among `keys`, and there is one."""
    some = False
    for value in column_values(scanned, column):
        if value not in keys:
            return False
        some = True
    return some
