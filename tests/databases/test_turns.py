"""Writers on Postgres that share a transaction: each keeps or takes back its own."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from lattice.actions import (
    AddColumn,
    CreateTable,
    InsertRow,
    ListChanges,
    ListEvents,
    ListRows,
    Undo,
    UpdateRow,
)
from lattice.databases.postgres import PostgresDatabase
from lattice.engine.engine import Engine
from lattice.model.errors import LatticeError
from lattice.model.people import Caller
from lattice.model.schema import NewColumn
from tests import hosting_place

pytest.importorskip("psycopg")

ADA = Caller("human:ada")


class Scene:
    """A workspace on Postgres with one table and one row."""

    def __init__(self, engine: Engine, row: str, other: Engine) -> None:
        self.engine = engine
        self.row = row
        self.other = other
        """The same workspace in what could be another process."""

    @property
    def database(self) -> PostgresDatabase:
        assert isinstance(self.engine.database, PostgresDatabase)
        return self.engine.database

    async def names(self) -> list[str]:
        """What the rows are called, in order."""
        page = (await self.engine.run(ListRows(table="people"), ADA)).value
        return sorted(str(row.values["name"]) for row in page.rows)

    async def sound(self) -> bool:
        """Whether the log is dense and its chain unbroken."""
        log = (await self.engine.run(ListEvents(limit=500), ADA)).value
        assert [event.seq for event in log.events] == list(range(len(log.events), 0, -1))
        return len(log.events) > 0


@pytest_asyncio.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async with contextlib.AsyncExitStack() as stack:
        found = []
        for name in ("one", "two"):
            (tmp_path / name).mkdir()
            hosting = await hosting_place.hosting(tmp_path / name)
            stack.push_async_callback(hosting.close)
            found.append(hosting)
        made = await found[0].create("Turns", owner=ADA.actor, owner_name="Ada")
        engine, other = await found[0].engine(made.id), await found[1].engine(made.id)
        columns = (NewColumn(name="name", type="text"),)
        await engine.run(CreateTable(name="people", columns=columns), ADA)
        row = await engine.run(InsertRow(table="people", values={"name": "first"}), ADA)
        yield Scene(engine, row.value.id, other)


async def added(engine: Engine, name: str, op_id: str | None = None) -> object:
    return await engine.run(InsertRow(table="people", values={"name": name}), ADA, op_id=op_id)


async def test_many_at_once_are_all_kept_in_one_dense_log(scene: Scene) -> None:
    engines = (scene.engine, scene.other)
    await asyncio.gather(*(added(engines[n % 2], f"n{n:02}") for n in range(40)))
    assert await scene.names() == sorted(["first", *(f"n{n:02}" for n in range(40))])
    assert await scene.sound()


async def test_what_fails_takes_back_itself_alone(scene: Scene) -> None:
    async def fails() -> None:
        with pytest.raises(LatticeError) as refused:
            await scene.engine.run(UpdateRow(table="people", id="0" * 26, values={"name": "x"}), ADA)
        assert refused.value.code == "not_found"

    async def spoils() -> None:
        async with scene.database.writing(ADA) as tx:
            await tx.stands(ADA.actor, None)
            await tx.run("DELETE FROM lattice_meta WHERE key = 'name'")
            raise RuntimeError

    async def fails_late() -> None:
        with pytest.raises(RuntimeError):
            await spoils()

    work = [added(scene.engine, "a"), fails(), added(scene.engine, "b"), fails_late(), fails()]
    await asyncio.gather(fails(), *work, added(scene.engine, "c"))
    assert await scene.names() == ["a", "b", "c", "first"]
    assert await scene.sound()
    async with scene.database.reading() as tx:
        assert await tx.one("SELECT value FROM lattice_meta WHERE key = 'name'") == ("Turns",)


async def test_who_stops_waiting_keeps_nobody_from_their_turn(scene: Scene) -> None:
    async with scene.database.writing():
        tasks = [asyncio.create_task(added(scene.engine, f"n{n}")) for n in range(6)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        for task in tasks[::2]:
            task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [isinstance(r, asyncio.CancelledError) for r in results] == [True, False] * 3
    assert await scene.names() == ["first", "n1", "n3", "n5"]


async def test_one_op_id_asked_twice_at_once_is_done_once(scene: Scene) -> None:
    asked = (added(scene.engine, "same", "op-1"), added(scene.engine, "same", "op-1"))
    answers = await asyncio.gather(added(scene.engine, "before"), *asked)
    assert [getattr(a, "replayed", None) for a in answers].count(True) == 1
    assert await scene.names() == ["before", "first", "same"]


async def test_an_undo_sees_what_those_before_it_in_the_same_transaction_wrote(scene: Scene) -> None:
    change = await scene.engine.run(UpdateRow(table="people", id=scene.row, values={"name": "x"}), ADA)
    later = UpdateRow(table="people", id=scene.row, values={"name": "y"})
    results = await asyncio.gather(
        scene.engine.run(later, ADA),
        scene.engine.run(Undo(change_id=change.change_id), ADA),
        return_exceptions=True,
    )
    assert isinstance(results[1], LatticeError)
    assert results[1].code == "conflict"
    assert await scene.names() == ["y"]
    assert await scene.sound()


async def test_changes_of_the_schema_and_rows_go_side_by_side(scene: Scene) -> None:
    def column(name: str) -> AddColumn:
        return AddColumn(table="people", column=NewColumn(name=name, type="text"))

    await asyncio.gather(
        added(scene.engine, "a"),
        scene.engine.run(column("age"), ADA),
        added(scene.other, "b"),
        scene.engine.run(column("city"), ADA),
        added(scene.engine, "c"),
    )
    assert await scene.names() == ["a", "b", "c", "first"]
    changes = (await scene.engine.run(ListChanges(limit=20), ADA)).value
    assert len(changes.changes) == 7
    assert await scene.sound()


async def test_when_the_database_is_lost_nobody_is_told_that_it_was_kept(scene: Scene) -> None:
    async with scene.database.writing() as tx:
        tasks = [asyncio.create_task(added(scene.engine, f"n{n}")) for n in range(5)]
        await tx.one("SELECT 1")

    async def cut() -> None:
        async with scene.database.writing(ADA) as tx:
            await tx.stands(ADA.actor, None)
            await tx.one("SELECT pg_terminate_backend(pg_backend_pid())")

    results = await asyncio.gather(*tasks, cut(), return_exceptions=True)
    kept = {f"n{n}" for n, result in enumerate(results[:5]) if not isinstance(result, BaseException)}
    told = [r for r in results if isinstance(r, BaseException)]
    assert told
    assert all(isinstance(r, LatticeError) for r in told), told
    assert set(await scene.names()) == {"first", *kept}
    await added(scene.engine, "after")
    assert await scene.sound()


async def test_nobody_is_told_that_all_is_well_when_it_is_not_known(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(connection: object, statements: str) -> None:
        raise RuntimeError("a mistake in the program")

    with monkeypatch.context() as patch:
        patch.setattr("lattice.databases.postgres_turns.commit", broken)
        results = await asyncio.gather(
            added(scene.engine, "a"), added(scene.engine, "b"), return_exceptions=True
        )
        assert [getattr(r, "code", None) for r in results] == ["outcome_unknown"] * 2
    await added(scene.engine, "after")
    assert await scene.names() == ["after", "first"]
