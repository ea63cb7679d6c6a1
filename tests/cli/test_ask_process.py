"""`lattice ask` in processes of its own: stopped, killed, two at a time, and with something piped in."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.assistant.wire import call, hold, say
from tests.cli.asked_service import model
from tests.cli.following import Following
from tests.cli.shell import Done, Shell
from tests.cli.test_ask import added, names


@pytest.fixture
def following() -> Iterator[list[Following]]:
    begun: list[Following] = []
    yield begun
    for one in begun:
        one.close()


def begin(shell: Shell, following: list[Following], *arguments: str) -> Following:
    one = Following(shell, "ask", *arguments)
    following.append(one)
    return one


def is_(kind: str) -> Any:
    return lambda event: event["type"] == kind


def piped(shell: Shell, monkeypatch: pytest.MonkeyPatch, data: bytes, *arguments: str) -> Done:
    """The command with these bytes as its standard input."""
    place = shell.home.parent / "stdin"
    place.write_bytes(data)
    with place.open("rb") as file:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(file))
        return shell("ask", *arguments)


def test_an_interrupted_turn_says_what_was_done_and_goes_on_later(
    acme: Shell, monkeypatch: pytest.MonkeyPatch, following: list[Following]
) -> None:
    script = [added("Cy")[0], [say("Half of "), hold()]]
    with model(monkeypatch, script):
        one = begin(acme, following, "add Cy")
        began = one.until(is_("began"))
        turn, thread = began["turn"], began["thread"]
        one.until(is_("kept"))
        one.until(is_("said"))
        # meanwhile nobody else says anything in this conversation, and nothing comes in for it
        busy = piped(acme, monkeypatch, b"x" * 9_000, "--thread", thread, "and?", "--json")
        assert busy.status == 1
        assert busy.error["code"] == "busy"
        status, said = one.interrupt()
    assert acme.ask("files") == []
    assert status == 130
    error = json.loads(said)["error"]
    assert error["code"] == "interrupted"
    assert "1 change" in error["message"]
    assert f"lattice undo {turn}" in error["hint"]
    page = acme.ask("thread", "show", thread)
    assert page["thread"]["running"] is None
    assert page["messages"][-1]["status"] == "stopped"
    assert "Half of" in acme.ok("thread", "show", thread)
    with model(monkeypatch, [[say("The other half.")]]):
        assert "The other half." in acme.ok("ask", "--continue")
    acme.ok("undo", turn)
    assert "Cy" not in names(acme)


def test_a_turn_whose_process_was_killed_is_shown_as_cut_off_and_goes_on(
    acme: Shell, monkeypatch: pytest.MonkeyPatch, following: list[Following]
) -> None:
    with model(monkeypatch, [added("Cy")[0], [say("Half of "), hold()]]):
        one = begin(acme, following, "add Cy")
        thread = one.until(is_("began"))["thread"]
        one.until(is_("kept"))
        one.process.kill()
        one.process.wait()
    text = acme.ok("thread", "show", thread)
    assert "interrupted" in text
    assert "added" in text
    with model(monkeypatch, [[say("Cy is there already.")]]):
        assert acme.ok("ask", "--thread", thread, "and?") == "Cy is there already.\n"
    assert names(acme).count("Cy") == 1


def test_a_reader_that_goes_away_stops_the_turn(acme: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    script = [[say("One.\n"), call("list_tables")], [say("Two."), hold()]]
    with model(monkeypatch, script) as (_, env):
        ends = os.pipe()
        process = subprocess.Popen(
            [sys.executable, "-m", "lattice", "ask", "hello", "--json"],
            stdin=subprocess.DEVNULL,
            stdout=ends[1],
            stderr=subprocess.PIPE,
            text=True,
            env=acme.environment(dict(env)),
        )
        os.close(ends[1])
        with os.fdopen(ends[0]) as lines:
            assert json.loads(lines.readline())["type"] == "began"
        _, said = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Traceback" not in said
    assert acme.ask("thread", "show", "last")["messages"][-1]["status"] == "stopped"


@pytest.mark.parametrize(
    ("arguments", "stdin", "asked"),
    [
        (("-",), "how many?\n", "how many?"),
        ((), "how many?\n", "how many?"),
        (("what", "is this?"), "a ``` b\n", "what is this?"),
    ],
)
def test_what_is_piped_in_is_the_question_or_goes_along_as_data(
    acme: Shell, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], stdin: str, asked: str
) -> None:
    with model(monkeypatch, [[say("Well.")]]) as (wire, _):
        done = piped(acme, monkeypatch, stdin.encode(), *arguments)
        assert done.out == "Well.\n", done.err
        assert asked in wire.asked[0].said
        assert stdin.strip() in wire.asked[0].said
    if len(arguments) == 2:
        assert "````\na ``` b\n````" in wire.asked[0].said
    assert acme.ask("files") == []


@pytest.mark.parametrize(
    "data",
    [b"x" * 8_001, b"see https://evil.example/?q=1", b"GET HTTP://evil.example/", b"\x89PNG\r\n\x1a\n\0\xff"],
    ids=["long", "address", "loud", "bytes"],
)
def test_what_is_long_or_no_text_or_names_an_address_goes_along_as_a_file(
    acme: Shell, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    with model(monkeypatch, [[say("Well.")]]):
        done = piped(acme, monkeypatch, data, "what is this?")
    assert done.status == 0, done.err
    assert "1 file attached" in done.err
    (file,) = acme.ask("files")
    page = acme.ask("thread", "show", "last")
    words, attached = page["messages"][0]["blocks"]
    assert words["text"] == "what is this?"
    assert attached["file_id"] == file["_id"]
    acme.ok("file", "save", file["_id"], str(acme.home.parent / "saved"))
    assert Path(acme.home.parent / "saved").read_bytes() == data
    acme.ok("undo", page["messages"][0]["turn"])
    assert acme.ask("files") == []


@pytest.mark.parametrize("data", [b"", b"  \n", b"\xff\xfe\0", b"x" * 200_001])
@pytest.mark.parametrize("arguments", [("-",), ()])
def test_what_is_no_question_is_not_asked(
    acme: Shell, monkeypatch: pytest.MonkeyPatch, data: bytes, arguments: tuple[str, ...]
) -> None:
    with model(monkeypatch, [[say("No.")]]) as (wire, _):
        assert piped(acme, monkeypatch, data, *arguments).status in (2, 5)
        assert wire.asked == []
    assert acme.ask("threads") == []
