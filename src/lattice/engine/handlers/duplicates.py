"""Finding rows that stand for the same thing."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence

from lattice.actions import Duplicate, DuplicateGroup, Duplicates, FindDuplicates
from lattice.databases.base import Record
from lattice.databases.names import quote
from lattice.engine import likeness
from lattice.engine.history import row_labels
from lattice.engine.likeness import Alike
from lattice.engine.registry import reads
from lattice.engine.select import condition
from lattice.engine.work import Reading
from lattice.model.errors import LatticeError, Stage
from lattice.model.schema import Column, refuse_masked

#: Rows of a group that are named.
NAMED = 100
#: Rows that are compared: their normalised texts are held in memory.
MOST_EXACT, MOST_FUZZY = 1_000_000, 200_000
#: Characters of a normalised value above which its digest stands for it.
_LONG = 200


@reads(FindDuplicates)
async def find_duplicates(work: Reading, action: FindDuplicates) -> Duplicates:
    """Groups of the same, compared in a thread."""
    if action.fuzzy is not None and not 0 < action.fuzzy <= 1:
        raise LatticeError(
            "invalid_action",
            f"row.duplicates: fuzzy is more than 0 and at most 1, not {action.fuzzy:g}.",
            "0.9 is a good one for names.",
            stage=Stage.CONSTRAINTS,
        )
    layout = work.layout(action.table)
    columns = [layout.table.column(name) for name in action.on]
    for column in columns:
        refuse_masked(layout.table, column)
    columns = columns or [c for c in layout.table.columns if not c.masked]
    most = MOST_EXACT if action.fuzzy is None else MOST_FUZZY
    ids: list[str] = []
    times: list[str] = []
    keys: list[tuple[str, ...]] = []
    where, params = condition(work, layout, action.where)
    texts = "".join(f", {_text(column, action.fuzzy)}" for column in columns)
    sql = (
        f"SELECT t._id, t._created_at{texts} FROM {layout.seen} t WHERE {where}"
        " ORDER BY t._created_at, t._id LIMIT ?"
    )
    async for records in work.tx.stream(sql, (*params, most + 1), size=5000):
        ids += [str(record[0]) for record in records]
        times += [str(record[1]) for record in records]
        keys += await asyncio.to_thread(_keys, records, action.fuzzy)
    if len(ids) > most:
        raise LatticeError(
            "too_large",
            f"More than {most:,} rows are too many to compare.",
            "Narrow them with a filter.",
            stage=Stage.CONSTRAINTS,
        )
    groups = await asyncio.to_thread(_groups, keys, action.fuzzy)
    shown = groups[: action.limit]
    labels = await row_labels(work, layout, {ids[n] for group in shown for n in group.members[:NAMED]})
    return Duplicates(
        groups=tuple(_group(group, ids, times, labels) for group in shown),
        total=len(groups),
        extra=sum(len(group.members) - 1 for group in groups),
        compared=sum(1 for key in keys if any(key)),
    )


def _text(column: Column, fuzzy: float | None) -> str:
    """A column as text, in SQL; of long ones that need only be alike the beginning."""
    text = f"CAST(t.{quote(column.name)} AS TEXT)"
    return text if fuzzy is None else f"substr({text}, 1, {likeness.COMPARED_CHARS})"


def _keys(records: Sequence[Record], fuzzy: float | None) -> list[tuple[str, ...]]:
    form = _short if fuzzy is None else likeness.normal
    return [tuple("" if v is None else form(str(v)) for v in record[2:]) for record in records]


def _short(text: str) -> str:
    found = likeness.normal(text)
    return found if len(found) <= _LONG else hashlib.blake2b(found.encode()).hexdigest()


def _groups(keys: Sequence[tuple[str, ...]], fuzzy: float | None) -> list[Alike]:
    found = likeness.same(keys) if fuzzy is None else likeness.alike(keys, fuzzy)
    return sorted(found, key=lambda group: group.members[0])


def _group(group: Alike, ids: Sequence[str], times: Sequence[str], labels: dict[str, str]) -> DuplicateGroup:
    rows = tuple(
        Duplicate(ids[n], labels.get(ids[n], ids[n]), times[n], score)
        for n, score in list(zip(group.members, group.similarity, strict=True))[:NAMED]
    )
    return DuplicateGroup(rows, len(group.members))
