"""Changing the schema step by step: each change asks what it needs, does it, and says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.widget import Widget

from lattice.actions import (
    AddColumn,
    CheckRetype,
    CreateTable,
    DefineColumn,
    DefineTable,
    DropColumn,
    DropTable,
    Outcome,
    RenameColumn,
    RenameTable,
    RetypeColumn,
)
from lattice.model.errors import LatticeError
from lattice.model.schema import Column, NewColumn, Table, check_name
from lattice.model.values import RULES, ColumnType
from lattice.tui.bench import Bench
from lattice.tui.screens.asking import ask_text, choose
from lattice.tui.session import TabKey, TabKind
from lattice.tui.sharing import mask_column, share_table
from lattice.tui.widgets.pane import Pane
from lattice.tui.widgets.schema.retype_preview import PAGE, RetypePreview


def name_check(what: str) -> Callable[[str], str]:
    """A check of a name as one types."""

    def check(name: str) -> str:
        try:
            check_name(name, what)
        except LatticeError as error:
            return error.message
        return ""

    return check


async def change(widget: Widget, bench: Bench, table: Table, column: Column | None, how: str) -> None:
    """Add, rename, retype, define, drop, or choose who sees it; `column` is None for the table itself.

    Raises LatticeError.
    """
    if how == "add":
        await add_column(widget, bench, table)
    elif column is None:
        await change_table(widget, bench, table, how)
    elif how == "rename":
        await _rename_column(widget, bench, table, column)
    elif how == "retype":
        await _retype(widget, bench, table, column)
    elif how == "define":
        await _define_column(widget, bench, table, column)
    elif how == "share":
        await mask_column(widget, bench, table, column)
    elif how == "drop":
        outcome = await bench.run(DropColumn(table=table.name, column=column.name))
        _done(widget, f"Dropped {table.name}.{column.name}.", outcome)


async def change_table(widget: Widget, bench: Bench, table: Table, how: str) -> None:
    """Rename, define or drop a table, or choose who sees its new rows. Raises LatticeError."""
    if how == "rename":
        check = name_check("Table")
        name = await ask_text(widget.app, f"Rename {table.name}", value=table.name, check=check, yes="Rename")
        if name and name != table.name:
            outcome = await bench.run(RenameTable(table=table.name, name=name))
            _done(widget, f"Renamed {table.name} to {name}.", outcome)
    elif how == "define":
        hint = "One line, for people and for their agents. Nothing takes the definition away."
        text = await ask_text(widget.app, f"What does {table.name} hold?", hint, value=table.definition)
        if text is not None and text != table.definition:
            outcome = await bench.run(DefineTable(table=table.name, definition=text))
            _done(widget, f"Defined {table.name}.", outcome)
    elif how == "share":
        await share_table(widget, bench, table)
    elif how == "drop":
        outcome = await bench.run(DropTable(table=table.name))
        _done(widget, f"Dropped table {table.name}.", outcome)


async def create_table(widget: Widget, bench: Bench) -> Table | None:
    """Ask for a new table and make it. Raises LatticeError."""
    from lattice.tui.screens.new_table import NewTableScreen

    wanted = await widget.app.push_screen_wait(NewTableScreen(bench.schema))
    if wanted is None:
        return None
    outcome = await bench.run(
        CreateTable(name=wanted.name, columns=wanted.columns, definition=wanted.definition)
    )
    _done(widget, f"Made table {wanted.name}.", outcome)
    return outcome.value


async def add_column(widget: Widget, bench: Bench, table: Table) -> None:
    """Ask for a new column and make it. Raises LatticeError."""
    title = f"New column of {table.name}"
    name = await ask_text(
        widget.app, title, "Its name; the type comes next.", check=name_check("Column"), yes="Next"
    )
    if not name:
        return
    picked = await _pick_type(widget, bench, f"Type of {name}", None)
    if picked is None:
        return
    type_, target = picked
    column = NewColumn(name=name, type=type_, target=target)
    outcome = await bench.run(AddColumn(table=table.name, column=column))
    _done(widget, f"Added {table.name}.{name}.", outcome)


async def _rename_column(widget: Widget, bench: Bench, table: Table, column: Column) -> None:
    title = f"Rename {table.name}.{column.name}"
    name = await ask_text(widget.app, title, value=column.name, check=name_check("Column"), yes="Rename")
    if name and name != column.name:
        outcome = await bench.run(RenameColumn(table=table.name, column=column.name, name=name))
        _done(widget, f"Renamed {table.name}.{column.name} to {name}.", outcome)


async def _define_column(widget: Widget, bench: Bench, table: Table, column: Column) -> None:
    title = f"What does {table.name}.{column.name} hold?"
    text = await ask_text(
        widget.app, title, "One line, for people and for their agents.", value=column.definition
    )
    if text is not None and text != column.definition:
        outcome = await bench.run(DefineColumn(table=table.name, column=column.name, definition=text))
        _done(widget, f"Defined {table.name}.{column.name}.", outcome)


async def _pick_type(
    widget: Widget, bench: Bench, title: str, column: Column | None
) -> tuple[ColumnType, str | None] | None:
    """A type, and for a reference the name of the table it points into."""
    plain = [(t.value, t.value, RULES[t].example) for t in ColumnType if t is not ColumnType.REFERENCE]
    tables = [(f">{t.name}", f"→ {t.name}", "a row of that table") for t in bench.schema.tables]
    chosen = _type_key(bench, column) if column else ColumnType.TEXT.value
    picked = await choose(widget.app, title, [*plain, *tables], chosen=chosen, typed=True)
    if picked is None:
        return None
    return (ColumnType.REFERENCE, picked[1:]) if picked.startswith(">") else (ColumnType(picked), None)


def _type_key(bench: Bench, column: Column) -> str:
    target = bench.table(column.target or "")
    return f">{target.name}" if target is not None else column.type.value


async def _retype(widget: Widget, bench: Bench, table: Table, column: Column) -> None:
    name = f"{table.name}.{column.name}"
    picked = await _pick_type(widget, bench, f"Type of {name}", column)
    if picked is None:
        return
    type_, target = picked
    if (f">{target}" if target else type_.value) == _type_key(bench, column):
        return
    check = CheckRetype(table=table.name, column=column.name, type=type_, target=target, limit=PAGE)
    misfits = (await bench.run(check)).value
    if misfits.count:
        answer = await widget.app.push_screen_wait(RetypePreview(bench, check, misfits))
        if answer is not None and answer.row_id:
            widget.post_message(Pane.OpenTab(TabKey(TabKind.ROW, table.id, answer.row_id)))
        if answer is None or answer.row_id:
            return
    action = RetypeColumn(
        table=table.name, column=column.name, type=type_, target=target, empty_misfits=bool(misfits.count)
    )
    outcome = await bench.run(action)
    _done(widget, f"{name} is now {f'a reference to {target}' if target else type_.value}.", outcome)


def _done(widget: Widget, words: str, outcome: Outcome[Any]) -> None:
    widget.post_message(Pane.Done(words, outcome))
