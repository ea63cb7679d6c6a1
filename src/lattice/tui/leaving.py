"""Leaving in good order when the terminal is closed or the process is told to end."""

from __future__ import annotations

import asyncio
import signal
from functools import partial

from textual.app import App


def leave_when_told(app: App[None]) -> None:
    """Let `app` go as `^q` does on SIGTERM and SIGHUP: the terminal is given back, what was typed is kept."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            asyncio.get_running_loop().add_signal_handler(number, partial(app.exit, None, 128 + number))
        except (NotImplementedError, RuntimeError, ValueError):
            # an operating system without them, or not the main thread
            return
