"""What the chat does when something is said, pressed or commanded; the table of all of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from lattice.actions.chat import ForkThread, RewindThread
from lattice.model.chat import AttachmentBlock, Message, Role, TextBlock
from lattice.model.errors import LatticeError
from lattice.model.policy import Decision
from lattice.tui.changing import take_back
from lattice.tui.chat import Said
from lattice.tui.chat.commands import BY_NAME
from lattice.tui.chat.names import read_names
from lattice.tui.chat.taken_back import taken_back
from lattice.tui.widgets.chat import thread_deeds
from lattice.tui.widgets.chat.approval import ApprovalBox
from lattice.tui.widgets.chat.attaching import attach, paste
from lattice.tui.widgets.chat.history import wishes
from lattice.tui.words import handle, undone_words

if TYPE_CHECKING:
    from lattice.tui.widgets.chat.pane import ChatPane

Deed = Callable[["ChatPane", object], Awaitable[None]]


async def say(pane: ChatPane, said: object) -> None:
    """Say something; in place of a message that is said otherwise. Raises LatticeError."""
    if not isinstance(said, Said):
        return
    thread, n = pane.session.thread, pane.editing
    try:
        if n is not None and thread is not None:
            await pane.session.turns.assistant()
            await pane.session.client.run(RewindThread(id=thread.id, n=n))
            await pane.session.show(thread.id)
        await pane.session.say(said)
    except LatticeError as error:
        pane.following.on_said_refused(said, error)
        return
    if pane.trouble is not None:
        pane.without(None)
    pane.history.action_last()


async def say_again(pane: ChatPane, message: Message, model: str = "") -> None:
    """Have a message of the person answered anew, by another model if one is named. Raises LatticeError."""
    thread = pane.session.thread
    if thread is None or pane.session.running is not None:
        raise LatticeError("busy", "An answer runs here.", "Stop it first, or wait for its end.")
    if model:
        await pane.session.choose_model(model)
    await pane.session.turns.assistant()
    await pane.session.client.run(RewindThread(id=thread.id, n=message.n))
    await pane.session.show(thread.id)
    await pane.session.say(said_of(message))


def said_of(message: Message) -> Said:
    """What a message of the person said."""
    text = "\n\n".join(block.text for block in message.blocks if isinstance(block, TextBlock))
    return Said(text, tuple(b for b in message.blocks if isinstance(b, AttachmentBlock)))


def last_said(pane: ChatPane) -> Message:
    """The newest message of the person. Raises LatticeError."""
    page = pane.session.page
    for message in reversed(page.messages if page is not None else ()):
        if message.role is Role.PERSON:
            return message
    raise LatticeError("not_found", "Nothing was said here yet.")


async def retry(pane: ChatPane, model: object) -> None:
    """Answer the last question again. Raises LatticeError."""
    await say_again(pane, last_said(pane), str(model))


async def edit(pane: ChatPane, _: object) -> None:
    """Say the last message otherwise. Raises LatticeError."""
    message = last_said(pane)
    pane.begin_edit(message.n, said_of(message))


async def go_on(pane: ChatPane, _: object) -> None:
    """Go on with what was interrupted. Raises LatticeError."""
    await pane.session.go_on()


async def stop(pane: ChatPane, _: object) -> None:
    """Stop the answer. Raises LatticeError."""
    if not pane.session.stop():
        raise LatticeError("not_found", "Nothing runs here.")


async def new(pane: ChatPane, _: object) -> None:
    """Begin a conversation."""
    pane.session.begin_new()
    pane.composer.prompt.focus()


async def earlier(pane: ChatPane, _: object) -> None:
    """Show the messages before. Raises LatticeError."""
    page = await pane.session.earlier()
    if page is not None:
        pane.history.prepend(page.messages, more=page.more)
        await learn(pane, page.messages)


async def learn(pane: ChatPane, messages: object) -> None:
    """Know of messages what their rows are called and what was taken back since. Raises LatticeError."""
    if not isinstance(messages, tuple):
        return
    talk = pane.history.talk
    names = await read_names(pane.bench, messages, talk.facts.names.keys())
    undone = await taken_back(pane.session.client, messages)
    if names or undone:
        talk.name(names)
        pane.history.mark_undone(tuple(undone))


async def undo(pane: ChatPane, _: object) -> None:
    """Take back all that the last turn changed. Raises LatticeError."""
    await undo_turn(pane, last_said(pane).turn)


async def undo_turn(pane: ChatPane, turn: str) -> None:
    """Take back all that a turn changed. Raises LatticeError."""
    try:
        change = await take_back(pane, pane.bench, turn)
    except LatticeError as error:
        if error.code == "not_found":
            raise LatticeError("not_found", "This turn changed nothing.") from None
        raise
    if change is not None:
        calls = [c for m in pane.history.talk.messages if m.turn == turn for c in _changes(m)]
        pane.history.mark_undone(calls)
        pane.app.notify(f"Taken back: {undone_words(change.summary)}.", markup=False)


def _changes(message: Message) -> tuple[str, ...]:
    return tuple(id_ for block in message.blocks for id_ in getattr(block, "change_ids", ()))


async def wish(pane: ChatPane, event: object) -> None:
    """Do what was asked for in the history. Raises LatticeError."""
    match event:
        case wishes.UndoCall(change_ids=change_ids):
            for change_id in reversed(change_ids):
                change = await take_back(pane, pane.bench, change_id)
                if change is None:
                    return
                pane.history.mark_undone((change_id,))
                pane.app.notify(f"Taken back: {undone_words(change.summary)}.", markup=False)
        case wishes.UndoTurn(turn=turn):
            await undo_turn(pane, turn)
        case wishes.Retry(message=message) if message is not None:
            await say_again(pane, message)
        case wishes.Edit(message=message):
            pane.begin_edit(message.n, said_of(message))
        case wishes.Fork(message=message):
            forked = (await pane.session.client.run(ForkThread(id=message.thread, n=message.n))).value
            await pane.session.show(forked.id)
            pane.app.notify("This is a copy; the conversation it was made from stays.", markup=False)
        case _:
            pass


async def decide(pane: ChatPane, event: object) -> None:
    """Answer what an agent asks for. Raises LatticeError."""
    if isinstance(event, ApprovalBox.Answered):
        await pane.session.answer(event.question.id, event.decision)
        if not event.question.mine and event.decision in (Decision.NO, Decision.NEVER):
            name = handle(event.question.actor)
            pane.app.notify(f"Refused. {name} learns of it if it is still there.", markup=False)


async def later(pane: ChatPane, _: object) -> None:
    """Leave a question waiting; what another agent asks is put out of sight."""
    question = pane.approval.question
    if question is not None and not question.mine:
        pane.put_off.add(question.id)
        pane.following.on_chat_changed()
        pane.app.notify("Put aside. It waits on; ^g brings it back, n there refuses it.", markup=False)
    pane.composer.prompt.focus()


async def clear(pane: ChatPane, _: object) -> None:
    """Nothing is written."""
    pane.cancel_edit()
    pane.composer.put("", ())


async def lay_out(pane: ChatPane, what: str) -> None:
    """Take more or less of the screen."""
    pane.post_message(pane.LayOut(what))


def _laying_out(what: str) -> Deed:
    async def deed(pane: ChatPane, _: object) -> None:
        await lay_out(pane, what)

    return deed


#: By the names of the commands, and of what is no command.
DEEDS: dict[str, Deed] = {
    "say": say,
    "retry": retry,
    "edit": edit,
    "continue": go_on,
    "stop": stop,
    "new": new,
    "earlier": earlier,
    "undo": undo,
    "wish": wish,
    "learn": learn,
    "decide": decide,
    "later": later,
    "clear": clear,
    "attach": attach,
    "paste": paste,
    **thread_deeds.DEEDS,
    **{what: _laying_out(what) for what in ("narrow", "wide", "full", "hide", "size")},
}
#: Those that open something to type into: keys wait for it.
OPENING = frozenset({*thread_deeds.OPENING, "undo"})
if missing := BY_NAME.keys() - DEEDS.keys():
    raise LookupError(f"commands without a deed: {sorted(missing)}")
