"""Waiting for work that belongs to no open workspace."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def wait(work: Coroutine[Any, Any, T]) -> T:
    """What `work` answers; ^C cancels it and raises KeyboardInterrupt."""
    with asyncio.Runner() as runner:
        try:
            return runner.run(work)
        except asyncio.CancelledError:
            # ^C before the first step of `work`: nobody else cancels it
            raise KeyboardInterrupt from None
