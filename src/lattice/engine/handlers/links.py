"""Links between rows, and the references that point at a row."""

from __future__ import annotations

from collections.abc import Collection

from lattice.actions import AddLink, AddLinks, ListAllLinks, ListLinks, RemoveLink
from lattice.engine import linkstore, rowstore
from lattice.engine.handlers.rows import BATCH, NAMED_IDS, all_there, counted, in_trash
from lattice.engine.history import row_labels
from lattice.engine.registry import reads, writes
from lattice.engine.tied import tied_to
from lattice.engine.work import Reading, Writing
from lattice.model.errors import LatticeError, Stage
from lattice.model.ids import new_id, new_ids
from lattice.model.rows import BulkResult, Link, Links, Tie, TiePage

#: Bytes of a link's name.
NAME_BYTES = 200


@writes(AddLink)
async def add_link(work: Writing, action: AddLink) -> Link:
    """Tie two rows together."""
    layout, to_layout = work.layout(action.table), work.layout(action.to_table)
    row_id, to_id = action.id.upper(), action.to_id.upper()
    _check_tie([row_id], to_id, action.name)
    titles: list[str] = []
    for place, id_ in ((layout, row_id), (to_layout, to_id)):
        record = await rowstore.fetch_one(work, place, id_)
        if rowstore.is_trashed(record):
            raise in_trash(place, id_)
        titles.append(place.label_of(record))
    own, label = titles
    there = await linkstore.find(work, row_id, to_id, action.name)
    if there is not None:
        return Link(there.id, action.name, to_layout.table.name, to_id, label, outgoing=True)
    tie = linkstore.Tie(new_id(), action.name, layout.table.id, row_id, to_layout.table.id, to_id)
    await linkstore.add(work, tie)
    work.summary = f"linked {layout.table.name}/{own} to {to_layout.table.name}/{label}"
    return Link(tie.id, action.name, to_layout.table.name, to_id, label, outgoing=True)


@writes(AddLinks)
async def add_links(work: Writing, action: AddLinks) -> BulkResult:
    """Tie many rows to one."""
    layout, to_layout = work.layout(action.table), work.layout(action.to_table)
    ids, to_id = list(dict.fromkeys(id_.upper() for id_ in action.ids)), action.to_id.upper()
    _check_tie(ids, to_id, action.name)
    end = await rowstore.fetch_one(work, to_layout, to_id)
    if rowstore.is_trashed(end):
        raise in_trash(to_layout, to_id)
    work.pulse.beat(of=len(ids))
    tied: list[str] = []
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        for record in await all_there(work, layout, batch):
            if rowstore.is_trashed(record):
                raise in_trash(layout, str(record[0]))
        there = await linkstore.tied(work, batch, to_id, action.name)
        ties = [
            linkstore.Tie(id_, action.name, layout.table.id, row_id, to_layout.table.id, to_id)
            for row_id, id_ in zip(batch, new_ids(len(batch)), strict=True)
            if row_id not in there
        ]
        await linkstore.add_many(work, ties)
        tied += [tie.from_row for tie in ties]
        work.pulse.beat(len(batch))
    label = to_layout.label_of(end)
    work.summary = f"linked {counted(len(tied))} of {layout.table.name} to {to_layout.table.name}/{label}"
    return BulkResult(len(tied), tuple(tied[:NAMED_IDS]))


def _check_tie(ids: Collection[str], to_id: str, name: str) -> None:
    if to_id in ids:
        raise LatticeError("invalid_action", "A row cannot be tied to itself.", stage=Stage.CONSTRAINTS)
    if len(name.encode()) > NAME_BYTES or not name.isprintable():
        raise LatticeError(
            "invalid_name", f"The name of a link has at most {NAME_BYTES} bytes that can be seen."
        )


@writes(RemoveLink)
async def remove_link(work: Writing, action: RemoveLink) -> Link:
    """Untie two rows, from whichever end it is asked."""
    layout, to_layout = work.layout(action.table), work.layout(action.to_table)
    row_id, to_id = action.id.upper(), action.to_id.upper()
    outgoing = await linkstore.find(work, row_id, to_id, action.name)
    tie = outgoing or await linkstore.find(work, to_id, row_id, action.name)
    if tie is None or await work.hidden_among((row_id, to_id)):
        named = f" named {action.name!r}" if action.name else ""
        raise LatticeError(
            "not_found",
            f"There is no link{named} between {layout.table.name}/{row_id}"
            f" and {to_layout.table.name}/{to_id}.",
            f"`lattice links {layout.table.name} {row_id}` lists those that are there.",
        )
    await linkstore.remove(work, tie)
    own = (await row_labels(work, layout, {row_id})).get(row_id, row_id)
    label = (await row_labels(work, to_layout, {to_id})).get(to_id, to_id)
    work.summary = f"unlinked {layout.table.name}/{own} from {to_layout.table.name}/{label}"
    return Link(tie.id, tie.name, to_layout.table.name, to_id, label, outgoing=outgoing is not None)


@reads(ListLinks)
async def list_links(work: Reading, action: ListLinks) -> Links:
    """Ties in both directions, then the rows that refer to this one; those in the trash are left out."""
    layout = work.layout(action.table)
    row_id = str((await rowstore.fetch_one(work, layout, action.id))[0])
    return await tied_to(work, layout, row_id, action.limit, action.after)


@reads(ListAllLinks)
async def list_all_links(work: Reading, action: ListAllLinks) -> TiePage:
    """A stretch of all links; those of tables that the caller may not know of are left out."""
    ties = await linkstore.after(work, action.after or "", action.limit)
    shown = []
    hidden = await work.hidden_among(end for tie in ties for end in (tie.from_row, tie.to_row))
    for tie in ties:
        if tie.from_row in hidden or tie.to_row in hidden:
            continue
        here, there = work.catalog.by_id(tie.from_table), work.catalog.by_id(tie.to_table)
        if here and there:
            shown.append(Tie(tie.id, tie.name, here.table.name, tie.from_row, there.table.name, tie.to_row))
    return TiePage(tuple(shown), ties[-1].id if len(ties) == action.limit else None)
