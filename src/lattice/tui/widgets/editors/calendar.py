"""The field of a day or a time: a line to type it into, and a month to choose it from."""

from __future__ import annotations

from calendar import Calendar as Weeks
from dataclasses import dataclass
from datetime import date, timedelta

from textual import events, on
from textual.app import ComposeResult, RenderResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from lattice.model.values import ColumnType
from lattice.tui.keys import bind
from lattice.tui.widgets.editors.fields import LineField
from lattice.tui.widgets.editors.inputs import LineInput

#: Cells of one day.
DAY_CELLS = 4
_WIDTH = DAY_CELLS * 7
_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_HEAD_ROWS = 2
_HERE = "$block-cursor-foreground on $block-cursor-background"


def month_rows(day: date) -> list[list[date | None]]:
    """The weeks of the month of a day, from Monday on; None for days of other months."""
    weeks = Weeks().monthdayscalendar(day.year, day.month)
    return [[day.replace(day=number) if number else None for number in week] for week in weeks]


def moved(day: date, days: int) -> date:
    """Some days later or earlier, within what a calendar has."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def another_month(day: date, months: int) -> date:
    """The same day some months later or earlier, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return day
    last = max(n for week in Weeks().monthdayscalendar(year, month + 1) for n in week)
    return date(year, month + 1, min(day.day, last))


