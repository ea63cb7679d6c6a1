"""What hypothesis finds: whatever was shared and taken back, everyone sees just what the one rule says."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lattice.actions import (
    CountRows,
    DeleteRow,
    ListEvents,
    ListRows,
    ListTrash,
    PurgeRows,
    Redo,
    SearchText,
    ShareRow,
    Undo,
    UpdateRow,
)
from lattice.actions.base import Action
from lattice.client import LocalClient
from lattice.engine.visibility import HIDDEN_OWNERS
from lattice.model.errors import LatticeError
from lattice.model.people import Caller
from lattice.model.sharing import Visibility
from tests.engine.workspaces import add, table, tamper, workspace

PEOPLE = ("human:ada", "human:bob", "human:eve")
ROWS = 4

people = st.sampled_from(PEOPLE)
some = st.lists(people, max_size=2, unique=True).map(tuple)
rows = st.integers(0, ROWS - 1)
share = st.tuples(st.just("share"), people, rows, st.sampled_from(Visibility), some, some)
other = st.tuples(st.sampled_from(["change", "delete", "purge", "undo", "redo"]), people, rows)


class World:
    """A workspace with a client for each person."""

    def __init__(self, ada: LocalClient, ids: list[str]) -> None:
        engine = ada._engine
        self.ids = ids
        self.clients = {who: LocalClient(engine, Caller(who), owns=False) for who in PEOPLE}

    async def do(self, step: tuple[object, ...]) -> None:
        """One step; what is refused is refused."""
        what, who, row, *rest = step
        id_ = self.ids[int(str(row))]
        action: Action[object]
        match what:
            case "share":
                visibility, read, write = rest
                named = visibility is Visibility.CUSTOM
                action = ShareRow(  # type: ignore[assignment]  # of another answer
                    table="t",
                    id=id_,
                    visibility=Visibility(str(visibility)),
                    read=tuple(read) if named else (),  # type: ignore[arg-type]  # drawn as such
                    write=tuple(write) if named else (),  # type: ignore[arg-type]
                )
            case "change":
                action = UpdateRow(table="t", id=id_, values={"name": f"word {row} again"})  # type: ignore[assignment]
            case "delete":
                action = DeleteRow(table="t", id=id_)  # type: ignore[assignment]
            case "purge":
                action = PurgeRows(table="t", ids=(id_,))  # type: ignore[assignment]
            case "undo":
                action = Undo()  # type: ignore[assignment]
            case _:
                action = Redo()  # type: ignore[assignment]
        try:
            await self.clients[str(who)].run(action)
        except LatticeError as error:
            if error.code == "failed":
                raise


async def _rule(client: LocalClient, who: str) -> tuple[set[str], set[str]]:
    """Ids of living and of trashed rows that somebody sees, read past the engine."""
    async with client._engine.database.reading() as tx:
        seen = await tx.all(
            "SELECT _id, _deleted_at FROM t WHERE _visibility = 'everyone' OR _owner = ?"
            " OR (_visibility = 'custom' AND _id IN (SELECT row_id FROM lattice_grants WHERE member = ?))",
            (who, who),
        )
    living = {str(id_) for id_, at in seen if at is None}
    return living, {str(id_) for id_, at in seen if at is not None}


async def _check(world: World) -> None:
    for who, client in world.clients.items():
        living, trashed = await _rule(client, who)
        page = (await client.run(ListRows(table="t", sort=("-name",)))).value
        assert {row.id for row in page.rows} == living
        assert page.total == len(living)
        assert (await client.run(CountRows(table="t"))).value.total == len(living)
        assert {h.row_id for h in (await client.run(SearchText(text="word"))).value.hits} == living
        trash = (await client.run(ListTrash())).value
        assert {item.row_id for item in trash.items} == trashed
        assert trash.total == len(trashed)
        told = {e.row_id for e in (await client.run(ListEvents(limit=1000))).value.events if e.row_id}
        async with client._engine.database.reading() as tx:
            there = {str(row[0]) for row in await tx.all("SELECT _id FROM t")}
        assert told & there == living | trashed


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(st.one_of(share, share, other), min_size=3, max_size=14))
def test_everyone_sees_what_the_rule_says(steps: list[tuple[object, ...]]) -> None:
    async def play() -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with workspace(Path(folder)) as ada:
                await table(ada, "t", name="text")
                owners = [LocalClient(ada._engine, Caller(who), owns=False) for who in PEOPLE]
                ids = [await add(owners[n % 3], "t", name=f"word {n}") for n in range(ROWS)]
                world = World(ada, ids)
                for step in steps:
                    await world.do(step)
                await _check(world)
                assert all(finding.ok for finding in await ada.check())

    asyncio.run(play())


async def test_where_nobody_hides_anything_reading_is_as_it_was(tmp_path: Path) -> None:
    async with workspace(tmp_path) as ada:
        await table(ada, "t", name="text")
        id_ = await add(ada, "t", name="x")
        engine = ada._engine

        async def keeping(who: str) -> str:
            async with engine.database.reading() as tx:
                work = await engine.reading(tx, await engine.catalog(tx), Caller(who), "")
                return work.layout("t").seen

        assert await keeping("human:bob") == '"t"'
        await ada.run(ShareRow(table="t", id=id_, visibility=Visibility.PRIVATE))
        # of the one who hides alone everything is seen by themselves
        assert await keeping("human:ada") == '"t"'
        assert "lattice_grants" in await keeping("human:bob")
    # a mirror holds only what its member may see, and has nothing hidden in it
    tamper(tmp_path, f"DELETE FROM lattice_meta WHERE key = '{HIDDEN_OWNERS}'")
    from tests.engine.workspaces import opened

    async with opened(tmp_path, Caller("human:bob")) as bob:
        assert len((await bob.run(ListRows(table="t"))).value.rows) == 1
