"""Who may knock: hosts, browsers, versions, tokens; and those who ask too much or too slowly."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from lattice.server.door import _older
from tests.server.serving import Guest, Serving, serving

pytestmark = pytest.mark.asyncio(loop_scope="session")


def code(answer: httpx.Response) -> str:
    return str(answer.json()["error"]["code"])


async def talk(url: str, *pieces: bytes, wait_s: float = 0.0) -> bytes:
    """What a server says to raw bytes, until it closes the connection."""
    host, _, port = url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(wait_s)
        async with asyncio.timeout(15):
            return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def test_a_server_answers_to_its_own_names_only(place: Serving) -> None:
    async with httpx.AsyncClient(base_url=place.url, trust_env=False) as http:
        for host in ("localhost:1", "127.0.0.1", "[::1]:80", "10.1.2.3"):
            assert (await http.get("/healthz", headers={"Host": host})).status_code == 200
        for host in ("evil.example", "127.0.0.1.evil.example", ""):
            assert (await http.get("/healthz", headers={"Host": host})).status_code == 400


async def test_pages_of_other_places_are_refused(place: Serving) -> None:
    ada = await place.workspace()
    path = f"/v1/{ada.workspace}/table.list"
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ):
        answer = await ada.http.post(path, json={}, headers=headers)
        assert (answer.status_code, code(answer)) == (403, "forbidden")
        assert not any(name.startswith("access-control") for name in answer.headers)
    own = await ada.http.post(path, json={}, headers={"Origin": place.url})
    assert own.status_code == 200


async def test_without_a_good_token_nothing_is_said(place: Serving) -> None:
    ada = await place.workspace()
    other = await place.workspace("Other")
    stranger = httpx.AsyncClient(base_url=place.url, trust_env=False)
    for secret in ("nonsense", "lat_" + "x" * 43, "ü" * 10, "x" * 10_000):
        headers = {b"Authorization": b"Bearer " + secret.encode()}
        answer = await stranger.post(f"/v1/{ada.workspace}/table.list", json={}, headers=headers)
        assert (answer.status_code, code(answer)) == (401, "signed_out")
        assert answer.headers["www-authenticate"] == "Bearer"
    strange = await ada.http.post(f"/v1/{other.workspace}/table.list", json={})
    nowhere = await ada.http.post("/v1/01M7ZM0B5BCSZGMGMHZNTC5E99/table.list", json={})
    no_id = await ada.http.post("/v1/nonsense/table.list", json={})
    assert strange.status_code == nowhere.status_code == no_id.status_code == 404
    assert strange.content == nowhere.content == no_id.content


async def test_a_client_that_is_too_old_is_told_so(place: Serving, tmp_path: Path) -> None:
    ada = await place.workspace()
    async with serving(tmp_path, hosting=place.hosting, min_client="2.1.0") as strict:
        guest = Guest(strict.url, ada.workspace, ada.actor, ada.token)
        for version, status in (("2.0.9", 426), ("nonsense", 426), ("2.1.0", 200), ("10.0", 200)):
            guest.http.headers["Lattice-Client"] = version
            assert (await guest.ask("table.list")).status_code == status, version


async def test_versions_are_compared_by_their_numbers() -> None:
    assert _older("0.9.9", "0.10.0")
    assert not _older("0.10.0", "0.9.9")
    assert not _older("1.0.0.dev1", "1.0.0")


async def test_one_token_that_asks_too_often_waits_and_others_do_not(place: Serving, tmp_path: Path) -> None:
    ada = await place.workspace()
    bob = await place.member(ada.workspace, "bob")
    async with serving(tmp_path, hosting=place.hosting, requests_a_second=0.1, burst=5) as strict:
        fast = Guest(strict.url, ada.workspace, ada.actor, ada.token)
        answers = [await fast.ask("table.list") for _ in range(12)]
        assert [a.status_code for a in answers[-3:]] == [429, 429, 429]
        assert code(answers[-1]) == "rate_limited"
        assert int(answers[-1].headers["retry-after"]) >= 1
        calm = Guest(strict.url, ada.workspace, bob.actor, bob.token)
        assert (await calm.ask("table.list")).status_code == 200


async def test_guessing_is_held_off_and_who_is_known_goes_on(place: Serving, tmp_path: Path) -> None:
    ada = await place.workspace()
    async with serving(tmp_path, hosting=place.hosting, sign_ins_a_minute=10) as strict:
        guest = Guest(strict.url, ada.workspace, ada.actor, ada.token)
        assert (await guest.ask("table.list")).status_code == 200
        guesser = Guest(strict.url, ada.workspace, "", "wrong")
        statuses = [(await guesser.ask("table.list")).status_code for _ in range(30)]
        assert statuses[0] == 401
        assert statuses[-1] == 429
        look = await guesser.http.post("/v1/join/look", json={"secret": "x"})
        assert look.status_code == 429
        assert (await guest.ask("table.list")).status_code == 200


async def test_a_body_without_end_is_refused_before_it_is_read(place: Serving, tmp_path: Path) -> None:
    ada = await place.workspace()
    async with serving(tmp_path, hosting=place.hosting, body_bytes=100_000) as strict:
        head = (
            f"POST /v1/{ada.workspace}/row.list HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: Bearer {ada.token}\r\nContent-Type: application/json\r\n"
        ).encode()
        said = await talk(strict.url, head + b"Content-Length: 2000000000\r\n\r\n", b"x" * 1000)
        assert b"413" in said.split(b"\r\n")[0]
        assert b"too_large" in said
        chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        said = await talk(strict.url, head + b"Transfer-Encoding: chunked\r\n\r\n", chunk, chunk)
        assert b"413" in said.split(b"\r\n")[0]


async def test_who_is_slow_is_let_go(place: Serving, tmp_path: Path) -> None:
    ada = await place.workspace()
    limits = {"header_timeout_s": 0.3, "body_timeout_s": 0.3}
    async with serving(tmp_path, hosting=place.hosting, **limits) as strict:
        assert await talk(strict.url) == b""
        assert await talk(strict.url, b"GET /healthz HTTP/1.1\r\n", b"Host: local", wait_s=0.2) == b""
        head = (
            f"POST /v1/{ada.workspace}/row.list HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n"
            f"Authorization: Bearer {ada.token}\r\nContent-Type: application/json\r\n\r\n"
        ).encode()
        assert b"too_slow" in await talk(strict.url, head, b"{")
        guest = Guest(strict.url, ada.workspace, ada.actor, ada.token)
        assert (await guest.ask("table.list")).status_code == 200


async def test_headers_without_end_and_what_is_no_http_are_refused(place: Serving) -> None:
    long = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 70_000
    assert b"400" in (await talk(place.url, long)).split(b"\r\n")[0]
    assert (
        b"400" in (await talk(place.url, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n")).split(b"\r\n")[0]
    )
    two_lengths = (
        b"POST /v1/x/row.list HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    )
    assert b"400" in (await talk(place.url, two_lengths)).split(b"\r\n")[0]


async def test_without_room_on_the_disk_reading_goes_on(place: Serving, tmp_path: Path) -> None:
    ada = await place.workspace()
    async with serving(tmp_path, hosting=place.hosting, disk_floor_bytes=1 << 60) as full:
        guest = Guest(full.url, ada.workspace, ada.actor, ada.token)
        answer = await guest.ask("table.create", name="people")
        assert (answer.status_code, code(answer)) == (507, "disk_full")
        assert (await guest.ask("table.list")).status_code == 200


async def test_numbers_are_for_this_machine(place: Serving, tmp_path: Path) -> None:
    ada = await place.workspace()
    await ada.ok("table.list")
    text = (await ada.http.get("/metrics")).text
    assert 'lattice_requests_total{route="/v1/{workspace}/table.list",status="200"}' in text
    assert ada.workspace not in text
    async with (
        serving(tmp_path, hosting=place.hosting, metrics_for=()) as closed,
        httpx.AsyncClient() as http,
    ):
        assert (await http.get(f"{closed.url}/metrics")).status_code == 404
