"""Clients that mean no good: refused in words, while others are served and memory stays as it is."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

import psutil
import pytest
import pytest_asyncio

from tests.faults.cloud.houses import Asking, House, Server, house

pytestmark = pytest.mark.asyncio(loop_scope="module")

#: As a keeper would have it, but with less patience, so that the tests need little.
_SETTINGS = """\
header_timeout_s = 1.0
body_timeout_s = 1.0
body_total_s = 4.0
keep_alive_s = 5.0
"""
#: A good client waits no longer than this for any answer, whatever the others do, in seconds.
PATIENCE_S = 5.0
#: What all of it may add to the memory of the server, in bytes.
GROWTH = 60_000_000


class Door(NamedTuple):
    """A server to knock at, and somebody who is welcome there."""

    house: House
    server: Server
    ada: Asking
    row: str

    def memory(self) -> int:
        """Bytes that the server holds."""
        assert self.server.process is not None
        return int(psutil.Process(self.server.process.pid).memory_info().rss)

    @property
    def head(self) -> str:
        """The beginning of a good request, up to the headers of its body."""
        return (
            f"POST /v1/{self.ada.workspace}/row.update HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: {self.ada.http.headers['Authorization']}\r\nContent-Type: application/json\r\n"
        )

    async def says(self, data: bytes, deadline_s: float = 15.0) -> bytes:
        """All that the server says to these bytes until it hangs up, or has answered."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port)
        try:
            writer.write(data)
            async with asyncio.timeout(deadline_s):
                return await _answer(reader)
        finally:
            writer.transport.abort()


async def _answer(reader: asyncio.StreamReader) -> bytes:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as cut:
        return cut.partial
    except ConnectionError:
        return b""
    length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
    return head + (await reader.readexactly(int(length)) if length else b"")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def door() -> AsyncIterator[Door]:
    async with house() as built:
        server = await built.server(_SETTINGS, strict=True)
        workspace, tokens = await built.workspace("ada")
        ada = Asking(server.address, workspace, tokens["ada"])
        await ada.ok("table.create", name="people", columns=[{"name": "n", "type": "integer"}])
        row = await ada.ok("row.insert", table="people", values={"n": 0})
        yield Door(built, server, ada, row["id"])


@asynccontextmanager
async def unaffected(door: Door) -> AsyncIterator[None]:
    """Somebody works meanwhile: every change is answered, in time; memory stays as it was."""
    stop = asyncio.Event()
    slowest = 0.0
    before = door.memory()

    async def work() -> int:
        nonlocal slowest
        n = 0
        while not stop.is_set() or n < 3:
            n += 1
            began = time.monotonic()
            await door.ada.ok("row.update", table="people", id=door.row, values={"n": n})
            slowest = max(slowest, time.monotonic() - began)
            await asyncio.sleep(0.05)
        return n

    working = asyncio.create_task(work())
    try:
        yield
    finally:
        stop.set()
        await working
    assert slowest < PATIENCE_S
    assert door.memory() - before < GROWTH


