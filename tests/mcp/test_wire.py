from __future__ import annotations

import asyncio
import itertools
import json
import os
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
import mcp_types as types
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mcp.shared.message import SessionMessage

from lattice.mcp import wire
from lattice.mcp.wire import Incoming, Outgoing, streams_over


class Peer:
    """The other end of the wire."""

    def __init__(self, incoming: Incoming, outgoing: Outgoing, to: int, back: int) -> None:
        self.incoming, self.outgoing = incoming, outgoing
        self._to, self._back = to, back

    async def write(self, *chunks: bytes) -> None:
        """What the client writes, piece by piece."""
        for chunk in chunks:
            await asyncio.to_thread(os.write, self._to, chunk)

    async def hang_up(self) -> None:
        """The client closes its end."""
        os.close(self._to)
        self._to = -1

    async def read(self) -> dict[str, Any]:
        """One line that the server wrote."""
        line = b""
        while not line.endswith(b"\n"):
            line += await asyncio.wait_for(asyncio.to_thread(os.read, self._back, 1), 30)
        body: dict[str, Any] = json.loads(line)
        return body

    async def next(self) -> Any:
        """The next message as the server reads it."""
        item = await asyncio.wait_for(self.incoming.receive(), 30)
        assert isinstance(item, SessionMessage)
        return item.message

    def close(self) -> None:
        """Let go of both ends."""
        for descriptor in (self._to, self._back):
            if descriptor >= 0:
                os.close(descriptor)


@asynccontextmanager
async def connected() -> AsyncIterator[Peer]:
    reading, to = os.pipe()
    back, writing = os.pipe()
    try:
        async with streams_over(reading, writing) as (incoming, outgoing):
            peer = Peer(incoming, outgoing, to, back)
            try:
                yield peer
            finally:
                peer.close()
    finally:
        os.close(writing)


def call(request_id: int | str, method: str = "ping", **params: object) -> bytes:
    return (
        json.dumps({"jsonrpc": "2.0", "id": request_id, "method": method, "params": params}).encode() + b"\n"
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, 400), max_size=12))
def test_messages_are_the_same_wherever_their_bytes_are_cut(cuts: list[int]) -> None:
    data = call(1, note="é\U0001f600") + b"\n  \r\n" + call("b") + call(3, note="x" * 200)
    edges = sorted({0, len(data), *(c for c in cuts if c < len(data))})
    chunks = [data[a:b] for a, b in itertools.pairwise(edges)]

    async def run() -> list[Any]:
        async with connected() as peer:
            await peer.write(*chunks)
            found = [await peer.next() for _ in range(3)]
            # answered, so that the end needs to wait for nobody
            for message in found:
                await peer.outgoing.send(
                    SessionMessage(types.JSONRPCResponse(jsonrpc="2.0", id=message.id, result={}))
                )
            return found

    assert [m.id for m in asyncio.run(run())] == [1, "b", 3]


@pytest.mark.parametrize(
    ("line", "request_id", "code"),
    [
        (b"{nonsense\n", None, types.PARSE_ERROR),
        (b"\xff\xfe\x00\n", None, types.PARSE_ERROR),
        (b"[" * 100_000 + b"\n", None, types.PARSE_ERROR),
        (b"[]\n", None, types.INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 5, "method": 7}\n', 5, types.INVALID_REQUEST),
        (b'{"jsonrpc": "1.0", "id": "a", "method": "ping"}\n', "a", types.INVALID_REQUEST),
        (
            b'{"jsonrpc": "2.0", "id": "s", "method": "ping", "params": {"x": "\\ud800"}}\n',
            "s",
            types.INVALID_REQUEST,
        ),
    ],
)
async def test_a_line_that_is_no_message_is_answered_and_the_next_one_is_read(
    line: bytes, request_id: int | str | None, code: int
) -> None:
    async with connected() as peer:
        await peer.write(line)
        answer = await peer.read()
        assert (answer["id"], answer["error"]["code"]) == (request_id, code)
        await peer.write(call(9))
        assert (await peer.next()).id == 9
        await peer.outgoing.send(SessionMessage(types.JSONRPCResponse(jsonrpc="2.0", id=9, result={})))


