"""Opening a workspace of the registry, wherever it is: a file here, or the mirror of one on a server."""

from __future__ import annotations

import asyncio
import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from lattice.client.base import Client
from lattice.model.errors import LatticeError, Stage
from lattice.model.limits import Limits
from lattice.model.people import ActorKind, AgentRules, Caller
from lattice.model.web import WebRules
from lattice.places import locked
from lattice.registry import COMPANIONS, Entry

if TYPE_CHECKING:
    from lattice.engine.mirror.mirror import Mirror
    from lattice.secrets import Vault

#: What tokens of agents begin with; they have no mirror.
_AGENT_TOKEN = "lai_"
#: A mirror that cannot be used is made anew: there is nothing in it that the server does not have.
_MADE_ANEW = frozenset({"corrupt", "newer_workspace"})


async def open_entry(
    entry: Entry,
    *,
    caller: Caller,
    home: Path | None = None,
    vault: Vault | None = None,
    limits: Limits | None = None,
    rules: AgentRules | None = None,
    web: WebRules | None = None,
    poll_s: float = 0.05,
    fresh_s: float | None = None,
) -> Client:
    """Open a workspace; raises what opening a file raises, of a cloud workspace nothing that waiting mends.

    That comes back at once, also when the server is away or the first copy is still on its way. `vault`
    has its token (that of `home` is made when none is given). With `fresh_s` readings first catch up, at
    most a few tenths of a second, unless that was done within so many seconds.
    """
    if entry.kind == "cloud":
        if vault is None:
            from lattice.secrets import vault_of  # that only the cloud pays

            vault = vault_of(home or Path(entry.path).parent.parent, "keyring")
        return await _open_cloud(entry, caller, vault, limits, poll_s, fresh_s)
    from lattice.client.local import open_local

    return await open_local(
        Path(entry.path), caller=caller, limits=limits, rules=rules, web=web, poll_s=poll_s
    )


async def _open_cloud(
    entry: Entry,
    caller: Caller,
    vault: Vault,
    limits: Limits | None,
    poll_s: float,
    fresh_s: float | None,
) -> Client:
    # 30 ms that local workspaces do not pay
    from lattice.client.cloud.client import CloudClient
    from lattice.client.cloud.http import Connection
    from lattice.client.cloud.remote import RemoteClient
    from lattice.client.cloud.renewing import Renewal
    from lattice.client.cloud.signing_in import Server
    from lattice.client.cloud.tokens import FixedPass, pass_of

    server = Server(entry.server, entry.fingerprint)
    pass_ = pass_of(
        vault, workspace=entry.workspace, member=entry.member, name=entry.name, environ=os.environ
    )
    stays = fresh_s is None
    connection = Connection(server, entry.workspace, pass_, origin=caller.origin, http2=stays)
    remote = RemoteClient(connection, member=entry.member, limits=limits)
    if isinstance(pass_, FixedPass) and (await pass_.secret()).reveal().startswith(_AGENT_TOKEN):
        return remote
    if caller.kind is not ActorKind.HUMAN:
        return RemoteClient(
            connection, member=entry.member, limits=limits, acting=caller.actor, session=caller.session
        )
    mirror = await _open_mirror(entry, limits, poll_s)
    member = msgspec.structs.replace(caller, actor=entry.member, on_behalf_of=None)
    client = CloudClient(remote, mirror, member, Renewal(server, pass_), fresh_s=fresh_s)
    await client.start()
    return client


async def _open_mirror(entry: Entry, limits: Limits | None, poll_s: float) -> Mirror:
    from lattice.engine.mirror.mirror import open_mirror

    path = Path(entry.path)
    _check_place(entry)
    with locked(path):
        try:
            return await open_mirror(
                path, workspace_id=entry.workspace, name=entry.name, limits=limits, poll_s=poll_s
            )
        except LatticeError as error:
            if error.code not in _MADE_ANEW:
                raise
        await asyncio.to_thread(_set_aside, path)
        return await open_mirror(
            path, workspace_id=entry.workspace, name=entry.name, limits=limits, poll_s=poll_s
        )


def _check_place(entry: Entry) -> None:
    """Refuse an entry whose file is a local workspace: a mirror is never filled over one."""
    if not entry.workspace or not entry.member or not entry.server:
        raise LatticeError(
            "usage",
            f"The list of workspaces does not say where {entry.name!r} is.",
            f"`lattice forget {entry.name}`, then join or connect again.",
            stage=Stage.CONSTRAINTS,
        )


def _set_aside(path: Path) -> None:
    """Remove a mirror that cannot be used."""
    for end in ("", *COMPANIONS):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + end).unlink()
