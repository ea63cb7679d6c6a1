"""The client under test, once for each kind of client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from lattice.client import Client
from tests.contract.places import PLACES, Place


@pytest_asyncio.fixture(params=sorted(PLACES))
async def place(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Place]:
    place = PLACES[request.param](tmp_path)
    yield place
    await place.close()


@pytest_asyncio.fixture
async def client(place: Place) -> Client:
    return await place.open()
