"""The examples of docs/filters.md find what the page says, in Python and in SQL."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lattice.databases.filters import FUNCTIONS, where_sql
from lattice.model.query import bind, matches, parse_filter
from lattice.model.rows import SYSTEM_COLUMNS
from lattice.model.schema import Column, Schema, Table
from lattice.model.values import ColumnType as T
from lattice.model.values import Stored, fit, parse

PAGE = (Path(__file__).parents[3] / "docs" / "filters.md").read_text(encoding="utf-8")
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
IDS = {"Nordlys": "01ARZ3NDEKTSV4RRFFQ69G5FAV", "Fjell": "01ARZ3NDEKTSV4RRFFQ69G5FAW"}
TYPES = {
    "First Name": T.TEXT,
    "name": T.TEXT,
    "city": T.TEXT,
    "country": T.TEXT,
    "born": T.DATE,
    "joined": T.DATETIME,
    "company": T.REFERENCE,
    "amount": T.NUMBER,
    "active": T.BOOLEAN,
}


def table_of_page(first: str) -> list[list[str]]:
    """The lines of the table whose first heading is `first`, headings first."""
    lines = PAGE[PAGE.index(f"| {first} |") :].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in (lines[0], *lines[2:])]


def stored(column: Column, cell: str) -> Stored:
    return fit(column.type, parse(column.type, IDS.get(cell, cell))) if cell else None


_headings, *_people = table_of_page("people")
PEOPLE = Table("P", "people", tuple(Column(h, h, TYPES[h], target="C") for h in _headings[1:]))
PEOPLE_ROWS: list[dict[str, Stored]] = [
    {"_id": line[0]} | {c.name: stored(c, cell) for c, cell in zip(PEOPLE.columns, line[1:], strict=True)}
    for line in _people
]
COMPANIES = Table("C", "companies", (Column("c1", "name", T.TEXT), Column("c2", "country", T.TEXT)))
COMPANY_ROWS: list[dict[str, Stored]] = [
    {"_id": IDS[line[1]], "name": line[1], "country": line[2]} for line in table_of_page("companies")[1:]
]
EXAMPLES = table_of_page("filter")[1:]


def find_in_sql(text: str) -> list[Stored]:
    connection = sqlite3.connect(":memory:")
    for name, (arguments, function) in FUNCTIONS.items():
        connection.create_function(name, arguments, function)
    for table, rows in ((PEOPLE, PEOPLE_ROWS), (COMPANIES, COMPANY_ROWS)):
        names = [*SYSTEM_COLUMNS, *(c.name for c in table.columns)]
        quoted = ", ".join(f'"{n}"' for n in names)
        connection.execute(f"CREATE TABLE {table.name} ({quoted})")
        for row in rows:
            marks = ", ".join("?" * len(names))
            connection.execute(f"INSERT INTO {table.name} VALUES ({marks})", [row.get(n) for n in names])
    condition, values = where_sql(bind(parse_filter(text), PEOPLE, Schema((PEOPLE, COMPANIES)), NOW))
    return [n for (n,) in connection.execute(f'SELECT "First Name" FROM people t WHERE {condition}', values)]


def test_the_page_has_enough_examples() -> None:
    assert len(EXAMPLES) >= 12


@pytest.mark.parametrize(("written", "finds"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_an_example_finds_what_the_page_says(written: str, finds: str) -> None:
    text = written.strip("`")
    bound = bind(parse_filter(text), PEOPLE, Schema((PEOPLE, COMPANIES)), NOW)
    companies = {c["_id"]: c for c in COMPANY_ROWS}
    found = [
        r["First Name"] for r in PEOPLE_ROWS if matches(bound, r, lambda _, row_id: companies.get(row_id))
    ]
    assert found == finds.split(", ")
    assert find_in_sql(text) == found
