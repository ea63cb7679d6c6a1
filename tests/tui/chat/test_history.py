"""What the history of a chat shows and tells, by keys and by mouse."""

from __future__ import annotations

from textual.events import MouseScrollDown, MouseScrollUp
from textual.widgets import Input

from lattice.assistant import events
from lattice.model.chat import CallStatus, MessageStatus, NoteBlock, ResultBlock, Role, TextBlock
from lattice.model.errors import ErrorBody
from lattice.model.policy import Approval
from lattice.tui.widgets.chat.history import ChatHistory, wishes
from tests.tui.chat.history_screens import (
    ADA,
    AT,
    CY,
    QUERY,
    call,
    conversation,
    line_with,
    message,
    page,
    shown,
    text,
    told,
    until,
)

TALL = (100, 60)
EMPTY = page()


def many(count: int, *, start: int = 1) -> tuple:
    roles = (Role.PERSON, Role.ASSISTANT)
    return tuple(
        message(n, roles[n % 2], TextBlock(f"number {n}\n\n{'words ' * 30}"), turn=f"t{n // 2}")
        for n in range(start, start + count)
    )


def _wheel(
    kind: type[MouseScrollUp | MouseScrollDown], history: ChatHistory
) -> MouseScrollUp | MouseScrollDown:
    """The wheel, turned over a history."""
    return kind(history, 4, 4, 0, 0, 0, False, False, False)


async def test_it_opens_at_its_end_and_says_what_came_of_each_turn() -> None:
    async with shown(size=(80, 12)) as (_, history):
        assert "The service is overloaded. Try again in a minute." in text(history)
        assert "Interrupted." in text(history)
        assert "more below" not in text(history)


async def test_a_call_is_one_line_with_its_words_time_and_mark() -> None:
    async with shown(size=TALL) as (_, history):
        seen = text(history)
        assert "▸ query_rows people where joined >= 2024-01-01 · 12 ms\n" in seen
        assert "▸ update_rows people values city: Oslo → 3 rows changed · 1.2 s" in seen
        assert history.render_line(line_with(history, "update_rows")).text.rstrip().endswith("↶")
        assert "✗ drop_table people · denied" in seen
        assert "Ada Berg\tOslo" not in seen


async def test_a_turn_ends_with_what_it_used_and_the_way_back() -> None:
    async with shown(size=TALL) as (_, history):
        assert "8,400 tokens · $0.08 · 2 changes · ↶ undo turn" in text(history)


async def test_enter_unfolds_a_call_and_space_folds_it_again() -> None:
    async with shown(size=TALL) as (pilot, history):
        history.here = "call:c1"
        await pilot.press("enter")
        seen = text(history)
        assert "where  joined >= 2024-01-01" in seen
        assert "→ 14 rows of people" in seen
        assert "│ Bo␛[31m Lind" in seen, "what acts on a terminal is shown as a picture"
        await pilot.press("space")
        assert "│" not in "".join(text(history).splitlines()[:10])


async def test_where_everything_is_in_sight_nothing_is_said_to_be_below() -> None:
    async with shown(size=TALL) as (pilot, history):
        history.here = "call:c1"
        await pilot.press("enter", "enter")
        assert history.following
        assert "more below" not in text(history)


async def test_a_click_unfolds_thinking() -> None:
    async with shown(size=TALL) as (pilot, history):
        await pilot.click(ChatHistory, offset=(5, line_with(history, "▸ thought")))
        assert "│ Let me count." in text(history)


async def test_keys_walk_over_items_and_a_long_one_is_read_to_its_end_first() -> None:
    long = message(2, Role.ASSISTANT, TextBlock("\n\n".join(f"line {n}" for n in range(40))))
    thread = page(
        message(1, Role.PERSON, TextBlock("first")), long, message(3, Role.PERSON, TextBlock("last"))
    )
    async with shown(thread, size=(60, 14)) as (pilot, history):
        await pilot.press("home")
        assert history.here == "m1"
        await pilot.press("j")
        assert history.here == "m2:0"
        await pilot.press("j")
        assert history.here == "m2:0"
        assert history.top > 0
        await pilot.press(*["down"] * 40)
        assert history.here == "m3"
        assert "last" in text(history)
        await pilot.press("k")
        assert history.here == "m2:0"
        assert "line 39" in text(history)


