"""Reading by SQL."""

from __future__ import annotations

import msgspec

from lattice.actions.base import Action, action
from lattice.model.values import Value


class SqlResult(msgspec.Struct, frozen=True):
    """What a query answered."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    truncated: bool
    """Whether there were more rows than the limit."""
    elapsed_ms: float


@action("sql.query", audited=True)
class QuerySql(Action[SqlResult], frozen=True):
    """Read with one SELECT over views of what the caller may see; anything else is refused."""

    sql: str
    limit: int = 1000
    """At most 100,000 rows."""
