"""What the log says since the last pass: which rows, tables and ties have to do with it."""

from __future__ import annotations

import msgspec

from lattice.actions import ListEvents
from lattice.client import Client
from lattice.context.register import Tie
from lattice.model.events import Event

#: Events up to which each is looked at, however few rows there are; many more cost more than all rows do.
MANY = 20_000

_ROW_OPS = frozenset({"row.insert", "row.update", "row.delete", "row.restore", "row.purge", "link.purge"})
_TABLE_OPS = frozenset(
    {"table.create", "column.add", "column.rename", "column.drop", "column.restore", "column.retype"}
)
_INDEX_OPS = frozenset({"table.define", "column.define"})
_NOTHING = frozenset({"workspace.rename", "policy.set", "instructions.set"})


class Changes(msgspec.Struct):
    """What was touched since the last pass."""

    everything: bool = False
    """Whether all pages may be concerned."""
    tables: set[str] = msgspec.field(default_factory=set)
    """Ids of tables of which every page is concerned."""
    indexes: set[str] = msgspec.field(default_factory=set)
    """Ids of tables of which the index is concerned."""
    rows: dict[str, set[str]] = msgspec.field(default_factory=dict)
    """Ids of rows by the id of their table."""
    tied: dict[str, Tie] = msgspec.field(default_factory=dict)
    """Links that were made, by key."""
    untied: set[str] = msgspec.field(default_factory=set)
    """Keys of links that are no more."""
    purged: set[str] = msgspec.field(default_factory=set)
    """Ids of rows that are gone for good."""

    def touch(self, table_id: str | None, row_id: str | None) -> None:
        """A row that is concerned."""
        if table_id and row_id:
            self.rows.setdefault(table_id, set()).add(row_id)

    def take(self, event: Event) -> None:
        """Add what one event says; events come newest first."""
        if event.op in ("link.add", "link.remove"):
            self._link(event)
        elif event.row_id is not None:
            self.touch(event.table_id, event.row_id)
            if event.op == "row.purge":
                self.purged.add(event.row_id)
        elif event.op in _TABLE_OPS and event.table_id:
            self.tables.add(event.table_id)
        elif event.op in _INDEX_OPS and event.table_id:
            self.indexes.add(event.table_id)
        elif event.op not in _NOTHING:
            self.everything = True

    def _link(self, event: Event) -> None:
        said = (event.after if event.op == "link.add" else event.before) or {}
        if not {"id", "to_table", "to_row"} <= said.keys():
            return  # of a row that was purged; its own event says the rest
        key = f"link:{said['id']}"
        self.touch(event.table_id, event.row_id)
        self.touch(str(said["to_table"]), str(said["to_row"]))
        if key in self.tied or key in self.untied:
            return  # what was done to it later is how it is
        if event.op == "link.add":
            name, to_row = str(said.get("name", "")), str(said["to_row"])
            self.tied[key] = Tie(key, name, True, event.row_id or "", to_row)
        else:
            self.untied.add(key)


async def changes_since(client: Client, seq: int, upto: int, rows: int) -> Changes:
    """What was touched after `seq` up to `upto`, in a workspace of so many rows."""
    if upto < seq or upto - seq > max(MANY, rows):
        return Changes(everything=True)
    changes = Changes()
    before: int | None = upto + 1
    while before is not None and before > seq + 1:
        page = (await client.run(ListEvents(before_seq=before, limit=min(1000, before - seq - 1)))).value
        for event in page.events:
            if event.seq > seq:
                changes.take(event)
        before = page.next
    return changes
