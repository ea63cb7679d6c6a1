from __future__ import annotations

import gzip
import zlib
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.ingest.web.bodies import Body, Budget
from lattice.model.errors import LatticeError


async def chunks(data: bytes, size: int = 1_000) -> AsyncIterator[bytes]:
    for at in range(0, len(data), size):
        yield data[at : at + size]


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS = {
    "": lambda data: data,
    "identity": lambda data: data,
    "gzip": gzip.compress,
    "GZIP": gzip.compress,
    "deflate": zlib.compress,
    "raw deflate": raw_deflate,
}


@pytest.mark.parametrize("encoding", PACKERS)
@given(data=st.binary(max_size=5_000), size=st.integers(1, 4_000))
async def test_a_body_comes_as_it_was_packed(encoding: str, data: bytes, size: int) -> None:
    body = Body(encoding.removeprefix("raw "), Budget(1_000_000))
    assert await body.take(chunks(PACKERS[encoding](data), size)) == data
    assert body.whole


@pytest.mark.parametrize("encoding", PACKERS)
async def test_a_body_of_just_the_budget_is_whole_and_one_byte_more_is_not(encoding: str) -> None:
    said = encoding.removeprefix("raw ")
    fits, over = Body(said, Budget(5_000)), Body(said, Budget(5_000))
    assert len(await fits.take(chunks(PACKERS[encoding](b"x" * 5_000)))) == 5_000
    assert fits.whole
    assert len(await over.take(chunks(PACKERS[encoding](b"x" * 5_001)))) == 5_000
    assert not over.whole


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_bomb_is_unpacked_no_further_than_the_budget(encoding: str) -> None:
    bomb = PACKERS[encoding](b"\0" * 20_000_000)
    read = 0

    async def counted() -> AsyncIterator[bytes]:
        nonlocal read
        async for chunk in chunks(bomb, 200):
            read += len(chunk)
            yield chunk

    body = Body(encoding, Budget(50_000))
    assert len(await body.take(counted())) == 50_000
    assert not body.whole
    assert read < len(bomb) / 10


async def test_packed_bytes_count_too_when_nothing_comes_of_them() -> None:
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)

    async def endless_nothing() -> AsyncIterator[bytes]:
        yield packer.compress(b"")
        while True:
            yield packer.flush(zlib.Z_FULL_FLUSH) + b"\0\0\0\xff\xff" * 100

    body = Body("gzip", Budget(20_000))
    assert await body.take(endless_nothing()) == b""
    assert not body.whole


async def test_answers_that_share_a_budget_share_it() -> None:
    budget = Budget(1_000)
    first, second = Body("", budget), Body("gzip", budget)
    assert len(await first.take(chunks(b"x" * 700))) == 700
    assert len(await second.take(chunks(gzip.compress(b"y" * 700)))) == 300
    assert (first.whole, second.whole, budget.left) == (True, False, 0)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@pytest.mark.parametrize("damage", ["cut", "noise"])
async def test_a_damaged_body_is_said_to_be_damaged(encoding: str, damage: str) -> None:
    packed = PACKERS[encoding](bytes(range(256)) * 40)
    broken = packed[: len(packed) // 2] if damage == "cut" else b"\x07" * 50
    with pytest.raises(LatticeError, match="damaged") as failure:
        await Body(encoding, Budget(1_000_000)).take(chunks(broken))
    assert failure.value.code == "unreachable"


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress", "\x1b[31m"])
def test_an_encoding_that_was_not_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(LatticeError, match="not asked for") as failure:
        Body(encoding, Budget(1_000))
    assert failure.value.code == "invalid_file"
    assert failure.value.message.isprintable()
