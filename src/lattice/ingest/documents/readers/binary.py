"""What is neither text nor a known format: nothing to read in it."""

from __future__ import annotations

from lattice.ingest.documents.output import Output
from lattice.ingest.documents.source import Source


def read(source: Source, output: Output) -> None:
    """Leave it at its media type."""
