"""`lattice ask` at a real terminal: what a person sees, and what their keys allow."""

from __future__ import annotations

import asyncio
import os
import pty
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.assistant.events import ApprovalAsked
from lattice.cli.ask_deciding import Deciding
from lattice.cli.ask_status import Status
from lattice.cli.ask_stream import Course
from lattice.cli.shown_text import ShownText
from lattice.model.policy import Approval, Decision
from lattice.model.visible import visible
from tests.assistant.wire import Wire, call, pause, say, think
from tests.assistant.wire.server import Scripted
from tests.cli.asked_service import model
from tests.cli.shell import Shell
from tests.cli.test_ask import purged
from tests.terminal import Terminal

#: What this program itself sends to draw its waits and dim lines.
OWN = re.compile(r"\x1b\[(?:K|2m|0m)")
FOREIGN = "red \x1b[31mred \x1b]0;owned\x07 \x9b2J back\r\nover\rwritten 👩\u200d🚀 hidden \u202e end\n"
SHOWN = "hidden ⟨U+202E⟩ end"


@contextmanager
def asking(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, script: list[Scripted], *arguments: str, **env: str
) -> Iterator[tuple[Terminal, Wire]]:
    with model(monkeypatch, script) as (wire, how):
        command = [sys.executable, "-m", "lattice", "ask", *arguments]
        with Terminal(command, env=shell.environment({**how, **env}), columns=100) as terminal:
            yield terminal, wire


def all_of(terminal: Terminal) -> str:
    """What the program wrote until it ended, also on the screen."""
    raw = b""
    while (data := terminal.read(0.2)) or not terminal.ended:
        raw += data
        terminal.draw(data)
    return raw.decode()


def test_the_answer_is_there_as_it_comes_with_a_line_for_each_call_and_nothing_in_it_acts(
    acme: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    script: list[Scripted] = [
        [think("I wonder."), say("I look.\n\n"), call("list_tables")],
        [say(FOREIGN, size=1), pause(0.3), say("One **table**:\n\n- people")],
    ]
    with asking(acme, monkeypatch, script, "which tables?", "--thinking") as (terminal, _):
        raw = all_of(terminal)
        assert terminal.wait_end() == 0
        lines = [line for line in terminal.text.splitlines() if line.strip()]
    assert lines[:2] == ["I wonder.", "I look."]
    assert lines[2].startswith("· list_tables")
    assert lines[3].startswith("red ␛[31mred ␛]0;owned␇")
    assert lines[-3:-1] == ["One **table**:", "- people"]
    assert "tokens · $" in lines[-1]
    assert "reads" not in terminal.text
    assert "\x1b" not in OWN.sub("", raw)
    assert "\x07" not in raw
    assert "\x9b" not in raw
    assert "👩\u200d🚀" in raw
    assert SHOWN in raw
    assert "over␍written" in raw


@given(st.lists(st.text(alphabet="ab\r\n\t\x1b\u200d\ufe0f👩🚀\u202e1", max_size=5), max_size=8))
def test_text_in_pieces_is_shown_as_it_would_be_whole(pieces: list[str]) -> None:
    shown = ShownText()
    assert "".join([*map(shown.take, pieces), shown.end()]) == visible("".join(pieces), lines=True)


def test_a_key_allows_what_is_asked(acme: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    with asking(acme, monkeypatch, purged(acme), "purge it") as (terminal, _):
        terminal.wait_for("y once", 60)
        assert "Remove 1 row of people for good" in terminal.text
        assert "Gone" in terminal.text
        terminal.wait_quiet(0.7)
        terminal.type("y")
        terminal.wait_for("  allowed once")
        terminal.wait_for("Gone for good.")
        assert terminal.wait_end(30) == 0
    assert acme.ask("trash") == []


def test_keys_that_were_typed_ahead_allow_nothing_and_no_colour_is_sent_where_none_is_wanted(
    acme: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = purged(acme)
    with asking(acme, monkeypatch, script, "purge it", NO_COLOR="1") as (terminal, _):
        terminal.type("yyyy\r")
        terminal.wait_for("y once", 60)
        for _ in range(4):  # still typing
            terminal.type("y")
            terminal.pump(0.1)
        terminal.wait_quiet(0.8)
        assert "allowed" not in terminal.text
        terminal.type("\x1b[C")  # an arrow is no c
        terminal.type("yes, all of it")  # nor is a paste a yes
        terminal.wait_quiet(0.3)
        assert "allowed" not in terminal.text
        terminal.type("\x03")
        assert "\x1b[2m" not in all_of(terminal)
        assert "Stopped. Nothing changed" in terminal.text
        assert terminal.wait_end(30) == 130
    assert len(acme.ask("trash")) == 1
    assert acme.ask("approvals") == []


@pytest.mark.parametrize(
    ("keys", "decision"),
    [
        ("y", Decision.ONCE),
        ("c", Decision.CONVERSATION),
        ("n", Decision.NO),
        ("N", Decision.NEVER),
        ("\x1b", Decision.NO),
    ],
)
def test_each_answer_has_its_key(monkeypatch: pytest.MonkeyPatch, keys: str, decision: Decision) -> None:
    async def decide(ours: int) -> Decision:
        status = Status(quiet=True)
        status.live = True
        asked = Approval("id", "", "agent:assistant", "", "row.purge", "row.purge people", "{}")
        question = Deciding(frozenset(), status, Course()).decide(ApprovalAsked("c1", asked, ("Remove it",)))
        deciding = asyncio.ensure_future(question)
        done, _ = await asyncio.wait({deciding}, timeout=0.7)  # until keys count
        assert not done
        os.write(ours, keys.encode())
        return await asyncio.wait_for(deciding, 10)

    ours, theirs = pty.openpty()
    with os.fdopen(theirs) as terminal, os.fdopen(ours, "wb", 0):
        monkeypatch.setattr("sys.stdin", terminal)
        assert asyncio.run(decide(ours)) is decision
