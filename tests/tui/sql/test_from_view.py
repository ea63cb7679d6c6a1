"""What a table shows as a query: the same rows in the same order, by the engine itself."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lattice.actions import CreateTable, ListRows, ListTables, QuerySql
from lattice.client import LocalClient
from lattice.model.schema import NewColumn, Schema
from lattice.model.values import ColumnType, Value
from lattice.tui.widgets.sql.from_view import query_of
from tests.engine.workspaces import add, table, workspace
from tests.tui.sql.test_console import head, pane_of
from tests.tui.workbench.conftest import workbench

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
FILTERS = [
    "",
    "name = Ada",
    "name != Ada",
    "not (name = Ada or age > 40)",
    "name ~ da",
    "name !~ a",
    "name starts A",
    'name ~ "50%_\\\\ it\'s"',
    "name is empty",
    "name is not empty",
    "age is empty",
    "age is not empty",
    "age in (36, 85)",
    "age not in (36, 85)",
    "age between 20 and 40",
    "age ~ 8",
    "ok = true",
    "ok ~ fal",
    "born < 1950-01-01 or (age > 30 and name ~ i)",
    "(age > 30 or name ~ x) and (born is empty or born > 1900-01-01)",
    "not (age > 30 and (name ~ a or ok = false))",
    "born <= today",
    "firm = Acme",
    "firm != Acme",
    "firm is empty",
    "firm.name ~ ac",
    "firm.name !~ ac",
    "firm.city is empty",
    "firm.city is not empty",
    "`order` = 1",
]
SORTS: list[tuple[str, ...]] = [(), ("age",), ("-name", "age"), ("order", "-born")]


async def _people(client: LocalClient) -> Schema:
    await table(client, "firms", name="text", city="text")
    firms = [await add(client, "firms", name=n, city=c) for n, c in (("Acme", "Oslo"), ("Beta", None))]
    plain = {"name": "text", "age": "integer", "ok": "boolean", "born": "date", "order": "integer"}
    columns = [NewColumn(name, ColumnType(type_)) for name, type_ in plain.items()]
    await client.run(
        CreateTable(
            name="people", columns=(*columns, NewColumn("firm", ColumnType.REFERENCE, target="firms"))
        )
    )
    rows = [
        ("Ada", 36, True, "1815-12-10", firms[0]),
        ("Grace", 85, False, "1906-12-09", firms[1]),
        ("50%_\\ it's", None, None, None, None),
        (None, 20, False, "1999-01-01", firms[0]),
        ("lin", 36, True, None, firms[1]),
    ]
    for order, (name, age, ok, born, firm) in enumerate(rows):
        values = {"name": name, "age": age, "ok": ok, "born": born, "firm": firm, "order": order % 2}
        await add(client, "people", **{key: value for key, value in values.items() if value is not None})
    return await _schema(client)


async def _schema(client: LocalClient) -> Schema:
    return Schema(tuple(info.table for info in (await client.run(ListTables())).value.tables))


def _stored(value: Value) -> Value:
    return int(value) if isinstance(value, bool) else value


async def test_a_query_answers_what_the_table_shows(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        schema = await _people(client)
        people = next(table for table in schema.tables if table.name == "people")
        for where in FILTERS:
            for sort in SORTS:
                rows = (await client.run(ListRows(table="people", where=where, sort=sort))).value.rows
                sql = query_of(people, schema, NOW, columns=people.columns, where=where, sort=sort)
                answer = (await client.run(QuerySql(sql=sql))).value
                wanted = [tuple(map(_stored, map(row.values.get, answer.columns))) for row in rows]
                asked = list(answer.rows)
                # nothing else tells rows that are sorted alike
                assert sorted(asked, key=str) == sorted(wanted, key=str), sql
                by = [answer.columns.index(key.removeprefix("-")) for key in sort]
                orders = [[[row[at] for at in by] for row in some] for some in (asked, wanted)]
                assert orders[0] == orders[1], sql


async def test_a_query_is_written_as_people_write_one(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        schema = await _people(client)
        people = next(table for table in schema.tables if table.name == "people")
        columns = [column for column in people.columns if column.name not in ("ok", "born")]
        where, sort = "name ~ a and (age > 30 or firm = Acme)", ("-age", "order")
        sql = query_of(people, schema, NOW, columns=columns, where=where, sort=sort)
        assert sql.splitlines() == [
            'SELECT name, age, "order", firm',
            "FROM people",
            "WHERE name LIKE '%a%'",
            "  AND (age > 30 OR firm IN (SELECT _id FROM firms WHERE name = 'Acme'))",
            'ORDER BY age DESC, "order"',
        ]


@pytest.mark.parametrize("where", ["name ~ ø", "score ~ 5"])
async def test_what_sql_compares_otherwise_is_said(tmp_path: Path, where: str) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "people", name="text", score="number")
        schema = await _schema(client)
        people = schema.tables[0]
        assert query_of(people, schema, NOW, columns=people.columns, where=where).startswith("-- ")


async def test_what_a_table_shows_is_asked_in_sql(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("s")
        await bench.press("g", "q")
        await bench.until(lambda: pane_of(bench).view.answer is not None, "an answer")
        pane = pane_of(bench)
        assert "FROM people" in pane.text
        assert "ORDER BY name" in pane.text
        assert head(pane).startswith("5 rows · ")
        assert pane.editor.area.has_focus
        # the table under the cursor of the sidebar, whatever is in front
        await bench.press("ctrl+b")
        await bench.until(lambda: bench.screen.sidebar.has_focus_within and bench.screen.sidebar.table)
        name = bench.screen.sidebar.table.name
        await bench.press("g", "q")
        await bench.until(lambda: pane_of(bench) is not pane and pane_of(bench).text.endswith(f"FROM {name}"))


async def test_without_a_table_it_is_said_where_one_is(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.screen.action_open("history")
        await bench.until(lambda: bench.screen.tabs.current.key.kind == "history")
        await bench.press("g", "q")
        await bench.until(lambda: bench.said("No table is in front"))
