"""Two workbenches in one workspace on a real server: who is here, what is shared, who was first."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Static

from lattice.actions import GetRow, MaskColumn, UpdateRow
from lattice.model.sharing import MASKED
from lattice.tui.screens.edit_conflict import EditConflict
from lattice.tui.screens.share import ShareScreen
from lattice.tui.widgets.editors.value import ValueEditor
from tests.tui.driving import shown
from tests.tui.workbench.conftest import Bench

from .together import Two, together


async def presence(ada: Bench, bo: Bench) -> None:
    """Each sees that the other is here, and on what."""
    for bench in (ada, bo):
        await bench.until(lambda bench=bench: bench.screen.top_bar.here == 2, "both are here")
        assert "● 2 here" in shown(bench.pilot)
    await ada.press("M")
    await ada.until(lambda: "on people" in shown(ada.pilot), "where bo is")
    await ada.press("ctrl+w")


async def edits(ada: Bench, bo: Bench) -> None:
    """What bo changes stands out on ada's screen with his name; the feed says it."""
    row = bo.grid.window.row(2)
    await bo.client.run(UpdateRow(table="people", id=row.id, values={"city": "[i]Rome"}))
    await ada.until(lambda: row.id in ada.grid.named, "the name on the row")
    assert "◆ bo" in shown(ada.pilot)
    await ada.until(lambda: "bo changed people/Cy Dahl" in str(ada.screen.feed.content), "the feed")


async def conflict(ada: Bench, bo: Bench) -> None:
    """Ada types into what bo changes meanwhile, and takes his."""
    await ada.until(lambda: ada.grid.window.row(2).values["city"] == "[i]Rome")
    ada.grid.move_to(2, 1)
    row = ada.grid.current
    await ada.press("e")
    await ada.until(lambda: ada.screen.query(ValueEditor) and ada.app.focused is not ada.grid)
    await bo.client.run(UpdateRow(table="people", id=row.id, values={"city": "Paris"}))
    await ada.press("end", "!", "enter")
    await ada.until(lambda: isinstance(ada.app.screen, EditConflict), "both sides")
    sides = "\n".join(str(piece.content) for piece in ada.app.screen.query(".both").results(Static))
    assert "yours   [i]Rome!" in sides
    assert "theirs  Paris" in sides
    await ada.press("down", "down", "enter")
    await ada.until(lambda: not ada.screen.query(ValueEditor))
    assert (await bo.client.run(GetRow(table="people", id=row.id))).value.values["city"] == "Paris"


async def reading_alone(ada: Bench, bo: Bench) -> None:
    """Ada lets bo read her row; he sees it, with a sign, and cannot change it."""
    ada.grid.move_to(1, 0)
    row_id = ada.grid.current.id
    await ada.press("a")
    await ada.until(lambda: isinstance(ada.app.screen, ShareScreen), "the question")
    await ada.press("down", "space", "enter", "space", "ctrl+s")
    await ada.until(lambda: ada.said("for its owner and 1 more"))
    await bo.until(lambda: any(r.visibility == "custom" for r in bo.grid.window.rows()), "the sign")
    bo.grid.move_to(bo.grid.window.position(row_id), 1)
    await bo.until(lambda: "◐ ada shares this row" in bo.text(".column-line"))
    await bo.press("e")
    await bo.until(lambda: bo.screen.query(ValueEditor) and bo.app.focused is not bo.grid)
    await bo.press("end", "?", "enter")
    said = bo.screen.query_one(ValueEditor).query_one(".cell-editor--line", Static)
    await bo.until(lambda: "to read, not to change" in str(said.content), "why not")
    await bo.press("escape")
    assert (await ada.client.run(GetRow(table="people", id=row_id))).value.values["city"] == "Bergen"


async def private(ada: Bench, bo: Bench) -> None:
    """A row that ada makes private leaves bo's screen, and nothing says so."""
    ada.grid.move_to(0, 0)
    row_id = ada.grid.current.id
    await ada.press("a")
    await ada.until(lambda: isinstance(ada.app.screen, ShareScreen), "the question")
    await ada.press("up", "space", "ctrl+s")
    await bo.until(lambda: all(row.id != row_id for row in bo.grid.window.rows()), "gone")
    await bo.until(lambda: "2 rows" in bo.text(".filter-count"), "the count")
    assert "Ada [b]Berg" not in shown(bo.pilot)


async def masked(ada: Bench, bo: Bench) -> None:
    """A column for admins is masked on bo's screen, and says why it cannot be changed."""
    await ada.client.run(MaskColumn(table="people", column="salary", audience="admin"))
    await bo.until(lambda: bo.grid.columns[2].masked, "the mask")
    await bo.until(lambda: MASKED in shown(bo.pilot))
    bo.grid.move_to(0, 2)
    await bo.press("e")
    await bo.until(lambda: bo.said("masked: only the owner and admins read it"))
    assert not ada.grid.columns[2].masked


async def test_two_people_see_each_other_share_and_are_first_in_turn(tmp_path: Path) -> None:
    async with together(tmp_path) as two:
        for chapter in (presence, edits, conflict, reading_alone, private, masked):
            await chapter(*two[:2])
        check_calm(two)


def check_calm(two: Two) -> None:
    """Nothing went wrong that should not."""
    for bench in two[:2]:
        assert not bench.said("Something went wrong"), bench.app.said
