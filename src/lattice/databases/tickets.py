"""Tickets: what a transaction shows Postgres, signed, to say who asks; see migrations/postgres/server.sql.

They are made by the server alone, whose key SQL cannot read, so that no statement can say that it comes
from somebody else.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Collection
from typing import NamedTuple

from lattice.model.people import Caller

#: How long a ticket holds: the longest transaction, an import, shows new ones as it goes.
HOLDS_S = 900
#: Bytes of a block of SHA-256.
_BLOCK = 64


class Signer(NamedTuple):
    """Signs tickets with the server's key."""

    key: bytes

    def steward(self, schema: str) -> str:
        """The ticket of the server itself in one workspace; `lattice` is what is of all of them."""
        return self._sign(schema, "steward", "", "", "", "*")

    def caller(self, schema: str, caller: Caller, tables: Collection[str] | None = None) -> str:
        """The ticket of who calls; `tables` are the ids of the only ones it opens."""
        opened = "*" if tables is None else ",".join(sorted(tables)) or "-"
        return self._sign(schema, "member", caller.actor, caller.principal, caller.role.value, opened)

    def _sign(self, schema: str, *parts: str) -> str:
        body = "|".join((schema, f"{time.time() + HOLDS_S:.0f}", *parts))
        return hmac.new(self.key, body.encode(), hashlib.sha256).hexdigest() + body


def pads(key: bytes) -> tuple[bytes, bytes]:
    """The inner and the outer block that HMAC (RFC 2104) hashes first, for a key of at most one block."""
    whole = key.ljust(_BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in whole), bytes(b ^ 0x5C for b in whole)
