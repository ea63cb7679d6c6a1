"""What may be fetched from the web: a switch, lists of hosts, bounds and a budget."""

from __future__ import annotations

import msgspec


class WebRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be fetched from the web; kept in the settings, each also as `LATTICE_URL_…`."""

    enabled: bool = True
    """Whether web pages may be fetched at all."""
    allow: tuple[str, ...] = ()
    """Hosts that may be asked, with all below them; every public one when empty."""
    block: tuple[str, ...] = ()
    """Hosts that are never asked, nor any below them."""
    max_bytes: int = 5_000_000
    """Bytes of one page."""
    timeout_s: int = 20
    """Seconds for one page, redirects included."""
    redirects: int = 5
    """How often a page may send on."""
    per_turn: int = 10
    """Pages in one turn or job."""
    per_day: int = 200
    """Pages in one workspace in 24 hours."""
    render: bool = True
    """Whether pages that need JavaScript are rendered, where Playwright and a browser are installed."""


def host_matches(host: str, listed: str) -> bool:
    """Whether `host` is the listed host or one below it; without regard to case and the final dot."""
    host, listed = host.rstrip(".").lower(), listed.strip().lstrip("*").strip(".").lower()
    return bool(listed) and (host == listed or host.endswith("." + listed))