async def test_who_comes_from_elsewhere_finds_the_cursor_on_the_newest_item() -> None:
    async with shown() as (pilot, history):
        pilot.app.query_one(Input).focus()
        history.show(conversation())
        await pilot.pause()
        assert "▎" not in text(history)
        await pilot.press("shift+tab")
        assert history.here == "m8:error"
        assert "▎" in text(history)


async def test_u_takes_back_a_call_or_a_turn() -> None:
    async with shown(size=TALL) as (pilot, history):
        history.here = "call:c2"
        await pilot.press("u")
        history.here = "end:t1"
        await pilot.press("u")
        undo, turn = told(pilot)
        assert isinstance(undo, wishes.UndoCall)
        assert undo.change_ids == ("ch1", "ch2")
        assert isinstance(turn, wishes.UndoTurn)
        assert (turn.turn, turn.changes) == ("t1", 2)


async def test_a_click_on_the_mark_takes_back_and_what_is_taken_back_says_so() -> None:
    async with shown(size=TALL) as (pilot, history):
        y = line_with(history, "update_rows")
        x = history.render_line(y).text.rstrip().rindex("↶")
        await pilot.click(ChatHistory, offset=(x, y))
        assert isinstance(told(pilot)[-1], wishes.UndoCall)
        history.mark_undone(("ch1", "ch2"))
        await pilot.pause()
        assert "↶ undone" in text(history)
        assert "↶ turn undone" in text(history)
        await pilot.press("u")
        assert len(told(pilot)) == 1


async def test_retry_edit_and_fork_name_the_message_that_is_meant() -> None:
    async with shown(size=TALL) as (pilot, history):
        history.here = "m8:error"
        await pilot.press("r", "f", "e")
        retry, fork, edit = told(pilot)
        assert isinstance(retry, wishes.Retry)
        assert retry.message is not None
        assert (retry.turn, retry.message.id) == ("t3", "m7")
        assert isinstance(fork, wishes.Fork)
        assert fork.message.n == 8
        assert isinstance(edit, wishes.Edit)
        assert edit.message.id == "m7"


async def test_y_sends_the_item_to_the_clipboard_as_it_was_written() -> None:
    async with shown(size=TALL) as (pilot, history):
        history.here = "m4:0"
        await pilot.press("y")
        assert pilot.app.clipboard.startswith("14 people joined.")
        assert "| Ada Berg | Oslo | 2024-02-11 |" in pilot.app.clipboard


async def test_only_what_was_retrieved_is_a_link() -> None:
    async with shown(size=TALL) as (pilot, history):
        history.here = "m4:0"
        await pilot.press("tab", "enter", "tab", "tab", "enter")
        row, address = told(pilot)
        assert isinstance(row, wishes.OpenRef)
        assert (row.table, row.id) == ("people", ADA)
        assert isinstance(address, wishes.OpenAddress)
        assert address.url == "https://example.org/people"
        y = line_with(history, "and Cy")
        await pilot.click(ChatHistory, offset=(history.render_line(y).text.index("Cy"), y))
        assert len(told(pilot)) == 2, f"{CY} was never retrieved"


async def test_past_the_last_link_tab_goes_on_to_the_next_widget() -> None:
    async with shown(size=TALL) as (pilot, history):
        history.here = "m1"
        await pilot.press("tab")
        assert not history.has_focus


async def test_what_the_person_wrote_may_be_opened() -> None:
    thread = page(message(1, Role.PERSON, TextBlock(f"look at lattice://a%20b/{CY}")))
    async with shown(thread) as (pilot, _history):
        await pilot.press("tab", "enter")
        opened = told(pilot)[-1]
        assert isinstance(opened, wishes.OpenRef)
        assert (opened.table, opened.id) == ("a b", CY)


