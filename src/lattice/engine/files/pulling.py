"""Pulling from what blocks: an iterator that reads a file or a pipe, in a thread, some items at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


async def pull(items: Iterator[T], at_once: int) -> AsyncIterator[tuple[int, list[T]]]:
    """Lists of at most `at_once` items, each with its number from 0."""
    number = 0
    while batch := await asyncio.to_thread(lambda: list(islice(items, at_once))):
        yield number, batch
        number += 1
