"""The server as an ASGI application: its routes, and the door around them."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address, ip_network

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Router
from starlette.types import ASGIApp

from lattice.model.errors import LatticeError
from lattice.server import arrivals
from lattice.server.actions import Actions
from lattice.server.answers import JSON, not_here
from lattice.server.blobs import Blobs
from lattice.server.door import Door
from lattice.server.incoming import Incoming
from lattice.server.mirroring import Mirroring
from lattice.server.openapi import openapi
from lattice.server.people import People
from lattice.server.pulses import Pulses
from lattice.server.routes import asgi_route, route
from lattice.server.service import Service
from lattice.server.stream import StreamEndpoint


def make_app(service: Service, *, hosts: Iterable[str] = ()) -> ASGIApp:
    """The application over what its endpoints share; `hosts` are the names that it is reached by."""
    routes = [*_open_routes(service), *arrivals.routes(service), *_workspace_routes(service)]
    router = Router(routes, redirect_slashes=False)
    return Door(router, service.metrics, hosts, service.settings.min_client)


def _open_routes(service: Service) -> list[BaseRoute]:
    people = People(service)
    spec = openapi()

    async def healthz(request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(request: Request) -> Response:
        if service.stopping:
            raise LatticeError("busy", "The server stops.", "Come back in a moment.")
        async with service.hosting.tx() as tx:
            await tx.one("SELECT 1")
        return PlainTextResponse("ready\n")

    async def metrics(request: Request) -> Response:
        if not _is_among(request.scope["lattice"].address, service.settings.metrics_for):
            raise not_here()
        return PlainTextResponse(service.metrics.text(), media_type="text/plain; version=0.0.4")

    async def openapi_json(request: Request) -> Response:
        return Response(spec, media_type=JSON)

    return [
        route("/healthz", "GET", healthz),
        route("/readyz", "GET", readyz),
        route("/metrics", "GET", metrics),
        route("/openapi.json", "GET", openapi_json),
        route("/v1/join/look", "POST", people.look),
        route("/v1/join", "POST", people.join),
        route("/v1/me", "GET", people.me),
        route("/v1/tokens/renew", "POST", people.renew),
        route("/v1/tokens/end", "POST", people.end),
        route("/v1/workspaces", "POST", people.create_workspace),
    ]


def _is_among(address: str, networks: Iterable[str]) -> bool:
    try:
        found = ip_address(address)
        return any(found in ip_network(network, strict=False) for network in networks)
    except ValueError:
        return False


def _workspace_routes(service: Service) -> list[BaseRoute]:
    pulses = Pulses(service)
    actions, mirroring, blobs = Actions(service, pulses), Mirroring(service), Blobs(service)
    incoming = Incoming(service)
    at = "/v1/{workspace}"
    return [
        route(at + "/{action:action}", "POST", actions.run),
        asgi_route(at + "/stream", "GET", StreamEndpoint(service)),
        route(at + "/catalog", "GET", mirroring.catalog),
        route(at + "/rows/{table}", "GET", mirroring.rows),
        route(at + "/links", "GET", mirroring.links),
        route(at + "/blobs/{sha256}", ("HEAD", "GET", "PUT"), blobs.answer),
        route(at + "/texts", "POST", incoming.texts),
        route(at + "/load", "POST", incoming.load),
        route(at + "/load/outcome", "POST", incoming.load_outcome),
        route(at + "/pulse", "POST", pulses.tell),
        route(at + "/here", "POST", actions.here),
        route(at + "/who", "GET", actions.who),
    ]
