"""Tables and columns, through any client."""

from __future__ import annotations

import pytest

from lattice.actions import (
    AddColumn,
    CheckRetype,
    CreateTable,
    DefineColumn,
    DefineTable,
    DeleteRow,
    DropColumn,
    DropTable,
    ListDropped,
    ListRows,
    ListTables,
    Misfitting,
    RenameColumn,
    RenameTable,
    RetypeColumn,
    SearchText,
    Undo,
    UpdateRow,
)
from lattice.client import Client
from lattice.model.limits import Limits
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType
from tests.contract.asking import add, add_many, get, head, make, refused, values
from tests.contract.places import Place


async def test_a_new_table_has_its_columns_in_order_with_permanent_ids(client: Client) -> None:
    table = await make(client, "people", name="text", born="date", boss="reference:people")
    assert [(c.id, c.name, c.type) for c in table.columns] == [
        ("c1", "name", ColumnType.TEXT),
        ("c2", "born", ColumnType.DATE),
        ("c3", "boss", ColumnType.REFERENCE),
    ]
    assert table.columns[2].target == table.id


async def test_tables_are_listed_by_name_with_true_counts(client: Client) -> None:
    await make(client, "zoo")
    await make(client, "ants")
    await add_many(client, [{"name": str(n)} for n in range(7)], "zoo")
    listed = (await client.run(ListTables())).value.tables
    assert [(i.table.name, i.rows, i.trashed) for i in listed] == [("ants", 0, 0), ("zoo", 7, 0)]


@pytest.mark.parametrize(
    "name",
    [
        "", " ", " a", "a ", "_files", "lattice_x", "Lattice_x", "sqlite_master", "pg_class",
        "a\nb", "a\x1b[31m", "a\u202eb",
    ],
)  # fmt: skip
async def test_names_that_cannot_be_are_refused_for_tables_and_columns(client: Client, name: str) -> None:
    await make(client, "t", a="text")
    await refused(client, CreateTable(name=name), "invalid_name")
    await refused(client, RenameTable(table="t", name=name), "invalid_name")
    await refused(client, AddColumn(table="t", column=NewColumn(name)), "invalid_name")
    await refused(client, RenameColumn(table="t", column="a", name=name), "invalid_name")


@pytest.mark.parametrize(
    "name", ['a"b', "a'b", "a.b", "select", "a;b", "ÅÄÖ", "日本", "🙂", "a%b", "[x]", "-a", "x" * 63]
)
async def test_unusual_names_work_everywhere(client: Client, name: str) -> None:
    await client.run(CreateTable(name=name, columns=(NewColumn(name), NewColumn("n", ColumnType.INTEGER))))
    row = await add(client, name, **{name: "v", "n": 1})
    await client.run(UpdateRow(table=name, id=row.id, values={name: "hello"}))
    assert await values(client, name, sort=(f'"{name.replace(chr(34), chr(34) * 2)}"',)) == [
        {name: "hello", "n": 1}
    ]
    assert (await client.run(SearchText(text="hello"))).value.hits[0].column == name
    await client.run(RenameColumn(table=name, column=name, name="plain"))
    await client.run(RenameTable(table=name, name="plain"))
    assert await values(client, "plain") == [{"plain": "hello", "n": 1}]


async def test_a_name_is_taken_without_regard_to_case(client: Client) -> None:
    await make(client, "Straße", Größe="text")
    await refused(client, CreateTable(name="STRASSE"), "exists")
    await refused(client, AddColumn(table="straße", column=NewColumn("GRÖSSE")), "exists")
    await refused(client, CreateTable(name="t", columns=(NewColumn("a"), NewColumn("A"))), "exists")
    renamed = (await client.run(RenameTable(table="strasse", name="STRASSE"))).value
    assert renamed.name == "STRASSE"


async def test_words_that_sqlite_keeps_are_refused_as_columns_and_a_table_of_their_name_works(
    client: Client,
) -> None:
    await make(client, "order", group="text", key="integer")
    await add(client, "order", group="g", key=1)
    assert await values(client, "order", where="group = g") == [{"group": "g", "key": 1}]
    await refused(client, AddColumn(table="order", column=NewColumn("rowid")), "invalid_name")


