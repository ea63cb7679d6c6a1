"""Rich text (.rtf): its words, without formatting."""

from __future__ import annotations

from lattice.ingest.documents.flow import Flow
from lattice.ingest.documents.output import Output, Unreadable
from lattice.ingest.documents.source import Source

_MOST_BYTES = 50_000_000


def read(source: Source, output: Output) -> None:
    """Put a paragraph for each of its lines."""
    from striprtf.striprtf import rtf_to_text

    if source.path.stat().st_size > _MOST_BYTES:
        raise Unreadable(f"Rich text of more than {_MOST_BYTES:,} bytes is not read; save it as .docx")
    with source.path.open("rb") as file:
        code = file.read().decode("latin-1")
    text: str = rtf_to_text(code, errors="replace")  # type: ignore[no-untyped-call]
    with Flow(output) as flow:
        for line in text.splitlines():
            flow.paragraph(line)
