"""One field for one value, by type: a line, several lines, a choice, a row to be found."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Input, OptionList, TextArea

from lattice.model.values import ColumnType, Value
from lattice.tui.literal import literal
from lattice.tui.widgets.editors.drafts import draft_of, needs_area
from lattice.tui.widgets.editors.field import Field
from lattice.tui.widgets.editors.inputs import AreaInput, LineInput
from lattice.tui.widgets.editors.reference import ReferenceField
from lattice.tui.widgets.editors.reference import Search as Search
from lattice.tui.widgets.marked import MarkedList

#: Characters that a text area still takes a key in without a pause (180 ms a key at 1 MB).
AREA_CHARS = 200_000

_HINTS = {
    ColumnType.DATE: "2024-12-31",
    ColumnType.DATETIME: "2024-12-31 23:59",
    ColumnType.INTEGER: "42",
    ColumnType.NUMBER: "3.14",
}


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
        yield MarkedList(*(literal(label) for _, label in self.CHOICES), compact=True, markup=False)

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
    if type_ is ColumnType.JSON:
        # it is an area itself
        from lattice.tui.widgets.editors.json_area import JsonField

        return JsonField(type_, value, draft=draft)
    if type_ in (ColumnType.DATE, ColumnType.DATETIME):
        from lattice.tui.widgets.editors.calendar import DayField

        return DayField(type_, value, draft=draft)
    if needs_area(type_, value) or (draft is not None and "\n" in draft):
        return AreaField(type_, value, draft=draft)
    return LineField(type_, value, draft=draft)