@pytest.mark.soak  # of how long others wait, which a busy machine decides
async def test_who_sends_headers_or_bodies_drop_by_drop_is_let_go(door: Door) -> None:
    async def drip(start: bytes, drop: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", door.server.port)
        answer = asyncio.create_task(_answer(reader))
        writer.write(start)
        try:
            async with asyncio.timeout(15):
                while not answer.done():
                    await asyncio.wait({answer}, timeout=0.3)
                    if not answer.done():
                        writer.write(drop)
            return await answer
        finally:
            writer.transport.abort()

    body = door.head + "Content-Length: 100000\r\n\r\n{"
    async with unaffected(door):
        answers = await asyncio.gather(
            *(drip(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n", b"X-A: b\r\n") for _ in range(60)),
            *(drip(b"", b"") for _ in range(60)),
            *(drip(body.encode(), b" ") for _ in range(20)),
            *(drip(body.encode(), b"") for _ in range(20)),
        )
    assert all(answer == b"" for answer in answers[:120])
    assert {_code(answer) for answer in answers[120:]} == {"too_slow"}


def _code(answer: bytes) -> str:
    return str(json.loads(answer.partition(b"\r\n\r\n")[2])["error"]["code"])


@pytest.mark.parametrize("count", [1_000, pytest.param(10_000, marks=pytest.mark.soak)])
async def test_bad_tokens_open_nothing_and_shut_nobody_out(door: Door, count: int) -> None:
    async def guess(n: int) -> list[int]:
        reader, writer = await asyncio.open_connection("127.0.0.1", door.server.port)
        found = []
        for k in range(count // 10):
            head = (
                f"GET /v1/{door.ada.workspace}/catalog HTTP/1.1\r\nHost: localhost\r\n"
                f"Authorization: Bearer lat_{n:04}{k:039}\r\n\r\n"
            )
            writer.write(head.encode())
            found.append(_status(await _answer(reader)))
        writer.close()
        return found

    async with unaffected(door):
        answers = await asyncio.gather(*(guess(n) for n in range(10)))
    counted = {code: sum(found.count(code) for found in answers) for code in (401, 429)}
    assert sum(counted.values()) == count
    # most are not even looked up
    assert counted[429] > count - 200


async def test_two_gigabytes_are_refused_while_they_are_read(door: Door) -> None:
    async def pour(head: str, *, chunked: bool) -> bytes:
        # an answer that meets what is still being sent may be lost with the connection
        for _ in range(5):
            if answer := await once(head, chunked=chunked):
                return answer
        return b""

    async def once(head: str, *, chunked: bool) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", door.server.port)
        answer = asyncio.create_task(_answer(reader))
        zeros = bytes(1_000_000)
        piece = b"f4240\r\n" + zeros + b"\r\n" if chunked else zeros
        try:
            writer.write(head.encode())
            for _ in range(2_000):
                if answer.done() or writer.transport.is_closing():
                    break
                writer.write(piece)
                await writer.drain()
        except ConnectionError:
            pass
        async with asyncio.timeout(20):
            found = await answer
        writer.transport.abort()
        return found

    async with unaffected(door):
        named = await pour(door.head + "Content-Length: 2000000000\r\n\r\n", chunked=False)
        assert (_status(named), _code(named)) == (413, "too_large")
        poured = await pour(door.head + "Transfer-Encoding: chunked\r\n\r\n", chunked=True)
        # whoever goes on sending may not hear the refusal before the line breaks
        assert poured == b"" or (_status(poured), _code(poured)) == (413, "too_large")


def _status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


_PATHS = (
    "//healthz",
    "/v1//table.list",
    "/v1/%2e%2e/healthz",
    "/../healthz",
    "/v1/../../etc/passwd",
    "/v1/{ws}/rows/%00",
    "/v1/{ws}/rows/..%2f..%2fpeople",
    "/v1/{ws}/blobs/..%2f..%2fserver.toml",
    "/v1/{ws}/blobs/%2e%2e",
    "/v1/{ws}%00/catalog",
    "/v1/{ws}/catalog/",
    "/V1/{ws}/catalog",
    "/v1/{ws}/catalog;x=1",
    "/v1/{ws}/rows/" + "a" * 20_000,
    "http://example.org/v1/{ws}/nothing",
    "/\\..\\healthz",
    "/v1/{ws}/rows/%ff%fe",
    "/v1/{ws}/rows/people%27%3B--",
)


@pytest.mark.parametrize("path", _PATHS, ids=range(len(_PATHS)))
async def test_paths_that_want_to_lead_elsewhere_lead_nowhere(door: Door, path: str) -> None:
    path = path.format(ws=door.ada.workspace)
    authorization = door.ada.http.headers["Authorization"]
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {authorization}\r\n\r\n"
    answer = await door.says(request.encode("latin-1"))
    assert _status(answer) in (400, 404, 405, 422), answer
    assert b"Traceback" not in answer


_HEADERS = {
    "two lengths": "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    "two different lengths": "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "a length that is none": "Content-Length: -1\r\n\r\n",
    "an unknown coding": "Transfer-Encoding: gzip\r\n\r\n",
    "a header without end": "X-Long: " + "a" * 100_000 + "\r\n\r\n",
    "very many headers": "".join(f"X-{n}: a\r\n" for n in range(5_000)) + "\r\n",
    "a header with a line break": "X-A: b\r\n c: d\r\nX B: c\r\n\r\n",
    "a zero byte": "X-A: \0\r\nContent-Length: 2\r\n\r\n{}",
    "another host": "Host: evil.example\r\nContent-Length: 2\r\n\r\n{}",
    "another origin": "Origin: https://evil.example\r\nContent-Length: 2\r\n\r\n{}",
    "from another page": "Sec-Fetch-Site: cross-site\r\nContent-Length: 2\r\n\r\n{}",
    "an op_id that is none": f"Lattice-Op-Id: {'x' * 300}\r\nContent-Length: 2\r\n\r\n{{}}",
    "an agent of somebody else": "Lattice-Acting: human:bo\r\nContent-Length: 2\r\n\r\n{}",
    "an origin of its own": "Lattice-Origin: ../../x\r\nContent-Length: 2\r\n\r\n{}",
    "a session that is none": "Lattice-Session: a b\x1b[31m\r\nContent-Length: 2\r\n\r\n{}",
    "two tokens": "Authorization: Bearer lat_other\r\nContent-Length: 2\r\n\r\n{}",
    "no json": "Content-Length: 7\r\n\r\n{{{{{{{",
    "very deep json": "Content-Length: 60000\r\n\r\n" + "[" * 60_000,
    "a name twice": 'Content-Length: 29\r\n\r\n{"table": "a", "table": "b"  }',
}


@pytest.mark.parametrize("what", _HEADERS)
async def test_headers_and_bodies_that_are_none_are_refused_without_a_failure(door: Door, what: str) -> None:
    answer = await door.says((door.head + _HEADERS[what]).encode("latin-1"))
    assert 400 <= _status(answer) < 500, answer
    assert b"Traceback" not in answer
    assert (await door.ada.ask("row.count", table="people")).status_code == 200


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
async def test_only_json_is_taken_for_json(door: Door, kind: str) -> None:
    answer = await door.ada.http.post(
        f"/v1/{door.ada.workspace}/row.count", content=b'{"table": "people"}', headers={"Content-Type": kind}
    )
    assert answer.status_code in (400, 415, 422)


async def test_requests_in_one_piece_cannot_be_smuggled_into_the_next(door: Door) -> None:
    inner = "GET /v1/me HTTP/1.1\r\nHost: localhost\r\n\r\n"
    request = (
        door.head + f"Content-Length: {len(inner)}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + inner
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", door.server.port)
    writer.write(request.encode())
    async with asyncio.timeout(15):
        said = await reader.read(-1)
    writer.transport.abort()
    assert said.count(b"HTTP/1.1 ") == 1
    assert _status(said) == 400
