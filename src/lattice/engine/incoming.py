"""Values on their way in: names to columns, JSON to stored values, references checked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from lattice.engine.catalog import Layout
from lattice.engine.rowstore import Changes
from lattice.engine.work import Reading
from lattice.model.errors import LatticeError
from lattice.model.schema import Column, Table, refuse_masked
from lattice.model.values import RULES, ColumnType, Misfit, Stored, Value, fit


def misfit(table: Table, column: Column, reason: str) -> LatticeError:
    """The refusal for a value that does not fit its column."""
    return LatticeError(
        "invalid_value",
        f"{table.name}.{column.name}: the value {reason}.",
        f"A {column.type.value} is written as {RULES[column.type].example}.",
        details={"column": column.name, "reason": reason},
    )


def stored_values(layout: Layout, values: Mapping[str, Value]) -> dict[str, Stored]:
    """Values by column name as stored values by column id; raises `not_found`, `invalid_value`."""
    stored: dict[str, Stored] = {}
    for name, value in values.items():
        column = layout.table.column(name)
        refuse_masked(layout.table, column)
        if column.id in stored:
            raise misfit(layout.table, column, "is given twice")
        try:
            stored[column.id] = fit(column.type, value)
        except Misfit as error:
            raise misfit(layout.table, column, str(error)) from None
    return stored


async def check_references(work: Reading, layout: Layout, rows: Iterable[Changes]) -> None:
    """Raise `invalid_value` when a reference points at a row that is not there or is in the trash."""
    columns = [c for c in layout.table.columns if c.type is ColumnType.REFERENCE]
    if not columns:
        return
    rows = list(rows)
    for column in columns:
        wanted = {str(v) for row in rows if (v := row.get(column.id)) is not None}
        if not wanted:
            continue
        missing = wanted - await living(work, layout, column, wanted)
        if missing:
            target = work.catalog.target(column)
            where = target.table.name if target else "a table that was dropped"
            raise LatticeError(
                "invalid_value",
                f"{layout.table.name}.{column.name}: there is no row {min(missing)} in {where}.",
                f"`lattice rows {where}` lists the rows with their ids." if target else "",
                details={"column": column.name, "reason": "refers to a row that is not there"},
            )


async def living(work: Reading, layout: Layout, column: Column, ids: Iterable[str]) -> set[str]:
    """Which of these ids are living rows of the table that a reference points into."""
    target = work.catalog.target(column)
    if target is None:
        return set()
    found = await work.tx.all(
        f"SELECT _id FROM {target.seen} WHERE _id IN (SELECT value FROM json_each(?))"
        " AND _deleted_at IS NULL",
        (json.dumps(list(ids)),),
    )
    return {str(row[0]) for row in found}


async def resolve(
    work: Reading, target: Layout, texts: Sequence[str], via: Column | None = None
) -> dict[str, str]:
    """Texts that stand for rows of a table to the ids of those rows; those that stand for none are left out.

    A text is a row's id, else the value of `via`, else of the table's key column, else of its label;
    one that several rows have stands for none.
    """
    packed = json.dumps([t.strip() for t in texts])
    found: dict[str, str] = {}
    if via is None:
        rows = await work.tx.all(
            f"SELECT _id FROM {target.seen} WHERE _id IN (SELECT upper(value) FROM json_each(?))"
            " AND _deleted_at IS NULL",
            (packed,),
        )
        ids = {str(row[0]) for row in rows}
        found = {t: t.strip().upper() for t in texts if t.strip().upper() in ids}
        key = target.table.by_id(target.table.key[0]) if len(target.table.key) == 1 else None
        via = key if key and not key.masked else target.table.label
    if via is not None:
        refuse_masked(target.table, via)
    if via is None or len(found) == len(texts):
        return found
    place = target.fields[target.position[via.id]]
    rows = await work.tx.all(
        f"SELECT CAST({place} AS TEXT), min(_id), count(*) FROM {target.seen}"
        f" WHERE _deleted_at IS NULL AND CAST({place} AS TEXT) IN (SELECT value FROM json_each(?))"
        f" GROUP BY {place}",
        (packed,),
    )
    by_value = {str(value): str(id_) for value, id_, count in rows if count == 1}
    return {**{t: by_value[t.strip()] for t in texts if t.strip() in by_value}, **found}