async def test_a_message_without_an_end_is_refused_before_it_fills_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wire, "MESSAGE_BYTES", 100_000)
    async with connected() as peer:
        await peer.write(*[b"x" * 50_000] * 5)
        answer = await peer.read()
        assert "longer than 100,000 bytes" in answer["error"]["message"]
        await peer.write(b"x" * 50_000 + b"\n" + call(2))
        assert (await peer.next()).id == 2
        await peer.outgoing.send(SessionMessage(types.JSONRPCResponse(jsonrpc="2.0", id=2, result={})))


async def test_after_the_end_of_the_input_what_was_asked_is_still_answered() -> None:
    async with connected() as peer:
        await peer.write(call(1))
        await peer.hang_up()
        asked = await peer.next()
        ended = asyncio.ensure_future(peer.incoming.receive())
        done, _ = await asyncio.wait([ended], timeout=0.05)
        assert not done
        await peer.outgoing.send(
            SessionMessage(types.JSONRPCResponse(jsonrpc="2.0", id=asked.id, result={"a": 1}))
        )
        assert (await peer.read())["result"] == {"a": 1}
        with pytest.raises(anyio.EndOfStream):
            await asyncio.wait_for(ended, 30)


async def test_the_end_waits_for_nothing_that_the_client_has_cancelled() -> None:
    async with connected() as peer:
        await peer.write(call(1))
        await peer.next()
        cancel = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 1}}
        await peer.write(json.dumps(cancel).encode() + b"\n")
        await peer.next()
        await peer.hang_up()
        with pytest.raises(anyio.EndOfStream):
            await asyncio.wait_for(peer.incoming.receive(), wire.DRAIN_S / 2)


async def test_an_answer_that_nobody_reads_does_not_hold_up_the_end() -> None:
    before = threading.active_count()
    big = {"text": "x" * 1_000_000}
    async with connected() as peer:
        await peer.write(call(1))
        await peer.next()
        async with asyncio.timeout(30):
            await peer.outgoing.send(SessionMessage(types.JSONRPCResponse(jsonrpc="2.0", id=1, result=big)))
            await peer.hang_up()
    assert threading.active_count() <= before + 2


async def test_a_large_answer_arrives_whole() -> None:
    big = {"text": "é\n\x1b" * 700_000}
    async with connected() as peer:
        await peer.write(call(1))
        await peer.next()
        await peer.outgoing.send(SessionMessage(types.JSONRPCResponse(jsonrpc="2.0", id=1, result=big)))
        line = b""
        while not line.endswith(b"\n"):
            line += await asyncio.to_thread(os.read, peer._back, 1_000_000)
        assert json.loads(line)["result"] == big
        assert b"\x1b" not in line


async def test_half_a_character_in_an_answer_costs_that_answer_alone() -> None:
    async with connected() as peer:
        await peer.write(call(1) + call(2))
        await peer.next()
        await peer.next()
        for request_id, text in ((1, "\ud800"), (2, "fine")):
            body = types.JSONRPCResponse(jsonrpc="2.0", id=request_id, result={"text": text})
            await peer.outgoing.send(SessionMessage(body))
        assert (await peer.read())["error"]["code"] == types.INTERNAL_ERROR
        assert (await peer.read())["result"] == {"text": "fine"}


async def test_of_a_client_that_asks_too_much_at_once_nothing_more_is_read_until_some_is_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wire, "AT_ONCE", 3)
    async with connected() as peer:
        await peer.write(*(call(n) for n in range(4)))
        first = [await peer.next() for _ in range(3)]
        fourth = asyncio.ensure_future(peer.next())
        done, _ = await asyncio.wait([fourth], timeout=0.05)
        assert not done
        for message in first:
            body = types.JSONRPCResponse(jsonrpc="2.0", id=message.id, result={})
            await peer.outgoing.send(SessionMessage(body))
        assert (await fourth).id == 3
        await peer.outgoing.send(SessionMessage(types.JSONRPCResponse(jsonrpc="2.0", id=3, result={})))
