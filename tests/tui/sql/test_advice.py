"""Queries that nothing answers because a reference is compared with what is no id."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from lattice.tui.widgets.sql.advice import advice
from tests.tui.driving import shown
from tests.tui.sql.test_console import console, head
from tests.tui.sql.test_text import KNOWN, SQL
from tests.tui.workbench.conftest import workbench

ID = "01M81H28BB2B8KPBZRHA2EQPEZ"


@pytest.mark.parametrize(
    ("sql", "better"),
    [
        (
            "select * from people where company = 'Acme'",
            "company IN (SELECT _id FROM companies WHERE name = 'Acme')",
        ),
        (
            "select * from people p where name = 'x' and P.Company LIKE 'it''s%'",
            "P.Company IN (SELECT _id FROM companies WHERE name LIKE 'it''s%')",
        ),
        (
            "select * from people where \"company\" in ('Acme', 'Other')",
            "company IN (SELECT _id FROM companies WHERE name = 'Acme')",
        ),
        (
            "select * from people where company <> 'Acme'",
            "company NOT IN (SELECT _id FROM companies WHERE name = 'Acme')",
        ),
        (
            "select * from people where company not like 'A%'",
            "company NOT IN (SELECT _id FROM companies WHERE name LIKE 'A%')",
        ),
        ("select 1 from people p join companies c on p.company = c.name", "p.company = c._id"),
        ("select 1 from people join companies c on c.name = company", "company = c._id"),
        ("select 1 from people p join companies on companies.name = p.company", "p.company = companies._id"),
    ],
)
def test_the_way_to_compare_a_reference_is_said(sql: str, better: str) -> None:
    assert advice(sql, KNOWN).splitlines() == ["company holds ids of rows of companies. Ask so:", better]


@pytest.mark.parametrize(
    "sql",
    [
        "select * from people where name = 'Acme'",
        f"select * from people where company = '{ID}'",
        "select * from people p join companies c on p.company = c._id where c.name = 'Acme'",
        "select * from companies where company = 'Acme'",
        "select 'company = ''Acme''' from people -- company = 'Acme'",
        "select company from people where company is not null",
        "select 1",
        "",
    ],
)
def test_what_is_compared_as_it_should_be_needs_no_advice(sql: str) -> None:
    assert advice(sql, KNOWN) == ""


@given(SQL)
def test_any_text_may_be_asked_about(sql: str) -> None:
    assert advice(sql, KNOWN).count("\n") in (0, 1)


async def test_an_empty_answer_says_what_to_do(home: Path) -> None:
    async with workbench(home) as bench:
        pane = await console(bench, "select name from people where company = 'Nordlys'")
        await bench.press("ctrl+r")
        await bench.until(lambda: head(pane).startswith("0 rows"))
        await bench.until(lambda: "No rows: nothing is like that." in shown(bench.pilot))
        assert "company holds ids of rows of companies. Ask so:" in shown(bench.pilot)
        assert "company IN (SELECT _id FROM companies WHERE name = 'Nordlys')" in shown(bench.pilot)
        pane.put("select name from people where name = 'nobody'")
        await bench.press("ctrl+r")
        await bench.until(lambda: "Ask so:" not in shown(bench.pilot))
        assert "No rows: nothing is like that." in shown(bench.pilot)
