"""The text of a query: coloured as one types, with completions chosen by the keys that otherwise move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import SuspendNotSupported
from textual.message import Message
from textual.widgets.text_area import Selection

from lattice.model.errors import LatticeError
from lattice.tui.keys import bind
from lattice.tui.outside import edit_outside
from lattice.tui.widgets.editors.inputs import FreeArea
from lattice.tui.widgets.editors.spelling import spell, unspell
from lattice.tui.widgets.sql import colours
from lattice.tui.widgets.sql.colours import COLOURED, Carried, Tone
from lattice.tui.widgets.sql.scan import commented
from lattice.tui.work import tell


def spelled(text: str) -> str:
    """A query as the editor may hold it; `unspell` gives it back. Tabs, which SQL is full of, stay."""
    return "\t".join(spell(part, lines=True) for part in text.split("\t"))


class SqlArea(FreeArea):
    """The editor of one query."""

    BINDINGS = [
        bind("sql.take", "accept", priority=True, show=False),
        bind("sql.complete", "take", show=False),
        bind("sql.next", "choose(1)"),
        bind("sql.previous", "choose(-1)"),
        bind("sql.offer", "offer"),
        bind("sql.all", "select_all"),
        bind("sql.comment", "comment"),
        bind("sql.external", "external"),
    ]
    COMPONENT_CLASSES = {f"sql--{tone}" for tone in Tone}
    HELP = (
        "One SELECT over the tables of this workspace; nothing is changed by it. ^r runs it, or what is "
        "selected of it, or the statement at the cursor; tab takes a completion, esc goes to the result."
    )
    jump_letter = "q"

    class Asked(Message):
        """Completions are wanted, whatever stands there."""

    class Taken(Message):
        """The completion under the cursor is wanted."""

    @dataclass
    class Chosen(Message):
        """Another completion is wanted."""

        by: int

    def __init__(self) -> None:
        super().__init__(
            compact=True,
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=True,
            highlight_cursor_line=False,
            placeholder="SELECT … FROM …",
        )
        self.indent_width = 4
        self.names: frozenset[str] = frozenset()
        """Folded names of the tables and columns that there are."""
        self.offering: Callable[[], bool] = lambda: False
        """Whether completions are in sight."""
        self.picked: Callable[[], bool] = lambda: False
        """Whether one of them was gone to."""
        self._styles: dict[Tone, Style] = {}
        self._carried: dict[int, Carried] | None = None

    @property
    def at(self) -> int:
        """Where the cursor is, in characters from the beginning."""
        row, column = self.cursor_location
        return sum(len(self.document.get_line(line)) + 1 for line in range(row)) + column

    def location(self, at: int) -> tuple[int, int]:
        """The line and column of a place in the text."""
        before = self.text[:at]
        return before.count("\n"), at - (before.rfind("\n") + 1)

    def put(self, text: str) -> None:
        """Have another text stand there, which can be taken back like anything typed."""
        self.replace(text, (0, 0), self.document.end)
        self.move_cursor(self.document.end)

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        text = spelled(event.text.replace("\r\n", "\n").replace("\r", "\n"))
        start, end = self.selection
        if result := self._replace_via_keyboard(text, start, end):
            self.move_cursor(result.end_location)

    # --- colours ---

    def know(self, names: frozenset[str]) -> None:
        """Which names there are."""
        if names != self.names:
            self.names = names
            self._line_cache.clear()
            self.refresh()

    def notify_style_update(self) -> None:
        """Draw in the new colours."""
        self._styles = {}
        super().notify_style_update()

    def _build_highlight_map(self) -> None:
        self._carried = None
        super()._build_highlight_map()

    def get_line(self, line_index: int) -> Text:
        """One line in its colours."""
        line = super().get_line(line_index)
        if self._carried is None:
            text = self.text
            self._carried = colours.carried(text) if len(text) <= COLOURED else {-1: Carried("", 0)}
        if -1 not in self._carried:
            for start, end, tone in colours.spans(line.plain, self._carried.get(line_index), self.names):
                line.stylize(self._style(tone), start, end)
        return line

    def _style(self, tone: Tone) -> Style:
        if (style := self._styles.get(tone)) is None:
            style = self.get_component_rich_style(f"sql--{tone}", partial=True)
            self._styles[tone] = style
        return style

    # --- keys ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter takes a completion only when one was gone to; tab as soon as there are some."""
        if action == "take":
            return self.offering()
        if action == "accept":
            return self.offering() and self.picked()
        return super().check_action(action, parameters)

    def action_take(self) -> None:
        """Take the completion."""
        self.post_message(self.Taken())

    def action_accept(self) -> None:
        """Take the completion that was gone to."""
        self.post_message(self.Taken())

    def action_choose(self, by: int) -> None:
        """Another completion; without any the next line."""
        if self.offering():
            self.post_message(self.Chosen(by))
        elif by > 0:
            self.action_cursor_down()
        else:
            self.action_cursor_up()

    def action_comment(self) -> None:
        """Turn the lines of the selection, or that of the cursor, into comments; comments into lines."""
        (first, _), (last, end) = sorted(self.selection)
        if last > first and end == 0:
            last -= 1  # a line that is not selected at all
        lines = [self.document.get_line(line) for line in range(first, last + 1)]
        whole = Selection((first, 0), (last, len(lines[-1])))
        self.replace("\n".join(commented(lines)), *whole)
        if last > first:
            self.selection = Selection((first, 0), (last, len(self.document.get_line(last))))

    def action_external(self) -> None:
        """Let the person's own editor have the text."""
        try:
            edited = edit_outside(self.app, unspell(self.text), ".sql")
        except LatticeError as error:
            tell(self, error)
        except SuspendNotSupported:
            self.app.notify("This terminal cannot be lent to another program.", markup=False)
        else:
            self.put(spelled(edited))

    def action_offer(self) -> None:
        """Show what may stand here."""
        self.post_message(self.Asked())
