"""Whether the log agrees with the rows: what the events say, in order, is what stands in the tables."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any


def disagreements(path: Path) -> list[str]:
    """What is wrong with a workspace file whose columns were never retyped; read with SQLite alone."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return [*_whole(connection), *_dense(connection), *_rows(connection), *_left_over(connection)]
    finally:
        connection.close()


def _whole(connection: sqlite3.Connection) -> list[str]:
    return [str(r[0]) for r in connection.execute("PRAGMA integrity_check") if r[0] != "ok"]


def _dense(connection: sqlite3.Connection) -> list[str]:
    wrong = []
    seqs = [r[0] for r in connection.execute("SELECT seq FROM lattice_events ORDER BY seq")]
    if seqs != list(range(1, len(seqs) + 1)):
        wrong.append("seq is not dense")
    records = [r[0] for r in connection.execute("SELECT n FROM lattice_audit ORDER BY n")]
    if records != list(range(1, len(records) + 1)):
        wrong.append("the audit chain is not dense")
    changes = connection.execute(
        "SELECT c.id, c.events, c.first_seq, c.last_seq, count(e.seq), min(e.seq), max(e.seq)"
        " FROM lattice_changes c LEFT JOIN lattice_events e ON e.change_id = c.id GROUP BY c.id"
    )
    wrong += [
        f"change {id_} does not cover its events"
        for id_, n, first, last, count, least, most in changes
        if n != count or (n and (first, last) != (least, most))
    ]
    orphans = connection.execute(
        "SELECT count(*) FROM lattice_events WHERE change_id NOT IN (SELECT id FROM lattice_changes)"
    ).fetchone()[0]
    return [*wrong, *([f"{orphans} events belong to no change"] if orphans else [])]


def replayed(connection: sqlite3.Connection, table_id: str) -> dict[str, dict[str, Any]]:
    """The rows of a table as the log tells them, by column id."""
    rows: dict[str, dict[str, Any]] = {}
    events = connection.execute(
        "SELECT op, row_id, before, after FROM lattice_events"
        " WHERE table_id = ? AND op LIKE 'row.%' ORDER BY seq",
        (table_id,),
    )
    for op, row_id, before, after in events:
        new = json.loads(after or "{}")
        if op == "row.insert":
            assert row_id not in rows, "a row was made twice"
            rows[row_id] = {"_deleted_at": None, **new}
            continue
        old = json.loads(before or "{}")
        for column, value in old.items():
            assert rows[row_id].get(column) == value, f"{op} of {row_id}: the log does not follow itself"
        rows[row_id].update(new)
    return rows


def _rows(connection: sqlite3.Connection) -> list[str]:
    wrong = []
    tables = connection.execute("SELECT id, sql_name, live, trashed FROM lattice_tables").fetchall()
    for table_id, sql_name, live, trashed in tables:
        columns = connection.execute(
            "SELECT id, sql_name, type FROM lattice_columns WHERE table_id = ?", (table_id,)
        ).fetchall()
        names = ", ".join(["_id", "_version", "_deleted_at", *(f'"{c[1]}"' for c in columns)])
        there: dict[str, dict[str, Any]] = {}
        for id_, version, deleted_at, *cells in connection.execute(f'SELECT {names} FROM "{sql_name}"'):
            there[id_] = {"_version": version, "_deleted_at": deleted_at} | {
                column[0]: bool(cell) if column[2] == "boolean" else cell
                for column, cell in zip(columns, cells, strict=True)
                if cell is not None
            }
        told = {
            id_: {
                k: v
                for k, v in row.items()
                if (not k.startswith("_") and v is not None) or k in ("_version", "_deleted_at")
            }
            for id_, row in replayed(connection, table_id).items()
        }
        if told != there:
            odd = [id_ for id_ in told.keys() | there.keys() if told.get(id_) != there.get(id_)]
            wrong.append(
                f"{sql_name}: {len(odd)} rows differ from the log: {told.get(odd[0])} / {there.get(odd[0])}"
            )
        dead = sum(row["_deleted_at"] is not None for row in there.values())
        if (live, trashed) != (len(there) - dead, dead):
            wrong.append(f"{sql_name}: counts say {live}/{trashed}, there are {len(there) - dead}/{dead}")
    return wrong


def _left_over(connection: sqlite3.Connection) -> list[str]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE name GLOB 'lattice_load_*'").fetchall()
    loads = connection.execute("SELECT count(*) FROM lattice_loads").fetchone()[0]
    return [f"{name} was left over" for (name,) in names] + ([f"{loads} imports hang"] if loads else [])