async def test_what_is_not_there_is_not_found(client: Client) -> None:
    await make(client)
    for action in (
        RenameTable(table="nope", name="x"),
        DefineTable(table="nope", definition="x"),
        DropTable(table="nope"),
        AddColumn(table="nope", column=NewColumn("x")),
        RenameColumn(table="people", column="nope", name="x"),
        DefineColumn(table="people", column="nope", definition="x"),
        DropColumn(table="people", column="nope"),
        RetypeColumn(table="people", column="nope", type=ColumnType.TEXT),
        CheckRetype(table="people", column="nope", type=ColumnType.TEXT),
        CreateTable(name="x", columns=(NewColumn("r", ColumnType.REFERENCE, "nope"),)),
        CreateTable(name="x", key=("nope",)),
        ListRows(table="nope"),
    ):
        error = await refused(client, action, "not_found")
        assert "nope" in error.message


async def test_a_reference_needs_a_target_and_others_may_not_have_one(client: Client) -> None:
    await make(client)
    await refused(
        client, CreateTable(name="x", columns=(NewColumn("r", ColumnType.REFERENCE),)), "invalid_action"
    )
    await refused(
        client, CreateTable(name="x", columns=(NewColumn("r", ColumnType.TEXT, "people"),)), "invalid_action"
    )


async def test_a_definition_is_one_line(client: Client) -> None:
    await make(client)
    table = (await client.run(DefineTable(table="people", definition="  Who\nis  here "))).value
    assert table.definition == "Who is here"
    column = (await client.run(DefineColumn(table="people", column="age", definition="in\tyears"))).value
    assert column.definition == "in years"
    assert (await client.run(DefineTable(table="people", definition=""))).value.definition == ""


async def test_asking_for_what_is_so_already_changes_nothing(client: Client) -> None:
    await make(client)
    before = await head(client)
    for action in (
        RenameTable(table="people", name="people"),
        DefineTable(table="people", definition=""),
        RenameColumn(table="people", column="age", name="age"),
        RetypeColumn(table="people", column="age", type=ColumnType.INTEGER),
    ):
        outcome = await client.run(action)
        assert outcome.change_id is None
    assert await head(client) == before


async def test_limits_of_tables_and_columns_are_kept(place: Place) -> None:
    client = await place.open(limits=Limits(columns=3, tables=2))
    await make(client, "a", x="text", y="text", z="text")
    await refused(client, AddColumn(table="a", column=NewColumn("w")), "too_large")
    await refused(client, CreateTable(name="b", columns=tuple(NewColumn(c) for c in "wxyz")), "too_large")
    await make(client, "b", x="text")
    await refused(client, CreateTable(name="c"), "too_large")


@pytest.mark.parametrize(
    ("old", "value", "new", "expected"),
    [
        ("text", "42", "integer", 42),
        ("text", "yes", "boolean", True),
        ("text", "2024-02-29", "date", "2024-02-29"),
        ("text", "[1, 2]", "json", [1, 2]),
        ("text", "", "integer", None),
        ("integer", 42, "text", "42"),
        ("integer", 42, "number", 42.0),
        ("integer", 1, "boolean", True),
        ("number", 2.0, "integer", 2),
        ("number", 2.5, "text", "2.5"),
        ("boolean", True, "text", "true"),
        ("boolean", False, "integer", 0),
        ("date", "2024-02-29", "datetime", "2024-02-29T00:00:00.000000Z"),
        ("datetime", "2024-02-29T00:00:00Z", "date", "2024-02-29"),
        ("json", {"a": 1}, "text", '{"a":1}'),
        ("text", "x", "markdown", "x"),
    ],
)
async def test_a_retype_converts_values(
    client: Client, old: str, value: object, new: str, expected: object
) -> None:
    await make(client, "t", v=old)
    row = await add(client, "t", v=value)
    before = await get(client, row.id, "t")
    await client.run(RetypeColumn(table="t", column="v", type=ColumnType(new)))
    assert (await get(client, row.id, "t")).values == {"v": expected}
    await client.run(Undo())
    assert (await get(client, row.id, "t")).values == before.values


async def test_a_retype_with_misfits_says_which_and_empties_them_only_when_told(client: Client) -> None:
    await make(client, "t", v="text")
    fits, misfits = (await add_many(client, [{"v": "1"}, {"v": "one"}], "t"))[:2]
    found = (await client.run(CheckRetype(table="t", column="v", type=ColumnType.INTEGER))).value
    assert (found.count, found.rows) == (1, 2)
    assert found.examples[0].row_id == misfits
    await refused(client, RetypeColumn(table="t", column="v", type=ColumnType.INTEGER), "conflict")
    await client.run(RetypeColumn(table="t", column="v", type=ColumnType.INTEGER, empty_misfits=True))
    assert (await get(client, fits, "t")).values == {"v": 1}
    assert (await get(client, misfits, "t")).values == {"v": None}
    await client.run(Undo())
    assert (await get(client, misfits, "t")).values == {"v": "one"}


