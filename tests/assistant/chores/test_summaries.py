"""Summaries of new files: written once, for the text that is there, and never over a person's own words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from lattice.actions import ListEvents, ReadUsage, ReplaceFile, Undo, UpdateFile
from lattice.assistant.chores.asking import Asker
from lattice.assistant.chores.documents import document
from lattice.assistant.chores.scope import Scope
from lattice.assistant.chores.summaries import keep
from lattice.client import Client
from lattice.model.policy import Eagerness, Writes
from lattice.model.rows import Row
from tests.assistant.chores.choring import REPORT, at_home
from tests.assistant.wire import Asked, Turn, call, hold, say


async def test_a_new_file_gets_a_summary_by_the_assistant_that_one_undo_takes_back_for_good(
    tmp_path: Path,
) -> None:
    async with at_home(tmp_path) as home, home.running():
        row = await home.add()
        await home.settled()
        assert await home.summary(row) == "A report on two pumps."
        (change,) = await home.by_assistant()
        assert (change.actor, change.on_behalf_of) == ("agent:assistant", "human:ada")
        await home.client.run(Undo(change_id=change.group_id))
        await home.settled()
        assert await home.summary(row) == ""
        # nor when its text is another
        await home.client.run(ReplaceFile(id=row.id, text=REPORT + "More of it."))
        await home.settled()
        assert await home.summary(row) == ""
        assert len(home.wire.asked) == 1
        used = (await home.client.run(ReadUsage(turn=change.group_id or ""))).value
        assert used.turn.tokens > 0


async def test_a_changed_text_gets_another_summary_when_the_last_one_was_a_chore(tmp_path: Path) -> None:
    said = iter(["The first.", "The second."])

    def answer(_: Asked) -> Turn:
        return [say('Here it is: {"summary": "' + next(said) + '"}')]

    async with at_home(tmp_path, answer) as home, home.running():
        row = await home.add()
        await home.settled()
        assert await home.summary(row) == "The first."
        await home.client.run(ReplaceFile(id=row.id, text=REPORT + "More of it."))
        await home.settled()
        assert await home.summary(row) == "The second."


@pytest.mark.parametrize("when", ["with the file", "after", "while the model writes", "emptied"])
async def test_a_persons_own_words_stay(tmp_path: Path, when: str) -> None:
    async with at_home(tmp_path) as home:
        own = "" if when == "emptied" else "My own words."
        if when == "while the model writes":
            home.wire.otherwise = [hold(), call("answer", summary="Over it.")]
        async with home.running():
            row = await home.add(summary=own if when == "with the file" else "")
            if when == "while the model writes":
                await home.wire.until_asked(1)
                await home.client.run(UpdateFile(id=row.id, summary=own))
                home.wire.release()
            await home.settled()
            if when in ("after", "emptied"):
                await home.client.run(UpdateFile(id=row.id, summary=own))
                await home.client.run(ReplaceFile(id=row.id, text=REPORT + "More."))
                await home.settled()
            assert await home.summary(row) == own


async def test_another_change_while_the_model_writes_does_not_lose_the_summary(tmp_path: Path) -> None:
    async with at_home(tmp_path) as home:
        home.wire.otherwise = [hold(), call("answer", summary="A report.")]
        async with home.running():
            row = await home.add()
            await home.wire.until_asked(1)
            await home.client.run(UpdateFile(id=row.id, title="Pumps"))
            home.wire.release()
            await home.settled()
            assert await home.summary(row) == "A report."
            assert (await home.file(row)).values["title"] == "Pumps"


async def test_of_a_long_document_every_part_is_read(tmp_path: Path) -> None:
    text = "".join(f"Part {n} says that the number {n * 7} is right.\n" for n in range(3_000))
    async with at_home(tmp_path) as home, home.running():
        row = await home.add(text)
        await home.settled()
        assert await home.summary(row)
        given = "".join(asked.said for asked in home.wire.asked)
        assert all(f"Part {n} says" in given for n in range(3_000))
        assert max(asked.size for asked in home.wire.asked) < 100_000


async def test_what_was_there_before_the_first_time_is_left_alone(tmp_path: Path) -> None:
    async with at_home(tmp_path) as home:
        await home.add(name="old.txt")
        async with home.running():
            await home.settled()
        assert home.wire.asked == []


@pytest.mark.parametrize("why", ["off", "ask", "no key"])
async def test_nothing_is_done_when_nothing_is_wanted_and_nothing_piles_up(tmp_path: Path, why: str) -> None:
    async with at_home(tmp_path) as home:
        home.key = why != "no key"
        if why == "off":
            await home.level(Eagerness.OFF)
        if why == "ask":
            await home.level(Eagerness.EAGER, writes=Writes.ASK)
        async with home.running():
            await home.add()
            await home.settled()
            home.key = True
            await home.level(Eagerness.EAGER, writes=Writes.AT_ONCE)
            await home.settled()
        assert (home.wire.asked, home.said, await home.by_assistant()) == ([], [], [])


async def test_an_answer_that_is_none_changes_nothing(tmp_path: Path) -> None:
    answers: Iterator[Turn] = iter(
        [
            [say("I would rather not.")],
            [say('{"summary": 7}')],
            [call("delete_everything", table="people")],
            [say("{" * 5_000)],
        ]
    )
    async with at_home(tmp_path, lambda _: next(answers)) as home, home.running():
        for n in range(4):
            await home.add(f"{n} {REPORT}", f"{n}.txt")
        await home.settled()
        assert len(home.wire.asked) == 4
        assert await home.by_assistant() == []


async def test_what_a_model_says_is_bounded_and_hides_nothing(tmp_path: Path) -> None:
    def answer(_: Asked) -> Turn:
        return [call("answer", summary="Pumps\x1b[31m\u202e and\n\nmore " + "word " * 500)]

    async with at_home(tmp_path, answer) as home, home.running():
        row = await home.add()
        await home.settled()
        said = await home.summary(row)
        assert said.startswith("Pumps [31m and more word")
        assert len(said) <= 700


class Interrupting:
    """The assistant's client; a person writes a summary right after it was looked whether there is one."""

    def __init__(self, agent: Client, person: Client, row: Row) -> None:
        self._agent, self._person, self._row = agent, person, row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._agent, name)

    async def run(self, action: Any, **more: Any) -> Any:
        done = await self._agent.run(action, **more)
        if isinstance(action, ListEvents):
            await self._person.run(UpdateFile(id=self._row.id, summary="My own words."))
        return done


async def test_words_written_between_looking_and_writing_stay(tmp_path: Path) -> None:
    async with at_home(tmp_path) as home:
        row = await home.add()
        agent = home.client.acting("agent:assistant", "chores")
        doc = await document(agent, row.id, "human:ada")
        between = cast("Client", Interrupting(agent, home.client, row))
        await keep(Scope(between, cast("Asker", None), "human:ada", "chore-1"), doc, "Over it.")
        assert await home.summary(row) == "My own words."
        assert await home.by_assistant() == []
