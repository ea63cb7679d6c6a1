"""Keeping a mirror: what the stream says is applied, what is missing is fetched."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol

from lattice.engine.mirror.frames import Data, Fetched, Place, changes_schema
from lattice.engine.mirror.mirror import Mirror
from lattice.engine.mirror.state import LINKS
from lattice.model.errors import LatticeError
from lattice.model.stream import Entry, HeadFrame, Hide, RawCatalog, RawLink, RawRow, Reset, Reveal

#: Rows and links of one page. While one is on its way no frame is applied: it takes some 50 ms.
PAGE = 2_000


class Source(Protocol):
    """Where the contents of a mirror come from: one member's view of a workspace.

    Each answer is one snapshot, as new as all frames that came before it was asked for.
    """

    async def catalog(self) -> RawCatalog:
        """The tables as they are now."""
        ...

    async def rows(self, table_id: str, after: str, limit: int) -> Sequence[RawRow]:
        """Rows behind an id, in order of id; raises `not_found` for a table that is gone."""
        ...

    async def rows_of(self, table_id: str, ids: Sequence[str]) -> Sequence[RawRow]:
        """These rows, without those that are not to be seen; raises `not_found`."""
        ...

    async def links(self, after: str, limit: int) -> Sequence[RawLink]:
        """Links behind an id, in order of id."""
        ...


class Keeper:
    """The one who writes to a mirror."""

    def __init__(self, mirror: Mirror, source: Source, *, page: int = PAGE) -> None:
        self.mirror = mirror
        self._source = source
        self._page = page
        # a page must not be overtaken by frames that are newer than it
        self._turn = asyncio.Lock()
        self.untidy = False
        """Whether rows went out of sight whose traces are still to be removed."""

    async def begin(self) -> None:
        """Begin the mirror, or begin it anew: from then on the stream is to be followed."""
        async with self._turn:
            await self.mirror.begin(await self._source.catalog())

    async def take(self, frames: Sequence[Data | HeadFrame | Reset]) -> None:
        """Apply what the stream said, in its order and all in one: a commit costs more than what is in it."""
        held: list[Data] = []
        head: HeadFrame | None = None
        for frame in frames:
            if isinstance(frame, Entry | Hide | Reveal):
                held.append(frame)
                head = None
            elif isinstance(frame, Reset) or await self._is_other(frame):
                held.clear()
                head = None
                await self.begin()
            else:
                head = frame
        if head is not None:
            await self._apply(held, head.seq, complete=True)
        elif held:
            await self._apply(held, held[-1].seq, complete=False)

    async def _is_other(self, head: HeadFrame) -> bool:
        """Whether a head is of another log than the one that is mirrored."""
        return (await self.mirror.state()).epoch != head.epoch

    async def _apply(self, frames: Sequence[Data], seq: int, *, complete: bool) -> None:
        async with self._turn:
            state = await self.mirror.state()
            if not frames and state.seq == seq and state.complete >= complete:
                return
            catalog = await self._source.catalog() if any(map(changes_schema, frames)) else None
            fetched: dict[Place, tuple[RawRow, tuple[RawLink, ...]] | None] = {}
            while True:
                applied = await self.mirror.apply(
                    frames, seq=seq, complete=complete, catalog=catalog, fetched=fetched
                )
                if not applied.needed:
                    break
                fetched.update(await self._fetch(applied.needed))
        self.untidy = self.untidy or applied.took_out

    async def _fetch(self, places: Sequence[Place]) -> Fetched:
        """The rows that the stream said too little about, as they are now."""
        by_table: dict[str, list[str]] = {}
        for table_id, row_id in places:
            by_table.setdefault(table_id, []).append(row_id)
        found: dict[Place, tuple[RawRow, tuple[RawLink, ...]] | None] = dict.fromkeys(places)
        for table_id, ids in by_table.items():
            for start in range(0, len(ids), self._page):
                stretch = ids[start : start + self._page]
                try:
                    rows = await self._source.rows_of(table_id, stretch)
                except LatticeError as error:
                    await self._check_dropped(error)
                    rows = ()
                found.update(((table_id, raw.id), (raw, ())) for raw in rows)
        return found

    async def _check_dropped(self, error: LatticeError) -> RawCatalog:
        """The tables as they are now, when a table is gone but the workspace is not; else raises."""
        if error.code != "not_found":
            raise error
        return await self._source.catalog()

    async def fill(self) -> bool:
        """Fetch and take in one page of what is missing; whether there was something to do."""
        async with self._turn:
            state = await self.mirror.state()
            if not state.unfilled:
                return False
            table_id = state.unfilled[0]
            after = state.fills[table_id].after_id
            if table_id == LINKS:
                links = await self._source.links(after, self._page)
                await self.mirror.take_links(links, last=len(links) < self._page)
            else:
                await self._fill_table(table_id, after)
        return True

    async def _fill_table(self, table_id: str, after: str) -> None:
        try:
            rows = await self._source.rows(table_id, after, self._page)
        except LatticeError as error:
            catalog = await self._check_dropped(error)
            state = await self.mirror.state()
            await self.mirror.apply([], seq=state.seq, complete=state.complete, catalog=catalog)
            return
        await self.mirror.take_page(table_id, rows, last=len(rows) < self._page)

    async def tidy(self) -> None:
        """Once all is quiet: leave no trace of rows that went out of sight."""
        if self.untidy:
            self.untidy = False
            async with self._turn:
                await self.mirror.tidy()
