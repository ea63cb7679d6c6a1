"""Names in SQL: quoting, the one place where a name becomes part of a statement."""

from __future__ import annotations


def quote(name: str) -> str:
    """`name` as an SQL identifier, for SQLite and Postgres alike; any `"` in it is doubled."""
    return '"' + name.replace('"', '""') + '"'
