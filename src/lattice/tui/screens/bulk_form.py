"""Changing several columns of many rows at once; every field is left as it is until something is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from lattice.model.rows import Row
from lattice.model.schema import Column
from lattice.model.values import Value
from lattice.tui.literal import one_line
from lattice.tui.widgets.editors.field import Field
from lattice.tui.widgets.editors.form import RowForm, Save, SearchFor
from lattice.tui.widgets.editors.form_parts import FormField
from lattice.tui.words import show_value

#: Different values of a column that are told.
TOLD = 3


class BulkField(FormField):
    """A field, what stands in the rows now, and what will become of it."""

    def __init__(self, column: Column, field: Field, now: str) -> None:
        super().__init__(column, field)
        self._now = now
        self._state = Static("", classes="form--state", markup=False)

    def compose(self) -> ComposeResult:
        """The state stands between the name and the field."""
        head, *rest = super().compose()
        yield head
        yield self._state
        yield from rest

    @property
    def wanted(self) -> bool:
        """Whether the rows are to get what stands here."""
        return self.field.dirty or self.field.emptied

    def show(self, words: str = "") -> None:
        """Say what becomes of it, and what is wrong."""
        super().show(words)
        self.set_class(self.wanted, "-changed")
        if self.field.emptied and not self.field.draft:
            said = Content.styled("● made empty in all of them", "$text-warning")
        elif self.wanted:
            said = Content.styled("● set in all of them", "$text-success")
        else:
            said = Content.styled(f"○ left as it is: {self._now}", "$text-muted")
        self._state.update(said)


class BulkForm(RowForm):
    """Answers like the form of a row; only fields that were touched are saved."""

    DEFAULT_CSS = """
    BulkForm .form--state { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """
    KEYS = "tab next · ^s change them · ^d empty or not · esc back"
    #: What becomes of it.
    MORE_LINES = 1
    HELP = "Changes the selected rows together. What you do not touch stays as it is in each of them."

    def __init__(
        self,
        title: str,
        columns: Sequence[Column],
        rows: Sequence[Row],
        labels: Mapping[str, str],
        save: Save,
        *,
        search: SearchFor | None = None,
        start: str = "",
    ) -> None:
        """`rows` are those that are told about, `labels` what people call the rows that they refer to."""
        super().__init__(title, columns, {}, save, labels=labels, search=search, start=start)
        self._rows = rows

    def field_of(self, column: Column) -> BulkField:
        """The field of a column, with what the rows have in it."""
        return BulkField(column, super().field_of(column).field, now_words(column, self._rows, self._labels))

    def action_empty(self) -> None:
        """Make the field with the focus empty in all rows, or leave it as it is after all."""
        self._scroll.with_focused(_empty_or_not)

    def action_save(self) -> None:
        """Change the rows, if something is wanted and all of it fits."""
        if any(known.wanted for known in self.fields):
            super().action_save()
        else:
            self._complain("Nothing to change yet: type into a field, or make one empty with ^d.")


def _empty_or_not(known: FormField) -> None:
    if known.field.emptied:
        known.field.emptied = False
        known.show()
    else:
        known.field.make_empty()


def now_words(column: Column, rows: Sequence[Row], labels: Mapping[str, str]) -> str:
    """What the rows have in a column: `Oslo`, `Oslo, Bergen or nothing`, `12 different ones`."""
    found: list[Value] = []
    for row in rows:
        value = row.values.get(column.name)
        if value not in found:
            found.append(value)
            if len(found) > TOLD:
                break
    if len(found) > TOLD:
        return "several different ones"
    texts = [
        one_line(labels.get(str(value)) or show_value(value, column.type), 40)
        if value is not None
        else "nothing"
        for value in found
    ]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} or {texts[-1]}" if texts else "nothing"
