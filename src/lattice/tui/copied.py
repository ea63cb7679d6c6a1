"""As what something is copied: the format and what stands in it, for rows and for answers of SQL."""

from __future__ import annotations

import msgspec

from lattice.ingest.writers.opening import ExportFormat


class CopyWish(msgspec.Struct, frozen=True):
    """How something is copied."""

    format: ExportFormat = ExportFormat.TSV
    header: bool = True
    """Whether the names of the columns come first; of CSV and TSV."""
    ids: bool = False
    """Whether references are copied as ids of rows, not as what people call those."""


#: As rows are copied.
ROWS = CopyWish()

#: What each format is called.
FORMAT_NAMES = {
    ExportFormat.TSV: "TSV",
    ExportFormat.CSV: "CSV",
    ExportFormat.JSON: "JSON",
    ExportFormat.NDJSON: "JSON lines",
    ExportFormat.MARKDOWN: "Markdown",
}
