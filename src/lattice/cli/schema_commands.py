"""`tables`, `table`, `column`, `define`: what a workspace is made of."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import typer

from lattice.actions.tables import (
    AddColumn,
    CheckRetype,
    CreateTable,
    DefineColumn,
    DefineTable,
    DropColumn,
    DropTable,
    ListTables,
    RenameColumn,
    RenameTable,
    RetypeColumn,
    TableInfo,
)
from lattice.cli.arguments import ColumnName, TableName
from lattice.cli.globals import flags_of
from lattice.cli.output import answer, count, note
from lattice.cli.retype_text import misfits_text
from lattice.cli.running import on_workspace
from lattice.cli.tables_text import table_text
from lattice.client import Client
from lattice.model.errors import LatticeError, Stage
from lattice.model.schema import Column, NewColumn, Schema, Table
from lattice.model.sharing import MASKED
from lattice.model.values import ColumnType
from lattice.model.visible import visible

app = typer.Typer()
table_app = typer.Typer(help="Create or drop a table.")
column_app = typer.Typer(help="Add, rename, retype or drop a column.")
app.add_typer(table_app, name="table")
app.add_typer(column_app, name="column")

NewColumns = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="col:type...",
        help="Columns; types are "
        + ", ".join(t.value for t in ColumnType if t is not ColumnType.REFERENCE)
        + " and reference:TABLE.",
        show_default=False,
    ),
]
TypeText = Annotated[
    str, typer.Argument(metavar="TYPE", help="A type, or reference:TABLE.", show_default=False)
]


@app.command("tables")
def tables(ctx: typer.Context) -> None:
    """List the tables with their columns and counts."""
    flags = flags_of(ctx)
    listed = on_workspace(flags, _list_tables)
    answer(
        flags,
        lambda: [_info_data(info, listed.schema) for info in listed.tables],
        lambda: _tables_text(listed.tables, listed.schema),
    )


async def _list_tables(client: Client) -> Any:
    return (await client.run(ListTables())).value


@table_app.command("create")
def table_create(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="T", show_default=False)],
    columns: NewColumns = None,
    key: Annotated[
        str, typer.Option(metavar="COL,...", help="Columns that say which row is meant.", show_default=False)
    ] = "",
    definition: Annotated[
        str, typer.Option("--define", metavar="TEXT", help="What it holds.", show_default=False)
    ] = "",
) -> None:
    """Make a table."""
    action = CreateTable(
        name=name,
        columns=tuple(new_column(text) for text in columns or ()),
        key=tuple(part.strip() for part in key.split(",") if part.strip()),
        definition=definition,
    )
    _change_table(ctx, action, "made")


@table_app.command("drop")
def table_drop(ctx: typer.Context, table: TableName) -> None:
    """Take a table out with its rows; `lattice undo` brings it back."""
    _change_table(ctx, DropTable(table=table), "dropped; `lattice undo` brings it back")


@table_app.command("rename")
def table_rename(
    ctx: typer.Context,
    table: TableName,
    name: Annotated[str, typer.Argument(metavar="NEW", show_default=False)],
) -> None:
    """Give a table another name."""
    _change_table(ctx, RenameTable(table=table, name=name), "renamed")


@column_app.command("add")
def column_add(
    ctx: typer.Context,
    table: TableName,
    column: Annotated[str, typer.Argument(metavar="col:type", show_default=False)],
    definition: Annotated[
        str, typer.Option("--define", metavar="TEXT", help="What it holds.", show_default=False)
    ] = "",
) -> None:
    """Add a column at the end of a table."""
    wanted = msgspec.structs.replace(new_column(column), definition=definition)
    _change_column(ctx, table, AddColumn(table=table, column=wanted), "added")


@column_app.command("rename")
def column_rename(
    ctx: typer.Context,
    table: TableName,
    column: ColumnName,
    name: Annotated[str, typer.Argument(metavar="NEW", show_default=False)],
) -> None:
    """Give a column another name."""
    _change_column(ctx, table, RenameColumn(table=table, column=column, name=name), "renamed")


@column_app.command("retype")
def column_retype(
    ctx: typer.Context,
    table: TableName,
    column: ColumnName,
    type_: TypeText,
    empty_misfits: Annotated[
        bool,
        typer.Option("--empty-misfits", help="Leave values that do not fit empty; undo brings them back."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would not fit.")] = False,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", help="Values that --dry-run lists, at most 1,000.")
    ] = 100,
    after: Annotated[
        str | None, typer.Option("--after", metavar="CURSOR", help="The next page of --dry-run.")
    ] = None,
) -> None:
    """Change the type of a column; refused while a value does not fit."""
    flags = flags_of(ctx)
    kind, target = parse_type(type_)
    if not dry_run:
        action = RetypeColumn(
            table=table, column=column, type=kind, target=target, empty_misfits=empty_misfits
        )
        _change_column(ctx, table, action, f"now {type_}")
        return
    check = CheckRetype(table=table, column=column, type=kind, target=target, after=after, limit=limit)
    misfits = on_workspace(flags, lambda client: client.run(check)).value
    answer(flags, lambda: misfits, lambda: misfits_text(misfits))


@column_app.command("drop")
def column_drop(ctx: typer.Context, table: TableName, column: ColumnName) -> None:
    """Take a column out of a table; `lattice undo` brings it back."""
    _change_column(
        ctx, table, DropColumn(table=table, column=column), "dropped; `lattice undo` brings it back"
    )


@app.command("define")
def define(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="T[.col]", show_default=False)],
    text: Annotated[str, typer.Argument(metavar="TEXT", show_default=False)],
) -> None:
    """Say in one line what a table or column holds."""
    flags = flags_of(ctx)

    async def work(client: Client) -> object:
        schema: Schema = (await _list_tables(client)).schema
        table, column = _find(schema, what)
        if column is None:
            outcome = await client.run(DefineTable(table=table, definition=text), op_id=flags.op_id)
            return table_data(outcome.value, schema)
        action = DefineColumn(table=table, column=column, definition=text)
        return (await client.run(action, op_id=flags.op_id)).value

    data = on_workspace(flags, work)
    answer(flags, lambda: data, lambda: f"{visible(what)}: {visible(text)}")


def _find(schema: Schema, what: str) -> tuple[str, str | None]:
    """Table and column of `T` or `T.col`; names may hold dots themselves."""
    for table in schema.tables:
        if table.name.casefold() == what.casefold():
            return table.name, None
    for at in (i for i, char in enumerate(what) if char == "."):
        named = next((t for t in schema.tables if t.name.casefold() == what[:at].casefold()), None)
        if named is not None:
            return named.name, named.column(what[at + 1 :]).name
    schema.table(what.partition(".")[0])
    raise LatticeError("not_found", f"There is no {what!r}.", "Write T or T.col.")


def new_column(text: str) -> NewColumn:
    """A column from `name:type` or `name:reference:TABLE`; without a type it is text."""
    name, colon, type_ = text.partition(":")
    kind, target = parse_type(type_) if colon else (ColumnType.TEXT, None)
    return NewColumn(name=name, type=kind, target=target)


def parse_type(text: str) -> tuple[ColumnType, str | None]:
    """Type and target of `number` or `reference:TABLE`; raises `usage`."""
    name, _, target = text.strip().partition(":")
    try:
        kind = ColumnType(name.strip().lower())
    except ValueError:
        kind = None
    if kind is None or (kind is ColumnType.REFERENCE) != bool(target):
        types = ", ".join(t.value for t in ColumnType if t is not ColumnType.REFERENCE)
        raise LatticeError(
            "usage",
            f"{text!r} is not a type.",
            f"Types are {types}, and reference:TABLE.",
            stage=Stage.CONSTRAINTS,
        )
    return kind, target or None


def _change_table(ctx: typer.Context, action: CreateTable | DropTable | RenameTable, done: str) -> None:
    flags = flags_of(ctx)

    async def work(client: Client) -> tuple[Table, Schema]:
        outcome = await client.run(action, op_id=flags.op_id)
        return outcome.value, (await _list_tables(client)).schema

    table, schema = on_workspace(flags, work)
    answer(flags, lambda: table_data(table, schema), lambda: f"Table {visible(table.name)} {done}.")


def _change_column(
    ctx: typer.Context, table: str, action: AddColumn | RenameColumn | RetypeColumn | DropColumn, done: str
) -> None:
    flags = flags_of(ctx)

    async def work(client: Client) -> tuple[Column, Schema]:
        outcome = await client.run(action, op_id=flags.op_id)
        return outcome.value, (await _list_tables(client)).schema

    column, schema = on_workspace(flags, work)
    answer(
        flags,
        lambda: _column_data(column, schema),
        lambda: f"Column {visible(column.name)} of {visible(table)} {done}.",
    )


def _info_data(info: TableInfo, schema: Schema) -> dict[str, object]:
    return {**table_data(info.table, schema), "rows": info.rows, "trashed": info.trashed}


def table_data(table: Table, schema: Schema) -> dict[str, object]:
    """A table as JSON, with names where the schema has ids."""
    keys = [column.name for key in table.key if (column := table.by_id(key)) is not None]
    return {
        "id": table.id,
        "name": table.name,
        "definition": table.definition,
        "key": keys,
        "columns": [_column_data(column, schema) for column in table.columns],
    }


def _column_data(column: Column, schema: Schema) -> dict[str, object]:
    target = schema.by_id(column.target) if column.target else None
    return {
        "id": column.id,
        "name": column.name,
        "type": column.type.value,
        "target": target.name if target else None,
        "definition": column.definition,
        "audience": column.audience.value,
        "masked": column.masked,
    }


def type_text(column: Column, schema: Schema) -> str:
    """`number`, or `→ companies` for a reference."""
    target = schema.by_id(column.target) if column.target else None
    return f"→ {visible(target.name)}" if target else column.type.value


def _mask_text(column: Column) -> str:
    return f" ({MASKED} to you)" if column.masked else ""


def _tables_text(infos: tuple[TableInfo, ...], schema: Schema) -> str:
    if not infos:
        return "No tables yet. `lattice import FILE` brings data in, `lattice table create` makes one."
    rows = [
        [
            visible(info.table.name),
            f"{info.rows:,}",
            visible(info.table.definition),
            ", ".join(f"{visible(c.name)} {type_text(c, schema)}{_mask_text(c)}" for c in info.table.columns),
        ]
        for info in infos
    ]
    trashed = sum(info.trashed for info in infos)
    if trashed:
        note(f"{count(trashed, 'row')} in the trash.")
    return table_text(("table", "rows", "definition", "columns"), rows, right=frozenset({1}))
