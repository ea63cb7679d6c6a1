"""The life of the chores: budgets, failures, two at once, and what is left when the process ends."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from lattice.actions import AddFile, FileFacts, InsertRow, ReadUsage, ReplaceFile
from lattice.assistant.chores.book import Book
from lattice.assistant.chores.due import Job, Kind
from lattice.model.files import FileStatus
from lattice.model.policy import Budget, Budgets, Eagerness
from tests.assistant.chores.choring import BRISK, REPORT, at_home, is_about, obliging
from tests.assistant.wire import Asked, Turn, call, fail, hold, used


async def test_a_spent_budget_stops_quietly_until_there_is_some_again(tmp_path: Path) -> None:
    def answer(asked: Asked) -> Turn:
        return [used(input=1_000, output=100), *obliging(asked)]

    async with at_home(tmp_path, answer) as home:
        day = Budgets(day=Budget(hard_tokens=1_000))
        await home.level(Eagerness.CONSERVATIVE, budgets=day)
        async with home.running():
            first = await home.add(f"1 {REPORT}", "1.txt")
            await home.until(lambda: len(home.wire.asked) == 1)
            second = await home.add(f"2 {REPORT}", "2.txt")
            await home.until(lambda: home.due == 1 and second.id.encode() in home.book.read_bytes())
            assert (await home.client.run(ReadUsage())).value.day.tokens == 1_100
            await home.level(Eagerness.CONSERVATIVE, budgets=Budgets())
            await home.settled()
            assert await home.summary(first)
            assert await home.summary(second)
        assert (len(home.wire.asked), home.said) == (2, [])


async def test_one_document_may_use_no_more_than_a_turn_and_the_others_go_on(tmp_path: Path) -> None:
    def answer(asked: Asked) -> Turn:
        tokens = 1_000 if "of a long document" in asked.system else 10
        return [used(input=tokens, output=1), *obliging(asked)]

    async with at_home(tmp_path, answer) as home:
        turn = Budgets(turn=Budget(hard_tokens=1_500))
        await home.level(Eagerness.CONSERVATIVE, budgets=turn)
        async with home.running():
            long = await home.add("A very long document. " * 10_000, "long.txt")
            short = await home.add()
            await home.settled()
            assert await home.summary(long) == ""
            assert await home.summary(short)
        assert len(home.wire.asked) == 3


async def test_two_workbenches_do_nothing_twice_and_the_second_takes_over(tmp_path: Path) -> None:
    async with at_home(tmp_path) as home, home.running():
        async with home.running(3):
            for n in range(3):
                await home.add(f"{n} {REPORT}", f"{n}.txt")
            await home.settled()
            assert len(home.wire.asked) == 3
        await home.add(f"after {REPORT}", "after.txt")
        await home.settled()
        assert len(home.wire.asked) == 4


async def test_what_was_under_way_when_the_workbench_closed_goes_on_when_it_is_open_again(
    tmp_path: Path,
) -> None:
    async with at_home(tmp_path) as home:
        home.wire.otherwise = [hold(), call("answer", summary="Late.")]
        async with home.running():
            row = await home.add()
            await home.wire.until_asked(1)
        assert await home.summary(row) == ""
        # what comes in while nobody is there is seen later
        other = await home.add(f"Other. {REPORT}", "other.txt")
        home.wire.otherwise = obliging
        async with home.running():
            await home.settled()
            assert await home.summary(row)
            assert await home.summary(other)
        assert len(home.wire.asked) == 3


async def test_after_an_end_between_two_chores_only_the_second_is_done(tmp_path: Path) -> None:
    def answer(asked: Asked) -> Turn:
        return [hold(), *obliging(asked)] if is_about(asked, "really means") else obliging(asked)

    async with at_home(tmp_path, answer) as home:
        await home.level(Eagerness.BALANCED)
        await home.client.run(InsertRow(table="people", values={"name": "Pump"}))
        text = REPORT.replace("pump", "Pump")
        async with home.running():
            row = await home.add(text)
            await home.wire.until_asked(2)
        assert await home.summary(row)
        home.wire.release()
        async with home.running():
            await home.settled()
        assert await home.mentions(row) == {"Ada Lovelace", "Pump"}
        assert [is_about(a, "really means") for a in home.wire.asked] == [False, True, True]
        assert len({change.group_id for change in await home.by_assistant()}) == 1


async def test_what_changes_again_and_again_is_looked_at_from_time_to_time(tmp_path: Path) -> None:
    async with at_home(tmp_path) as home:
        home.pace = msgspec.structs.replace(BRISK, changed_s=600)
        async with home.running():
            row = await home.add()
            await home.until(lambda: len(home.wire.asked) == 1)
            await home.settled()
            for n in range(5):
                await home.client.run(ReplaceFile(id=row.id, text=f"{n} {REPORT}"))
            other = await home.add(f"Other. {REPORT}", "other.txt")
            await home.until(lambda: len(home.wire.asked) == 2)
            await home.until(lambda: home.due == 1)
            assert await home.summary(other)
        # it waits on when the workbench is open again
        async with home.running():
            third = await home.add(f"Third. {REPORT}", "third.txt")
            await home.until(lambda: len(home.wire.asked) == 3)
            await home.until(lambda: home.due == 1)
            assert await home.summary(third)


async def test_a_failure_that_passes_is_told_once_and_tried_again(tmp_path: Path) -> None:
    async with at_home(tmp_path) as home:
        home.wire.script = [[fail(529)]] * 8
        async with home.running():
            row = await home.add()
            await home.settled()
            assert await home.summary(row)
        assert len(home.said) == 1
        assert "sk-test" not in home.said[0]


async def test_a_failure_of_one_document_does_not_hold_up_the_others(tmp_path: Path) -> None:
    async with at_home(tmp_path) as home:
        home.wire.script = [[fail(400, "something is odd")]]
        async with home.running():
            await home.add(f"1 {REPORT}", "1.txt")
            second = await home.add(f"2 {REPORT}", "2.txt")
            await home.settled()
            assert await home.summary(second)
        assert (len(home.wire.asked), len(home.said)) == (2, 1)


@pytest.mark.parametrize("cut", range(0, 200, 7))
def test_a_book_that_was_cut_off_is_read_as_far_as_it_goes(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "book"
    book = Book(path)
    assert book.take()
    jobs = [Job(Kind.DOCUMENT, f"F{n}", f"chore-{n}") for n in range(3)]
    for job in jobs:
        book.add(job)
    book.write()
    book.did(jobs[0], "file_summary")
    book.over(jobs[1])
    book.release()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - cut])
    again = Book(path)
    assert again.take()
    assert [job.id for job in again.jobs] in (["F0", "F2"], ["F0", "F1", "F2"], [])
    if cut == 0:
        assert again.jobs[0].done == ("file_summary",)
    assert again.is_fresh is (again.jobs == ())
    again.release()


def test_one_process_holds_a_book(tmp_path: Path) -> None:
    one, other = Book(tmp_path / "book"), Book(tmp_path / "book")
    assert one.take()
    assert not other.take()
    one.release()
    assert other.take()
    other.release()


def test_what_becomes_due_while_it_is_done_is_not_ticked_off(tmp_path: Path) -> None:
    book = Book(tmp_path / "book")
    assert book.take()
    job = Job(Kind.DOCUMENT, "F", "chore-1")
    book.add(job)
    book.keep()
    book.add(msgspec.structs.replace(job, group="chore-2", is_new=False))
    book.did(job, "file_summary")
    book.over(job)
    assert [(known.group, known.done, known.is_new) for known in book.jobs] == [("chore-2", (), True)]
    book.release()


async def test_a_key_that_is_disconnected_is_not_used_on(tmp_path: Path) -> None:
    async with at_home(tmp_path) as home, home.running():
        await home.add(f"1 {REPORT}", "1.txt")
        await home.settled()
        home.key = False
        await home.add(f"2 {REPORT}", "2.txt")
        await home.settled()
        assert (len(home.wire.asked), home.said) == (1, [])


async def test_what_nobody_foresaw_does_not_hold_up_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_home(tmp_path) as home, home.running():
        # a picture that breaks whatever reads it
        def broken(*_: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr("PIL.Image.open", broken)
        kept = await home.client.put_bytes([b"\x89PNG broken"])
        facts = FileFacts(
            sha256=kept.sha256, size=kept.size, media_type="image/png", status=FileStatus.NO_TEXT
        )
        await home.client.run(AddFile(name="broken.png", facts=facts))
        row = await home.add()
        await home.settled()
        assert await home.summary(row)
        assert home.said == ["A chore failed: ZeroDivisionError."]
