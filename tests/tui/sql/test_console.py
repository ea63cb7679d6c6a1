"""The SQL console at work: run, stop, explain, copy, export, named, found again, kept."""

from __future__ import annotations

import json
from pathlib import Path

from textual.widgets import Static

from lattice.client import open_local
from lattice.model.people import Caller
from lattice.tui.session import load_session, session_path
from lattice.tui.widgets.sql import SqlPane
from lattice.tui.widgets.sql.halves import LEAST_ANSWER, LEAST_TEXT
from lattice.tui.widgets.sql.history import history_path, read_history
from tests.tui.driving import shown
from tests.tui.workbench.conftest import Bench, workbench

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def pane_of(bench: Bench) -> SqlPane:
    pane = bench.screen.tabs.current
    assert isinstance(pane, SqlPane)
    return pane


async def console(bench: Bench, sql: str = "") -> SqlPane:
    """A query in the console."""
    await bench.press("Q")
    await bench.until(lambda: isinstance(bench.screen.tabs.current, SqlPane), "the console")
    pane = pane_of(bench)
    await bench.until(lambda: pane.editor.area.has_focus, "its focus")
    if sql:
        pane.put(sql)
        await bench.pilot.pause()
    return pane


async def run(bench: Bench, sql: str) -> SqlPane:
    """The console with an answer."""
    pane = await console(bench, sql)
    await bench.press("ctrl+r")
    await bench.until(lambda: pane.view.answer is not None and pane.view.grid.current, "an answer")
    return pane


def head(pane: SqlPane) -> str:
    return str(pane.view.head.content)


def words(pane: SqlPane) -> str:
    return str(pane.view.query_one("#sql-words", Static).content)


async def test_a_query_is_typed_completed_run_and_looked_at(home: Path) -> None:
    async with workbench(home) as bench:
        pane = await console(bench)
        await bench.type("select ci")
        await bench.press("tab")
        await bench.type(" from peo")
        await bench.press("down", "enter")
        assert pane.text == "select city from people"
        await bench.press("f5")
        await bench.until(lambda: pane.view.answer is not None)
        assert head(pane).startswith("5 rows · ")
        await bench.until(lambda: pane.view.grid.current)
        await bench.press("escape")
        assert pane.view.grid.has_focus
        await bench.press("s")
        await bench.until(lambda: pane.view.grid.current.values["city"] == "Bergen")
        await bench.press("escape")
        assert pane.editor.area.has_focus


async def test_only_the_statement_at_the_cursor_or_the_selection_is_run(home: Path) -> None:
    async with workbench(home) as bench:
        pane = await run(bench, "select 1 as one; select 2 as two; select 3")
        assert pane.view.answer.names == ("3",)
        pane.editor.area.move_cursor((0, 3))
        await bench.press("ctrl+r")
        await bench.until(lambda: pane.view.answer.names == ("one",))
        pane.editor.area.selection = type(pane.editor.area.selection)((0, 17), (0, 32))
        assert pane.editor.wanted == "select 2 as two"


async def test_all_of_the_text_is_selected_and_lines_become_comments(home: Path) -> None:
    async with workbench(home) as bench:
        pane = await console(bench, "select 1\nunion\nselect 2")
        pane.editor.area.move_cursor((1, 0))
        await bench.press("ctrl+underscore")
        assert pane.text == "select 1\n-- union\nselect 2"
        await bench.press("ctrl+underscore")
        assert pane.text == "select 1\nunion\nselect 2"
        pane.editor.area.selection = type(pane.editor.area.selection)((0, 3), (2, 0))
        await bench.press("ctrl+underscore")
        assert pane.text == "-- select 1\n-- union\nselect 2"
        await bench.press("ctrl+z")
        assert pane.text == "select 1\nunion\nselect 2"
        await bench.press("ctrl+a")
        assert pane.editor.wanted == pane.text
        await bench.type("x")
        assert pane.text == "x"


async def test_the_key_that_finds_anything_takes_nothing_of_the_text_away(home: Path) -> None:
    async with workbench(home) as bench:
        pane = await console(bench, "select 1")
        await bench.press("home", "ctrl+k")
        await bench.until(lambda: type(bench.app.screen).__name__ == "FindScreen")
        assert pane.text == "select 1"


