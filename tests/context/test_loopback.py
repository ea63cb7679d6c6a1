"""The way back: an edit of the tree is a change of the workspace, once, and no text is ever lost."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lattice.actions import (
    AddFile,
    AddLink,
    CompareVersions,
    CreateArtifact,
    CreateTable,
    DeleteRow,
    GetRow,
    InsertRow,
    ListEvents,
    ListRows,
    ReadFile,
    Undo,
    UpdateArtifact,
    UpdateRow,
)
from lattice.client import LocalClient, create_local
from lattice.context import NoteKind, render, take_back
from lattice.context.page import RowPage, write_page
from lattice.model.context import ContextRules
from lattice.model.schema import NewColumn, Table
from lattice.model.values import ColumnType, Value, canonical_json
from tests.context.places import ADA, RULES, add, around, change, client, get, kinds, rows, save, seq, tree
from tests.context.trees import files_in, the_page
from tests.context.values import VALUES

__all__ = ["client", "tree"]


async def test_an_edit_of_front_matter_and_body_is_one_change_that_can_be_undone(
    client: LocalClient, tree: Path
) -> None:
    ada = await add(client, name="Ada", city="London", notes="Likes *tea*.")
    await render(client, tree, RULES)
    page = the_page(tree, "ada")
    change(page, 'city: "London"', "city: Paris # moved")
    change(page, "Likes *tea*.", "Likes *tea*.\n\n## Work\n\nEngines.")
    before = await seq(client)
    taken = await around(client, tree)
    assert kinds(taken) == [NoteKind.CHANGED]
    row = await get(client, ada)
    assert row.values["city"] == "Paris"
    assert row.values["notes"] == "Likes *tea*.\n\n## Work\n\nEngines."
    assert row.values["age"] is None
    assert await seq(client) == before + 1
    (event,) = (await client.run(ListEvents(row_id=ada, limit=1))).value.events
    assert event.actor == "human:ada"
    assert event.after is not None
    assert set(event.after) == {"_version", "city", "notes"}
    assert "version: 2" in page.read_text()
    await client.run(Undo(change_id=taken.notes[0].change_id))
    await around(client, tree)
    assert "London" in page.read_text()


async def test_a_tree_that_nobody_edited_changes_nothing_and_is_not_touched(
    client: LocalClient, tree: Path
) -> None:
    ada = await add(client, name="Ada", notes="\n```\nopen\r\n", city="---")
    bob = await add(client, name="Bob", boss=ada)
    await client.run(AddLink(table="people", id=ada, to_table="people", to_id=bob, name="knows"))
    await client.run(CreateArtifact(title="Plan", text="# Plan\r\n\nGo.\n\n"))
    await client.run(AddFile(name="a.txt", text="some\ntext"))
    await render(client, tree, RULES)
    before, files = await seq(client), files_in(tree)
    assert (await around(client, tree)).notes == ()
    # also when every file looks as if it had been saved again
    for path in tree.rglob("*.md"):
        path.touch()
        os.utime(path, ns=(1, 1))
    assert (await around(client, tree)).notes == ()
    assert await seq(client) == before
    assert files_in(tree) == files


def test_editing_any_field_of_any_type_is_what_row_update_does(tmp_path: Path) -> None:
    columns = tuple(
        NewColumn(type_.value, type_, "all" if type_ is ColumnType.REFERENCE else None)
        for type_ in ColumnType
    )
    folder = tmp_path / "tree"
    with asyncio.Runner() as runner:
        client = runner.run(create_local(tmp_path / "w.lattice", name="T", caller=ADA))
        table = runner.run(client.run(CreateTable(name="all", columns=columns))).value
        targets = [
            runner.run(client.run(InsertRow(table="all", values={"text": "target"}))).value.id
            for _ in range(2)
        ]
        values = {**VALUES, ColumnType.REFERENCE: st.sampled_from(targets)}
        each = {t.value: st.one_of(st.none(), values[t]) for t in ColumnType}
        whole, some = st.fixed_dictionaries(each), st.fixed_dictionaries({}, optional=each)

        @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
        @given(whole, some)
        def law(first: dict[str, Value], edit: dict[str, Value]) -> None:
            runner.run(_law(client, folder, table, first, edit))

        law()
        runner.run(client.close())


async def _law(
    client: LocalClient, folder: Path, table: Table, first: dict[str, Value], edit: dict[str, Value]
) -> None:
    edited = (await client.run(InsertRow(table="all", values=first))).value
    twin = (await client.run(InsertRow(table="all", values=first))).value
    await render(client, folder, RULES)
    (page,) = (p for p in folder.rglob("*.md") if f'id: "{edited.id}"' in p.read_text(encoding="utf-8"))
    wanted = msgspec.structs.replace(edited, values={**edited.values, **edit})
    title = next(line[2:] for line in page.read_text(encoding="utf-8").split("\n") if line.startswith("# "))
    text = write_page(RowPage(table, wanted, "x", chars=10**6)).replace("\n# x\n", f"\n# {title}\n", 1)
    save(page, text)
    before = await seq(client)
    taken = await around(client, folder)
    assert not taken.open, taken
    now = (await client.run(GetRow(table="all", id=edited.id))).value
    moved = await seq(client) - before
    other = (await client.run(UpdateRow(table="all", id=twin.id, values=edit))).value
    assert canonical_json(now.values) == canonical_json(other.values)
    assert now.version == other.version
    assert moved == (await seq(client)) - before - moved


async def test_others_changes_of_other_columns_are_kept(client: LocalClient, tree: Path) -> None:
    ada = await add(client, name="Ada", city="London", age=36)
    await render(client, tree, RULES)
    change(the_page(tree, "ada"), "age: 36", "age: 37")
    await client.run(UpdateRow(table="people", id=ada, values={"city": "Paris"}))
    assert kinds(await around(client, tree)) == [NoteKind.CHANGED]
    assert {k: v for k, v in (await get(client, ada)).values.items() if v} == {
        "name": "Ada",
        "city": "Paris",
        "age": 37,
    }


async def test_both_sides_of_a_conflict_stand_beside_the_page_until_it_is_settled(
    client: LocalClient, tree: Path
) -> None:
    ada = await add(client, name="Ada", city="London", age=36)
    await render(client, tree, RULES)
    page = the_page(tree, "ada")
    change(page, "London", "Rome ``` # x")
    change(page, "age: 36", "age: 99")
    await client.run(UpdateRow(table="people", id=ada, values={"city": "Paris"}))
    before = await seq(client)
    taken = await around(client, tree)
    assert kinds(taken) == [NoteKind.CONFLICT]
    assert await seq(client) == before
    beside = page.with_name(page.stem + ".conflict.md")
    said = beside.read_text()
    for words in ("London", "Paris", "Rome ``` # x", "age: 99", "human:ada"):
        assert words in said
    assert 'city: "Paris"' in page.read_text()
    assert (await around(client, tree)).notes == ()
    assert beside.exists()
    change(page, 'city: "Paris"', "city: Rome")
    assert kinds(await around(client, tree)) == [NoteKind.CHANGED]
    assert not beside.exists()
    assert (await get(client, ada)).values["city"] == "Rome"


async def test_two_conflicts_of_one_page_are_both_kept(client: LocalClient, tree: Path) -> None:
    ada = await add(client, name="Ada", city="London")
    await render(client, tree, RULES)
    page = the_page(tree, "ada")
    stale = page.read_text()
    await client.run(UpdateRow(table="people", id=ada, values={"city": "Paris"}))
    for city in ("Rome", "Oslo", "Rome"):
        save(page, stale.replace("London", city))
        assert kinds(await around(client, tree)) == [NoteKind.CONFLICT]
    beside = sorted(p.name for p in tree.rglob("*.conflict*.md"))
    assert beside == [f"{page.stem}.conflict-2.md", f"{page.stem}.conflict.md"]


async def test_an_editor_that_saves_what_it_once_read_again_and_again_meets_no_conflict_with_itself(
    client: LocalClient, tree: Path
) -> None:
    ada = await add(client, name="Ada", city="London", notes="a")
    await render(client, tree, RULES)
    page = the_page(tree, "ada")
    read = page.read_text()
    for notes in ("ab", "abc", "abcd"):
        save(page, read.replace("\n\na\n\n", f"\n\n{notes}\n\n"))
        assert kinds(await around(client, tree)) == [NoteKind.CHANGED]
    assert (await get(client, ada)).values["notes"] == "abcd"
    # what others changed meanwhile stays, and clashes only where both wrote
    await client.run(UpdateRow(table="people", id=ada, values={"city": "Paris"}))
    save(page, read.replace("\n\na\n\n", "\n\nabcde\n\n"))
    assert kinds(await around(client, tree)) == [NoteKind.CHANGED]
    assert (await get(client, ada)).values["city"] == "Paris"
    await client.run(UpdateRow(table="people", id=ada, values={"notes": "theirs"}))
    save(page, read.replace("\n\na\n\n", "\n\nabcdef\n\n"))
    assert kinds(await around(client, tree)) == [NoteKind.CONFLICT]
    assert (await get(client, ada)).values["notes"] == "theirs"


BROKEN = {
    "age: 36": "age: old",
    'city: "London"': "city: [",
    "version: 1": "version: 9",
    "table: people": "table: _files",
    "columns:": "columns:\n  shoe: 3",
    "# Ada": "# Ada\n\nwords that belong nowhere",
    "<!-- lattice:end c4 -->": "",
    "boss:": "boss: 01ARZ3NDEKTSV4RRFFQ69G5FAV",
}


@pytest.mark.parametrize("old", list(BROKEN))
async def test_an_edit_that_cannot_be_taken_stays_and_says_why_beside(
    client: LocalClient, tree: Path, old: str
) -> None:
    ada = await add(client, name="Ada", city="London", age=36, notes="x")
    await render(client, tree, RULES)
    page = the_page(tree, "ada")
    good = page.read_text()
    change(page, old, BROKEN[old])
    saved = page.read_bytes()
    before = await seq(client)
    for _ in range(2):
        taken = await around(client, tree)
        assert kinds(taken) == [NoteKind.UNREADABLE]
        assert page.read_bytes() == saved
    assert await seq(client) == before
    beside = page.with_name(page.stem + ".error.md")
    assert "could not be taken" in beside.read_text()
    # the row may change meanwhile, and nothing is written over the edit
    await client.run(UpdateRow(table="people", id=ada, values={"age": 40}))
    await around(client, tree)
    assert page.read_bytes() == saved
    save(page, good.replace("London", "Rome"))
    assert kinds(await around(client, tree)) == [NoteKind.CHANGED]
    assert not beside.exists()
    row = await get(client, ada)
    assert (row.values["city"], row.values["age"]) == ("Rome", 40)


async def test_a_page_that_says_it_is_another_row_is_refused(client: LocalClient, tree: Path) -> None:
    ada, bob = await add(client, name="Ada"), await add(client, name="Bob")
    await render(client, tree, RULES)
    save(the_page(tree, "ada"), the_page(tree, "bob").read_text().replace('"Bob"', '"Eve"'))
    assert kinds(await around(client, tree)) == [NoteKind.UNREADABLE]
    assert {(await get(client, i)).values["name"] for i in (ada, bob)} == {"Ada", "Bob"}


async def test_a_copy_of_a_page_becomes_a_row_only_without_its_id(client: LocalClient, tree: Path) -> None:
    await add(client, name="Ada", city="London")
    await render(client, tree, RULES)
    page = the_page(tree, "ada")
    copy = page.with_name("eve.md")
    save(copy, page.read_text().replace('"Ada"', '"Eve"').replace("# Ada", "# Eve"))
    assert kinds(await around(client, tree)) == [NoteKind.UNREADABLE]
    text = "".join(line for line in copy.read_text().splitlines(True) if not line.startswith("id:"))
    save(copy, text)
    assert kinds(await around(client, tree)) == [NoteKind.ADDED]
    assert sorted(r.values["name"] for r in await rows(client)) == ["Ada", "Eve"]
    assert {r.values["city"] for r in await rows(client)} == {"London"}
    assert not copy.exists()
    assert not list(tree.rglob("*.error.md"))


async def test_a_page_under_another_name_is_the_same_row(client: LocalClient, tree: Path) -> None:
    ada = await add(client, name="Ada", city="London")
    await render(client, tree, RULES)
    page = the_page(tree, "ada")
    other = page.with_name("lovelace.md")
    page.rename(other)
    change(other, "London", "Paris")
    taken = await around(client, tree, ContextRules(delete=True))
    assert kinds(taken) == [NoteKind.CHANGED]
    assert (await get(client, ada)).values["city"] == "Paris"
    assert page.exists()
    assert not other.exists()
    assert len(await rows(client)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Bob\n\nMet him.\n", {"name": "Bob", "notes": "Met him."}),
        ("just words", {"name": "bob b", "notes": "just words"}),
        ("---\nname: Bob\nage: 7\n---\n", {"name": "Bob", "age": 7}),
        ("---\ncolumns:\n  Name: Bob\n---\n# Other\n", {"name": "Bob", "notes": "# Other"}),
        ("\ufeff---\r\nage: 7\r\n---\r\n\r\nHi\r\n", {"name": "bob b", "age": 7, "notes": "Hi"}),
    ],
)
async def test_a_new_file_in_a_tables_folder_becomes_a_row(
    client: LocalClient, tree: Path, text: str, expected: dict[str, Value]
) -> None:
    await render(client, tree, RULES)
    save(tree / "tables/people/bob-b.md", text)
    assert kinds(await around(client, tree)) == [NoteKind.ADDED]
    (row,) = await rows(client)
    assert {k: v for k, v in row.values.items() if v is not None} == expected
    assert not (tree / "tables/people/bob-b.md").exists()
    assert len(list((tree / "tables/people").glob("*.md"))) == 2
    assert (await around(client, tree)).notes == ()
    # an editor that is still open saves it once more
    save(tree / "tables/people/bob-b.md", f"{text.rstrip()}\n")
    await around(client, tree)
    assert len(await rows(client)) == 1


async def test_new_files_beside_files_and_artifacts_become_such(client: LocalClient, tree: Path) -> None:
    await render(client, tree, RULES)
    save(tree / "artifacts/plan.md", "# The plan\n\nGo.\n")
    save(tree / "files/raw.md", "---\nlayout: post\n---\n\nHello\n")
    assert kinds(await around(client, tree)) == [NoteKind.ADDED] * 2
    found = (await client.run(ListRows(table="_files", sort=("name",)))).value.rows
    assert [(r.values["name"], r.values["kind"]) for r in found] == [
        ("plan.md", "artifact"),
        ("raw.md", "stored"),
    ]
    texts = [(await client.run(ReadFile(id=r.id))).value.text for r in found]
    assert texts == ["# The plan\n\nGo.\n", "---\nlayout: post\n---\n\nHello\n"]
    assert (await around(client, tree)).notes == ()


async def test_an_artifacts_text_comes_back_as_a_version_and_a_files_does_not(
    client: LocalClient, tree: Path
) -> None:
    plan = (await client.run(CreateArtifact(title="Plan", text="# Plan\n\nGo.\n"))).value.id
    kept = (await client.run(AddFile(name="raw.txt", text="as it came"))).value.row.id
    await render(client, tree, RULES)
    change(the_page(tree, "plan"), "Go.", "Go on.\n\n<!-- lattice:end text -->".replace("<", "\\<"))
    raw = next(p for p in tree.rglob("raw*.md"))
    change(raw, "as it came", "as I like it")
    taken = await around(client, tree)
    assert sorted(kinds(taken)) == [NoteKind.CHANGED, NoteKind.RESTORED]
    text = (await client.run(ReadFile(id=plan))).value.text
    assert text == "# Plan\n\nGo on.\n\n<!-- lattice:end text -->\n"
    assert (await client.run(CompareVersions(id=plan, before=1))).value.added
    assert (await client.run(ReadFile(id=kept))).value.text == "as it came"
    assert "as it came" in raw.read_text()
    assert "as I like it" in raw.with_name(raw.stem + ".conflict.md").read_text()


async def test_a_heading_that_is_changed_changes_the_label(client: LocalClient, tree: Path) -> None:
    ada = await add(client, name="Ada *x*")
    plan = (await client.run(CreateArtifact(title="Plan", text="x"))).value.id
    await render(client, tree, RULES)
    change(the_page(tree, "ada-x"), "# Ada \\*x\\*", "# Ada \\*y\\*")
    change(the_page(tree, "plan"), "# Plan", "# Better plan")
    assert kinds(await around(client, tree)) == [NoteKind.CHANGED] * 2
    assert (await get(client, ada)).values["name"] == "Ada *y*"
    assert (await get(client, plan, "_files")).values["title"] == "Better plan"


async def test_pages_that_lattice_makes_come_back_and_what_was_written_there_is_kept(
    client: LocalClient, tree: Path
) -> None:
    await add(client, name="Ada")
    await render(client, tree, RULES)
    before = files_in(tree)
    for path in ("INDEX.md", "RECENT.md", "tables/people/INDEX.md"):
        save(tree / path, "# my own index\n")
    assert kinds(await around(client, tree)) == [NoteKind.RESTORED] * 3
    after = files_in(tree)
    assert {k: v for k, v in after.items() if k in before} == before
    kept = [v for k, v in after.items() if k not in before]
    assert len(kept) == 3
    assert all(b"# my own index" in v for v in kept)
    assert (await around(client, tree)).notes == ()


async def test_text_that_is_cut_is_not_taken_back_and_never_shortens_the_row(
    client: LocalClient, tree: Path
) -> None:
    rules = ContextRules(row_chars=300)
    ada = await add(client, name="Ada", city="London", notes="word " * 1000)
    await render(client, tree, rules)
    page = the_page(tree, "ada")
    change(page, "London", "Paris")
    assert kinds(await around(client, tree, rules)) == [NoteKind.CHANGED]
    save(page, page.read_text().replace("word", "sword", 1).replace("Paris", "Rome"))
    taken = await around(client, tree, rules)
    assert kinds(taken) == [NoteKind.CHANGED]
    assert "notes" in taken.notes[0].message
    row = await get(client, ada)
    assert (row.values["city"], row.values["notes"]) == ("Rome", "word " * 1000)
    assert "sword" in page.with_name(page.stem + ".conflict.md").read_text()


async def test_a_deleted_page_comes_back_unless_the_rules_say_otherwise(
    client: LocalClient, tree: Path
) -> None:
    ada, bob = await add(client, name="Ada"), await add(client, name="Bob")
    await render(client, tree, RULES)
    the_page(tree, "ada").unlink()
    before = await seq(client)
    await around(client, tree)
    assert await seq(client) == before
    assert the_page(tree, "ada").exists()
    the_page(tree, "bob").unlink()
    taken = await around(client, tree, ContextRules(delete=True))
    assert kinds(taken) == [NoteKind.DELETED]
    assert (await get(client, bob)).deleted_at
    assert (await get(client, ada)).deleted_at is None
    assert not list(tree.rglob("bob-*.md"))


async def test_a_folder_that_vanishes_deletes_no_rows(client: LocalClient, tree: Path) -> None:
    await add(client, name="Ada")
    await render(client, tree, ContextRules(delete=True))
    before, files = await seq(client), files_in(tree)
    for path in (tree / "tables/people").iterdir():
        path.unlink()
    (tree / "tables/people").rmdir()
    await around(client, tree, ContextRules(delete=True))
    assert await seq(client) == before
    assert files_in(tree) == files


async def test_an_edit_of_a_row_that_went_to_the_trash_is_kept(client: LocalClient, tree: Path) -> None:
    ada = await add(client, name="Ada", city="London")
    await render(client, tree, RULES)
    page = the_page(tree, "ada")
    change(page, "London", "Paris")
    await client.run(DeleteRow(table="people", id=ada))
    assert kinds(await around(client, tree)) == [NoteKind.CONFLICT]
    assert not page.exists()
    assert "Paris" in page.with_name(page.stem + ".conflict.md").read_text()


@pytest.mark.parametrize(
    "name",
    [".ada.md.swp", "4913", "ada.md~", "#ada.md#", ".hidden.md", "notes.txt", "ada.md.tmp"],
)
async def test_what_editors_leave_behind_is_no_row(client: LocalClient, tree: Path, name: str) -> None:
    await render(client, tree, RULES)
    save(tree / "tables/people" / name, "# Bob\n")
    assert (await around(client, tree)).notes == ()
    assert await rows(client) == []


async def test_links_to_elsewhere_are_not_followed(client: LocalClient, tree: Path, tmp_path: Path) -> None:
    ada = await add(client, name="Ada")
    await render(client, tree, RULES)
    (tmp_path / "secret.md").write_text("# Secret\n")
    (tree / "tables/people/secret.md").symlink_to(tmp_path / "secret.md")
    (tree / "inbox").symlink_to(tmp_path)
    page = the_page(tree, "ada")
    stolen = page.read_text().replace('"Ada"', '"Eve"')
    page.unlink()
    (tmp_path / "edited.md").write_text(stolen)
    page.symlink_to(tmp_path / "edited.md")
    await take_back(client, tree, RULES)
    assert [r.values["name"] for r in await rows(client)] == ["Ada"]
    assert (await get(client, ada)).version == 1
    assert (tmp_path / "secret.md").exists()


async def test_a_file_too_large_and_one_that_is_no_text_are_refused_with_words(
    client: LocalClient, tree: Path
) -> None:
    await render(client, tree, RULES)
    large = tree / "tables/people/large.md"
    with large.open("wb") as file:
        file.truncate(20_000_000)
    other = tree / "tables/people/other.md"
    other.write_bytes(b"# Caf\xe9\n")
    for path in (large, other):
        os.utime(path, ns=(1, 1))
    taken = await around(client, tree)
    assert sorted(n.message.split(".")[0] for n in taken.notes) == [
        "It is larger than 16 MB",
        "It is not UTF-8 text (line 1)",
    ]
    assert await rows(client) == []


async def test_text_of_editors_that_write_other_line_ends_is_the_same_text(
    client: LocalClient, tree: Path
) -> None:
    ada = await add(client, name="Ada", notes="one\n\ntwo", city="London")
    await render(client, tree, RULES)
    page = the_page(tree, "ada")
    save(page, page.read_text().replace("London", "Paris").replace("\n", "\r\n"))
    assert kinds(await around(client, tree)) == [NoteKind.CHANGED]
    assert (await get(client, ada)).values["notes"] == "one\n\ntwo"


async def test_a_lost_manifest_loses_no_edit_and_makes_no_row_twice(client: LocalClient, tree: Path) -> None:
    ada = await add(client, name="Ada", city="London")
    await add(client, name="Bob")
    await render(client, tree, RULES)
    change(the_page(tree, "ada"), "London", "Paris")
    (tree / ".lattice/manifest.db").unlink()
    await around(client, tree)
    await around(client, tree)
    assert (await get(client, ada)).values["city"] == "Paris"
    assert len(await rows(client)) == 2
    assert not list(tree.rglob("*.error.md"))


@pytest.mark.parametrize(
    "written", ["Ada", '"Ada"', "ADA_PAGE", "../people/ADA_PAGE.md", "lattice://people/ADA_ID", "ada_id"]
)
async def test_a_reference_may_be_written_by_name(client: LocalClient, tree: Path, written: str) -> None:
    ada, bob = await add(client, name="Ada"), await add(client, name="Bob")
    await render(client, tree, RULES)
    written = written.replace("ADA_PAGE", the_page(tree, "ada").stem)
    written = written.replace("ADA_ID", ada).replace("ada_id", ada.lower())
    change(the_page(tree, "bob"), "  boss:", f"  boss: {written}")
    assert kinds(await around(client, tree)) == [NoteKind.CHANGED]
    assert (await get(client, bob)).values["boss"] == ada


async def test_a_name_that_several_rows_have_is_no_reference(client: LocalClient, tree: Path) -> None:
    await add(client, name="Ada")
    await add(client, name="Ada")
    await render(client, tree, RULES)
    save(tree / "tables/people/bob.md", "---\nname: Bob\nboss: Ada\n---\n")
    taken = await around(client, tree)
    assert kinds(taken) == [NoteKind.UNREADABLE]
    assert "several rows" in taken.notes[0].message


async def test_an_editor_that_is_open_while_its_page_gets_another_name_goes_on_with_the_same_row(
    client: LocalClient, tree: Path
) -> None:
    ada = await add(client, name="Ada", city="London")
    await render(client, tree, RULES)
    page = the_page(tree, "ada")
    read = page.read_text()
    save(page, read.replace('"Ada"', '"Augusta"'))
    await around(client, tree)
    assert not page.exists()
    for city in ("Paris", "Rome"):
        save(page, read.replace('"Ada"', '"Augusta"').replace("London", city))
        assert kinds(await around(client, tree)) == [NoteKind.CHANGED]
        assert (await get(client, ada)).values["city"] == city
        assert not page.exists()
    assert len(await rows(client)) == 1
    assert "Rome" in the_page(tree, "augusta").read_text()


async def test_a_new_file_where_no_table_is_says_so(client: LocalClient, tree: Path) -> None:
    await render(client, tree, RULES)
    save(tree / "tables/peple/bob.md", "# Bob")
    save(tree / "my own.md", "# Mine")
    assert kinds(await around(client, tree)) == [NoteKind.UNREADABLE]
    assert "people" in (tree / "tables/peple/bob.error.md").read_text()
    assert (tree / "my own.md").read_text() == "# Mine"


async def test_an_artifact_keeps_what_others_wrote_into_it_while_its_title_was_edited(
    client: LocalClient, tree: Path
) -> None:
    plan = (await client.run(CreateArtifact(title="Plan", text="one\n"))).value.id
    await render(client, tree, RULES)
    page = the_page(tree, "plan")
    change(page, 'title: "Plan"', 'title: "Better"')
    await client.run(UpdateArtifact(id=plan, text="two\n"))
    assert kinds(await around(client, tree)) == [NoteKind.CHANGED]
    assert (await get(client, plan, "_files")).values["title"] == "Better"
    assert (await client.run(ReadFile(id=plan))).value.text == "two\n"
    change(page, "\n\ntwo\n", "\n\nthree\n")
    await client.run(UpdateArtifact(id=plan, text="four\n"))
    assert kinds(await around(client, tree)) == [NoteKind.CONFLICT]
    (beside,) = tree.rglob("*.conflict.md")
    assert all(word in beside.read_text() for word in ("two", "three", "four"))
    assert (await client.run(ReadFile(id=plan))).value.text == "four\n"


async def test_a_heading_that_is_saved_again_and_again_is_one_label(client: LocalClient, tree: Path) -> None:
    ada = await add(client, name="Ada", city="London")
    await render(client, tree, RULES)
    page = the_page(tree, "ada")
    read = page.read_text().replace("# Ada", "# Augusta *Ada*")
    for city in ("London", "Paris"):
        save(page, read.replace("London", city))
        assert kinds(await around(client, tree)) == [NoteKind.CHANGED]
        row = await get(client, ada)
        assert (row.values["name"], row.values["city"]) == ("Augusta *Ada*", city)
