"""Twenty who write and fifty who watch while everything breaks: nothing is lost, and all see the same."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import time
from collections import Counter
from pathlib import Path

import psycopg
import pytest

from lattice.engine.hosting.bootstrap import schema_of
from lattice.model.ids import new_id
from tests.faults.cloud.houses import Asking, House, Server, house
from tests.faults.cloud.lines import Line
from tests.faults.cloud.mirrors import Watcher, rows_there, watcher

WRITERS, WATCHERS = 20, 50
#: How long it breaks, in seconds.
SECONDS = float(os.environ.get("LATTICE_FAULTS_S", "300"))
#: Between two faults, and between two changes of one writer.
_FAULT_S, _PAUSE_S = 4.0, 0.5
#: A silent stream is given up after 40 s, and somebody who was long away tries again every 30 s.
_CATCHES_UP_S = 120.0


class Writer:
    """Changes rows one after the other, and remembers what was acknowledged."""

    def __init__(self, asking: Asking, dice: random.Random) -> None:
        self.acknowledged: list[str] = []
        self._asking = asking
        self._dice = dice
        self._rows: list[str] = []

    async def write(self, until: float) -> None:
        """Insert, change, share and remove rows, each until it is settled."""
        while time.monotonic() < until:
            op_id = new_id()
            action, fields = self._next()
            outcome = await self._asking.settled(action, op_id=op_id, table="people", **fields)
            self.acknowledged.append(op_id)
            if action == "row.insert":
                self._rows.append(outcome["value"]["id"])
            elif action == "row.delete":
                self._rows.remove(fields["id"])
            await asyncio.sleep(self._dice.uniform(0, 2 * _PAUSE_S))

    def _next(self) -> tuple[str, dict[str, object]]:
        kind = self._dice.random()
        if not self._rows or kind < 0.3:
            return "row.insert", {"values": {"name": "é" * self._dice.randrange(80), "n": 0}}
        row = self._dice.choice(self._rows)
        if kind < 0.35 and len(self._rows) > 3:
            return "row.delete", {"id": row}
        if kind < 0.42:
            return "row.share", {"id": row, "visibility": self._dice.choice(("private", "everyone"))}
        return "row.update", {"id": row, "values": {"n": self._dice.randrange(1_000_000)}}


class Breaker:
    """Breaks one thing after the other."""

    def __init__(self, house: House, servers: list[Server], lines: list[Line], dice: random.Random) -> None:
        self.done: Counter[str] = Counter()
        self._house = house
        self._servers = servers
        self._lines = lines
        self._dice = dice

    async def work(self, until: float) -> None:
        """Break and mend until the time is over."""
        faults = (
            self._kill,
            self._restart_database,
            self._cut,
            self._cut_frames,
            self._lose,
            self._delay,
            self._be_silent,
            self._repeat,
            self._deafen,
        )
        order = list(faults)
        while time.monotonic() < until:
            self._dice.shuffle(order)
            for fault in order:
                await asyncio.sleep(_FAULT_S)
                if time.monotonic() >= until:
                    return
                await fault()
                self.done[fault.__name__.strip("_")] += 1

    async def _kill(self) -> None:
        server = self._dice.choice(self._servers)
        await server.kill()
        await server.begin()

    async def _restart_database(self) -> None:
        await self._house.postgres.stop()
        await self._house.postgres.start()

    async def _cut(self) -> None:
        self._dice.choice(self._lines).cut()

    async def _cut_frames(self) -> None:
        for line in self._lines:
            line.cut_after = self._dice.randrange(1, 300)

    async def _lose(self) -> None:
        await self._for_a_while("loses_answers", True, False)

    async def _delay(self) -> None:
        await self._for_a_while("delay_s", 0.3, 0.0)

    async def _repeat(self) -> None:
        await self._for_a_while("repeats", True, False)

    async def _for_a_while(self, name: str, value: object, usual: object) -> None:
        line = self._dice.choice(self._lines)
        setattr(line, name, value)
        await asyncio.sleep(2)
        setattr(line, name, usual)

    async def _be_silent(self) -> None:
        line = self._dice.choice(self._lines)
        line.silence()
        await asyncio.sleep(3)
        line.speak()

    async def _deafen(self) -> None:
        with contextlib.suppress(psycopg.Error), psycopg.connect(self._house.database) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'lattice_server%'"
            )


@pytest.mark.soak
async def test_twenty_write_and_fifty_watch_while_everything_breaks_and_all_see_the_same(
    tmp_path: Path,
) -> None:
    dice = random.Random(11)
    handles = [f"m{n}" for n in range(WATCHERS)]
    async with house() as built, contextlib.AsyncExitStack() as stack:
        servers = [await built.server(), await built.server()]
        lines = [await stack.enter_async_context(Line(server.port)) for server in servers]
        workspace, tokens = await built.workspace(*handles)
        columns = [{"name": "name", "type": "text"}, {"name": "n", "type": "integer"}]
        await Asking(servers[0].address, workspace, tokens["m0"]).ok(
            "table.create", name="people", columns=columns
        )
        watchers = [
            await stack.enter_async_context(
                watcher(tmp_path, lines[n % 2].address, workspace, handle, tokens[handle])
            )
            for n, handle in enumerate(handles)
        ]
        first = (await watchers[0].mirror.state()).seq
        for each in watchers:
            each.watch(first)
        writers = [
            Writer(Asking(lines[n % 2].address, workspace, tokens[f"m{n}"]), random.Random(n))
            for n in range(WRITERS)
        ]
        breaker = Breaker(built, servers, lines, dice)
        until = time.monotonic() + SECONDS
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(breaker.work(until))
                for writer in writers:
                    tasks.create_task(writer.write(until))
        finally:
            for server in servers:
                (tmp_path / f"{server.folder.name}.log").write_text(server.log(), "utf-8")
        done = [op_id for writer in writers for op_id in writer.acknowledged]
        (tmp_path / "figures.txt").write_text(f"{len(done)} changes, {dict(breaker.done)}\n", "utf-8")
        assert breaker.done
        _check_log(built, workspace, done)
        await _check_watchers(built, servers[0], workspace, tokens, watchers)


def _check_log(built: House, workspace: str, done: list[str]) -> None:
    """Every acknowledged change stands in the log exactly once."""
    schema = schema_of(workspace)
    with psycopg.connect(built.database) as admin:
        counted = Counter(
            str(row[0])
            for row in admin.execute(
                f'SELECT r.op_id FROM "{schema}".lattice_receipts r'
                f' JOIN "{schema}".lattice_changes c ON c.id = r.change_id'
            ).fetchall()
        )
        seqs = [row[0] for row in admin.execute(f'SELECT seq FROM "{schema}".lattice_events ORDER BY seq')]
    # what changed nothing, such as sharing what is shared already, has no change
    assert [op_id for op_id in done if counted[op_id] > 1] == []
    assert seqs == list(range(1, len(seqs) + 1))
    with psycopg.connect(built.database) as admin:
        kept = {str(r[0]) for r in admin.execute(f'SELECT op_id FROM "{schema}".lattice_receipts').fetchall()}
    assert set(done) - kept == set()


async def _check_watchers(
    built: House, server: Server, workspace: str, tokens: dict[str, str], watchers: list[Watcher]
) -> None:
    """Every mirror has the rows that its member sees, byte for byte, and no event was seen twice."""
    schema = schema_of(workspace)
    with psycopg.connect(built.database) as admin:
        row = admin.execute(f'SELECT max(seq) FROM "{schema}".lattice_events').fetchone()
    assert row is not None
    late = []
    for each in watchers:
        try:
            await each.reached(row[0], _CATCHES_UP_S)
        except TimeoutError:
            late.append(f"{each.caller.actor} at {await each.mirror.state()}, {each.client.standing()}")
    assert late == [], f"of {row[0]}"
    for each in watchers:
        handle = each.caller.actor.partition(":")[2]
        there = await rows_there(Asking(server.address, workspace, tokens[handle]), "people")
        assert await each.rows("people") == there, handle
        assert each.seqs == sorted(set(each.seqs)), handle
    assert (await Asking(server.address, workspace, tokens["m0"]).ok("audit.verify"))["ok"]
