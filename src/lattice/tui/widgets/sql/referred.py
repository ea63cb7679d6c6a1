"""The rows that columns of an answer refer to: found only where their ids are those of such rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from lattice.actions import ListRows, SqlResult
from lattice.model.errors import LatticeError
from lattice.model.ids import is_id
from lattice.model.schema import Table, fold
from lattice.model.values import ColumnType, Value
from lattice.tui.bench import Bench
from lattice.tui.widgets.sql.results import LOOKED_AT
from lattice.tui.widgets.sql.scan import words
from lattice.tui.words import row_label

#: Ids that are asked for in one filter.
_AT_ONCE = 150


class Referred:
    """What people call the rows that an answer refers to, learnt as they come into sight."""

    def __init__(self, bench: Bench, targets: Mapping[int, Collection[str]]) -> None:
        self._bench = bench
        self.targets = dict(targets)
        """For each column that refers to rows, by its place: ids of the tables that these may be in."""
        self.labels: dict[str, str] = {}
        """What people call the rows that were found, by their ids."""
        self.tables: dict[str, str] = {}
        """The tables in which they are."""
        self._asked: set[str] = set()

    async def learn(self, rows: Iterable[tuple[Value, ...]]) -> dict[str, str]:
        """What people call the rows that these rows of the answer refer to."""
        wanted: dict[str, list[str]] = {}
        ids: dict[str, None] = {}
        for row in rows:
            for at, targets in self.targets.items():
                id_ = row[at]
                if not isinstance(id_, str) or not is_id(id_):
                    continue
                ids[id_] = None
                if id_ not in self._asked:
                    self._asked.add(id_)
                    for target in targets:
                        wanted.setdefault(target, []).append(id_)
        for target, fresh in wanted.items():
            await self._ask(target, fresh)
        return {id_: self.labels[id_] for id_ in ids if id_ in self.labels}

    async def _ask(self, target: str, ids: list[str]) -> None:
        table = self._bench.table(target)
        if table is None or table.label is None:
            return
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            where = f"_id in ({', '.join(some)})"
            action = ListRows(table=table.name, where=where, columns=(table.label.name,), limit=len(some))
            try:
                found = (await self._bench.run(action)).value.rows
            except LatticeError:
                # a name is a courtesy: the id is shown in its place
                return
            self.labels |= {row.id: row_label(table, row) for row in found}
            self.tables |= {row.id: table.id for row in found}


async def referred_in(bench: Bench, sql: str, result: SqlResult) -> Referred | None:
    """The references of an answer; None without any.

    A column is one when the query names a table with a reference column, all that stands in the column
    looks like ids, and rows are found by them where that reference points to.
    """
    found = Referred(bench, _possible(bench, sql, result))
    if not found.targets:
        return None
    await found.learn(result.rows[:LOOKED_AT])
    found.targets = {
        at: targets
        for at, targets in found.targets.items()
        if any(row[at] in found.labels for row in result.rows[:LOOKED_AT])
    }
    return found if found.targets else None


def tables_in(bench: Bench, sql: str) -> list[Table]:
    """The tables that a query names."""
    named = {fold(word.text) for word in words(sql) if word.is_name}
    return [info.table for info in bench.known if fold(info.table.name) in named]


def _possible(bench: Bench, sql: str, result: SqlResult) -> dict[int, Collection[str]]:
    """Columns that hold ids, with where these may lead: as their name says, else as any reference does."""
    tables = tables_in(bench, sql)
    found: dict[int, Collection[str]] = {}
    for at, name in enumerate(result.columns):
        # the id of a row itself is asked for to be seen
        if name == "_id" or not _are_ids(row[at] for row in result.rows[:LOOKED_AT]):
            continue
        if targets := _targets(tables, name) or _targets(tables):
            found[at] = targets
    return found


def _targets(tables: Iterable[Table], name: str | None = None) -> frozenset[str]:
    """Where the reference columns of tables lead, those of a name or all."""
    return frozenset(
        column.target
        for table in tables
        for column in table.columns
        if column.type is ColumnType.REFERENCE and column.target and not column.masked
        if name is None or fold(column.name) == fold(name)
    )


def _are_ids(values: Iterable[Value]) -> bool:
    there = [value for value in values if value is not None]
    return bool(there) and all(isinstance(value, str) and is_id(value) for value in there)
