"""Which file is meant: an id, or a name, title or path that only one file has."""

from __future__ import annotations

from typing import Annotated

import typer

from lattice.actions.rows import GetRow, ListRows
from lattice.cli.completion import files
from lattice.cli.row_ids import checked_id
from lattice.client import Client
from lattice.model.errors import LatticeError, Stage
from lattice.model.files import FILES, File, file_of
from lattice.model.ids import is_id
from lattice.model.query import format_value
from lattice.model.rows import Row
from lattice.model.values import ColumnType

FileText = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="Id of a file, or its name where no other has it.",
        autocompletion=files,
        show_default=False,
    ),
]
FileTexts = Annotated[
    list[str],
    typer.Argument(
        metavar="ID...", help="Ids of files, or their names.", autocompletion=files, show_default=False
    ),
]

#: Ids that are named where a name says too little.
_NAMED = 5


async def find_file(client: Client, text: str, *, deleted: bool = False) -> File:
    """The file that is meant; raises `not_found`, and `usage` where several have the name.

    An id finds a file in the trash too; a name looks among the living, or with `deleted` in the trash.
    """
    wanted = text.strip().upper()
    if is_id(wanted):
        return file_of((await client.run(GetRow(table=FILES, id=wanted))).value)
    found = await _named(client, text, deleted=deleted)
    if len(found) == 1:
        return file_of(found[0])
    if not found:
        place = "in the trash" if deleted else "here"
        hint = "`lattice trash` lists it." if deleted else "`lattice files` lists what is here."
        raise LatticeError("not_found", f"There is no file {text!r} {place}.", hint)
    ids = ", ".join(row.id for row in found[:_NAMED])
    more = ", …" if len(found) > _NAMED else ""
    raise LatticeError(
        "usage",
        f"More than one file is called {text!r}.",
        f"Say which by its id: {ids}{more}.",
        stage=Stage.CONSTRAINTS,
    )


async def meant_id(client: Client, table: str, text: str) -> str:
    """The id of a row that was typed; of a file also its name. Raises `usage`, `not_found`."""
    if table.strip().casefold() == FILES:
        return (await find_file(client, text)).id
    return checked_id(text)


async def source_in(client: Client, text: str, page: int | None, heading: str | None) -> str:
    """The `_source` of a row that was made from a place in a file; raises `not_found`."""
    from lattice.actions.files import ReadFile
    from lattice.model.sources import source_text

    file = await find_file(client, text)
    if page is None and heading is None:
        return source_text(file.id, file.label)
    found = (await client.run(ReadFile(id=file.id, page=page, heading=heading, length=1))).value
    return source_text(
        file.id, file.label, place=found.place, heading=found.heading, at=found.start, page=page
    )


def _kept_path(text: str) -> str:
    from lattice.ingest.files.places import kept_path, place_of

    return kept_path(place_of(text))


async def _named(client: Client, text: str, *, deleted: bool) -> list[Row]:
    """Rows with this name; else with this title; else from this path."""
    if not text.strip():
        raise LatticeError("usage", "The name of a file is empty.", "`lattice files` lists what is here.")
    for column in ("name", "title", "path"):
        value = _kept_path(text) if column == "path" else text
        where = f"{column} = {format_value(ColumnType.TEXT, value)}"
        action = ListRows(table=FILES, where=where, limit=_NAMED + 1, deleted=deleted)
        rows = (await client.run(action)).value.rows
        if rows:
            return list(rows)
    return []
