from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.actions import BeginTurn, CreateThread
from lattice.cli.tables_text import cells
from lattice.cli.turn_text import fitted
from lattice.client import Client
from lattice.model.chat import TextBlock
from tests.cli.shell import Shell
from tests.cli.talking import as_person, talk
from tests.terminal import Terminal

ESC = "\x1b]0;owned\x07"


def test_without_conversations_it_says_how_to_begin_one(acme: Shell) -> None:
    assert "lattice ask" in acme.ok("threads")
    assert acme.ask("threads") == []


def test_conversations_are_listed_with_the_last_active_first(acme: Shell) -> None:
    old = talk(acme, "Airports")
    new = talk(acme, "Cars")
    listed = acme.ask("threads")
    assert [thread["id"] for thread in listed] == [new, old]
    assert listed[0]["title"] == "Cars"
    assert listed[0]["usage"]["cost"] == 4_200
    words = acme.ok("threads")
    assert words.index("Cars") < words.index("Airports")
    assert "$0.0042" in words
    assert "1,230 tokens · $0.0042" in acme.ok("thread", "show", new)


def test_a_limit_lists_so_many_and_says_that_there_are_more(acme: Shell) -> None:
    for title in ("A", "B", "C"):
        talk(acme, title)
    done = acme("threads", "--limit", "2")
    assert "C" in done.out
    assert " A" not in done.out
    assert "more" in done.err


def test_a_conversation_is_shown_from_its_beginning_without_thinking(acme: Shell) -> None:
    thread = talk(acme)
    text = acme.ok("thread", "show", thread)
    places = [text.index(words) for words in ("Airports", "How many?", "I add one.", "1 row added", "Four.")]
    assert places == sorted(places)
    assert "· insert_rows people name Bo · 1 row added · 0.2 s" in text
    assert "secret thought" not in text
    page = acme.ask("thread", "show", thread.lower())
    assert [message["role"] for message in page["messages"]] == ["person", "assistant", "tool", "assistant"]
    assert acme.ok("thread", "show", "last") == text


def test_a_conversation_is_exported_as_markdown(acme: Shell) -> None:
    text = acme.ok("thread", "show", talk(acme), "--markdown")
    assert text.startswith("# Airports\n")
    assert "Four." in text
    assert "secret thought" not in text


def test_what_would_act_on_a_terminal_is_shown_as_a_picture(acme: Shell) -> None:
    thread = talk(acme, f"T{ESC}", f"Q{ESC}", f"A{ESC}")
    for text in (acme.ok("threads"), acme.ok("thread", "show", thread)):
        assert "\x1b" not in text
        assert "\x07" not in text
        assert "␛]0;owned␇" in text


def test_a_conversation_gets_another_title(acme: Shell) -> None:
    thread = talk(acme)
    assert acme.ask("thread", "rename", thread, "Runways")["title"] == "Runways"
    assert "Runways" in acme.ok("threads")
    assert acme("thread", "rename", thread, "  ").status == 2


def test_a_fork_has_the_messages_up_to_one(acme: Shell) -> None:
    thread = talk(acme)
    fork = acme.ask("thread", "fork", thread, "--at", "2")
    assert fork["messages"] == 2
    assert fork["forked_from"] == thread
    assert f"forked from {thread}" in acme.ok("thread", "show", fork["id"])


def test_a_conversation_that_was_deleted_comes_back_by_undo(acme: Shell) -> None:
    thread = talk(acme)
    acme.ok("thread", "delete", thread)
    assert acme.ask("threads") == []
    assert acme("thread", "show", thread).status == 3
    acme.ok("undo")
    assert [one["id"] for one in acme.ask("threads")] == [thread]


def test_a_conversation_at_work_is_not_deleted(acme: Shell) -> None:
    async def begin(client: Client) -> str:
        thread = (await client.run(CreateThread())).value.id
        await client.run(BeginTurn(thread=thread, blocks=(TextBlock("Hello"),)))
        return thread

    thread = as_person(acme, begin)
    assert acme("thread", "delete", thread).status == 1
    assert "at work" in acme.ok("threads")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("thread", "show", "nonsense"), 2),
        (("thread", "show", "01M7Z8Q7BXQNQZS005JRMCDJXY"), 3),
        (("thread", "show", "last"), 3),
        (("thread", "show", "last", "--markdown", "--json"), 2),
        (("thread", "delete", "01M7Z8Q7BXQNQZS005JRMCDJXY"), 3),
    ],
)
def test_what_is_no_conversation_is_refused_in_words(
    acme: Shell, arguments: tuple[str, ...], status: int
) -> None:
    done = acme(*arguments)
    assert done.status == status
    assert "conversation" in done.err or "forms" in done.err or "--json" in acme(*arguments).err


def test_an_agent_sees_none_of_its_persons_conversations(acme: Shell) -> None:
    thread = talk(acme, "Airports")
    for arguments in (("threads",), ("thread", "show", thread), ("thread", "delete", thread)):
        done = acme("--actor", "agent:scout", *arguments)
        assert done.status == 5
        assert "Airports" not in done.out + done.err


@given(st.text(alphabet="ab 漢字👩e\u0301", max_size=30), st.integers(0, 20))
def test_a_title_that_is_cut_fits_the_room_it_has(title: str, room: int) -> None:
    cut = fitted(title, room)
    assert cells(cut) <= max(room, 1)
    assert cut == title or cut.endswith("…")


def test_a_narrow_terminal_cuts_titles_and_no_id(acme: Shell) -> None:
    thread = talk(acme, "A title that is longer than the room there is for it in such a terminal")
    command = [sys.executable, "-m", "lattice", "threads"]
    with Terminal(command, env=acme.environment(), columns=80) as terminal:
        terminal.wait_end()
        assert thread in terminal.text
        assert "A title that" in terminal.text
        assert "terminal" not in terminal.text
