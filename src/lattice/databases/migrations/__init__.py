"""The bookkeeping schema, forward only: numbered SQL files, each run once and never changed after release."""

from __future__ import annotations

import sqlite3

from lattice.databases.base import Transaction
from lattice.model.errors import LatticeError

#: The number of the newest migration: what this Lattice writes and reads.
FORMAT = 5


def statements(number: int) -> list[str]:
    """The statements of one migration."""
    name = f"{number:04}.sql"
    from importlib import resources  # 5 ms that only a file of an older format needs

    text = resources.files(__package__).joinpath("sqlite", name).read_text("utf-8")
    found: list[str] = []
    pending = ""
    for line in text.splitlines():
        if line.startswith("--"):
            continue
        pending += line + "\n"
        if sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    return found


async def format_of(tx: Transaction) -> int:
    """The number of the last migration a file has had; 0 for one that is no workspace yet.

    Raises `corrupt`.
    """
    there = await tx.one(tx.dialect.names_like, ("lattice\\_meta",))
    if there is None:
        return 0
    row = await tx.one("SELECT value FROM lattice_meta WHERE key = 'format'")
    if row is None:
        return 0
    text = str(row[0])
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10**6):
        raise LatticeError(
            "corrupt",
            "The workspace does not say of which format it is.",
            "Run `lattice doctor`, or open a backup.",
        )
    return int(text)


def check_format(found: int) -> None:
    """Raise `newer_workspace` for a file that a newer Lattice made."""
    if found > FORMAT:
        raise LatticeError(
            "newer_workspace",
            f"This workspace was made by a newer Lattice (format {found}; this one knows {FORMAT}).",
            "Upgrade Lattice to open it; nothing was changed.",
        )


async def migrate(tx: Transaction) -> None:
    """Bring the file up to date, in the caller's transaction; raises `newer_workspace`."""
    found = await format_of(tx)
    check_format(found)
    for number in range(found + 1, FORMAT + 1):
        await tx.script([(sql, ()) for sql in statements(number)])
    if found < FORMAT:
        await tx.run("INSERT OR REPLACE INTO lattice_meta (key, value) VALUES ('format', ?)", (str(FORMAT),))