async def test_misfits_are_read_page_by_page_with_what_people_call_their_rows(client: Client) -> None:
    await make(client, "t", name="text", v="text")
    rows = [{"name": f"n{n}", "v": "1" if n % 3 == 0 else f"x{n}"} for n in range(1500)]
    await add_many(client, rows, "t")
    gone = (await client.run(ListRows(table="t", where="name = n1"))).value.rows[0].id
    await client.run(DeleteRow(table="t", id=gone))
    seen: list[Misfitting] = []
    after = None
    while True:
        ask = CheckRetype(table="t", column="v", type=ColumnType.INTEGER, after=after, limit=300)
        page = (await client.run(ask)).value
        assert (page.count, page.rows) == (1000, 1500)
        seen += page.examples
        after = page.next
        if after is None:
            break
    assert len({one.row_id for one in seen}) == len(seen) == 1000
    assert {(one.label, one.value) for one in seen} == {(f"n{n}", f"x{n}") for n in range(1500) if n % 3}
    assert [one.row_id for one in seen if one.trashed] == [gone]
    for cursor in ("", "x", f"{gone}.1", f"{gone}.1.y"):
        bad = CheckRetype(table="t", column="v", type=ColumnType.INTEGER, after=cursor)
        await refused(client, bad, "invalid_cursor")


async def test_text_becomes_a_reference_by_what_people_call_the_rows(client: Client) -> None:
    await make(client, "towns", name="text")
    oslo = await add(client, "towns", name="Oslo")
    await make(client, "people", town="text")
    ada = await add(client, town="Oslo")
    await client.run(RetypeColumn(table="people", column="town", type=ColumnType.REFERENCE, target="towns"))
    assert (await get(client, ada.id)).values == {"town": oslo.id}
    await client.run(Undo())
    assert (await get(client, ada.id)).values == {"town": "Oslo"}


async def test_what_was_dropped_is_listed_and_its_name_is_free(client: Client) -> None:
    await make(client)
    await add(client, name="Ada", age=36)
    column = await client.run(DropColumn(table="people", column="age"))
    await client.run(AddColumn(table="people", column=NewColumn("age", ColumnType.TEXT)))
    assert await values(client) == [{"name": "Ada", "age": None}]
    listed = (await client.run(ListDropped())).value
    assert [(d.table, d.column, d.rows, d.change_id) for d in listed] == [
        ("people", "age", 1, column.change_id)
    ]
    table = await client.run(DropTable(table="people"))
    await refused(client, ListRows(table="people"), "not_found")
    await make(client, "people", other="text")
    assert table.change_id in {d.change_id for d in (await client.run(ListDropped())).value}


async def test_a_column_added_after_a_drop_gets_an_id_of_its_own(client: Client) -> None:
    await make(client, "t", a="text")
    await client.run(DropColumn(table="t", column="a"))
    assert (await client.run(AddColumn(table="t", column=NewColumn("a")))).value.id == "c2"


async def test_search_finds_text_of_a_column_after_rename_retype_and_many_more_columns(
    client: Client,
) -> None:
    await make(client, "t", a="text")
    row = await add(client, "t", a="needle")
    for n in range(8):
        await client.run(AddColumn(table="t", column=NewColumn(f"x{n}")))
        await client.run(UpdateRow(table="t", id=row.id, values={f"x{n}": f"word{n}"}))
    await client.run(RenameColumn(table="t", column="a", name="b"))
    await client.run(RetypeColumn(table="t", column="b", type=ColumnType.MARKDOWN))
    for word, column in [("needle", "b"), *((f"word{n}", f"x{n}") for n in range(8))]:
        hits = (await client.run(SearchText(text=word))).value.hits
        assert [(h.row_id, h.column) for h in hits] == [(row.id, column)]


async def test_a_definition_that_somebody_else_gave_meanwhile_is_not_overwritten(client: Client) -> None:
    await make(client)
    await client.run(DefineTable(table="people", definition="Who is here", expect=""))
    await refused(client, DefineTable(table="people", definition="Guests", expect=""), "conflict")
    await client.run(DefineColumn(table="people", column="age", definition="In years", expect=""))
    await refused(client, DefineColumn(table="people", column="age", definition="x", expect=""), "conflict")
    await client.run(DefineColumn(table="people", column="age", definition="x", expect="In years"))
