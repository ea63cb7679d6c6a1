"""The form of a whole row: every field with its type and what it means, errors where they belong."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

import msgspec
from textual import on
from textual.app import ComposeResult, SuspendNotSupported
from textual.containers import Vertical
from textual.content import Content
from textual.css.query import QueryType
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from lattice.model.errors import LatticeError
from lattice.model.schema import Column
from lattice.model.values import ColumnType, Misfit, Value
from lattice.tui.keys import bind
from lattice.tui.literal import literal, one_line
from lattice.tui.modal import Modal
from lattice.tui.outside import edit_outside
from lattice.tui.place_words import unsaved_words
from lattice.tui.widgets.editors.drafts import suffix_of
from lattice.tui.widgets.editors.field import Field
from lattice.tui.widgets.editors.fields import make_field
from lattice.tui.widgets.editors.form_parts import FormField
from lattice.tui.widgets.editors.form_scroll import FormScroll
from lattice.tui.widgets.editors.reference import Search


class FormResult(msgspec.Struct, frozen=True):
    """How a form was left."""

    values: dict[str, Value] | None
    """What was changed and saved, by column; None when it was left without saving."""
    drafts: dict[str, str]
    """What was typed and not saved, by column; for the next time."""


#: Keeps the changed values; a LatticeError that it raises is shown in the form, which stays open.
Save = Callable[[dict[str, Value]], Awaitable[None]]
#: The search of a reference column.
SearchFor = Callable[[Column], Search | None]


class RowForm(Modal[FormResult]):
    """Change a row, or make one; only what was changed is saved."""

    #: It begins in the field that was asked for.
    AUTO_FOCUS = ""
    #: What is said below the fields.
    KEYS = "tab next · ^s save · ^d empty · ^e your editor · esc back"
    #: Lines that each of its fields has more than a form's.
    MORE_LINES = 0
    DEFAULT_CSS = Path(__file__).with_name("form.tcss").read_text()
    BINDINGS = [
        bind("edit.save", "save", priority=True),
        bind("edit.cancel", "cancel", priority=True),
        bind("edit.empty", "empty", priority=True),
        bind("edit.external", "external", priority=True),
        bind("edit.format", "lay_out", priority=True),
    ]

    def __init__(
        self,
        title: str,
        columns: Sequence[Column],
        values: Mapping[str, Value],
        save: Save,
        *,
        labels: Mapping[str, str] | None = None,
        search: SearchFor | None = None,
        drafts: Mapping[str, str] | None = None,
        start: str = "",
        typed: Callable[[dict[str, str]], None] | None = None,
        note: str = "",
    ) -> None:
        """`values` is what is there (empty for a new row), `start` the column that has the focus first.

        `note` is said above the fields.

        `typed` hears of the drafts with every change, for whoever keeps them if the session ends here.
        """
        super().__init__()
        self._title = title
        self._save = save
        self._typed = typed
        self._note = note
        self._error = Static("", id="form-error", markup=False)
        self._values = values
        self._labels, self._drafts = labels or {}, drafts or {}
        self._search = search
        self._scroll = FormScroll(
            columns, self.field_of, start=start, drafted=self._drafts, more_lines=self.MORE_LINES
        )

    def field_of(self, column: Column) -> FormField:
        """The field of a column."""
        value, draft = self._values.get(column.name), self._drafts.get(column.name)
        searched = self._search if column.type is ColumnType.REFERENCE else None
        field = make_field(
            column.type,
            value,
            search=searched(column) if searched is not None else None,
            label=self._labels.get(draft or str(value), ""),
            draft=draft,
        )
        return FormField(column, field)

    @property
    def fields(self) -> Sequence[FormField]:
        """The fields that are made by now; nobody has changed any of the others."""
        return self._scroll.fields

    def compose(self) -> ComposeResult:
        """The fields in a box of their own."""
        with Vertical(id="form") as box:
            box.border_title = Content(one_line(self._title))
            if self._note:
                yield Static(self._note, id="form-note", markup=False)
            yield self._scroll
            with Vertical(id="form-foot"):
                yield self._error
                yield Static(self.KEYS, id="form-keys", markup=False)

    def on_mount(self) -> None:
        """Begin in the field that was asked for."""
        self._scroll.take_focus()
        self._complain("")

    @property
    def drafts(self) -> dict[str, str]:
        """What was typed, by column."""
        return {field.column.name: field.field.draft for field in self.fields if field.field.dirty}

    @on(Field.Changed)
    def _changed(self, event: Field.Changed) -> None:
        event.stop()
        self._scroll.of(event.field).show()
        self._complain("")
        if self._typed is not None:
            self._typed(self.drafts)

    @on(Field.Finished)
    def _finished(self, event: Field.Finished) -> None:
        event.stop()
        if not self._scroll.go_on(self._scroll.of(event.field)):
            self.action_save()

    def action_save(self) -> None:
        """Save what was changed, if all of it fits."""
        values: dict[str, Value] = {}
        for known in self.fields:
            if not known.wanted:
                continue
            try:
                values[known.column.name] = known.field.value
            except Misfit as misfit:
                self._complain(f"{one_line(known.column.name)}: {misfit}")
                self._point_at(known.column.name, str(misfit))
                self.app.bell()
                return
        self.run_worker(self._keep(values), group="save", exclusive=True, exit_on_error=False)

    async def _keep(self, values: dict[str, Value]) -> None:
        try:
            await self._save(values)
        except LatticeError as error:
            self._refuse(error)
            return
        self.dismiss(FormResult(values, {}))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What went wrong unforeseen is said too; all that was typed is still there."""
        if event.state is WorkerState.ERROR and event.worker.node is self:
            self._complain(f"It was not saved: {event.worker.error}")

    def _refuse(self, error: LatticeError) -> None:
        words, name = unsaved_words(error), error.details.get("column")
        if not (isinstance(name, str) and self._point_at(name, words)):
            self._complain(words)

    def _point_at(self, name: str, words: str) -> bool:
        """Go to the field of a column and say there what is wrong; False when there is no such column."""

        def say(known: FormField) -> None:
            known.show(words)
            known.field.go_to_mistake()

        return self._scroll.go_to(name, say)

    def action_cancel(self) -> None:
        """Leave without saving; what was typed goes along."""
        self.dismiss(FormResult(None, self.drafts))

    def action_empty(self) -> None:
        """Make the field with the focus empty."""
        self._scroll.with_focused(lambda known: known.field.make_empty())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What the field with the focus cannot do is not offered."""
        if action not in ("external", "lay_out"):
            return True
        field = focused.field if (focused := self._scroll.focused) is not None else None
        return field is not None and (field.can_take_draft if action == "external" else field.can_be_laid_out)

    def action_lay_out(self) -> None:
        """Write the field with the focus as it is best read."""
        if (field := self._scroll.focused) is not None:
            field.field.lay_out()

    def action_external(self) -> None:
        """Let the person's own editor have the field with the focus."""
        field = self._scroll.focused
        if field is None or not field.field.can_take_draft:
            return
        try:
            field.field.take_draft(edit_outside(self.app, field.field.draft, suffix_of(field.column.type)))
        except LatticeError as error:
            field.show(str(error))
        except SuspendNotSupported:
            field.show("This terminal cannot be lent to another program.")

    def focus_next(self, selector: str | type[QueryType] = "*") -> Widget | None:
        """Go on to the next field."""
        self._scroll.step(1)
        return self.focused

    def focus_previous(self, selector: str | type[QueryType] = "*") -> Widget | None:
        """Go back to the field before."""
        self._scroll.step(-1)
        return self.focused

    def _complain(self, words: str) -> None:
        # held, not looked up: a session may end while the form is still coming up
        self._error.update(literal(words, lines=True))
        self._error.display = bool(words)
