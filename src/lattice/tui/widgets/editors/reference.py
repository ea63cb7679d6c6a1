"""The field of a reference: a row of another table, found by some words of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from lattice.model.errors import LatticeError
from lattice.model.values import ColumnType, Misfit, Value
from lattice.tui.literal import literal, one_line
from lattice.tui.widgets.editors.field import Field
from lattice.tui.widgets.editors.inputs import LineInput
from lattice.tui.widgets.marked import MarkedList

#: Finds rows by some words: ids and what people call them.
Search = Callable[[str], Awaitable[Sequence[tuple[str, str]]]]


class ReferenceField(Field):
    """A row of another table, found by some words of it."""

    def __init__(
        self,
        type_: ColumnType,
        value: Value,
        search: Search | None,
        *,
        label: str = "",
        draft: str | None = None,
    ) -> None:
        super().__init__(type_, value, draft=draft)
        self._search = search
        self._label = label or (str(value) if value else "")
        self._words = ""
        self._moved = False
        self._found: list[tuple[str, str]] = []
        self._asked = 0

    @property
    def dirty(self) -> bool:
        """Whether another row was taken, or words were typed to find one."""
        return bool(self._words) or super().dirty

    @property
    def value(self) -> Value:
        """The id of the row; raises Misfit while words stand there that no row was taken for."""
        if self._words:
            raise Misfit("Take a row with ↵, or delete the words.")
        return super().value

    @property
    def problem(self) -> str:
        """Words that are being typed are no mistake yet."""
        return "" if self._words else super().problem

    def compose(self) -> ComposeResult:
        """The words to look for, and what they find."""
        yield LineInput(placeholder=self._says(), compact=True)
        found = MarkedList(compact=True, markup=False)
        # not when it is mounted: a session may end while the field is still coming up
        found.can_focus = False
        yield found

    def on_mount(self) -> None:
        """Offer some rows before anything is typed."""
        self.add_class("-picker")
        self._look("")

    def on_descendant_focus(self) -> None:
        """Show what was found only while one looks for it."""
        self.add_class("-open")

    def on_descendant_blur(self) -> None:
        """Fold it again."""
        self.remove_class("-open")

    def _says(self) -> str:
        if self._label:
            return f"→ {one_line(self._label, 40)} · type to find another"
        return "empty · type to find a row" if self.emptied else "type to find a row"

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._words = event.value.strip()
        self._look(self._words)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._words or self._moved:
            self._take(self.query_one(OptionList).highlighted)
        if not self._words:
            self.post_message(self.Finished(self))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._take(event.option_index)
        self.post_message(self.Finished(self))

    def on_key(self, event: events.Key) -> None:
        """Up and down move among what was found."""
        options = self.query_one(OptionList)
        if event.key not in ("up", "down") or not self._found:
            return
        event.stop()
        event.prevent_default()
        self._moved = True
        if event.key == "down":
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def _take(self, index: int | None) -> None:
        if index is None or index >= len(self._found):
            return
        row_id, self._label = self._found[index]
        self._clear_words()
        self.typed(row_id)

    def _clear_words(self) -> None:
        words = self.query_one(LineInput)
        self._words = ""
        self._moved = False
        with words.prevent(Input.Changed):
            words.value = ""
        words.placeholder = self._says()

    def _look(self, text: str) -> None:
        if self._search is not None:
            self._asked += 1
            self.run_worker(self._find(self._search, text, self._asked), group="find", exit_on_error=False)

    async def _find(self, search: Search, text: str, asked: int) -> None:
        try:
            found = await search(text)
        except LatticeError as error:
            self._found = []
            self._offer([], str(error))
            return
        if asked != self._asked or not self.is_attached:
            return  # a later question was asked meanwhile
        self._found = list(found)
        self._offer([f"→ {label or row_id}" for row_id, label in found], "Nothing found." if text else "")

    def _offer(self, lines: Sequence[str], instead: str) -> None:
        """Show what was found, or say why there is nothing."""
        self._moved = False
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([literal(one_line(line, 120)) for line in lines])
        options.highlighted = 0 if lines else None
        if instead and not lines:
            options.add_option(Option(literal(instead), disabled=True))

    def show_draft(self, draft: str) -> None:
        """Only emptying is possible from outside."""
        self._label = ""
        self._clear_words()

    @property
    def can_take_draft(self) -> bool:
        """It is no text."""
        return False
