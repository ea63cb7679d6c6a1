"""`export`: tables become files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from lattice.cli.arguments import Where
from lattice.cli.completion import tables as table_names
from lattice.cli.globals import flags_of
from lattice.cli.output import answer, count, note
from lattice.cli.progress import Progress
from lattice.cli.running import on_workspace
from lattice.cli.shown_stream import ShownStream
from lattice.client import Client
from lattice.ingest.export import Exported, ExportFormat, export_tables, format_for
from lattice.model.errors import LatticeError, Stage

app = typer.Typer()


@app.command("export")
def export(
    ctx: typer.Context,
    tables: Annotated[
        list[str], typer.Argument(metavar="TABLE...", autocompletion=table_names, show_default=False)
    ],
    out: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--out",
            metavar="FILE",
            help="A file, or a folder that is there: a file each; else stdout.",
            show_default=False,
        ),
    ] = None,
    format_: Annotated[
        ExportFormat | None,
        typer.Option("--format", help="Else what the file's name says, else csv.", show_default=False),
    ] = None,
    where: Where = "",
) -> None:
    """Write tables out: CSV, JSON, NDJSON, Markdown, Excel, SQLite.

    What went in comes out: importing the file makes the same values.
    """
    flags = flags_of(ctx)
    if out == "":
        raise LatticeError("usage", "-o names no file.", "Write -o FILE, or leave it out for stdout.")
    path = Path(out) if out is not None and out != "-" else None
    kind = format_ or (format_for(path) if path is not None else None) or ExportFormat.CSV
    shown = _shown_stdout(kind) if path is None and sys.stdout.isatty() else None
    target: Path | BinaryIO = path or shown or sys.stdout.buffer

    async def work(client: Client) -> list[Exported]:
        with Progress("export") as progress:
            return await export_tables(client, tables, target, kind, where=where, progress=progress.of)

    done = on_workspace(flags, work)
    for one in done:
        for text in one.notes:
            note(f"{one.table}: {text}")
    if shown is not None and shown.changed:
        note("Characters that act on a terminal are shown as ␛ and the like; -o FILE gets them as they are.")
    if path is not None:
        answer(flags, lambda: done, lambda: _done_text(done))


def _shown_stdout(kind: ExportFormat) -> ShownStream:
    """Standard output that is a terminal; raises `usage` where a person would get bytes thrown at it."""
    if kind in (ExportFormat.XLSX, ExportFormat.SQLITE):
        raise LatticeError(
            "usage",
            f"{kind.value} is not for a terminal.",
            "Name a file with -o FILE.",
            stage=Stage.CONSTRAINTS,
        )
    return ShownStream(sys.stdout.buffer)


def _done_text(done: list[Exported]) -> str:
    return "".join(f"{count(one.rows, 'row')} of {one.table} → {one.path}\n" for one in done)
