"""What a mirror is filled from, asked over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from urllib.parse import urlencode

import msgspec

from lattice.client.cloud.remote import RemoteClient, decoded
from lattice.model.errors import LatticeError
from lattice.model.stream import RawCatalog, RawLink, RawRow

T = TypeVar("T")

#: Ids in one address.
_IDS = 200


class HttpSource:
    """A workspace as its server hands it out to one member; see Source."""

    def __init__(self, remote: RemoteClient) -> None:
        self._remote = remote

    async def catalog(self) -> RawCatalog:
        """See Source."""
        catalog: RawCatalog = decoded(await self._remote.ask("GET", "catalog"), RawCatalog)
        return catalog

    async def rows(self, table_id: str, after: str, limit: int) -> Sequence[RawRow]:
        """See Source."""
        asked = urlencode({"after": after, "limit": limit})
        return _lines(await self._remote.ask("GET", f"rows/{table_id}?{asked}"), RawRow)

    async def rows_of(self, table_id: str, ids: Sequence[str]) -> Sequence[RawRow]:
        """See Source."""
        found: list[RawRow] = []
        for start in range(0, len(ids), _IDS):
            asked = ",".join(ids[start : start + _IDS])
            found += _lines(await self._remote.ask("GET", f"rows/{table_id}?ids={asked}"), RawRow)
        return found

    async def links(self, after: str, limit: int) -> Sequence[RawLink]:
        """See Source."""
        asked = urlencode({"after": after, "limit": limit})
        return _lines(await self._remote.ask("GET", f"links?{asked}"), RawLink)


def _lines(body: bytes, kind: type[T]) -> list[T]:
    try:
        return msgspec.json.Decoder(kind).decode_lines(body)
    except msgspec.DecodeError as error:
        raise LatticeError(
            "failed",
            "The server answered what this Lattice does not understand.",
            "Update Lattice here or there.",
        ) from error
