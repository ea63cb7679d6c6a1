"""What every client is: the one abstraction that all ways in and all services go through."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeVar

import msgspec

from lattice.actions.base import Action, Outcome
from lattice.actions.workspace import Description
from lattice.model.events import Event
from lattice.model.rows import LoadReport
from lattice.model.values import ColumnType, Value

R = TypeVar("R")


class LoadMode(StrEnum):
    """What an import does with the rows that are there."""

    APPEND = "append"
    REPLACE = "replace"
    """All living rows go to the trash first."""
    UPSERT = "upsert"
    """A row with the same key is changed; others are added."""


class LoadColumn(msgspec.Struct, frozen=True):
    """One column of the rows that a load brings."""

    name: str
    type: ColumnType = ColumnType.TEXT
    """Type of a column that is to be made; a column that exists keeps its own."""
    target: str | None = None
    """Name of the table that a reference points into."""
    via: str | None = None
    """Column of the target whose value stands for its row; None when values are row ids."""
    definition: str = ""


class LoadPlan(msgspec.Struct, frozen=True):
    """An import of one table, as decided before its rows are read."""

    table: str
    columns: tuple[LoadColumn, ...]
    """In the order of the values of each row; missing ones are added to the table."""
    mode: LoadMode = LoadMode.APPEND
    key: tuple[str, ...] = ()
    """Columns that say which row is meant; needed by `upsert`, kept on a table that is made."""
    strict: bool = False
    """Refuse the whole import when one line is refused."""
    source: str | None = None
    """Kept in `_source` of every row."""
    definition: str = ""
    """For a table that is made."""


class LoadBatch(NamedTuple):
    """Some rows on their way in, 1,000 or so."""

    lines: Sequence[int]
    """Where each row stands in its source, from 1."""
    rows: Sequence[Sequence[Value]]
    """Values in the order of the plan; text is parsed by the column's type, None is empty."""


class Client(Protocol):
    """A workspace that is open. All methods raise LatticeError; it is used from one event loop."""

    async def run(
        self, action: Action[R], *, op_id: str | None = None, group_id: str | None = None
    ) -> Outcome[R]:
        """Carry out one action; a write with an `op_id` seen before answers its first outcome."""
        ...

    def watch(self, after_seq: int | None = None) -> AsyncIterator[Event]:
        """Events in order, without gap or duplicate, from after `after_seq` (None: from now on), for ever."""
        ...

    async def load(
        self,
        plan: LoadPlan,
        batches: Iterable[LoadBatch],
        *,
        op_id: str | None = None,
        group_id: str | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Outcome[LoadReport]:
        """Stream rows into one table; they become visible in one change at the end.

        `batches` is read in a thread. `progress` is called in the event loop with the rows read so far.
        Cancelling leaves the workspace as before.
        """
        ...

    async def describe(self) -> Description:
        """The workspace, who I am, what I may do."""
        ...

    async def close(self) -> None:
        """Finish what is under way and let go of the workspace."""
        ...
