"""The chat pane: one asks, and the answer streams in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.assistant.wire import say
from tests.tui.chat.conftest import chatting


async def test_a_question_is_sent_and_its_answer_streams_in(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with chatting(home, monkeypatch, [[say("There are **five** people.")]]) as chat:
        await chat.open()
        await chat.say("how many people?")
        await chat.read("five")
        await chat.still()
        assert "how many people?" in chat.words
        assert chat.pane.composer.empty
