"""The few things that are said about a file by hand: its name, title and summary."""

from __future__ import annotations

from typing import NamedTuple

from textual.widget import Widget

from lattice.actions import GetRow, Outcome, UpdateFile
from lattice.model.errors import LatticeError
from lattice.model.files import FILES, file_of
from lattice.model.rows import Row
from lattice.model.schema import Column
from lattice.tui.bench import Bench
from lattice.tui.screens.asking import ask_text
from lattice.tui.screens.edit_conflict import Both, EditConflict, Ending
from lattice.tui.widgets.pane import Pane
from lattice.tui.words import ago, handle


async def edit_file_field(widget: Widget, bench: Bench, row: Row | None, column: Column) -> None:
    """Ask for a name, title or summary and keep it; says of other columns why not. Raises LatticeError."""
    if row is None:
        return
    if column.name not in ("name", "title", "summary"):
        widget.app.notify(
            f"{column.name} is what was found when the file was read. Name, title and summary can be typed.",
            markup=False,
        )
        return
    label = file_of(row).label
    check = (lambda text: "" if text.strip() else "A file needs a name.") if column.name == "name" else None
    value, seen, ending = str(row.values.get(column.name) or ""), row, Ending.ON
    while ending is Ending.ON:
        typed = await ask_text(
            widget.app, f"{column.name.capitalize()} of {label}", column.definition, value=value, check=check
        )
        if typed is None:
            return
        value = typed
        ending, seen, outcome = await _save(widget, bench, seen, column.name, typed.strip())
        if outcome is not None:
            widget.post_message(Pane.Done(f"Changed the {column.name} of {label}.", outcome))


class _Saved(NamedTuple):
    ending: Ending
    seen: Row
    """As the file is known now."""
    outcome: Outcome[Row] | None = None


async def _save(widget: Widget, bench: Bench, seen: Row, name: str, text: str) -> _Saved:
    """Keep it; shows both sides when somebody said otherwise meanwhile. Raises LatticeError."""
    while True:
        action = UpdateFile(
            id=seen.id,
            name=text if name == "name" else None,
            title=text if name == "title" else None,
            summary=text if name == "summary" else None,
            expect_version=seen.version,
        )
        try:
            outcome = await bench.run(action)
            return _Saved(Ending.MINE, outcome.value, outcome)
        except LatticeError as error:
            if error.code != "conflict":
                raise
        before, seen = seen, (await bench.run(GetRow(table=FILES, id=seen.id))).value
        was, theirs = (str(row.values.get(name) or "") for row in (before, seen))
        if was == theirs:
            continue
        said = f"{handle(seen.updated_by)} changed this file {ago(seen.updated_at)}, while you were typing."
        answer = await widget.app.push_screen_wait(EditConflict(said, [Both(name, text, theirs, was)]))
        if answer is not Ending.MINE:
            return _Saved(answer or Ending.ON, seen)
