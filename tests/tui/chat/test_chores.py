"""What the assistant does by itself in an open workbench: it disturbs nobody, with a key and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from lattice.actions import AddFile, ListChanges
from lattice.tui import chores
from tests.assistant.wire import call, say
from tests.tui.chat.conftest import chatting
from tests.tui.workbench.conftest import Bench

TEXT = "The second pump runs at 40 % of what it should; its seal is replaced before the summer. " * 5


async def until_begun(bench: Bench) -> None:
    """Wait until the chores follow the log."""
    book = bench.app.home / "state" / f"{bench.screen.workspace.id}.chores"
    await bench.until(book.exists, "the book of what is due")


async def test_a_file_that_comes_in_gets_its_summary(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chores, "SETTLE_S", 0.01)
    async with chatting(home, monkeypatch, [[call("answer", summary="On pumps.")]], aside=None) as chat:
        await until_begun(chat.bench)
        await chat.bench.client.run(AddFile(name="pumps.txt", text=TEXT))
        changes: list[str] = []

        async def look() -> None:
            found = await chat.bench.client.run(ListChanges(actor="agent:assistant"))
            changes[:] = [change.action for change in found.value.changes]

        await chat.bench.until(lambda: chat.wire.asked, "the request")
        for _ in range(500):
            await look()
            if changes:
                break
            await chat.bench.pilot.pause(0.02)
        assert changes == ["file.update"]
        assert chat.bench.app.said == []


async def test_without_a_key_nothing_happens_and_nothing_is_said(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(chores, "SETTLE_S", 0.01)
    async with chatting(home, monkeypatch, [[say("Never.")]], aside=None) as chat:
        monkeypatch.delenv("ANTHROPIC_API_KEY")
        await until_begun(chat.bench)
        book = chat.bench.app.home / "state" / f"{chat.bench.screen.workspace.id}.chores"
        fresh = book.read_bytes()
        await chat.bench.client.run(AddFile(name="pumps.txt", text=TEXT))
        await chat.bench.until(lambda: book.read_bytes() != fresh, "that it was noticed")
        await chat.bench.until(lambda: b'"jobs":[]' in book.read_bytes(), "that it was let go")
        assert (chat.wire.asked, chat.bench.app.said) == ([], [])
    assert [record for record in caplog.records if record.name == "lattice.tui"] == []