async def test_the_first_words_are_there_at_once_and_more_follows() -> None:
    async with shown(EMPTY) as (pilot, history):
        history.apply(events.Began("T", "t1", message(1, Role.PERSON, TextBlock("hello"))))
        history.apply(events.Asking(1, "sonnet"))
        history.apply(events.Said("First"))
        assert "First" in text(history)
        for word in (" second", " **third", "** fourth"):
            history.apply(events.Said(word))
        await until(pilot, lambda: "First second third fourth" in text(history))


async def test_a_whole_turn_as_it_happens() -> None:
    async with shown(EMPTY, size=TALL) as (pilot, history):
        history.apply(events.Began("T", "t1", message(1, Role.PERSON, TextBlock("who joined?"))))
        history.apply(events.Thought("They"))
        assert "thinking…" in text(history)
        history.apply(events.Said("Let me look."))
        history.apply(events.Answered(message(2, Role.ASSISTANT, TextBlock("Let me look."), QUERY)))
        history.apply(events.CallBegan(QUERY, "query_rows people"))
        assert "… query_rows people" in text(history)
        result = ResultBlock(QUERY.id, CallStatus.DONE, "rows", elapsed_ms=7)
        history.apply(events.CallEnded(QUERY, result))
        assert "▸ query_rows people · 7 ms" in text(history)
        history.apply(events.Kept(message(3, Role.TOOL, result)))
        history.apply(events.Trimmed("Older results were taken out."))
        history.apply(events.Said("Ada did."))
        history.apply(events.Answered(message(4, Role.ASSISTANT, TextBlock("Ada did."))))
        history.apply(events.Ended(MessageStatus.DONE, "t1", 0))
        await pilot.pause()
        seen = text(history)
        assert seen.count("Let me look.") == seen.count("Ada did.") == seen.count("query_rows") == 1
        assert "Older results were taken out." in seen
        assert "…" not in seen


async def test_a_call_that_waits_for_the_person_says_so() -> None:
    drop = call("c9", "drop_table", table="people")
    async with shown(EMPTY) as (_, history):
        history.apply(events.Answered(message(2, Role.ASSISTANT, drop)))
        history.apply(events.CallBegan(drop, "drop_table people"))
        approval = Approval("a1", AT, "agent:assistant", "T", "table.drop", "people", "{}")
        history.apply(events.ApprovalAsked("c9", approval, ("Drop people.",)))
        assert "? drop_table people · waits for you" in text(history)
        history.apply(events.ApprovalAnswered("c9", approval))
        assert "… drop_table people" in text(history)


async def test_what_had_come_when_it_was_stopped_stays() -> None:
    async with shown(EMPTY) as (_, history):
        history.apply(events.Said("Half of an ans"))
        history.apply(events.Ended(MessageStatus.STOPPED, "t1", 0))
        assert "Half of an ans" in text(history)
        assert "Stopped." in text(history)


async def test_a_failure_says_what_and_what_to_do() -> None:
    async with shown(EMPTY) as (_, history):
        error = ErrorBody(
            "unreachable", "execution", "The service did not answer.", hint="Check the network."
        )
        history.apply(events.Ended(MessageStatus.FAILED, "t1", 0, error=error))
        assert "✗ The service did not answer. Check the network." in text(history)


async def test_words_of_a_broken_answer_are_taken_away() -> None:
    async with shown(EMPTY) as (_, history):
        history.apply(events.Said("wrong words"))
        history.apply(events.Voided("The connection broke."))
        assert "wrong words" not in text(history)
        assert "The connection broke. Asking again." in text(history)


