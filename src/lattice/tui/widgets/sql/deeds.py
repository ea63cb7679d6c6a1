"""What one does with a query and its answer: name it, copy, export, look at one value."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lattice.actions import GetRow
from lattice.model.errors import LatticeError
from lattice.model.ids import is_id
from lattice.model.values import ColumnType, Value
from lattice.tui import clipboard
from lattice.tui.copied import FORMAT_NAMES, CopyWish
from lattice.tui.literal import one_line
from lattice.tui.screens.asking import ask_text
from lattice.tui.screens.dialogs import ErrorDialog
from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.pane import Pane
from lattice.tui.widgets.sql.history import Asked, history_path, now, remember
from lattice.tui.widgets.sql.referred import tables_in
from lattice.tui.widgets.sql.results import Answer
from lattice.tui.widgets.sql.said import count
from lattice.tui.words import said

if TYPE_CHECKING:
    from lattice.tui.screens.working import Progress
    from lattice.tui.widgets.sql.pane import SqlPane
    from lattice.tui.widgets.sql.running import Came

#: Rows that one copy takes; the clipboard of a terminal holds no more.
COPIED = 1_000


async def give_name(pane: SqlPane) -> None:
    """Ask what the query is to be called; an empty name takes it away. Raises LatticeError."""
    label = "Its tab is called so, and the history finds it by this name. Empty for none."
    name = await ask_text(pane.app, "Name this query", label, value=pane.name_given, check=_name_check)
    if name is None:
        return
    pane.name_given = one_line(name.strip())
    pane.post_message(pane.Touched())
    sql = pane.text.strip().rstrip(";").strip()
    if pane.name_given and sql and pane.bench.me is not None:
        path = history_path(pane.app.home, pane.bench.me.id)
        asked = Asked(sql=sql, at=now(), name=pane.name_given, run=False)
        await asyncio.to_thread(remember, path, asked)


def _name_check(name: str) -> str:
    from lattice.tui.widgets.sql.pane import NAME

    return "" if len(name.strip()) <= NAME else f"At most {NAME} characters."


async def keep_asked(pane: SqlPane, came: Came) -> None:
    """Keep the query in the history; a history that cannot be written costs nothing else."""
    me, result = pane.bench.me, came.result
    if me is None:
        return
    asked = Asked(
        sql=came.sql,
        at=now(),
        name=pane.name_given if came.sql == pane.text.strip().rstrip(";") else "",
        rows=len(result.rows) if result else 0,
        more=bool(result and result.truncated),
        ms=result.elapsed_ms if result else 0.0,
        refused=came.refused.message if came.refused else "",
    )
    with suppress(LatticeError):
        await asyncio.to_thread(remember, history_path(pane.app.home, me.id), asked)


async def copy_cell(pane: SqlPane) -> None:
    """Send the cell to the clipboard, as it would be typed."""
    grid = pane.view.grid
    if pane.view.answer is None or (row := grid.current) is None:
        return
    value = row.values.get(grid.cursor_name)
    await clipboard.hand_over(pane.app, "" if value is None else str(value), said(value))


async def copy_rows(pane: SqlPane) -> None:
    """Send the row, or those selected, to the clipboard, as was wanted last. Raises LatticeError."""
    if (answer := pane.view.answer) is not None:
        await _copy(pane, answer, await _picked(pane), pane.copied_as)


async def copy_as(pane: SqlPane) -> None:
    """Ask how, and send the rows selected, else all, to the clipboard. Raises LatticeError."""
    from lattice.tui.screens.copy_as import CopyScreen

    answer = pane.view.answer
    if answer is None:
        pane.app.notify("There is no answer to copy yet: run the query first.", severity="warning")
        return
    rows = await _picked(pane, otherwise_all=True)
    wish = await pane.app.push_screen_wait(CopyScreen(count(len(rows)), pane.copied_as, references=False))
    if wish is not None:
        pane.copied_as = wish
        await _copy(pane, answer, rows, wish)


async def _picked(pane: SqlPane, *, otherwise_all: bool = False) -> list[tuple[Value, ...]]:
    """The rows selected, else the one under the cursor, or all."""
    answer, selection = pane.view.answer, await pane.view.grid.chosen()
    if answer is None:
        return []
    if selection.everything:
        return answer.values(without=selection.without)
    if selection.ids or not otherwise_all:
        row = pane.view.grid.current
        return answer.values(selection.ids or ({row.id} if row else set()))
    return answer.values()


async def _copy(pane: SqlPane, answer: Answer, rows: Sequence[tuple[Value, ...]], wish: CopyWish) -> None:
    # the writers: not before they are needed
    from lattice.ingest.export import format_rows

    columns = list(zip(answer.names, answer.types, strict=True))
    text = format_rows(columns, _fitting(answer, rows[:COPIED]), wish.format, header=wish.header)
    rest = " (the first of them; x exports all)" if len(rows) > COPIED else ""
    words = f"{count(min(len(rows), COPIED))}{rest} as {FORMAT_NAMES[wish.format]}"
    await clipboard.hand_over(pane.app, text, words)


def _fitting(answer: Answer, rows: Sequence[tuple[Value, ...]]) -> list[list[Value]]:
    """Rows whose values are of their column's type: a column of texts may hold a number, too."""
    return [
        [
            str(value) if type_ is ColumnType.TEXT and value is not None else value
            for value, type_ in zip(row, answer.types, strict=True)
        ]
        for row in rows
    ]


