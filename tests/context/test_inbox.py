"""The inbox: what an agent drops there is taken once, with a receipt, or says why it is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lattice.actions import DeleteRow, GetRow, ListRows, ReadFile
from lattice.client import LocalClient
from lattice.context import NoteKind, render, take_back
from lattice.model.context import ContextRules
from lattice.model.files import file_of
from tests.context.places import RULES, add, client, kinds, rows, save, seq, tree

__all__ = ["client", "tree"]


async def test_a_note_that_names_a_table_becomes_a_row_with_a_receipt(
    client: LocalClient, tree: Path
) -> None:
    save(tree / "inbox/met-bob.md", "---\ntable: People\nname: Bob\nage: 41\n---\n\nMet at the *fair*.\n")
    taken = await take_back(client, tree, RULES)
    assert kinds(taken) == [NoteKind.ADDED]
    (row,) = await rows(client)
    assert row.values == {"name": "Bob", "city": None, "age": 41, "notes": "Met at the *fair*.", "boss": None}
    assert (row.source, row.created_by) == ("inbox/met-bob.md", "human:ada")
    assert sorted(p.name for p in (tree / "inbox").rglob("*.md")) == ["met-bob.md", "met-bob.receipt.md"]
    receipt = (tree / "inbox/done/met-bob.receipt.md").read_text()
    assert f'id: "{row.id}"' in receipt
    assert f"lattice://people/{row.id}" in receipt
    await render(client, tree, RULES)
    assert (await take_back(client, tree, RULES)).notes == ()


async def test_a_note_that_names_no_table_becomes_a_file_of_strangers(
    client: LocalClient, tree: Path
) -> None:
    save(tree / "inbox/found.md", "---\ntitle: What I found\nsummary: Short\n---\n\n# Found\n\nMuch.\n")
    save(tree / "inbox/plain.md", "Only words.")
    await take_back(client, tree, RULES)
    found = [file_of(r) for r in (await client.run(ListRows(table="_files"))).value.rows]
    assert sorted((f.name, f.title, f.summary, f.untrusted, f.source) for f in found) == [
        ("found.md", "What I found", "Short", True, "inbox/found.md"),
        ("plain.md", "", "", True, "inbox/plain.md"),
    ]
    texts = {f.name: (await client.run(ReadFile(id=f.id))).value.text for f in found}
    assert texts == {"found.md": "# Found\n\nMuch.\n", "plain.md": "Only words."}


async def test_a_note_whose_taking_was_cut_off_before_it_was_put_away_is_taken_once(
    client: LocalClient, tree: Path
) -> None:
    notes = {"a.md": "---\ntable: people\n---\n# Bob\n", "b.md": "words"}
    for name, text in notes.items():
        save(tree / "inbox" / name, text)
    await take_back(client, tree, RULES)
    before = await seq(client)
    # as a kill between the change and the move leaves it
    shutil.rmtree(tree / "inbox/done")
    for name, text in notes.items():
        save(tree / "inbox" / name, text)
    await take_back(client, tree, RULES)
    assert await seq(client) == before
    assert len(await rows(client)) == 1
    assert (tree / "inbox/done/a.receipt.md").exists()
    assert (tree / "inbox/done/b.receipt.md").exists()
    assert not list((tree / "inbox").glob("*.md"))


async def test_a_note_of_the_same_name_with_other_words_is_another_note(
    client: LocalClient, tree: Path
) -> None:
    for n in range(3):
        save(tree / "inbox/note.md", f"---\ntable: people\nname: N{n}\n---\n")
        await take_back(client, tree, RULES)
    assert sorted(r.values["name"] for r in await rows(client)) == ["N0", "N1", "N2"]
    assert len(list((tree / "inbox/done").glob("note*.receipt.md"))) == 3


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("---\ntable: nowhere\n---\n", "nowhere"),
        ("---\ntable: people\nshoe: 3\n---\n", "no column 'shoe'"),
        ("---\ntable: people\nage: old\n---\n", "not a whole number"),
        ("---\ntable: people\nboss: Ada\n---\n", "neither the id nor the name"),
        ("---\ntable: _files\n---\n", "table of Lattice"),
        ("---\ntable: people\nid: 01ARZ3NDEKTSV4RRFFQ69G5FAV\n---\n", "cannot say"),
        ("---\ntable: people\nname: x", "no second"),
        ("---\n&a [*a]: [1\n---\n", "Anchors"),
    ],
)
async def test_a_note_that_cannot_be_taken_stays_and_says_why_beside(
    client: LocalClient, tree: Path, text: str, reason: str
) -> None:
    note = tree / "inbox/note.md"
    save(note, text)
    before = await seq(client)
    assert kinds(await take_back(client, tree, RULES)) == [NoteKind.UNREADABLE]
    assert note.read_text() == text
    assert reason in (tree / "inbox/note.error.md").read_text().replace("\\", "")
    assert await seq(client) == before
    save(note, "---\ntable: people\nname: Bob\n---\n")
    assert kinds(await take_back(client, tree, RULES)) == [NoteKind.ADDED]
    assert not (tree / "inbox/note.error.md").exists()


async def test_the_error_of_a_note_that_was_taken_away_goes_too(client: LocalClient, tree: Path) -> None:
    save(tree / "inbox/note.md", "---\ntable: nowhere\n---\n")
    await take_back(client, tree, RULES)
    (tree / "inbox/note.md").unlink()
    await take_back(client, tree, RULES)
    assert not list((tree / "inbox").glob("*.md"))


async def test_a_note_dropped_again_after_its_row_went_to_the_trash_says_so(
    client: LocalClient, tree: Path
) -> None:
    text = "---\ntable: people\nname: Bob\n---\n"
    save(tree / "inbox/note.md", text)
    await take_back(client, tree, RULES)
    (row,) = await rows(client)
    await client.run(DeleteRow(table="people", id=row.id))
    (tree / "inbox/done/note.receipt.md").unlink()
    save(tree / "inbox/note.md", text)
    await take_back(client, tree, RULES)
    assert "in the trash" in (tree / "inbox/done/note.receipt.md").read_text()
    assert (await client.run(GetRow(table="people", id=row.id))).value.deleted_at


async def test_the_inbox_can_be_turned_off(client: LocalClient, tree: Path) -> None:
    save(tree / "inbox/note.md", "words")
    await add(client, name="Ada")
    assert (await take_back(client, tree, ContextRules(inbox=False))).notes == ()
    assert (tree / "inbox/note.md").exists()
