"""The client under test, once for each kind of client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from lattice.client import Client
from tests.contract.places import PLACES, Place

#: The contract is kept whole by every client in `make soak`. In `make test` each part of it is kept on a file
#: and in one other place: this over the network by a real server, the rest by the engine over Postgres.
OVER_THE_NETWORK = {
    *("test_rows", "test_links", "test_receipts", "test_watch", "test_sharing", "test_members", "test_log"),
    "test_approvals",
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the rest to `make soak`."""
    for item in items:
        if not isinstance(item, pytest.Function) or item.path.parent != Path(__file__).parent:
            continue
        place = item.callspec.params.get("place") if hasattr(item, "callspec") else None
        network = item.path.stem in OVER_THE_NETWORK
        # three hundred ways to be shaped wrongly are found at the door, before any database
        elsewhere = place in ("postgres", "cloud") and item.path.stem == "test_vocabulary"
        if elsewhere or place == ("postgres" if network else "cloud"):
            item.add_marker(pytest.mark.soak)


@pytest_asyncio.fixture(params=sorted(PLACES))
async def place(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Place]:
    place = PLACES[request.param](tmp_path)
    yield place
    await place.close()


@pytest_asyncio.fixture
async def client(place: Place) -> Client:
    return await place.open()
