"""One server and one workspace with everybody in it, for all tests of this folder."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.access.scene import Scene
from tests.access.scene import scene as set_up
from tests.server.serving import Serving, serving


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def access_place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Serving]:
    folder = tmp_path_factory.mktemp("access")
    async with serving(folder, requests_a_second=1e6, burst=10**7, sign_ins_a_minute=1e6) as running:
        yield running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def scene(access_place: Serving) -> AsyncIterator[Scene]:
    found = await set_up(access_place)
    await found.make_files()
    yield found
    for guest in found.guests.values():
        await guest.http.aclose()
