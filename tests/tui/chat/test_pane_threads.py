"""Conversations as wholes, files beside words, and what agents may do: all of it from the chat."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input, OptionList, Select, Static

from lattice.actions.chat import ListThreads
from lattice.actions.policy import ReadInstructions, ReadPolicy
from lattice.model.policy import Writes
from lattice.tui.possible import possible
from lattice.tui.screens.threads import ThreadsScreen
from lattice.tui.session import TabKind
from tests.assistant.wire import Asked, Turn, say
from tests.tui.chat.conftest import Chat, chatting


async def screen(chat: Chat, name: str) -> None:
    """Wait until that screen is on top."""
    await chat.bench.until(lambda: type(chat.bench.app.screen).__name__ == name, name)
    await chat.bench.pilot.pause()


async def talked(chat: Chat, *pairs: tuple[str, str]) -> None:
    """Say some things and read their answers."""
    for text, answer in pairs:
        await chat.say(text)
        await chat.read(answer)
        await chat.still()


async def test_conversations_are_found_opened_renamed_deleted_and_brought_back(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[Turn] = [[say("About zebras.")], [say("About otters.")]]
    async with chatting(home, monkeypatch, turns) as chat:
        await chat.open()
        await talked(chat, ("one", "About zebras."))
        await chat.bench.press("ctrl+n")
        await chat.bench.until(lambda: chat.chat.session.thread is None, "a new one")
        await talked(chat, ("two", "About otters."))
        await chat.bench.press("ctrl+l")
        await screen(chat, "ThreadsScreen")
        listed = chat.bench.app.screen
        assert isinstance(listed, ThreadsScreen)
        await chat.bench.until(lambda: listed.lines.option_count == 2, "both")
        await chat.bench.press("slash")
        await chat.bench.type("zebra")
        await chat.bench.until(lambda: listed.lines.option_count == 1, "the one about zebras")
        await chat.bench.press("enter", "R")
        await screen(chat, "Prompt")
        chat.bench.app.screen.query_one(Input).value = "Stripes"
        await chat.bench.press("enter")
        await screen(chat, "ThreadsScreen")
        threads = (await chat.bench.client.run(ListThreads())).value.threads
        assert "Stripes" in [thread.title for thread in threads]
        await chat.bench.press("d")
        await chat.bench.until(lambda: listed.lines.option_count == 0, "deleted")
        await chat.bench.press("u")
        await chat.bench.until(lambda: listed.lines.option_count == 1, "brought back")
        await chat.bench.press("enter")
        await chat.read("About zebras.")


async def test_a_message_is_said_otherwise_answered_again_and_forked(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Asked] = []

    def answer(words: str) -> object:
        def turn(one: Asked) -> Turn:
            asked.append(one)
            return [say(words)]

        return turn

    turns = [answer(words) for words in ("First.", "Second.", "Third.", "Fourth.")]
    async with chatting(home, monkeypatch, turns) as chat:  # type: ignore[arg-type]
        await chat.open()
        await talked(chat, ("begin", "First."))
        await chat.say("/edit")
        await chat.bench.until(lambda: chat.pane.composer.prompt.text == "begin", "the words again")
        await talked(chat, (" anew", "Second."))
        assert "First." not in chat.words
        assert "begin anew" in asked[1].said
        await chat.say("/retry claude-opus-5-5")
        await chat.read("Third.")
        await chat.still()
        assert asked[2].model == "claude-opus-5-5"
        before = chat.chat.session.thread
        await chat.say("/fork")
        await chat.bench.until(lambda: chat.chat.session.thread != before, "the copy")
        await chat.read("Third.")
        await talked(chat, ("and then", "Fourth."))
        assert chat.chat.session.thread is not None
        assert before is not None
        assert chat.chat.session.thread.forked_from == before.id


async def test_a_conversation_is_written_as_a_file_or_an_artifact(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with chatting(home, monkeypatch, [[say("To be kept.")]]) as chat:
        await chat.open()
        await talked(chat, ("keep", "To be kept."))
        target = tmp_path / "talk.md"
        await chat.say(f"/export {target}")
        await chat.bench.until(target.exists, "the file")
        assert "To be kept." in target.read_text()
        await chat.say(f"/export {target}")
        await chat.bench.until(lambda: chat.bench.said("there already"), "the refusal")
        await chat.say("/export")
        tabs = chat.bench.screen.tabs
        await chat.bench.until(
            lambda: tabs.current is not None and tabs.current.key.kind is TabKind.FILE, "the artifact"
        )


async def test_a_long_paste_and_a_dropped_file_stand_beside_the_words_and_come_off_by_key(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    note = tmp_path / "note.md"
    note.write_text("# Note\n\nThe tide is high.")
    async with chatting(home, monkeypatch, [[say("Read.")]]) as chat:
        await chat.open()
        composer = chat.pane.composer
        composer.prompt.post_message(Paste("word " * 500))
        await chat.bench.until(lambda: len(composer.attached) == 1, "the paste")
        assert composer.attached[0].name == "pasted text (2,500 characters)"
        composer.prompt.post_message(Paste(str(note)))
        await chat.bench.until(lambda: len(composer.attached) == 2, "the file")
        await chat.bench.press("backspace")
        await chat.bench.until(lambda: len(composer.attached) == 1, "off again")
        await chat.bench.pilot.click("#chat-chips", offset=(2, 0))
        await chat.bench.until(lambda: not composer.attached, "off by the mouse")
        await chat.say(f"/attach {note}")
        await chat.bench.until(lambda: len(composer.attached) == 1, "attached")
        await talked(chat, ("what is it?", "Read."))
        assert not composer.attached
        assert "tide" in str(chat.wire.asked[0].body["messages"])


async def test_models_instructions_and_what_agents_may_do_are_set_from_the_chat(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chatting(home, monkeypatch) as chat:
        client = chat.bench.client
        await chat.open()
        await chat.say("/model")
        await screen(chat, "Choose")
        await chat.bench.press("j", "enter")
        await chat.bench.until(lambda: chat.chat.session.model, "the model")
        await screen(chat, "WorkbenchScreen")
        await chat.say("/instructions")
        await screen(chat, "InstructionsScreen")
        await chat.bench.type("be brief")
        await chat.bench.press("ctrl+s")
        await screen(chat, "WorkbenchScreen")
        await chat.bench.until(lambda: chat.bench.said("Kept."), "kept")
        assert (await client.run(ReadInstructions())).value.text == "be brief"
        await chat.say("/policy")
        await screen(chat, "PolicyScreen")
        top = chat.bench.app.screen
        top.query_one("#writes", Select).value = Writes.ASK
        top.query_one("#hard-turn", Input).value = "none"
        await chat.bench.press("ctrl+s")
        await chat.bench.until(lambda: "no sum" in str(top.query_one(".problem").render()), "the problem")
        top.query_one("#hard-turn", Input).value = "0.75"
        await chat.bench.press("ctrl+s")
        await screen(chat, "WorkbenchScreen")
        await chat.bench.until(lambda: chat.bench.said("It holds"), "set")
        policy = (await client.run(ReadPolicy())).value
        assert policy.writes is Writes.ASK
        assert policy.budgets.turn.hard_cost == 750_000
        for name in ("/usage", "/help"):
            await chat.say(name)
            await screen(chat, "Notice")
            await chat.bench.press("escape")
            await screen(chat, "WorkbenchScreen")


async def test_a_message_is_found_anywhere_and_opens_its_conversation(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chatting(home, monkeypatch, [[say("The wombat sleeps.")]]) as chat:
        await chat.open()
        await talked(chat, ("who sleeps?", "The wombat sleeps."))
        await chat.say("/new")
        await chat.bench.until(lambda: chat.chat.session.thread is None, "a new one")
        await chat.bench.press("ctrl+t")
        await chat.bench.until(lambda: not chat.bench.screen.with_chat, "hidden")
        await chat.bench.press("ctrl+k")
        await screen(chat, "FindScreen")
        await chat.bench.type("wombat")
        listed = chat.bench.app.screen.query_one("#find-list", OptionList)

        def offered() -> str:
            return "\n".join(str(option.prompt) for option in listed.options)

        await chat.bench.until(lambda: "the assistant: The wombat" in offered(), "who said it")
        assert "A title" in offered()
        await chat.bench.press("enter")
        await chat.bench.until(lambda: chat.bench.screen.with_chat, "the chat")
        await chat.read("The wombat sleeps.")
        await chat.bench.until(lambda: chat.pane.history.has_focus, "the focus")


async def test_where_nothing_was_said_nothing_is_offered_that_comes_to_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chatting(home, monkeypatch, []) as chat:
        await chat.open()
        assert "chat.new" not in {one.id for one in possible(chat.bench.app.screen)}
        await chat.bench.press("ctrl+l")
        await screen(chat, "ThreadsScreen")
        listed = chat.bench.app.screen
        note = listed.query_one("#threads-note", Static)
        await chat.bench.until(lambda: "Nothing was said yet" in str(note.content), "that there is none")
        offered = {one.id for one in possible(listed) if one.id.startswith("threads.")}
        assert offered == {"threads.new", "threads.search"}
