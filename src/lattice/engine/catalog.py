"""The catalog: the schema of a workspace with where each thing stands in SQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import msgspec

from lattice.databases.base import Record, Transaction
from lattice.databases.books import SCHEMA_VERSION
from lattice.databases.names import quote
from lattice.engine.visibility import HIDDEN_OWNERS, NOTHING_KEPT, Keeping, from_seen
from lattice.model.chat import PRIVATE_TABLES
from lattice.model.errors import LatticeError
from lattice.model.people import Role
from lattice.model.rows import SYSTEM_COLUMNS, Row
from lattice.model.schema import Column, Schema, Table, fold
from lattice.model.sharing import MASKED, Audience, Visibility
from lattice.model.values import RULES, TEXTUAL, ColumnType, Stored, Value
from lattice.model.views import VIEWS_ID

_CONVERTED = frozenset({ColumnType.BOOLEAN, ColumnType.JSON})
#: How many fields of a record stand before the table's own columns.
SYSTEM_COUNT = len(SYSTEM_COLUMNS)


class Layout:
    """One table with its place in SQL; a *record* is its system columns, then its own."""

    def __init__(
        self, table: Table, slots: dict[int, str], slot_count: int, seen_by: str = "", indexed: bool = False
    ) -> None:
        self.table = table
        self.indexed = indexed
        """Whether the database itself finds rows by their text; else a table beside has the words."""
        self.seen_by = seen_by
        """The member from whom rows of it may be hidden; empty when none are."""
        self.slots = slots
        """Column of the search index to the SQL column whose text it holds, dropped ones included."""
        self.slot_count = slot_count

    @property
    def sql(self) -> str:
        """The SQL table's name, quoted: what is written."""
        return quote(self.table.name)

    @cached_property
    def seen(self) -> str:
        """What is read for the caller: the table, or those of its rows that they may see."""
        if self.indexed and any(c.audience is not Audience.EVERYONE for c in self.table.columns):
            return quote(view_name(self.table.id))
        return from_seen(self.seen_by, self.sql) if self.seen_by else self.sql

    @property
    def whole(self) -> str:
        """What the steward reads: every row with every value, also those that are kept from the caller."""
        return self.seen if self.indexed else self.sql

    @property
    def text_sql(self) -> str:
        """The name of the search index, quoted."""
        return quote(text_index_name(self.table.id))

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The SQL columns of a record, quoted."""
        return (*SYSTEM_COLUMNS, *(quote(c.name) for c in self.table.columns))

    @cached_property
    def position(self) -> dict[str, int]:
        """Column id to its place in a record."""
        return {c.id: SYSTEM_COUNT + n for n, c in enumerate(self.table.columns)}

    @cached_property
    def _readers(self) -> list[tuple[str, Callable[[Any], Value] | None]]:
        return [(c.name, RULES[c.type].unfit if c.type in _CONVERTED else None) for c in self.table.columns]

    @cached_property
    def _masks(self) -> dict[str, Value]:
        """What stands in the columns that are masked, also where they are empty."""
        return {c.name: masked_value(c.type) for c in self.table.columns if c.masked}

    def narrow(self, names: Sequence[str]) -> Layout:
        """The same table with just these columns, in this order; raises `not_found`."""
        columns = tuple(self.table.column(name) for name in names)
        table = msgspec.structs.replace(self.table, columns=columns)
        return Layout(table, self.slots, self.slot_count, self.seen_by, self.indexed)

    def towards(self, keeping: Keeping) -> Layout:
        """The same table as it is for one member: what is masked to them, which rows they may see."""
        withheld = keeping.withheld.get(self.table.id, frozenset())
        table = self.table
        if withheld:
            columns = (
                msgspec.structs.replace(c, masked=True) if c.id in withheld else c for c in table.columns
            )
            table = msgspec.structs.replace(table, columns=tuple(columns))
        return Layout(table, self.slots, self.slot_count, keeping.principal, self.indexed)

    def row(self, record: Record) -> Row:
        """The row that a record says; raises `corrupt`."""
        try:
            return self._row(record)
        except ValueError as error:
            raise damaged(f"table {self.table.name}") from error

    def _row(self, record: Record) -> Row:
        values: dict[str, Value] = {}
        for (name, unfit), stored in zip(self._readers, record[SYSTEM_COUNT:], strict=True):
            values[name] = stored if unfit is None or stored is None else unfit(stored)
        if self._masks:
            values.update(self._masks)
        (
            id_,
            version,
            created_at,
            created_by,
            updated_at,
            updated_by,
            deleted_at,
            owner,
            visibility,
            source,
        ) = record[:SYSTEM_COUNT]
        return Row(
            id=str(id_),
            version=int(version or 0),
            values=values,
            created_at=str(created_at),
            created_by=str(created_by),
            updated_at=str(updated_at),
            updated_by=str(updated_by),
            deleted_at=None if deleted_at is None else str(deleted_at),
            owner=str(owner),
            visibility=str(visibility),
            source=None if source is None else str(source),
        )

    def label_of(self, record: Record) -> str:
        """What people call the row of a record."""
        label = self.table.label
        stored = record[self.position[label.id]] if label else None
        return str(record[0]) if stored is None else RULES[label.type].show(stored) if label else ""


def masked_value(type_: ColumnType) -> Value:
    """What stands for a value that is kept from the one who asks."""
    return MASKED if type_ in TEXTUAL else None


class Catalog:
    """All tables of a workspace as they are in one transaction.

    Private ones, whose rows their owner alone sees, are apart: what works on all tables does not meet
    them, and who reads them says whose rows it wants.
    """

    def __init__(
        self,
        version: int,
        layouts: Sequence[Layout],
        private: Sequence[Layout] = (),
        keeping: Keeping = NOTHING_KEPT,
        views: Layout | None = None,
    ) -> None:
        self.keeping = keeping
        """What is kept from whom."""
        self._towards: dict[tuple[str, Role], Catalog] = {}
        self.schema = Schema(tables=tuple(layout.table for layout in layouts), version=version)
        self.layouts = tuple(layouts)
        """Every table but the private ones, by name."""
        self.private = tuple(private)
        """The private tables that the caller may know of."""
        self._by_name = {fold(layout.table.name): layout for layout in layouts}
        self._by_id = {layout.table.id: layout for layout in (*layouts, *private)}
        self.views = views or self._by_id.get(VIEWS_ID)
        """The table of saved views; who may know of some tables only sees the views of these."""

    @property
    def every(self) -> tuple[Layout, ...]:
        """All tables, private ones too: what checks or repairs the workspace as a whole looks at these."""
        return (*self.layouts, *self.private)

    def layout(self, name: str) -> Layout:
        """The table of that name; raises `not_found`."""
        return self._by_name.get(fold(name)) or self._by_id[self.schema.table(name).id]

    def by_id(self, table_id: str) -> Layout | None:
        """The table with that id, private ones too, or None when it was dropped."""
        return self._by_id.get(table_id)

    def schema_holds(self, name: str) -> bool:
        """Whether there is a table of that name."""
        return fold(name) in self._by_name

    def only(self, folded_names: set[str]) -> Catalog:
        """The catalog with just these tables."""
        kept = [layout for name, layout in self._by_name.items() if name in folded_names]
        return Catalog(self.schema.version, kept, self.private, self.keeping, self.views)

    def towards(self, principal: str, role: Role) -> Catalog:
        """The catalog as it is for one member: columns masked, rows hidden."""
        keeping = self.keeping.towards(principal, role)
        if not keeping.anything:
            return self
        key = (keeping.principal, role)
        if key not in self._towards:
            layouts = [layout.towards(keeping) for layout in self.layouts]
            self._towards[key] = Catalog(self.schema.version, layouts, self.private, keeping)
        return self._towards[key]

    @cached_property
    def public(self) -> Catalog:
        """The same without the private tables."""
        return Catalog(self.schema.version, self.layouts, keeping=self.keeping)

    def target(self, column: Column) -> Layout | None:
        """The table that a reference points into, or None when it was dropped."""
        return self._by_id.get(column.target) if column.target else None


def view_name(table_id: str) -> str:
    """The view of a table in which the database masks what the one who asks may not read."""
    return f"lattice_view_{table_id}"


def text_index_name(table_id: str) -> str:
    """The name of a table's search index."""
    return f"lattice_text_{table_id}"


