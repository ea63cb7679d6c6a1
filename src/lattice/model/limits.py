"""Bounds that the constraints gate keeps, with sane defaults; settings may change them."""

from __future__ import annotations

import msgspec


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much is too much. All sizes in bytes of UTF-8."""

    value_bytes: int = 4_000_000
    """One value."""
    row_bytes: int = 8_000_000
    """All values of one row."""
    import_bytes: int = 20_000_000_000
    """One file to import."""
    import_rows: int = 50_000_000
    """Rows of one import."""
    bulk_rows: int = 1_000_000
    """Rows that one bulk action may change or insert."""
    name_bytes: int = 63
    """A name of a table or column; Postgres allows no more than 63."""
    columns: int = 500
    """Columns of one table; SQLite holds 2,000 with Lattice's own."""
    tables: int = 2_000
    """Tables of one workspace."""
    filter_bytes: int = 10_000
    """The text of one filter."""
    file_bytes: int = 2_000_000_000
    """One file whose bytes are kept."""
    text_chars: int = 200_000_000
    """Characters of the text that is kept of one file."""
