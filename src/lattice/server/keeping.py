"""What whoever keeps a server does on its machine: make it ready, look, make and remove, let in."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from lattice.engine import identity
from lattice.engine.hosting import Hosting
from lattice.model.errors import LatticeError
from lattice.model.members import NewToken, Token
from lattice.model.people import parse_actor
from lattice.server.running import make_folder, open_database, running_servers
from lattice.server.settings import read_settings


class Place(msgspec.Struct, frozen=True):
    """Which server is meant."""

    folder: Path
    database: str = ""


class NewHosted(msgspec.Struct, frozen=True):
    """A workspace that was made, and its owner's way in."""

    id: str
    name: str
    owner: str
    token: str
    """Of the owner; shown once."""


class HostedFacts(msgspec.Struct, frozen=True):
    """A workspace as its keeper sees it: nothing of what is in it."""

    id: str
    name: str
    state: str
    created_at: str
    members: int


class Status(msgspec.Struct, frozen=True):
    """How a server is."""

    folder: str
    database: str
    """`embedded` or `postgres`."""
    running: tuple[str, ...]
    """URLs of the processes that serve."""
    workspaces: int
    members: int
    tokens: int
    """Tokens that hold, of members and admins."""
    here: int
    """People and agents who are here now."""
    listening: int
    """Open streams."""


@asynccontextmanager
async def opened(place: Place) -> AsyncIterator[Hosting]:
    """The server's database, open meanwhile."""
    make_folder(place.folder)
    settings = msgspec.structs.replace(read_settings(place.folder), pool=2)
    hosting = await open_database(place.folder, place.database, settings)
    try:
        yield hosting
    finally:
        await hosting.close()


async def make_ready(place: Place) -> int:
    """Make the database ready; how many workspaces there are."""
    async with opened(place) as hosting:
        return len(await hosting.workspaces())


async def create_workspace(
    place: Place, name: str, *, handle: str, member_name: str, description: str
) -> NewHosted:
    """A new workspace with its owner, and a token for them."""
    owner = parse_actor(f"human:{handle}")
    async with opened(place) as hosting:
        made = await hosting.create(name, description=description, owner=owner, owner_name=member_name)
        token = await identity.sign_in(hosting, made.id, owner, "made on the server")
    return NewHosted(made.id, made.name, owner, token.token)


async def list_workspaces(place: Place) -> list[HostedFacts]:
    """Every workspace, by name."""
    async with opened(place) as hosting:
        return await _facts(hosting)


async def _facts(hosting: Hosting) -> list[HostedFacts]:
    async with hosting.tx() as tx:
        rows = await tx.all(
            "SELECT workspace, count(*) FROM lattice.members WHERE removed_at IS NULL GROUP BY workspace"
        )
    members = {str(workspace): int(count or 0) for workspace, count in rows}
    return [
        HostedFacts(w.id, w.name, w.state, w.created_at, members.get(w.id, 0))
        for w in await hosting.workspaces()
    ]


async def find_workspace(place: Place, wanted: str) -> HostedFacts:
    """The workspace with that id or name; raises `not_found`, `conflict` when several have the name."""
    async with opened(place) as hosting:
        return _one(await _facts(hosting), wanted)


def _one(facts: list[HostedFacts], wanted: str) -> HostedFacts:
    found = [w for w in facts if w.id == wanted.upper()] or [w for w in facts if w.name == wanted]
    if not found:
        raise LatticeError(
            "not_found",
            f"There is no workspace {wanted!r} here.",
            "`lattice server workspace list` lists them.",
        )
    if len(found) > 1:
        ids = ", ".join(w.id for w in found)
        raise LatticeError(
            "conflict", f"{len(found)} workspaces are called {wanted!r}.", f"Name one by id: {ids}."
        )
    return found[0]


async def remove_workspace(place: Place, workspace_id: str) -> None:
    """Remove a workspace for good, with all that is in it."""
    async with opened(place) as hosting:
        await hosting.remove(workspace_id)


async def create_token(place: Place, device: str) -> NewToken:
    """An admin token of the server."""
    async with opened(place) as hosting:
        return await identity.create_admin_token(hosting, device)


async def list_tokens(place: Place) -> tuple[Token, ...]:
    """All tokens of the server, newest first, without their secrets."""
    async with opened(place) as hosting:
        return (await identity.list_tokens(hosting)).tokens


async def revoke_token(place: Place, token_id: str) -> Token:
    """End a token at once; raises `not_found`."""
    async with opened(place) as hosting:
        return await identity.revoke(hosting, token_id)


async def status(place: Place) -> Status:
    """How the server is: what its database holds, and what its processes say."""
    running = running_servers(place.folder)
    here, listening = 0, 0
    for url in running:
        said = await _metrics(url)
        # every process knows of everybody who is here, and of its own streams
        here = max(here, said.get("lattice_people_here", 0))
        listening += said.get("lattice_streams", 0)
    async with opened(place) as hosting:
        facts = await _facts(hosting)
        async with hosting.tx() as tx:
            row = await tx.one("SELECT count(*) FROM lattice.tokens WHERE revoked_at IS NULL")
    return Status(
        folder=str(place.folder),
        database="postgres" if place.database else "embedded",
        running=tuple(running),
        workspaces=len(facts),
        members=sum(w.members for w in facts),
        tokens=int(row[0] or 0) if row else 0,
        here=here,
        listening=listening,
    )


async def _metrics(url: str) -> dict[str, int]:
    """The numbers that a process of this machine tells; nothing when it does not answer."""
    import httpx  # 0.1 s that only a look at a running server needs

    # it is asked for numbers and told nothing, so that a certificate for another name does no harm
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        async with httpx.AsyncClient(verify=context, timeout=3, trust_env=False) as client:
            answer = await client.get(f"{url}/metrics")
    except httpx.HTTPError:
        return {}
    numbers = {}
    for line in answer.text.splitlines():
        name, _, value = line.partition(" ")
        if name in ("lattice_people_here", "lattice_streams"):
            numbers[name] = int(float(value))
    return numbers