def live_index_name(table_id: str) -> str:
    """The name of the index over a table's living rows."""
    return f"lattice_live_{table_id}"


def trash_index_name(table_id: str) -> str:
    """The name of the index over a table's rows in the trash."""
    return f"lattice_trash_{table_id}"


async def schema_version(tx: Transaction) -> int:
    """The number of the last schema change."""
    row = await tx.one(SCHEMA_VERSION)
    return int(str(row[0])) if row else 0


async def load_catalog(tx: Transaction) -> Catalog:
    """Read the catalog of this moment; raises `corrupt`."""
    try:
        async with tx.steward():
            return await _read_catalog(tx)
    except ValueError as error:
        raise damaged("catalog") from error


def damaged(what: str) -> LatticeError:
    """The failure to make sense of what is stored."""
    return LatticeError(
        "corrupt", f"The workspace's {what} is damaged.", "Run `lattice doctor`, or open a backup."
    )


async def _read_catalog(tx: Transaction) -> Catalog:
    version, hidden, tables, columns = await tx.script(
        [
            (SCHEMA_VERSION, ()),
            ("SELECT value FROM lattice_meta WHERE key = ?", (HIDDEN_OWNERS,)),
            (
                "SELECT id, name, definition, key, native, text_slots, visibility FROM lattice_tables"
                " WHERE dropped_at IS NULL ORDER BY folded",
                (),
            ),
            (
                "SELECT table_id, id, name, sql_name, type, target, definition, slot, dropped_at, audience"
                " FROM lattice_columns ORDER BY table_id, position",
                (),
            ),
        ]
    )
    living: dict[str, list[Column]] = {}
    slots: dict[str, dict[int, str]] = {}
    audiences: dict[str, dict[str, Audience]] = {}
    for table_id, id_, name, sql_name, type_, target, definition, slot, dropped_at, audience in columns:
        if audience != Audience.EVERYONE:
            audiences.setdefault(str(table_id), {})[str(id_)] = Audience(str(audience))
        if slot is not None:
            slots.setdefault(str(table_id), {})[int(slot)] = str(sql_name)
        if dropped_at is None:
            living.setdefault(str(table_id), []).append(
                Column(
                    id=str(id_),
                    name=str(name),
                    type=ColumnType(str(type_)),
                    target=None if target is None else str(target),
                    definition=str(definition),
                    audience=Audience(str(audience)),
                )
            )
    layouts = [
        Layout(
            Table(
                id=str(id_),
                name=str(name),
                columns=tuple(living.get(str(id_), ())),
                definition=str(definition),
                key=tuple(json.loads(str(key))),
                native=bool(native),
                default_visibility=Visibility(str(visibility)),
            ),
            slots.get(str(id_), {}),
            int(text_slots or 0),
            indexed=tx.indexes_text,
        )
        for id_, name, definition, key, native, text_slots, visibility in tables
    ]
    private = [layout for layout in layouts if layout.table.id in PRIVATE_TABLES]
    public = [layout for layout in layouts if layout.table.id not in PRIVATE_TABLES]
    owners = frozenset(map(str, json.loads(str(hidden[0][0])))) if hidden else frozenset()
    return Catalog(int(str(version[0][0])) if version else 0, public, private, Keeping(owners, audiences))


def stored_event_value(type_: ColumnType, stored: Stored) -> Value:
    """A stored value as events hold it: booleans as JSON has them, the rest as it is stored."""
    return bool(stored) if type_ is ColumnType.BOOLEAN and stored is not None else stored


def missing_row(layout: Layout, row_id: str) -> LatticeError:
    """The refusal for a row that is not there, or that the caller may not see."""
    return LatticeError(
        "not_found",
        f"Table {layout.table.name} has no row {row_id!r}.",
        "It may have been purged; `lattice rows` and `lattice trash` list what is there.",
    )
