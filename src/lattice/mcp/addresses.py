"""Addresses of what a workspace holds: `lattice://TABLE/ID`, as agents write them."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import unquote

from lattice.model.errors import LatticeError
from lattice.model.files import FILES
from lattice.model.references import ref

_SCHEME = "lattice://"
#: Characters of an address: a name of 63 bytes and an id, written in any way.
ADDRESS_CHARS = 500
#: The page that leads to everything else. A table that is called so has the address `lattice://index/`.
INDEX = "lattice://index"
FILE_TEMPLATE = f"lattice://{FILES}/{{id}}"
ROW_TEMPLATE = "lattice://{table}/{id}"
TABLE_TEMPLATE = "lattice://{table}"


class Address(NamedTuple):
    """A table, or one of its rows."""

    table: str
    row: str = ""
    """Empty for the table itself."""

    def __str__(self) -> str:
        written = ref(self.table, self.row)
        return written + "/" if written == INDEX else written


def parse_address(uri: str) -> Address | None:
    """The table or row that is meant, None for the index; raises `not_found` for what is no address."""
    if uri == INDEX:
        return None
    if uri.startswith(_SCHEME) and len(uri) <= ADDRESS_CHARS:
        table, _, row = (unquote(part) for part in uri.removeprefix(_SCHEME).partition("/"))
        if table and "/" not in row:
            return Address(table, row)
    raise LatticeError(
        "not_found",
        f"{uri[:200]!r} is not an address of this workspace.",
        f"Addresses are {INDEX}, {TABLE_TEMPLATE} and {ROW_TEMPLATE}.",
    )
