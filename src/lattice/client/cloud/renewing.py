"""Renewing a member's token before it ends, and saying so in words when that does not work."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from lattice.client.cloud import signing_in
from lattice.client.cloud.signing_in import Server
from lattice.client.cloud.tokens import FixedPass, KeptPass
from lattice.engine.mirror.mirror import Mirror
from lattice.model.errors import LatticeError
from lattice.model.ids import new_id
from lattice.model.values import now
from lattice.secrets import Secret

#: A token is renewed when less than this part of its life is left.
RENEW_AT = 1 / 3
_LIFE = "token_life"


class Life(msgspec.Struct, frozen=True):
    """From when to when a token is good, as far as this machine knows."""

    since: str
    expires_at: str


class Renewal:
    """Looks after one token; only the process that feeds the mirror calls it."""

    def __init__(self, server: Server, pass_: FixedPass | KeptPass) -> None:
        self._server = server
        self._pass = pass_
        self.problem = ""
        """What to tell the person; empty when all is well."""

    async def look(self, mirror: Mirror) -> None:
        """Renew the token if it is time; what goes wrong is told in `problem`."""
        if not isinstance(self._pass, KeptPass):
            return
        try:
            life = await self._life(mirror)
            if life is None or not is_due(life, now()):
                self.problem = ""
                return
            await self._renew(self._pass, mirror)
            self.problem = ""
        except LatticeError as error:
            self.problem = f"The token could not be renewed: {error.message} {error.hint}".strip()

    async def _life(self, mirror: Mirror) -> Life | None:
        said = await signing_in.me(self._server, (await self._pass.secret()).reveal())
        if said.expires_at is None:
            return None
        kept = await mirror.aside(_LIFE)
        if kept is not None:
            known = msgspec.json.decode(kept, type=Life)
            if known.expires_at == said.expires_at:
                return known
        life = Life(now(), said.expires_at)
        await mirror.keep_aside(_LIFE, life)
        return life

    async def _renew(self, pass_: KeptPass, mirror: Mirror) -> None:
        old = await pass_.secret()
        # a keyring that takes nothing is found out before the old token ends
        await pass_.keep(old)
        new = await signing_in.renew(self._server, old.reveal(), op_id=new_id())
        await pass_.keep(Secret(new.token))
        if new.expires_at is not None:
            await mirror.keep_aside(_LIFE, Life(now(), new.expires_at))


def is_due(life: Life, at: str) -> bool:
    """Whether less than a third of a token's life is left."""
    begun, ends, moment = (_time(text) for text in (life.since, life.expires_at, at))
    return (ends - moment) < (ends - begun) * RENEW_AT


def _time(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
