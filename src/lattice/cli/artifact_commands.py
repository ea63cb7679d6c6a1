"""`artifact`: documents that are written here."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from lattice.actions.files import CreateArtifact, UpdateArtifact
from lattice.cli.file_ids import FileText, find_file
from lattice.cli.file_text import file_pairs
from lattice.cli.globals import Globals, flags_of
from lattice.cli.output import answer
from lattice.cli.running import on_workspace
from lattice.cli.tables_text import pairs_text
from lattice.client import Client
from lattice.model.errors import LatticeError, Stage
from lattice.model.files import file_of
from lattice.model.rows import Row

app = typer.Typer()
artifact_app = typer.Typer(help="Write a document into the workspace, and change it.")
app.add_typer(artifact_app, name="artifact")

#: Bytes of a text that is typed or generated; documents beyond it are added as files.
_TEXT_BYTES = 100_000_000

TextSource = Annotated[
    str | None,
    typer.Argument(metavar="[FILE]", help="Its text; `-` reads it from stdin.", show_default=False),
]
Summary = Annotated[
    str | None, typer.Option(metavar="TEXT", help="What it says, in a few words.", show_default=False)
]


@artifact_app.command("create")
def create(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", show_default=False)],
    text: TextSource = None,
    media_type: Annotated[str, typer.Option("--type", metavar="TYPE", help="Media type.")] = "text/markdown",
    name: Annotated[
        str,
        typer.Option(metavar="NAME", help="File name; else made from the title.", show_default=False),
    ] = "",
    summary: Summary = None,
    source: Annotated[
        str, typer.Option(metavar="TEXT", help="What it was made from.", show_default=False)
    ] = "",
) -> None:
    """Write a document: Markdown unless said."""
    flags = flags_of(ctx)
    action = CreateArtifact(
        title=title,
        text=read_text(text) if text is not None else "",
        media_type=media_type,
        name=name,
        summary=summary or "",
        source=source,
    )
    _print(flags, on_workspace(flags, lambda client: client.run(action, op_id=flags.op_id)).value)


@artifact_app.command("update")
def update(
    ctx: typer.Context,
    artifact: FileText,
    text: TextSource = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Another title.", show_default=False)
    ] = None,
    summary: Summary = None,
    expect_version: Annotated[
        int | None,
        typer.Option(metavar="N", help="Refuse if someone changed it meanwhile.", show_default=False),
    ] = None,
) -> None:
    """Give an artifact another text, title or summary; every text it had stays as a version."""
    flags = flags_of(ctx)
    if text is None and title is None and summary is None:
        raise LatticeError(
            "usage",
            "Nothing is said that would change.",
            "Give a file, `-` for stdin, --title or --summary.",
            stage=Stage.CONSTRAINTS,
        )
    new_text = read_text(text) if text is not None else None

    async def work(client: Client) -> Row:
        found = await find_file(client, artifact)
        action = UpdateArtifact(
            id=found.id, text=new_text, title=title, summary=summary, expect_version=expect_version
        )
        return (await client.run(action, op_id=flags.op_id)).value

    _print(flags, on_workspace(flags, work))


def _print(flags: Globals, row: Row) -> None:
    answer(flags, row.flat, lambda: pairs_text(file_pairs(file_of(row))))


def read_text(source: str) -> str:
    """The text of a file, or of standard input for `-`.

    Raises `usage` for what is no text in UTF-8, `not_found`, `invalid_file`, `too_large`.
    """
    name = "Standard input" if source == "-" else repr(source)
    data = _read(source)
    if len(data) > _TEXT_BYTES:
        raise LatticeError(
            "too_large",
            f"{name} is longer than {_TEXT_BYTES:,} bytes.",
            "`lattice file add` takes documents of any length.",
            stage=Stage.CONSTRAINTS,
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise LatticeError(
            "usage",
            f"{name} is not text in UTF-8.",
            "An artifact is text; `lattice file add` takes any file.",
            stage=Stage.CONSTRAINTS,
        )
    return text


def _read(source: str) -> bytes:
    if source == "-":
        return sys.stdin.buffer.read(_TEXT_BYTES + 1) if sys.stdin is not None else b""
    from lattice.ingest.files.places import open_regular, place_of
    from lattice.ingest.reader import unreadable

    place = place_of(source) if source else Path(source)
    with open_regular(place) as file:
        try:
            return file.read(_TEXT_BYTES + 1)
        except OSError as error:
            raise unreadable(place, error) from None
