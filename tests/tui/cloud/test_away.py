"""What is written while the server is away, lost on the way, or lets nobody in any more."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from lattice.actions import CreateTable, GetRow, InsertRow, ListEvents, Outcome
from lattice.actions.base import Action, Risk, spec_of
from lattice.client import Client, open_local
from lattice.model.errors import LatticeError
from lattice.model.schema import NewColumn
from lattice.model.standing import Standing
from lattice.model.values import now
from lattice.tui.connection import Connection
from lattice.tui.place_words import unsaved_words
from tests.tui.driving import ADA, shown, started, typed, until, until_screen, workspace


class Line:
    """A client behind a line that can be cut before or after what it does."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.cut = ""
        self.now = Standing()
        self.op_ids: list[str | None] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.client, name)

    async def run(self, action: Action[Any], *, op_id: str | None = None, **rest: Any) -> Outcome[Any]:
        if spec_of(action).risk is Risk.READ:
            return await self.client.run(action, op_id=op_id, **rest)
        self.op_ids.append(op_id)
        if self.cut == "before":
            raise LatticeError("unreachable", "The server does not answer.")
        if self.cut == "token":
            raise LatticeError("signed_out", "This token does not hold any more.")
        outcome = await self.client.run(action, op_id=op_id, **rest)
        if self.cut == "after":
            raise LatticeError("outcome_unknown", "The answer was lost.")
        return outcome

    def standing(self) -> Standing:
        return self.now


@asynccontextmanager
async def editing(home: Path) -> AsyncIterator[tuple[Any, Line, str]]:
    """A table with one row, its first cell under the cursor, over a line that can be cut."""
    entry = await workspace(home, "acme")
    client = await open_local(Path(entry.path), caller=ADA)
    await client.run(CreateTable(name="people", columns=(NewColumn("name"),)))
    row = (await client.run(InsertRow(table="people", values={"name": "Ada"}))).value
    await client.close()
    async with started(home, (100, 30), workspace="acme") as pilot:
        await until_screen(pilot, "WorkbenchScreen")
        await until(pilot, lambda: "Ada" in shown(pilot) and pilot.app.screen.ready)
        line = Line(pilot.app.client)
        pilot.app.client = pilot.app.screen.bench.client = line
        yield pilot, line, row.id


def said(pilot: Any) -> str:
    return " ".join(shown(pilot).replace("▌", " ").replace("│", " ").split())


async def value_of(line: Line, row_id: str) -> object:
    return (await line.client.run(GetRow(table="people", id=row_id))).value.values["name"]


async def changes_of(line: Line, row_id: str) -> int:
    events = (await line.client.run(ListEvents(table="people", row_id=row_id))).value.events
    return sum(event.op == "row.update" for event in events)


async def test_what_was_typed_stays_while_the_server_is_away_and_is_saved_when_it_is_back(
    home: Path,
) -> None:
    async with editing(home) as (pilot, line, row_id):
        line.cut = "before"
        await pilot.press("e")
        await typed(pilot, " Berg")
        await pilot.press("enter")
        await until(pilot, lambda: "does not answer" in said(pilot))
        assert "Ada Berg" in shown(pilot)
        assert await value_of(line, row_id) == "Ada"
        line.cut = ""
        await pilot.press("enter")
        await until(pilot, lambda: "does not answer" not in said(pilot))
        assert await value_of(line, row_id) == "Ada Berg"


async def test_a_lost_answer_is_asked_for_again_and_nothing_is_done_twice(home: Path) -> None:
    async with editing(home) as (pilot, line, row_id):
        line.cut = "after"
        await pilot.press("e")
        await typed(pilot, " Berg")
        await pilot.press("enter")
        await until(pilot, lambda: "answer was lost" in said(pilot))
        line.cut = ""
        await pilot.press("enter")
        await until(pilot, lambda: "answer was lost" not in said(pilot))
        assert len(line.op_ids) == 2
        assert len(set(line.op_ids)) == 1
        assert await value_of(line, row_id) == "Ada Berg"
        assert await changes_of(line, row_id) == 1


async def test_another_edit_after_a_lost_answer_is_another_change(home: Path) -> None:
    async with editing(home) as (pilot, line, _):
        line.cut = "after"
        await pilot.press("e")
        await typed(pilot, " Berg")
        await pilot.press("enter")
        await until(pilot, lambda: "answer was lost" in said(pilot))
        await typed(pilot, "!")
        await pilot.press("enter")
        await until(pilot, lambda: len(line.op_ids) > 1)
        assert len(set(line.op_ids)) == len(line.op_ids)


