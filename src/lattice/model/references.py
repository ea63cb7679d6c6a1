"""How rows and tables are referred to in words: `lattice://people/01ARZ3…`."""

from __future__ import annotations

from urllib.parse import quote


def ref(table: str, row_id: str = "") -> str:
    """The reference of a row or file, or of a whole table; the name of the table percent-encoded."""
    return f"lattice://{quote(table, safe='')}" + (f"/{row_id}" if row_id else "")
