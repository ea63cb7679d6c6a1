"""Images, definitions, links and rows: each as it should be, and taken back for good."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest

from lattice.actions import (
    AddColumn,
    AddFile,
    CreateTable,
    DefineTable,
    DeleteRow,
    FileFacts,
    InsertRow,
    ListTables,
    RemoveLink,
    ReplaceFile,
    Undo,
)
from lattice.model.files import FILES, FileKind, FileStatus
from lattice.model.policy import Eagerness
from lattice.model.rows import Row
from lattice.model.schema import NewColumn
from lattice.model.sources import parse_source
from tests.assistant.chores.choring import REPORT, Home, at_home, is_about, obliging
from tests.assistant.wire import Asked, Turn, call, hold


async def an_image(home: Home, size: int = 2_400) -> Row:
    """A large picture, kept in the workspace."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (size, 40), "red").save(out, "PNG")
    kept = await home.client.put_bytes([out.getvalue()])
    facts = FileFacts(sha256=kept.sha256, size=kept.size, media_type="image/png", status=FileStatus.NO_TEXT)
    return (await home.client.run(AddFile(name="red.png", facts=facts))).value.row


async def test_an_image_is_described_scaled_down(tmp_path: Path) -> None:
    from PIL import Image

    async with at_home(tmp_path) as home, home.running():
        row = await an_image(home)
        await home.settled()
        assert await home.summary(row) == "A red square."
        (asked,) = home.wire.asked
        (image,) = [block for block in asked.messages[0]["content"] if block["type"] == "image"]
        with Image.open(io.BytesIO(base64.b64decode(image["source"]["data"]))) as sent:
            assert max(sent.size) <= 1_568


async def test_of_a_referenced_image_only_what_was_read_is_sent(tmp_path: Path) -> None:
    secret = tmp_path / "picture.png"
    secret.write_bytes(b"not what was read")
    async with at_home(tmp_path) as home, home.running():
        facts = FileFacts(sha256="0" * 64, size=17, media_type="image/png", status=FileStatus.NO_TEXT)
        await home.client.run(AddFile(name="p.png", kind=FileKind.REFERENCED, path=str(secret), facts=facts))
        await home.settled()
        assert home.wire.asked == []


async def test_new_tables_and_columns_are_defined_and_undo_holds(tmp_path: Path) -> None:
    async with at_home(tmp_path) as home:
        await home.level(Eagerness.BALANCED)
        async with home.running():
            columns = (NewColumn("title"), NewColumn("year", definition="Mine."))
            await home.client.run(CreateTable(name="books", columns=columns))
            await home.client.run(InsertRow(table="books", values={"title": "On pumps"}))
            await home.settled()
            table = await home.table("books")
            said = (table.definition, *(column.definition for column in table.columns))
            assert said == ("What it is.", "Its name.", "Mine.")
            assert "On pumps" in home.wire.asked[0].said
            (group,) = {change.group_id for change in await home.by_assistant()}
            await home.client.run(Undo(change_id=group))
            await home.client.run(AddColumn(table="books", column=NewColumn("pages")))
            await home.settled()
            table = await home.table("books")
            assert [table.definition, *(c.definition for c in table.columns)] == ["", "", "Mine.", ""]
            assert len(home.wire.asked) == 1


async def test_a_definition_that_somebody_writes_meanwhile_stays(tmp_path: Path) -> None:
    def answer(_: Asked) -> Turn:
        columns = [{"name": "title", "definition": "T."}, {"name": "gone", "definition": "G."}]
        return [hold(), call("answer", table="Over it.", columns=columns)]

    async with at_home(tmp_path, answer) as home:
        await home.level(Eagerness.BALANCED)
        async with home.running():
            await home.client.run(CreateTable(name="books", columns=(NewColumn("title"),)))
            await home.wire.until_asked(1)
            await home.client.run(DefineTable(table="books", definition="My books."))
            home.wire.release()
            await home.settled()
            table = await home.table("books")
            assert (table.definition, table.columns[0].definition) == ("My books.", "T.")


async def test_a_document_is_linked_to_the_rows_it_names_wherever_it_names_them(tmp_path: Path) -> None:
    async with at_home(tmp_path) as home:
        await home.level(Eagerness.BALANCED)
        people = [{"name": "Grace Hopper"}, {"name": "Rose"}, {"name": "Mary Shelley"}]
        for values in people:
            await home.client.run(InsertRow(table="people", values=values))
        async with home.running():
            # the name stands at the end of a document of several pieces
            text = REPORT + "Nothing to see here. " * 6_000 + "\nA rose for Grace\nHopper, she said."
            row = await home.add(text)
            await home.settled()
            # the model said of the one doubtful row that it is meant
            assert await home.mentions(row) == {"Ada Lovelace", "Grace Hopper", "Rose"}
            judged = [asked for asked in home.wire.asked if is_about(asked, "really means")]
            assert len(judged) == 1
            assert "Rose" in judged[0].said
            assert "Hopper" not in judged[0].said.replace("A rose for Grace Hopper", "")
            # summary and links are one group
            (group,) = {change.group_id for change in await home.by_assistant()}
            await home.client.run(Undo(change_id=group))
            await home.client.run(ReplaceFile(id=row.id, text=text + " Again."))
            await home.settled()
            assert (await home.mentions(row), await home.summary(row)) == (set(), "")


async def test_a_link_that_somebody_took_away_stays_away(tmp_path: Path) -> None:
    async with at_home(tmp_path) as home:
        await home.level(Eagerness.BALANCED)
        async with home.running():
            row = await home.add()
            await home.settled()
            assert await home.mentions(row) == {"Ada Lovelace"}
            ada = next(r for r in await home.rows("people") if r.values["name"] == "Ada Lovelace")
            remove = RemoveLink(table=FILES, id=row.id, to_table="people", to_id=ada.id, name="mentions")
            await home.client.run(remove)
            await home.client.run(ReplaceFile(id=row.id, text=REPORT + "More."))
            await home.settled()
            assert await home.mentions(row) == set()


