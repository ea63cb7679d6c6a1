"""What an edited page asks for: its columns against what they were and what they are now."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping

import msgspec

from lattice.actions import ListEvents
from lattice.client import Client
from lattice.model.rows import Row
from lattice.model.schema import Table
from lattice.model.values import ColumnType as Type
from lattice.model.values import Misfit, Value, fit


class Clash(msgspec.Struct, frozen=True):
    """A column that two changed in different ways."""

    column: str
    before: Value
    theirs: Value
    yours: Value


class Edit(msgspec.Struct, frozen=True):
    """What an edited page asks for."""

    values: dict[str, Value]
    """By column name: what is to be changed."""
    clashes: tuple[Clash, ...] = ()


class Lineage(msgspec.Struct, frozen=True):
    """What was taken from a page that someone goes on editing without reading it again.

    An editor that is left open saves the version that it once read, again and again. What it saved
    before is in the row; the row is not what it was, and yet nobody else changed it.
    """

    version: int
    """That the page says."""
    columns: dict[str, int] = {}
    """By column id: the version of the row that holds what the page said."""


def edit_of(
    said: Mapping[str, Value], before: Mapping[str, Value], now: Mapping[str, Value], table: Table
) -> Edit:
    """What is to be changed; `before` is what each column was when the page was read by its editor."""
    values: dict[str, Value] = {}
    clashes: list[Clash] = []
    for name, yours in said.items():
        type_ = table.column(name).type
        known, was, theirs = name in before, before.get(name), now.get(name)
        if (known and same(type_, yours, was)) or same(type_, yours, theirs):
            continue
        if known and same(type_, was, theirs):
            values[name] = yours
        else:
            clashes.append(Clash(name, was, theirs, yours))
    return Edit(values, tuple(clashes))


def same(type_: Type, a: Value, b: Value) -> bool:
    """Whether two values are stored alike."""
    with contextlib.suppress(Misfit):
        return fit(type_, a) == fit(type_, b)
    return False


async def values_at(
    client: Client, table: Table, row: Row, versions: Collection[int]
) -> dict[int, dict[str, Value]]:
    """What a row held at earlier versions; those that the log does not reach are left out."""
    found: dict[int, dict[str, Value]] = {}
    wanted = sorted({v for v in versions if v < row.version}, reverse=True)
    if row.version in versions:
        found[row.version] = dict(row.values)
    values, version = dict(row.values), row.version
    before: int | None = None
    while wanted:
        events = (await client.run(ListEvents(row_id=row.id, before_seq=before, limit=200))).value
        for event in events.events:
            was = (event.before or {}).get("_version")
            if event.purged or not isinstance(was, int) or was >= version:
                continue
            values |= {k: v for k, v in (event.before or {}).items() if k in values}
            version = was
            while wanted and wanted[0] >= version:
                if wanted[0] == version:
                    found[version] = dict(values)
                wanted.pop(0)
        before = events.next
        if before is None:
            break
    return found


class Base(msgspec.Struct, frozen=True):
    """What someone had before them who edited a page."""

    page: dict[str, Value]
    """What the row was when the page was made; empty when the log does not say."""
    values: dict[str, Value]
    """What each column was when the page was last saved by the same editor.

    A column whose past is unknown is not here: it then differs from all that may be said.
    """


async def base_of(client: Client, table: Table, row: Row, version: int, lineage: Lineage | None) -> Base:
    """What the one who edited a page of that version had before them."""
    own = lineage.columns if lineage is not None and lineage.version == version else {}
    states = await values_at(client, table, row, {version, *own.values()})
    base: dict[str, Value] = {}
    for column in table.columns:
        state = states.get(own.get(column.id, version))
        if state is not None and column.name in state:
            base[column.name] = state[column.name]
    return Base(states.get(version, {}), base)
