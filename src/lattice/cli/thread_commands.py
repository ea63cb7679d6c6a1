"""`threads` and `thread show`, `rename`, `fork`, `delete`: conversations with the assistant."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from lattice.actions.chat import (
    DeleteThread,
    ForkThread,
    ListThreads,
    ReadThread,
    SettleTurn,
    ThreadPage,
    UpdateThread,
)
from lattice.cli.arguments import Limit
from lattice.cli.globals import flags_of
from lattice.cli.output import answer, count, note, write
from lattice.cli.running import on_workspace
from lattice.cli.thread_ids import LAST, thread_id
from lattice.cli.thread_text import thread_text, threads_text, title_of
from lattice.client import Client
from lattice.model.chat import Thread
from lattice.model.errors import LatticeError, Stage
from lattice.model.visible import visible

app = typer.Typer()
thread_app = typer.Typer(help="Show, rename, fork or delete a conversation.")
app.add_typer(thread_app, name="thread")

#: Threads and messages that one action answers.
_PAGE = 200

ThreadText = Annotated[
    str,
    typer.Argument(metavar="ID", help=f"The id of a conversation, or {LAST}.", show_default=False),
]


@app.command("threads")
def threads(ctx: typer.Context, limit: Limit = 50) -> None:
    """List your conversations with the assistant, the last active first."""
    flags = flags_of(ctx)
    found, more = on_workspace(flags, lambda client: _threads(client, limit))
    answer(
        flags,
        lambda: found,
        lambda: (
            threads_text(found) if found else 'There is no conversation yet. `lattice ask "…"` begins one.'
        ),
    )
    if more and not flags.as_json:
        note("There are more: --limit says how many are shown.")


async def _threads(client: Client, limit: int) -> tuple[list[Thread], bool]:
    found: list[Thread] = []
    more, before = True, None
    while more and len(found) < limit:
        action = ListThreads(limit=min(_PAGE, limit - len(found)), before=before)
        page = (await client.run(action)).value
        found += page.threads
        more, before = page.more and bool(page.threads), found[-1].last_at if found else None
    return found, more


@thread_app.command("show")
def show(
    ctx: typer.Context,
    thread: ThreadText,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="As a Markdown document, with what was called and answered.")
    ] = False,
) -> None:
    """Show a conversation from its beginning."""
    flags = flags_of(ctx)
    if markdown and flags.as_json:
        raise LatticeError(
            "usage", "--markdown and --json are two forms.", "Choose one.", stage=Stage.CONSTRAINTS
        )
    page = on_workspace(flags, lambda client: _whole(client, thread))
    if markdown:
        from lattice.assistant.export import thread_markdown

        text = thread_markdown(page.thread, page.messages)
        write(visible(text, lines=True) if sys.stdout.isatty() else text)
        return
    answer(flags, lambda: page, lambda: thread_text(page.thread, page.messages))


async def _whole(client: Client, text: str) -> ThreadPage:
    """A conversation with all its messages; a turn that was cut off is written down as such first."""
    id_ = await thread_id(client, text)
    page = (await client.run(ReadThread(id=id_, limit=_PAGE))).value
    if page.thread.running:
        await client.run(SettleTurn(thread=id_))
        page = (await client.run(ReadThread(id=id_, limit=_PAGE))).value
    thread, messages, more = page.thread, list(page.messages), page.more
    while more and messages:
        earlier = (await client.run(ReadThread(id=id_, before=messages[0].n, limit=_PAGE))).value
        messages[:0] = earlier.messages
        more = earlier.more
    return ThreadPage(thread, tuple(messages))


@thread_app.command("rename")
def rename(
    ctx: typer.Context,
    thread: ThreadText,
    title: Annotated[str, typer.Argument(metavar="TITLE", show_default=False)],
) -> None:
    """Give a conversation another title."""
    flags = flags_of(ctx)

    async def work(client: Client) -> Thread:
        action = UpdateThread(id=await thread_id(client, thread), title=title)
        return (await client.run(action, op_id=flags.op_id)).value

    if not title.strip():
        raise LatticeError("usage", "The title is empty.", "Say what it shall be.", stage=Stage.CONSTRAINTS)
    now = on_workspace(flags, work)
    answer(flags, lambda: now, lambda: f"{title_of(now)}\n{now.id}")


@thread_app.command("fork")
def fork(
    ctx: typer.Context,
    thread: ThreadText,
    at: Annotated[
        int | None,
        typer.Option(
            "--at", min=1, metavar="N", help="Up to and with this message; else all.", show_default=False
        ),
    ] = None,
) -> None:
    """Begin a conversation with the messages of another one."""
    flags = flags_of(ctx)

    async def work(client: Client) -> Thread:
        action = ForkThread(id=await thread_id(client, thread), n=at)
        return (await client.run(action, op_id=flags.op_id)).value

    now = on_workspace(flags, work)
    answer(
        flags,
        lambda: now,
        lambda: f"{title_of(now)}: {count(now.messages, 'message')}\n{now.id}",
    )


@thread_app.command("delete")
def delete(ctx: typer.Context, thread: ThreadText) -> None:
    """Move a conversation to the trash; `lattice undo` brings it back."""
    flags = flags_of(ctx)

    async def work(client: Client) -> Thread:
        action = DeleteThread(id=await thread_id(client, thread))
        return (await client.run(action, op_id=flags.op_id)).value

    gone = on_workspace(flags, work)
    answer(flags, lambda: gone, lambda: f"{title_of(gone)} is in the trash. `lattice undo` brings it back.")
