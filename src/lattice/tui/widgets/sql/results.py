"""The answer to a query as rows of a grid: its columns, its order, its cells as they are copied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from lattice.actions import SqlResult
from lattice.model.rows import Page, Row
from lattice.model.values import ColumnType, Value
from lattice.tui.widgets.grid import GridColumn

if TYPE_CHECKING:
    from lattice.tui.widgets.sql.referred import Referred

#: Rows whose values say of which type a column is.
LOOKED_AT = 200


class Answer:
    """What a query answered, in the order in which it is looked at. A row's id is its place in the answer."""

    def __init__(self, result: SqlResult) -> None:
        self.result = result
        self.names = unique(result.columns)
        """A name for each column, none twice."""
        self.types = tuple(_type(result.rows, index) for index in range(len(result.columns)))
        self.referred: Referred | None = None
        """The rows that some of the columns refer to; None while none are known."""
        self._order: Sequence[int] = range(len(result.rows))

    @property
    def columns(self) -> tuple[GridColumn, ...]:
        """The columns for the grid."""
        refer = self.referring
        return tuple(
            GridColumn(name, ColumnType.REFERENCE if name in refer else type_)
            for name, type_ in zip(self.names, self.types, strict=True)
        )

    @property
    def referring(self) -> frozenset[str]:
        """Names of the columns that refer to rows."""
        refer = self.referred.targets if self.referred is not None else {}
        return frozenset(self.names[at] for at in refer)

    def place_of(self, row_id: str) -> tuple[str, str] | None:
        """Table and id of the row that an id in the answer is known to be of."""
        table_id = self.referred.tables.get(row_id) if self.referred is not None else None
        return (table_id, row_id) if table_id is not None else None

    def values(
        self, ids: Iterable[str] | None = None, *, without: frozenset[str] = frozenset()
    ) -> list[tuple[Value, ...]]:
        """The rows with those ids, or all but some, in the order in which they are looked at."""
        wanted = None if ids is None else set(ids)
        return [
            self.result.rows[at]
            for at in self._order
            if (str(at) in wanted if wanted is not None else str(at) not in without)
        ]

    @property
    def shown(self) -> int:
        """How many rows are looked at."""
        return len(self._order)

    def arranged(self, keys: Sequence[tuple[str, bool]], words: str = "") -> Answer:
        """The rows with all these words, in order by columns, each descending or not; else as answered."""
        wanted = words.casefold().split()
        labels = self.referred.labels if self.referred is not None else {}
        order = [at for at, row in enumerate(self.result.rows) if not wanted or _has(row, wanted, labels)]
        for name, descending in reversed(keys):
            index = self.names.index(name)
            order.sort(key=lambda at: _weight(self.result.rows[at][index], labels), reverse=descending)
        found = Answer.__new__(Answer)
        found.result, found.names, found.types, found._order = self.result, self.names, self.types, order
        found.referred = self.referred
        return found

    # --- a RowSource ---

    async def fetch(self, offset: int, limit: int) -> Page:
        """The rows from a position on."""
        places = self._order[offset : offset + limit]
        labels: dict[str, str] = {}
        if self.referred is not None:
            labels = await self.referred.learn(self.result.rows[at] for at in places)
        return Page(tuple(map(self._row, places)), total=len(self._order), labels=labels)

    async def count(self) -> int:
        """How many rows there are."""
        return len(self._order)

    async def locate(self, row_id: str) -> int | None:
        """Where a row stands now."""
        at = int(row_id) if row_id.isdecimal() else -1
        return self._order.index(at) if at in self._order else None

    def _row(self, at: int) -> Row:
        return Row(id=str(at), version=0, values=dict(zip(self.names, self.result.rows[at], strict=True)))


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """The names with a number behind those that were there already: a query may call two columns the same."""
    found: dict[str, None] = {}
    for name in names:
        n, fresh = 2, name
        while fresh in found:
            fresh, n = f"{name} ({n})", n + 1
        found[fresh] = None
    return tuple(found)


def _type(rows: Sequence[tuple[Value, ...]], index: int) -> ColumnType:
    """The type that all of the first values have; text where they differ."""
    kinds = {type(row[index]) for row in rows[:LOOKED_AT] if row[index] is not None}
    if kinds == {int}:
        return ColumnType.INTEGER
    return ColumnType.NUMBER if kinds and kinds <= {int, float} else ColumnType.TEXT


def _has(row: Sequence[Value], wanted: Sequence[str], labels: Mapping[str, str]) -> bool:
    """Whether all the words stand somewhere in a row, as it is stored or as it is shown."""
    values = [str(value) for value in row if value is not None]
    text = "\n".join([*values, *(labels[value] for value in values if value in labels)]).casefold()
    return all(word in text for word in wanted)


def _weight(value: Value, labels: Mapping[str, str]) -> tuple[int, float | int | str]:
    """Where a value stands among others, as SQLite sorts: nothing, numbers, texts; rows by their names."""
    if value is None:
        return (0, 0)
    if isinstance(value, int | float):
        return (1, value)
    return (2, labels.get(str(value), str(value)))
