"""Links between rows and the references that point at a row, through any client."""

from __future__ import annotations

import pytest

from lattice.actions import (
    AddLink,
    AddLinks,
    DeleteRow,
    DropTable,
    ListAllLinks,
    ListLinks,
    RemoveLink,
    RestoreRows,
    Undo,
)
from lattice.client import Client
from lattice.model.rows import Links
from tests.contract.asking import NOBODY, add, add_many, events, make, refused


async def tie(client: Client, a: str, b: str, name: str = "", *, untie: bool = False) -> None:
    """Link two rows of people, or unlink them."""
    cls = RemoveLink if untie else AddLink
    await client.run(cls(table="people", id=a, to_table="people", to_id=b, name=name))


async def links(client: Client, id_: str, table: str = "people", limit: int = 200) -> Links:
    """What a row is tied to."""
    return (await client.run(ListLinks(table=table, id=id_, limit=limit))).value


async def test_all_links_are_read_page_by_page(client: Client) -> None:
    await make(client)
    rows = [(await add(client, name=str(n))).id for n in range(5)]
    made = [
        (await client.run(AddLink(table="people", id=rows[0], to_table="people", to_id=other))).value.id
        for other in rows[1:]
    ]
    seen: list[str] = []
    after: str | None = None
    while True:
        page = (await client.run(ListAllLinks(after=after, limit=3))).value
        seen += [tie.id for tie in page.ties]
        assert all((tie.row_id, tie.table) == (rows[0], "people") for tie in page.ties)
        after = page.next
        if after is None:
            break
    assert seen == made


async def test_a_link_is_seen_from_both_ends(client: Client) -> None:
    await make(client)
    await make(client, "towns", name="text")
    ada, oslo = await add(client, name="Ada"), await add(client, "towns", name="Oslo")
    made = (
        await client.run(AddLink(table="people", id=ada.id, to_table="towns", to_id=oslo.id, name="lives in"))
    ).value
    assert (made.table, made.row_id, made.label, made.outgoing) == ("towns", oslo.id, "Oslo", True)
    assert (await links(client, ada.id)).links == (made,)
    (seen,) = (await links(client, oslo.id, "towns")).links
    assert (seen.id, seen.table, seen.row_id, seen.label, seen.outgoing) == (
        made.id,
        "people",
        ada.id,
        "Ada",
        False,
    )


async def test_a_link_that_is_there_stays_and_names_make_links_differ(client: Client) -> None:
    await make(client)
    a, b = (await add(client)).id, (await add(client)).id
    await tie(client, a, b)
    again = await client.run(AddLink(table="people", id=a, to_table="people", to_id=b))
    assert again.change_id is None
    await tie(client, a, b, "friend")
    await tie(client, b, a)
    assert [(link.name, link.outgoing) for link in (await links(client, a)).links] == [
        ("", True),
        ("friend", True),
        ("", False),
    ]


async def test_links_are_removed_from_either_end_and_by_name(client: Client) -> None:
    await make(client)
    a, b = (await add(client)).id, (await add(client)).id
    await tie(client, a, b)
    await tie(client, a, b, "friend")
    await tie(client, b, a, "friend", untie=True)
    assert [link.name for link in (await links(client, b)).links] == [""]
    missing = RemoveLink(table="people", id=a, to_table="people", to_id=b, name="friend")
    await refused(client, missing, "not_found")
    await tie(client, a, b, untie=True)
    assert (await links(client, a)).links == ()


async def test_undo_of_link_and_unlink_restores_what_was(client: Client) -> None:
    await make(client)
    a, b = (await add(client)).id, (await add(client)).id
    await tie(client, a, b, "friend")
    before = await links(client, b)
    await tie(client, a, b, "friend", untie=True)
    await client.run(Undo())
    assert await links(client, b) == before
    await client.run(Undo())
    assert (await links(client, b)).links == ()


async def test_ends_must_be_living_rows_that_differ(client: Client) -> None:
    await make(client)
    a, gone = (await add(client)).id, (await add(client)).id
    await client.run(DeleteRow(table="people", id=gone))
    for to_id, code in ((NOBODY, "not_found"), (gone, "not_found"), (a, "invalid_action"), ("", "not_found")):
        await refused(client, AddLink(table="people", id=a, to_table="people", to_id=to_id), code)
        await refused(client, AddLink(table="people", id=to_id, to_table="people", to_id=a), code)
    await refused(client, AddLink(table="people", id=a, to_table="nope", to_id=a), "not_found")
    await refused(client, ListLinks(table="people", id=NOBODY), "not_found")


@pytest.mark.parametrize("name", ["a\nb", "\x1b[31m", "a\u202eb"])
async def test_a_name_that_cannot_be_shown_is_refused(client: Client, name: str) -> None:
    await make(client)
    a, b = (await add(client)).id, (await add(client)).id
    await refused(
        client, AddLink(table="people", id=a, to_table="people", to_id=b, name=name), "invalid_name"
    )


async def test_links_to_the_trash_are_hidden_and_come_back(client: Client) -> None:
    await make(client)
    a, b = (await add(client)).id, (await add(client)).id
    await tie(client, a, b)
    await client.run(DeleteRow(table="people", id=b))
    assert (await links(client, a)).links == ()
    await client.run(RestoreRows(table="people", ids=(b,)))
    assert len((await links(client, a)).links) == 1


