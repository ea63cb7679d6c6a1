"""Tools for rows that stand for the same thing."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from lattice.actions import FindDuplicates, MergeRows
from lattice.assistant.tools.base import ToolOutcome, Using, tool
from lattice.assistant.tools.provenance import STRANGERS, plain
from lattice.assistant.tools.schema import Input, TableName, Where, bare_id
from lattice.assistant.tools.tabled import FRAME, shortened, sourced_text
from lattice.model.references import ref

#: Rows of a group that are named.
_NAMED = 20


class DuplicatesInput(Input, frozen=True):
    """Groups of rows that are the same in some columns, without regard to case and spaces, or alike; oldest
    first in each group. Nothing is changed: merge_rows merges one group."""

    table: TableName
    on: Annotated[tuple[str, ...], Meta(description="Columns that are compared; all when empty.")] = ()
    fuzzy: Annotated[
        float, Meta(description="How alike is enough, such as 0.9; 0 for exactly the same.", ge=0, le=1)
    ] = 0
    where: Where = ""
    limit: Annotated[int, Meta(description="Groups.", ge=1, le=200)] = 30


@tool(DuplicatesInput, "row.duplicates")
async def find_duplicates(using: Using, ask: DuplicatesInput) -> ToolOutcome:
    """One line a group."""
    found = await using.read(
        FindDuplicates(table=ask.table, on=ask.on, fuzzy=ask.fuzzy or None, where=ask.where, limit=ask.limit)
    )
    if not found.groups:
        return ToolOutcome(f"No duplicates among {found.compared:,} rows.", f"no duplicates in {ask.table}")
    items = [
        {
            "rows": [
                {"_ref": ref(ask.table, row.id), "is": shortened(row.label, 120), "alike": row.similarity}
                for row in group.rows[:_NAMED]
            ],
            **({"size": group.size} if group.size > _NAMED else {}),
        }
        for group in found.groups
    ]
    text, count = sourced_text([(item, STRANGERS) for item in items], using.max_chars - FRAME)
    shown = found.groups[:count]
    refs = tuple(ref(ask.table, row.id) for group in shown for row in group.rows[:_NAMED])
    using.known.add(refs)
    said = f"{found.total:,} group{'' if found.total == 1 else 's'} of duplicates"
    note = f" The first {count} are shown." if count < found.total else ""
    head = f"{said}, {found.extra:,} rows more than needed, among {found.compared:,}.{note}"
    return ToolOutcome(f"{head}\n{text}", f"{said} in {ask.table}", refs=refs)


class MergeInput(Input, frozen=True):
    """Make one row of several: the oldest stays (or the one named), what it lacks is filled in from the
    others, their links and the references to them move to it, and they go to the trash."""

    table: TableName
    ids: Annotated[tuple[str, ...], Meta(description="Ids of all of them.", min_length=2)]
    survivor: Annotated[str, Meta(description="Id of the one that stays; the oldest when empty.")] = ""


@tool(MergeInput, "row.merge")
async def merge_rows(using: Using, ask: MergeInput) -> ToolOutcome:
    """One group."""
    ids = tuple(dict.fromkeys(bare_id(one) for one in ask.ids))
    done = await using.write(MergeRows(table=ask.table, ids=ids, survivor=bare_id(ask.survivor) or None))
    merged, own = done.value, ref(ask.table, done.value.row.id)
    using.known.add((own,))
    filled = f" {len(merged.filled)} columns were filled in." if merged.filled else ""
    said = (
        f"{len(merged.merged)} of {len(ids)} rows merged into {plain(own)}.{filled} {merged.links} links and"
        f" {merged.references} references moved. Change {done.change_id}; undo takes it back."
    )
    change_ids = (done.change_id,) if done.change_id else ()
    return ToolOutcome(said, f"{len(ids)} rows of {ask.table} merged into one", change_ids, (own,))
