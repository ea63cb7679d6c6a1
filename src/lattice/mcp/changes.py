"""Changes of the workspace, told to the client: pages that it watches, and that the lists are others now."""

from __future__ import annotations

import asyncio
import logging

from mcp.server.session import ServerSession
from mcp.server.subscriptions import (
    InMemorySubscriptionBus,
    ResourcesListChanged,
    ResourceUpdated,
    ToolsListChanged,
)

from lattice.mcp.addresses import INDEX, Address, parse_address
from lattice.mcp.agent import Agent
from lattice.model.errors import LatticeError
from lattice.model.events import Event
from lattice.model.files import FILES

_log = logging.getLogger("lattice.mcp")

#: How long what happens together is gathered, in seconds.
GATHER_S = 0.1
#: Pages that are named at a time; of more, only their tables are.
NAMED = 500
#: Addresses that a client may watch.
WATCHED = 1000
#: After a failure of the watch: how long until it is tried again, in seconds.
AGAIN_S = 5.0


class Changes:
    """Who is told of what; both ways of the protocol to ask for it are served."""

    def __init__(self, agent: Agent) -> None:
        self.bus = InMemorySubscriptionBus()
        """For clients that listen on a stream (2026-07-28 and later)."""
        self._agent = agent
        self._session: ServerSession | None = None
        self._watched: dict[str, Address | None] = {}
        self._touched: set[Address] = set()
        self._lists = False
        self._tools = False
        self._something = asyncio.Event()

    def begin(self, session: ServerSession) -> None:
        """Tell this session, which has shaken hands, from now on."""
        self._session = session

    def subscribe(self, uri: str) -> None:
        """Watch an address; raises `not_found` for what is none, `too_large` for too many."""
        address = parse_address(uri)
        if len(self._watched) >= WATCHED and uri not in self._watched:
            raise LatticeError(
                "too_large", f"{WATCHED:,} addresses are watched already.", "Let go of some of them."
            )
        self._watched[uri] = address

    def unsubscribe(self, uri: str) -> None:
        """Watch an address no more."""
        self._watched.pop(uri, None)

    async def watch(self) -> None:
        """Follow the log and tell, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._follow())
            group.create_task(self._tell_on())

    async def _follow(self) -> None:
        while True:
            try:
                async for event in self._agent.client.watch():
                    self._take(event)
            except LatticeError as error:
                _log.warning("changes are not told for %s s: %s", AGAIN_S, error)
            await asyncio.sleep(AGAIN_S)

    def _take(self, event: Event) -> None:
        if event.table is None:
            # of the workspace itself: its name, or what agents may do
            self._tools = True
            self._lists = True
        else:
            self._lists |= event.row_id is None or event.table == FILES
            self._touched.add(Address(event.table))
            if event.row_id is not None and len(self._touched) < NAMED:
                self._touched.add(Address(event.table, event.row_id))
        self._something.set()

    async def _tell_on(self) -> None:
        while True:
            await self._something.wait()
            await asyncio.sleep(GATHER_S)
            self._something.clear()
            await self._tell()

    async def _tell(self) -> None:
        touched, lists, tools = self._touched, self._lists, self._tools
        self._touched, self._lists, self._tools = set(), False, False
        for uri in (INDEX, *sorted(str(address) for address in touched)):
            await self.bus.publish(ResourceUpdated(uri=uri))
        if lists:
            await self.bus.publish(ResourcesListChanged())
        if tools:
            await self.bus.publish(ToolsListChanged())
        if self._session is None:
            return
        for uri, address in list(self._watched.items()):
            if address is None or address in touched:
                await self._session.send_resource_updated(uri)
        if lists:
            await self._session.send_resource_list_changed()
        if tools:
            await self._session.send_tool_list_changed()
