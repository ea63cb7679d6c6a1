"""`dedup`: rows that stand for the same thing become one."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from lattice.actions.duplicates import DuplicateGroup, FindDuplicates, MergeRows
from lattice.cli.arguments import TableName, Where
from lattice.cli.globals import Globals, flags_of
from lattice.cli.output import answer, count, note
from lattice.cli.running import on_workspace
from lattice.cli.tables_text import table_text
from lattice.client import Client
from lattice.model.ids import new_id
from lattice.model.visible import visible

app = typer.Typer()

#: Groups that are looked at in one go.
_GROUPS = 1000


class Deduplicated(msgspec.Struct):
    """What `dedup` did, or would do."""

    table: str
    dry_run: bool
    groups: int
    """Groups of duplicates there were."""
    merged: int = 0
    """Groups that are one row now."""
    removed: int = 0
    """Rows that went to the trash; in a dry run those that would."""
    change_group: str | None = None
    """Undo of it takes all merges back."""
    duplicates: tuple[DuplicateGroup, ...] = ()
    """Of a dry run: the first 1,000 groups."""


@app.command("dedup")
def dedup(
    ctx: typer.Context,
    table: TableName,
    on: Annotated[
        str,
        typer.Option(
            metavar="COLS", help="Columns that are compared: `a,b`; all without it.", show_default=False
        ),
    ] = "",
    fuzzy: Annotated[
        float | None,
        typer.Option(metavar="X", help="Also what is alike to this degree, 0 to 1: 0.9.", show_default=False),
    ] = None,
    where: Where = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show them, change nothing.")] = False,
) -> None:
    """Make one row of those that are the same: the oldest stays, links move to it.

    Case, spaces and forms of Unicode make no difference. What the oldest lacks is filled in from the others,
    which go to the trash; one `undo` takes all of it back.
    """
    flags = flags_of(ctx)
    columns = tuple(name.strip() for name in on.split(",") if name.strip())
    find = FindDuplicates(table=table, on=columns, fuzzy=fuzzy, where=where, limit=_GROUPS)
    if dry_run:
        found = on_workspace(flags, lambda client: client.run(find)).value
        done = Deduplicated(table, True, found.total, 0, found.extra, None, found.groups)
        answer(flags, lambda: done, lambda: _would(done))
        return
    done = Deduplicated(table, False, 0)
    try:
        on_workspace(flags, lambda client: _merge_all(client, find, flags, done))
    except BaseException:
        if done.merged:
            note(f"{count(done.merged, 'group')} had been merged by then; `lattice undo` takes them back.")
        raise
    answer(flags, lambda: done, lambda: _did(done))


async def _merge_all(client: Client, find: FindDuplicates, flags: Globals, done: Deduplicated) -> None:
    """Merge group by group, until none is left; a group of very many rows takes several rounds."""
    group_id = new_id()
    round_ = 0
    while True:
        found = (await client.run(find)).value
        done.groups = done.groups or found.total
        for group in found.groups:
            ids = tuple(row.id for row in group.rows)
            # of its own for each group: asked again, what was merged is left alone and the rest goes on
            op_id = f"{flags.op_id}.{round_}.{ids[0]}" if flags.op_id else None
            merge = MergeRows(table=find.table, ids=ids)
            outcome = await client.run(merge, op_id=op_id, group_id=group_id)
            done.change_group = group_id
            done.merged += len(ids) == group.size
            done.removed += len(outcome.value.merged)
        round_ += 1
        if len(found.groups) == found.total and all(len(g.rows) == g.size for g in found.groups):
            return


def _would(done: Deduplicated) -> str:
    if not done.groups:
        return f"No duplicates in {visible(done.table)}."
    rows = [
        (
            visible(group.rows[0].label),
            f"{group.size:,}",
            f"{min(r.similarity for r in group.rows):.2f}",
            other,
        )
        for group in done.duplicates
        for other in [", ".join(visible(row.label) for row in group.rows[1:4])]
    ]
    left = done.groups - len(done.duplicates)
    more = f"{left:,} more groups are not shown.\n" if left else ""
    table = table_text(("oldest", "rows", "alike", "others"), rows, right=frozenset({1, 2}))
    said = f"{count(done.groups, 'group')} would become one row each; {count(done.removed, 'row')} would go."
    return f"{table}{more}{said}"


def _did(done: Deduplicated) -> str:
    if not done.groups:
        return f"No duplicates in {visible(done.table)}."
    said = f"{count(done.merged, 'group')} merged, {count(done.removed, 'row')} in the trash."
    return f"{said} `lattice undo` takes it back."
