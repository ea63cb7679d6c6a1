"""After `kill -9` anywhere in a turn the thread says what was done and what was not, and goes on."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from lattice.actions import CreateThread, ReadThread
from lattice.assistant.conversation import Assistant
from lattice.client import LocalClient
from lattice.model.chat import ASSISTANT, CallBlock, CallStatus, MessageStatus, ResultBlock, TextBlock
from lattice.model.errors import LatticeError
from lattice.model.policy import Decision
from tests.assistant.conversation.talking import a_workspace, an_assistant
from tests.assistant.wire import Asked, Turn, Wire, call, pause, say, think, titled

#: Tools of the script that change something.
WRITES = frozenset({"insert_rows", "update_rows", "delete_rows", "create_table"})


def _scripted(asked: Asked) -> Turn:
    """Reads and writes, one round after the other, with time between them to be killed in."""
    texts = [n for n, m in enumerate(asked.messages) if any(b["type"] == "text" for b in m["content"])]
    said = max(n for n in texts if asked.messages[n]["role"] == "user")
    later = asked.messages[said + 1 :]
    done = sum(any(b["type"] == "tool_use" for b in m["content"]) for m in later)
    rounds: list[Turn] = [
        [
            think("Look first."),
            say("I look."),
            pause(0.01),
            call("query_rows", table="people"),
            call("list_tables"),
        ],
        [
            call("insert_rows", table="people", rows=[{"name": "Di"}]),
            call("insert_rows", table="people", rows=[{"name": "Ed"}, {"name": "Flo"}]),
            call("query_rows", table="people", where="name = Di"),
            call(
                "update_rows", table="people", values={"city": f"City {asked.n}"}, where="name is not empty"
            ),
        ],
        [
            say("Now delete."),
            pause(0.02),
            call("delete_rows", table="people", where="name = Ed"),
            call("insert_rows", table="nowhere", rows=[{"name": "Gus"}]),
        ],
    ]
    if done < len(rounds):
        return rounds[done]
    return [part for n in range(5) for part in (say(f"Part {n}. "), pause(0.01))]


class Doomed:
    """The process whose children are killed."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def line(self) -> str:
        assert self._process.stdout is not None
        return (await asyncio.wait_for(self._process.stdout.readline(), 30)).decode().strip()

    async def run(self, path: Path, wire: Wire, thread: str, seconds: float | None) -> bool:
        """Run a turn and kill it so many seconds after it first asks the model, or, if they are
        negative, after its start; whether it was killed."""
        assert self._process.stdin is not None
        job = {"path": str(path), "url": wire.url, "thread": thread}
        self._process.stdin.write(f"{json.dumps(job)}\n".encode())
        child = int(await self.line())
        ended = asyncio.ensure_future(self.line())
        if seconds is not None and seconds >= 0:
            await wire.until_asked(len(wire.asked) + 1)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(ended), None if seconds is None else abs(seconds))
        if not ended.done():
            os.kill(child, signal.SIGKILL)
        return int(await ended) == signal.SIGKILL


@contextlib.asynccontextmanager
async def doomed() -> AsyncIterator[Doomed]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.assistant.conversation.doomed",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    one = Doomed(process)
    try:
        assert await one.line() == "ready"
        yield one
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


async def test_after_a_kill_thread_and_workspace_agree(tmp_path: Path) -> None:
    await _killed(tmp_path, 8, seed=8)


@pytest.mark.soak
async def test_after_a_hundred_kills_thread_and_workspace_agree(tmp_path: Path) -> None:
    await _killed(tmp_path, 100, seed=int.from_bytes(os.urandom(4)))


async def _killed(tmp_path: Path, times: int, seed: int) -> None:
    chance = random.Random(seed)
    path = tmp_path / "w.lattice"
    client = await a_workspace(path)
    async with Wire(otherwise=_scripted, aside=titled("A title")) as wire, doomed() as process:
        assistant = an_assistant(client, wire.url)
        thread = (await client.run(CreateThread())).value.id
        clock = asyncio.get_running_loop()
        begun = clock.time()
        whole = asyncio.ensure_future(process.run(path, wire, thread, None))
        await wire.until_asked(1)
        await _is_busy(assistant, thread)
        assert not await whole
        whole_s = clock.time() - wire.asked[0].at
        before_s = wire.asked[0].at - begun
        await _agree(client, path, thread)
        for n in range(times):
            # one point in each stretch of the turn, so that few kills are spread over all of it
            share = (n + chance.random()) / times
            # the first of ten before it asks at all, counted from its start
            seconds = whole_s * share if n % 10 else -before_s * share
            thread = (await client.run(CreateThread())).value.id
            killed = await process.run(path, wire, thread, seconds)
            page = await assistant.settle(thread)
            assert page.thread.running is None, f"seed {seed}"
            await _agree(client, path, thread)
            if killed and page.messages:
                await _goes_on(assistant, thread, page.messages[-1].turn if n % 2 else None)
                await _agree(client, path, thread)
        assert all(finding.ok for finding in await client.check())
        await assistant.close()
    await client.close()


async def _is_busy(assistant: Assistant, thread: str) -> None:
    """While a turn runs in another process none begins here, and nothing is settled."""
    with pytest.raises(LatticeError, match="at work"):
        await _goes_on(assistant, thread, None)
    assert (await assistant.settle(thread)).thread.running is not None


async def _agree(client: LocalClient, path: Path, thread: str) -> None:
    """Every change that a call made is in its result, and no result tells of another one."""
    page = (await client.run(ReadThread(id=thread, limit=1000))).value
    results = [b for m in page.messages for b in m.blocks if isinstance(b, ResultBlock)]
    calls = [b for m in page.messages for b in m.blocks if isinstance(b, CallBlock)]
    assert sorted(r.call_id for r in results) == sorted(c.id for c in calls)
    by_call = {result.call_id: result for result in results}
    for one in calls:
        made, told = _made(path, one), by_call[one.id]
        assert set(told.change_ids) == made, (one, told)
        if one.name in WRITES:
            assert (told.status is CallStatus.DONE) == bool(made), (one, told)
    told_of = {change for result in results for change in result.change_ids}
    assert told_of == _changes_of(path, {m.turn for m in page.messages})
    assert not [m for m in page.messages if m.status is MessageStatus.RUNNING]


def _made(path: Path, one: CallBlock) -> set[str]:
    """The changes that a call's receipts tell of."""
    found = "SELECT change_id FROM lattice_receipts WHERE actor = ? AND (op_id = ? OR op_id GLOB ?)"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(found, (ASSISTANT, one.op_id, f"{one.op_id}.*")).fetchall()
    return {row[0] for row in rows if row[0]}


def _changes_of(path: Path, turns: set[str]) -> set[str]:
    """The changes of turns."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT id, group_id FROM lattice_changes WHERE group_id IS NOT NULL"
        ).fetchall()
    return {change for change, group in rows if group in turns}


async def _goes_on(assistant: Assistant, thread: str, turn: str | None) -> None:
    """The same turn, or a new one with other words; the service takes the history as it is."""

    async def decide(asked: object) -> Decision:
        return Decision.NO

    blocks = () if turn else (TextBlock("Go on"),)
    ended = await assistant.run_turn(thread, blocks, tell=lambda event: None, decide=decide, turn=turn)
    assert ended.status is MessageStatus.DONE, ended.error
