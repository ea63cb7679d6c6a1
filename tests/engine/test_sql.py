from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lattice.actions import DeleteRow, ListAudit, QuerySql, SqlResult
from lattice.client import LocalClient
from lattice.databases import sqlite_query
from lattice.model.errors import LatticeError
from lattice.model.people import AgentRules
from tests.engine.workspaces import SCOUT, add, opened, table, workspace

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


async def _people(client: LocalClient) -> None:
    await table(client, "people", name="text", age="integer", ok="boolean")
    await table(client, "Secret Plans", name="text")
    for name, age in (("Ada", 36), ("Grace", 85), ("Lin", 20)):
        await add(client, "people", name=name, age=age, ok=age > 30)
    gone = await add(client, "people", name="Gone", age=1)
    await client.run(DeleteRow(table="people", id=gone))


async def _ask(client: LocalClient, sql: str, limit: int = 1000) -> SqlResult:
    return (await client.run(QuerySql(sql=sql, limit=limit))).value


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("SELECT name, age FROM people ORDER BY age", [("Lin", 20), ("Ada", 36), ("Grace", 85)]),
        ("SELECT count(*) FROM people", [(3,)]),
        ("SELECT 1 FROM PEOPLE LIMIT 1", [(1,)]),
        ("-- all of them\n/* really */ SELECT sum(ok) FROM people;", [(2,)]),
        ("WITH old AS (SELECT * FROM people WHERE age > 30) SELECT count(*) FROM old", [(2,)]),
        ("WITH x AS (SELECT 1 AS a) SELECT 1 FROM x", [(1,)]),
        (
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n",
            [(1,), (2,), (3,)],
        ),
        (
            "SELECT name, rank() OVER (ORDER BY age DESC) FROM people ORDER BY 2",
            [("Grace", 1), ("Ada", 2), ("Lin", 3)],
        ),
        ("SELECT a.name FROM people a JOIN people b ON a.age < b.age WHERE b.name = 'Ada'", [("Lin",)]),
        ("SELECT value FROM json_each('[1, 2]')", [(1,), (2,)]),
        ('SELECT count(*) FROM "Secret Plans"', [(0,)]),
        ("VALUES (1, 'a')", [(1, "a")]),
        ("SELECT x'00ff', NULL, 1.5", [("00ff", None, 1.5)]),
        ("SELECT substr(_created_at, 1, 2), _version FROM people LIMIT 1", [("20", 1)]),
    ],
)
async def test_one_select_reads_the_living_rows(
    tmp_path: Path, sql: str, rows: list[tuple[object, ...]]
) -> None:
    async with workspace(tmp_path) as client:
        await _people(client)
        assert list((await _ask(client, sql)).rows) == rows


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM people",
        "UPDATE people SET name = 'x'",
        "INSERT INTO people (name) VALUES ('x')",
        "WITH x AS (SELECT 1) DELETE FROM people",
        "WITH x AS (SELECT 1) INSERT INTO people SELECT * FROM x",
        "EXPLAIN DELETE FROM people",
        "CREATE TABLE t (a)",
        "CREATE TEMP TABLE t (a)",
        "DROP TABLE people",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA database_list",
        "VACUUM",
        "VACUUM INTO 'copy.db'",
        "ATTACH 'other.db' AS o",
        "BEGIN",
        "SELECT load_extension('x')",
        "SELECT * FROM lattice_events",
        "SELECT count(*) FROM lattice_meta",
        "SELECT 1 FROM LATTICE_AUDIT",
        "SELECT * FROM sqlite_master",
        "SELECT 1 FROM sqlite_temp_master",
        "SELECT * FROM temp.sqlite_master",
        "SELECT * FROM pragma_database_list",
        "SELECT * FROM pragma_table_info('people')",
        "SELECT * FROM dbstat",
        "SELECT * FROM sqlite_stmt",
        "SELECT 1; SELECT 2",
        "SELECT 1; DELETE FROM people",
        "/* SELECT */ DELETE FROM people",
        ";;DELETE FROM people",
        "WITH people AS (SELECT * FROM lattice_meta) SELECT * FROM people",
    ],
)
async def test_whatever_does_more_than_read_the_tables_is_refused(tmp_path: Path, sql: str) -> None:
    async with workspace(tmp_path) as client:
        await _people(client)
        with pytest.raises(LatticeError) as refused:
            await _ask(client, sql)
        assert (refused.value.code, refused.value.stage) == ("not_read_only", "constraints")
        newest = (await client.run(ListAudit(limit=1))).value.records[0]
        assert (newest.action, newest.decision) == ("sql.query", "denied")
        assert (await _ask(client, "SELECT count(*) FROM people")).rows == ((3,),)
    assert _files(tmp_path) == {"w.lattice", "w.lattice.head"}


