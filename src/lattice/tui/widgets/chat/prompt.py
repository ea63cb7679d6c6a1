"""Where one writes: several lines that grow, enter sends, up brings back what was said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.message import Message

from lattice.tui.chat.commands import command_of
from lattice.tui.dropping import dropped, is_address
from lattice.tui.keys import bind
from lattice.tui.widgets.editors.inputs import AreaInput

#: A paste that is longer, or has more lines, becomes an attachment.
PASTE_CHARS = 2_000
PASTE_LINES = 40


class Prompt(AreaInput):
    """The text that is being written."""

    BINDINGS = [
        bind("composer.send", "send", priority=True),
        bind("composer.newline", "newline"),
        bind("composer.older", "older"),
        bind("composer.newer", "newer"),
        bind("composer.complete", "complete", show=False),
        bind("composer.stop", "stop"),
        bind("composer.back", "back"),
        bind("composer.unattach", "unattach"),
    ]
    HELP = (
        "Ask or tell. enter sends, ^j makes a new line, @ names tables, rows and files, / does things with "
        "the conversation; esc or shift+tab goes into it, i comes back. Long pastes and files that are "
        "dropped here go beside the words."
    )
    jump_letter = "t"

    class Send(Message):
        """What was written is said."""

    @dataclass
    class Moved(Message):
        """Up in the first line, or down in the last one."""

        by: int

    class Complete(Message):
        """The offer under the cursor is wanted."""

    class Stop(Message):
        """The answer that runs is to be stopped."""

    class Back(Message):
        """Escape."""

    class Unattach(Message):
        """The last file beside the words is to be taken off."""

    @dataclass
    class Pasted(Message):
        """Too much to write: it becomes a file beside the words."""

        text: str

    @dataclass
    class Dropped(Message):
        """Files that were dropped on the terminal."""

        places: tuple[str, ...]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(
            id=id,
            soft_wrap=True,
            compact=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
            placeholder="ask or tell…",
        )
        self.offering: Callable[[], bool] = lambda: False
        """Whether something is offered, which the arrows then choose among."""
        self.stoppable: Callable[[], bool] = lambda: False

    @property
    def pristine(self) -> bool:
        """Whether nothing is typed."""
        return not self.text.strip()

    def put(self, text: str) -> None:
        """Write this, with the cursor at its end."""
        self.text = text
        self.move_cursor(self.document.end)

    @property
    def before_cursor(self) -> tuple[str, int, bool]:
        """The line of the cursor, where in it, and whether it is the first."""
        row, column = self.cursor_location
        return self.document.get_line(row), column, row == 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Stop is offered while there is something to stop and nothing is selected."""
        if action == "stop":
            return self.stoppable() and self.selection.is_empty
        if action == "complete":
            return self.offering()
        return True

    def action_send(self) -> None:
        """Say it; while names are offered take the one under the cursor."""
        whole = command_of(self.text) is not None
        self.post_message(self.Complete() if self.offering() and not whole else self.Send())

    def action_newline(self) -> None:
        """A new line."""
        start, end = self.selection
        self._replace_via_keyboard("\n", start, end)

    def action_older(self) -> None:
        """Up: in the first line what was said before."""
        if self.offering() or self.wrapped_document.location_to_offset(self.cursor_location).y == 0:
            self.post_message(self.Moved(-1))
        else:
            self.action_cursor_up()

    def action_newer(self) -> None:
        """Down: in the last line what was said after that."""
        at = self.wrapped_document.location_to_offset(self.cursor_location).y
        if self.offering() or at >= self.wrapped_document.height - 1:
            self.post_message(self.Moved(1))
        else:
            self.action_cursor_down()

    def action_complete(self) -> None:
        """Take what is offered."""
        self.post_message(self.Complete())

    def action_stop(self) -> None:
        """Stop the answer."""
        self.post_message(self.Stop())

    def action_back(self) -> None:
        """Back, in small steps."""
        self.post_message(self.Back())

    def action_unattach(self) -> None:
        """Delete to the left; at the very beginning the last file."""
        if self.cursor_location == (0, 0) and self.selection.is_empty:
            self.post_message(self.Unattach())
        else:
            self.action_delete_left()

    async def _on_paste(self, event: events.Paste) -> None:
        places = dropped(event.text)
        files = tuple(place for place in places if not is_address(place))
        if files and files == places:
            event.prevent_default()
            event.stop()
            self.post_message(self.Dropped(files))
        elif len(event.text) > PASTE_CHARS or event.text.count("\n") >= PASTE_LINES:
            event.prevent_default()
            event.stop()
            self.post_message(self.Pasted(event.text.replace("\r\n", "\n").replace("\r", "\n")))
        else:
            await super()._on_paste(event)
