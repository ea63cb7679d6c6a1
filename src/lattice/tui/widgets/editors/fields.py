"""One field for one value, by type: a line, several lines, a choice, a row to be found."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, OptionList, TextArea

from lattice.model.values import ColumnType, Misfit, Value
from lattice.tui.literal import literal, one_line
from lattice.tui.widgets.editors.drafts import draft_of, needs_area, value_of
from lattice.tui.widgets.editors.inputs import AreaInput, LineInput

#: Finds rows by some words: ids and what people call them.
Search = Callable[[str], Awaitable[Sequence[tuple[str, str]]]]
#: Characters that a text area still takes a key in without a pause (180 ms a key at 1 MB).
AREA_CHARS = 200_000

_HINTS = {
    ColumnType.DATE: "2024-12-31",
    ColumnType.DATETIME: "2024-12-31 23:59",
    ColumnType.INTEGER: "42",
    ColumnType.NUMBER: "3.14",
}


class Field(Widget):
    """A value being changed. What isn't touched stays exactly the value it was."""

    DEFAULT_CSS = Path(__file__).with_name("fields.tcss").read_text()

    @dataclass
    class Changed(Message):
        """Something was typed."""

        field: Field

        @property
        def control(self) -> Field:
            """The field."""
            return self.field

    @dataclass
    class Finished(Message):
        """Enter was pressed where it doesn't make a line."""

        field: Field

    def __init__(self, type_: ColumnType, value: Value, *, draft: str | None = None) -> None:
        super().__init__()
        self.type = type_
        self.original = value
        self.start = self.make_draft(value)
        self.draft = self.start if draft is None else draft
        """What stands there now."""
        self.emptied = False
        """Whether it was made empty, which for text is not the same as a text of no characters."""

    def make_draft(self, value: Value) -> str:
        """The text for a value."""
        return draft_of(self.type, value)

    @property
    def dirty(self) -> bool:
        """Whether it says something else than the value it had."""
        return (self.emptied and self.original is not None) or self.draft != self.start

    @property
    def value(self) -> Value:
        """The value of what stands there; raises Misfit with words for people."""
        if self.emptied and not self.draft:
            return None
        return self.original if self.draft == self.start else value_of(self.type, self.draft)

    @property
    def problem(self) -> str:
        """What is wrong with what stands there; empty when nothing is."""
        try:
            _ = self.value
        except Misfit as misfit:
            return str(misfit)
        return ""

    def typed(self, draft: str) -> None:
        """Take in what stands there now."""
        if draft == self.draft:
            return
        self.draft = draft
        if draft:
            self.emptied = False
        self.post_message(self.Changed(self))

    def make_empty(self) -> None:
        """No value at all."""
        self.emptied = True
        self.show_draft("")
        self.draft = ""
        self.post_message(self.Changed(self))

    def show_draft(self, draft: str) -> None:
        """Put a text into the input."""
        raise NotImplementedError

    @property
    def can_take_draft(self) -> bool:
        """Whether it is text that an outside editor could change."""
        return True


class LineField(Field):
    """One line of text, a number, a day, a time."""

    def compose(self) -> ComposeResult:
        """The input."""
        yield LineInput(
            self.draft, placeholder=_HINTS.get(self.type, ""), compact=True, select_on_focus=False
        )

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.typed(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Finished(self))

    def show_draft(self, draft: str) -> None:
        """Put a text into the input."""
        self.query_one(LineInput).value = draft


class AreaField(Field):
    """Several lines: Markdown, long text, JSON."""

    def make_draft(self, value: Value) -> str:
        """The text for a value, with its lines."""
        return draft_of(self.type, value, lines=True)

    def compose(self) -> ComposeResult:
        """The text area; text that is too long for it can be read here and changed in an editor."""
        yield AreaInput(
            self.draft,
            soft_wrap=True,
            compact=True,
            tab_behavior="focus",
            read_only=len(self.draft) > AREA_CHARS,
        )

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.typed(event.text_area.text)

    def show_draft(self, draft: str) -> None:
        """Put a text into the area."""
        self.query_one(AreaInput).text = draft


class ChoiceField(Field):
    """Yes, no, or empty."""

    CHOICES = (("true", "✓ yes"), ("false", "✗ no"), ("", "· empty"))

    def compose(self) -> ComposeResult:
        """The three answers."""
        yield OptionList(*(literal(label) for _, label in self.CHOICES), compact=True, markup=False)

    def on_mount(self) -> None:
        """Stand on what is."""
        self.show_draft(self.draft)

    def on_key(self, event: events.Key) -> None:
        """`y`, `n` and space, as one would."""
        drafts = [draft for draft, _ in self.CHOICES]
        if event.key == "space":
            here = self.query_one(OptionList).highlighted or 0
            self.show_draft(drafts[(here + 1) % len(drafts)])
        elif event.key in ("y", "n"):
            self.show_draft("true" if event.key == "y" else "false")
        else:
            return
        event.stop()
        event.prevent_default()

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.typed(self.CHOICES[event.option_index][0])

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.typed(self.CHOICES[event.option_index][0])
        self.post_message(self.Finished(self))

    def show_draft(self, draft: str) -> None:
        """Stand on an answer."""
        drafts = [known for known, _ in self.CHOICES]
        self.query_one(OptionList).highlighted = drafts.index(draft) if draft in drafts else len(drafts) - 1

    @property
    def can_take_draft(self) -> bool:
        """It is no text."""
        return False


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
        yield OptionList(compact=True, markup=False)

    def on_mount(self) -> None:
        """Offer some rows before anything is typed."""
        self.add_class("-picker")
        self.query_one(OptionList).can_focus = False
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
        found = await search(text)
        if asked != self._asked or not self.is_attached:
            return  # a later question was asked meanwhile
        self._found = list(found)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([literal(f"→ {one_line(label or row_id, 120)}") for row_id, label in self._found])
        options.highlighted = 0 if self._found else None
        self._moved = False

    def show_draft(self, draft: str) -> None:
        """Only emptying is possible from outside."""
        self._label = ""
        self._clear_words()

    @property
    def can_take_draft(self) -> bool:
        """It is no text."""
        return False


def make_field(
    type_: ColumnType,
    value: Value,
    *,
    search: Search | None = None,
    label: str = "",
    draft: str | None = None,
) -> Field:
    """The right field for a type and what is in it now; `draft` is what was typed before."""
    if type_ is ColumnType.BOOLEAN:
        return ChoiceField(type_, value, draft=draft)
    if type_ is ColumnType.REFERENCE:
        return ReferenceField(type_, value, search, label=label, draft=draft)
    if needs_area(type_, value) or (draft is not None and "\n" in draft):
        return AreaField(type_, value, draft=draft)
    return LineField(type_, value, draft=draft)
