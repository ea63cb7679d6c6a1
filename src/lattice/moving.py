"""Moving a workspace between this machine and a server, and the list of workspaces with it."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import msgspec

from lattice import joining
from lattice.client.cloud.http import Connection
from lattice.client.cloud.publishing import Progress, Step
from lattice.client.cloud.publishing import publish as send
from lattice.client.cloud.signing_in import Server
from lattice.client.cloud.tokens import pass_of
from lattice.model.errors import LatticeError, Stage
from lattice.model.limits import Limits
from lattice.model.members import Joined
from lattice.model.people import Caller, Person
from lattice.registry import NAME_CHARACTERS
from lattice.secrets import Secret, Vault
from lattice.workspaces import Entry, Registry, peek

#: What stands behind the name of the file that stays when its workspace has moved to a server.
COPY = " (local copy)"


class Published(msgspec.Struct, frozen=True):
    """What came of publishing."""

    entry: Entry
    """The workspace on the server, active now."""
    copy: Entry
    """The file that stays behind."""


async def publish(
    registry: Registry,
    vault: Vault,
    entry: Entry,
    server: Server,
    admin: Secret,
    person: Person,
    *,
    name: str = "",
    progress: Progress | None = None,
    step: Step | None = None,
) -> Published:
    """Move a workspace of this machine to a server, with `person` as its owner; its file stays as a copy.

    On the server it is called `name`, else as here. Raises `usage` for one that is on a server already,
    `signed_out` or `forbidden` when the token is no admin's, `exists`, `unreachable`, `busy`; then the list
    is as it was, and the same again goes on where it was.
    """
    check_publishable(registry, entry, server)
    own = entry.name.removesuffix(COPY) or entry.name
    await joining.check_ready(registry, vault)

    async def switch(joined: Joined) -> Published:
        cloud = await joining.keep(registry, vault, server, joined)
        return _swap(registry, entry, cloud, own)

    return await send(
        Path(entry.path),
        server,
        admin,
        name=name or own,
        owner=f"human:{person.handle}",
        owner_name=person.name,
        device=joining.device_name(),
        switch=switch,
        progress=progress,
        step=step,
    )


def check_publishable(registry: Registry, entry: Entry, server: Server) -> None:
    """Raise `usage` for a workspace that is on a server already, or of which a file only stayed behind."""
    there: Entry | None = entry if entry.kind != "local" else None
    if there is None and entry.name.endswith(COPY):
        known = joining.known_entry(registry, entry.id)
        there = known if known is not None and known.server == server.address else None
    if there is None:
        return
    raise LatticeError(
        "usage",
        f"{entry.name} is on a server already: {there.server}, as {there.name}.",
        f"`lattice use {shlex.quote(there.name)}` opens it"
        f"{'; `lattice fetch` makes a copy of it on this machine' if there is entry else ''}.",
        stage=Stage.CONSTRAINTS,
    )


def _swap(registry: Registry, entry: Entry, cloud: Entry, name: str) -> Published:
    """Give the name to the workspace on the server; each step leaves both on the list."""
    copy = registry.get(entry.name)
    if not copy.name.endswith(COPY):
        wanted = name[: NAME_CHARACTERS - len(COPY) - 4] + COPY
        copy = registry.rename(copy.name, registry.free_name(wanted))
    if cloud.name != name and registry.free_name(name) == name:
        cloud = registry.rename(cloud.name, name)
    return Published(registry.use(cloud.name), copy)


async def fetch(
    registry: Registry,
    vault: Vault,
    entry: Entry,
    caller: Caller,
    limits: Limits,
    *,
    name: str = "",
    progress: Progress | None = None,
    step: Step | None = None,
) -> Entry:
    """Make a workspace of this machine of all that one may see of `entry`, under `name`.

    It is put on the list and not made active. Its history begins with that. Raises `usage` for one that
    is here already, `exists`, `signed_out`, `unreachable`; then nothing is left of it.
    """
    if entry.kind == "local":
        raise LatticeError(
            "usage",
            f"{entry.name} is on this machine already.",
            "`lattice export` writes tables out.",
            stage=Stage.CONSTRAINTS,
        )
    from lattice.client.cloud.fetching import fetch as bring  # 30 ms that only this needs

    wanted = entry.name[: NAME_CHARACTERS - len(COPY) - 4] + COPY
    name = registry.check_free(name) if name else registry.free_name(wanted)
    path = registry.new_path(name)
    server = Server(entry.server, entry.fingerprint)
    pass_ = pass_of(
        vault, workspace=entry.workspace, member=entry.member, name=entry.name, environ=os.environ
    )
    connection = Connection(server, entry.workspace, pass_, origin=caller.origin)
    try:
        await bring(
            connection,
            path,
            name=name,
            member=entry.member,
            caller=caller,
            limits=limits,
            progress=progress,
            step=step,
        )
    finally:
        await connection.close()
    return registry.add(Entry(name=name, id=peek(path).id, path=str(path)), make_active=False)
