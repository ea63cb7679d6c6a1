"""What one does with the rows of a table: new, edit, delete, change many, link, share, follow."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from lattice.actions import DeleteRow, DeleteRows, InsertRow, ListRows, Outcome, UpdateRows
from lattice.model.errors import LatticeError
from lattice.model.ids import is_id
from lattice.model.rows import BulkResult, Row
from lattice.model.schema import Column, Table
from lattice.model.values import ColumnType, Value
from lattice.tui.carrying_out import carry_out
from lattice.tui.changing import link_rows
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.screens.asking import ask_text
from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.pane import Pane
from lattice.tui.widgets.table import copying
from lattice.tui.words import row_label, table_words

if TYPE_CHECKING:
    from lattice.tui.widgets.table.browsing import BrowsePane
    from lattice.tui.widgets.table.pane import TablePane

#: Rows of one page when ids are gathered.
PAGE = 1_000


def plural(count: int) -> str:
    """`1 row`, `1,204 rows`."""
    return f"{count:,} row{'' if count == 1 else 's'}"


async def picked_ids(pane: BrowsePane) -> tuple[str, ...]:
    """Ids of the rows selected, else of the one under the cursor. Raises LatticeError."""
    selection = await pane.grid.chosen()
    if not selection.everything:
        row = pane.grid.current
        return tuple(sorted(selection.ids)) or ((row.id,) if row else ())
    ids: list[str] = []
    after: str | None = None
    asked = pane.asked
    while True:
        action = ListRows(table=asked.table, where=asked.where, limit=PAGE, after=after)
        page = (await pane.bench.run(action)).value
        ids += [row.id for row in page.rows if row.id not in selection.without]
        after = page.next
        if after is None:
            return tuple(ids)


async def new(pane: TablePane) -> None:
    """Add a row by its form; what was typed and not saved is there the next time. Raises LatticeError."""
    # the editors cost 40 ms to import: not before the first screen
    from lattice.tui.widgets.editors import RowForm
    from lattice.tui.widgets.editors.value import reference_search
    from lattice.tui.widgets.table.demanded import demanded

    table, bench = _table(pane), pane.bench
    wanted, labels = demanded(pane.view.where, table), pane.grid.window.first_labels()
    names = ", ".join(one_line(name, 30) for name in wanted)
    made: list[Outcome[Row]] = []

    def own(drafts: dict[str, str]) -> dict[str, str]:
        """What somebody typed, not the filter."""
        return {name: text for name, text in drafts.items() if wanted.get(name) != text}

    async def save(values: dict[str, Value]) -> None:
        made.append(await bench.run(InsertRow(table=table.name, values=values)))

    form = RowForm(
        f"New row of {table.name}",
        table.columns,
        {},
        save,
        search=lambda column: reference_search(bench, column),
        labels=labels,
        drafts={**wanted, **bench.drafts.get(table.id, {})},
        typed=lambda typed: bench.keep_draft(table.id, own(typed)),
        note=f"As the filter wants it: {names}. Otherwise the new row would not show." if wanted else "",
    )
    result = await pane.app.push_screen_wait(form)
    left = own(result.drafts) if result else {}
    bench.keep_draft(table.id, left)
    if left:
        pane.app.notify("Not saved; n takes up what you typed.")
    if made:
        row = made[0].value
        words = f"Added {table.name}/{row_label(table, row)}."
        hidden = await _is_hidden(pane, row.id)
        if hidden:
            key = pane.app.get_key_display(bind("grid.show_all", ""))
            words += f" The filter hides it; {key} shows all rows."
        pane.post_message(Pane.Done(words, made[0]))
        if not hidden:
            pane.go_to_row(row.id)


async def _is_hidden(pane: TablePane, row_id: str) -> bool:
    """Whether the filter in force hides a row; one that cannot be asked now hides nothing for sure."""
    if not pane.view.where or pane.table is None:
        return False
    try:
        return await pane.asked.locate(row_id) is None
    except LatticeError:
        return False


async def edit_cell(pane: TablePane, row: Row, column: Column) -> None:
    """Change one cell in its place."""
    from lattice.tui.widgets.editors.value import edit_value

    label = pane.grid.window.labels(pane.grid.cursor_row).get(str(row.values.get(column.name)), "")
    await edit_value(pane, pane.bench, _table(pane), row, column, pane.grid.cell_region, label=label)


async def delete(pane: TablePane) -> None:
    """Move rows to the trash; nothing is asked, undo is offered. Raises LatticeError."""
    table, row = _table(pane), pane.grid.current
    ids = await picked_ids(pane)
    if not ids:
        return
    if len(ids) == 1:
        outcome = await pane.bench.run(DeleteRow(table=table.name, id=ids[0]))
        name = f"{table.name}/{row_label(table, row)}" if row and row.id == ids[0] else "1 row"
        pane.post_message(Pane.Done(f"{name} is in the trash.", outcome))
    else:
        bulk = DeleteRows(table=table.name, ids=ids)
        many = await carry_out(pane.app, pane.bench, f"Deleting {plural(len(ids))}", bulk)
        pane.post_message(Pane.Done(f"{plural(many.value.count)} of {table.name} are in the trash.", many))
    pane.grid.clear_selection()


async def change_many(pane: TablePane) -> None:
    """Set the column under the cursor in all selected rows, as one change. Raises LatticeError.

    The editor begins with the value where it is one row, and with nothing where they may differ.
    """
    from lattice.tui.screens.edit_conflict import Ending
    from lattice.tui.widgets.editors.value import open_editor

    table, column, row = _table(pane), pane.column, pane.grid.current
    if column is None or row is None:
        return
    ids = await picked_ids(pane)

    async def keep(value: Value) -> Ending:
        action = UpdateRows(table=table.name, values={column.name: value}, ids=ids)
        outcome = await carry_out(pane.app, pane.bench, f"Changing {plural(len(ids))}", action)
        pane.post_message(Pane.Done(f"Set {column.name} of {plural(outcome.value.count)}.", outcome))
        return Ending.MINE

    value: Value = None
    label = ""
    if len(ids) == 1 and not column.masked:
        picked = await copying.pick(pane)
        # a rectangle may be of other rows as well
        one = next((known for known in picked.rows if known.id == ids[0]), None)
        value = one.values.get(column.name) if one is not None else None
        label = picked.labels.get(str(value), "")
    await open_editor(
        *(pane, pane.bench, column, value, keep, pane.grid.cell_region), label=label, rows=len(ids)
    )


async def change_fields(pane: TablePane) -> None:
    """Set several columns in the rows selected, as one change. Raises LatticeError."""
    # the editors cost 40 ms to import
    from lattice.tui.screens.bulk_form import BulkForm
    from lattice.tui.widgets.editors.value import reference_search

    table, bench = _table(pane), pane.bench
    ids, picked = await picked_ids(pane), await copying.pick(pane)
    columns = [column for column in table.columns if not column.masked]
    if not ids or not columns:
        return
    made: list[tuple[dict[str, Value], Outcome[BulkResult]]] = []

    async def save(values: dict[str, Value]) -> None:
        action = UpdateRows(table=table.name, values=values, ids=ids)
        made.append((values, await carry_out(pane.app, bench, f"Changing {plural(len(ids))}", action)))

    form = BulkForm(
        f"Change {plural(len(ids))} of {table_words(table.name)}",
        columns,
        picked.rows,
        picked.labels,
        save,
        search=lambda column: reference_search(bench, column),
        start=pane.grid.cursor_name,
    )
    await pane.app.push_screen_wait(form)
    for values, outcome in made:
        words = f"Set {', '.join(values)} of {plural(outcome.value.count)}."
        pane.post_message(Pane.Done(words, outcome))


async def link(pane: TablePane) -> None:
    """Tie the rows selected to another. Raises LatticeError."""
    table, row = _table(pane), pane.grid.current
    ids = await picked_ids(pane)
    if ids and row is not None:
        title = row_label(table, row) if len(ids) == 1 else plural(len(ids))
        await link_rows(pane, pane.bench, table, ids, title)


async def share(pane: TablePane) -> None:
    """Choose who may see and change the rows selected. Raises LatticeError."""
    from lattice.tui.sharing import share_rows

    table, row = _table(pane), pane.grid.current
    ids = await picked_ids(pane)
    if not ids or row is None:
        return
    name = f"{table_words(table.name)}/{row_label(table, row)}"
    title = name if ids == (row.id,) else f"{plural(len(ids))} of {table_words(table.name)}"
    await share_rows(pane, pane.bench, table, ids, title)


async def follow(pane: TablePane) -> None:
    """Open the row that the reference under the cursor points at."""
    column, row = pane.column, pane.grid.current
    if column is None or row is None:
        return
    value = row.values.get(column.name)
    if column.type is ColumnType.REFERENCE and isinstance(value, str) and is_id(value) and column.target:
        pane.post_message(Pane.OpenTab(TabKey(TabKind.ROW, column.target, value)))
    else:
        pane.app.notify(f"{column.name} refers to no row here.", severity="warning", markup=False)


async def fill_down(pane: TablePane) -> None:
    """Fill cells from the first of them. Raises LatticeError."""
    from lattice.tui.widgets.table.filling import fill_down

    await fill_down(pane)


async def paste(pane: TablePane) -> None:
    """Paste what was copied here last; what was copied elsewhere the terminal pastes. Raises LatticeError."""
    # the editors, whose words it uses, cost 40 ms to import
    from lattice.tui.widgets.table.pasting import paste

    if text := pane.app.clipboard:
        await paste(pane, text)
    else:
        pane.app.notify("Nothing was copied here yet. Your terminal pastes what was copied elsewhere.")


async def go_to_number(pane: BrowsePane) -> None:
    """Ask for the number of a row and go there."""
    total = pane.grid.row_count
    text = await ask_text(pane.app, "Go to row", f"1 to {total:,}", check=_number_check)
    if text:
        pane.grid.go_to(int(text.replace(",", "")) - 1)
        pane.grid.focus()


def _number_check(text: str) -> str:
    return "" if text.replace(",", "").isdecimal() else "This is not a number."


def _table(pane: BrowsePane) -> Table:
    assert pane.table is not None
    return pane.table


DEEDS: dict[str, Callable[[TablePane], Coroutine[Any, Any, None]]] = {
    "new": new,
    "delete": delete,
    "link": link,
    "share": share,
    "follow": follow,
    "change_many": change_many,
    "change_fields": change_fields,
    "copy_cell": copying.copy_cell,
    "copy_rows": copying.copy_rows,
    "copy_as": copying.choose_copy,
    "fill_down": fill_down,
    "paste": paste,
}

#: Those that need no row to begin with.
WITHOUT_ROWS = frozenset({("new",), ("paste",)})
#: Those that open something to type into.
OPENING = frozenset({"new", "link", "share", "change_many", "change_fields", "copy_as", "paste"})