async def test_links_into_a_dropped_table_are_hidden_and_come_back_with_undo(client: Client) -> None:
    await make(client)
    await make(client, "towns", name="text")
    ada, oslo = await add(client), await add(client, "towns")
    await client.run(AddLink(table="people", id=ada.id, to_table="towns", to_id=oslo.id))
    await client.run(DropTable(table="towns"))
    assert (await links(client, ada.id)).links == ()
    await client.run(Undo())
    assert len((await links(client, ada.id)).links) == 1


async def test_what_refers_to_a_row_is_listed(client: Client) -> None:
    await make(client, "towns", name="text")
    await make(client, "people", name="text", home="reference:towns", work="reference:towns")
    oslo = (await add(client, "towns", name="Oslo")).id
    ada = (await add(client, name="Ada", home=oslo, work=oslo)).id
    bob = (await add(client, name="Bob", home=oslo)).id
    await client.run(DeleteRow(table="people", id=bob))
    found = (await links(client, oslo, "towns")).references
    assert [(r.table, r.column, r.row_id, r.label) for r in found] == [
        ("people", "home", ada, "Ada"),
        ("people", "work", ada, "Ada"),
    ]


async def test_more_than_asked_for_is_said(client: Client) -> None:
    await make(client)
    hub = (await add(client)).id
    for _ in range(4):
        await tie(client, hub, (await add(client)).id)
    assert [
        (len(f.links), f.truncated) for f in (await links(client, hub, limit=3), await links(client, hub))
    ] == [
        (3, True),
        (4, False),
    ]


async def test_the_ties_of_a_row_are_read_page_by_page_and_counted(client: Client) -> None:
    await make(client, "towns", name="text")
    await make(client, "people", name="text", home="reference:towns", work="reference:towns")
    oslo, bergen = (
        (await add(client, "towns", name="Oslo")).id,
        (await add(client, "towns", name="Bergen")).id,
    )
    homes = await add_many(client, [{"name": f"p{n}", "home": oslo} for n in range(5)])
    (worker,) = await add_many(client, [{"name": "w", "work": oslo}])
    await client.run(AddLinks(table="people", ids=homes, to_table="towns", to_id=oslo, name="likes"))
    for to, id_ in (("towns", bergen), ("people", homes[0])):
        await client.run(AddLink(table="towns", id=oslo, to_table=to, to_id=id_))
    await client.run(DeleteRow(table="people", id=homes[1]))

    whole = await links(client, oslo, "towns")
    counted = [(kind.table, kind.name, kind.outgoing, kind.count) for kind in whole.kinds]
    assert counted == [
        ("", "", True, 2),
        ("", "likes", False, 4),
        ("people", "home", False, 4),
        ("people", "work", False, 1),
    ]
    assert (whole.total, whole.next, whole.truncated) == (11, None, False)

    first = page = await links(client, oslo, "towns", limit=2)
    assert (first.total, first.kinds, first.truncated) == (11, whole.kinds, True)
    seen_links, seen_references = list(page.links), list(page.references)
    while page.next is not None:
        page = (await client.run(ListLinks(table="towns", id=oslo, after=page.next, limit=2))).value
        assert (page.total, page.kinds, page.truncated) == (11, (), page.next is not None)
        seen_links += page.links
        seen_references += page.references
    assert seen_links == list(whole.links)
    assert {link.label for link in seen_links} == {"p0", "p2", "p3", "p4", "Bergen"}
    assert {(one.column, one.row_id) for one in seen_references} == {
        *(("home", id_) for id_ in (homes[0], *homes[2:])),
        ("work", worker),
    }
    assert len(seen_references) == len(whole.references)
    for wrong in ("x", "11", "11,links=x", f"x,links={worker}", ""):
        await refused(client, ListLinks(table="towns", id=oslo, after=wrong), "invalid_cursor")


async def test_links_are_in_the_log_of_their_row(client: Client) -> None:
    await make(client)
    a, b = (await add(client)).id, (await add(client)).id
    await tie(client, a, b, "friend")
    await tie(client, a, b, "friend", untie=True)
    added, removed = (await events(client, row_id=a))[-2:]
    assert (added.op, added.before, removed.op, removed.after) == ("link.add", None, "link.remove", None)
    assert added.after == removed.before


async def test_many_rows_are_tied_to_one_as_one_change(client: Client) -> None:
    await make(client)
    ids = await add_many(client, [{"name": str(n)} for n in range(5)])
    *many, one = ids
    await client.run(AddLink(table="people", id=many[0], to_table="people", to_id=one, name="knows"))
    ask = AddLinks(table="people", ids=(*many, many[1].lower()), to_table="people", to_id=one, name="knows")
    done = await client.run(ask)
    assert (done.value.count, done.value.ids) == (3, tuple(many[1:]))
    assert len((await client.run(ListLinks(table="people", id=one))).value.links) == 4
    assert (await client.run(ask)).change_id is None
    await client.run(Undo())
    assert len((await client.run(ListLinks(table="people", id=one))).value.links) == 1
    for wrong, code in (
        (AddLinks(table="people", ids=(many[1], NOBODY), to_table="people", to_id=one), "not_found"),
        (AddLinks(table="people", ids=(many[1],), to_table="people", to_id=NOBODY), "not_found"),
        (AddLinks(table="people", ids=(many[1], one), to_table="people", to_id=one), "invalid_action"),
        (AddLinks(table="people", ids=(many[1],), to_table="people", to_id=one, name="\x1b"), "invalid_name"),
    ):
        await refused(client, wrong, code)
    assert len((await client.run(ListLinks(table="people", id=one))).value.links) == 1
