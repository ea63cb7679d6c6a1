"""Arguments and options that several commands share, so that they are called alike everywhere."""

from __future__ import annotations

from typing import Annotated

import typer

from lattice.cli.completion import column_names, columns, tables, workspaces

Workspace = Annotated[str, typer.Argument(metavar="NAME", autocompletion=workspaces, show_default=False)]
TableName = Annotated[
    str, typer.Argument(metavar="T", help="A table.", autocompletion=tables, show_default=False)
]
RowIdText = Annotated[str, typer.Argument(metavar="ID", help="The id of a row.", show_default=False)]
RowIds = Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of rows.", show_default=False)]
ColumnName = Annotated[
    str, typer.Argument(metavar="COL", help="A column.", autocompletion=column_names, show_default=False)
]
Assignments = Annotated[
    list[str],
    typer.Argument(
        metavar="col=value...",
        help='Values by column; `col=` leaves it empty, `col=""` is text without characters.',
        autocompletion=columns,
        show_default=False,
    ),
]
#: For commands to which an option that is not given is another thing than an empty one.
WHERE = typer.Option(
    "--where",
    metavar="EXPR",
    help="Filter, as `city = Oslo and joined >= 2024-01-01`.",
    show_default=False,
)
Where = Annotated[str, WHERE]
SORT = typer.Option(
    "--sort",
    metavar="COL,...",
    help="Sort by these, `-` before one for descending.",
    autocompletion=column_names,
    show_default=False,
)
Sort = Annotated[str, SORT]
Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]
Limit = Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many.")]