async def export(pane: SqlPane) -> None:
    """Ask where to, and write the answer there. Raises LatticeError."""
    from lattice.ingest.export import format_for
    from lattice.tui.screens.save_file import AskTarget
    from lattice.tui.screens.working import Working

    answer = pane.view.answer
    if answer is None:
        pane.app.notify("There is no answer to export yet: run the query first.", severity="warning")
        return
    rows = len(answer.result.rows)
    note = (
        f"{count(rows, more=answer.result.truncated)}, as .csv, .tsv, .json, .ndjson, .md, .xlsx or .sqlite."
    )
    if answer.result.truncated:
        note += " m reads more of them first."
    stem = "".join(c if c.isalnum() or c in "-_ " else "-" for c in pane.title).strip() or "query"
    target = await pane.app.push_screen_wait(
        AskTarget("Export the answer", note, str(Path.cwd() / f"{stem}.csv"))
    )
    if target is None:
        return
    format_ = format_for(target)
    if format_ is None:
        raise LatticeError(
            "usage",
            f"{target.name} does not say what it is to be.",
            "End its name in .csv, .tsv, .json, .ndjson, .md, .xlsx or .sqlite.",
        )
    # asked of people in the order in which they see it
    values = _fitting(answer, answer.values())
    columns = list(zip(answer.names, answer.types, strict=True))

    async def job(progress: Progress) -> int:
        from lattice.ingest.results import write_rows

        def said_so(written: int) -> None:
            progress.part, progress.note = written / rows if rows else None, count(written)

        return await write_rows(columns, values, target, format_, name=stem, progress=said_so)

    done = await pane.app.push_screen_wait(Working("Exporting the answer", job))
    if done is None:
        pane.app.notify("Stopped. No file was written.")
    elif isinstance(done, LatticeError):
        await pane.app.push_screen_wait(ErrorDialog("Nothing was exported", done))
    else:
        pane.app.notify(f"{count(done)} written to {target}.", markup=False)


async def show_value(pane: SqlPane) -> None:
    """Show all of the cell under the cursor."""
    from lattice.tui.screens.value import ValueScreen

    grid, answer = pane.view.grid, pane.view.answer
    if answer is None or (row := grid.current) is None or not grid.cursor_name:
        return
    name, value = grid.cursor_name, row.values.get(grid.cursor_name)
    # a column may hold values of several types
    type_ = answer.types[answer.names.index(name)]
    if isinstance(value, str) and type_ is not ColumnType.TEXT:
        type_ = ColumnType.TEXT
    await pane.app.push_screen_wait(ValueScreen(one_line(name, 60), type_, value))


async def open_cell(pane: SqlPane) -> None:
    """Go to the row that the cell names; else show all of the cell."""
    if (key := _row_named(pane)) is not None:
        pane.post_message(Pane.OpenTab(key))
    else:
        await show_value(pane)


async def follow(pane: SqlPane) -> None:
    """Go to the row that the cell names, else to the one that the line of the answer was read from."""
    key = _row_named(pane) or await _row_itself(pane)
    if key is not None:
        pane.post_message(Pane.OpenTab(key))
    else:
        words = "This names no row. Where a query reads _id, its rows are gone to from any column."
        pane.app.notify(words, severity="warning", markup=False)


async def _row_itself(pane: SqlPane) -> TabKey | None:
    """The tab of the row whose id stands in the column `_id`, in the first table of the query that has it."""
    answer, row = pane.view.answer, pane.view.grid.current
    row_id = row.values.get("_id") if answer is not None and row is not None else None
    if not isinstance(row_id, str) or not is_id(row_id):
        return None
    for table in tables_in(pane.bench, pane.asked):
        with suppress(LatticeError):
            await pane.bench.run(GetRow(table=table.name, id=row_id))
            return TabKey(TabKind.ROW, table.id, row_id)
    return None


def _row_named(pane: SqlPane) -> TabKey | None:
    """The tab of the row whose name stands under the cursor."""
    grid, answer = pane.view.grid, pane.view.answer
    if answer is None or (row := grid.current) is None or grid.cursor_name not in answer.referring:
        return None
    place = answer.place_of(str(row.values.get(grid.cursor_name)))
    return TabKey(TabKind.ROW, *place) if place is not None else None


async def narrow(pane: SqlPane) -> None:
    """Ask for words, and show only the rows of the answer that have them."""
    label = "Words that a row has anywhere in it; empty for all rows."
    words = await ask_text(pane.app, "Narrow the answer", label, value=pane.view.words_in)
    if words is not None and pane.view.answer is not None:
        pane.narrow(words.strip())
        pane.view.take_focus()


DEEDS: dict[str, Callable[[SqlPane], Coroutine[Any, Any, None]]] = {
    "copy_cell": copy_cell,
    "copy_rows": copy_rows,
    "copy_as": copy_as,
    "export": export,
    "narrow": narrow,
    "open_cell": open_cell,
    "follow": follow,
}

#: Those that open something.
OPENING = frozenset({"copy_as", "export", "narrow", "open_cell"})
