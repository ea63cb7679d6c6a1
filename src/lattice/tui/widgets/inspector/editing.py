"""Editing one value in a box of its own: the right widget for the type, checked as one types."""

from __future__ import annotations

from collections.abc import Callable

from textual.widget import Widget

from lattice.model.rows import Row
from lattice.model.schema import Column, Table
from lattice.model.values import RULES, ColumnType, Misfit, Value, canonical_json, parse
from lattice.tui.bench import Bench
from lattice.tui.changing import update_row
from lattice.tui.screens.asking import ask_text, choose
from lattice.tui.screens.pick_row import pick_row
from lattice.tui.widgets.pane import Pane


class Unchanged:
    """Nothing was chosen."""


UNCHANGED = Unchanged()


async def edit_field(widget: Widget, bench: Bench, table: Table, row: Row, column: Column) -> None:
    """Ask for another value of a field and save it. Raises LatticeError."""
    old = row.values.get(column.name)
    value = await ask_value(widget, bench, column, old, title=f"{table.name}.{column.name}")
    if isinstance(value, Unchanged) or value == old:
        return
    outcome = await update_row(widget, bench, table, row, {column.name: value})
    if outcome is not None:
        widget.post_message(Pane.Done("", outcome))


async def ask_value(
    widget: Widget, bench: Bench, column: Column, old: Value, *, title: str
) -> Value | Unchanged:
    """Another value for a column, None for empty; UNCHANGED when the question was left. Raises LatticeError."""
    if column.type is ColumnType.BOOLEAN:
        options = [("true", "true", ""), ("false", "false", ""), ("", "empty", "")]
        picked = await choose(widget.app, title, options, chosen="" if old is None else str(old).lower())
        return UNCHANGED if picked is None else {"true": True, "false": False}.get(picked)
    if column.type is ColumnType.REFERENCE:
        target = bench.table(column.target or "")
        if target is None:
            return UNCHANGED
        found = await pick_row(widget.app, bench, f"{title}: which of {target.name}?", target, clearable=True)
        return UNCHANGED if found is None else (found.row_id or None)
    text = await ask_text(
        widget.app,
        title,
        column.definition or f"{column.type.value}: {RULES[column.type].example}",
        value=as_typed(column.type, old),
        check=value_check(column.type),
        yes="Save",
    )
    if text is None or (text == "" and old is None):
        return UNCHANGED
    return parse(column.type, text)


def value_check(type_: ColumnType) -> Callable[[str], str]:
    """A check of a value as one types."""

    def check(text: str) -> str:
        try:
            parse(type_, text)
        except Misfit as misfit:
            return f"This {misfit}."
        return ""

    return check


def as_typed(type_: ColumnType, value: Value) -> str:
    """A value as a person would type it."""
    if value is None:
        return ""
    if type_ is ColumnType.JSON:
        return canonical_json(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
