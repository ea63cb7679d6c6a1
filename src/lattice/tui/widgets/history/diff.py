"""What one change did: for each row the columns with their values before and after."""

from __future__ import annotations

import msgspec
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from lattice.actions import GetChange, ListEvents
from lattice.model.events import Diff, Event
from lattice.tui.bench import Bench
from lattice.tui.literal import one_line
from lattice.tui.words import ago, change_words, changed_columns, event_words, handle, show_value
from lattice.tui.work import start

#: Events that are painted; of a bulk change the rest is counted.
SHOWN = 100
#: Rows whose names are looked up for the references of a change.
NAMED = 40
#: Longest value, in characters, before it is cut.
VALUE_CHARS = 300


class DiffView(VerticalScroll):
    """One change, opened."""

    def __init__(self, bench: Bench, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._bench = bench
        self._shown: str | None = None

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static("", id="diff-text", markup=False)

    def show(self, change_id: str | None, row_id: str | None = None) -> None:
        """Show that change, or what it did to one row; nothing for None."""
        if change_id == self._shown:
            return
        self._shown = change_id
        if change_id is None:
            self.query_one("#diff-text", Static).update("")
            return
        start(self, self._read(change_id, row_id), group="diff")

    async def _read(self, change_id: str, row_id: str | None) -> None:
        diff = (await self._bench.run(GetChange(change_id=change_id))).value
        if row_id is not None and diff.change.events > 1:
            # in a bulk change the row may be far behind the events that come with it
            asked = ListEvents(change_id=change_id, row_id=row_id, limit=SHOWN)
            own = (await self._bench.run(asked)).value.events
            diff = msgspec.structs.replace(diff, events=tuple(reversed(own)))
        names = await self._names(diff.events[:SHOWN])
        if change_id == self._shown:
            self.query_one("#diff-text", Static).update(paint_diff(diff, names))
            self.scroll_home(animate=False)

    async def _names(self, events: tuple[Event, ...]) -> dict[str, str]:
        """What people call the rows that references in these events point at."""
        wanted: dict[str, str] = {}
        for event in events:
            table = self._bench.table(event.table_id or "")
            for column in table.columns if table else ():
                for values in (event.before, event.after):
                    value = (values or {}).get(column.name)
                    if column.target and isinstance(value, str):
                        wanted[value] = column.target
        found = {row_id: await self._bench.name_of(wanted[row_id], row_id) for row_id in list(wanted)[:NAMED]}
        return {row_id: f"→ {name}" for row_id, name in found.items() if name}


def paint_diff(diff: Diff, names: dict[str, str]) -> Content:
    """A change in words and values; `names` says what people call the rows it refers to."""
    change = diff.change
    by = f" for {handle(change.on_behalf_of)}" if change.on_behalf_of else ""
    lines = [
        Content.assemble(
            (change_words(change.summary), "bold"),
            (f"   {handle(change.actor)}{by} · {ago(change.at)} · #{change.last_seq:,}", "$text-muted"),
        )
    ]
    if change.undone_by:
        lines.append(Content.styled("Taken back since.", "$text-warning"))
    for event in diff.events[:SHOWN]:
        alone = change.events == 1 and _columns(event)
        lines += _values(event, names) if alone else [Content(""), *_paint_event(event, names)]
    rest = change.events - min(len(diff.events), SHOWN)
    if rest > 0:
        lines += [Content(""), Content.styled(f"… and {rest:,} more of the same change", "$text-muted")]
    return Content("\n").join(lines)


def _columns(event: Event) -> list[str]:
    return [] if event.purged else changed_columns(event)


def _paint_event(event: Event, names: dict[str, str]) -> list[Content]:
    return [Content.styled(event_words(event).partition(":")[0], "$text-muted"), *_values(event, names)]


def _values(event: Event, names: dict[str, str]) -> list[Content]:
    before, after = event.before or {}, event.after or {}
    columns = _columns(event)
    width = min(max((len(one_line(c, 40)) for c in columns), default=0), 24)
    lines: list[Content] = []
    for name in columns:
        was, now = before.get(name), after.get(name)
        old = names.get(str(was)) or show_value(was, limit=VALUE_CHARS)
        new = names.get(str(now)) or show_value(now, limit=VALUE_CHARS)
        parts: list[Content | str | tuple[str, str]] = [(f"  {one_line(name, 40):<{width}}  ", "$text-muted")]
        if event.before is not None and name in before:
            parts.append((old or "empty", "$text-error"))
        if event.before is not None and event.after is not None and name in before and name in after:
            parts.append((" → ", "$text-muted"))
        if event.after is not None and name in after:
            parts.append((new or "empty", "$text-success"))
        lines.append(Content.assemble(*parts))
    return lines
