"""Where a contract is tested: workspaces that clients open, one class for each kind of client."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from lattice.client import Client, create_local, open_local
from lattice.client.local import LocalClient
from lattice.engine.engine import Engine
from lattice.engine.hosting import Hosting
from lattice.model.limits import Limits
from lattice.model.people import AgentRules, Caller

ADA = Caller(actor="human:ada", origin="api")
SCOUT = Caller(actor="agent:scout", on_behalf_of="human:ada", origin="api")


class Place(Protocol):
    """One workspace that several clients may have open."""

    async def open(
        self, caller: Caller = ADA, rules: AgentRules | None = None, limits: Limits | None = None
    ) -> Client:
        """A new client; it is closed with the place."""
        ...

    async def close(self) -> None:
        """Close every client."""
        ...


class LocalPlace:
    """A workspace file."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "w.lattice"
        self._clients: list[Client] = []

    async def open(
        self, caller: Caller = ADA, rules: AgentRules | None = None, limits: Limits | None = None
    ) -> Client:
        """See Place."""
        if not self._path.exists():
            await (await create_local(self._path, name="Contract", caller=caller)).close()
        client = await open_local(self._path, caller=caller, rules=rules, limits=limits, poll_s=0.01)
        self._clients.append(client)
        return client

    async def close(self) -> None:
        """See Place."""
        for client in self._clients:
            await client.close()


class PostgresPlace:
    """A workspace on Postgres, under the engine itself."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._hosting: Hosting | None = None
        self._id = ""

    async def open(
        self, caller: Caller = ADA, rules: AgentRules | None = None, limits: Limits | None = None
    ) -> Client:
        """See Place."""
        from tests.hosting_place import enter, hosting

        if self._hosting is None:
            self._hosting = await hosting(self._folder)
            self._id = (await self._hosting.create("Contract", owner=caller.principal)).id
        shared = await self._hosting.engine(self._id)
        await enter(self._hosting, self._id, caller)
        engine = Engine(shared.database, shared.head_file, limits=limits, rules=rules)
        return LocalClient(engine, caller, owns=False)

    async def close(self) -> None:
        """See Place."""
        if self._hosting is not None:
            await self._hosting.remove(self._id)
            await self._hosting.close()


class CloudPlace:
    """A workspace on a server, through the network and a mirror."""

    def __init__(self, folder: Path) -> None:
        from tests.contract.cloud_place import CloudPlace as Served

        self._served = Served(folder)

    async def open(
        self, caller: Caller = ADA, rules: AgentRules | None = None, limits: Limits | None = None
    ) -> Client:
        """See Place."""
        return await self._served.open(caller, rules, limits)

    async def close(self) -> None:
        """See Place."""
        await self._served.close()


#: Every kind of client that must keep the contract.
PLACES: dict[str, type[LocalPlace | PostgresPlace | CloudPlace]] = {
    "cloud": CloudPlace,
    "local": LocalPlace,
    "postgres": PostgresPlace,
}
