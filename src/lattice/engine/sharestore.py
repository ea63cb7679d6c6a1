"""Sharing in SQL: who sees and changes a row, read, written and logged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from lattice.databases.base import Record, Statement
from lattice.engine import rowstore
from lattice.engine.catalog import Layout
from lattice.engine.log import Draft
from lattice.engine.work import Reading, Writing
from lattice.model.errors import LatticeError, Stage
from lattice.model.sharing import Visibility
from lattice.model.values import Value

_ROWS = "(SELECT value FROM json_each(?))"


class Sharing(NamedTuple):
    """Who owns a row, and who may see and change it."""

    owner: str
    visibility: str
    read: tuple[str, ...] = ()
    """Members who may read it, without those who may change it too; in order of their ids."""
    write: tuple[str, ...] = ()

    def event(self, version: int) -> dict[str, Value]:
        """As events hold it."""
        return {
            "_version": version,
            "_owner": self.owner,
            "_visibility": self.visibility,
            "_read": list(self.read),
            "_write": list(self.write),
        }


def from_event(values: dict[str, Value], owner: str) -> Sharing:
    """The sharing that an event holds."""
    read, write = values.get("_read"), values.get("_write")
    return Sharing(
        str(values.get("_owner", owner)),
        str(values["_visibility"]),
        tuple(str(v) for v in read) if isinstance(read, list) else (),
        tuple(str(v) for v in write) if isinstance(write, list) else (),
    )


async def read(work: Reading, records: Sequence[Record]) -> dict[str, Sharing]:
    """How rows are shared; the caller sees to it that who asks may see them."""
    grants: dict[str, list[tuple[str, bool]]] = {}
    async with work.tx.steward():
        rows = await work.tx.all(
            f"SELECT row_id, member, may_write FROM lattice_grants WHERE row_id IN {_ROWS} ORDER BY member",
            (json.dumps([str(record[0]) for record in records]),),
        )
    for row_id, member, may_write in rows:
        grants.setdefault(str(row_id), []).append((str(member), bool(may_write)))
    return {
        str(record[0]): Sharing(
            str(record[rowstore.OWNER]),
            str(record[rowstore.VISIBILITY]),
            tuple(member for member, may_write in grants.get(str(record[0]), ()) if not may_write),
            tuple(member for member, may_write in grants.get(str(record[0]), ()) if may_write),
        )
        for record in records
    }


async def write(work: Writing, layout: Layout, changes: Sequence[tuple[Record, Sharing, Sharing]]) -> None:
    """Give rows, with how they are shared now, another sharing; what differs in nothing is left alone."""
    real = [(record, old, new) for record, old, new in changes if old != new]
    if not real:
        return
    ids = json.dumps([str(record[0]) for record, _, _ in real])
    statements: list[Statement] = [(f"DELETE FROM lattice_grants WHERE row_id IN {_ROWS}", (ids,))]
    for record, _, new in real:
        statements.append(
            (
                f"UPDATE {layout.sql} SET _owner = ?, _visibility = ?, _version = _version + 1,"
                " _updated_at = ?, _updated_by = ? WHERE _id = ?",
                (new.owner, new.visibility, work.now, work.actor, record[0]),
            )
        )
        statements += [
            (
                "INSERT INTO lattice_grants (row_id, table_id, member, may_write) VALUES (?, ?, ?, ?)",
                (record[0], layout.table.id, member, may_write),
            )
            for members, may_write in ((new.read, 0), (new.write, 1))
            for member in members
        ]
    # whose row it is may not be changed by whoever may change its values: the steward does it
    async with work.tx.steward():
        await work.tx.script(statements)
    for record, old, new in real:
        version = int(record[rowstore.VERSION] or 0)
        await work.log(
            Draft("row.share", layout.table.id, str(record[0]), old.event(version), new.event(version + 1))
        )
    await work.note_visibility(layout.table, "SELECT value FROM json_each(?)", ids)


def check_owner(work: Reading, layout: Layout, record: Record) -> None:
    """Raise `forbidden` unless a row, which the caller may see, is theirs."""
    owner = str(record[rowstore.OWNER])
    if owner != work.caller.principal:
        raise LatticeError(
            "forbidden",
            f"{layout.table.name}/{layout.label_of(record)} is shared by its owner alone, who is {owner}.",
            "Ask them.",
            stage=Stage.AUTHORIZATION,
        )


def said(visibility: str, others: int) -> str:
    """A sharing in words, for the summary of a change."""
    if visibility == Visibility.CUSTOM:
        return f"with {others} member{'' if others == 1 else 's'}"
    return "with everyone" if visibility == Visibility.EVERYONE else "with nobody"
