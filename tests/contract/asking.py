"""Short ways to ask a client for things, and to be refused by it."""

from __future__ import annotations

from typing import Any

import pytest

from lattice.actions import Action, CreateTable, GetRow, InsertRow, InsertRows, ListEvents, ListRows, ReadHead
from lattice.client import Client
from lattice.model.errors import CODES, LatticeError, Stage
from lattice.model.events import Event
from lattice.model.rows import Row
from lattice.model.schema import NewColumn, Table
from lattice.model.values import ColumnType, Value

NOBODY = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
"""An id that no row has."""


async def make(client: Client, called: str = "people", /, **columns: str) -> Table:
    """A table; columns by name and type, a reference as `reference:table`."""
    wanted = []
    for name, type_ in (columns or {"name": "text", "age": "integer"}).items():
        kind, _, target = type_.partition(":")
        wanted.append(NewColumn(name, ColumnType(kind), target or None))
    return (await client.run(CreateTable(name=called, columns=tuple(wanted)))).value


async def add(client: Client, table: str = "people", /, **values: Value) -> Row:
    """A row."""
    return (await client.run(InsertRow(table=table, values=values))).value


async def add_many(client: Client, rows: list[dict[str, Value]], table: str = "people") -> tuple[str, ...]:
    """Rows as one change; their ids."""
    return (await client.run(InsertRows(table=table, rows=tuple(rows)))).value.ids


async def get(client: Client, id_: str, table: str = "people") -> Row:
    """A row as it is now."""
    return (await client.run(GetRow(table=table, id=id_))).value


async def values(client: Client, table: str = "people", **options: Any) -> list[dict[str, Value]]:
    """The values of a table's rows."""
    return [row.values for row in (await client.run(ListRows(table=table, **options))).value.rows]


async def head(client: Client) -> int:
    """The newest seq."""
    return (await client.run(ReadHead())).value.seq


async def events(client: Client, **options: Any) -> list[Event]:
    """Events, oldest first."""
    return list(reversed((await client.run(ListEvents(**options))).value.events))


async def refused(client: Client, action: Action[Any], code: str, **options: Any) -> LatticeError:
    """The refusal of an action, which has changed nothing and says something."""
    before = await head(client)
    with pytest.raises(LatticeError) as caught:
        await client.run(action, **options)
    error = caught.value
    assert error.code == code, f"{error.code}: {error.message}"
    assert error.message
    assert error.code in CODES
    assert error.stage in Stage
    assert await head(client) == before
    return error
