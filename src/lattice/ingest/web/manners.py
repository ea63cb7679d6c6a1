"""How a visitor behaves: few at a time, a while between two calls, nothing that robots.txt forbids."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from lattice import __version__
from lattice.ingest.web.connecting import Network
from lattice.model.errors import LatticeError

if TYPE_CHECKING:
    from protego import Protego

#: Who asks, and nothing of the machine it runs on.
USER_AGENT = f"Lattice/{__version__}"
#: The name that robots.txt may address.
ROBOT = "Lattice"
#: Pages that are fetched at a time by one process, and seconds between two calls to one host.
AT_ONCE = 2
SPACING_S = 1.0
#: Bytes of a robots.txt that count (RFC 9309, 2.5), and seconds that it is remembered.
ROBOTS_BYTES = 512_000
_ROBOTS_S = 3_600.0
_HOSTS = 500

_AGENT_LINE = re.compile(r"\s*user[- ]?agent\b[\s:]*(.*)", re.I)


class Manners:
    """What the pages that one process fetches have to share."""

    def __init__(self, network: Network) -> None:
        self.slots = asyncio.Semaphore(AT_ONCE)
        self._network = network
        self._next: dict[str, float] = {}
        self._robots: dict[str, tuple[float, Protego | None]] = {}

    async def turn(self, host: str) -> None:
        """Wait until `host` may be called again."""
        now = self._network.clock()
        if len(self._next) > _HOSTS:
            self._next = {known: at for known, at in self._next.items() if at > now}
        at = max(now, self._next.get(host, now))
        # taken before the wait, so that the next one comes after this
        self._next[host] = at + SPACING_S
        if at > now:
            await self._network.sleep(at - now)

    async def check_robots(self, url: str, site: str, load: Callable[[], Awaitable[str | None]]) -> None:
        """Raise `forbidden` when the robots.txt of `site` keeps Lattice from `url`.

        `load` answers its text, or None when it could not be had because the site is in trouble: then all
        of it is closed (RFC 9309, 2.3.1.4).
        """
        now = self._network.clock()
        known = self._robots.get(site)
        if known is None or known[0] <= now:
            text = await load()
            if len(self._robots) > _HOSTS:
                self._robots.clear()
            # trouble is soon over
            known = (now + (_ROBOTS_S if text is not None else 60.0), _parsed(text))
            self._robots[site] = known
        robots = known[1]
        if robots is None:
            raise LatticeError(
                "unreachable",
                f"{site} cannot say at the moment what may be fetched.",
                "Try again in a while.",
            )
        if not robots.can_fetch(url, ROBOT):
            raise LatticeError(
                "forbidden",
                f"The robots.txt of {site} asks programs not to fetch this page.",
                "Open it in a browser; what you save there can be added as a file.",
            )


def _parsed(text: str | None) -> Protego | None:
    if text is None:
        return None
    from protego import Protego  # 10 ms that only a fetch needs

    return Protego.parse("\n".join(_for_us(line) for line in text.splitlines()))


def _for_us(line: str) -> str:
    """The line, with one name for all other robots.

    Each rule is kept once for each robot of its group: thousands of both are an attack.
    """
    found = _AGENT_LINE.match(line)
    if found is None:
        return line
    agent = found.group(1).partition("#")[0].strip().lower()
    return f"User-agent: {agent}" if agent in ("*", ROBOT.lower()) else "User-agent: another"


_of_loops: WeakKeyDictionary[asyncio.AbstractEventLoop, Manners] = WeakKeyDictionary()


def shared_manners() -> Manners:
    """Those of this process, which has one event loop; for each where there are several."""
    loop = asyncio.get_running_loop()
    if loop not in _of_loops:
        _of_loops[loop] = Manners(Network())
    return _of_loops[loop]
