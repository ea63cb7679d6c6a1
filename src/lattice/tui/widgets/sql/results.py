"""The answer to a query as rows of a grid: its columns, its order, its cells as they are copied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lattice.actions import SqlResult
from lattice.model.rows import Page, Row
from lattice.model.values import ColumnType, Value
from lattice.tui.widgets.grid import GridColumn

#: Rows whose values say of which type a column is.
LOOKED_AT = 200


class Answer:
    """What a query answered, in the order in which it is looked at. A row's id is its place in the answer."""

    def __init__(self, result: SqlResult) -> None:
        self.result = result
        self.names = unique(result.columns)
        """A name for each column, none twice."""
        self.types = tuple(_type(result.rows, index) for index in range(len(result.columns)))
        self._order: Sequence[int] = range(len(result.rows))

    @property
    def columns(self) -> tuple[GridColumn, ...]:
        """The columns for the grid."""
        return tuple(GridColumn(name, type_) for name, type_ in zip(self.names, self.types, strict=True))

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
        order = [at for at, row in enumerate(self.result.rows) if not wanted or _has(row, wanted)]
        for name, descending in reversed(keys):
            index = self.names.index(name)
            order.sort(key=lambda at: _weight(self.result.rows[at][index]), reverse=descending)
        found = Answer.__new__(Answer)
        found.result, found.names, found.types, found._order = self.result, self.names, self.types, order
        return found

    # --- a RowSource ---

    async def fetch(self, offset: int, limit: int) -> Page:
        """The rows from a position on."""
        rows = tuple(self._row(at) for at in self._order[offset : offset + limit])
        return Page(rows, total=len(self._order))

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


def _has(row: tuple[Value, ...], wanted: Sequence[str]) -> bool:
    """Whether all the words stand somewhere in a row."""
    text = "\n".join(str(value) for value in row if value is not None).casefold()
    return all(word in text for word in wanted)


def _weight(value: Value) -> tuple[int, float | int | str]:
    """Where a value stands among others, as SQLite sorts: nothing, numbers, texts."""
    if value is None:
        return (0, 0)
    return (1, value) if isinstance(value, int | float) else (2, str(value))