async def test_a_query_that_runs_says_how_long_and_is_stopped(home: Path) -> None:
    async with workbench(home) as bench:
        pane = await console(bench, ENDLESS)
        await bench.press("ctrl+r")
        await bench.until(lambda: "running… " in head(pane) and "0.0 s" not in head(pane))
        assert "s · esc stops it" in head(pane)
        await bench.press("escape")
        await bench.until(lambda: "Stopped" in head(pane))
        assert "The query was stopped." in words(pane)
        path = history_path(home, bench.screen.workspace.id)
        await bench.until(lambda: read_history(path))
        assert read_history(path)[0].refused == "The query was stopped."
        await bench.press("ctrl+enter")
        await bench.until(lambda: pane.running.runs)
        await bench.press("ctrl+c")
        await bench.until(lambda: not pane.running.runs)


async def test_another_query_takes_the_place_of_one_that_runs(home: Path) -> None:
    async with workbench(home) as bench:
        pane = await console(bench, ENDLESS)
        await bench.press("ctrl+r")
        await bench.until(lambda: pane.running.runs)
        pane.put("select 7 as seven")
        await bench.press("ctrl+r")
        await bench.until(lambda: pane.view.answer is not None)
        assert pane.view.answer.names == ("seven",)
        assert not pane.running.runs


async def test_a_refusal_says_why_and_what_to_do(home: Path) -> None:
    refused = {
        "delete from people": "Rows are changed in their table",
        "select * from peple": "Tables here: ",
        "select wrong as '[b]' from people": "SQLite: no such column: wrong.",
        "": "nothing to run",
    }
    async with workbench(home) as bench:
        pane = await console(bench)
        for sql, said in refused.items():
            pane.put(sql)
            await bench.press("ctrl+r")
            await bench.until(lambda said=said: said in words(pane), said)
            assert pane.view.answer is None


async def test_more_rows_than_are_read_are_said_and_can_be_read(home: Path) -> None:
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2500) SELECT i FROM n"
    async with workbench(home) as bench:
        pane = await run(bench, numbers)
        assert head(pane).startswith("the first 1,000 rows · ")
        # a letter is typed where the text has the focus
        assert head(pane).endswith(" ms · there are more: esc m reads up to 10,000")
        await bench.press("escape")
        await bench.until(lambda: head(pane).endswith(" ms · there are more: m reads up to 10,000"))
        await bench.press("m")
        await bench.until(lambda: head(pane).startswith("2,500 rows"))
        assert pane.keep()["limit"] == "10000"


async def test_a_plan_is_shown_in_words(home: Path) -> None:
    async with workbench(home) as bench:
        pane = await console(bench, "select name from people order by city")
        await bench.press("ctrl+l")
        await bench.until(lambda: pane.view.has_class("-plan"))
        assert "How it would be answered" in head(pane)
        assert "reads every row of people" in str(pane.view.plan.get_option_at_index(0).prompt)
        await bench.press("escape")
        assert pane.view.plan.has_focus


async def test_an_answer_says_when_rows_were_changed_since(home: Path) -> None:
    async with workbench(home) as bench:
        pane = await run(bench, "select name from people")
        await bench.client.run(_new_person())
        await bench.until(lambda: "changed since" in head(pane))


def _new_person() -> object:
    from lattice.actions import InsertRow

    return InsertRow(table="people", values={"name": "Fay"})


async def test_cells_rows_and_all_of_an_answer_are_copied(home: Path) -> None:
    async with workbench(home) as bench:
        pane = await run(bench, "select name, score from people order by score desc")
        await bench.press("escape", "y")
        await bench.until(lambda: bench.app.clipboard == "Dag Moe")
        await bench.press("Y")
        await bench.until(lambda: bench.app.clipboard.splitlines() == ["name\tscore", "Dag Moe\t5"])
        await bench.press("g", "y")
        await bench.until(lambda: type(bench.app.screen).__name__ == "CopyScreen")
        assert not bench.app.screen.query("#copy-ids"), "an answer has no references"
        await bench.press("m")
        await bench.until(lambda: bench.said("Sent 5 rows as Markdown"))
        copied = bench.app.clipboard.splitlines()
        assert copied[0].replace(" ", "") == "|name|score|"
        assert len(copied) == 2 + 5
        assert pane.view.grid.has_focus


