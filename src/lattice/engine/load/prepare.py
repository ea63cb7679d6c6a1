"""Rows on their way in: parsed by type, refused one by one, sealed as events; runs in a thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec

from lattice.databases.base import Param
from lattice.engine.gates.constraints import value_bytes
from lattice.engine.load.plan import Target
from lattice.engine.log import Stamp, seal_inserts
from lattice.model.ids import new_ids
from lattice.model.limits import Limits
from lattice.model.loads import LoadBatch
from lattice.model.rows import Refusal
from lattice.model.schema import Column
from lattice.model.values import RULES, SEARCHED, ColumnType, Misfit, Stored, Value

#: A default that no value is, so that it is never left out.
_NO_DEFAULT = object()
#: Characters that a value of a type that is not text has at most, by far.
_SHORT = 64
#: Refusals that are named one by one.
NAMED_REFUSALS = 1000


class Prepared(NamedTuple):
    """A batch that is ready to be staged."""

    records: list[tuple[Param, ...]]
    """Whole rows as the table holds them."""
    lines: list[int]
    events: list[tuple[Param, ...]]
    """Row id, `after`, salt and hash of each row's first event; none for an upsert."""
    refusals: list[Refusal]
    read: int


class Preparer:
    """Turns batches into staged rows for one import."""

    def __init__(
        self,
        target: Target,
        stamp: Stamp,
        owner: str,
        visibility: str,
        source: str | None,
        limits: Limits,
    ) -> None:
        self._target = target
        self._stamp = stamp
        self._limits = limits
        self._head = (1, stamp.at, stamp.actor, stamp.at, stamp.actor, None, owner, visibility, source)
        self._after_head = (1, owner, visibility, source)
        self._after_type = _after_type(target.incoming)
        place = {c.id: n for n, c in enumerate(target.incoming)}
        #: For each column of the table the number of the value that comes in, or None.
        self._places = [place.get(c.id) for c in target.table.columns]
        self._in_order = self._places == list(range(len(target.incoming)))

    def prepare(
        self, batch: LoadBatch, references: dict[int, dict[str, str]], *, with_events: bool
    ) -> Prepared:
        """Parse a batch; `references` has, by number of column, the row that each text stands for."""
        rows, lines = batch.rows, batch.lines
        refusals: list[Refusal] = []
        width = len(self._target.incoming)
        if any(len(row) != width for row in rows):
            rows, lines = _even(rows, lines, width, refusals)
        columns: list[list[Stored]] = []
        bad: dict[int, Refusal] = {}
        longest = 0
        for number, (column, values) in enumerate(
            zip(self._target.incoming, zip(*rows, strict=True), strict=True) if rows else ()
        ):
            fitter = _resolver(references[number]) if number in references else _fitter(column.type)
            fitted = self._fit(column, values, fitter, lines, bad)
            longest += self._check_sizes(column, fitted, lines, bad)
            columns.append(fitted)
        # four bytes are the most a character takes, so that short rows need no closer look
        if longest * 4 > self._limits.row_bytes:
            self._check_row_sizes(columns, lines, bad)
        stored: Sequence[tuple[Stored, ...]] = list(zip(*columns, strict=True))
        if bad:
            refusals += [bad[n] for n in sorted(bad)]
            stored = [row for n, row in enumerate(stored) if n not in bad]
            lines = [line for n, line in enumerate(lines) if n not in bad]
        ids = new_ids(len(stored))
        records = self._records(ids, stored)
        events = self._events(ids, stored) if with_events else []
        return Prepared(records, list(lines), events, refusals, len(batch.rows))

    def _fit(
        self,
        column: Column,
        values: Sequence[Value],
        fitter: Callable[[Any], Stored],
        lines: Sequence[int],
        bad: dict[int, Refusal],
    ) -> list[Stored]:
        """A whole column at once; value by value only when one does not fit."""
        try:
            return [None if v is None else fitter(v) for v in values]
        except Misfit:
            return [self._fit_one(column, v, fitter, lines, n, bad) for n, v in enumerate(values)]

    def _check_sizes(
        self, column: Column, fitted: Sequence[Stored], lines: Sequence[int], bad: dict[int, Refusal]
    ) -> int:
        """The most characters a value of a column has; values beyond the limit are refused."""
        if column.type not in SEARCHED:
            return _SHORT
        longest = max((len(v) for v in fitted if v is not None), default=0)  # type: ignore[arg-type]  # texts
        most = self._limits.value_bytes
        if longest * 4 > most:
            for n, value in enumerate(fitted):
                if value_bytes(value) > most:
                    reason = f"has more than {most:,} bytes (setting limits.value_bytes)"
                    bad.setdefault(n, Refusal(lines[n], column.name, reason))
        return longest

    def _fit_one(
        self,
        column: Column,
        value: Value,
        fitter: Callable[[Any], Stored],
        lines: Sequence[int],
        number: int,
        bad: dict[int, Refusal],
    ) -> Stored:
        try:
            return None if value is None else fitter(value)
        except Misfit as error:
            bad.setdefault(number, Refusal(lines[number], column.name, str(error)))
            return None

    def _check_row_sizes(
        self, columns: Sequence[Sequence[Stored]], lines: Sequence[int], bad: dict[int, Refusal]
    ) -> None:
        most = self._limits.row_bytes
        for n, row in enumerate(zip(*columns, strict=True)):
            if sum(value_bytes(v) for v in row) > most:
                reason = f"the row has more than {most:,} bytes (setting limits.row_bytes)"
                bad.setdefault(n, Refusal(lines[n], "", reason))

    def _records(self, ids: Sequence[str], stored: Sequence[tuple[Stored, ...]]) -> list[tuple[Param, ...]]:
        head, places = self._head, self._places
        if self._in_order:
            return [(id_, *head, *row) for id_, row in zip(ids, stored, strict=True)]
        return [
            (id_, *head, *[None if p is None else row[p] for p in places])
            for id_, row in zip(ids, stored, strict=True)
        ]

    def _events(self, ids: Sequence[str], stored: Sequence[tuple[Stored, ...]]) -> list[tuple[Param, ...]]:
        """The first event of each row: id, row id, `after`, salt and hash, which differ from row to row."""
        head, after = self._after_head, self._after_type
        afters = [after(*head, *row) for row in stored]
        return seal_inserts(self._stamp, self._target.table.id, ids, afters)


