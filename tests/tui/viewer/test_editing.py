"""Writing in a file: saved as a version, kept as a draft, never over somebody else's words unasked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from lattice.actions import CreateArtifact, ReadFile, UpdateArtifact
from lattice.client import Client
from lattice.ingest.files import add_bytes, add_path
from lattice.tui.widgets.pane import Pane
from lattice.tui.widgets.viewer import FileView
from tests.tui.viewer.viewer_screens import Seen, viewing, workspace

TEXT = "# Plan\n\nOne thing.\n"


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    async with workspace(tmp_path) as client:
        yield client


async def artifact(client: Client, text: str = TEXT) -> str:
    return (await client.run(CreateArtifact(title="Plan", text=text))).value.id


async def text_of(client: Client, file_id: str) -> str:
    return (await client.run(ReadFile(id=file_id))).value.text


async def writing(seen: Seen) -> None:
    await seen.press("e")
    await seen.until(lambda: seen.view.showing.writing, "the editor")
    await seen.sees("^s saves")


async def test_what_is_written_is_saved_as_a_version_that_can_be_undone(client: Client) -> None:
    file_id = await artifact(client)
    async with viewing(client, file_id) as seen:
        await writing(seen)
        await seen.type("New ")
        await seen.press("ctrl+s")
        await seen.until(lambda: not seen.view.showing.writing, "saved")
        await seen.sees("New # Plan", "v2")
        assert seen.app.last(FileView.Edited).file_id == file_id
        assert seen.app.last(Pane.Done).outcome.change_id
        assert seen.app.bench.drafts == {}
    assert await text_of(client, file_id) == f"New {TEXT}"


async def test_leaving_keeps_a_draft_that_is_offered_again(client: Client) -> None:
    file_id = await artifact(client)
    async with viewing(client, file_id) as seen:
        await writing(seen)
        await seen.type("draft ")
        await seen.press("escape")
        await seen.until(lambda: not seen.view.showing.writing, "left")
        assert seen.app.bench.drafts[f"file:{file_id}"]["text"] == f"draft {TEXT}"
        await seen.press("e")
        await seen.sees("There is a draft")
        await seen.press("enter")
        await seen.until(lambda: seen.view.showing.writing, "the editor")
        await seen.sees("draft # Plan")
    assert await text_of(client, file_id) == TEXT


async def test_what_somebody_else_wrote_meanwhile_is_not_overwritten_unasked(client: Client) -> None:
    file_id = await artifact(client)
    async with viewing(client, file_id) as seen:
        await writing(seen)
        await client.run(UpdateArtifact(id=file_id, text="theirs\n"))
        await seen.type("mine ")
        await seen.press("ctrl+s")
        await seen.sees("Changed meanwhile", "Go on writing", "Save mine", "Keep theirs")
        await seen.press("enter")
        await seen.until(lambda: "Changed meanwhile" not in seen.text, "answered")
        assert seen.view.showing.writing
        assert await text_of(client, file_id) == "theirs\n"
        await seen.press("ctrl+s")
        await seen.sees("Save mine")
        await seen.press("down", "enter")
        await seen.until(lambda: not seen.view.showing.writing, "saved")
    assert await text_of(client, file_id) == f"mine {TEXT}"


async def test_keeping_theirs_keeps_mine_as_a_draft(client: Client) -> None:
    file_id = await artifact(client)
    async with viewing(client, file_id) as seen:
        await writing(seen)
        await client.run(UpdateArtifact(id=file_id, text="theirs\n"))
        await seen.type("mine ")
        await seen.press("ctrl+s")
        await seen.sees("Keep theirs")
        await seen.press("down", "down", "enter")
        await seen.until(lambda: not seen.view.showing.writing, "closed")
        await seen.sees("theirs")
        assert seen.app.bench.drafts[f"file:{file_id}"]["text"] == f"mine {TEXT}"


async def test_a_change_by_somebody_else_does_not_disturb_the_one_who_writes(client: Client) -> None:
    file_id = await artifact(client)
    async with viewing(client, file_id) as seen:
        await writing(seen)
        await seen.type("mine ")
        await client.run(UpdateArtifact(id=file_id, text="theirs\n"))
        seen.view.reopen()
        await seen.sees("v2", "mine # Plan")


async def test_controls_in_a_text_come_back_as_they_were(client: Client) -> None:
    text = "a\x1b[31mb\u202ec\n"
    file_id = await artifact(client, text)
    async with viewing(client, file_id) as seen:
        await writing(seen)
        await seen.sees("a⟨U+001B⟩[31mb⟨U+202E⟩c")
        await seen.type("x")
        await seen.press("ctrl+s")
        await seen.until(lambda: not seen.view.showing.writing, "saved")
    assert await text_of(client, file_id) == f"x{text}"


async def test_a_referenced_file_is_written_where_it_is(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_bytes(b"one\r\ntwo\r\n")
    path.chmod(0o644)
    file_id = (await add_path(client, path)).row.id
    async with viewing(client, file_id) as seen:
        await writing(seen)
        await seen.sees("saves into the original")
        await seen.type("zero ")
        await seen.press("ctrl+s")
        await seen.until(lambda: not seen.view.showing.writing, "saved")
        await seen.sees("zero one")
        assert any("original on disk was written: undo leaves it" in said for said in seen.app.said)
    assert path.read_bytes() == b"zero one\r\ntwo\r\n"
    assert path.stat().st_mode & 0o777 == 0o644


async def test_an_original_that_changed_is_not_overwritten(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("one\n")
    file_id = (await add_path(client, path)).row.id
    async with viewing(client, file_id) as seen:
        await writing(seen)
        path.write_text("changed outside\n")
        await seen.type("zero ")
        await seen.press("ctrl+s")
        await seen.sees("Changed meanwhile")
    assert path.read_text() == "changed outside\n"


async def test_the_persons_own_editor_says_when_the_terminal_cannot_be_lent(client: Client) -> None:
    async with viewing(client, await artifact(client)) as seen:
        await seen.press("ctrl+e")
        await seen.until(lambda: any("cannot be lent" in said for said in seen.app.said), "said")


async def test_what_is_no_text_is_not_written_in(client: Client) -> None:
    file_id = (await add_bytes(client, "a.bin", [b"\0\1\2" * 500])).row.id
    async with viewing(client, file_id) as seen:
        await seen.press("e")
        await seen.until(lambda: any("no text to be written in" in said for said in seen.app.said), "said")


async def test_a_file_opened_to_be_written_in_is(client: Client) -> None:
    async with viewing(client, await artifact(client), edit=True) as seen:
        await seen.until(lambda: seen.view.showing.writing, "the editor")


async def test_a_document_that_is_only_its_title_goes_on_below_it(client: Client) -> None:
    file_id = await artifact(client, "# Plan\n\n")
    async with viewing(client, file_id, edit=True) as seen:
        await seen.until(lambda: seen.view.showing.writing, "the editor")
        await seen.sees("^s saves")
        await seen.type("One thing.")
        await seen.press("ctrl+s")
        await seen.until(lambda: not seen.view.showing.writing, "saved")
    assert await text_of(client, file_id) == "# Plan\n\nOne thing."


async def test_opening_elsewhere_asks_before_it_could_run_something(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("lattice.tui.widgets.viewer.deeds._launch", opened.append)
    file_id = (await add_bytes(client, "../run me.sh", [b"#!/bin/sh\necho hi\n"])).row.id
    async with viewing(client, file_id) as seen:
        await seen.press("O")
        await seen.sees("Open with another program?", "may run it")
        await seen.press("escape")
        assert opened == []
    safe = await artifact(client)
    async with viewing(client, safe) as seen:
        await seen.press("O")
        await seen.until(lambda: opened, "opened")
        assert opened[0].read_text() == TEXT
        assert opened[0].stat().st_mode & 0o222 == 0
