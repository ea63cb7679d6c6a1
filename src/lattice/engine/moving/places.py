"""Where the parts of a workspace go on a server: checked by name, made, emptied, and finished."""

from __future__ import annotations

from lattice.databases.base import Transaction
from lattice.databases.names import quote
from lattice.engine.moving.form import AFTER, BEFORE, META_STAYS, Kind, Manifest, Part
from lattice.engine.tablestore import create_table_sql, live_index_sql, trash_index_sql
from lattice.model.chat import PRIVATE_TABLES
from lattice.model.errors import LatticeError, Stage
from lattice.model.rows import SYSTEM_COLUMNS
from lattice.model.schema import Column
from lattice.model.values import ColumnType

#: Bookkeeping by name, with the order of its records.
BOOKS = dict((*BEFORE, *AFTER))
#: Tables that every workspace has.
NATIVE = frozenset({"_files", "_threads", "_messages", "_views"})
#: Bookkeeping whose keys the database counts up itself, with the column of the key.
_COUNTED = {"lattice_blobs": "key", "lattice_pieces": "id", "lattice_texts": "key", "lattice_parts": "id"}
_HIDDEN = "row_id, table_id, owner, visibility, trashed, purged"
_TYPES = {
    Kind.TEXT: ColumnType.TEXT,
    Kind.INTEGER: ColumnType.INTEGER,
    Kind.NUMBER: ColumnType.NUMBER,
    Kind.BOOLEAN: ColumnType.BOOLEAN,
}


def is_book(part: Part) -> bool:
    """Whether a part is bookkeeping, and not a table of rows."""
    return part.name in BOOKS


def check_parts(manifest: Manifest) -> None:
    """Raise `invalid_value` for a manifest whose parts are not those of a workspace."""
    names = [part.name for part in manifest.parts]
    books = [name for name in names if name in BOOKS]
    wrong = (
        len(set(names)) != len(names)
        or books != [name for name in BOOKS if name in books]
        or names[: len(BEFORE)] != [name for name, _ in BEFORE]
        or any(not _fits(part) for part in manifest.parts)
    )
    if wrong:
        raise LatticeError(
            "invalid_value",
            "This is no manifest of a workspace.",
            "Publish with the same version of Lattice that the server runs.",
            stage=Stage.CONSTRAINTS,
        )


def _fits(part: Part) -> bool:
    names = [field.name for field in part.fields]
    if len(set(names)) != len(names):
        return False
    if is_book(part):
        return part.key == BOOKS[part.name] and set(part.key) <= set(names)
    if part.name.startswith("lattice_") and not part.name.startswith("lattice_dropped_"):
        return False
    own = part.fields[len(SYSTEM_COLUMNS) :]
    return (
        part.key == ("_id",)
        and names[: len(SYSTEM_COLUMNS)] == list(SYSTEM_COLUMNS)
        and all(field.kind in _TYPES for field in own)
    )


async def make(tx: Transaction, part: Part) -> None:
    """Have an empty place for a part; raises `newer_workspace` for a column that this server has not."""
    there = await _columns(tx, part)
    if not there and not is_book(part):
        await _make_table(tx, part)
        return
    missing = [field.name for field in part.fields if field.name not in there]
    if missing:
        raise LatticeError(
            "newer_workspace",
            f"The server knows no {part.name}.{missing[0]}.",
            "Upgrade the server, then publish again; nothing was switched.",
        )
    await empty(tx, part)


async def _columns(tx: Transaction, part: Part) -> set[str]:
    rows = await tx.all(
        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0"
        " AND NOT attisdropped",
        (quote(part.name),),
    )
    return {str(row[0]) for row in rows}


async def _make_table(tx: Transaction, part: Part) -> None:
    table_id = await table_of(tx, part)
    own = [
        Column(f"c{n}", field.name, _TYPES[field.kind])
        for n, field in enumerate(part.fields[len(SYSTEM_COLUMNS) :], 1)
    ]
    await tx.run(create_table_sql(part.name, own))
    await tx.run(live_index_sql(table_id, part.name))
    await tx.run(trash_index_sql(table_id, part.name))
    await tx.all("SELECT lattice_converge(false)")


async def table_of(tx: Transaction, part: Part) -> str:
    """The id of the table whose rows a part holds; raises `invalid_value` when the catalog has none."""
    row = await tx.one("SELECT id FROM lattice_tables WHERE sql_name = ?", (part.name,))
    if row is None:
        raise LatticeError("invalid_value", f"The catalog of the workspace has no table {part.name!r}.")
    return str(row[0])


async def empty(tx: Transaction, part: Part) -> None:
    """Remove every record of a part, as if it had never come."""
    if part.name == "lattice_meta":
        marks = ", ".join("?" * len(META_STAYS))
        await tx.run(f"DELETE FROM lattice_meta WHERE key NOT IN ({marks})", META_STAYS)
        return
    await tx.run(f"DELETE FROM {quote(part.name)}")


async def drop(tx: Transaction, part: Part) -> None:
    """Take a table of rows away that is no part any more, or has other columns now."""
    if part.name not in NATIVE and await _columns(tx, part):
        await tx.run(f"DROP TABLE {quote(part.name)} CASCADE")


async def belong(tx: Transaction, manifest: Manifest, owner: str) -> None:
    """Make every row theirs who brings it: of a row whose owner is no member nobody could say who sees it.

    Such rows were made under another handle on the machine they come from. Conversations stay whose they are.
    """
    for part in manifest.parts:
        if not is_book(part) and await table_of(tx, part) not in PRIVATE_TABLES:
            await tx.run(f"UPDATE {quote(part.name)} SET _owner = ? WHERE _owner <> ?", (owner, owner))


async def finish(tx: Transaction, manifest: Manifest) -> None:
    """What the database makes anew of a workspace that is whole: hidden rows, counters, rules."""
    await tx.run("DELETE FROM lattice_hidden")
    for part in manifest.parts:
        if not is_book(part):
            await tx.run(
                f"INSERT INTO lattice_hidden ({_HIDDEN}) SELECT _id, ?, _owner, _visibility,"
                f" CASE WHEN _deleted_at IS NULL THEN 0 ELSE 1 END, 0 FROM {quote(part.name)}"
                " WHERE _visibility <> 'everyone'",
                (await table_of(tx, part),),
            )
    # rows that were purged are the matter of owner and admins, whoever could see them
    await tx.run(
        f"INSERT INTO lattice_hidden ({_HIDDEN}) SELECT DISTINCT row_id, coalesce(table_id, ''), actor,"
        " 'private', 1, 1 FROM lattice_events WHERE op = 'row.purge' AND row_id IS NOT NULL"
        " ON CONFLICT DO NOTHING"
    )
    there = {part.name for part in manifest.parts}
    for name, key in (*_COUNTED.items(), ("lattice_usage", "id")):
        if name in there:
            row = await tx.one(f"SELECT coalesce(max({key}), 0) + 1 FROM {name}")
            await tx.run(
                f"ALTER TABLE {name} ALTER COLUMN {key} RESTART WITH {int(row[0] or 1) if row else 1}"
            )
    await tx.all("SELECT lattice_converge(true)")
