"""Who sees a row: the one predicate, as SQL, for databases that do not keep rows from callers themselves.

It is put only where something could be hidden from the caller: the workspace knows whose rows are not
for everyone, so that one in which nobody hides anything pays nothing for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lattice.databases.base import Param, Statement, Transaction
from lattice.databases.names import quote
from lattice.model.people import Role, at_least
from lattice.model.sharing import Audience, Visibility

#: The key of `lattice_meta` with the owners of rows that are not for everyone, as a JSON list.
HIDDEN_OWNERS = "hidden_owners"


class Keeping(NamedTuple):
    """What a workspace keeps from some of its members, and from the one who asks."""

    owners: frozenset[str] = frozenset()
    """Whose rows are not for everyone; empty where the database itself keeps rows from callers."""
    audiences: Mapping[str, Mapping[str, Audience]] = {}
    """Table to its columns that only some may read, by id, dropped ones too."""
    principal: str = ""
    """From whom rows are kept; empty when nothing is hidden from the one who asks."""
    withheld: Mapping[str, frozenset[str]] = {}
    """Table to the columns that the one who asks may not read."""

    def towards(self, principal: str, role: Role) -> Keeping:
        """What is kept from one member."""
        withheld = {
            table_id: columns
            for table_id, audiences in self.audiences.items()
            if (columns := frozenset(id_ for id_, of in audiences.items() if not may_read(role, of)))
        }
        hides = bool(self.owners - {principal})
        return self._replace(principal=principal if hides else "", withheld=withheld)

    @property
    def anything(self) -> bool:
        """Whether rows or columns are kept from the one who asks."""
        return bool(self.principal or self.withheld)


#: Of a workspace in which all see everything.
NOTHING_KEPT = Keeping()


def may_read(role: Role, audience: Audience) -> bool:
    """Whether a role is in the audience of a column."""
    return audience is Audience.EVERYONE or at_least(role, Role(audience.value))


def seen_rows(principal: str, alias: str, schema: str = "") -> str:
    """The condition on rows called `alias` that a member may see."""
    me = _literal(principal)
    return (
        f"({alias}._visibility = '{Visibility.EVERYONE}' OR {alias}._owner = {me}"
        f" OR ({alias}._visibility = '{Visibility.CUSTOM}' AND EXISTS (SELECT 1 FROM {schema}lattice_grants g"
        f" WHERE g.row_id = {alias}._id AND g.member = {me})))"
    )


def hidden_rows(principal: str) -> str:
    """The condition on rows `h` of `lattice_hidden` that a member may not see."""
    me = _literal(principal)
    return (
        f"(h.owner <> {me} AND NOT (h.visibility = '{Visibility.CUSTOM}' AND EXISTS (SELECT 1"
        f" FROM lattice_grants g WHERE g.row_id = h.row_id AND g.member = {me})))"
    )


def from_seen(principal: str, table_sql: str) -> str:
    """What stands in FROM for a table: the rows of it that a member may see."""
    return f"(SELECT _rowid_ AS _rowid_, * FROM {table_sql} v WHERE {seen_rows(principal, 'v')})"


def _literal(principal: str) -> str:
    return "'" + principal.replace("'", "''") + "'"


async def hidden_among(tx: Transaction, keeping: Keeping, row_ids: Iterable[str]) -> set[str]:
    """Which of these rows, purged ones too, the one who asks may not see."""
    if not keeping.principal:
        return set()
    rows = await tx.all(
        f"SELECT h.row_id FROM lattice_hidden h WHERE {hidden_rows(keeping.principal)}"
        " AND h.row_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(row_ids)),),
    )
    return {str(row[0]) for row in rows}


async def count_hidden(
    tx: Transaction, keeping: Keeping, tables: Mapping[str, str]
) -> dict[str, tuple[int, int]]:
    """By table (id to quoted SQL name): how many living and trashed rows the one who asks may not see."""
    if not keeping.principal:
        return {}
    hidden = hidden_rows(keeping.principal)
    counts = await tx.script(
        [
            (
                "SELECT count(*) - count(t._deleted_at), count(t._deleted_at) FROM lattice_hidden h"
                f" JOIN {sql} t ON t._id = h.row_id WHERE h.table_id = ? AND {hidden}",
                (table_id,),
            )
            for table_id, sql in tables.items()
        ]
    )
    return {
        table_id: (int(rows[0][0] or 0), int(rows[0][1] or 0))
        for table_id, rows in zip(tables, counts, strict=True)
    }


async def note_rows(
    tx: Transaction, table_id: str, table_name: str, which: str, params: Sequence[Param]
) -> set[str]:
    """Keep in mind which of these rows (SQL for their ids) are not for everyone; the owners of those."""
    statements: list[Statement] = [
        (f"DELETE FROM lattice_hidden WHERE row_id IN ({which})", params),
        (
            "INSERT INTO lattice_hidden (row_id, table_id, owner, visibility)"
            f" SELECT _id, ?, _owner, _visibility FROM {quote(table_name)}"
            f" WHERE _id IN ({which}) AND _visibility <> '{Visibility.EVERYONE}'",
            (table_id, *params),
        ),
        (f"SELECT DISTINCT owner FROM lattice_hidden WHERE row_id IN ({which})", params),
    ]
    return {str(row[0]) for row in (await tx.script(statements))[-1]}


async def note_owners(tx: Transaction, known: frozenset[str], owners: set[str]) -> bool:
    """Keep in mind whose rows are not for everyone; whether there is somebody new among them."""
    if owners <= known:
        return False
    await tx.run(
        "INSERT INTO lattice_meta (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (HIDDEN_OWNERS, json.dumps(sorted(known | owners))),
    )
    return True
