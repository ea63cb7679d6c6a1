"""The editor over a cell: the right field for the type, and words for what is wrong under it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from lattice.model.values import ColumnType, Misfit, Value
from lattice.tui.keys import bind
from lattice.tui.literal import literal
from lattice.tui.widgets.editors.drafts import needs_area
from lattice.tui.widgets.editors.field import Field
from lattice.tui.widgets.editors.fields import AreaField, make_field
from lattice.tui.widgets.editors.reference import ReferenceField, Search

#: Says where the cell is on the screen; None when it cannot be seen.
Place = Callable[[], Region | None]

#: Least width by type, in cells; a cell may be narrower than what one types into it.
_WIDTHS = {
    ColumnType.BOOLEAN: 26,
    ColumnType.INTEGER: 24,
    ColumnType.NUMBER: 24,
    ColumnType.DATE: 38,
    ColumnType.DATETIME: 38,
    ColumnType.TEXT: 34,
    ColumnType.REFERENCE: 44,
}
_WIDE = 64
#: Room for words on what is wrong.
_WORDS = 46


class CellEditor(Vertical):
    """Mount it on the screen that holds the grid; it stands over the cell and takes the focus.

    After `Submitted` it waits: call `close()` when the value was taken, `refuse(words)` when it wasn't.
    After `Cancelled` it is gone. Nothing typed is lost: messages carry the draft, which a new editor takes.
    """

    DEFAULT_CSS = Path(__file__).with_name("cell.tcss").read_text()
    BINDINGS = [
        bind("edit.save", "save", priority=True),
        bind("edit.cancel", "cancel", priority=True),
        bind("edit.empty", "empty", priority=True),
        bind("edit.external", "external", priority=True),
        bind("edit.format", "lay_out", priority=True),
    ]

    @dataclass
    class Submitted(Message):
        """A value that fits the type; only when it differs from what was there."""

        editor: CellEditor
        value: Value

        @property
        def control(self) -> CellEditor:
            """The editor."""
            return self.editor

    @dataclass
    class Cancelled(Message):
        """It was left as it was."""

        editor: CellEditor
        draft: str | None
        """What had been typed and not kept; None when nothing was."""

        @property
        def control(self) -> CellEditor:
            """The editor."""
            return self.editor

    @dataclass
    class ExternalRequested(Message):
        """Someone wants to edit the draft in their own editor; answer with `take_draft`."""

        editor: CellEditor
        draft: str

        @property
        def control(self) -> CellEditor:
            """The editor."""
            return self.editor

    def __init__(
        self,
        column: str,
        type_: ColumnType,
        value: Value,
        place: Place,
        *,
        row_id: str = "",
        search: Search | None = None,
        label: str = "",
        draft: str | None = None,
        back_to: Widget | None = None,
        rows: int = 0,
    ) -> None:
        """`place` tells where the cell is (`grid.cell_region`); `back_to` gets the focus afterwards.

        `rows` is how many rows get the value; 0 when nobody has to be told.
        """
        super().__init__()
        self._rows = rows
        self.column = column
        self.row_id = row_id
        self.field = make_field(type_, value, search=search, label=label, draft=draft)
        self._place = place
        self._back_to = back_to
        self._note = Static("", classes="cell-editor--line", markup=False)
        self._wide = needs_area(type_, value) or isinstance(self.field, AreaField)
        self._refused = ""
        self._placed = (0, 0, 0)
        self.begun = asyncio.Event()
        """Set when keys go into the field."""

    def compose(self) -> ComposeResult:
        """The field, and a line under it."""
        yield self.field
        yield self._note

    def on_mount(self) -> None:
        """Stand over the cell and take the keys."""
        self.set_class(self._wide, "-wide")
        if self._wide:
            self.border_title = literal(self.column)
        self.screen.screen_layout_refresh_signal.subscribe(self, lambda _: self.place())
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.place()
        self._show_problem()
        for target in self.field.query("Input, TextArea, OptionList").results(Widget):
            if target.can_focus:
                target.focus()
                break
        # the focus is set by the app, after what it has to do already
        self.app.call_later(self.begun.set)

    def place(self) -> None:
        """Stand where the cell is now, inside of the screen."""
        if not self.is_attached:
            # a refresh that was asked for before it went away
            return
        cell = self._place()
        size = self.screen.size
        if cell is None:
            around = self._back_to.region if self._back_to is not None else self.screen.region
            cell = Region(around.x, around.y, around.width, 1)
        least = _WIDE if self._wide else _WIDTHS.get(self.field.type, _WIDE)
        if self._note.has_class("-wrong"):
            least = max(least, _WORDS)
        width = min(size.width, max(cell.width + 1, least))
        height = max(2, self.size.height)
        x = max(0, min(cell.x - (0 if self._wide else 1), size.width - width))
        # the last line of a screen says the keys
        end = size.height - 1
        above = self.field.open_up(cell.y + height > end and cell.y >= height)
        y = cell.y - above if cell.y + height - above <= end else max(0, end - height)
        if (width, x, y) != self._placed:
            self._placed = (width, x, y)
            self.styles.width = width
            self.styles.offset = (x, y)

    # --- what the screen says ---

    def close(self) -> None:
        """The value was taken: go away."""
        self.begun.set()
        if self._back_to is not None and self._back_to.is_attached:
            self._back_to.focus()
        self.remove()

    def refuse(self, words: str) -> None:
        """The value was not taken: say why, and go on editing."""
        self.remove_class("-busy")
        self._refused = words
        self._show_problem()

    def on_descendant_blur(self) -> None:
        """Look where the focus went, once it is there."""
        self.call_after_refresh(self._look_after_focus)

    def _look_after_focus(self) -> None:
        # a question over the screen, or another window, leaves the focus or takes it from everything
        if self.is_attached and self.screen.focused is not None and not self.has_focus_within:
            self.leave()

    def leave(self) -> None:
        """Somebody went on with something else: go away as by `esc`, and leave the focus where it went."""
        if not self.has_class("-busy"):
            self._back_to = None
            self.action_cancel()

    def take_draft(self, draft: str) -> None:
        """Put in what an outside editor made of the draft."""
        self.field.take_draft(draft)

    # --- keys ---

    def action_save(self) -> None:
        """Hand over the value, if it fits."""
        if self.has_class("-busy"):
            return
        try:
            value = self.field.value
        except Misfit as misfit:
            self._refused = str(misfit)
            self._show_problem()
            self.field.go_to_mistake()
            self.app.bell()
            return
        emptied = self._rows > 1 and self.field.emptied
        if not self.field.dirty and not emptied:
            self.action_cancel()
            return
        self.add_class("-busy")
        self.post_message(self.Submitted(self, value))

    def action_cancel(self) -> None:
        """Leave it as it was."""
        draft = self.field.draft if self.field.dirty else None
        self.post_message(self.Cancelled(self, draft))
        self.close()

    def action_empty(self) -> None:
        """No value at all."""
        self.field.make_empty()

    def action_external(self) -> None:
        """Edit the text elsewhere."""
        if self.field.can_take_draft:
            self.post_message(self.ExternalRequested(self, self.field.draft))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What the field cannot do is not offered."""
        able = {"external": self.field.can_take_draft, "lay_out": self.field.can_be_laid_out}
        return able.get(action, True)

    def action_lay_out(self) -> None:
        """Write it as it is best read."""
        self.field.lay_out()

    @on(Field.Finished)
    def _finished(self, event: Field.Finished) -> None:
        event.stop()
        self.action_save()

    @on(Field.Changed)
    def _changed(self, event: Field.Changed) -> None:
        event.stop()
        self._refused = ""
        self._show_problem()

    def _show_problem(self) -> None:
        words = self._refused or self.field.problem
        self._note.set_class(bool(words), "-wrong")
        hint = f"sets {self._rows:,} row{'' if self._rows == 1 else 's'} · " if self._rows else ""
        self._note.update(literal(words or hint + self._hint(), lines=True))
        self.call_after_refresh(self.place)

    def _hint(self) -> str:
        if self.field.emptied and not self.field.draft:
            return "empty · ^s saves · esc back"
        if self.field.type is ColumnType.JSON:
            return "^s saves · ^l lays out · ^e your editor · ^d empty · esc back"
        if self._wide:
            return "^s saves · ^e your editor · ^d empty · esc back"
        if isinstance(self.field, ReferenceField):
            return "↵ takes it · ^d empty · esc back"
        if self.field.type in (ColumnType.DATE, ColumnType.DATETIME):
            return "↵ saves · ↓ calendar · esc back"
        return "↵ saves · esc back"
