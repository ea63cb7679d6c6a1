"""Finding rows that are the same, making one of them, and going back to what a row was."""

from __future__ import annotations

from typing import Any

import pytest

from lattice.actions import (
    AddLink,
    DeleteRow,
    Duplicates,
    FindDuplicates,
    ListLinks,
    ListRows,
    ListTables,
    MergeRows,
    Redo,
    RetypeColumn,
    RevertRow,
    Undo,
    UpdateRow,
    VerifyAudit,
)
from lattice.client import Client
from lattice.model.errors import LatticeError
from lattice.model.people import AgentRules
from lattice.model.values import ColumnType
from tests.contract.asking import NOBODY, add, add_many, get, head, make, refused
from tests.contract.places import SCOUT, Place


async def find(client: Client, **options: Any) -> Duplicates:
    return (await client.run(FindDuplicates(table="people", **options))).value


def names(found: Duplicates) -> list[list[str]]:
    return [[row.label for row in group.rows] for group in found.groups]


async def test_the_same_is_found_without_regard_to_case_spaces_and_forms_of_unicode(client: Client) -> None:
    await make(client, name="text", city="text", age="integer")
    forms = ["Éva  Nagy", "e\u0301va nagy", " ÉVA\tNAGY ", "Eva Nagy", "\uff21da", "ADA", "", " "]
    await add_many(client, [{"name": name} for name in forms] + [{}, {}])
    found = await find(client, on=("name",))
    assert names(found) == [forms[:3], ["\uff21da", "ADA"]]
    assert (found.total, found.extra, found.compared) == (2, 3, 6)
    assert {row.similarity for group in found.groups for row in group.rows} == {1.0}


async def test_all_columns_count_when_none_is_named_and_a_filter_narrows(client: Client) -> None:
    await make(client)
    await add_many(client, [{"name": "Ada", "age": 1}, {"name": "ada", "age": 1}, {"name": "Ada", "age": 2}])
    assert names(await find(client)) == [["Ada", "ada"]]
    assert names(await find(client, on=("name",))) == [["Ada", "ada", "Ada"]]
    assert names(await find(client, on=("name",), where="age = 2")) == []
    assert names(await find(client, on=("age",))) == [["Ada", "ada"]]


async def test_long_texts_are_the_same_only_to_their_end(client: Client) -> None:
    await make(client, name="text")
    await add_many(client, [{"name": "x" * 5000 + end} for end in "aab"])
    assert [group.size for group in (await find(client)).groups] == [2]


async def test_what_is_alike_is_found_by_degree_and_belongs_to_the_oldest(client: Client) -> None:
    await make(client, name="text")
    people = [
        "Ada Lovelace",
        "Ada Lovelcae",
        "Lovelace, Ada",
        "Ada  LOVELACE",
        "Charles Babbage",
        "Grace Hopper",
    ]
    await add_many(client, [{"name": name} for name in people])
    found = await find(client, fuzzy=0.85)
    assert names(found) == [people[:4]]
    similar = [row.similarity for row in found.groups[0].rows]
    assert similar[0] == similar[2] == similar[3] == 1
    assert 0.85 <= similar[1] < 1
    assert names(await find(client, fuzzy=0.99)) == [[people[0], people[2], people[3]]]
    assert names(await find(client, fuzzy=1.0)) == [[people[0], people[2], people[3]]]


async def test_nobody_is_in_a_group_by_way_of_a_third(client: Client) -> None:
    await make(client, name="text")
    chain = ["abcdefghij", "abcdefghiX", "abcdefghYX", "abcdefgZYX"]
    await add_many(client, [{"name": name} for name in chain])
    found = await find(client, fuzzy=0.9)
    assert names(found) == [chain[:2], chain[2:]]
    assert all(row.similarity >= 0.9 for group in found.groups for row in group.rows)