async def test_a_draft_outlives_the_editor_and_the_session(home: Path) -> None:
    async with editing(home) as (pilot, line, row_id):
        line.cut = "token"
        await pilot.press("e")
        await typed(pilot, " Berg")
        await pilot.press("enter")
        await until(pilot, lambda: "does not hold" in said(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen.bench.drafts.get(row_id))
    async with started(home, (100, 30), workspace="acme") as pilot:
        await until(pilot, lambda: "people" in shown(pilot) and pilot.app.screen.ready)
        await pilot.press("e")
        await until(pilot, lambda: "Ada Berg" in shown(pilot))


AWAY = Standing(
    kind="cloud",
    online=False,
    since=now(),
    server="https://lattice.example.org:8420",
    member="human:ada",
    problem="lattice.example.org does not answer.",
    code="unreachable",
)


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (AWAY, "offline since"),
        (Standing(kind="cloud", server="https://lattice.example.org:8420"), "lattice.example.org:8420"),
        (Standing(kind="cloud", server="https://a.example.org", filling=0.43), "a.example.org ↓ 43%"),
        (Standing(kind="cloud", server="https://a.example.org", behind=1200), "↓ 1,200"),
        (Standing(kind="cloud", online=False, server="https://a.example.org"), "a.example.org …"),
        (Standing(kind="cloud", online=False, code="signed_out", since=now()), "signed out"),
    ],
)
async def test_the_top_line_says_how_the_connection_stands(
    home: Path, standing: Standing, words: str
) -> None:
    async with editing(home) as (pilot, line, _):
        line.now = standing
        Connection(pilot.app.screen).begin()
        await until(pilot, lambda: words in shown(pilot).splitlines()[0])
        line.now = Standing(kind="cloud", server="https://back.example.org")
        await until(pilot, lambda: "back.example.org" in shown(pilot).splitlines()[0])


async def test_why_it_is_offline_is_one_key_away(home: Path) -> None:
    async with editing(home) as (pilot, line, _):
        line.now = AWAY
        await pilot.press("L")
        await until_screen(pilot, "PlaceScreen")
        text = said(pilot)
        assert "does not answer" in text
        assert "can be read, not changed" in text
        assert "Bring up to date" in text
        assert "Publish" not in text


async def test_who_is_signed_out_is_told_once_and_finds_the_way_back(home: Path) -> None:
    async with editing(home) as (pilot, line, _):
        line.now = Standing(kind="cloud", online=False, code="signed_out", since=now())
        Connection(pilot.app.screen).begin()
        await until(pilot, lambda: any("L leads back in" in words for _, words in pilot.app.said))
        await pilot.press("L")
        await until_screen(pilot, "PlaceScreen")
        assert "Come in again" in shown(pilot)
        await pilot.press("enter")
        await until_screen(pilot, "JoinScreen")
    told = [words for _, words in pilot.app.said if "signed out" in words]
    assert len(told) == 1


async def test_a_local_workspace_offers_to_be_published(home: Path) -> None:
    async with editing(home) as (pilot, _, _):
        await pilot.click("#place")
        await until_screen(pilot, "PlaceScreen")
        await pilot.press("enter")
        await until_screen(pilot, "PublishScreen")
        await pilot.press("ctrl+s")
        assert "Type the address" in shown(pilot)
        await pilot.press("escape")
        await until_screen(pilot, "WorkbenchScreen")


@pytest.mark.parametrize("code", ["unreachable", "outcome_unknown", "signed_out"])
def test_what_was_not_saved_says_that_it_is_not_lost(code: str) -> None:
    words = unsaved_words(LatticeError(code, "It went wrong."))
    assert words.startswith("It went wrong. ")
    assert "stays here" in words or "nothing is done twice" in words


@pytest.mark.parametrize(
    ("words", "screen"),
    [("publish", "PublishScreen"), ("join with", "JoinScreen"), ("with a token", "ConnectScreen")],
)
async def test_what_can_be_done_about_the_place_is_in_the_palette(
    home: Path, words: str, screen: str
) -> None:
    async with editing(home) as (pilot, _, _):
        await pilot.press("ctrl+p")
        await until_screen(pilot, "PaletteScreen")
        await typed(pilot, words)
        await pilot.press("enter")
        await until_screen(pilot, screen)
