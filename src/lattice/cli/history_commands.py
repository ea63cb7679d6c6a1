"""`log`, `undo`, `redo`, `diff`: what happened, and taking it back."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from lattice.actions.log import CheckRevert, GetChange, ListEvents, ReadHead, Redo, RevertTo, Undo
from lattice.cli.arguments import Limit
from lattice.cli.completion import tables
from lattice.cli.event_text import diff_text, event_line, plan_text
from lattice.cli.globals import Globals, flags_of
from lattice.cli.long_writes import run_long
from lattice.cli.output import answer, encode_json, flush, write
from lattice.cli.row_ids import checked_id
from lattice.cli.running import on_workspace
from lattice.client import Client
from lattice.model.chat import PRIVATE_TABLES
from lattice.model.events import Change, Event
from lattice.model.visible import visible

app = typer.Typer()

#: Events that one `log.list` answers at most.
_PAGE_EVENTS = 1_000

ChangeId = Annotated[
    str | None,
    typer.Argument(metavar="[CHANGE]", help="Id of a change or of a group.", show_default=False),
]
Force = Annotated[bool, typer.Option("--force", help="Also where rows were changed since.")]


@app.command("log")
def log(
    ctx: typer.Context,
    table: Annotated[
        str | None,
        typer.Option(metavar="T", help="Only of this table.", autocompletion=tables, show_default=False),
    ] = None,
    row: Annotated[
        str | None, typer.Option(metavar="ID", help="Only of this row.", show_default=False)
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--actor", metavar="A", help="Only by this actor, as human:ada.", show_default=False),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="Only since, as 2024-12-31.", show_default=False)
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="TIME", help="Only until, the day included.", show_default=False)
    ] = None,
    limit: Limit = 100,
    follow: Annotated[
        bool, typer.Option("--follow", "-f", help="Wait for more; then oldest first, until ^C.")
    ] = False,
) -> None:
    """Show what happened, newest first."""
    flags = flags_of(ctx)
    action = ListEvents(
        table=table,
        row_id=checked_id(row) if row else None,
        actor=by,
        since=since,
        until=until,
        limit=min(limit, _PAGE_EVENTS),
    )
    if follow:
        _follow(flags, action)
        return
    events = on_workspace(flags, lambda client: _events(client, action, limit))
    answer(
        flags,
        lambda: events,
        lambda: "".join(event_line(event) + "\n" for event in events) or "Nothing happened yet.",
    )


async def _events(client: Client, action: ListEvents, limit: int) -> list[Event]:
    found: list[Event] = []
    before: int | None = None
    while len(found) < limit:
        size = min(_PAGE_EVENTS, limit - len(found))
        page = (await client.run(msgspec.structs.replace(action, before_seq=before, limit=size))).value
        found += page.events
        before = page.next
        if before is None:
            break
    return found


def _follow(flags: Globals, action: ListEvents) -> None:
    """The newest events oldest first, then each as it comes, until ^C."""

    async def work(client: Client) -> None:
        head = (await client.run(ReadHead())).value.seq
        events = (await client.run(action)).value.events
        for event in reversed(events):
            if event.seq <= head:
                _emit(flags, event)
        table_id = await _table_id(client, action)
        async for event in client.watch(head):
            if _wanted(event, action, table_id):
                _emit(flags, event)

    try:
        on_workspace(flags, work)
    except KeyboardInterrupt:
        # the way to end it; what was written is whole
        raise typer.Exit(130) from None


async def _table_id(client: Client, action: ListEvents) -> str | None:
    from lattice.cli.row_commands import schema_of

    return (await schema_of(client)).table(action.table).id if action.table else None


def _wanted(event: Event, action: ListEvents, table_id: str | None) -> bool:
    if event.table_id in PRIVATE_TABLES:
        # conversations are read with `lattice threads`, as in `lattice log` without --follow
        return False
    if table_id is not None and event.table_id != table_id:
        return False
    if action.row_id is not None and event.row_id != action.row_id:
        return False
    return action.actor is None or event.actor == action.actor


def _emit(flags: Globals, event: Event) -> None:
    write((encode_json(event) if flags.as_json else event_line(event)) + "\n")
    flush()


@app.command("undo")
def undo(
    ctx: typer.Context,
    change: ChangeId = None,
    force: Force = False,
    after: Annotated[
        str | None,
        typer.Option(
            metavar="CHANGE", help="Everything after this change, all or nothing.", show_default=False
        ),
    ] = None,
    table: Annotated[
        str | None,
        typer.Option(
            metavar="T", help="With --after: of this table.", autocompletion=tables, show_default=False
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="A", help="With --after: by this actor.", show_default=False),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --after: only say what would be taken back.")
    ] = False,
) -> None:
    """Take back a change; without one, the newest of yours."""
    flags = flags_of(ctx)
    if after is not None:
        _back_to(
            flags, RevertTo(change_id=checked_id(after), table=table, actor=by, force=force), dry_run, change
        )
        return
    if table is not None or by is not None or dry_run:
        raise typer.BadParameter("--table, --by and --dry-run go with --after CHANGE.")
    action = Undo(change_id=change, force=force)
    done = on_workspace(flags, lambda client: run_long(client, action, "undoing", flags.op_id)).value
    answer(flags, lambda: done, lambda: _change_text("Undone", done))


def _back_to(flags: Globals, action: RevertTo, dry_run: bool, change: str | None) -> None:
    """Go back to a point of the log, or tell what that would take back."""
    if change is not None:
        raise typer.BadParameter("Name one change, or say --after CHANGE.")
    if dry_run:
        asked = CheckRevert(change_id=action.change_id, table=action.table, actor=action.actor)
        plan = on_workspace(flags, lambda client: client.run(asked)).value
        answer(flags, lambda: plan, lambda: plan_text(plan))
        return
    done = on_workspace(flags, lambda client: run_long(client, action, "taking back", flags.op_id)).value
    answer(flags, lambda: done, lambda: f"{visible(done.summary)}\n{done.id}\n")


@app.command("redo")
def redo(ctx: typer.Context, change: ChangeId = None, force: Force = False) -> None:
    """Do again what was undone."""
    flags = flags_of(ctx)
    action = Redo(change_id=change, force=force)
    done = on_workspace(flags, lambda client: run_long(client, action, "doing it again", flags.op_id)).value
    answer(flags, lambda: done, lambda: _change_text("Done again", done))


def _change_text(what: str, change: Change) -> str:
    # the summary begins with what was done, which `what` says already
    said = change.summary.removeprefix("undid: ").removeprefix("did again: ")
    return f"{what}: {visible(said)}\n{change.id}\n"


@app.command("diff")
def diff(
    ctx: typer.Context,
    change: Annotated[str, typer.Argument(metavar="CHANGE", show_default=False)],
) -> None:
    """Show what a change did, before and after."""
    flags = flags_of(ctx)
    found = on_workspace(flags, lambda client: client.run(GetChange(change_id=change.strip().upper()))).value
    answer(flags, lambda: found, lambda: diff_text(found))