async def test_a_slip_of_the_pen_is_found_among_many(client: Client) -> None:
    await make(client, name="text")
    many = [
        {"name": f"{a}{b} {c}sen"}
        for a in "BDFGHJKLMN"
        for b in "aeiou"
        for c in ("Han", "Ol", "Jen", "Ander")
    ]
    await add_many(
        client, [*many, {"name": "Wilhelmina Sørensen"}, *many[:0], {"name": "Wilhelmnia Sørensen"}]
    )
    found = await find(client, fuzzy=0.94)
    assert ["Wilhelmina Sørensen", "Wilhelmnia Sørensen"] in names(found)


@pytest.mark.parametrize("fuzzy", [0.0, -1.0, 1.01, float("nan"), float("inf")])
async def test_a_degree_is_from_0_to_1(client: Client, fuzzy: float) -> None:
    await make(client)
    await refused(client, FindDuplicates(table="people", fuzzy=fuzzy), "invalid_action")
    await refused(client, FindDuplicates(table="people", on=("nothing",)), "not_found")


async def state(client: Client) -> list[Any]:
    """All that people see of all rows, in the trash too."""
    found: list[Any] = []
    for info in (await client.run(ListTables())).value.tables:
        for deleted in (False, True):
            for row in (await client.run(ListRows(table=info.table.name, deleted=deleted))).value.rows:
                tied = (await client.run(ListLinks(table=info.table.name, id=row.id))).value
                found.append((row.id, row.values, row.deleted_at is None, tied.links, tied.references))
    return found


async def family(client: Client) -> tuple[str, str, str, str]:
    """Three rows of one person, a friend who is linked to them, books and a child who refer to them."""
    await make(client, "people", name="text", city="text", notes="markdown", parent="reference:people")
    await make(client, "books", title="text", author="reference:people", editor="reference:people")
    a = (await add(client, name="Ada", notes="")).id
    b = (await add(client, name="ada", city="Oslo")).id
    c = (await add(client, name="ADA", city="Bergen", notes="a note")).id
    friend = (await add(client, name="Bo", parent=b)).id
    await add(client, "books", title="One", author=b, editor=c)
    gone = (await add(client, "books", title="Two", author=c)).id
    await client.run(DeleteRow(table="books", id=gone))
    for one, other, name in (
        (a, friend, "knows"),
        (b, friend, "knows"),
        (friend, c, "likes"),
        (b, c, "same as"),
    ):
        await client.run(AddLink(table="people", id=one, to_table="people", to_id=other, name=name))
    return a, b, c, friend


async def test_the_oldest_survives_what_it_lacks_is_filled_and_what_leads_to_the_others_moves(
    client: Client,
) -> None:
    a, b, c, friend = await family(client)
    merged = await client.run(MergeRows(table="people", ids=(c, b, a)))
    done = merged.value
    assert (done.row.id, set(done.merged), done.filled) == (a, {b, c}, ("city", "notes"))
    assert done.row.values == {"name": "Ada", "city": "Oslo", "notes": "a note", "parent": None}
    assert (done.links, done.references) == (1, 3)
    tied = (await client.run(ListLinks(table="people", id=a))).value
    assert {(link.name, link.row_id, link.outgoing) for link in tied.links} == {
        ("knows", friend, True),
        ("likes", friend, False),
    }
    assert {(r.table, r.column) for r in tied.references} == {
        ("books", "author"),
        ("books", "editor"),
        ("people", "parent"),
    }
    assert (await get(client, b)).deleted_at is not None
    trashed = (await client.run(ListRows(table="books", deleted=True))).value.rows[0]
    assert trashed.values["author"] == a
    assert (await client.run(VerifyAudit())).value.ok
    assert all(finding.ok for finding in await client.check())


async def test_undo_of_a_merge_brings_everything_back_and_redo_does_it_again(client: Client) -> None:
    ids = await family(client)
    before = await state(client)
    merged = await client.run(MergeRows(table="people", ids=ids[:3]))
    after = await state(client)
    assert after != before
    undone = await client.run(Undo(change_id=merged.change_id))
    assert await state(client) == before
    await client.run(Redo(change_id=undone.change_id))
    assert await state(client) == after
    assert all(finding.ok for finding in await client.check())


