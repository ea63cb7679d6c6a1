"""Values to and from Postgres: parameters take the type of their place, answers come as from SQLite."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.adapt import Buffer, Dumper, Loader
from psycopg.types.numeric import Int8


class _Plain(Dumper):
    """A number as text of no type: Postgres gives it the type of the place where it stands."""

    oid = 0

    def dump(self, obj: Any) -> Buffer:
        return (repr(obj) if isinstance(obj, float) else str(int(obj))).encode()

    def quote(self, obj: Any) -> Buffer:
        # where a statement is composed, as in FETCH of a cursor, a number stands bare
        return self.dump(obj)


class _Truth(Loader):
    """Booleans as SQLite keeps them: 0 or 1."""

    def load(self, data: Buffer) -> int:
        return int(bytes(data) == b"t")


class _Numeric(Loader):
    """Sums of whole numbers are whole numbers."""

    def load(self, data: Buffer) -> int | float:
        text = bytes(data).decode()
        return float(text) if "." in text or not text.lstrip("-").isdigit() else int(text)


def prepare(connection: psycopg.AsyncConnection[Any]) -> None:
    """Make a connection speak the values and the placeholders of the engine."""
    connection.server_cursor_factory = psycopg.AsyncRawServerCursor
    for kind in (int, float, bool, Int8):
        connection.adapters.register_dumper(kind, _Plain)
    connection.adapters.register_loader("bool", _Truth)
    connection.adapters.register_loader("numeric", _Numeric)
