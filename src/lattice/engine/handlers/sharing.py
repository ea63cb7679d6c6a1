"""Sharing: who sees and changes a row, who sees new rows of a table, who reads a column."""

from __future__ import annotations

import json
from collections.abc import Sequence

from lattice.actions import MaskColumn, ReadSharing, ShareRow, ShareTable
from lattice.databases.base import Record
from lattice.engine import columnstore, rowstore, sharestore, tablestore
from lattice.engine.handlers.rows import in_trash
from lattice.engine.registry import reads, writes
from lattice.engine.sharestore import Sharing
from lattice.engine.work import Reading, Writing
from lattice.model.errors import LatticeError, Stage
from lattice.model.people import Role, at_least, parse_actor
from lattice.model.schema import Table, refuse_masked
from lattice.model.sharing import Audience, Share, Visibility

#: Members that one row is shared with.
MOST_MEMBERS = 1000


@reads(ReadSharing)
async def read_sharing(work: Reading, action: ReadSharing) -> Share:
    """Who may see and change a row, for who may see it."""
    layout = work.layout(action.table)
    return await _share(work, await rowstore.fetch_one(work, layout, action.id))


async def _share(work: Reading, record: Record) -> Share:
    found = (await sharestore.read(work, [record]))[str(record[0])]
    return Share(
        owner=found.owner,
        visibility=Visibility(found.visibility),
        read=found.read,
        write=found.write,
        may_share=found.owner == work.caller.principal and at_least(work.caller.role, Role.EDITOR),
    )


@writes(ShareRow)
async def share_row(work: Writing, action: ShareRow) -> Share:
    """Change who may see and change a row."""
    layout = work.shelf(action.table)
    record = await rowstore.fetch_one(work, layout, action.id)
    if rowstore.is_trashed(record):
        raise in_trash(layout, action.id)
    sharestore.check_owner(work, layout, record)
    old = (await sharestore.read(work, [record]))[str(record[0])]
    wanted = await _wanted(work, action, old)
    await sharestore.write(work, layout, [(record, old, wanted)])
    if wanted != old:
        others = len(wanted.read) + len(wanted.write)
        how = sharestore.said(wanted.visibility, others)
        work.summary = f"shared {layout.table.name}/{layout.label_of(record)} {how}"
    return await _share(work, await rowstore.fetch_one(work, layout, action.id))


async def _wanted(work: Writing, action: ShareRow, old: Sharing) -> Sharing:
    """What was asked for, its members known; raises `invalid_action`, `not_found`."""
    visibility = Visibility(action.visibility)  # scripts may write the plain word
    if visibility is not Visibility.CUSTOM and (action.read or action.write):
        raise LatticeError(
            "invalid_action",
            f"row.share: members are named with {Visibility.CUSTOM.value} only, not with {visibility.value}.",
            stage=Stage.CONSTRAINTS,
        )
    write = set(action.write) - {old.owner}
    read = set(action.read) - write - {old.owner}
    if len(write) + len(read) > MOST_MEMBERS:
        raise LatticeError(
            "too_large",
            f"A row is shared with at most {MOST_MEMBERS:,} members.",
            "Share it with everyone.",
            stage=Stage.CONSTRAINTS,
        )
    await _check_members(work, sorted(read | write))
    if visibility is Visibility.CUSTOM and not read | write:
        visibility = Visibility.PRIVATE
    return Sharing(old.owner, visibility.value, tuple(sorted(read)), tuple(sorted(write)))


async def _check_members(work: Writing, members: Sequence[str]) -> None:
    """Raise unless all are people of this workspace; on a workspace of one machine names are only names."""
    for member in members:
        if not parse_actor(member).startswith("human:"):
            raise LatticeError(
                "invalid_value",
                f"Rows are shared with people; {member} is none.",
                "An agent sees what its person sees.",
                stage=Stage.CONSTRAINTS,
            )
    if not members or not work.database.keeps_rows:
        return
    async with work.tx.steward():
        known = await work.tx.all(
            "SELECT id FROM lattice.members WHERE removed_at IS NULL"
            " AND workspace = (SELECT value FROM lattice_meta WHERE key = 'workspace_id')"
            " AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(members)),),
        )
    missing = set(members) - {str(row[0]) for row in known}
    if missing:
        raise LatticeError(
            "not_found", f"{min(missing)} is no member of this workspace.", "`lattice members` lists them."
        )


@writes(ShareTable)
async def share_table(work: Writing, action: ShareTable) -> Table:
    """Choose who sees rows that are added from now on."""
    layout = work.shelf(action.table)
    default = Visibility(action.default)
    if default is Visibility.CUSTOM:
        raise LatticeError(
            "invalid_action",
            "table.share: new rows are private or for everyone.",
            "Members are named row by row.",
            stage=Stage.CONSTRAINTS,
        )
    if default is not layout.table.default_visibility:
        how = "their owner alone" if default is Visibility.PRIVATE else "everyone"
        work.summary = f"new rows of {layout.table.name} are for {how}"
        await tablestore.share(work, layout, default)
    return work.layout(action.table).table


@writes(MaskColumn)
async def mask_column(work: Writing, action: MaskColumn) -> Table:
    """Choose whose role lets them read a column."""
    layout = work.own_layout(action.table)
    column = layout.table.column(action.column)
    # who may not read a column has no say in who may
    refuse_masked(layout.table, column)
    audience = Audience(action.audience)
    if audience is not column.audience:
        names = {Audience.OWNER: "the owner", Audience.ADMIN: "the owner and admins"}
        who = names.get(audience, "everyone")
        work.summary = f"column {layout.table.name}.{column.name} is read by {who}"
        await columnstore.mask(work, layout, column, audience)
    return work.layout(action.table).table
