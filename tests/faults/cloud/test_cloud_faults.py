"""What breaks between people and a server: processes, the database, the line, clocks, disks."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import psycopg
import pytest
import pytest_asyncio

from lattice.actions import GetRow, UpdateRow
from lattice.client.cloud import streaming
from lattice.engine.hosting import backup, restoring
from lattice.engine.hosting.bootstrap import schema_of
from lattice.model.ids import new_id
from tests.faults.cloud.houses import Asking, House, Server, house, until
from tests.faults.cloud.lines import Line
from tests.faults.cloud.mirrors import rows_there, watcher

#: Ends every connection of a server.
_END_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'lattice_server%'"

pytestmark = pytest.mark.asyncio(loop_scope="module")


class Place:
    """A server that fails, a workspace on it, and a line to it."""

    def __init__(self, house: House, server: Server, line: Line) -> None:
        self.house = house
        self.server = server
        self.line = line

    async def workspace(self, *members: str) -> tuple[Asking, dict[str, str]]:
        """A new workspace with a table of people; its owner, at the server without the line; all tokens."""
        workspace, tokens = await self.house.workspace(*members)
        owner = Asking(self.server.address, workspace, tokens[members[0]])
        columns = [{"name": "name", "type": "text"}, {"name": "n", "type": "integer"}]
        await owner.ok("table.create", name="people", columns=columns)
        return owner, tokens

    def receipts(self, workspace: str) -> Counter[str]:
        """How often each op_id stands in the log, as the database itself says."""
        with psycopg.connect(self.house.database) as admin:
            schema = schema_of(workspace)
            rows = admin.execute(
                f'SELECT r.op_id FROM "{schema}".lattice_receipts r'
                f' JOIN "{schema}".lattice_events e ON e.change_id = r.change_id'
            ).fetchall()
        return Counter(str(row[0]) for row in rows)

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        """What the database says to its superuser."""
        with psycopg.connect(self.house.database, autocommit=True) as admin:
            return list(admin.execute(statement).fetchall())  # type: ignore[arg-type]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def place() -> AsyncIterator[Place]:
    async with house() as built:
        server = await built.server()
        async with Line(server.port) as line:
            yield Place(built, server, line)


async def until_logged(place: Place, workspace: str, op_id: str) -> None:
    await until(lambda: place.receipts(workspace)[op_id] > 0)


async def test_a_backup_that_is_restored_is_one_reset_and_mirrors_equal_the_server_again(
    place: Place, tmp_path: Path
) -> None:
    ada, tokens = await place.workspace("ada", "bo")
    await ada.ok("row.insert", table="people", values={"name": "kept"})
    async with watcher(tmp_path, place.server.address, ada.workspace, "bo", tokens["bo"]) as bo:
        file = tmp_path / "all.lattice-backup"
        await backup.back_up(place.house.database, file)
        lost = await ada.settled("row.insert", op_id=new_id(), table="people", values={"name": "lost"})
        await bo.reached(lost["seq"])
        before = await bo.mirror.state()
        place.server.database, old = (
            place.house.postgres.database(f"restored_{new_id().lower()}"),
            (place.server.database),
        )
        await place.server.end()
        await restoring.restore(place.server.database, file, place.server.folder)
        await place.server.begin()

        async def is_another() -> bool:
            return (await bo.mirror.state()).epoch != before.epoch

        await until(is_another)
        outcome = await ada.settled("row.insert", op_id=new_id(), table="people", values={"name": "after"})
        await bo.reached(outcome["seq"])
        assert await bo.rows("people") == await rows_there(ada, "people")
        assert b"lost" not in await bo.rows("people")
        assert (await bo.mirror.state()).generation == before.generation + 1
    await place.server.kill()
    place.server.database = old
    await place.server.begin()


async def test_a_server_that_is_killed_between_commit_and_answer_settles_it_by_the_op_id(
    place: Place,
) -> None:
    ada, tokens = await place.workspace("ada")
    far = Asking(place.line.address, ada.workspace, tokens["ada"])
    row = await ada.ok("row.insert", table="people", values={"name": "Ann", "n": 0})
    op_id = new_id()
    place.line.loses_answers = True
    change = {"table": "people", "id": row["id"], "values": {"n": 1}}
    with pytest.raises(httpx.HTTPError):
        await far.ask("row.update", op_id=op_id, **change)
    place.line.loses_answers = False
    await until_logged(place, ada.workspace, op_id)
    # and others of whom nobody knows how far they were
    under_way = [new_id() for _ in range(8)]
    asked = [
        asyncio.create_task(ada.ask("row.insert", op_id=one, table="people", values={"name": one}))
        for one in under_way
    ]
    await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
    await place.server.kill()
    await asyncio.gather(*asked, return_exceptions=True)
    await place.server.begin()
    outcome = await far.settled("row.update", op_id=op_id, **change)
    assert outcome["replayed"]
    for one in under_way:
        await ada.settled("row.insert", op_id=one, table="people", values={"name": one})
    counted = place.receipts(ada.workspace)
    assert {one: counted[one] for one in (op_id, *under_way)} == dict.fromkeys((op_id, *under_way), 1)
    assert (await ada.ok("row.count", table="people"))["total"] == 1 + len(under_way)
    assert (await ada.ok("audit.verify"))["ok"]


async def test_a_database_that_restarts_under_load_loses_nothing_and_the_server_goes_on_by_itself(
    place: Place, tmp_path: Path
) -> None:
    ada, tokens = await place.workspace("ada", "bo")
    done: list[str] = []
    stop = asyncio.Event()

    async def write(who: int) -> None:
        while not stop.is_set():
            op_id = new_id()
            await ada.settled("row.insert", op_id=op_id, table="people", values={"name": op_id, "n": who})
            done.append(op_id)

    async with (
        watcher(tmp_path, place.server.address, ada.workspace, "bo", tokens["bo"]) as bo,
        asyncio.TaskGroup() as tasks,
    ):
        for who in range(4):
            tasks.create_task(write(who))
        await _more_than(done, 20)
        await place.house.postgres.stop()
        await place.house.postgres.start()
        await _more_than(done, len(done) + 20)
        stop.set()
    async with watcher(tmp_path, place.server.address, ada.workspace, "bo", tokens["bo"]) as bo:
        counted = place.receipts(ada.workspace)
        assert {op_id: counted[op_id] for op_id in done} == dict.fromkeys(done, 1)
        head = place.sql(f'SELECT max(seq) FROM "{schema_of(ada.workspace)}".lattice_events')[0][0]
        assert isinstance(head, int)
        await bo.reached(head)
        assert await bo.rows("people") == await rows_there(ada, "people")


async def _more_than(done: list[str], count: int) -> None:
    await until(lambda: len(done) > count)


async def test_a_stream_that_is_cut_in_the_middle_of_a_frame_goes_on_without_gap_or_duplicate(
    place: Place, tmp_path: Path
) -> None:
    ada, tokens = await place.workspace("ada", "bo")
    line = place.line
    async with watcher(tmp_path, line.address, ada.workspace, "bo", tokens["bo"]) as bo:
        first = (await bo.mirror.state()).seq
        bo.watch(first)
        last = first
        for after in (1, 40, 150, 300):
            cuts = line.cuts
            line.cut_after = after
            while line.cuts == cuts:
                outcome = await ada.settled(
                    "row.insert", op_id=new_id(), table="people", values={"name": "é" * 200}
                )
                last = outcome["seq"]
        line.delay_s = 0.05
        for _ in range(5):
            last = (await ada.settled("row.insert", op_id=new_id(), table="people", values={}))["seq"]
        line.delay_s = 0.0
        await bo.saw(last)
        assert bo.seqs == list(range(first + 1, last + 1))
        assert await bo.rows("people") == await rows_there(ada, "people")


async def test_a_line_that_is_half_open_is_found_out_and_made_anew(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "SILENCE_S", 1.0)
    ada, tokens = await place.workspace("ada", "bo")
    async with watcher(tmp_path, place.line.address, ada.workspace, "bo", tokens["bo"]) as bo:
        place.line.silence()
        outcome = await ada.settled("row.insert", op_id=new_id(), table="people", values={"name": "Ann"})
        await until(lambda: not bo.client.standing().online)
        place.line.speak()
        await bo.reached(outcome["seq"])
        assert await bo.rows("people") == await rows_there(ada, "people")


async def test_a_request_that_arrives_twice_is_carried_out_once(place: Place) -> None:
    ada, tokens = await place.workspace("ada")
    far = Asking(place.line.address, ada.workspace, tokens["ada"])
    place.line.repeats, place.line.repeated = True, 0
    op_ids = [new_id() for _ in range(10)]
    for op_id in op_ids:
        await far.settled("row.insert", op_id=op_id, table="people", values={"name": op_id})
    await until(lambda: place.line.repeated >= len(op_ids))
    place.line.repeats = False
    assert place.receipts(ada.workspace) & Counter(op_ids) == Counter(op_ids)
    assert (await ada.ok("row.count", table="people"))["total"] == len(op_ids)


@pytest.mark.parametrize("skew_s", [-86_400.0, 86_400.0])
async def test_whose_clock_is_a_day_off_works_as_everybody_does(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, skew_s: float
) -> None:
    ada, tokens = await place.workspace("ada", "bo")
    row = await ada.ok("row.insert", table="people", values={"name": "Ann", "n": 0})
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + skew_s)
    monkeypatch.setattr(time, "time_ns", lambda: int((real() + skew_s) * 1e9))
    async with watcher(tmp_path, place.server.address, ada.workspace, "bo", tokens["bo"]) as bo:
        outcome = await bo.client.run(UpdateRow(table="people", id=row["id"], values={"n": 7}))
        assert (await bo.client.run(GetRow(table="people", id=row["id"]))).value.values["n"] == 7
        await bo.reached(outcome.seq or 0)
        monkeypatch.undo()
        there = await ada.ok("row.get", table="people", id=row["id"])
        assert abs(_seconds(there["updated_at"]) - real()) < 60
        assert await bo.rows("people") == await rows_there(ada, "people")


def _seconds(stored: str) -> float:
    from datetime import datetime

    return datetime.fromisoformat(stored).timestamp()


async def test_a_server_whose_disk_is_full_takes_no_changes_and_still_answers(place: Place) -> None:
    ada, tokens = await place.workspace("ada")
    await ada.ok("row.insert", table="people", values={"name": "Ann"})
    full = await place.house.server("disk_floor_bytes = 1000000000000000000\n")
    there = Asking(full.address, ada.workspace, tokens["ada"])
    refused = await there.ask("row.insert", op_id=new_id(), table="people", values={"name": "Bo"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (507, "disk_full")
    assert (await there.ok("row.count", table="people"))["total"] == 1
    await full.end()
    assert (await ada.ok("row.count", table="people"))["total"] == 1


async def test_what_is_written_through_one_process_is_seen_at_another_also_when_listen_is_dead(
    place: Place, tmp_path: Path
) -> None:
    ada, tokens = await place.workspace("ada", "bo")
    second = await place.house.server()
    there = Asking(second.address, ada.workspace, tokens["ada"])
    async with watcher(tmp_path, place.server.address, ada.workspace, "bo", tokens["bo"]) as bo:
        bo.watch((await bo.mirror.state()).seq)
        outcome = await there.settled("row.insert", op_id=new_id(), table="people", values={"name": "Ann"})
        await bo.saw(outcome["seq"])
        killed: list[tuple[object, ...]] = []
        for name in ("Bo", "Cy", "Di"):
            # nobody may see which of them listens: all of the servers' connections end
            killed += place.sql(_END_ALL)
            outcome = await there.settled("row.insert", op_id=new_id(), table="people", values={"name": name})
            await bo.saw(outcome["seq"])
        assert len(killed) >= 2
        assert await bo.rows("people") == await rows_there(ada, "people")
    await second.end()
