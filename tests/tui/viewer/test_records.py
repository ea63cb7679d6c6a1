"""The records of a CSV of any size, a page at a time."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from lattice.tui.widgets.grid.window import PAGE_ROWS
from lattice.tui.widgets.viewer.boards.records import Records
from lattice.tui.widgets.viewer.long import MemorySource

_CELLS = st.text(alphabet='ab ,;"\né日', max_size=8)
TABLES = st.lists(st.lists(_CELLS, min_size=2, max_size=2), min_size=1, max_size=30)


def written(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode()


async def all_rows(records: Records) -> list[list[str]]:
    found: list[list[str]] = []
    total = await records.count()
    for offset in range(0, total, PAGE_ROWS):
        page = await records.fetch(offset, PAGE_ROWS)
        assert page.total == total
        found += [[str(value) for value in row.values.values()] for row in page.rows]
    return found


@settings(max_examples=60, deadline=None)
@given(TABLES, st.integers(1, 40))
async def test_every_record_is_there_once_whatever_its_cells_hold(rows: list[list[str]], times: int) -> None:
    data = written([["name", "city"], *rows * times])
    records = Records(MemorySource(data), "utf-8", ",")
    await records.open()
    assert records.names == ("name", "city")
    assert await all_rows(records) == rows * times


async def test_names_are_made_where_they_lack_and_told_apart() -> None:
    records = Records(MemorySource(b"a,,a\n1,2,3\n4\n"), "utf-8")
    await records.open()
    assert records.names == ("a", "column 2", "a (2)")
    page = await records.fetch(0, PAGE_ROWS)
    assert [list(row.values.values()) for row in page.rows] == [["1", "2", "3"], ["4", None, None]]


async def test_a_quote_that_nobody_closes_swallows_no_more_than_its_record() -> None:
    data = b'a,b\n"open,1\n' + b"x,y\n" * 600_000
    records = Records(MemorySource(data), "utf-8")
    await records.open()
    assert await records.count() > 300_000


async def test_the_sign_between_cells_is_found_out() -> None:
    records = Records(MemorySource(b"a;b;c\n1;2,5;3\n"), "utf-8")
    await records.open()
    assert records.names == ("a", "b", "c")


async def test_nothing_is_a_table_without_rows() -> None:
    records = Records(MemorySource(b""), "utf-8")
    await records.open()
    assert await records.count() == 0
