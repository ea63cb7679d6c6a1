"""A workspace and the mirror of it that one member keeps, without a network between."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lattice.actions import Action, ListAllLinks, ListRows, ListTables, SearchText
from lattice.client import LocalClient, create_local
from lattice.engine.mirror.keeping import Keeper
from lattice.engine.mirror.mirror import Mirror, open_mirror
from lattice.engine.snapshot import raw_catalog, raw_links, raw_rows, raw_rows_of
from lattice.engine.streaming import Stream
from lattice.engine.tail import Tail
from lattice.model.events import Event
from lattice.model.people import Caller
from lattice.model.stream import Frame, RawCatalog, RawLink, RawRow

ADA = Caller(actor="human:ada")


class EngineSource:
    """What a member may see of a workspace, straight from its engine."""

    def __init__(self, client: LocalClient, caller: Caller) -> None:
        self._engine = client._engine
        self._caller = caller
        self.asked: list[str] = []
        """Ids of the rows that had to be asked for by themselves."""

    async def catalog(self) -> RawCatalog:
        return await raw_catalog(self._engine, self._caller)

    async def rows(self, table_id: str, after: str, limit: int) -> Sequence[RawRow]:
        return await raw_rows(self._engine, self._caller, table_id, after, limit)

    async def rows_of(self, table_id: str, ids: Sequence[str]) -> Sequence[RawRow]:
        self.asked += ids
        return await raw_rows_of(self._engine, self._caller, table_id, ids)

    async def links(self, after: str, limit: int) -> Sequence[RawLink]:
        return await raw_links(self._engine, self._caller, after, limit)


class Pair:
    """The workspace (`client`), and its mirror as `caller` keeps it."""

    def __init__(self, client: LocalClient, mirror: Mirror, caller: Caller, page: int) -> None:
        self.client = client
        self.mirror = mirror
        self.caller = caller
        self.source = EngineSource(client, caller)
        self.keeper = Keeper(mirror, self.source, page=page)

    async def missed(self) -> list[Frame | Event]:
        """What the server would tell the mirror now."""
        state = await self.mirror.state()
        async with Stream(
            Tail(self.client._engine), self.caller, (state.epoch, state.resume_after)
        ) as stream:
            frames: list[Frame | Event] = [*await stream.begin()]
            while more := await stream.more():
                frames += more
        return frames

    async def follow(self) -> None:
        """Bring the mirror up to date."""
        if not (await self.mirror.state()).epoch:
            await self.keeper.begin()
        await self.keeper.take(await self.missed())  # type: ignore[arg-type]
        while await self.keeper.fill():
            pass

    async def both(self, action: Action[object]) -> tuple[object, object]:
        """What the workspace and the mirror answer."""
        expected = (await self.client._engine.run(action, self.caller)).value
        return expected, (await self.mirror.answer(action, self.caller)).value

    async def agree(self) -> None:
        """Fail unless both say the same of everything that a mirror holds."""
        tables, mirrored = await self.both(ListTables(native=True))
        assert tables == mirrored
        for info in tables.tables:  # type: ignore[attr-defined]
            for deleted in (False, True):
                action = ListRows(table=info.table.name, deleted=deleted, limit=1000)
                expected, got = await self.both(action)
                assert expected == got, info.table.name
        expected, got = await self.both(ListAllLinks(limit=1000))
        assert expected == got

    async def finds(self, text: str) -> set[str]:
        """Ids of the rows that a search of the mirror finds; the workspace finds the same."""
        expected, got = await self.both(SearchText(text=text))
        found = {hit.row_id for hit in got.hits}  # type: ignore[attr-defined]
        assert found == {hit.row_id for hit in expected.hits}  # type: ignore[attr-defined]
        return found

    async def close(self) -> None:
        await self.mirror.close()
        await self.client.close()


async def make_pair(folder: Path, caller: Caller = ADA, *, page: int = 3) -> Pair:
    """A new workspace with an empty mirror."""
    client = await create_local(folder / "w.lattice", name="Shared", caller=ADA)
    known = await raw_catalog(client._engine, ADA)
    mirror = await open_mirror(folder / "m.lattice", workspace_id=known.workspace_id, name="Shared")
    return Pair(client, mirror, caller, page)
