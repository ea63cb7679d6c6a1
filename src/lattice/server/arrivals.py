"""A workspace that is published: announced, taken in batch by batch, compared, opened; for admin tokens."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from lattice.engine import identity
from lattice.engine.moving import announced, arriving
from lattice.engine.moving.form import Manifest
from lattice.model.arrivals import Verified
from lattice.model.ids import is_id
from lattice.model.members import Joined
from lattice.model.people import Role
from lattice.server.answers import JSON, asked_wrongly, json_answer, no_content
from lattice.server.auth import no_workspace
from lattice.server.bodies import need_type, struct, whole
from lattice.server.door import Note
from lattice.server.routes import route
from lattice.server.service import Service

#: What a batch is.
BATCH = "application/msgpack"
#: Bytes of a manifest: some hundred for each table, some dozen for each column.
_MANIFEST_BYTES = 32_000_000


class Announced(msgspec.Struct, frozen=True):
    """What is to be published, and for whom."""

    manifest: Manifest
    name: str
    owner: str
    owner_name: str = ""


class Opening(msgspec.Struct, frozen=True):
    """Which manifest is to be opened, and from where."""

    digest: str
    device: str = ""


class Arrivals:
    """Takes workspaces in."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._hosting = service.hosting

    async def _admit(self, request: Request) -> str:
        """The id of the workspace, for the keeper of the server; raises `signed_out`, `forbidden`."""
        note: Note = request.scope["lattice"]
        secret, _ = await self._service.admissions.somebody(request)
        await identity.is_admin(self._hosting, secret)
        workspace = str(request.path_params["workspace"])
        if not is_id(workspace):
            raise no_workspace()
        note.workspace = workspace
        return workspace

    async def begin(self, request: Request) -> Response:
        """Announce a workspace, or go on with one."""
        workspace = await self._admit(request)
        need_type(request, JSON)
        body = await whole(request, self._service.settings, _MANIFEST_BYTES)
        try:
            asked = msgspec.json.decode(body, type=Announced)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise asked_wrongly(f"The body does not fit: {error}.") from None
        if asked.manifest.workspace_id != workspace:
            raise asked_wrongly("The manifest is of another workspace than the address.")
        with self._service.writing(workspace):
            return json_answer(
                await arriving.begin(
                    self._hosting,
                    asked.manifest,
                    name=asked.name or asked.manifest.name,
                    owner=asked.owner,
                    owner_name=asked.owner_name,
                )
            )

    async def standing(self, request: Request) -> Response:
        """How far it has come."""
        return json_answer(await announced.standing(self._hosting, await self._admit(request)))

    async def put(self, request: Request) -> Response:
        """Take one batch."""
        workspace = await self._admit(request)
        need_type(request, BATCH)
        asked = request.query_params
        offset = asked.get("offset", "")
        if not offset.isascii() or not offset.isdigit() or len(offset) > 15:
            raise asked_wrongly("`offset` is how many records of the part come before.")
        with self._service.writing(workspace):
            body = await whole(request, self._service.settings)
            arrived = await arriving.put(
                self._hosting, workspace, asked.get("digest", ""), asked.get("part", ""), int(offset), body
            )
        return json_answer(arrived)

    async def verify(self, request: Request) -> Response:
        """Compare all that is here with what was announced."""
        differ = await arriving.verify(self._hosting, await self._admit(request))
        return json_answer(Verified(ok=not differ, differ=differ))

    async def open(self, request: Request) -> Response:
        """Open it; a token of its owner comes back."""
        workspace = await self._admit(request)
        asked = await struct(request, self._service.settings, Opening)
        arrival = await arriving.open_workspace(self._hosting, workspace, asked.digest)
        token = await identity.sign_in(self._hosting, workspace, arrival.owner, asked.device)
        earlier = await announced.remember_token(self._hosting, workspace, token.id)
        if earlier:
            await identity.revoke(self._hosting, earlier)
        return json_answer(
            Joined(workspace, arrival.name, arrival.owner, Role.OWNER, token.token, token.expires_at)
        )

    async def end(self, request: Request) -> Response:
        """Withdraw what is not open yet; of what is, forget how it came."""
        await arriving.end(self._hosting, await self._admit(request))
        return no_content()


def routes(service: Service) -> list[BaseRoute]:
    """The endpoints."""
    arrivals = Arrivals(service)
    place = "/v1/workspaces/{workspace}/arrival"
    return [
        route(place, "POST", arrivals.begin),
        route(place, "GET", arrivals.standing),
        route(place, "DELETE", arrivals.end),
        route(f"{place}/batch", "PUT", arrivals.put),
        route(f"{place}/verify", "POST", arrivals.verify),
        route(f"{place}/open", "POST", arrivals.open),
    ]
