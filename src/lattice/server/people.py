"""Invitations and tokens: looking, joining, who one is, renewing, signing out; and making workspaces."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from lattice.engine import identity
from lattice.model.errors import LatticeError, Stage
from lattice.model.members import Joined
from lattice.model.people import Role, parse_actor
from lattice.server import bodies
from lattice.server.answers import json_answer, no_content
from lattice.server.door import Note
from lattice.server.logs import say
from lattice.server.service import Service

R = TypeVar("R")
#: What a wrong invitation is refused with.
_GUESSES = frozenset({"signed_out", "not_found", "forbidden"})


class Invitation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An invitation that somebody holds."""

    secret: str


class Joining(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An invitation that is to be used, and by whom."""

    secret: str
    handle: str
    """Wanted; another is given when it is taken."""
    name: str
    device: str = ""


class NewWorkspace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A workspace that is to be made, and who will own it."""

    name: str
    handle: str
    member_name: str = ""
    description: str = ""
    device: str = ""


class People:
    """Lets people in and out."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def look(self, request: Request) -> Response:
        """What an invitation is for; it is not used."""
        asked = await bodies.struct(request, self._service.settings, Invitation)
        self._service.admissions.hold_off(request.scope["lattice"].address, "")
        return json_answer(await self._guarded(request, identity.look(self._service.hosting, asked.secret)))

    async def join(self, request: Request) -> Response:
        """Use an invitation."""
        service = self._service
        asked = await bodies.struct(request, service.settings, Joining)
        service.admissions.hold_off(request.scope["lattice"].address, "")
        joining = identity.redeem(
            service.hosting,
            asked.secret,
            asked.handle,
            asked.name,
            asked.device,
            op_id=request.headers.get("lattice-op-id", ""),
        )
        joined = await self._guarded(request, joining)
        say("joined", workspace=joined.workspace_id, actor=joined.member)
        return json_answer(joined)

    async def me(self, request: Request) -> Response:
        """What a token is, and what it opens."""
        _, me = await self._service.admissions.somebody(request)
        return json_answer(me)

    async def renew(self, request: Request) -> Response:
        """A new token for the one that asks, which ends a minute later."""
        secret, _ = await self._service.admissions.somebody(request)
        return json_answer(await identity.renew(self._service.hosting, secret))

    async def end(self, request: Request) -> Response:
        """Sign out: the token that asks ends now, and what is open with it."""
        service = self._service
        secret, _ = await service.admissions.somebody(request)
        await identity.end(service.hosting, secret)
        service.admissions.forget()
        service.streams.check_all()
        return no_content()

    async def create_workspace(self, request: Request) -> Response:
        """A new workspace, for an admin token; its owner with a token of theirs."""
        service = self._service
        _, me = await service.admissions.somebody(request)
        if not me.admin:
            raise LatticeError(
                "forbidden",
                "Only an admin token of this server makes workspaces.",
                "Whoever keeps the server makes one: `lattice server token create --admin`.",
                stage=Stage.AUTHORIZATION,
            )
        asked = await bodies.struct(request, service.settings, NewWorkspace)
        owner = parse_actor(f"human:{asked.handle}")
        made = await service.hosting.create(
            asked.name, description=asked.description, owner=owner, owner_name=asked.member_name
        )
        token = await identity.sign_in(service.hosting, made.id, owner, asked.device)
        say("workspace_created", workspace=made.id, actor=owner)
        return json_answer(
            Joined(made.id, made.name, owner, Role.OWNER, token.token, token.expires_at), status=201
        )

    async def _guarded(self, request: Request, answer: Awaitable[R]) -> R:
        """What an invitation brings; a wrong one counts as a guess of its address."""
        note: Note = request.scope["lattice"]
        try:
            return await answer
        except LatticeError as error:
            if error.code in _GUESSES:
                self._service.admissions.guessed(note.address)
                say("wrong_invitation", address=note.address)
            raise
