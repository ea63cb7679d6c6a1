"""httpx without what comes along unasked: its command line and HTTP/2, which are loaded when they are used.

Both are extras that httpx and httpcore do without. They cost a command 150 ms of the 750 that it took.
"""

from __future__ import annotations

import sys

#: Not imported with the rest; `main` of httpx is not there then, HTTP/2 is as soon as it is spoken.
_LATER = ("httpx._main", "httpcore._async.http2", "httpcore._sync.http2")


def load_httpx() -> None:
    """Import httpx and httpcore; whoever has imported them before has all of it."""
    if "httpx" in sys.modules:
        return
    put_off = [name for name in _LATER if name not in sys.modules]
    for name in put_off:
        sys.modules[name] = None  # type: ignore[assignment]  # so an import of it fails, says the language
    try:
        import httpcore  # noqa: F401
        import httpx  # noqa: F401
    finally:
        for name in put_off:
            sys.modules.pop(name, None)
