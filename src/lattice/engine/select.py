"""Reading rows: the condition of a filter, the order of a sort, cursors and positions, composed into SQL.

The condition of what a caller may see stands here once, for every local read.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from lattice.databases.base import Param
from lattice.databases.filters import Dialect, Readable, where_sql
from lattice.databases.names import quote
from lattice.engine.catalog import Layout
from lattice.engine.visibility import seen_rows
from lattice.engine.work import Reading
from lattice.model.errors import LatticeError, Stage
from lattice.model.query import SortKey, bind, parse_filter, parse_sort
from lattice.model.values import Misfit, Stored, check_text


class Order(NamedTuple):
    """A sort as SQL: expressions with their direction, the id last so that it is total."""

    keys: tuple[tuple[str, bool], ...]
    """Quoted column of table `t`, and whether it descends."""
    names: tuple[SortKey, ...]
    dialect: Dialect

    @property
    def sql(self) -> str:
        """The ORDER BY list; empty comes first when ascending."""
        words = (self.dialect.ascending, self.dialect.descending)
        return ", ".join(f"{place} {words[down]}" for place, down in self.keys)

    @property
    def places(self) -> str:
        """The values that a cursor keeps, as SQL."""
        return ", ".join(place for place, _ in self.keys)

    def by_sorting(self) -> Order:
        """The same for few rows of many: no index decides the way, those that match are found and sorted."""
        (place, down), *rest = self.keys
        return self._replace(keys=((self.dialect.aside.format(place), down), *rest))

    def backwards(self) -> Order:
        """The same from the other end."""
        return self._replace(keys=tuple((place, not down) for place, down in self.keys))


def order_by(work: Reading, layout: Layout, sort: Sequence[str]) -> Order:
    """The order of a sort; raises `invalid_filter` for a column that is not there."""
    keys = parse_sort(sort, layout.table)
    placed = [(f"t.{quote(key.name)}", key.descending) for key in keys]
    # the id follows the last key's direction, so that an index on that column serves both ways
    down = bool(placed) and placed[-1][1]
    if not any(key.name == "_id" for key in keys):
        placed.append(("t._id", down))
    return Order(tuple(placed), keys, work.tx.dialect)


def condition(work: Reading, layout: Layout, where: str, *, deleted: bool = False) -> tuple[str, list[Param]]:
    """The SQL condition for rows of table `t` that match a filter and that the caller may see."""
    parts = ["t._deleted_at IS NOT NULL" if deleted else "t._deleted_at IS NULL"]
    params: list[Param] = []
    if where.strip():
        moment = datetime.fromisoformat(work.now).astimezone(UTC)
        bound = bind(parse_filter(where), layout.table, work.catalog.schema, moment)
        sql, values = where_sql(bound, work.tx.dialect, readable=_readable(work))
        parts.append(f"({sql})")
        params.extend(values)
    return " AND ".join(parts), params


def _readable(work: Reading) -> Readable | None:
    """What the caller may see of the rows that references point at."""
    principal = work.catalog.keeping.principal
    return (lambda _, alias: (seen_rows(principal, alias), [])) if principal else None


def reading_of(layout: Layout, order: Order, where: str, *, deleted: bool) -> str:
    """What tells one reading from another: a cursor is good for the same table, sort and filter only."""
    parts = [layout.table.id, [key.written for key in order.names], where.strip(), deleted]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def cursor_of(reading: str, record: Sequence[Stored]) -> str:
    """The opaque cursor after a record, given the values of the order's keys."""
    body = json.dumps([reading, *record], separators=(",", ":"), ensure_ascii=True)
    return base64.urlsafe_b64encode(body.encode()).decode().rstrip("=")


def after_cursor(order: Order, reading: str, cursor: str) -> tuple[str, list[Param]]:
    """The condition for what comes after a cursor; raises `invalid_cursor`."""
    return beyond(order, _read_cursor(order, reading, cursor))


def beyond(order: Order, values: Sequence[Stored]) -> tuple[str, list[Param]]:
    """The condition for what comes after a row, given the values of the order's keys."""
    parts = stretches(order, values)
    sql = "(" + " OR ".join(f"({part})" for part, _ in parts) + ")" if parts else "FALSE"
    params = [param for _, its in parts for param in its]
    place, down = order.keys[0]
    if len(order.keys) > 1 and not down and values[0] is not None:
        # says nothing new, but lets an index begin here
        return f"({place} >= ? AND {sql})", [values[0], *params]
    return sql, params


def stretches(order: Order, values: Sequence[Stored]) -> list[tuple[str, list[Param]]]:
    """The same as conditions that exclude each other, each one stretch of an index on the order."""
    parts: list[tuple[str, list[Param]]] = []
    for n, (place, down) in enumerate(order.keys):
        before = list(zip((p for p, _ in order.keys[:n]), values[:n], strict=True))
        equal = "".join(f"{p} IS NULL AND " if v is None else f"{p} = ? AND " for p, v in before)
        for later, params in _later(place, values[n], down=down):
            parts.append((equal + later, [*(v for _, v in before if v is not None), *params]))
    return parts


def _later(place: str, value: Stored, *, down: bool) -> list[tuple[str, list[Param]]]:
    """What comes after a value in one column; empty comes first when ascending."""
    if value is None:
        return [] if down else [(f"{place} IS NOT NULL", [])]
    return [(f"{place} < ?", [value]), (f"{place} IS NULL", [])] if down else [(f"{place} > ?", [value])]


def _read_cursor(order: Order, reading: str, cursor: str) -> list[Stored]:
    try:
        body = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        raise bad_cursor() from None
    if not isinstance(body, list) or len(body) != 1 + len(order.keys):
        raise bad_cursor("The cursor is not one that Lattice gave for this sort.")
    of, *values = body
    if of != reading:
        raise bad_cursor("The cursor belongs to another table, filter or sort.")
    if not all(v is None or (isinstance(v, str | int | float) and not isinstance(v, bool)) for v in values):
        raise bad_cursor()
    if any(isinstance(v, str) and not _is_text(v) for v in values):
        raise bad_cursor()
    if any(isinstance(v, int) and not -(2**63) <= v < 2**63 for v in values):
        raise bad_cursor()
    return values


def _is_text(value: str) -> bool:
    try:
        return bool(check_text(value)) or not value
    except Misfit:
        return False


def bad_cursor(message: str = "The cursor is not one that Lattice gave.") -> LatticeError:
    """The refusal of a place to go on from."""
    return LatticeError("invalid_cursor", message, "Begin again without a cursor.", stage=Stage.CONSTRAINTS)
