"""A small schema that the tests of the filter language share."""

from __future__ import annotations

from datetime import UTC, datetime

from lattice.model.query import Bound, bind, parse_filter
from lattice.model.schema import Column, Schema, Table
from lattice.model.values import ColumnType as T

NOW = datetime(2026, 3, 31, 12, 30, tzinfo=UTC)
NORDLYS = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
FJELL = "01ARZ3NDEKTSV4RRFFQ69G5FAW"
TRASHED = "01ARZ3NDEKTSV4RRFFQ69G5FAX"
NOWHERE = "01ARZ3NDEKTSV4RRFFQ69G5FAY"

COMPANIES = Table(
    id="C",
    name="companies",
    columns=(
        Column("c1", "name", T.TEXT),
        Column("c2", "country", T.TEXT),
        Column("c3", "active", T.BOOLEAN),
        Column("c4", "founded", T.DATE),
        Column("c5", "parent", T.REFERENCE, target="C"),
        Column("c6", "size", T.INTEGER),
    ),
)
PEOPLE = Table(
    id="P",
    name="people",
    columns=(
        Column("c1", "name", T.TEXT),
        Column("c2", "First Name", T.TEXT),
        Column("c3", "notes", T.MARKDOWN),
        Column("c4", "age", T.INTEGER),
        Column("c5", "amount", T.NUMBER),
        Column("c6", "active", T.BOOLEAN),
        Column("c7", "born", T.DATE),
        Column("c8", "joined", T.DATETIME),
        Column("c9", "data", T.JSON),
        Column("c10", "company", T.REFERENCE, target="C"),
        Column("c11", 'odd "name".x', T.TEXT),
        Column("c12", "city", T.TEXT),
    ),
)
SCHEMA = Schema((COMPANIES, PEOPLE))


def bound(text: str, table: Table = PEOPLE) -> Bound:
    """The filter `text` over `table` at noon of the last day of March 2026."""
    return bind(parse_filter(text), table, SCHEMA, NOW)
