"""Some fields of a form at a time: they are brought up when somebody comes near."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from lattice.model.schema import Column
from lattice.model.values import ColumnType
from lattice.tui.literal import literal, one_line
from lattice.tui.widgets.editors.drafts import needs_area
from lattice.tui.widgets.editors.field import Field
from lattice.tui.widgets.editors.fields import ChoiceField

#: Lines that a field has beside its input: its name, and room below it.
_BESIDE = 2
#: Lines of an input for several lines, before there are more.
_AREA = 3


class FormField(Vertical):
    """One column in the form."""

    def __init__(self, column: Column, field: Field) -> None:
        super().__init__(classes="form--field")
        self.column = column
        self.field = field
        self._problem = Static("", classes="form--problem", markup=False)

    def compose(self) -> ComposeResult:
        """Name, type and meaning; the field; what is wrong."""
        head = Content.assemble(
            (one_line(self.column.name), "bold"),
            (f"  {self.column.type}", "dim"),
            (f"  {one_line(self.column.definition)}" if self.column.definition else "", "dim italic"),
        )
        yield Static(head, classes="form--head")
        yield self.field
        yield self._problem

    def on_mount(self) -> None:
        """What was typed before may be wrong already."""
        self.show()

    def show(self, words: str = "") -> None:
        """Say what is wrong, or that nothing is."""
        words = words or self.field.problem
        self.set_class(self.field.dirty, "-changed")
        self.set_class(bool(words), "-wrong")
        self._problem.update(literal(words, lines=True))

    @property
    def wanted(self) -> bool:
        """Whether what stands here is to be saved."""
        return self.field.dirty

    @property
    def stop(self) -> Widget | None:
        """What keys go to; None while it is not there."""
        inputs = self.field.query("Input, TextArea, OptionList").results(Widget)
        return next((target for target in inputs if target.can_focus), None)


class FormPart(Vertical):
    """Some fields that follow on each other; only room for them until they are there."""

    @dataclass
    class Came(Message):
        """Its fields are there and have their places."""

        part: FormPart

    def __init__(
        self, columns: Sequence[Column], field_of: Callable[[Column], FormField], *, more_lines: int = 0
    ) -> None:
        """`more_lines` is what a field has besides its name, its input and the room below it."""
        super().__init__(classes="form--part")
        self.columns = columns
        self._field_of = field_of
        self.fields: tuple[FormField, ...] = ()
        """The fields, once they are made; of those that are not, nobody changed one."""
        self.there = False
        """Whether they can be gone to."""
        self._coming = False
        self.room = sum(_lines(column) + more_lines for column in columns)
        """Lines that it takes, as far as is known before the fields are there."""
        self.styles.height = self.room

    def make(self) -> tuple[FormField, ...]:
        """The fields, made when they are first asked for."""
        if not self.fields:
            self.fields = tuple(self._field_of(column) for column in self.columns)
        return self.fields

    def begin(self) -> None:
        """Have the fields there from the first moment."""
        self.there = True
        self.styles.height = "auto"

    def compose(self) -> ComposeResult:
        """The fields, if they are wanted from the first moment."""
        if self.there:
            yield from self.make()

    def come(self) -> None:
        """Bring up the fields; `Came` tells when they are there."""
        if not self.there and not self._coming:
            self._coming = True
            self.run_worker(self._come(), group="come")

    async def _come(self) -> None:
        if not self.is_attached:
            # the form was left before its turn came
            return
        # seen when all of them are there: not one by one
        with self.app.batch_update():
            await self.mount_all(self.make())
            self.styles.height = "auto"
        # before they are laid out nothing can be scrolled to
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """What is in sight stays where it is, though a part above it takes other room than was known."""
        grown, scroll = self.size.height - self.room, self.parent
        if grown and isinstance(scroll, Widget) and self.virtual_region.y < scroll.scroll_target_y:
            scroll.scroll_to(y=scroll.scroll_target_y + grown, animate=False)
        self.there = True
        self.post_message(self.Came(self))


def _lines(column: Column) -> int:
    """Lines of a field with nothing wrong, a short meaning and a value that is not long."""
    if column.type is ColumnType.BOOLEAN:
        return _BESIDE + len(ChoiceField.CHOICES)
    return _BESIDE + (_AREA if needs_area(column.type, None) else 1)
