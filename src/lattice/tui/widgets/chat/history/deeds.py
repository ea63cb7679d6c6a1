"""What can be done with an item of a history: each tells the pane, which does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.model.chat import Role
from lattice.tui.widgets.chat.history import faces, wishes
from lattice.tui.widgets.chat.history.items import Call, Earlier, Footer, Person, item_text
from lattice.tui.widgets.chat.history.links import EARLIER, FOLD, UNDO, UNDO_TURN, ref_of

if TYPE_CHECKING:
    from lattice.tui.widgets.chat.history.history import ChatHistory

#: Characters that are copied at most.
COPIED = 100_000


def copy(history: ChatHistory) -> None:
    """Send what is selected to the terminal's clipboard, else the item under the cursor."""
    text = history.screen.get_selected_text() or (item_text(history.item) if history.item else "")
    if not text:
        history.app.notify("There is no text to copy.", severity="warning")
        return
    history.app.copy_to_clipboard(text[:COPIED])
    more = f"the first {COPIED:,} characters" if len(text) > COPIED else f"{len(text):,} characters"
    history.app.notify(f"Sent {more} to the terminal's clipboard.")


def undo(history: ChatHistory) -> None:
    """Take back what the call under the cursor changed, or its turn."""
    match history.item:
        case Call(result=result, words=words, undone=False) if result is not None and result.change_ids:
            history.post_message(wishes.UndoCall(result.change_ids, words))
        case Footer(turn=turn, changes=changes, undone=False) if changes:
            history.post_message(wishes.UndoTurn(turn, changes))
        case _:
            history.app.notify("There is nothing to take back here: u works on lines with ↶.")


def retry(history: ChatHistory) -> None:
    """Have the turn under the cursor answered anew."""
    message = history.item.message if history.item is not None else None
    if message is None:
        return
    turn = message.turn
    said = next((m for m in history.talk.messages if m.turn == turn and m.role is Role.PERSON), None)
    history.post_message(wishes.Retry(turn, said))


def edit(history: ChatHistory) -> None:
    """Say otherwise what the person said: under the cursor, or before it."""
    items = history.talk.items
    keys = [item.key for item in items]
    at = keys.index(history.here) if history.here in keys else -1
    said = next((item for item in reversed(items[: at + 1]) if isinstance(item, Person)), None)
    if said is not None:
        history.post_message(wishes.Edit(said.message))


def fork(history: ChatHistory) -> None:
    """Begin another conversation with what stands up to here."""
    if history.item is not None and history.item.message is not None:
        history.post_message(wishes.Fork(history.item.message))


def follow(history: ChatHistory, part: int, number: int) -> None:
    """Do what a link says; `part` is the index of its part."""
    target = history.column.parts[part].links[number].target
    history.here = history.talk.items[history.column.parts[part].item].key
    if target == FOLD:
        history.action_fold()
    elif target in (UNDO, UNDO_TURN):
        undo(history)
    elif target == EARLIER:
        want_more(history)
    elif ref := ref_of(target):
        history.post_message(wishes.OpenRef(ref.table, ref.id))
    else:
        history.post_message(wishes.OpenAddress(target))


def fold(history: ChatHistory) -> None:
    """Unfold the item under the cursor, or fold it; ask for what is earlier where that is offered."""
    item = history.item
    if isinstance(item, Earlier):
        want_more(history)
    elif item is not None and faces.folds(item):
        history.fold(item.key)


def want_more(history: ChatHistory) -> None:
    """Ask for the messages before the first one, once."""
    talk = history.talk
    if talk.more and talk.messages and history.asked_before != talk.messages[0].n:
        history.asked_before = talk.messages[0].n
        history.post_message(wishes.MoreWanted(history.asked_before))
