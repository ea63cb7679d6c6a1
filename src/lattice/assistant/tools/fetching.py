"""The tool that brings in a page of the web."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from lattice.assistant.tools.base import ToolOutcome, Using, tool
from lattice.assistant.tools.files import ReadFileInput, read_file
from lattice.assistant.tools.schema import Input
from lattice.model.files import FILES, FileOutcome
from lattice.model.references import ref

_BECAME = {
    FileOutcome.ADDED: "Fetched, and kept as a file.",
    FileOutcome.UNCHANGED: "Fetched; it says what it said before.",
    FileOutcome.REPLACED: "Fetched; it says something else than before, which stays as a version.",
    FileOutcome.MERGED: "Fetched; another file says the same and stands for it.",
}


class FetchInput(Input, frozen=True):
    """Fetch a web page and keep its text as a file. Only an address that the person wrote in this
    conversation; they are asked first."""

    url: Annotated[str, Meta(description="As the person wrote it.")]


@tool(FetchInput, "file.from_url", "file.add", "file.read", "row.get", needs=("file.from_url",))
async def fetch_url(using: Using, ask: FetchInput) -> ToolOutcome:
    """One page, and the beginning of its text."""
    from lattice.ingest.web import fetch_page  # 20 ms that only a fetch pays

    warnings: list[str] = []
    kept = await fetch_page(
        using.client,
        ask.url,
        rules=using.web,
        group_id=using.group_id,
        op_id=using.op_id,
        warn=warnings.append,
    )
    own = ref(FILES, kept.row.id)
    using.known.add((own,))
    said = _BECAME[kept.outcome]
    if warnings:
        said += " It needs JavaScript, which was not run."
    words = f"{ask.url} fetched"
    if not await using.may("file.read"):
        return ToolOutcome(f"{said} {own}", words, refs=(own,))
    read = await read_file(using, ReadFileInput(id=kept.row.id))
    return ToolOutcome(f"{said}\n{read.text}", words, refs=(own,))
