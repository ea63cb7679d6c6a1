"""Word of others' writes on Postgres: LISTEN, and a poll behind it for poolers that drop it."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable

import psycopg

#: The channel; payloads are names of schemas, or what was ended, such as `token ID`.
CHANNEL = "lattice"
#: Pause before a lost connection is made again, in seconds.
RETRY_S = 1.0


class Notices:
    """Counts writes by schema, of this process and of others."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = defaultdict(int)
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._others: list[Callable[[str], None]] = []
        self.listening = False
        """Whether LISTEN is known to work; else only the poll brings word of other processes."""

    def count(self, schema: str) -> int:
        """How many writes were noticed."""
        return self._counts[schema]

    def noticed(self, payload: str) -> None:
        """A write in a schema, or another word for those who asked for all of them."""
        self._counts[payload] += 1
        for event in self._waiting.get(payload, ()):
            event.set()
        for tell in self._others:
            tell(payload)

    def tell(self, callback: Callable[[str], None]) -> None:
        """Call `callback` with every payload from now on."""
        self._others.append(callback)

    def awaited(self) -> list[str]:
        """Schemas that somebody waits for."""
        return [schema for schema, events in self._waiting.items() if events]

    async def changed(self, schema: str, since: int, timeout_s: float) -> bool:
        """Wait until there was a write since, or the time is over; whether there was one."""
        event = asyncio.Event()
        self._waiting[schema].add(event)
        try:
            if self._counts[schema] == since:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(timeout_s):
                        await event.wait()
            return self._counts[schema] != since
        finally:
            self._waiting[schema].discard(event)

    async def listen(self, url: str) -> None:
        """Hear what other processes write, for ever; a lost connection is made again."""
        while True:
            try:
                async for payload in _payloads(url):
                    self.listening = True
                    self.noticed(payload)
            except (psycopg.Error, OSError):
                self.listening = False
            await asyncio.sleep(RETRY_S)

    async def poll(self, interval_s: float, heads: Callable[[list[str]], Awaitable[dict[str, int]]]) -> None:
        """Look every `interval_s` whether the log of a schema that is waited for has grown."""
        known: dict[str, int] = {}
        while True:
            await asyncio.sleep(interval_s)
            awaited = self.awaited()
            if not awaited:
                continue
            for schema, head in (await heads(awaited)).items():
                if known.get(schema, head) != head:
                    self.noticed(schema)
                known[schema] = head


async def _payloads(url: str) -> AsyncIterator[str]:
    connection = await psycopg.AsyncConnection.connect(url, autocommit=True)
    async with connection:
        await connection.execute(f"LISTEN {CHANNEL}")
        yield ""
        async for notice in connection.notifies():
            yield notice.payload
