"""Where a contract is tested: workspaces that clients open, one class for each kind of client."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from lattice.client import Client, create_local, open_local
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


#: Every kind of client that must keep the contract.
PLACES: dict[str, type[LocalPlace]] = {"local": LocalPlace}
