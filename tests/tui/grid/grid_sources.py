"""Sources of rows for tests: computed, so that a million cost nothing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from lattice.model.rows import Page, Row
from lattice.model.values import ColumnType
from lattice.tui.widgets.grid import GridColumn

COLUMNS = (
    GridColumn("name", ColumnType.TEXT, definition="What it is called"),
    GridColumn("city", ColumnType.TEXT),
    GridColumn("amount", ColumnType.NUMBER),
    GridColumn("size", ColumnType.INTEGER),
    GridColumn("active", ColumnType.BOOLEAN),
    GridColumn("joined", ColumnType.DATE),
    GridColumn("seen", ColumnType.DATETIME),
    GridColumn("company", ColumnType.REFERENCE),
    GridColumn("extra", ColumnType.JSON),
    GridColumn("notes", ColumnType.MARKDOWN),
)
CITIES = ("Oslo", "Bergen", "東京", "São Paulo", "Zürich", "القاهرة", "北京市", "Ålesund")


def row_id(number: int) -> str:
    return f"{number:026d}"


def person(number: int) -> str:
    return f"Person {number:06d}"


def make_row(number: int, version: int = 1) -> Row:
    values = {
        "name": person(number),
        "city": CITIES[number % len(CITIES)],
        "amount": number * 1.25,
        "size": number,
        "active": number % 3 == 0 if number % 7 else None,
        "joined": f"20{number % 25:02d}-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
        "seen": f"2024-{number % 12 + 1:02d}-11T09:{number % 60:02d}:00.000000Z",
        "company": f"C{number % 5}",
        "extra": {"n": number, "tags": ["a", "b"]},
        "notes": f"# Notes of {number}\nThe second line is here.",
    }
    return Row(row_id(number), version, values)


LABELS = {
    f"C{n}": name for n, name in enumerate(("Nordlys", "Fjord AS", "Tind & Co", "Blå [bold]Laks", "海"))
}


@dataclass
class Computed:
    """`total` rows that are made when asked for."""

    total: int = 1_000_000
    gate: asyncio.Event | None = None
    """Answers wait for it."""
    asked: list[int] = field(default_factory=list)
    answered: int = 0
    counts: bool = True

    async def fetch(self, offset: int, limit: int) -> Page:
        self.asked.append(offset)
        if self.gate is not None:
            await self.gate.wait()
        self.answered += 1
        rows = tuple(make_row(n) for n in range(offset, min(self.total, offset + limit)))
        return Page(rows, labels=LABELS)

    async def count(self) -> int:
        return self.total

    async def locate(self, wanted: str) -> int | None:
        number = int(wanted)
        return number if number < self.total else None


@dataclass
class Listed:
    """Rows of a list that a test changes."""

    rows: list[Row]
    located: int = 0

    async def fetch(self, offset: int, limit: int) -> Page:
        return Page(tuple(self.rows[offset : offset + limit]), total=len(self.rows), labels=LABELS)

    async def count(self) -> int:
        return len(self.rows)

    async def locate(self, wanted: str) -> int | None:
        self.located += 1
        return next((i for i, row in enumerate(self.rows) if row.id == wanted), None)
