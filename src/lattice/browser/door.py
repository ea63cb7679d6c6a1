"""Who may come in: who has the secret of the address, from this machine, in a page of ours.

Whoever is in acts as the person whose terminal this is, so a page of somebody else must not get there: not
by a link or a WebSocket of its own (the secret, Origin), nor under a name that points at this machine (Host).
"""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

#: Of the secret: 256 bits, as every other token has.
SECRET_BYTES = 32
#: What needs no secret: files of the page, the same for everybody, and downloads, whose keys nobody guesses.
_OPEN = ("/static/", "/download/")
#: Where a page opens its WebSocket, with the secret behind it: its script appends a query of its own.
SOCKETS = "/ws/"
#: Shown beside every answer. The page draws with its own files alone, and its address goes nowhere.
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
    " font-src 'self'; img-src 'self' data:; connect-src 'self' {sockets}; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Door:
    """Checks every request."""

    def __init__(self, secret: str = "") -> None:
        self.secret = secret or secrets.token_urlsafe(SECRET_BYTES)
        self.port = 0
        """Where the server listens; known once it does."""

    @property
    def hosts(self) -> frozenset[str]:
        """Names under which a browser on this machine may ask."""
        return frozenset(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]"))

    def refusal(self, request: web.Request) -> str:
        """Why a request is refused, in words; empty when it is not."""
        host = request.headers.get("Host", "")
        if host not in self.hosts:
            return "Ask by the address that `lattice web` shows."
        origin = request.headers.get("Origin")
        # a browser names the page that opens a WebSocket; what names none is no browser
        if (origin is not None or request.path.startswith(SOCKETS)) and not self._is_ours(origin or "", host):
            return "Another page may not ask for this."
        if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            return "Another page may not ask for this."
        if request.path.startswith(_OPEN):
            return ""
        socket = request.path.removeprefix(SOCKETS) if request.path.startswith(SOCKETS) else ""
        given = socket or request.query.get("token", "")
        if not hmac.compare_digest(given.encode(), self.secret.encode()):
            return "The secret in the address is missing or wrong: copy all of what `lattice web` shows."
        return ""

    def _is_ours(self, origin: str, host: str) -> bool:
        try:
            parts = urlsplit(origin)
        except ValueError:
            return False
        return parts.scheme == "http" and parts.netloc == host

    @property
    def middleware(self) -> Middleware:
        """The same for aiohttp."""

        @web.middleware
        async def checked(request: web.Request, handler: Handler) -> web.StreamResponse:
            if why := self.refusal(request):
                return web.Response(status=403, text=why + "\n")
            return await handler(request)

        return checked

    async def mark(self, request: web.Request, answer: web.StreamResponse) -> None:
        """Put the headers on an answer, whatever it is, before it is on its way."""
        sockets = "" if self.refusal(request) else f"ws://{request.headers['Host']}"
        for name, value in _HEADERS.items():
            answer.headers[name] = value.replace("{sockets}", sockets)
