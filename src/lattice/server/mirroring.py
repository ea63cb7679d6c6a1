"""What a mirror is filled from: the catalog, rows by pages or by id, links; one JSON value a line."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from lattice.engine import snapshot
from lattice.server.answers import NDJSON, asked_wrongly, json_answer
from lattice.server.service import Service

#: Ids in one request.
_IDS = 1_000
_encode = msgspec.json.Encoder().encode_lines


class Mirroring:
    """Hands a workspace out, as one member sees it."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def catalog(self, request: Request) -> Response:
        """The tables, and where the log stands."""
        admitted = await self._service.admissions.admit(request)
        return json_answer(await snapshot.raw_catalog(admitted.engine, admitted.caller))

    async def rows(self, request: Request) -> Response:
        """A page of a table, or some rows of it."""
        admitted = await self._service.admissions.admit(request)
        table, asked = request.path_params["table"], request.query_params
        if "ids" in asked:
            ids = [id_ for id_ in asked["ids"].split(",") if id_]
            if len(ids) > _IDS:
                raise asked_wrongly(f"{len(ids):,} ids are more than {_IDS:,}.", "Ask in several requests.")
            return _lines(await snapshot.raw_rows_of(admitted.engine, admitted.caller, table, ids))
        after, limit = asked.get("after", ""), _limit(request)
        return _lines(await snapshot.raw_rows(admitted.engine, admitted.caller, table, after, limit))

    async def links(self, request: Request) -> Response:
        """A page of the links."""
        admitted = await self._service.admissions.admit(request)
        after, limit = request.query_params.get("after", ""), _limit(request)
        return _lines(await snapshot.raw_links(admitted.engine, admitted.caller, after, limit))


def _limit(request: Request) -> int:
    text = request.query_params.get("limit", "1000")
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= snapshot.PAGE:
        raise asked_wrongly(f"`limit` is a number from 1 to {snapshot.PAGE:,}.")
    return int(text)


def _lines(items: Iterable[object]) -> Response:
    return Response(_encode(items), media_type=NDJSON)
