"""All fields of a form, as far as they are needed: whoever comes near brings them up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import accumulate

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget

from lattice.model.schema import Column
from lattice.tui.widgets.editors.field import Field
from lattice.tui.widgets.editors.form_parts import FormField, FormPart

#: What is done with a field.
Then = Callable[[FormField], None]

#: Fields of one part: a part that waits costs 2 ms of opening, a field that is there 10 ms.
PART = 8


class FormScroll(VerticalScroll):
    """The fields, one below the other.

    It has the focus itself while the field that is gone to is still coming, which then gets what was typed.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        field_of: Callable[[Column], FormField],
        *,
        start: str = "",
        drafted: Collection[str] = (),
        more_lines: int = 0,
    ) -> None:
        """`start` is the column that has the focus first, else the first one.

        `drafted` are columns in which something was typed before; `more_lines` as of a part.
        """
        super().__init__(id="form-fields", can_focus=False)
        self._names = [column.name for column in columns]
        self._parts = [
            FormPart(columns[at : at + PART], field_of, more_lines=more_lines)
            for at in range(0, len(columns), PART)
        ]
        self._start = self._names.index(start) if start in self._names else 0
        self._begun = False
        self._height = 0
        """Lines of it before it was made smaller or larger."""
        self._wanted: int | None = None
        """The field that gets the focus when it is there."""
        self._then: list[tuple[int, Then]] = []
        """What is done with fields when they are there."""
        self._typed: list[events.Event] = []
        for part in self._parts:
            if any(column.name in drafted for column in part.columns):
                part.make()

    def compose(self) -> ComposeResult:
        """The parts; those that a screen shows around the first focus have their fields."""
        # of a screen the fields get three quarters
        room, ends = (
            self.app.size.height * 3 // 4,
            [*accumulate((part.room for part in self._parts), initial=0)],
        )
        part, at = divmod(self._start, PART)
        middle = ends[part] + (self._parts[part].room * at // PART if self._parts else 0)
        top = max(0, min(middle - room // 2, ends[-1] - room))
        for known, begin, end in zip(self._parts, ends, ends[1:], strict=False):
            if begin < top + room and end > top:
                known.begin()
        yield from self._parts

    @property
    def fields(self) -> list[FormField]:
        """The fields that are made; nobody has changed any of the others."""
        return [field for part in self._parts for field in part.fields]

    @property
    def _first(self) -> Widget | None:
        return self._parts[self._start // PART].fields[self._start % PART].stop if self._parts else None

    # --- going to a field ---

    def take_focus(self) -> None:
        """Begin in the field that was asked for."""
        if self._first is not None:
            # now, to be seen at the first look; it is scrolled to when it has a place
            self.screen.set_focus(self._first, scroll_visible=False)

    def go_to(self, name: str, then: Then | None = None) -> bool:
        """Give the field of a column the focus, and then do something with it; False when there is none."""
        if name not in self._names:
            return False
        place = self._names.index(name)
        self._go(place)
        if then is not None:
            self._when_there(place, then)
        return True

    def go_on(self, field: FormField) -> bool:
        """Go to the field after one; False when that is the last."""
        place = self._names.index(field.column.name) + 1
        if place == len(self._names):
            return False
        self._go(place)
        return True

    def step(self, by: int) -> None:
        """Go to the next field, or with -1 to the one before; from the last to the first and back."""
        here, field = self._awaited, self.focused
        if field is not None:
            here = self._names.index(field.column.name)
            if by < 0 and self.screen.focused is not field.stop:
                # from a month back to its line
                by = 0
        if self._names:
            self._go(0 if here is None else (here + by) % len(self._names))

    @property
    def focused(self) -> FormField | None:
        """The field with the focus."""
        above = self.screen.focused.ancestors if self.screen.focused is not None else ()
        return next((node for node in above if isinstance(node, FormField)), None)

    def with_focused(self, do: Then) -> None:
        """Do something with the field that has the focus, or gets it when it is there."""
        if (field := self.focused) is not None:
            do(field)
        elif (place := self._awaited) is not None:
            self._when_there(place, do)

    def of(self, field: Field) -> FormField:
        """The field of the form that a field is in."""
        return next(known for known in self.fields if known.field is field)

    @property
    def _awaited(self) -> int | None:
        """The field that is gone to, while nobody went elsewhere."""
        return self._wanted if self.screen.focused is self else None

    def _when_there(self, place: int, do: Then) -> None:
        part = self._parts[place // PART]
        if part.there:
            do(part.fields[place % PART])
        else:
            self._then.append((place, do))
            part.come()

    def _go(self, place: int) -> None:
        part = self._parts[place // PART]
        if part.there:
            self._give_focus(part.fields[place % PART])
            return
        self._wanted, self.can_focus = place, True
        self.screen.set_focus(self, scroll_visible=False)
        self._when_there(place, lambda field: self._give_focus(field) if place == self._awaited else None)

    def _give_focus(self, field: FormField) -> None:
        """Give a field the focus, and what was typed while it was not there."""
        self._wanted, typed, self._typed = None, self._typed, []
        if (target := field.stop) is not None:
            self.screen.set_focus(target)
            self.can_focus = False
            for event in typed:
                target._forward_event(event)

    def on_form_part_came(self, event: FormPart.Came) -> None:
        """Do what waited for these fields."""
        event.stop()
        waited, self._then = self._then, []
        for place, do in waited:
            self._when_there(place, do)

    def on_key(self, event: events.Key) -> None:
        """What is typed before a field is there is for that field."""
        self._hold(event, events.Key(event.key, event.character))

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted, too."""
        self._hold(event, events.Paste(event.text))

    def _hold(self, event: events.Event, again: events.Event) -> None:
        # what comes from a field on its way up is none of it
        if self.screen.focused is self:
            event.stop()
            self._typed.append(again)

    # --- what is near ---

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Others are in sight."""
        super().watch_scroll_y(old_value, new_value)
        self._look()

    def on_resize(self) -> None:
        """More may be in sight."""
        if not self._begun:
            self._begun = True
            # at once: nobody wants to see all that is scrolled past, and it is not there
            if (first := self._first) is not None and not self.screen.can_view_entire(first):
                self.screen.scroll_to_center(first, animate=False, immediate=True)
        elif (focused := self.focused) is not None:
            self._hold_in_sight(focused)
        self._height = self.size.height
        self.call_after_refresh(self._look)

    def _hold_in_sight(self, field: FormField) -> None:
        """What one types into stays in sight; who scrolled away from it stays where one is."""
        line = field.region.y - self.region.y
        if (target := self.screen.focused) is not None and -field.region.height < line < self._height:
            self.screen.scroll_to_widget(target, animate=False, immediate=True)

    def on_descendant_focus(self) -> None:
        """The next ones are there before one goes on to them."""
        if self.screen.focused is not self:
            # somebody went elsewhere, by a click
            self._wanted, self._typed = None, []
        self.call_after_refresh(self._look)

    def _look(self) -> None:
        """Bring up what is in sight, where it scrolls to, and a screen more on both sides."""
        if not self._begun:
            return
        top, room = self.scroll_target_y, self.size.height
        for part in self._parts:
            at = part.virtual_region
            # one that has no place yet is nowhere near
            if at and at.bottom > top - room and at.y < top + 2 * room:
                part.come()
