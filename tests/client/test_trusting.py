"""Only the server that was agreed to is believed, and the token is told to nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
import pytest_asyncio

from lattice.client.cloud.renewing import Life, is_due
from lattice.model.errors import LatticeError
from tests.client.homes import Home, filled, until
from tests.client.tiny import TinyServer, make_server
from tests.contract.asking import add, make, values
from tests.tui.cloud.door import make_certificate


@pytest_asyncio.fixture
async def pinned(tmp_path: Path) -> AsyncIterator[tuple[TinyServer, str]]:
    cert, key, fingerprint = make_certificate(tmp_path / "tls")
    server = await make_server(tmp_path, (cert, key))
    yield server, fingerprint
    await server.close()


async def test_a_server_that_nobody_vouches_for_is_believed_by_its_fingerprint(
    tmp_path: Path, pinned: tuple[TinyServer, str]
) -> None:
    server, fingerprint = pinned
    await make(server.client)
    home = Home(tmp_path / "home", server.address, server.workspace)
    home.entry = msgspec.structs.replace(home.entry, fingerprint=fingerprint)
    client = await home.open()
    await filled(client)
    await add(client, name="Ada")
    assert len(await values(client)) == 1
    await home.close()


@pytest.mark.parametrize("fingerprint", ["", "0" * 64])
async def test_another_certificate_is_not_believed_and_nothing_is_sent(
    tmp_path: Path, pinned: tuple[TinyServer, str], fingerprint: str
) -> None:
    server, _ = pinned
    await make(server.client)
    home = Home(tmp_path / "home", server.address, server.workspace)
    home.entry = msgspec.structs.replace(home.entry, fingerprint=fingerprint)
    client = await home.open()
    await until(lambda: client.standing().code == "untrusted_server")
    with pytest.raises(LatticeError) as caught:
        await add(client, name="Ada")
    assert caught.value.code == "untrusted_server"
    assert server.asked == []
    await home.close()


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2026-01-01T00:00:00Z", False),
        ("2026-02-28T23:59:59Z", False),
        ("2026-03-02T00:00:01Z", True),
        ("2026-05-01T00:00:00Z", True),
    ],
)
def test_a_token_is_renewed_when_a_third_of_its_life_is_left(at: str, due: bool) -> None:
    life = Life("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z")
    assert is_due(life, at) is due
