"""What is typed, completed, sent and told, as words."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lattice.assistant.events import Asking, CallBegan, Ended, Said, Thought, Waiting
from lattice.model.chat import CallBlock, MessageStatus, Usage
from lattice.model.references import ref
from lattice.tui.chat import Running
from lattice.tui.chat.allowed import allowed
from lattice.tui.chat.commands import COMMANDS, command_of, commands_like
from lattice.tui.chat.footing import doing, footer, model_words, money, tokens
from lattice.tui.chat.mentions import mention_of, shortened, spelled_out
from lattice.tui.chat.names import with_names
from lattice.tui.chat.offering import Word, word_at
from lattice.tui.widgets.chat.deeds import DEEDS
from lattice.tui.widgets.chat.history.items import item_text
from lattice.tui.widgets.chat.history.talk import Talk


@given(st.text(max_size=80), st.text(max_size=40), st.text(max_size=40))
@example("0" * 27 + "\x80\x80\x80\U00100000", "", "")
def test_a_mention_goes_out_as_a_link_and_comes_back_as_it_was(label: str, before: str, after: str) -> None:
    mention = mention_of(label)
    typed = f"{before.replace('@', '')} {mention} {after.replace('@', '')}"
    if "](" in typed or "lattice://" in typed:
        return
    links = {mention: ref("my people", "01JZXAM9F0C5QW8D0V6K3T7R2N")}
    sent = spelled_out(typed, links)
    assert f"[{mention[1:]}](lattice://my%20people/01JZXAM9F0C5QW8D0V6K3T7R2N)" in sent
    assert shortened(sent) == (typed, links)


def test_two_rows_of_one_name_do_not_become_one() -> None:
    text = "[Ada](lattice://people/1) and [Ada](lattice://people/2)"
    short, links = shortened(text)
    assert spelled_out(short, links) == text


@pytest.mark.parametrize(
    ("line", "column", "first", "word"),
    [
        ("/mo", 3, True, Word("/", "mo", 0)),
        ("/mo", 3, False, None),
        ("a /mo", 5, True, None),
        ("see @ada be", 11, True, Word("@", "ada be", 4)),
        ("see @ada be", 6, True, Word("@", "a", 4)),
        ("mail ada@example.org", 20, True, None),
        ("(@x", 3, False, Word("@", "x", 1)),
        ("", 0, True, None),
    ],
)
def test_what_is_being_typed_is_known(line: str, column: int, first: bool, word: Word | None) -> None:
    assert word_at(line, column, first=first) == word


def test_every_command_does_something_and_is_found_by_its_name_or_words() -> None:
    assert {command.name for command in COMMANDS} <= DEEDS.keys()
    for command in COMMANDS:
        assert commands_like(command.name)[0] == command
    assert "undo" in [command.name for command in commands_like("take back")]


@pytest.mark.parametrize("text", ["/usr/bin is a folder", "hello", "/nothing", "/new\nline", "1/2"])
def test_what_is_no_command_is_something_to_say(text: str) -> None:
    assert command_of(text) is None


def test_a_command_has_what_follows_it() -> None:
    found = command_of("/rename  The year in numbers ")
    assert found is not None
    assert (found[0].name, found[1]) == ("rename", "The year in numbers")


def test_money_tokens_and_models_are_short() -> None:
    assert [money(n) for n in (0, 4_000, 40_000, 12_300_000)] == ["$0", "<$0.01", "$0.04", "$12.30"]
    assert [tokens(n) for n in (7, 14_230, 1_340_000)] == ["7", "14.2k", "1.3M"]
    assert model_words("claude-sonnet-5-5-20260901") == "sonnet 5.5"
    assert model_words("anthropic/claude-opus-5") == "opus 5"
    assert model_words("qwen:7b") == "qwen:7b"


def test_the_footer_names_the_model_the_cost_and_a_budget_that_is_nearly_spent() -> None:
    words = footer("claude-sonnet-5-5", Usage(1_000, 200, cost=40_000), None, ("80% of today is spent.",))
    assert words == "sonnet 5.5 · 1.2k · $0.04 · ⚠ 80% of today is spent"


def test_only_models_that_are_allowed_are_offered() -> None:
    assert allowed("claude-x", ())
    assert allowed("claude-haiku-5", ("claude-haiku*",))
    assert not allowed("claude-opus-5", ("claude-haiku*", "claude-sonnet-5"))


def test_a_turn_that_runs_remembers_what_it_told_with_its_pieces_joined() -> None:
    running = Running("t", None, "m")
    for event in (Asking(1, "m"), Thought("a"), Thought("b"), Said("c"), Said("d")):
        running.take(event)
    assert running.events == [Asking(1, "m"), Thought("ab"), Said("cd")]
    assert running.doing == "answering…"
    running.take(Waiting(4, 2, 5, "Overloaded."))
    assert "retrying (Overloaded), 2 of 5, in 4 s" in doing(running)
    running.take(CallBegan(CallBlock("1", "x", {}, "o"), "query_rows people"))
    assert "query_rows people" in doing(running)
    running.take(Ended(MessageStatus.DONE, "t", 0))
    assert running.done


async def test_stopping_a_turn_says_so_at_once() -> None:
    running = Running("t", None, "m")
    running.task = asyncio.create_task(asyncio.sleep(60))  # type: ignore[assignment]
    running.stop()
    assert running.doing == "stopping…"
    with pytest.raises(asyncio.CancelledError):
        await running.task


def test_while_the_first_words_are_awaited_the_conversation_names_who_is_asked() -> None:
    talk = Talk()
    talk.apply(Asking(1, "claude-sonnet-5-5-20260901"))
    assert [item_text(item) for item in talk.items] == ["asking sonnet 5.5 …"]


def test_ids_in_the_line_of_a_call_become_names_or_their_ends() -> None:
    ada, other = "01ARZ3NDEKTSV4RRFFQ69G5FAV", "01ARZ3NDEKTSV4RRFFQ69G5FAW"
    assert with_names(f"purge_rows people ids {ada}, {other}", {ada: "Ada"}) == (
        "purge_rows people ids Ada, …9G5FAW"
    )
