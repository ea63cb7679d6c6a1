"""What a stream says while its reader is busy is taken at once, and held back when it is too much."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from lattice.client.cloud.gathering import MOST, gathering
from lattice.model.errors import LatticeError


async def _said(*bunches: list[int], told: list[int] | None = None) -> AsyncIterator[list[int]]:
    for bunch in bunches:
        if told is not None:
            told.append(bunch[0])
        yield bunch
    raise LatticeError("unreachable", "The line broke.")


async def test_what_came_meanwhile_is_one_bunch_and_the_end_comes_behind_it() -> None:
    async with gathering(_said([1], [2, 3], [4])) as bunches:
        await asyncio.sleep(0.01)
        assert await anext(bunches) == [1, 2, 3, 4]
        with pytest.raises(LatticeError, match="The line broke"):
            await anext(bunches)


async def test_nobody_waits_for_more_than_there_is() -> None:
    more = asyncio.Event()

    async def slowly() -> AsyncIterator[list[int]]:
        yield [1]
        await more.wait()
        yield [2]

    async with gathering(slowly()) as bunches:
        assert await anext(bunches) == [1]
        more.set()
        assert [bunch async for bunch in bunches] == [[2]]


async def test_too_much_is_held_back_on_the_way() -> None:
    told: list[int] = []
    async with gathering(_said(*([n] * MOST for n in range(3)), told=told)) as bunches:
        await asyncio.sleep(0.01)
        assert told == [0]
        assert await anext(bunches) == [0] * MOST
        await asyncio.sleep(0.01)
        assert told == [0, 1]


async def test_who_leaves_stops_listening() -> None:
    for_ever = asyncio.Event()

    async def silent() -> AsyncIterator[list[int]]:
        await for_ever.wait()
        yield []

    async with gathering(silent()):
        await asyncio.sleep(0)
    assert [task for task in asyncio.all_tasks() if task.get_name() == "hearing"] == []