async def test_an_answer_is_narrowed_and_exported_as_it_is_looked_at(home: Path, tmp_path: Path) -> None:
    async with workbench(home) as bench:
        pane = await run(bench, "select name, city, 1.5 as half from people order by name")
        await bench.press("escape", "slash")
        await bench.until(lambda: type(bench.app.screen).__name__ == "Prompt")
        await bench.type("oslo")
        await bench.press("enter")
        await bench.until(lambda: "3 of 5 rows with oslo" in head(pane))
        await bench.until(lambda: pane.view.grid.has_focus)
        await bench.press("x")
        await bench.until(lambda: type(bench.app.screen).__name__ == "AskTarget")
        target = tmp_path / "out.json"
        bench.app.screen.path.field.value = str(target)
        await bench.press("enter")
        await bench.until(lambda: bench.said("3 rows written"))
        written = json.loads(target.read_text())
        assert [row["name"] for row in written] == ["Ada [b]Berg", "Cy Dahl", "Eva Lie"]


async def test_a_whole_value_is_shown(home: Path) -> None:
    async with workbench(home) as bench:
        await run(bench, "select '[b]long' || char(10) || 'text' as t")
        await bench.press("escape", "enter")
        await bench.until(lambda: type(bench.app.screen).__name__ == "ValueScreen")
        assert "[b]long" in str(bench.app.screen.query_one("ValueText Static", Static).content)
        await bench.press("escape")


async def test_rows_that_are_referred_to_have_their_names_and_the_edge_stands_where_it_was_put(
    home: Path,
) -> None:
    async with workbench(home) as bench:
        sql = "select _id, name, company, company as boss, _id as company from people order by name"
        pane = await run(bench, sql)
        await bench.until(lambda: pane.view.answer.referring == {"company", "boss"}, "what is referred to")
        await bench.until(lambda: "→ Nordlys" in shown(bench.pilot), "its name")
        company = pane.view.grid.current.values["company"]
        await bench.press("escape", "right", "right")
        assert pane.view.grid.cursor_name == "company"
        # what is copied is what the query answered
        await bench.press("y")
        await bench.until(lambda: bench.app.clipboard == company)
        assert company in [value for row in pane.view.answer.values() for value in row]
        # what is seen is what is looked for
        pane.narrow("nordlys")
        assert pane.view.answer.shown == 5
        pane.narrow("")
        # the edge: by keys, to and fro; by mouse; put back
        before = pane.editor.size.height
        await bench.press("g", "r")
        await bench.until(lambda: pane.halves.edge.has_focus, "the edge of what has the focus")
        await bench.press("j", "j", "k", "enter")
        await bench.until(lambda: pane.editor.size.height == before + 1 and pane.view.grid.has_focus)
        await bench.pilot.mouse_down(pane.halves.edge)
        await bench.pilot.hover(pane.halves.edge, offset=(0, 2))
        await bench.pilot.mouse_up(pane.halves.edge)
        await bench.until(lambda: pane.editor.size.height == before + 3, "drawn along")
        for by, rows in ((-100, LEAST_TEXT), (100, pane.halves.size.height - 1 - LEAST_ANSWER)):
            pane.halves.edge.action_push(by)
            await bench.until(lambda rows=rows: pane.editor.size.height == rows, "as far as it goes")
        kept = pane.halves.share
        await bench.press("enter")
        await bench.until(lambda: bench.screen.tabs.current.key.row_id == company, "the row")
        # a column that is called like a reference and holds other ids is none: this goes to the row itself
        await bench.screen.open_tab(pane.key)
        pane.view.grid.move_to(0, 4)
        own = pane.view.grid.current.values["_id"]
        await bench.press("escape", "o")
        await bench.until(lambda: bench.screen.tabs.current.key.row_id == own, "the row itself")
        await bench.screen.open_tab(pane.key)
        pane.put("select name from people")
        await bench.press("ctrl+r")
        await bench.until(lambda: pane.view.answer.names == ("name",))
        await bench.press("escape", "o")
        await bench.until(lambda: bench.said("names no row"))
    async with workbench(home) as bench:
        await bench.until(lambda: bench.screen.ready)
        pane = pane_of(bench)
        assert pane.halves.share == kept
        await bench.until(lambda: pane.editor.size.height == pane.halves.size.height - 1 - LEAST_ANSWER)
        pane.halves.edge.action_reset()
        await bench.until(lambda: pane.editor.size.height == before)
        assert "share" not in pane.keep()


