"""CloudClients of a small server, as a person of this machine opens them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from lattice.client.cloud.client import CloudClient
from lattice.client.opening import open_entry
from lattice.model.people import Caller
from lattice.registry import Entry, mirror_path
from lattice.secrets import Secret, Vault

DEADLINE_S = 20.0


class MemoryVault(Vault):
    """Secrets that are kept as long as the test."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.held: dict[str, Secret] = {}

    def get(self, name: str) -> Secret | None:
        return self.held.get(name)

    def put(self, name: str, secret: Secret) -> None:
        self.held[name] = secret

    def remove(self, name: str) -> bool:
        return self.held.pop(name, None) is not None


class Home:
    """A home folder of one person who is in one workspace."""

    def __init__(self, folder: Path, address: str, workspace: str, who: str = "ada") -> None:
        self.folder = folder
        self.vault = MemoryVault(folder)
        member = f"human:{who}"
        self.vault.put(f"cloud-{workspace}-{member}", Secret(f"lat_{who}"))
        self.entry = Entry(
            name="Shared",
            id=workspace,
            path=str(mirror_path(folder, workspace, member)),
            kind="cloud",
            server=address,
            workspace=workspace,
            member=member,
        )
        self._clients: list[CloudClient] = []

    async def open(self, *, fresh_s: float | None = None) -> CloudClient:
        client = await open_entry(
            self.entry, caller=Caller(self.entry.member), vault=self.vault, poll_s=0.01, fresh_s=fresh_s
        )
        assert isinstance(client, CloudClient)
        self._clients.append(client)
        return client

    async def close(self) -> None:
        for client in self._clients:
            await client.close()


async def until(what: Callable[[], bool | Awaitable[bool]]) -> None:
    """Wait for a condition; fail when it does not come."""
    async with asyncio.timeout(DEADLINE_S):
        while True:
            met = what()
            if met if isinstance(met, bool) else await met:
                return
            await asyncio.sleep(0.01)


async def filled(client: CloudClient) -> None:
    """Wait until the first copy is whole and the server was reached."""
    await until(lambda: client.standing().online and client.standing().filling is None)
