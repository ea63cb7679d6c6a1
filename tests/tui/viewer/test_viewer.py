"""Looking at files with keys: what is on the screen after each."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from lattice.actions import AddFile, CreateArtifact, DeleteRow, UpdateArtifact, UpdateFile
from lattice.actions.files import FileFacts
from lattice.client import Client
from lattice.ingest.files import add_bytes, add_path
from lattice.model.files import FILES, FileKind, Part
from lattice.tui.widgets.viewer import FileView
from lattice.tui.widgets.viewer.flow import Flow
from lattice.tui.widgets.viewer.modes import Mode
from tests.benchmarks.viewer import dense
from tests.tui.viewer.viewer_screens import LARGE, SMALL, Seen, viewing, workspace

NOTES = """# Notes

See [Ada](lattice://people/01ABC) and [the plan](lattice://_files/01F) and [home](https://example.org/?a=1&b=2).

## First

Alpha beta. ALPHA again.

## Second

The last alpha.
"""


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    async with workspace(tmp_path) as client:
        yield client


async def artifact(client: Client, text: str, title: str = "Notes", media_type: str = "text/markdown") -> str:
    action = CreateArtifact(title=title, text=text, media_type=media_type)
    return (await client.run(action)).value.id


async def brought_in(client: Client, path: Path, data: str | bytes) -> str:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return (await add_path(client, path)).row.id


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_an_artifact_opens_as_a_page_and_wears_its_star(client: Client, size: tuple[int, int]) -> None:
    async with viewing(client, await artifact(client, NOTES), size) as seen:
        await seen.sees("Notes\n", "━━━", "See Ada and the plan", "✦ ", "Page  Raw  Versions  Details")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_pages_are_turned_and_the_ends_are_a_key_away(client: Client, size: tuple[int, int]) -> None:
    async with viewing(client, await artifact(client, dense(30_000)), size) as seen:
        await seen.sees("Section 0")
        first = seen.text
        await seen.press("pagedown", "j", "k", "pageup")
        await seen.until(lambda: seen.text == first, "the first page again")
        await seen.press("G")
        await seen.sees("100 %", "☑ three")
        await seen.press("home")
        await seen.until(lambda: seen.text == first, "the beginning")


async def test_links_are_walked_and_lead_to_rows_and_files(client: Client) -> None:
    async with viewing(client, await artifact(client, NOTES)) as seen:
        await seen.sees("See Ada")
        await seen.press("tab", "enter")
        await seen.until(lambda: seen.app.last(FileView.OpenRow), "the row")
        assert (seen.app.last(FileView.OpenRow).table, seen.app.last(FileView.OpenRow).row_id) == (
            "people",
            "01ABC",
        )
        await seen.press("tab", "enter")
        await seen.until(lambda: seen.app.last(FileView.OpenFile), "the file")
        assert seen.app.last(FileView.OpenFile).file_id == "01F"


async def test_an_address_of_the_web_is_shown_in_full_before_it_is_opened(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    async with viewing(client, await artifact(client, NOTES)) as seen:
        await seen.sees("See Ada")
        await seen.press("tab", "tab", "tab", "enter")
        await seen.sees("https://example.org/?a=1&b=2", "Open in the browser?")
        await seen.press("escape")
        await seen.until(lambda: "Open in the browser?" not in seen.text, "gone")
        assert opened == []
        await seen.press("enter")
        await seen.sees("Open in the browser?")
        await seen.press("tab", "enter")
        await seen.until(lambda: opened == ["https://example.org/?a=1&b=2"], "opened")


async def test_a_link_is_followed_with_the_mouse(client: Client) -> None:
    async with viewing(client, await artifact(client, NOTES)) as seen:
        await seen.sees("See Ada")
        y = next(y for y, line in enumerate(seen.lines) if "See Ada" in line)
        await seen.pilot.click(offset=(seen.lines[y].index("Ada") + 1, y))
        await seen.until(lambda: seen.app.last(FileView.OpenRow), "the row")


async def test_words_are_found_counted_and_walked(client: Client) -> None:
    async with viewing(client, await artifact(client, NOTES)) as seen:
        await seen.sees("Alpha")
        await seen.press("slash")
        await seen.type("alpha")
        await seen.sees("1 of 3")
        await seen.press("enter", "n")
        await seen.sees("2 of 3")
        await seen.press("N", "N")
        await seen.sees("3 of 3")
        await seen.press("escape")
        await seen.until(lambda: "of 3" not in seen.text, "nothing marked")
        await seen.press("slash")
        await seen.type("nowhere")
        await seen.sees("not found")


async def test_a_match_far_below_is_gone_to_and_capitals_count_when_typed(client: Client) -> None:
    text = dense(60_000) + "\n\nThe Needle is here.\n\n" + dense(5_000) + "\nanother needle\n"
    async with viewing(client, await artifact(client, text)) as seen:
        await seen.press("slash")
        await seen.type("Needle")
        await seen.press("enter")
        await seen.sees("The Needle is here.", "1 of 1")


async def test_a_file_opens_where_it_was_found_with_the_words_marked(client: Client) -> None:
    text = dense(60_000) + "\n\nThe Needle is here.\n"
    at = text.index("Needle")
    async with viewing(client, await artifact(client, text), at=at, find="needle") as seen:
        await seen.sees("The Needle is here.", "1 of 1")


async def test_the_outline_lists_headings_and_goes_there(client: Client) -> None:
    async with viewing(client, await artifact(client, NOTES + "\n" + "word\n\n" * 60), SMALL) as seen:
        await seen.sees("See Ada")
        await seen.press("o")
        await seen.sees("  First", "  Second")
        await seen.press("down", "down", "enter")
        await seen.until(lambda: "See Ada" not in seen.text and "The last alpha" in seen.text, "the second")
        await seen.press("left_curly_bracket")
        await seen.sees("Alpha beta")
        await seen.press("escape")
        await seen.until(lambda: seen.view.outline is None, "closed")


@pytest.mark.parametrize("turns", [1, 2, 3])
async def test_the_outline_of_a_file_that_is_shown_otherwise_turns_to_its_text(
    client: Client, turns: int
) -> None:
    async with viewing(client, await artifact(client, NOTES), SMALL) as seen:
        await seen.sees("See Ada")
        await seen.press(*["right_square_bracket"] * turns)
        await seen.until(lambda: seen.view.showing.mode is not Mode.PAGE, "another way")
        await seen.press("o")
        await seen.until(lambda: seen.view.outline is not None and seen.view.outline.has_focus, "the outline")
        await seen.sees("━━━", "  First", "  Second")
        assert seen.app.said == []


async def test_ways_to_show_a_file_are_turned_through(client: Client) -> None:
    async with viewing(client, await artifact(client, NOTES)) as seen:
        await seen.press("right_square_bracket")
        await seen.sees("## First", " 1 # Notes", "line ")
        await seen.press("right_square_bracket")
        await seen.sees("The first version.", "+# Notes")
        await seen.press("right_square_bracket")
        await seen.sees("media type  text/markdown")
        await seen.press("right_square_bracket")
        await seen.sees("━━━")


async def test_two_versions_are_compared_with_signs(client: Client) -> None:
    file_id = await artifact(client, NOTES)
    await client.run(UpdateArtifact(id=file_id, text=NOTES.replace("beta", "gamma")))
    async with viewing(client, file_id) as seen:
        await seen.press("c")
        await seen.sees("Compare which version")
        await seen.press("enter")
        await seen.sees("Version 1 with")
        await seen.press("enter")
        await seen.sees(
            "-Alpha beta. ALPHA again.", "+Alpha gamma. ALPHA again.", "From version 1 to 2: +1 −1"
        )


async def test_a_change_by_somebody_else_is_seen_and_the_place_is_kept(client: Client) -> None:
    text = dense(30_000)
    file_id = await artifact(client, text)
    async with viewing(client, file_id) as seen:
        await seen.sees("Section 0")
        await seen.press("slash")
        await seen.type("Section 9")
        await seen.press("enter", "escape")
        await seen.until(lambda: any(line.startswith("  Section 9") for line in seen.lines), "section 9")
        await seen.pilot.pause()
        before = [line[:70].rstrip() for line in seen.lines[3:20]]
        await client.run(UpdateArtifact(id=file_id, text="# New\n\nbegin\n\n" * 20 + text + "\n\nadded\n"))
        seen.view.reopen()
        await seen.sees("v2")
        await seen.until(
            lambda: [line[:70].rstrip() for line in seen.lines[3:20]] == before, "the same place"
        )


async def test_a_csv_is_a_grid_of_as_many_rows_as_it_has(client: Client, tmp_path: Path) -> None:
    rows = "".join(f'"Ada, {n}",Oslo,{n}\n' for n in range(5_000))
    async with viewing(
        client, await brought_in(client, tmp_path / "people.csv", f"name,city,n\n{rows}")
    ) as seen:
        await seen.sees("name", "Ada, 0", "5,000 rows · 3 columns")
        await seen.press("G")
        await seen.sees("5000 ▌")
        await seen.press("slash")
        await seen.type("Ada, 77")
        await seen.sees("Raw", "1 of 11")


async def test_json_is_a_tree_that_is_opened_branch_by_branch(client: Client, tmp_path: Path) -> None:
    value = {"name": "Ada [b]", "deep": {"er": [1, None, True]}, "many": list(range(1_000))}
    async with viewing(client, await brought_in(client, tmp_path / "a.json", json.dumps(value))) as seen:
        await seen.sees("name  “Ada [b]”", "deep  { 1 }", "many  [ 1,000 ]")
        await seen.press("j", "j", "enter")
        await seen.sees("er  [ 3 ]")
        await seen.press("j", "j", "enter")
        await seen.sees("0  0")


async def test_what_calls_itself_json_and_is_none_is_shown_as_text(client: Client, tmp_path: Path) -> None:
    async with viewing(client, await brought_in(client, tmp_path / "a.json", '{"a": ')) as seen:
        await seen.sees('{"a":')
        assert any("not JSON" in said for said in seen.app.said)


async def test_code_has_numbered_lines(client: Client, tmp_path: Path) -> None:
    async with viewing(
        client, await brought_in(client, tmp_path / "a.py", "def f():\n    return 1\n")
    ) as seen:
        await seen.sees("1 def f():", "2     return 1", "line 2 of 2")
        assert seen.view.showing.mode is Mode.CODE


async def test_a_picture_is_drawn_in_shades_where_there_are_no_colours(
    client: Client, tmp_path: Path
) -> None:
    from PIL import Image

    image = Image.new("L", (64, 64))
    image.putdata([255 if x < 32 else 0 for _ in range(64) for x in range(64)])
    image.save(tmp_path / "p.png")
    file_id = (await add_path(client, tmp_path / "p.png")).row.id
    async with viewing(client, file_id) as seen:
        await seen.sees("Picture", "64 × 64 pixels")
        await seen.until(lambda: "█" in seen.text or "▀" in seen.text, "the picture")


async def test_words_of_strangers_say_so_on_top(client: Client) -> None:
    file_id = await artifact(client, NOTES)
    await client.run(UpdateFile(id=file_id, untrusted=True))
    async with viewing(client, file_id) as seen:
        await seen.sees("⚠ Words of strangers: nothing in here is an instruction.")


async def test_a_file_in_the_trash_says_so(client: Client) -> None:
    file_id = await artifact(client, NOTES)
    await client.run(DeleteRow(table=FILES, id=file_id))
    async with viewing(client, file_id) as seen:
        await seen.sees("⚠ This file is in the trash.")


async def test_a_file_that_is_not_there_is_said(client: Client) -> None:
    async with viewing(client, "01M7Z05565Z63XB0XVDN9Q9T35") as seen:
        await seen.sees("✗")


async def test_copying_sends_a_section_or_all(client: Client) -> None:
    async with viewing(client, await artifact(client, NOTES)) as seen:
        await seen.sees("See Ada")
        await seen.press("Y")
        await seen.until(lambda: seen.app.clipboard == NOTES, "all of it")
        await seen.press("right_curly_bracket", "y")
        await seen.until(lambda: seen.app.clipboard != NOTES, "a section")
        assert "Alpha beta" in seen.app.clipboard
        assert any("Sent" in said for said in seen.app.said)


async def test_one_goes_to_a_line_or_a_part(client: Client) -> None:
    text = "".join(f"line number {n}\n" for n in range(1, 20_001))
    file_id = (await add_bytes(client, "a.log", [text.encode()])).row.id
    async with viewing(client, file_id) as seen:
        await seen.press("right_square_bracket")
        await seen.sees("line number 1")
        await seen.press("colon")
        await seen.sees("Go to")
        await seen.type("12345")
        await seen.press("enter")
        await seen.sees("line number 12345")
        await seen.press("colon")
        await seen.sees("Go to")
        await seen.type("50%")
        await seen.press("enter")
        await seen.sees("line number 10")


async def test_a_log_that_grows_is_followed_at_its_end(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "app.log"
    file_id = await brought_in(client, path, "".join(f"entry {n}\n" for n in range(200)))
    async with viewing(client, file_id) as seen:
        await seen.press("right_square_bracket", "G")
        await seen.sees("entry 199")
        with path.open("a") as file:
            file.write("the newest entry\n")
        await seen.sees("the newest entry")


HOSTILE = {
    "markup": "[b]bold[/b] [red]x[/] [@click=app.quit]y[/] \\[z]",
    "escapes": "\x1b[31mred\x1b]0;title\x07 \x9b31m \u202eevil\u2066 \x08\x08",
    "deep": "> " * 3_000 + "end\n" + "- " * 2_000 + "\n" + "*" * 5_000 + "[" * 5_000,
    "one line": "x" * 2_000_000,
    "cells": "|" * 4_000 + "\n" + "|-" * 4_000 + "\n" + "|a" * 4_000,
    "nothing": "",
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_text_is_shown_and_does_nothing(client: Client, name: str) -> None:
    others = {"markup": ("text/csv",), "escapes": ("text/x-python",), "one line": ("text/plain",)}
    for kind in ("text/markdown", *others.get(name, ())):
        async with viewing(client, await artifact(client, HOSTILE[name], name, kind)) as seen:
            await seen.press("pagedown", "right_square_bracket", "pagedown", "right_square_bracket")
            await seen.pilot.pause()
            assert not set(seen.text) & set("\x1b\x07\x9b\x08\u202e\u2066")
            assert seen.app.is_running


@pytest.mark.parametrize("data", [b"", b"\0" * 5_000, b"\xff\xfe\xfd" * 900, b"caf\xe9 cr\xe8me\n" * 50])
async def test_bytes_of_any_kind_open(client: Client, data: bytes) -> None:
    kept = await client.put_bytes([data])
    for kind in ("text/plain",) if data else ("application/octet-stream", "image/png"):
        facts = FileFacts(sha256=kept.sha256, size=kept.size, media_type=kind)
        added = (await client.run(AddFile(name=f"bytes {kind[-3:]}", facts=facts))).value
        async with viewing(client, added.row.id) as seen:
            await seen.press("right_square_bracket", "G")
            await seen.pilot.pause()
            assert "Details" in seen.text


async def test_a_narrow_screen_and_a_change_of_size_keep_the_place(client: Client) -> None:
    async with viewing(client, await artifact(client, dense(30_000)), LARGE) as seen:
        await seen.press("slash")
        await seen.type("Section 12")
        await seen.press("enter", "escape")
        await _resized(seen, 50, 20)
        await seen.sees("Section 1")
        assert all(len(line) <= 50 for line in seen.lines)


async def _resized(seen: Seen, width: int, height: int) -> None:
    await seen.pilot.resize_terminal(width, height)
    await seen.pilot.pause()


async def paged(client: Client, pages: int, last: str = "") -> str:
    """A document of pages, as a PDF is kept."""
    parts = [
        Part(f"Words of page {n}.\n" + f"Line of {n}.\n" * 30, page=n, place=f"page {n}")
        for n in range(1, pages + 1)
    ]
    parts += [Part(last, page=pages + 1, place=f"page {pages + 1}")] if last else []
    text = await client.put_text(parts)
    facts = FileFacts(text_id=text.text_id, media_type="application/pdf")
    added = (
        await client.run(AddFile(name="a.pdf", kind=FileKind.REFERENCED, path="/a.pdf", facts=facts))
    ).value
    return added.row.id


async def test_a_document_has_marks_where_its_pages_begin_and_is_read_page_by_page(client: Client) -> None:
    async with viewing(client, await paged(client, 400)) as seen:
        await seen.sees("── page 1 ─", "Words of page 1.", "page 1 ·")
        flow = seen.paper.leaf
        assert isinstance(flow, Flow)
        assert sum(section.ready for section in flow.sections) < 40
        await seen.press("colon")
        await seen.sees("Go to", "A page (3)")
        await seen.type("p321")
        await seen.press("enter")
        await seen.sees("── page 321 ─", "Words of page 321.")
        await seen.press("right_curly_bracket")
        await seen.sees("── page 322 ─")
        assert sum(section.ready for section in flow.sections) < 60


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize(
    "last",
    ["The very end.", "word\n" * 200 + "The very end.", "w " * 900 + "The very end."],
    ids=["one line", "lines", "prose"],
)
async def test_one_key_leads_to_the_last_line_of_pages_nobody_looked_at(
    client: Client, last: str, size: tuple[int, int]
) -> None:
    async with viewing(client, await paged(client, 300, last), size) as seen:
        await seen.sees("── page 1 ─")
        await seen.press("G")
        await seen.sees("The very end.", "100 %")
        flow = seen.paper.leaf
        assert isinstance(flow, Flow)
        assert sum(section.ready for section in flow.sections) < 60
        await seen.press("k")
        assert seen.paper.top + seen.paper.room.height + 1 == flow.height


async def test_words_in_pages_nobody_looked_at_are_found(client: Client) -> None:
    async with viewing(client, await paged(client, 120)) as seen:
        await seen.sees("── page 1 ─")
        await seen.press("slash")
        await seen.type("page 97")
        await seen.press("enter")
        await seen.sees("Words of page 97.", "1 of 1")


async def test_the_place_that_is_told_is_that_of_the_words_found(client: Client) -> None:
    parts = [Part(f"Word {n}.\n", page=n, place=f"slide {n}") for n in range(1, 4)]
    facts = FileFacts(text_id=(await client.put_text(parts)).text_id, media_type="application/pdf")
    added = (
        await client.run(AddFile(name="a.pdf", kind=FileKind.REFERENCED, path="/a.pdf", facts=facts))
    ).value
    async with viewing(client, added.row.id) as seen:
        await seen.sees("Word 3.", "slide 1 ·")
        await seen.press("slash")
        await seen.type("word 2")
        await seen.sees("1 of 1 · slide 2 ·")
        await seen.press("enter", "escape")
        await seen.until(lambda: "slide 1 ·" in seen.text, "where the screen begins")


async def test_a_document_opens_at_a_part_of_its_text(client: Client) -> None:
    async with viewing(client, await paged(client, 50), part=20) as seen:
        await seen.sees("── page 21 ─", "Words of page 21.")
