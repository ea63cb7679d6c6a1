"""What is typed before the workbench's screen is up: kept for it, and the terminal given back after."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any


@contextlib.contextmanager
def keys_kept() -> Iterator[None]:
    """Let the terminal pass every key on meanwhile, unseen; its attributes are afterwards as they were.

    Until Textual takes the terminal, which is after all that it imports, the terminal understands `^q` as
    "go on writing" (XON) and drops it. Textual gives back what it found, so this has to be left last.
    """
    before = _attributes()
    if before is None:
        yield
        return
    try:
        _end_in_order(before)
        _set(_passing(before))
        yield
    finally:
        _set(before)


def _attributes() -> list[Any] | None:
    """Those of the terminal that is standard input; None where there is none."""
    if sys.platform == "win32":  # its console swallows no keys, and there is no termios
        return None
    import termios

    try:
        return termios.tcgetattr(0)
    except termios.error:
        return None


def _passing(attributes: list[Any]) -> list[Any]:
    """The same attributes, but no key is for the terminal itself (IXON) and none is shown (ECHO)."""
    if sys.platform == "win32":
        return attributes
    import termios

    passing = list(attributes)
    passing[0] &= ~termios.IXON
    passing[3] &= ~termios.ECHO
    return passing


def _set(attributes: list[Any]) -> None:
    if sys.platform == "win32":
        return
    import termios

    # the terminal may be gone by now
    with contextlib.suppress(termios.error):
        termios.tcsetattr(0, termios.TCSANOW, attributes)


def _end_in_order(before: list[Any]) -> None:
    """Give the terminal back on SIGTERM and SIGHUP too, until the app is there and listens to them."""

    def end(number: int, _: FrameType | None) -> None:
        _set(before)
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    with contextlib.suppress(ValueError):  # not the main thread: whoever runs this there ends it
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)  # Windows knows no SIGHUP
            if number is not None and signal.getsignal(number) == signal.SIG_DFL:
                signal.signal(number, end)
