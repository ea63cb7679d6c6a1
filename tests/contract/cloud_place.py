"""The contract over the network: a real server, people with their mirrors, agents with tokens."""

from __future__ import annotations

from pathlib import Path

import pytest

from lattice.actions import CreateInvite, CreateToken
from lattice.client import Client
from lattice.client.cloud import signing_in
from lattice.client.cloud.client import CloudClient
from lattice.client.cloud.http import Connection
from lattice.client.cloud.remote import RemoteClient
from lattice.client.cloud.renewing import Renewal
from lattice.client.cloud.signing_in import Server
from lattice.client.cloud.tokens import FixedPass
from lattice.engine.gates.identity import identify
from lattice.engine.mirror.mirror import open_mirror
from lattice.joining import read_invite
from lattice.model.errors import LatticeError
from lattice.model.ids import new_id
from lattice.model.limits import Limits
from lattice.model.people import ActorKind, AgentRules, Caller, Role
from lattice.registry import mirror_path
from lattice.secrets import Secret
from tests.served import Served, served

#: How long a reading waits for what others have written, in seconds: here nothing may be stale.
PATIENCE_S = 20.0


class CloudPlace:
    """A workspace on a server, made by the first person who opens it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._served: Served | None = None
        self._workspace = ""
        self._owner = ""
        self._tokens: dict[str, str] = {}
        self._clients: dict[str, CloudClient] = {}
        self._others: list[Client] = []

    @property
    def server(self) -> Server:
        """Where it is."""
        assert self._served is not None
        return Server(self._served.address)

    async def open(
        self, caller: Caller, rules: AgentRules | None = None, limits: Limits | None = None
    ) -> Client:
        """See Place."""
        if limits is not None:
            pytest.skip("the limits of a server are its keeper's")
        if rules is not None:
            pytest.skip("on a server an agent's token says what it may do, and the policy")
        _need_somebody(caller)
        if self._served is None:
            self._served = served()
            await self._make(caller.principal)
        if caller.kind is ActorKind.HUMAN:
            return await self._person(caller.actor, caller.role)
        person = await self._known(caller.principal, caller.role)
        if caller.allowed_actions or caller.allowed_tables:
            return await self._agent(caller, person)
        return person.acting(caller.actor, caller.session)

    async def _make(self, owner: str) -> None:
        assert self._served is not None
        handle = owner.partition(":")[2]
        joined = await signing_in.create_workspace(
            self.server,
            self._served.admin,
            name="Contract",
            handle=handle,
            member_name=handle.title(),
            device="test",
            op_id=new_id(),
        )
        self._workspace, self._owner = joined.workspace_id, joined.member
        self._tokens[joined.member] = joined.token

    async def _known(self, member: str, role: Role) -> CloudClient:
        if member not in self._clients:
            self._clients[member] = await self._person(member, role)
        return self._clients[member]

    async def _person(self, member: str, role: Role) -> CloudClient:
        if member not in self._tokens:
            await self._invite(member, role)
        client = await self._opened(member)
        self._clients.setdefault(member, client)
        if client is not self._clients[member]:
            self._others.append(client)
        return client

    async def _invite(self, member: str, role: Role) -> None:
        owner = await self._known(self._owner, Role.OWNER)
        wanted = role if role is not Role.OWNER else Role.EDITOR
        invite = (await owner.run(CreateInvite(role=wanted))).value.invite
        handle = member.partition(":")[2]
        joined = await signing_in.redeem(
            self.server,
            read_invite(invite).secret.reveal(),
            handle=handle,
            name=handle.title(),
            device="test",
            op_id=new_id(),
        )
        assert joined.member == member
        self._tokens[member] = joined.token

    async def staying(self, member: str) -> CloudClient:
        """One that stays, such as a workbench: what others do it hears from the stream alone."""
        client = await self._opened(member, fresh_s=None)
        self._others.append(client)
        return client

    async def _opened(self, member: str, fresh_s: float | None = 0.0) -> CloudClient:
        """As `open_entry` does, with a token in memory and readings that wait for what others wrote."""
        path = mirror_path(self._folder, self._workspace, member)
        mirror = await open_mirror(path, workspace_id=self._workspace, name="Contract", poll_s=0.01)
        pass_ = FixedPass(Secret(self._tokens[member]))
        connection = Connection(self.server, self._workspace, pass_)
        remote = RemoteClient(connection, member=member)
        client = CloudClient(
            remote,
            mirror,
            Caller(member),
            Renewal(self.server, pass_),
            fresh_s=fresh_s,
            patience_s=PATIENCE_S,
        )
        await client.start()
        return client

    async def _agent(self, caller: Caller, person: CloudClient) -> Client:
        token = await person.run(
            CreateToken(agent=caller.actor, actions=caller.allowed_actions, tables=caller.allowed_tables)
        )
        connection = Connection(self.server, self._workspace, FixedPass(Secret(token.value.token)))
        client = RemoteClient(connection, member=caller.actor)
        self._others.append(client)
        return client

    async def close(self) -> None:
        """See Place."""
        for client in (*self._clients.values(), *self._others):
            await client.close()


def _need_somebody(caller: Caller) -> None:
    """On a server one is who the token says: nobody can be somebody else, or nobody."""
    try:
        identify(caller)
    except (LatticeError, ValueError):
        pytest.skip("who asks is what the token says")
