"""What the assistant does on the workspace: asked for, shown, opened, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from lattice.actions import CountRows, DeleteRow, ListRows
from lattice.actions.policy import ListApprovals, SetPolicy
from lattice.model.errors import LatticeError
from lattice.model.policy import Decision, Policy, Writes
from lattice.tui.session import TabKind
from lattice.tui.widgets.chat import approval
from lattice.tui.widgets.grid import Grid
from tests.assistant.wire import Turn, call, hold, say
from tests.tui.chat.conftest import Chat, chatting

ADD: Turn = [call("insert_rows", table="people", rows=[{"name": "Finn"}, {"name": "Gro"}])]


async def count(chat: Chat) -> int | None:
    return (await chat.bench.client.run(CountRows(table="people"))).value.total


async def test_what_a_turn_changed_lights_up_and_is_taken_back_as_one(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second: Turn = [call("insert_rows", table="people", rows=[{"name": "Hal"}])]
    async with chatting(home, monkeypatch, [ADD, second, [say("Added three.")]]) as chat:
        await chat.bench.open("people")
        await chat.open()
        lit: set[str] = set()
        flash = Grid.flash

        def noted(grid: Grid, rows: Mapping[str, str]) -> None:
            lit.update(rows)
            flash(grid, rows)

        # they light up for a moment, which one who looks now and then may miss
        monkeypatch.setattr(Grid, "flash", noted)
        await chat.say("add them")
        await chat.bench.until(lambda: len(lit) == 3, "the rows")
        await chat.read("Added three.")
        await chat.still()
        assert await count(chat) == 8
        await chat.say("/undo")
        await chat.bench.until(lambda: chat.bench.said("Taken back"), "the word")
        assert await count(chat) == 5
        await chat.bench.until(lambda: "Finn" not in chat.bench.names(), "the grid")


async def test_a_turn_that_was_taken_back_says_so_after_a_restart(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chatting(home, monkeypatch, [ADD, [say("Done.")]]) as chat:
        await chat.open()
        await chat.say("add")
        await chat.read("Done.")
        await chat.still()
        await chat.say("/undo")
        await chat.read("turn undone")
    async with chatting(home, monkeypatch) as chat:
        await chat.open()
        await chat.read("turn undone")
        await chat.read("↶ undone")


async def test_rows_are_shown_by_their_names_in_calls_and_in_what_was_said(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chatting(home, monkeypatch) as chat:
        rows = (await chat.bench.client.run(ListRows(table="people"))).value.rows
        row, gone = next(r for r in rows if "Bo" in str(r.values["name"])), "01ARZ3NDEKTSV4RRFFQ69G5FAV"
        seen: Turn = [call("get_row", table="people", id=row.id), call("get_row", table="people", id=gone)]
        chat.wire.script += [seen, [say("Seen.")]]
        await chat.open()
        await chat.bench.type("who is @cy")
        await chat.bench.until(lambda: chat.pane.composer.offers.option_count > 0, "an offer")
        await chat.bench.press("tab", "enter")
        await chat.read("Seen.")
        await chat.still()
        history = chat.pane.history

        def shown() -> str:
            return "\n".join(history.render_line(y).text for y in range(history.size.height))

        await chat.bench.until(lambda: "people Bo Lind" in shown(), "the name")
        assert "who is Cy Dahl" in shown()
        assert "lattice://" not in shown()
        assert row.id not in shown()
        assert "…9G5FAV" in shown()


async def test_one_call_is_taken_back_by_key_in_the_history(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chatting(home, monkeypatch, [ADD, [say("Done.")]]) as chat:
        await chat.open()
        await chat.say("add")
        await chat.read("Done.")
        await chat.still()
        history = chat.pane.history
        await chat.bench.press("escape")
        await chat.bench.until(lambda: history.has_focus, "the focus")
        await chat.bench.press("g", "g", "j")
        for _ in range(6):
            await chat.bench.press("u")
            if await count(chat) == 5:
                break
            await chat.bench.press("j")
        assert await count(chat) == 5
        await chat.bench.press("i")
        await chat.bench.until(lambda: chat.pane.composer.prompt.has_focus, "writing again")


async def test_what_cannot_be_undone_waits_for_an_answer_by_key(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(approval, "GUARD_S", 1_000)
    async with chatting(home, monkeypatch) as chat:
        client = chat.bench.client
        row = (await client.run(ListRows(table="people"))).value.rows[0]
        await client.run(DeleteRow(table="people", id=row.id))
        purge: Turn = [call("purge_rows", table="people", ids=[row.id])]
        chat.wire.script += [purge, [say("It is gone.")]]
        await chat.open()
        await chat.say("purge ada")
        box = chat.pane.approval
        await chat.bench.until(lambda: box.display, "the question")
        assert chat.pane.composer.prompt.has_focus
        await chat.bench.press("ctrl+g")
        await chat.bench.until(lambda: box.has_focus, "the focus")
        # whoever is still typing has answered nothing
        await chat.bench.press("y")
        assert chat.chat.session.asked
        monkeypatch.setattr(approval, "GUARD_S", 0)
        await chat.bench.press("y")
        await chat.bench.until(lambda: chat.pane.composer.prompt.has_focus, "writing again")
        await chat.read("It is gone.")
        await chat.still()
        assert not box.display
        assert chat.pane.composer.prompt.has_focus
        page = (await client.run(ListRows(table="people", deleted=True))).value
        assert [r.id for r in page.rows if r.id == row.id] == []


async def test_a_question_does_not_take_the_keys_of_somebody_who_writes(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[Turn] = [[say("Let me"), hold(), *ADD], [say("Left as it was.")]]
    async with chatting(home, monkeypatch, turns) as chat:
        await chat.bench.client.run(SetPolicy(policy=Policy(writes=Writes.ASK)))
        await chat.open()
        await chat.say("add them")
        await chat.read("Let me")
        await chat.bench.type("yes but")
        chat.wire.release()
        box = chat.pane.approval
        await chat.bench.until(lambda: box.display, "the question")
        await chat.bench.type(" y")
        assert chat.pane.composer.draft == "yes but y"
        assert chat.chat.session.asked
        assert "people" in " ".join(box.question.words) if box.question else False
        await chat.bench.press("ctrl+g")
        await chat.bench.until(lambda: box.has_focus, "the focus")
        monkeypatch.setattr(approval, "GUARD_S", 0)
        await chat.bench.press("n")
        await chat.read("Left as it was.")
        assert await count(chat) == 5
        assert chat.pane.composer.draft == "yes but y"


async def test_what_another_agent_asks_for_is_answered_in_the_same_place(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chatting(home, monkeypatch) as chat:
        client = chat.bench.client
        await client.run(SetPolicy(policy=Policy(writes=Writes.ASK)))
        scout = client.acting("agent:scout", "session-1")
        row = (await client.run(ListRows(table="people"))).value.rows[0]
        with pytest.raises(LatticeError, match=r"approv|allow|asked"):
            await scout.run(DeleteRow(table="people", id=row.id))
        await chat.bench.until(lambda: chat.chat.asked, "the question")
        await chat.bench.press("ctrl+g")
        await chat.bench.until(lambda: chat.chat.pane is not None and chat.pane.approval.has_focus, "focus")
        assert "scout" in str(chat.pane.approval.border_title)
        answers = chat.pane.approval.query_one("#approval-answers")
        lines = [answers.render_line(y).text.replace("\u00a0", " ") for y in range(answers.size.height)]
        assert len(lines) == 2
        assert "space details" in lines[1]
        monkeypatch.setattr(approval, "GUARD_S", 0)
        await chat.bench.press("y")
        await chat.bench.until(lambda: not chat.chat.asked, "the answer")
        await scout.run(DeleteRow(table="people", id=row.id))
        decided = (await client.run(ListApprovals(waiting=False))).value
        assert [a.decision for a in decided] == [Decision.ONCE]


async def test_what_is_typed_after_the_key_of_the_chat_answers_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(approval, "GUARD_S", 0)
    async with chatting(home, monkeypatch) as chat:
        client = chat.bench.client
        await client.run(SetPolicy(policy=Policy(writes=Writes.ASK)))
        row = (await client.run(ListRows(table="people"))).value.rows[0]
        with pytest.raises(LatticeError, match=r"approv|allow|asked"):
            await client.acting("agent:scout", "session-1").run(DeleteRow(table="people", id=row.id))
        await chat.bench.until(lambda: chat.chat.asked, "the question")
        await chat.bench.press("ctrl+t")
        await chat.bench.until(lambda: chat.chat.pane is not None and chat.pane.approval.display, "the box")
        await chat.bench.until(lambda: chat.pane.has_focus_within, "the focus")
        await chat.bench.type("Nyc")
        assert chat.pane.composer.draft == "Nyc"
        # an agent that is gone is put out of sight, or refused
        await chat.bench.press("ctrl+g", "escape")
        await chat.bench.until(lambda: not chat.pane.approval.display, "put aside")
        assert chat.pane.composer.prompt.has_focus
        assert chat.bench.said("Put aside")
        await chat.bench.press("ctrl+g")
        await chat.bench.until(lambda: chat.pane.approval.has_focus, "the question again")
        assert chat.chat.asked
        assert [a.decision for a in (await client.run(ListApprovals(waiting=False))).value] == [
            Decision.ASKED
        ]


async def test_what_it_wrote_opens_by_itself_and_the_focus_stays(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write: Turn = [call("create_artifact", title="Report", text="# People\n\nFive of them.")]
    async with chatting(home, monkeypatch, [write, [say("Here it is.")]]) as chat:
        await chat.open()
        await chat.say("write a report")
        await chat.read("Here it is.")
        tabs = chat.bench.screen.tabs
        await chat.bench.until(
            lambda: tabs.current is not None and tabs.current.key.kind is TabKind.FILE, "the artifact"
        )
        assert chat.pane.composer.prompt.has_focus


async def test_the_model_is_told_what_the_person_looks_at(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chatting(home, monkeypatch, [[say("I see.")]]) as chat:
        await chat.bench.open("people")
        await chat.bench.press("space", "j", "space")
        selected = sorted(chat.bench.grid.selection.ids)
        await chat.open()
        await chat.say("and these?")
        await chat.read("I see.")
        told = f"{chat.wire.asked[0].system}{chat.wire.asked[0].body['messages']}"
        assert all(f"lattice://people/{row_id}" in told for row_id in selected)
