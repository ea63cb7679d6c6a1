"""The chat pane: one asks, the answer streams in, and everything about it is done by key."""

from __future__ import annotations

from pathlib import Path

import pytest

from lattice.actions.chat import ListThreads
from lattice.tui.chat import Size
from tests.assistant.wire import Asked, Turn, hold, overloaded, say
from tests.tui.chat.conftest import chatting


async def test_a_question_is_sent_and_its_answer_streams_in(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chatting(home, monkeypatch, [[say("There are **five** people.")]]) as chat:
        await chat.open()
        await chat.say("how many people?")
        await chat.read("five")
        await chat.still()
        assert "how many people?" in chat.words
        state = chat.pane.query_one("#chat-state")
        await chat.bench.until(lambda: "esc reads" in str(state.render()), "the way into the conversation")
        assert chat.pane.composer.empty
        await chat.bench.until(lambda: "sonnet 5.5" in str(chat.pane.composer.border_subtitle), "the model")
        await chat.bench.until(lambda: "$" in str(chat.pane.composer.border_subtitle), "the cost")


async def test_the_key_shows_goes_to_and_hides_the_chat(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with chatting(home, monkeypatch) as chat:
        screen = chat.bench.screen
        assert chat.chat.pane is None
        await chat.open()
        await chat.bench.press("shift+tab")
        chat.bench.screen.tabs.take_focus()
        await chat.bench.press("ctrl+t")
        await chat.bench.until(lambda: chat.pane.composer.prompt.has_focus)
        await chat.bench.press("ctrl+t")
        await chat.bench.until(lambda: not screen.with_chat and chat.bench.grid.has_focus, "the grid")


async def test_the_chat_goes_from_narrow_to_wide_to_the_full_screen_and_back(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chatting(home, monkeypatch) as chat:
        await chat.open()
        narrow = chat.pane.size.width
        await chat.bench.press("f3")
        await chat.bench.until(lambda: chat.pane.size.width > narrow + 20, "wide")
        await chat.bench.press("f3")
        await chat.bench.until(lambda: chat.pane.size.width >= 138, "full")
        await chat.say("/narrow")
        await chat.bench.until(lambda: chat.pane.size.width == narrow, "narrow again")
        await chat.say("/hide")
        await chat.bench.until(lambda: not chat.bench.screen.with_chat, "hidden")
        assert chat.chat.session.state.size is Size.NARROW


async def test_on_a_small_screen_the_chat_takes_the_place_of_the_tabs_until_something_is_opened(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chatting(home, monkeypatch, size=(80, 24)) as chat:
        await chat.open()
        await chat.bench.until(lambda: not chat.bench.screen.query_one("#centre").display, "the place")
        await chat.bench.screen.action_open("history")
        await chat.bench.until(lambda: chat.bench.screen.query_one("#centre").display, "the tab")
        assert not chat.bench.screen.with_chat


async def test_what_is_sent_while_an_answer_runs_waits_its_turn_and_can_be_taken_back(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[Turn] = [[say("One"), hold(), say(" done.")], [say("Two done.")]]
    async with chatting(home, monkeypatch, turns) as chat:
        await chat.open()
        await chat.say("first")
        await chat.read("One")
        await chat.say("second")
        await chat.say("third")
        assert [said.text for said in chat.chat.session.queued] == ["second", "third"]
        await chat.bench.press("escape")
        await chat.bench.until(lambda: chat.pane.composer.prompt.text == "third", "the third again")
        await chat.say("")
        await chat.bench.press("escape")
        await chat.bench.until(lambda: chat.pane.composer.prompt.text == "third", "and again")
        chat.wire.release()
        await chat.read("Two done.")
        await chat.still()
        assert "third" not in chat.words
        assert chat.pane.composer.draft == "third"


@pytest.mark.parametrize("keys", [("ctrl+c",), ("escape", "escape")])
async def test_an_answer_is_stopped_by_key_and_can_be_continued(
    home: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    turns: list[Turn] = [[say("Halfway"), hold()], [say("The rest.")]]
    async with chatting(home, monkeypatch, turns) as chat:
        await chat.open()
        await chat.say("go")
        await chat.read("Halfway")
        await chat.bench.press(*keys)
        await chat.still()
        state = chat.pane.query_one("#chat-state")
        await chat.bench.until(lambda: "stopped" in str(state.render()), "the word")
        await chat.bench.press("ctrl+r")
        await chat.read("The rest.")


async def test_what_waited_behind_a_stopped_answer_stands_where_one_writes_and_enter_sends_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[Turn] = [[say("Halfway"), hold()], [say("Both.")]]
    async with chatting(home, monkeypatch, turns) as chat:
        await chat.open()
        await chat.say("go")
        await chat.read("Halfway")
        await chat.say("second")
        await chat.say("third")
        await chat.bench.type("and")
        await chat.bench.press("ctrl+c")
        await chat.still()
        await chat.bench.until(lambda: chat.pane.composer.draft == "second\n\nthird\n\nand", "the words")
        assert chat.chat.session.queued == ()
        assert chat.bench.said("was not sent")
        await chat.bench.press("enter")
        await chat.read("Both.")


async def test_a_turn_goes_on_while_the_chat_is_hidden_and_says_when_it_is_over(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chatting(home, monkeypatch, [[say("A"), hold(), say("ll of it.")]]) as chat:
        await chat.open()
        await chat.say("go")
        await chat.read("A")
        await chat.bench.press("ctrl+t")
        chat.wire.release()
        await chat.still()
        await chat.bench.until(lambda: chat.bench.said("^t shows it"), "the word")
        await chat.bench.press("ctrl+t")
        await chat.read("ll of it.")


async def test_trouble_of_the_service_is_told_where_one_writes(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chatting(home, monkeypatch, [[overloaded()], [say("At last.")]]) as chat:
        await chat.open()
        seen: list[str] = []
        running = chat.chat.session
        await chat.say("go")
        await chat.bench.until(
            lambda: seen.append(running.running.doing if running.running else "") or "At last" in chat.words
        )
        assert any("retrying" in doing for doing in seen)


async def test_enter_sends_and_three_keys_make_a_new_line(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chatting(home, monkeypatch, [[say("Yes.")]]) as chat:
        await chat.open()
        await chat.bench.press("a", "ctrl+j", "b", "shift+enter", "c", "alt+enter", "d")
        assert chat.pane.composer.prompt.text == "a\nb\nc\nd"
        assert chat.pane.composer.prompt.size.height == 4
        await chat.bench.press("enter")
        await chat.read("a\nb\nc\nd")


async def test_up_brings_back_what_was_said_and_down_what_was_being_written(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chatting(home, monkeypatch, [[say("Yes.")], [say("No.")]]) as chat:
        await chat.open()
        for text, answer in (("one", "Yes."), ("two", "No.")):
            await chat.say(text)
            await chat.read(answer)
            await chat.still()
        await chat.bench.type("thr")
        prompt = chat.pane.composer.prompt
        seen = []
        for key in ("up", "up", "up", "down", "down"):
            await chat.bench.press(key)
            await chat.bench.pilot.pause()
            seen.append(prompt.text)
        assert seen == ["two", "one", "one", "two", "thr"]


async def test_a_name_is_completed_and_sent_as_a_link(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Asked] = []

    def answer(one: Asked) -> Turn:
        asked.append(one)
        return [say("Seen.")]

    async with chatting(home, monkeypatch, [answer]) as chat:
        await chat.open()
        await chat.bench.type("who is @ada")
        await chat.bench.until(lambda: chat.pane.composer.offers.option_count > 0, "an offer")
        await chat.bench.press("tab")
        assert chat.pane.composer.prompt.text == "who is @Ada (b)Berg "
        await chat.bench.press("enter")
        await chat.read("Seen.")
        assert "[Ada (b)Berg](lattice://people/" in asked[0].said


async def test_a_name_that_was_taken_is_finished_and_enter_sends(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chatting(home, monkeypatch, [[say("Seen.")]]) as chat:
        await chat.open()
        composer = chat.pane.composer
        await chat.bench.type("see @peo")
        await chat.bench.until(lambda: composer.offers.option_count > 0, "an offer")
        await chat.bench.press("tab")
        await chat.bench.until(lambda: composer.prompt.text == "see @people ", "the name")
        await chat.bench.type("ada")
        assert not composer.offers.option_count
        await chat.bench.press("backspace", "backspace", "backspace", "enter")
        await chat.read("Seen.")
        # another sign begins another name
        await chat.bench.type("@people and @ad")
        await chat.bench.until(lambda: composer.offers.option_count > 0, "offers of the second")


async def test_commands_are_offered_and_chosen_with_the_arrows(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chatting(home, monkeypatch) as chat:
        await chat.open()
        await chat.bench.press("slash")
        await chat.bench.until(lambda: chat.pane.composer.offers.option_count > 10, "commands")
        composer = chat.pane.composer
        await chat.bench.until(lambda: composer.offers.region.width == composer.region.width, "the width")
        assert composer.offers.region.x == composer.region.x
        await chat.bench.press("escape")
        await chat.bench.until(lambda: not chat.pane.composer.offers.option_count, "closed")
        await chat.bench.type("wi")
        assert not chat.pane.composer.offers.option_count
        await chat.say("de")
        await chat.bench.until(lambda: chat.chat.session.state.size is Size.WIDE, "wide")


async def test_a_draft_and_the_conversation_come_back_after_a_restart(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chatting(home, monkeypatch, [[say("Kept.")]]) as chat:
        await chat.open()
        await chat.say("keep this")
        await chat.read("Kept.")
        await chat.still()
        await chat.bench.type("half a tho")
    async with chatting(home, monkeypatch) as chat:
        await chat.bench.until(lambda: chat.chat.pane is not None and chat.pane.opened, "the chat")
        await chat.read("Kept.")
        assert chat.pane.composer.draft == "half a tho"
        assert not chat.pane.has_focus_within


async def test_without_a_key_the_chat_says_so_and_nothing_that_was_written_is_lost(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chatting(home, monkeypatch) as chat:
        monkeypatch.delenv("ANTHROPIC_API_KEY")
        await chat.open()
        await chat.bench.until(lambda: chat.pane.trouble is not None, "the trouble")
        await chat.say("hello")
        await chat.bench.until(lambda: chat.pane.composer.draft == "hello", "the words")
        threads = (await chat.bench.client.run(ListThreads())).value.threads
        assert threads == ()
        await chat.bench.press(*["backspace"] * 5)
        await chat.say("/connect")
        await chat.bench.until(lambda: type(chat.bench.app.screen).__name__ == "ConnectKeyScreen", "connect")


async def test_without_a_key_enter_says_so_also_where_something_was_said_and_leads_to_one(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chatting(home, monkeypatch, [[say("Yes.")]]) as chat:
        await chat.open()
        await chat.say("hello")
        await chat.read("Yes.")
        await chat.still()
        monkeypatch.delenv("ANTHROPIC_API_KEY")
        chat.chat.session.turns.forget_assistant()
        await chat.say("and now?")
        await chat.bench.until(lambda: type(chat.bench.app.screen).__name__ == "Confirm", "the question")
        assert chat.pane.composer.draft == "and now?"
        state = chat.pane.query_one("#chat-state")
        await chat.bench.until(lambda: "/connect" in str(state.render()), "the way out")
        await chat.bench.press("tab", "enter")
        await chat.bench.until(lambda: type(chat.bench.app.screen).__name__ == "ConnectKeyScreen", "connect")
        assert chat.pane.composer.draft == "and now?"