def _after_type(columns: Sequence[Column]) -> type[msgspec.Struct]:
    """A struct for the `after` of a row's first event, what is empty left out; half the price of a dict."""
    system = ("_version", "_owner", "_visibility", "_source")
    fields: list[tuple[str, Any, Any]] = [(f"s{n}", Any, _NO_DEFAULT) for n in range(3)]
    fields += [("s3", Any, None), *((f"v{n}", Any, None) for n in range(len(columns)))]
    names = dict(zip((name for name, *_ in fields), (*system, *(c.id for c in columns)), strict=True))
    return msgspec.defstruct("After", fields, rename=names, omit_defaults=True, gc=False)


def _fitter(type_: ColumnType) -> Callable[[Any], Stored]:
    """How values of a type are stored; booleans stay booleans, which SQLite takes and events want."""
    if type_ is not ColumnType.BOOLEAN:
        return RULES[type_].fit
    fit = RULES[type_].fit
    return lambda value: bool(fit(value))


def _even(
    rows: Sequence[Sequence[Value]], lines: Sequence[int], width: int, refusals: list[Refusal]
) -> tuple[list[Sequence[Value]], list[int]]:
    """The rows that have a value for each column; the others are refused."""
    kept: list[Sequence[Value]] = []
    kept_lines: list[int] = []
    for line, row in zip(lines, rows, strict=True):
        if len(row) == width:
            kept.append(row)
            kept_lines.append(line)
        else:
            refusals.append(Refusal(line, "", f"has {len(row)} values where {width} columns are"))
    return kept, kept_lines


def _resolver(ids: dict[str, str]) -> Callable[[Any], Stored]:
    def fit(value: Value) -> Stored:
        text = str(value)
        if not text.strip():
            return None
        found = ids.get(text)
        if found is None:
            raise Misfit("stands for no row, or for several, of the table it refers to")
        return found

    return fit