def _files(folder: Path) -> set[str]:
    return {path.name.split("-")[0] for path in folder.iterdir()}


async def test_a_column_that_there_is_not_is_answered_with_those_that_there_are(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await _people(client)
        for sql in ("SELECT nam FROM people", "SELECT p.nam FROM people p"):
            with pytest.raises(LatticeError) as refused:
                await _ask(client, sql)
            assert (refused.value.hint or "").startswith("Did you mean name? people has name, ")
        assert (await _ask(client, "SELECT count(*) FROM people")).rows == ((3,),)


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("SELEC 1", 'near "SELEC"'),
        ("SELECT nam FROM people", "no such column: nam"),
        ("", "no statement"),
        ("-- nothing", "no statement"),
        ("/* nothing", "no statement"),
        (" ; ", "no statement"),
        ("SELECT '", "unrecognized token"),
        ("SELECT writefile('a', 'b')", "no such function"),
        ("SELECT * FROM nobody", "no table 'nobody'"),
        ("SELECT * FROM main.people", "no table 'people'"),
        ("WITH people(a) AS (SELECT name FROM main.people) SELECT a FROM people", "no table 'people'"),
        ("SELECT zeroblob(1000000000)", "too big"),
        ("SELECT ?", "bind"),
    ],
)
async def test_what_sqlite_does_not_understand_is_said_in_its_words(
    tmp_path: Path, sql: str, says: str
) -> None:
    async with workspace(tmp_path) as client:
        await _people(client)
        with pytest.raises(LatticeError) as refused:
            await _ask(client, sql)
        assert refused.value.code == "invalid_sql"
        assert says in refused.value.message
        if "no table" in says:
            assert "people" in refused.value.hint


async def test_a_table_that_is_spelled_nearly_so_is_named(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await _people(client)
        for name, meant in (("peple", "people"), ('"secret plan"', "Secret Plans"), ("zzz", "")):
            with pytest.raises(LatticeError) as refused:
                await _ask(client, f"SELECT * FROM {name}")
            assert ("Did you mean" in refused.value.hint) == bool(meant)
            assert f"Did you mean {meant}? Tables here: " in refused.value.hint or not meant


async def test_all_columns_of_a_table_begin_with_its_own(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await _people(client)
        answer = await _ask(client, "SELECT * FROM people ORDER BY name LIMIT 1")
        assert answer.columns[:4] == ("name", "age", "ok", "_id")
        assert answer.rows[0][:2] == ("Ada", 36)
        assert all(name.startswith("_") for name in answer.columns[3:])


async def test_more_rows_than_the_limit_are_cut_and_it_is_said(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await _people(client)
        assert not (await _ask(client, "SELECT * FROM people", limit=3)).truncated
        cut = await _ask(client, "SELECT * FROM people", limit=2)
        assert (len(cut.rows), cut.truncated) == (2, True)


async def test_large_answers_are_cut(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await _people(client)
        series = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
        cut = await _ask(client, f"{series} SELECT hex(zeroblob(1000000)) FROM n")
        assert cut.truncated
        assert len(cut.rows) == 32


async def test_an_agent_reads_only_what_it_may_know_of(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await _people(client)
    async with opened(tmp_path, SCOUT, AgentRules(allowed_tables=("people",))) as client:
        assert (await _ask(client, "SELECT count(*) FROM people")).rows == ((3,),)
        for sql in (
            'SELECT * FROM "Secret Plans"',
            'SELECT count(*) FROM "secret plans"',
            'SELECT 1 FROM "Secret Plans"',
        ):
            with pytest.raises(LatticeError) as refused:
                await _ask(client, sql)
            assert refused.value.code == "invalid_sql"
            assert refused.value.hint == "Tables here: people."


async def test_a_cancelled_query_stops_at_once(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await _people(client)
        query = asyncio.create_task(_ask(client, ENDLESS))
        await asyncio.to_thread(_wait_until, _is_querying)
        query.cancel()
        with pytest.raises(asyncio.CancelledError):
            await query
        await asyncio.to_thread(_wait_until, lambda: not _is_querying())
        assert (await _ask(client, "SELECT 1")).rows == ((1,),)


def _is_querying() -> bool:
    """Whether a query runs in some thread."""
    modules = [frame.f_globals["__name__"] for frame in sys._current_frames().values()]
    return sqlite_query.__name__ in modules


def _wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline


async def test_a_query_that_takes_too_long_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lattice.databases.sqlite_query.TIME_LIMIT_S", 0.05)
    async with workspace(tmp_path) as client:
        with pytest.raises(LatticeError) as refused:
            await _ask(client, ENDLESS)
        assert refused.value.code == "invalid_sql"
        assert "stopped" in refused.value.message
