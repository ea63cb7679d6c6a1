"""What happens when a member leaves: their ways in are closed, their rows get another owner."""

from __future__ import annotations

import msgspec

from lattice.databases.base import Record
from lattice.engine import sharestore, tablestore
from lattice.engine.catalog import Layout, load_catalog
from lattice.engine.identity import tokens
from lattice.engine.sharestore import Sharing
from lattice.engine.work import Writing
from lattice.model.chat import PRIVATE_TABLES
from lattice.model.members import Member
from lattice.model.sharing import Visibility

#: Rows that are handed over at a time.
BATCH = 500


async def close_doors(work: Writing, workspace: str, member: Member) -> None:
    """End what opens the workspace to a member and their agents, and the invitations they made."""
    kept = await tokens.of_workspace(work.tx, workspace, member.id)
    await tokens.close_workspace(work.tx, kept, workspace, work.now)
    await work.tx.run(
        "UPDATE lattice.members SET removed_at = ? WHERE workspace = ? AND (id = ? OR on_behalf_of = ?)"
        " AND removed_at IS NULL",
        (work.now, workspace, member.id, member.id),
    )
    await withdraw_invites(work, workspace, member.id)


async def withdraw_invites(work: Writing, workspace: str, member: str) -> None:
    """Make worthless what waits of invitations by a member, and those for them."""
    await work.tx.run(
        "UPDATE lattice.invites SET withdrawn_at = ? WHERE workspace = ? AND (created_by = ? OR member = ?)"
        " AND used_at IS NULL AND withdrawn_at IS NULL",
        (work.now, workspace, member, member),
    )


async def hand_over(work: Writing, member: str, heir: str) -> None:
    """Make another member the owner of all rows of one, private ones and those in dropped tables too.

    Conversations stay with whom they were: nobody else reads them, and who comes again finds them.
    """
    # of all tables, whatever the caller may know of
    catalog = await load_catalog(work.tx)
    layouts = [layout for layout in catalog.layouts if layout.table.id not in PRIVATE_TABLES]
    for layout in [*layouts, *await _dropped(work)]:
        plain = Layout(msgspec.structs.replace(layout.table, columns=()), {}, 0)
        await _hand_over(work, plain, "_owner = ?", member, heir, member)
        granted = "_id IN (SELECT row_id FROM lattice_grants WHERE member = ? AND table_id = ?)"
        await _hand_over(work, plain, granted, member, heir, member, layout.table.id)


async def _dropped(work: Writing) -> list[Layout]:
    rows = await work.tx.all("SELECT id FROM lattice_tables WHERE dropped_at IS NOT NULL")
    return [tablestore.aside(str(id_), work.catalog) for (id_,) in rows]


async def _hand_over(work: Writing, layout: Layout, where: str, member: str, heir: str, *params: str) -> None:
    """Give rows that match their new sharing: the heir for the member as owner, no grant to the member."""
    after = ""
    while True:
        records = await work.tx.all(
            f"SELECT {', '.join(layout.fields)} FROM {layout.sql} WHERE {where} AND _id > ?"
            " ORDER BY _id LIMIT ?",
            (*params, after, BATCH),
        )
        if not records:
            return
        after = str(records[-1][0])
        now = await sharestore.read(work, records)
        changes: list[tuple[Record, Sharing, Sharing]] = [
            (record, now[str(record[0])], _without(now[str(record[0])], member, heir)) for record in records
        ]
        await sharestore.write(work, layout, changes)


def _without(sharing: Sharing, member: str, heir: str) -> Sharing:
    owner = heir if sharing.owner == member else sharing.owner
    gone = {member, owner}
    read = tuple(m for m in sharing.read if m not in gone)
    write = tuple(m for m in sharing.write if m not in gone)
    visibility = sharing.visibility
    if visibility == Visibility.CUSTOM and not read and not write:
        visibility = Visibility.PRIVATE.value
    return Sharing(owner, visibility, read, write)