class Month(Widget, can_focus=True):
    """One month; the day under the cursor is the one that is meant."""

    BINDINGS = [
        bind("day.left", "days(-1)"),
        bind("day.right", "days(1)"),
        bind("day.up", "days(-7)"),
        bind("day.down", "days(7)"),
        bind("day.month_before", "months(-1)"),
        bind("day.month_after", "months(1)"),
        bind("day.year_before", "months(-12)"),
        bind("day.year_after", "months(12)"),
        bind("day.today", "today"),
        bind("day.take", "take"),
    ]

    @dataclass
    class Chosen(Message):
        """A day is meant; `done` when that is all."""

        day: date
        done: bool = False

    def __init__(self, day: date | None) -> None:
        super().__init__()
        self.day = day or date.today()
        """The day under the cursor."""
        self.chosen = day is not None
        """Whether it is what stands in the line."""

    def show(self, day: date | None) -> None:
        """Turn to what was typed."""
        self.chosen = day is not None
        if day is not None:
            self.day = day
        self.refresh(layout=True)

    def get_content_width(self, container: object, viewport: object) -> int:
        """Seven days."""
        return _WIDTH

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many weeks as a month can have, so that nothing jumps."""
        return 6 + _HEAD_ROWS

    def render(self) -> RenderResult:
        """The name of the month, the days of the week, and the weeks."""
        name = f"{self.day:%B} {self.day.year}"
        lines = [
            Content.assemble(("‹", "$text-accent"), (name.center(_WIDTH - 2), "bold"), ("›", "$text-accent")),
            Content.styled("".join(f" {day} " for day in _WEEKDAYS), "$text-muted"),
        ]
        today = date.today()
        for week in month_rows(self.day):
            parts: list[tuple[str, str]] = []
            for day in week:
                if day is None:
                    parts.append((" " * DAY_CELLS, ""))
                elif day == self.day:
                    # in brackets, so that it shows without colour, too
                    brackets = "[]" if self.chosen or self.has_focus else "  "
                    parts.append(
                        (f"{brackets[0]}{day.day:>2}{brackets[1]}", _HERE if self.has_focus else "bold")
                    )
                else:
                    parts.append((f" {day.day:>2} ", "bold underline" if day == today else ""))
            lines.append(Content.assemble(*parts))
        return Content("\n").join(lines)

    def on_focus(self) -> None:
        """The cursor is painted only where keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is painted only where keys go."""
        self.refresh()

    def _choose(self, day: date, *, done: bool = False) -> None:
        self.day, self.chosen = day, True
        self.refresh()
        self.post_message(self.Chosen(day, done))

    def action_days(self, by: int) -> None:
        """Some days on."""
        self._choose(moved(self.day, by) if self.chosen else self.day)

    def action_months(self, by: int) -> None:
        """Some months on."""
        self._choose(another_month(self.day, by))

    def action_today(self) -> None:
        """Today."""
        self._choose(date.today())

    def action_take(self) -> None:
        """It is this day."""
        self._choose(self.day, done=True)

    def on_click(self, event: events.Click) -> None:
        """A click chooses a day, a double click takes it; at the edges of the name it turns the page."""
        event.stop()
        at = event.get_content_offset(self)
        if at is None:
            return
        if at.y == 0:
            self.action_months(-1 if at.x < _WIDTH // 2 else 1)
            return
        rows, week = month_rows(self.day), at.y - _HEAD_ROWS
        if 0 <= week < len(rows) and at.x < _WIDTH and (day := rows[week][at.x // DAY_CELLS]) is not None:
            self._choose(day, done=event.chain > 1)


class DayField(LineField):
    """A day or a time: typed, or chosen from a month that opens below the line, or above it."""

    DEFAULT_CSS = """
    DayField Month { display: none; width: 28; height: auto; margin: 0 1; }
    DayField.-open Month { display: block; }
    """

    def compose(self) -> ComposeResult:
        """The line, and the month."""
        yield from super().compose()
        yield Month(self._day)

    def open_up(self, up: bool) -> int:
        """The month above the line, where below it there is no room."""
        month = next(iter(self.query(Month)), None)
        if month is None:  # not there yet
            return 0
        if up != self._up:
            self.set_class(up, "-up")
            line = self.query_one(LineInput)
            if up:
                self.move_child(month, before=line)
            else:
                self.move_child(month, after=line)
        return month.outer_size.height if up and self.has_class("-open") else 0

    @property
    def _up(self) -> bool:
        """Whether the month opens above the line."""
        return self.has_class("-up")

    @property
    def _day(self) -> date | None:
        """The day that is typed; None while it is none."""
        try:
            return date.fromisoformat(self.draft.strip()[:10])
        except ValueError:
            return None

    def typed(self, draft: str) -> None:
        """Take in what stands there now; the month turns to it."""
        super().typed(draft)
        self.query_one(Month).show(self._day)

    def on_descendant_focus(self) -> None:
        """The month is there while one is here: in a form it would take the room of three fields."""
        self.add_class("-open")

    def on_descendant_blur(self) -> None:
        """Gone on to another field, unless it was only from the line into the month."""
        self.call_after_refresh(lambda: self.set_class(self.has_focus_within, "-open"))

    def on_key(self, event: events.Key) -> None:
        """Down goes from the line into the month, up from its first week back; turned, up goes there, too."""
        line, month = self.query_one(LineInput), self.query_one(Month)
        if (event.key == "down" or (self._up and event.key == "up")) and line.has_focus:
            month.focus()
        elif event.key == "tab" and line.has_focus:
            # on to the next field: the month is there for whoever goes down
            self.screen.set_focus(month)
            self.screen.focus_next()
        elif month.has_focus and month.chosen and self._leaves(event.key, month.day):
            line.focus()
        else:
            return
        event.stop()
        event.prevent_default()

    def _leaves(self, key: str, day: date) -> bool:
        """Whether a key goes out of the month, towards the line."""
        if self._up:
            return key == "down" and moved(day, 7).month != day.month
        return key == "up" and day.day <= 7

    @on(Month.Chosen)
    def _chosen(self, event: Month.Chosen) -> None:
        event.stop()
        self.show_draft(self._draft_of(event.day))
        self.typed(self._draft_of(event.day))
        if event.done:
            self.post_message(self.Finished(self))

    def _draft_of(self, day: date) -> str:
        if self.type is ColumnType.DATE:
            return day.isoformat()
        # the time that stands there stays
        _, _, time = self.draft.replace("T", " ").strip().partition(" ")
        return f"{day.isoformat()} {time.strip() or '12:00'}"
