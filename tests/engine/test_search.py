from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lattice.actions import (
    AddColumn,
    DeleteRow,
    DropColumn,
    Hits,
    InsertRows,
    RestoreRows,
    SearchText,
    UpdateRow,
)
from lattice.client import LocalClient
from lattice.engine import searching
from lattice.model.errors import LatticeError
from lattice.model.people import AgentRules
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType
from tests.engine.workspaces import SCOUT, add, opened, table, workspace


async def _find(client: LocalClient, text: str, *tables: str, limit: int = 20) -> Hits:
    return (await client.run(SearchText(text=text, tables=tables, limit=limit))).value


async def _labels(client: LocalClient, text: str) -> list[str]:
    return [hit.label for hit in (await _find(client, text)).hits]


async def _library(client: LocalClient) -> None:
    await table(client, "people", name="text", city="text", about="markdown", age="integer")
    await table(client, "notes", title="text", body="markdown", data="json")
    await add(client, "people", name="Ada Lovelace", city="London", about="Wrote the first program.", age=36)
    await add(
        client, "people", name="Grace Hopper", city="New York", about="Compilers, and London once.", age=85
    )
    await add(client, "people", name="Åsa Öberg", city="Malmö", about="jean-luc@example.com")
    await add(client, "notes", title="London", body="A town.", data={"river": "Thames"})
    await add(client, "notes", title="Programs", body="first things first, then the program")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lovelace", {"Ada Lovelace"}),
        ("LOVE", {"Ada Lovelace"}),
        ("love ", set()),
        ("love*", {"Ada Lovelace"}),
        ("ada lon", {"Ada Lovelace"}),
        ("ada hopper", set()),
        ("london", {"Ada Lovelace", "Grace Hopper", "London"}),
        ("malmo", {"Åsa Öberg"}),
        ("MALMÖ", {"Åsa Öberg"}),
        ("asa ob", {"Åsa Öberg"}),
        ("thames", {"London"}),
        ('"first program"', {"Ada Lovelace"}),
        ('"first prog"', set()),
        ('"first prog"*', {"Ada Lovelace"}),
        ('"first program', {"Ada Lovelace"}),
        ("first program", {"Ada Lovelace", "Programs"}),
        ("jean-luc", {"Åsa Öberg"}),
        ("luc-jean", set()),
        ("jean-luc@exam", {"Åsa Öberg"}),
        ("l", {"Ada Lovelace", "Grace Hopper", "London", "Åsa Öberg"}),
        ("", set()),
        ("   ", set()),
        ("?!* ()", set()),
        ("NOT", set()),
        ("london OR thames", set()),
        ("36", set()),
    ],
)
async def test_rows_that_hold_all_the_words_are_found(tmp_path: Path, text: str, found: set[str]) -> None:
    async with workspace(tmp_path) as client:
        await _library(client)
        assert set(await _labels(client, text)) == found


