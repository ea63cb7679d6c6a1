"""Pasting cells into a table: one change that one key takes back, asked about where not all of it fits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from lattice.actions import EditRows, ListRows, RowEdit
from lattice.model.ids import is_id
from lattice.model.query import format_name, format_value
from lattice.model.rows import Row
from lattice.model.schema import Column, Table
from lattice.model.values import ColumnType
from lattice.tui.bench import Bench
from lattice.tui.carrying_out import carry_out
from lattice.tui.widgets.pane import Pane
from lattice.tui.widgets.table import view
from lattice.tui.widgets.table.block import PastedBlock, Separator, read_block
from lattice.tui.widgets.table.paste_plan import Names, PastePlan, blank_words, plan_paste
from lattice.tui.words import table_words

if TYPE_CHECKING:
    from lattice.tui.widgets.table.pane import TablePane

#: Names that one question asks about.
ASKED = 100


class Place(NamedTuple):
    """Where a paste goes."""

    table: Table
    columns: tuple[Column, ...]
    """Those shown, from the cursor's on."""
    rows: tuple[Row, ...]
    """Those there are, from the cursor's on, as many as the paste has lines."""


async def paste(pane: TablePane, text: str) -> None:
    """Put pasted text into the cells from the cursor on. Raises LatticeError."""
    block = read_block(text)
    if (drawn := pane.grid.block) is not None:
        block = block.spread(len(drawn.rows), len(drawn.columns))
    place = await _place(pane, len(block.rows))
    if place is None:
        pane.app.notify("Nothing can be pasted here: the table has no columns yet.", severity="warning")
        return
    headed = block.is_headed([column.name for column in place.columns])
    names = await meanings(pane.bench, place.columns, block)
    whole = plan_paste(block, place.columns, place.rows, names)
    plan, plans = whole, [whole]
    if headed:
        plan = plan_paste(block.without_header(), place.columns, place.rows, names, first=2)
        plans = [plan, whole]
    if headed or not plan.fits or block.separator is Separator.COMMA:
        from lattice.tui.screens.paste_cells import PasteCells

        wanted = await pane.app.push_screen_wait(PasteCells(block.words, plans))
        if wanted is None:
            return
        plan = wanted
    if plan.empty:
        pane.app.notify("Nothing was pasted: the cells say that already.")
        return
    await _apply(pane, place.table, plan)


async def _place(pane: TablePane, lines: int) -> Place | None:
    table, grid = pane.table, pane.grid
    if table is None or not grid.columns:
        return None
    drawn = grid.block
    top = drawn.rows.start if drawn else grid.cursor_row
    name = drawn.columns[0] if drawn else grid.cursor_name
    shown = view.shown(table, pane.view)
    at = next((i for i, column in enumerate(shown) if column.name == name), 0)
    end = min(top + lines, grid.row_count)
    rows = (await grid.take(range(top, end))).rows if end > top else []
    return Place(table, tuple(shown[at:]), tuple(rows))


async def meanings(bench: Bench, columns: Iterable[Column], block: PastedBlock) -> Names:
    """Which rows texts in reference columns speak of, by name or by id. Raises LatticeError."""
    found: dict[str, dict[str, list[str]]] = {}
    for index, column in enumerate(columns):
        target = bench.table(column.target or "")
        if column.type is not ColumnType.REFERENCE or target is None or column.masked:
            continue
        texts = sorted({row[index].strip() for row in block.rows if index < len(row)} - {""})
        known = found.setdefault(column.name, {})
        for start in range(0, len(texts), ASKED):
            await _look_up(bench, target, texts[start : start + ASKED], known)
    return found


async def _look_up(bench: Bench, target: Table, texts: list[str], known: dict[str, list[str]]) -> None:
    conditions: list[str] = []
    if ids := [text for text in texts if is_id(text)]:
        conditions.append(f"_id in ({', '.join(ids)})")
    label = target.label
    if label is not None and label.type is ColumnType.TEXT:
        values = ", ".join(format_value(label.type, text) for text in texts)
        conditions.append(f"{format_name(label.name)} in ({values})")
    if not conditions:
        return
    action = ListRows(table=target.name, where=" or ".join(conditions), limit=1_000)
    for row in (await bench.run(action)).value.rows:
        for name in (row.id, row.values.get(label.name) if label else None):
            if isinstance(name, str) and name in texts:
                known.setdefault(name, []).append(row.id)


async def _apply(pane: TablePane, table: Table, plan: PastePlan) -> None:
    """Carry a plan out as one change: all of it, or nothing. Raises LatticeError."""
    edits = tuple(RowEdit(row.id, values) for row, values in plan.changes)
    action = EditRows(table=table.name, edits=edits, rows=plan.added)
    outcome = await carry_out(pane.app, pane.bench, f"Pasting into {table_words(table.name)}", action)
    if outcome.change_id is None:
        pane.app.notify("Nothing was pasted: the cells say that already.")
        return
    pane.post_message(Pane.Done(f"{_words(table, plan)}.", outcome))


def _words(table: Table, plan: PastePlan) -> str:
    parts = []
    if plan.changes:
        parts.append(f"changed {_rows(len(plan.changes))}")
    if plan.added:
        parts.append(f"added {_rows(len(plan.added))}")
    left = f"; {blank_words(plan.blank)}" if plan.blank else ""
    return f"Pasted into {table.name}: {' and '.join(parts)}{left}"


def _rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"