async def test_the_one_that_is_named_survives(client: Client) -> None:
    a, b, c, _ = await family(client)
    done = (await client.run(MergeRows(table="people", ids=(a, b, c), survivor=c))).value
    assert (done.row.id, done.row.values["name"], done.filled) == (c, "ADA", ())


async def test_a_merge_of_what_is_not_there_or_not_two_is_refused(client: Client) -> None:
    a, b, c, _ = await family(client)
    await client.run(DeleteRow(table="people", id=c))
    for ids, survivor, code in (
        ((a,), None, "invalid_action"),
        ((a, a.lower()), None, "invalid_action"),
        ((a, NOBODY), None, "not_found"),
        ((a, c), None, "not_found"),
        ((a, b), NOBODY, "invalid_action"),
    ):
        await refused(client, MergeRows(table="people", ids=ids, survivor=survivor), code)
    await refused(client, MergeRows(table="_files", ids=(a, b)), "forbidden")


async def test_an_agent_of_some_tables_does_not_leave_ends_loose_in_others(place: Place) -> None:
    ada = await place.open()
    a, b, c, friend = await family(ada)
    scout = await place.open(SCOUT, AgentRules(allowed_tables=("people",)))
    seq = await head(ada)
    with pytest.raises(LatticeError) as caught:
        await scout.run(MergeRows(table="people", ids=(a, b)))
    assert caught.value.code == "forbidden"
    assert "books" not in str(caught.value)
    assert await head(ada) == seq
    assert (await scout.run(MergeRows(table="people", ids=(a, friend)))).value.row.id == a
    assert c


async def test_a_row_gets_the_values_that_it_had(client: Client) -> None:
    await make(client)
    row = await add(client, name="Ada", age=1)
    two = await client.run(UpdateRow(table="people", id=row.id, values={"age": 2}))
    await client.run(UpdateRow(table="people", id=row.id, values={"age": 3, "name": None}))
    for options, age in (({"version": 2}, 2), ({"version": 1}, 1), ({"change_id": two.change_id}, 1)):
        outcome = await client.run(RevertRow(table="people", id=row.id, **options))
        assert outcome.value.values == {"name": "Ada", "age": age}
    last = await client.run(RevertRow(table="people", id=row.id, version=3))
    assert last.value.values == {"name": None, "age": 3}
    await client.run(Undo(change_id=last.change_id))
    assert (await get(client, row.id)).values == {"name": "Ada", "age": 1}
    now = (await get(client, row.id)).version
    same = await client.run(RevertRow(table="people", id=row.id, version=now, expect_version=now))
    assert same.change_id is None


async def test_going_back_to_what_never_was_is_refused(client: Client) -> None:
    await make(client)
    row = await add(client, name="Ada", age=1)
    made = await client.run(UpdateRow(table="people", id=row.id, values={"age": 2}))
    other = await client.run(UpdateRow(table="people", id=(await add(client)).id, values={"age": 2}))
    for options, code in (
        ({}, "invalid_action"),
        ({"version": 1, "change_id": made.change_id}, "invalid_action"),
        ({"version": 0}, "not_found"),
        ({"version": 3}, "not_found"),
        ({"change_id": other.change_id}, "not_found"),
        ({"change_id": NOBODY}, "not_found"),
        ({"version": 1, "expect_version": 1}, "conflict"),
    ):
        await refused(client, RevertRow(table="people", id=row.id, **options), code)
    await client.run(DeleteRow(table="people", id=row.id))
    await refused(client, RevertRow(table="people", id=row.id, version=1), "not_found")


async def test_a_value_that_no_longer_fits_its_column_is_a_conflict(client: Client) -> None:
    await make(client, code="text")
    row = await add(client, code="abc")
    await client.run(UpdateRow(table="people", id=row.id, values={"code": "12"}))
    await client.run(RetypeColumn(table="people", column="code", type=ColumnType.INTEGER))
    await refused(client, RevertRow(table="people", id=row.id, version=1), "conflict")
