"""Stopping cleanly: what must be carried to its end is, and then the stop goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def uninterrupted(work: Coroutine[Any, Any, T]) -> T:
    """Carry `work` to its end, whatever stops the caller meanwhile, and forget that it was stopped."""
    result, _ = await to_its_end(work)
    return result


async def finished(work: Coroutine[Any, Any, T]) -> T:
    """Carry `work` to its end; a stop that came meanwhile is raised after it."""
    result, stopped = await to_its_end(work)
    if stopped:
        raise asyncio.CancelledError
    return result


async def to_its_end(work: Coroutine[Any, Any, T]) -> tuple[T, bool]:
    """Carry `work` to its end; its result, and whether the caller was to be stopped meanwhile."""
    task = asyncio.ensure_future(work)
    stopped = False
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            stopped = True
            if task.cancelled():
                raise
        except BaseException:  # noqa: BLE001 - it is raised below, by the task's own result
            break
    return task.result(), stopped


async def stop(*tasks: asyncio.Task[Any]) -> None:
    """Cancel tasks until they have ended; what they let finish first is waited for."""
    while waiting := [task for task in tasks if not task.done()]:
        for task in waiting:
            task.cancel()
        await asyncio.wait(waiting, timeout=0.05)
