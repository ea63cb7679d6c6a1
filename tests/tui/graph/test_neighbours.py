"""A row among its neighbours, over a real workspace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lattice.actions import (
    Action,
    AddLink,
    AddLinks,
    DeleteRow,
    InsertRows,
    ListRows,
    Outcome,
    UpdateRow,
    spec_of,
)
from lattice.model.rows import Row
from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.neighbours import NeighboursPane, listing, reading
from lattice.tui.widgets.neighbours.reading import PAGE
from lattice.tui.widgets.neighbours.star import MIDDLE
from tests.tui.driving import shown
from tests.tui.workbench.conftest import Bench, home, workbench

__all__ = ["home"]


async def rows(bench: Bench, table: str) -> dict[str, Row]:
    page = (await bench.client.run(ListRows(table=table))).value
    return {str(row.values["name"]): row for row in page.rows}


def around(bench: Bench) -> NeighboursPane:
    pane = bench.screen.tabs.current
    assert isinstance(pane, NeighboursPane)
    return pane


def middle(bench: Bench) -> str:
    now = around(bench)._around
    return now.label if now is not None else ""


def chosen(bench: Bench) -> str:
    entry = around(bench).board.chosen
    return entry.group.ties[entry.at].label if entry is not None and entry.at >= 0 else ""


async def around_nordlys(bench: Bench, words: str) -> None:
    """Nordlys among its neighbours, read to the end."""
    await bench.open("companies")
    await bench.press("g", "n")
    await bench.until(lambda: words in shown(bench.pilot), "the count")
    await bench.until(lambda: around(bench)._listing is not None, "all of it")


async def list_all(bench: Bench, first: str) -> None:
    """The first page of the one kind of tie that is more than a screen holds."""
    board = around(bench).board
    board.go(next(spot for spot in board.plan.spots if spot.endswith("/more")))
    await bench.press("enter")
    await bench.until(lambda: chosen(bench) == first, "the first page")


def counted(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """Tells which pages of ties were asked for since it told last."""
    asked: list[str] = []
    run = bench.client.run

    async def noted(action: Action[Any], **rest: Any) -> Outcome[Any]:
        asked.append(spec_of(action).name)
        return await run(action, **rest)

    def told() -> list[str]:
        found = [name for name in asked if name in ("link.list", "row.list")]
        asked.clear()
        return found

    monkeypatch.setattr(bench.client, "run", noted)
    return told


async def test_one_walks_from_row_to_row_and_back_and_opens_what_one_finds(home: Path) -> None:
    async with workbench(home) as bench:
        people = await rows(bench, "people")
        ada, bo = people["Ada [b]Berg"].id, people["Bo Lind"].id
        await bench.client.run(AddLink(table="people", id=bo, to_table="people", to_id=ada, name="knows"))
        await bench.open("people")
        await bench.press("g", "n")
        await bench.until(lambda: middle(bench) == "Ada [b]Berg", "the row under the cursor")
        await bench.until(lambda: "knows" in shown(bench.pilot), "what it is linked with")
        assert around(bench).title == "around Ada [b]Berg"
        # at the left what points at it, at the right what it points at
        await bench.press("left")
        assert chosen(bench) == "Bo Lind"
        await bench.press("right", "right")
        assert chosen(bench) == "Nordlys"
        await bench.press("enter")
        await bench.until(lambda: middle(bench) == "Nordlys", "the company")
        await bench.until(lambda: "people.company 5" in shown(bench.pilot), "all who refer to it")
        assert "Ada [b]Berg › Nordlys" in shown(bench.pilot)
        assert around(bench).board.current == MIDDLE
        # what others do is drawn, and the cursor stays
        await bench.press("left")
        name = chosen(bench)
        late = ({"name": "Late", "company": (await rows(bench, "companies"))["Nordlys"].id},)
        await bench.client.run(InsertRows(table="people", rows=late))
        await bench.until(lambda: "people.company 6" in shown(bench.pilot), "the new one")
        assert chosen(bench) == name
        await bench.press("backspace")
        await bench.until(lambda: middle(bench) == "Ada [b]Berg", "the way back")
        await bench.until(lambda: chosen(bench) == "Nordlys", "the cursor where it was")
        await bench.press("backspace")
        assert bench.said("you began with")
        await bench.press("o")
        await bench.until(lambda: bench.screen.tabs.current.key.kind is TabKind.ROW, "the row")
        # the way back to the graph begins at the row's own tab, too
        await bench.press("g", "n")
        await bench.until(lambda: middle(bench) == "Nordlys", "the row of the tab")
        await bench.client.run(DeleteRow(table="companies", id=around(bench).key.row_id))
        await bench.until(lambda: "in the trash" in shown(bench.pilot), "what became of it")


@pytest.mark.soak
async def test_links_are_counted_all_and_listed_page_by_page_here_and_in_the_inspector(home: Path) -> None:
    async with workbench(home) as bench:
        company = (await rows(bench, "companies"))["Nordlys"].id
        people = await rows(bench, "people")
        many = tuple({"name": f"fan {at:03}"} for at in range(260))
        fans = (await bench.client.run(InsertRows(table="people", rows=many))).value.ids
        action = AddLinks(table="people", ids=fans, to_table="companies", to_id=company, name="likes")
        await bench.client.run(action)
        bo = people["Bo Lind"].id
        link = AddLink(table="companies", id=company, to_table="people", to_id=bo, name="wrote to")
        await bench.client.run(link)
        await bench.open("companies")
        # the inspector reads on where its list ends, and says how many are beyond
        await bench.press("enter")
        await bench.until(lambda: bench.screen.inspector.row is not None)
        bench.screen.inspector.part = "links"
        ties = bench.screen.inspector.query_one("#links", Lines)
        await bench.until(lambda: ties.option_count == 206 and ties.has_focus, "a page")
        assert str(ties.options[-1].prompt) == "… 61 more"
        await bench.press("G")
        await bench.until(lambda: ties.option_count == 266, "all of them")
        assert "wrote to" in str(ties.options[-1].prompt)
        assert ties.highlighted == 205
        # another change leaves as many in sight
        await bench.client.run(DeleteRow(table="people", id=fans[0]))
        await bench.until(lambda: ties.option_count == 265, "one less")
        # the drawing has every kind, also one of which all is behind the first page
        await bench.press("escape", "g", "n")
        await bench.until(lambda: "⇠ likes 259" in shown(bench.pilot), "the true count")
        await bench.until(lambda: "⇢ wrote to" in shown(bench.pilot) and "Bo Lind" in shown(bench.pilot))
        assert "265 ties" in shown(bench.pilot)
        board = around(bench).board
        board.go(next(spot for spot in board.plan.spots if "likes" in spot and spot.endswith("/more")))
        await bench.press("enter")
        await bench.until(lambda: chosen(bench) == "fan 001", "the first page")
        for page in range(1, 6):
            around(bench).action_page(1)
            await bench.until(lambda start=page * PAGE: around(bench)._page.start == start, "a page")
        await bench.until(lambda: chosen(bench) == "fan 251", "the last page")
        assert len(around(bench)._page.ties) == 9


async def test_a_page_further_is_one_request_and_a_page_back_is_none(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # so many are read at a time that what was read ends with a page
    monkeypatch.setattr(reading, "FIRST", PAGE)
    monkeypatch.setattr(listing, "FURTHER", PAGE)
    async with workbench(home) as bench:
        nordlys = (await rows(bench, "companies"))["Nordlys"].id
        many = tuple({"name": f"fan {at:03}"} for at in range(5 * PAGE))
        fans = (await bench.client.run(InsertRows(table="people", rows=many))).value.ids
        likes = AddLinks(table="people", ids=fans, to_table="companies", to_id=nordlys, name="likes")
        await bench.client.run(likes)
        await around_nordlys(bench, "⇠ likes 250")
        told = counted(bench, monkeypatch)
        await list_all(bench, "fan 000")
        assert told() == []
        for page in (1, 2, 3):
            await bench.press("greater_than_sign")
            await bench.until(lambda start=page * PAGE: chosen(bench) == f"fan {start:03}", "a page")
            assert told() == ["link.list"]
        for page in (2, 1, 2):
            around(bench).action_page(page - around(bench).stand.page)
            await bench.until(lambda start=page * PAGE: chosen(bench) == f"fan {start:03}", "a page")
        await bench.press("backspace")
        await bench.until(lambda: around(bench)._page is None, "all kinds of tie")
        assert told() == []
        # what changed on a page that was read is read again
        await bench.client.run(UpdateRow(table="people", id=fans[60], values={"name": "renamed"}))
        await bench.until(lambda: "link.list" in told(), "the change")
        await bench.until(lambda: around(bench)._listing is not None, "all of it")
        await list_all(bench, "fan 000")
        await bench.press("greater_than_sign")
        await bench.until(lambda: "renamed" in shown(bench.pilot), "its name now")


async def test_a_page_of_references_is_asked_for_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with workbench(home) as bench:
        nordlys = (await rows(bench, "companies"))["Nordlys"].id
        many = tuple({"name": f"person {at:03}", "company": nordlys} for at in range(5 * PAGE))
        await bench.client.run(InsertRows(table="people", rows=many))
        await around_nordlys(bench, "people.company 255")
        told = counted(bench, monkeypatch)
        await list_all(bench, "Ada [b]Berg")
        for page, asked in ((1, []), (2, ["row.list"]), (3, ["row.list"]), (2, []), (3, [])):
            around(bench).action_page(page - around(bench).stand.page)
            first = f"person {page * PAGE - 5:03}"
            await bench.until(lambda first=first: chosen(bench) == first, "a page")
            assert told() == asked


@pytest.mark.soak
async def test_a_thousand_are_summed_up_listed_in_pages_and_found_after_a_restart(home: Path) -> None:
    async with workbench(home, (80, 24)) as bench:
        company = (await rows(bench, "companies"))["Nordlys"].id
        many = tuple({"name": f"person {at:04}", "company": company} for at in range(1_200))
        await bench.client.run(InsertRows(table="people", rows=many))
        await bench.open("companies")
        await bench.press("g", "n")
        await bench.until(lambda: "people.company 1,205" in shown(bench.pilot), "the true count")
        assert "more" in shown(bench.pilot)
        # the last of the boxes stands for all that are not shown
        await bench.press("G", "enter")
        await bench.until(lambda: chosen(bench) == "Ada [b]Berg", "the first page")
        await bench.press("greater_than_sign")
        await bench.until(lambda: chosen(bench) == f"person {PAGE - 5:04}", "the second page")
        await bench.press("G", "enter")
        await bench.until(lambda: chosen(bench) == f"person {2 * PAGE - 5:04}", "the third page")
        for page in range(3, 25):
            around(bench).action_page(1)
            await bench.until(lambda start=page * PAGE: around(bench)._page.start == start, "a page")
        await bench.until(lambda: chosen(bench) == "person 1195", "the last page")
        assert not [s for s in around(bench).board.plan.spots if s.endswith("/after")]
    async with workbench(home, (80, 24)) as bench:
        await bench.until(lambda: chosen(bench) == "person 1195", "where one was")
        await bench.press("backspace")
        await bench.until(lambda: "… 1," in shown(bench.pilot), "all kinds of tie")


@pytest.mark.soak
async def test_the_graph_says_what_to_do_without_a_row_and_when_it_is_gone(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.screen.open_tab(TabKey(TabKind.GRAPH))
        await bench.until(lambda: "No row was chosen" in shown(bench.pilot), "words")
        await bench.press("right", "enter", "o", "backspace")
        table = bench.screen.bench.tables[0].table.id
        await bench.screen.open_tab(TabKey(TabKind.GRAPH, table, "01ARZ3NDEKTSV4RRFFQ69G5FAV"))
        await bench.until(lambda: "There is no row" in shown(bench.pilot) or "no row" in shown(bench.pilot))
