"""`file replace`, `file read-again`, `file check`: other contents, the same read anew, originals checked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lattice.actions.files import ReplaceFile
from lattice.cli.arguments import Where
from lattice.cli.file_bringing import Added, read_limits, typed_bytes
from lattice.cli.file_ids import FileText, FileTexts, find_file
from lattice.cli.file_text import added_text, errors_text, files_text
from lattice.cli.globals import flags_of
from lattice.cli.output import answer
from lattice.cli.progress import Progress
from lattice.cli.running import on_workspace, session
from lattice.client import Client
from lattice.model.errors import LatticeError, Stage
from lattice.model.files import FILES, File, FileKind, file_of
from lattice.model.rows import Row
from lattice.model.visible import visible

if TYPE_CHECKING:
    from lattice.ingest.documents import ReadLimits


def replace(
    ctx: typer.Context,
    file: FileText,
    source: Annotated[
        str, typer.Argument(metavar="PATH|-", help="The new contents; `-` for stdin.", show_default=False)
    ],
    expect_version: Annotated[
        int | None,
        typer.Option(metavar="N", help="Refuse if someone changed it meanwhile.", show_default=False),
    ] = None,
) -> None:
    """Give a file other contents; the earlier ones stay as a version."""
    flags = flags_of(ctx)
    with session(flags) as held:
        limits = read_limits(held)

        async def work(client: Client) -> Added:
            found = await find_file(client, file)
            _check_replaceable(found)
            action = await _replacement(client, found, source, limits, expect_version)
            kept = (await client.run(action, op_id=flags.op_id)).value
            return Added(kept.outcome.value, kept.row, found.name)

        done = held.wait(work(held.client))
    answer(flags, done.flat, lambda: added_text([done]))


def _check_replaceable(file: File) -> None:
    hints = {
        FileKind.REFERENCED: f"Change it there ({file.path}); `lattice file read-again` then reads it.",
        FileKind.WEB: f"`lattice file add {file.path}` fetches it again.",
    }
    if file.kind in hints:
        raise LatticeError(
            "usage",
            f"The contents of {file.name} come from elsewhere.",
            hints[file.kind],
            stage=Stage.CONSTRAINTS,
        )


async def _replacement(
    client: Client, file: File, source: str, limits: ReadLimits, expect_version: int | None
) -> ReplaceFile:
    """The action, after its bytes and text are kept."""
    from lattice.ingest.files.facts import read_facts
    from lattice.ingest.files.hashing import copied, spooled

    with (
        Progress(visible(file.name)) as progress,
        spooled(Path(file.name).suffix) as place,
        _chunks(source) as chunks,
    ):
        progress.say("reading")
        content = await client.put_bytes(copied(chunks, place))
        if source == "-" and not content.size:
            raise LatticeError("invalid_file", "Nothing came through standard input.", "Pipe a file in.")
        facts = await read_facts(client, place, file.name, content, limits)
    return ReplaceFile(id=file.id, facts=facts, expect_version=expect_version)


def _chunks(source: str) -> AbstractContextManager[Iterator[bytes]]:
    from lattice.ingest.files.hashing import pieces
    from lattice.ingest.files.places import place_of

    return typed_bytes() if source == "-" else nullcontext(pieces(place_of(source)))


def read_again(ctx: typer.Context, files: FileTexts) -> None:
    """Read files anew: after an original changed, or when a reader was missing."""
    flags = flags_of(ctx)
    with session(flags) as held:
        limits = read_limits(held)

        async def work(client: Client) -> list[Row]:
            from lattice.ingest.files import read_again as read_file_again

            found = [await find_file(client, text) for text in files]
            rows = []
            for file in found:
                with Progress(visible(file.name)) as progress:
                    progress.say("reading")
                    rows.append(await read_file_again(client, file.id, limits=limits))
            return rows

        rows = held.wait(work(held.client))
    read = [file_of(row) for row in rows]
    answer(
        flags,
        lambda: [row.flat() for row in rows] if len(rows) > 1 else rows[0].flat(),
        lambda: files_text(read) + errors_text(read),
    )


def check(ctx: typer.Context, where: Where = "") -> None:
    """Look after the originals of referenced files: which changed, moved or are gone."""
    flags = flags_of(ctx)

    async def work(client: Client) -> list[Row]:
        from lattice.actions.rows import GetRow
        from lattice.ingest.files import check_originals

        news = await check_originals(client, where=where)
        return [(await client.run(GetRow(table=FILES, id=file.id))).value for file in news]

    rows = on_workspace(flags, work)
    nothing = "All originals are as they were read; nothing is new.\n"
    answer(
        flags,
        lambda: [row.flat() for row in rows],
        lambda: files_text([file_of(row) for row in rows]) if rows else nothing,
    )
