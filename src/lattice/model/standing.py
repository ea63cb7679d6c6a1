"""How a client stands to the place where its workspace is."""

from __future__ import annotations

import msgspec


class Standing(msgspec.Struct, frozen=True):
    """What `lattice status` and the status bar say of a connection."""

    kind: str = "local"
    """`local` or `cloud`."""
    online: bool = True
    since: str | None = None
    """Since when it is online or offline, UTC."""
    server: str = ""
    """Address of the server."""
    member: str = ""
    """Who one is there."""
    behind: int = 0
    """Events of the server that are not here yet, as far as known."""
    seq: int = 0
    """How far what is here goes in the server's log, what one may not see included."""
    filling: float | None = None
    """How much of the first copy is here, from 0 to 1; None when it is whole."""
    stale: bool = False
    """Whether the last answer may be older than what the server has."""
    problem: str = ""
    """Why it is offline, in words, and what to do."""
    code: str = ""
    """The code of what is behind `problem`: `unreachable`, `signed_out`, `untrusted_server`, …"""
    mark: tuple[int, int, int] | None = None
    """Where writing stands in a file of this machine: another one once anybody wrote. None in a cloud."""
