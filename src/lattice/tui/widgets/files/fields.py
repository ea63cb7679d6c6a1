"""The few things that are said about a file by hand: its name, title and summary."""

from __future__ import annotations

from textual.widget import Widget

from lattice.actions import UpdateFile
from lattice.model.files import file_of
from lattice.model.rows import Row
from lattice.model.schema import Column
from lattice.tui.bench import Bench
from lattice.tui.screens.asking import ask_text
from lattice.tui.widgets.pane import Pane


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
    file = file_of(row)
    check = (lambda text: "" if text.strip() else "A file needs a name.") if column.name == "name" else None
    typed = await ask_text(
        widget.app,
        f"{column.name.capitalize()} of {file.label}",
        column.definition,
        value=str(row.values.get(column.name) or ""),
        check=check,
    )
    if typed is None:
        return
    text = typed.strip()
    action = UpdateFile(
        id=file.id,
        name=text if column.name == "name" else None,
        title=text if column.name == "title" else None,
        summary=text if column.name == "summary" else None,
        expect_version=file.version,
    )
    outcome = await bench.run(action)
    widget.post_message(Pane.Done(f"Changed the {column.name} of {file.label}.", outcome))
