"""Routes: a path, a method, and who answers; each says which it is, for the log and the metrics."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

Endpoint = Callable[[Request], Awaitable[Response]]


class _ActionName(Convertor[str]):
    """`noun.verb`."""

    regex = r"[a-z_]{1,40}\.[a-z_]{1,40}"

    def convert(self, value: str) -> str:
        """The name."""
        return value

    def to_string(self, value: str) -> str:
        """The name."""
        return value


register_url_convertor("action", _ActionName())


class _Noted:
    """An application that says which route it is."""

    def __init__(self, path: str, answer: ASGIApp) -> None:
        self._path = path
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        scope["lattice"].route = self._path
        await self._answer(scope, receive, send)


def route(path: str, methods: str | tuple[str, ...], endpoint: Endpoint) -> Route:
    """A route whose endpoint makes a response."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        response = await endpoint(Request(scope, receive))
        await response(scope, receive, send)

    return asgi_route(path, methods, answer)


def asgi_route(path: str, methods: str | tuple[str, ...], answer: ASGIApp) -> Route:
    """A route whose endpoint is an application."""
    shown = path.replace(":action}", "}")
    return Route(
        path, _Noted(shown, answer), methods=[methods] if isinstance(methods, str) else list(methods)
    )
