"""Choosing who sees what: rows, tables and columns, each asked in a dialog and done as an action."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from lattice.actions import ListMembers, MaskColumn, ReadSharing, ShareRow, ShareTable
from lattice.model.errors import LatticeError
from lattice.model.members import Member
from lattice.model.people import ActorKind
from lattice.model.schema import Column, Table
from lattice.model.sharing import Audience, Visibility
from lattice.tui.bench import Bench
from lattice.tui.carrying_out import carry_out_all
from lattice.tui.screens.asking import choose
from lattice.tui.sharing_words import AUDIENCE_CHOICES
from lattice.tui.widgets.pane import Pane
from lattice.tui.words import table_words


async def people_of(bench: Bench) -> tuple[tuple[Member, ...], str]:
    """The people who are members, and why there are none, in words. Raises LatticeError."""
    try:
        listed = (await bench.run(ListMembers())).value.members
    except LatticeError as error:
        if error.code != "local_workspace":
            raise
        return (), f"{error.message} {error.hint}".strip()
    kind = f"{ActorKind.HUMAN.value}:"
    return tuple(m for m in listed if m.id.startswith(kind) and m.removed_at is None), ""


async def share_rows(widget: Widget, bench: Bench, table: Table, ids: Sequence[str], title: str) -> None:
    """Ask who may see and change these rows, and have it so. Raises LatticeError."""
    from lattice.tui.screens.share import ShareScreen

    if not ids:
        return
    share = (await bench.run(ReadSharing(table=table.name, id=ids[0]))).value
    others, why = await people_of(bench)
    me = (bench.me.on_behalf_of or bench.me.actor) if bench.me else ""
    wanted = await widget.app.push_screen_wait(ShareScreen(title, share, others, me=me, why_alone=why))
    if wanted is None:
        return
    actions = [
        ShareRow(
            table=table.name,
            id=row_id,
            visibility=wanted.visibility,
            read=wanted.read,
            write=wanted.write,
        )
        for row_id in ids
    ]
    outcome = await carry_out_all(widget.app, bench.client, f"Sharing {title}", actions)
    if wanted.visibility is Visibility.CUSTOM:
        count = len(wanted.read) + len(wanted.write)
        said = f"for its owner and {count} more" if count else "for its owner alone"
    else:
        said = "for its owner alone" if wanted.visibility is Visibility.PRIVATE else "for everyone"
    widget.post_message(Pane.Done(f"{title}: {said}.", outcome))


async def share_table(widget: Widget, bench: Bench, table: Table) -> None:
    """Ask who sees rows that are added to a table from now on. Raises LatticeError."""
    options = [
        (Visibility.EVERYONE.value, "Everyone", "all members see rows that are added"),
        (Visibility.PRIVATE.value, "Private", "each row is its owner's until they share it"),
    ]
    title = f"New rows of {table_words(table.name)} are for"
    picked = await choose(widget.app, title, options, chosen=table.default_visibility.value)
    if picked is None or picked == table.default_visibility.value:
        return
    outcome = await bench.run(ShareTable(table=table.name, default=Visibility(picked)))
    said = "private until their owner shares them" if picked == Visibility.PRIVATE else "for everyone"
    words = f"New rows of {table_words(table.name)} are {said}; those that are there stay as they are."
    widget.post_message(Pane.Done(words, outcome))


async def mask_column(widget: Widget, bench: Bench, table: Table, column: Column) -> None:
    """Ask whose role reads a column. Raises LatticeError."""
    options = [(audience.value, label, note) for audience, label, note in AUDIENCE_CHOICES]
    title = f"Who reads {table_words(table.name)}.{column.name}"
    picked = await choose(widget.app, title, options, chosen=column.audience.value)
    if picked is None or picked == column.audience.value:
        return
    outcome = await bench.run(MaskColumn(table=table.name, column=column.name, audience=Audience(picked)))
    label = next(label for audience, label, _ in AUDIENCE_CHOICES if audience == picked)
    widget.post_message(Pane.Done(f"{table.name}.{column.name} is for: {label}.", outcome))
