"""A new row has what the filter in force demands."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from lattice.model.schema import Column, Table
from lattice.model.values import ColumnType
from lattice.tui.widgets.editors import RowForm
from lattice.tui.widgets.table.demanded import demanded
from tests.tui.workbench.conftest import home, workbench

__all__ = ["home"]

ID = "01M80VD80KHFSJJCNV98RZ30F8"
PEOPLE = Table(
    "t",
    "people",
    (
        Column("a", "country", ColumnType.TEXT),
        Column("b", "age", ColumnType.INTEGER),
        Column("c", "active", ColumnType.BOOLEAN),
        Column("d", "company", ColumnType.REFERENCE, target="u"),
        Column("e", "born", ColumnType.DATE),
    ),
)


@pytest.mark.parametrize(
    ("where", "drafts"),
    [
        ("country = SE", {"country": "SE"}),
        ("country = 'S E' and age = 4 and age > 2", {"country": "S E", "age": "4"}),
        ("active and born = 2024-12-31", {"active": "true", "born": "2024-12-31"}),
        ("not active", {"active": "false"}),
        (f"company = {ID}", {"company": ID}),
        ("company = Nordlys", {}),
        ("company.country = SE", {}),
        ("country = SE or age = 3", {}),
        ("not country = SE", {}),
        ("country != SE and country in (SE, NO) and country ~ S", {}),
        ("age = many", {}),
        ("born = today", {}),
        ("country =", {}),
        ("", {}),
    ],
)
def test_a_filter_demands_what_it_names_outright(where: str, drafts: dict[str, str]) -> None:
    assert demanded(where, PEOPLE) == drafts


async def test_a_new_row_under_a_filter_begins_with_what_it_demands_and_shows(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("slash")
        await bench.type("city = Oslo")
        await bench.press("enter")
        await bench.until(lambda: bench.table.view.where == "city = Oslo")
        await bench.press("escape") if bench.app.focused is not bench.grid else None
        await bench.press("n")
        await bench.until(lambda: isinstance(bench.app.screen, RowForm))
        assert "As the filter wants it: city." in str(
            bench.app.screen.query_one("#form-note", Static).content
        )
        # left as it is, nothing was typed that would have to be taken up
        await bench.press("escape")
        await bench.until(lambda: not isinstance(bench.app.screen, RowForm))
        assert not bench.said("Not saved")
        await bench.press("n")
        await bench.until(lambda: isinstance(bench.app.screen, RowForm))
        await bench.type("Fay")
        await bench.press("ctrl+s")
        await bench.until(lambda: "Fay" in bench.names(), "the row, in sight")
        assert not bench.said("The filter hides it")