async def test_label_before_other_columns_and_whole_words_before_beginnings(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await _library(client)
        assert (await _labels(client, "london"))[0] == "London"
        await add(client, "people", name="Prog", city="x", about="program")
        assert (await _labels(client, "prog"))[:2] == ["Prog", "Programs"]


async def test_a_hit_names_its_column_and_shows_the_words_in_their_text(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await _library(client)
        (hit,) = (await _find(client, "first prog", "people")).hits
        assert (hit.table, hit.column, hit.label) == ("people", "about", "Ada Lovelace")
        assert hit.snippet == "Wrote the \x02first\x03 \x02program\x03."
        (hit,) = (await _find(client, "malmo")).hits
        assert hit.snippet == "\x02Malmö\x03"


async def test_marks_in_the_data_are_taken_out(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "notes", body="text")
        await add(client, "notes", body="a \x02false\x03 mark, a true one")
        (hit,) = (await _find(client, "true")).hits
        assert hit.snippet == "a false mark, a \x02true\x03 one"


async def test_long_texts_show_a_piece_around_the_words_wherever_they_stand(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "notes", title="text", body="markdown")
        await add(client, "notes", title="far", body="word " * 10_000 + "needle in it " + "word " * 10_000)
        (hit,) = (await _find(client, "needle")).hits
        assert "\x02needle\x03 in it" in hit.snippet
        assert hit.snippet.startswith("…")
        assert hit.snippet.endswith("…")
        assert len(hit.snippet) <= searching.SNIPPET_CHARS + 4
        assert hit.column == "body"


async def test_changed_and_deleted_rows_are_found_by_what_they_are_now(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "people", name="text", city="text")
        row = await add(client, "people", name="Ada", city="Paris")
        await client.run(UpdateRow(table="people", id=row, values={"city": "Rome"}))
        assert await _labels(client, "paris") == []
        assert await _labels(client, "rome") == ["Ada"]
        await client.run(DeleteRow(table="people", id=row))
        assert await _labels(client, "rome") == []
        await client.run(RestoreRows(table="people", ids=(row,)))
        assert await _labels(client, "rome") == ["Ada"]


async def test_dropped_columns_are_not_searched(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "people", name="text", city="text")
        await add(client, "people", name="Ada", city="Paris")
        await client.run(DropColumn(table="people", column="city"))
        assert await _labels(client, "paris") == []
        assert await _labels(client, "ada") == ["Ada"]


async def test_an_exact_id_finds_its_row(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await _library(client)
        row = await add(client, "people", name="Lin")
        for typed in (row, f" {row.lower()} "):
            hit = (await _find(client, typed)).hits[0]
            assert (hit.table, hit.row_id, hit.label) == ("people", row, "Lin")


async def test_only_the_named_tables_are_searched_and_unknown_ones_are_refused(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await _library(client)
        assert {h.table for h in (await _find(client, "london", "Notes")).hits} == {"notes"}
        with pytest.raises(LatticeError) as refused:
            await _find(client, "london", "nowhere")
        assert refused.value.code == "not_found"


async def test_agents_find_only_what_they_may_know_of(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await _library(client)
    async with opened(tmp_path, SCOUT, AgentRules(allowed_tables=("notes",))) as client:
        assert {h.table for h in (await _find(client, "london")).hits} == {"notes"}


async def test_more_is_said_and_equals_come_newest_first(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "people", name="text")
        ids = (
            await client.run(InsertRows(table="people", rows=tuple({"name": "Ada"} for _ in range(30))))
        ).value.ids
        found = await _find(client, "ada", limit=10)
        assert found.more
        assert [hit.row_id for hit in found.hits] == sorted(ids, reverse=True)[:10]
        assert not (await _find(client, "ada", limit=30)).more


async def test_the_best_row_is_found_among_thousands_that_match(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "people", name="text", about="text")
        await add(client, "people", name="needle", about="x")
        rows = tuple({"name": f"n{n}", "about": "a needle in the hay"} for n in range(1000))
        await client.run(InsertRows(table="people", rows=rows))
        assert (await _labels(client, "needle"))[0] == "needle"
        assert (await _labels(client, "nee"))[0] == "needle"


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.text(alphabet="ab\"*():^{}-+,. \n\x00'ORANDNEAR", max_size=40))
@example('"')
@example("{s1 : a")
@example("a NEAR b")
@example("^a")
@example("a\x00b")
@example("'); DROP TABLE people; --")
def test_nothing_that_is_typed_breaks_the_index(tmp_path: Path, text: str) -> None:
    import sqlite3

    terms = searching.terms_of(text)
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(s1, s2, prefix='2 3')")
        connection.execute("INSERT INTO t VALUES (?, ?)", (text.encode("utf-8", "replace").decode(), "a b"))
        if terms:
            connection.execute("SELECT rowid FROM t WHERE t MATCH ?", (searching.expression(terms, [1, 2]),))
    connection.close()


async def test_thousands_of_words_are_no_trouble(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "notes", body="text")
        text = " ".join(f"w{n}" for n in range(1500))
        await add(client, "notes", body=text)
        assert len((await _find(client, text)).hits) == 1


async def test_lone_surrogates_are_refused_and_break_nothing(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "notes", body="text")
        with pytest.raises(LatticeError) as caught:
            await _find(client, "\ud800")
        assert caught.value.code == "invalid_value"
        assert (await _find(client, "word")).hits == ()


async def test_rows_from_before_the_first_text_column_are_found_by_their_new_text(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "things", n="integer")
        first, second = await add(client, "things", n=1), await add(client, "things", n=2)
        await client.run(AddColumn(table="things", column=NewColumn("name", ColumnType.TEXT)))
        for name in ("one", "uno"):
            await client.run(UpdateRow(table="things", id=first, values={"name": name}))
        await client.run(DeleteRow(table="things", id=second))
        assert await _labels(client, "uno") == ["uno"]
        assert await _labels(client, "one") == []
        await client.run(DeleteRow(table="things", id=first))
        assert await _labels(client, "uno") == []
