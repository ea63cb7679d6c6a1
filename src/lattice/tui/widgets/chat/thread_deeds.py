"""What the chat does with whole conversations, with the model, and with what agents may do."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from lattice.actions.chat import DeleteThread, ForkThread, ReadThread, UpdateThread
from lattice.actions.files import CreateArtifact
from lattice.actions.policy import ReadInstructions, ReadPolicy, SetInstructions
from lattice.actions.usage import ReadUsage
from lattice.model.chat import Message, Thread
from lattice.model.errors import LatticeError
from lattice.places import write_whole
from lattice.tui.chat.footing import model_words, money, tokens
from lattice.tui.literal import one_line
from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.path_input import clean_path

if TYPE_CHECKING:
    from lattice.tui.widgets.chat.pane import ChatPane


def _thread(pane: ChatPane) -> Thread:
    thread = pane.session.thread
    if thread is None:
        raise LatticeError("not_found", "Nothing was said here yet.")
    return thread


async def threads(pane: ChatPane, _: object) -> None:
    """All conversations. Raises LatticeError."""
    from lattice.tui.screens.threads import ThreadsScreen

    chosen = await pane.app.push_screen_wait(ThreadsScreen(pane.session))
    if chosen is None:
        return
    if chosen:
        await pane.session.show(chosen)
    else:
        pane.session.begin_new()
    pane.composer.prompt.focus()


async def fork(pane: ChatPane, _: object) -> None:
    """Go on in a copy. Raises LatticeError."""
    forked = (await pane.session.client.run(ForkThread(id=_thread(pane).id))).value
    await pane.session.show(forked.id)
    pane.app.notify("This is a copy; the conversation it was made from stays.", markup=False)


async def rename(pane: ChatPane, title: object) -> None:
    """Give another title; asks for one when none is named. Raises LatticeError."""
    from lattice.tui.screens.dialogs import Prompt

    thread = _thread(pane)
    text = str(title).strip()
    if not text:
        asked = Prompt("Rename this conversation", "Its title", thread.title, verb="Rename")
        text = (await pane.app.push_screen_wait(asked) or "").strip()
    if text:
        await pane.session.client.run(UpdateThread(id=thread.id, title=text))
        await pane.session.refresh()


async def delete(pane: ChatPane, _: object) -> None:
    """Move it to the trash. Raises LatticeError."""
    thread = _thread(pane)
    if pane.session.running is not None:
        raise LatticeError("busy", "An answer runs here.", "Stop it first, or wait for its end.")
    await pane.session.client.run(DeleteThread(id=thread.id))
    pane.session.begin_new()
    name = one_line(thread.title, 60) or "The conversation"
    pane.app.notify(f"{name} is in the trash; u in the list of conversations brings it back.", markup=False)


async def export(pane: ChatPane, path: object) -> None:
    """Write it as Markdown: to a path, or as an artifact without one. Raises LatticeError."""
    from lattice.assistant.export import thread_markdown

    thread = _thread(pane)
    text = thread_markdown(thread, await _all_messages(pane, thread.id))
    title = thread.title or "Conversation"
    where = clean_path(str(path)) if path else ""
    if where:
        place = await asyncio.to_thread(_write, Path(where), title, text)
        pane.app.notify(f"Written to {place}.", markup=False)
        return
    made = await pane.session.client.run(CreateArtifact(title=title, text=text, source="a conversation"))
    pane.post_message(pane.OpenTab(TabKey(TabKind.FILE, row_id=made.value.id)))
    pane.app.notify("Written as an artifact; /export PATH writes a file.", markup=False)


def _write(place: Path, title: str, text: str) -> Path:
    """Write a text to a path, in a folder under its title. Raises LatticeError."""
    place = place.absolute()
    if place.is_dir():
        place /= "".join(c if c.isalnum() or c in " -_" else "-" for c in title).strip()[:80] + ".md"
    if place.exists():
        raise LatticeError("conflict", f"{place} is there already.", "Name another path.")
    write_whole(place, text.encode("utf-8"))
    return place


async def _all_messages(pane: ChatPane, thread: str) -> tuple[Message, ...]:
    messages: tuple[Message, ...] = ()
    before: int | None = None
    while True:
        page = (await pane.session.client.run(ReadThread(id=thread, before=before, limit=100))).value
        messages = (*page.messages, *messages)
        if not page.more or not page.messages:
            return messages
        before = page.messages[0].n


async def model(pane: ChatPane, name: object) -> None:
    """Choose the model that is asked from now on. Raises LatticeError."""
    wanted = str(name).strip()
    if not wanted:
        wanted = await _picked(pane)
    if wanted:
        await pane.session.choose_model(wanted)
        pane.app.notify(f"From now on {model_words(wanted)} is asked.", markup=False)


async def _picked(pane: ChatPane) -> str:
    """The model that is picked out of what the service offers and the policy allows. Raises LatticeError."""
    from lattice.assistant.models import list_models
    from lattice.tui.chat.allowed import allowed
    from lattice.tui.screens.dialogs import Choice, Choose

    assistant = await pane.session.turns.assistant()
    policy = (await pane.session.client.run(ReadPolicy())).value
    found = [m for m in await list_models(assistant.provider) if allowed(m.id, policy.models)]
    if not found:
        raise LatticeError("not_found", "The service lists no model that is allowed here.", "See /policy.")
    choices = [
        Choice(
            m.id,
            one_line(m.name, 40),
            f"${m.price.input:g} in · ${m.price.output:g} out{' (estimate)' if m.is_estimate else ''}"
            + (" · asked now" if m.id == pane.model else ""),
        )
        for m in found
    ]
    asked = Choose("Which model? ($ for a million tokens)", choices, pane.model)
    return await pane.app.push_screen_wait(asked) or ""


async def usage(pane: ChatPane, _: object) -> None:
    """What was used, and what it cost. Raises LatticeError."""
    from lattice.tui.screens.dialogs import Notice

    report = (await pane.session.client.run(ReadUsage())).value
    thread = pane.session.thread
    lines = [
        f"This conversation  {tokens(thread.usage.tokens):>8} tokens  {money(thread.usage.cost):>8}"
        if thread is not None
        else "",
        f"Within 24 hours    {tokens(report.day.tokens):>8} tokens  {money(report.day.cost):>8}",
        f"This workspace     {tokens(report.workspace.tokens):>8} tokens  {money(report.workspace.cost):>8}",
        "",
        *(
            f"{one_line(model_words(m.model), 18):<18} {tokens(m.usage.tokens):>8} tokens"
            f"  {money(m.usage.cost):>8}  {m.requests:,} requests"
            for m in report.models
        ),
    ]
    text = "\n".join(lines).strip("\n") + "\n\nWhat is owed is what the service says; /policy sets budgets."
    await pane.app.push_screen_wait(Notice("What the assistant used", text))


async def instructions(pane: ChatPane, _: object) -> None:
    """What every assistant should know here. Raises LatticeError."""
    from lattice.tui.screens.instructions import InstructionsScreen

    before = (await pane.session.client.run(ReadInstructions())).value.text
    after = await pane.app.push_screen_wait(InstructionsScreen(before))
    if after is not None and after != before:
        await pane.session.client.run(SetInstructions(text=after))
        pane.app.notify("Kept. It holds from the next turn on.", markup=False)


async def policy(pane: ChatPane, _: object) -> None:
    """What agents may do here. Raises LatticeError."""
    from lattice.tui.screens.policy import edit_policy

    await edit_policy(pane.app, pane.session.client)


async def connect(pane: ChatPane, _: object) -> None:
    """Connect a key. Raises LatticeError."""
    from lattice.tui.connecting import connect_key

    await connect_key(pane.app)
    pane.session.turns.forget_assistant()
    await pane.warm()


async def help_(pane: ChatPane, _: object) -> None:
    """What can be done here."""
    from lattice.tui.chat.commands import COMMANDS
    from lattice.tui.screens.dialogs import Notice

    lines = [f"/{c.name} {c.argument}".ljust(20) + c.words for c in COMMANDS]
    await pane.app.push_screen_wait(Notice("What / does in the chat", "\n".join(lines)))


DEEDS = {
    "threads": threads,
    "fork": fork,
    "rename": rename,
    "delete": delete,
    "export": export,
    "model": model,
    "usage": usage,
    "instructions": instructions,
    "policy": policy,
    "connect": connect,
    "help": help_,
}
#: Those that open something to type into.
OPENING = frozenset(
    {"threads", "rename", "model", "usage", "instructions", "policy", "connect", "help", "attach"}
)
