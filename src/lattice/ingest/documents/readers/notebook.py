"""Jupyter notebooks: words as Markdown, code and what it printed as blocks of code; pictures are left out."""

from __future__ import annotations

from typing import Any

import msgspec

from lattice.ingest.documents.html_text import fenced
from lattice.ingest.documents.output import Output
from lattice.ingest.documents.readers import text as plain
from lattice.ingest.documents.source import Source
from lattice.model.parts import markdown_parts


class _Printed(msgspec.Struct):
    text: str | list[str] = ""
    data: dict[str, Any] = {}
    """What a result is, by media type."""
    traceback: list[str] = []


class _Cell(msgspec.Struct):
    cell_type: str = ""
    source: str | list[str] = ""
    outputs: list[_Printed] = []


class _Notebook(msgspec.Struct):
    cells: list[_Cell]
    metadata: dict[str, Any] = {}


def read(source: Source, output: Output) -> None:
    """Put the cells in order; what is no notebook is put as the text that it is."""
    try:
        notebook = msgspec.json.decode("".join(plain.decoded(source, output)), type=_Notebook)
    except msgspec.DecodeError:
        plain.read(source, output)
        return
    kernel = notebook.metadata.get("kernelspec")
    language = kernel.get("language", "") if isinstance(kernel, dict) else ""
    language = language if isinstance(language, str) and language.isalnum() else ""
    output.describe(cells=len(notebook.cells), language=language)
    blocks = [block for cell in notebook.cells for block in _blocks(cell, language)]
    for part in markdown_parts("".join(f"{block}\n\n" for block in blocks)):
        if not output.title and part.level == 1:
            output.title = part.heading
        output.add(part.text, heading=part.heading, level=part.level)


def _blocks(cell: _Cell, language: str) -> list[str]:
    words = _joined(cell.source).strip("\n")
    if cell.cell_type != "code":
        return [words] if words.strip() else []
    blocks = [fenced(words, language)] if words.strip() else []
    for printed in cell.outputs:
        shown = (
            _joined(printed.text)
            or _joined(printed.data.get("text/plain", ""))
            or "\n".join(printed.traceback)
        )
        if shown.strip():
            blocks.append(fenced(shown.strip("\n")))
    return blocks


def _joined(lines: object) -> str:
    """Text that stands as one string, or as a list of lines."""
    if isinstance(lines, list):
        return "".join(line for line in lines if isinstance(line, str))
    return lines if isinstance(lines, str) else ""