async def test_it_follows_the_end_only_while_the_reader_is_there() -> None:
    async with shown(page(*many(20))) as (pilot, history):
        await pilot.press("pageup")
        before = text(history).splitlines()[:-1]
        assert "↓ more below" in text(history)
        history.apply(events.Said("streaming " * 200))
        await pilot.pause()
        assert text(history).splitlines()[:-1] == before
        await pilot.press("G")
        assert "streaming" in text(history)
        assert "more below" not in text(history)
        history.apply(events.Answered(message(90, Role.ASSISTANT, TextBlock("the very end"))))
        assert "the very end" in text(history)


async def test_the_wheel_leaves_the_end_and_comes_back_to_it() -> None:
    async with shown(page(*many(20))) as (pilot, history):
        for _ in range(3):
            history.post_message(_wheel(MouseScrollUp, history))
            await pilot.pause()
        assert not history.following
        assert "more below" in text(history)
        for _ in range(6):
            history.post_message(_wheel(MouseScrollDown, history))
            await pilot.pause()
        await until(pilot, lambda: history.following)


async def test_a_click_on_more_below_goes_there() -> None:
    async with shown(page(*many(20))) as (pilot, history):
        await pilot.press("pageup")
        y = history.room.height - 1
        x = history.render_line(y).text.index("↓ more")
        await pilot.click(ChatHistory, offset=(x, y))
        assert history.following
        assert "number 20" in text(history)


async def test_earlier_messages_are_asked_for_once_and_the_place_stays() -> None:
    async with shown(page(*many(20, start=100), more=True)) as (pilot, history):
        await pilot.press("home", "home", "home")
        wanted = [m for m in told(pilot) if isinstance(m, wishes.MoreWanted)]
        assert [m.before for m in wanted] == [100]
        before = text(history).splitlines()
        assert before[0].endswith("↑ earlier messages")
        history.prepend(many(20, start=80), more=False)
        await pilot.pause()
        assert line_with(history, "number 100") <= 3
        assert "earlier messages" not in text(history)
        await pilot.press("home")
        assert "number 80" in text(history)


async def test_another_width_keeps_the_place() -> None:
    async with shown(page(*many(40)), size=(80, 20)) as (pilot, history):
        await pilot.press(*["pageup"] * 5)
        place = text(history).splitlines()
        number = next(line for line in place if "number" in line).strip(" ▌▎")
        await pilot.resize_terminal(34, 20)
        await pilot.pause()
        assert number in text(history)
        await pilot.resize_terminal(100, 20)
        await pilot.pause()
        assert number in text(history)


async def test_a_wide_or_narrow_screen_cuts_nothing() -> None:
    for width in (32, 80, 160):
        async with shown(size=(width, 90)) as (_, history):
            words = " ".join(text(history).split())
            assert "Try again in a minute." in words.replace("▌ ", "")
            assert all(history.render_line(y).cell_length == history.room.width for y in range(90 - 3))


async def test_notes_of_the_conversation_are_shown() -> None:
    note = message(1, Role.NOTE, NoteBlock("Earlier messages were summarised.", "summary"))
    async with shown(page(note)) as (_, history):
        assert "Earlier messages were summarised." in text(history)


async def test_the_mouse_selects_text_and_y_copies_it() -> None:
    async with shown(size=TALL) as (pilot, history):
        y = line_with(history, "Let me look.")
        await pilot.hover(ChatHistory, offset=(2, y))
        await pilot.mouse_down(ChatHistory, offset=(2, y))
        await pilot.hover(ChatHistory, offset=(8, y))
        await pilot.mouse_up(ChatHistory, offset=(8, y))
        await pilot.press("y")
        assert pilot.app.clipboard.strip() == "Let me"


async def test_another_thread_takes_the_place_of_the_one_before() -> None:
    async with shown() as (pilot, history):
        history.apply(events.Said("half"))
        history.show(page(message(1, Role.PERSON, TextBlock("something else"))))
        await pilot.pause()
        assert text(history).split() == ["▎", "▌", "something", "else"]


async def test_the_conversation_can_be_shown_before_there_is_room() -> None:
    history = ChatHistory()
    history.show(conversation())
    history.apply(events.Said("more"))
    assert history.talk.items