async def test_queries_are_remembered_found_again_and_opened_beside_what_is_written(home: Path) -> None:
    async with workbench(home) as bench:
        pane = await run(bench, "select name from people")
        path = history_path(home, bench.screen.workspace.id)
        await bench.until(lambda: read_history(path))
        asked = read_history(path)[0]
        assert (asked.sql, asked.rows, asked.refused) == ("select name from people", 5, "")
        pane.put("select 1")
        await bench.press("f10")
        await bench.until(lambda: type(bench.app.screen).__name__ == "PastScreen")
        await bench.until(lambda: bench.app.screen.lines.option_count == 1)
        await bench.type("people")
        await bench.press("enter")
        await bench.until(lambda: pane_of(bench) is not pane)
        await bench.until(lambda: pane_of(bench).text == "select name from people")
        assert pane_of(bench).title == "SQL 2"
        assert pane.text == "select 1"
        await bench.press("f10")
        await bench.until(lambda: type(bench.app.screen).__name__ == "PastScreen")
        await bench.until(lambda: bench.app.screen.lines.option_count)
        await bench.press("ctrl+d")
        await bench.until(lambda: read_history(path) == [])


async def test_texts_names_and_places_come_back_after_a_restart(home: Path) -> None:
    async with workbench(home) as bench:
        pane = await console(bench, "select 'a\tb'\nfrom people")
        await bench.press("ctrl+s")
        await bench.until(lambda: type(bench.app.screen).__name__ == "Prompt")
        await bench.type("mine [b]")
        await bench.press("enter")
        await bench.until(lambda: pane.title == "mine [b]")
        await bench.press("ctrl+n")
        await bench.until(lambda: pane_of(bench) is not pane)
        await bench.type("select 2")
        await bench.until(lambda: pane_of(bench).text == "select 2")
        state = session_path(home, bench.screen.workspace.id)
        await bench.until(
            lambda: (
                [tab.kept.get("text") for tab in load_session(state).tabs[-2:]]
                == ["select 'a\tb'\nfrom people", "select 2"]
            ),
            "what was typed is written down while it runs",
        )
    async with workbench(home) as bench:
        await bench.until(lambda: bench.screen.ready)
        panes = bench.screen.tabs.panes[-2:]
        assert [p.title for p in panes] == ["mine [b]", "SQL 2"]
        assert panes[1].text == "select 2"
        await bench.screen.open_tab(panes[0].key)
        assert panes[0].text == "select 'a\tb'\nfrom people"


async def test_a_text_of_any_kind_comes_back_as_it_was_and_acts_on_nothing(home: Path) -> None:
    hostile = "select '\x1b[5m[red]x' -- \u202e"
    async with workbench(home) as bench:
        pane = await console(bench, hostile)
        assert pane.text == hostile
        assert "\x1b" not in pane.editor.area.text


async def test_a_long_text_has_no_colours_and_no_completions_and_works(home: Path) -> None:
    long = "select 1 as n -- " + "x" * 101_000
    async with workbench(home) as bench:
        pane = await console(bench, long)
        await bench.press("a")
        assert pane.editor.offers.current is None
        assert pane.editor.area.get_line(0).spans == []
        await bench.press("ctrl+r")
        await bench.until(lambda: pane.view.answer is not None)


async def test_a_file_of_the_workspace_opened_elsewhere_is_seen_by_the_next_query(home: Path) -> None:
    async with workbench(home) as bench:
        pane = await run(bench, "select count(*) as n from people")
        other = await open_local(
            Path(bench.screen.workspace.path), caller=Caller(actor="human:bo", origin="cli")
        )
        await other.run(_new_person())
        await other.close()
        await bench.press("ctrl+r")
        await bench.until(lambda: pane.view.answer.values() == [(6,)])
