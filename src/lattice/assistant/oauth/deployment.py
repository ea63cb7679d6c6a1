"""Where one signs in: what the environment says of it, and which addresses a token may travel to."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

import msgspec

from lattice.model.errors import LatticeError, Stage
from lattice.model.visible import visible

PREFIX = "ANTHROPIC_OAUTH_"
_NEEDED = ("AUTHORIZE_URL", "TOKEN_URL", "CLIENT_ID")
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Deployment(msgspec.Struct, frozen=True):
    """A service that one signs in to."""

    authorize_url: str
    """The page that a browser opens."""
    token_url: str
    """Where a code becomes tokens, and where they are renewed."""
    client_id: str
    """What Lattice is called there."""
    scope: str = ""
    """What is asked for; empty leaves it to the service."""
    redirect_port: int = 0
    """The port on this machine that the browser comes back to; 0 takes any that is free."""


def deployment_of(environ: Mapping[str, str]) -> Deployment | None:
    """What `ANTHROPIC_OAUTH_…` says; None where nothing is set. Raises `usage` for half of it."""
    said = {name: environ.get(PREFIX + name, "").strip() for name in _NEEDED}
    if not any(said.values()):
        return None
    missing = [PREFIX + name for name, value in said.items() if not value]
    if missing:
        raise _wrong(f"Signing in also needs {', '.join(missing)}.")
    return Deployment(
        authorize_url=checked_address(PREFIX + "AUTHORIZE_URL", said["AUTHORIZE_URL"]),
        token_url=checked_address(PREFIX + "TOKEN_URL", said["TOKEN_URL"]),
        client_id=said["CLIENT_ID"],
        scope=environ.get(PREFIX + "SCOPE", "").strip(),
        redirect_port=_port(environ.get(PREFIX + "REDIRECT_PORT", "").strip()),
    )


def checked_address(name: str, address: str) -> str:
    """The address, when a token may travel to it: https, or http on this machine. Raises `usage`."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise _wrong(f"{name} is no address: {visible(address)[:200]}.") from None
    if not host or parts.username is not None or parts.fragment or not address.isprintable():
        raise _wrong(f"{name} is no address to sign in at: {visible(address)[:200]}.")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOOPBACK):
        raise _wrong(f"{name} must be https (http only on this machine), not {visible(address)[:200]}.")
    return address


def _port(text: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and int(text[:6]) <= 65_535):
        raise _wrong(f"{PREFIX}REDIRECT_PORT must be a port from 0 to 65,535, not {visible(text)[:40]}.")
    return int(text)


def _wrong(message: str) -> LatticeError:
    return LatticeError(
        "usage", message, "Whoever runs the service says what to set.", stage=Stage.CONSTRAINTS
    )