PLACES = (
    "# Places\n\n## North\n\nTromsø lies in Norway. Bodø lies in Norway too.\n\nOsaka is far away. " + REPORT
)


def placing(asked: Asked) -> Turn:
    """Finds places, and says more than it may."""
    if not is_about(asked, "describe objects"):
        return obliging(asked)
    values = {"name": "Tromsø", "country": "Norway"}
    rows = [
        {"table": "places", "values": values, "quote": "Tromsø lies in  norway"},
        {"table": "places", "values": {"name": "Bodø", "country": "Norway"}, "quote": "Bodø lies in Norway"},
        {"table": "places", "values": {"name": "Osaka", "country": "Japan"}, "quote": "Osaka is far away"},
        {"table": "places", "values": {"name": "Atlantis", "country": "?"}, "quote": "Atlantis sank"},
        {
            "table": "places",
            "values": {"name": "Tromsø", "country": "Again"},
            "quote": "Tromsø lies in Norway",
        },
        {"table": "secrets", "values": values, "quote": "Tromsø lies in Norway"},
        {"table": "_files", "values": {"name": "x", "title": "y"}, "quote": "Tromsø lies in Norway"},
    ]
    return [call("answer", rows=rows)]


async def with_places(home: Home) -> None:
    columns = (
        NewColumn("name", definition="n"),
        NewColumn("country", definition="c"),
    )
    await home.client.run(CreateTable(name="places", columns=columns, definition="p"))
    await home.client.run(InsertRow(table="places", values={"name": "bodø", "country": "NO"}))
    gone = (await home.client.run(InsertRow(table="places", values={"name": "Osaka"}))).value
    await home.client.run(DeleteRow(table="places", id=gone.id))


async def test_rows_are_made_of_a_document_with_their_source_and_never_twice(tmp_path: Path) -> None:
    async with at_home(tmp_path, placing) as home:
        await home.level(Eagerness.EAGER)
        await with_places(home)
        async with home.running():
            doc = await home.add(PLACES, "places.md")
            await home.settled()
            rows = await home.rows("places")
            assert [row.values["name"] for row in rows] == ["bodø", "Tromsø"]
            made = rows[1]
            assert (made.values["country"], made.created_by) == ("Norway", "agent:assistant")
            source = parse_source(made.source)
            assert source is not None
            assert (source.file_id, source.at) == (doc.id, PLACES.index("Tromsø"))
            (group,) = {change.group_id for change in await home.by_assistant()}
            await home.client.run(Undo(change_id=group))
            await home.client.run(ReplaceFile(id=doc.id, text=PLACES + "Again."))
            await home.settled()
            assert [row.values["name"] for row in await home.rows("places")] == ["bodø"]
            assert len((await home.client.run(ListTables())).value.tables) == 2


@pytest.mark.parametrize("eagerness", list(Eagerness))
async def test_each_level_does_exactly_what_it_says(tmp_path: Path, eagerness: Eagerness) -> None:
    done = {
        Eagerness.OFF: set(),
        Eagerness.CONSERVATIVE: {"summary", "image"},
        Eagerness.BALANCED: {"summary", "image", "definitions", "links"},
        Eagerness.EAGER: {"summary", "image", "definitions", "links", "rows"},
    }[eagerness]
    async with at_home(tmp_path, placing) as home:
        await home.level(eagerness)
        await with_places(home)
        async with home.running():
            doc = await home.add(PLACES, "places.md")
            image = await an_image(home)
            await home.client.run(CreateTable(name="books", columns=(NewColumn("title"),)))
            await home.settled()
            found = {
                "summary": bool(await home.summary(doc)),
                "image": bool(await home.summary(image)),
                "definitions": bool((await home.table("books")).definition),
                "links": bool(await home.mentions(doc)),
                "rows": len(await home.rows("places")) > 1,
            }
    assert {what for what, is_done in found.items() if is_done} == done
    assert home.said == []


async def test_an_end_in_every_request_costs_that_request_and_nothing_is_done_twice(tmp_path: Path) -> None:
    kinds = ("Summarise a document", "really means", "describe objects")
    broken: set[str] = set()

    def answer(asked: Asked) -> Turn:
        kind = next(kind for kind in kinds if is_about(asked, kind))
        if kind in broken:
            return placing(asked)
        broken.add(kind)
        return [hold()]

    async with at_home(tmp_path, answer) as home:
        await home.level(Eagerness.EAGER)
        await with_places(home)
        await home.client.run(InsertRow(table="people", values={"name": "Plant"}))
        async with home.running():
            doc = await home.add(PLACES.replace("plant", "Plant"), "places.md")
            await home.wire.until_asked(1)
        for asked in (2 + 1, 4 + 1):
            async with home.running():
                await home.wire.until_asked(asked)
        async with home.running():
            await home.settled()
        assert len(home.wire.asked) == 6
        assert await home.mentions(doc) == {"Ada Lovelace", "Plant"}
        assert [row.values["name"] for row in await home.rows("places")] == ["bodø", "Tromsø"]
        changes = await home.by_assistant()
        assert [change.action for change in changes] == ["file.update", "link.add", "link.add", "row.insert"]
        assert len({change.group_id for change in changes}) == 1
        await home.client.run(Undo(change_id=changes[0].group_id))
        assert (await home.summary(doc), await home.mentions(doc)) == ("", set())
        assert [row.values["name"] for row in await home.rows("places")] == ["bodø"]
