"""The part of the table of keys that is about the SQL console."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
SQL_GROUPS: dict[str, str] = {
    "sql": "SQL",
}

SQL_KEYS: tuple[Key, ...] = (Key("sql.run", "ctrl+r,f5", "Run", "Run the query."),)
