"""From a request to who asks: the token, looked up once in a while, and those who guess held off."""

from __future__ import annotations

import hashlib
import re
import time
from collections import OrderedDict
from typing import NamedTuple

import msgspec
from starlette.requests import Request

from lattice.engine import identity
from lattice.engine.engine import Engine
from lattice.engine.hosting import Hosting
from lattice.model.errors import LatticeError, Stage
from lattice.model.ids import is_id
from lattice.model.members import Me
from lattice.model.people import Caller
from lattice.server.door import Note
from lattice.server.limits import Buckets, rate_limited
from lattice.server.logs import say
from lattice.server.settings import ServerSettings

#: Tokens that are remembered as good; the one that was not used for longest goes first.
_REMEMBERED = 20_000
#: What may stand in `Lattice-Origin` and in `Lattice-Session`.
_ORIGIN = re.compile(r"[a-z]{1,16}\Z")
_SESSION = re.compile(r"[A-Za-z0-9:._-]{0,80}\Z")
#: Longer ones are no secrets of ours.
_SECRET_CHARS = 200


class Admitted(NamedTuple):
    """Who asks, and of which workspace."""

    workspace: str
    engine: Engine
    caller: Caller
    key: str
    """Hash of the token."""
    acting: str
    """The agent that a person's token acts as; empty when it acts as itself."""


class Admissions:
    """Who may come in: asks the identity gate, and remembers its answer for a moment."""

    def __init__(self, hosting: Hosting, settings: ServerSettings) -> None:
        self._hosting = hosting
        self._lasts_s = settings.token_cache_s
        self._known: dict[tuple[str, str, str], tuple[Caller, float]] = {}
        self._good: OrderedDict[str, None] = OrderedDict()
        self._requests = Buckets(settings.requests_a_second, settings.burst)
        a_second = settings.sign_ins_a_minute / 60
        self._strangers = Buckets(a_second, max(1.0, settings.sign_ins_a_minute))

    def forget(self) -> None:
        """Look every token up again: one of them ended, or may less than before."""
        self._known.clear()

    async def admit(self, request: Request) -> Admitted:
        """Who asks in the workspace that the path names.

        Raises `signed_out`; `not_found` alike for a workspace that is not there and one that the token
        does not open; `rate_limited`.
        """
        note: Note = request.scope["lattice"]
        secret = secret_of(request)
        key = hash_of(secret)
        self.hold_off(note.address, key)
        workspace = request.path_params["workspace"]
        headers = request.headers
        origin, session = headers.get("lattice-origin", "api"), headers.get("lattice-session", "")
        if not _ORIGIN.match(origin) or not _SESSION.match(session):
            raise LatticeError(
                "usage", "Lattice-Origin or Lattice-Session is not what it may be.", stage=Stage.IDENTITY
            )
        acting = headers.get("lattice-acting", "")
        if not is_id(workspace):
            # the token is looked at all the same, so that only somebody is told
            await self.somebody(request)
            raise no_workspace()
        caller = await self.look_up(note.address, secret, workspace, acting)
        caller = msgspec.structs.replace(caller, origin=origin, session=session)
        note.workspace, note.actor = workspace, caller.actor
        return Admitted(workspace, await self._hosting.engine(workspace), caller, key, acting)

    async def look_up(self, address: str, secret: str, workspace: str, acting: str = "") -> Caller:
        """The caller that a token is in a workspace; see `admit`."""
        key = hash_of(secret)
        place = (key, workspace, acting)
        known = self._known.get(place)
        if known is not None and known[1] > time.monotonic():
            return known[0]
        try:
            caller = await identity.admit(self._hosting, secret, workspace, acting=acting)
        except LatticeError as error:
            self.refused(address, key, error)
            raise
        self.good(key)
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[place] = (caller, time.monotonic() + self._lasts_s)
        return caller

    async def somebody(self, request: Request) -> tuple[str, Me]:
        """The secret of a token that is good for something, and what it is good for.

        Raises `signed_out`, `rate_limited`.
        """
        note: Note = request.scope["lattice"]
        secret = secret_of(request)
        key = hash_of(secret)
        self.hold_off(note.address, key)
        try:
            said = await identity.me(self._hosting, secret)
        except LatticeError as error:
            self.refused(note.address, key, error)
            raise
        self.good(key)
        note.actor = said.actor or ("admin" if said.admin else "")
        return secret, said

    def hold_off(self, address: str, key: str) -> None:
        """Raise `rate_limited` for a token that asks too often, and for an address that guesses."""
        if key in self._good:
            wait = self._requests.take(key)
            if wait:
                raise rate_limited("requests", wait)
            return
        wait = self._strangers.wait(address)
        if wait:
            raise rate_limited("attempts to sign in", wait)

    def good(self, key: str) -> None:
        """Remember that a token was good."""
        self._good[key] = None
        self._good.move_to_end(key)
        if len(self._good) > _REMEMBERED:
            self._good.popitem(last=False)

    def refused(self, address: str, key: str, error: LatticeError) -> None:
        """Count a guess, and write it into the server's log: it belongs to no workspace."""
        if error.code == "signed_out":
            self._good.pop(key, None)
            self._strangers.spend(address)
            say("signed_out", address=address)

    def guessed(self, address: str) -> None:
        """Count a guess at an invitation."""
        self._strangers.spend(address)


def secret_of(request: Request) -> str:
    """The token of a request; raises `signed_out` when there is none."""
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    secret = secret.strip()
    if kind.lower() != "bearer" or not secret or len(secret) > _SECRET_CHARS:
        raise LatticeError(
            "signed_out",
            "Nobody is signed in.",
            "Send a token: `Authorization: Bearer TOKEN`. An invitation gives one: `lattice join`.",
            stage=Stage.IDENTITY,
        )
    return secret


def hash_of(secret: str) -> str:
    """What a token is known by; the token itself is kept nowhere."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def no_workspace() -> LatticeError:
    """The refusal of a workspace that is not there, or that one is not in."""
    return LatticeError("not_found", "There is no such workspace here.", "`lattice workspaces` lists yours.")
