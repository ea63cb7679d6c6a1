"""Imports that were abandoned: noticed by their process being gone, and swept away at the next open."""

from __future__ import annotations

import os
import socket
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lattice.databases.base import Transaction
from lattice.databases.names import quote
from lattice.engine.catalog import text_index_name

#: An import of another machine that gave no sign for this long is abandoned.
SILENT = timedelta(minutes=30)


def stage_name(load_id: str) -> str:
    """The SQL table in which an import's rows wait."""
    return f"lattice_load_{load_id}"


async def register(tx: Transaction, load_id: str, table_id: str, at: str) -> None:
    """Note an import that begins, with the process that does it."""
    pid = os.getpid()
    await tx.run(
        "INSERT INTO lattice_loads (id, table_id, host, pid, process_started, beat_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (load_id, table_id, socket.gethostname(), pid, process_started(pid), at),
    )


async def beat(tx: Transaction, load_id: str, at: str) -> None:
    """Note that an import goes on."""
    await tx.run("UPDATE lattice_loads SET beat_at = ? WHERE id = ?", (at, load_id))


async def forget(tx: Transaction, load_id: str) -> None:
    """Note that an import has ended."""
    await tx.run("DELETE FROM lattice_loads WHERE id = ?", (load_id,))


async def abandoned(tx: Transaction) -> list[tuple[str, str]]:
    """Imports whose process is gone: their ids and the ids of the tables they were making."""
    rows = await tx.all("SELECT id, table_id, host, pid, process_started, beat_at FROM lattice_loads")
    return [
        (str(id_), str(table_id))
        for id_, table_id, host, pid, started, beat_at in rows
        if _is_gone(str(host), int(pid or 0), str(started), str(beat_at))
    ]


async def sweep(tx: Transaction, loads: list[tuple[str, str]]) -> None:
    """Take away what abandoned imports left."""
    for load_id, table_id in loads:
        await tx.run(f"DROP TABLE IF EXISTS {quote(stage_name(load_id))}")
        await tx.run(f"DROP TABLE IF EXISTS {quote(text_index_name(table_id))}")
        await forget(tx, load_id)


def _is_gone(host: str, pid: int, started: str, beat_at: str) -> bool:
    if host != socket.gethostname():
        return datetime.now(UTC) - datetime.fromisoformat(beat_at) > SILENT
    return process_started(pid) != started


def process_started(pid: int) -> str:
    """What tells a process from a later one with its number; empty when there is none.

    Linux says it in the 22nd field of /proc/PID/stat (proc(5)); elsewhere only being there counts.
    """
    if sys.platform == "linux":
        try:
            stat = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
        except OSError:
            return ""
        return stat.rpartition(")")[2].split()[19]
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        return "there"
    return "there"
