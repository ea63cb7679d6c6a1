"""`lattice web` as a process: who may come in, what a page shows, and that everything ends with it."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psutil
import pytest

aiohttp = pytest.importorskip("aiohttp", reason="lattice-workbench[web] is not installed")

DEADLINE_S = 60.0


class Served:
    """A running `lattice web`."""

    def __init__(self, process: asyncio.subprocess.Process, address: str) -> None:
        self.process = process
        self.address = address
        parts = urlsplit(address)
        self.base = f"{parts.scheme}://{parts.netloc}"
        self.secret = parse_qs(parts.query)["token"][0]

    @property
    def socket(self) -> str:
        return f"{self.base}/ws/{self.secret}?width=100&height=30"

    def children(self) -> list[psutil.Process]:
        """The workbenches of its pages."""
        return psutil.Process(self.process.pid).children(recursive=True)


@contextlib.asynccontextmanager
async def served(home: Path) -> AsyncIterator[Served]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "lattice", "--home", str(home), "web", "--port", "0"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(DEADLINE_S):
            yield Served(process, (await process.stdout.readline()).decode().strip())
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def screen_of(page: aiohttp.ClientWebSocketResponse, words: str) -> None:
    """Wait until a page has been sent some words."""
    seen = b""
    async with asyncio.timeout(DEADLINE_S):
        async for message in page:
            if message.type is aiohttp.WSMsgType.BINARY:
                seen += message.data
            if words.encode() in seen:
                return
    raise AssertionError(f"{words!r} was not shown; the end was {seen[-300:]!r}")


async def test_only_who_has_the_whole_address_and_no_page_of_others_comes_in(tmp_path: Path) -> None:
    async with served(tmp_path) as web, aiohttp.ClientSession() as http:

        async def status(path: str, **headers: str) -> int:
            async with http.get(web.base + path, headers=headers) as answer:
                assert answer.headers["Referrer-Policy"] == "no-referrer"
                assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
                if answer.status == 403:
                    assert web.secret not in await answer.text()
                return answer.status

        good = f"/?token={web.secret}"
        assert await status(good) == 200
        assert await status("/static/js/textual.js") == 200
        assert await status("/static/page/page.css") == 200
        assert await status("/") == 403
        assert await status("/?token=wrong") == 403
        assert await status(good, Host="evil.example") == 403
        assert await status(good, Origin="http://evil.example") == 403
        assert await status(good, **{"Sec-Fetch-Site": "cross-site"}) == 403
        assert await status("/static/../../../../etc/passwd") in (403, 404)
        assert await status("/download/unknown") == 404
        for socket, origin in (
            (web.socket, None),
            (web.socket, "http://evil.example"),
            (web.socket, "null"),
            (f"{web.base}/ws/wrong", web.base),
        ):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await http.ws_connect(socket, origin=origin)
            assert refused.value.status == 403
        assert web.children() == []


async def test_a_page_is_a_workbench_and_ends_with_it(tmp_path: Path) -> None:
    async with served(tmp_path) as web, aiohttp.ClientSession() as http:
        async with http.ws_connect(web.socket, origin=web.base) as page:
            await screen_of(page, "Join with an invite")
            assert web.children()
            await page.send_json(["resize", {"width": 80, "height": 24}])
            await page.send_json(["stdin", "\x11"])
            async with asyncio.timeout(DEADLINE_S):
                async for _ in page:
                    pass
            assert page.closed
        await _gone(web)
        # what no page of ours says ends that page alone
        async with http.ws_connect(web.socket, origin=web.base) as page:
            await page.send_str("no JSON")
            async with asyncio.timeout(DEADLINE_S):
                async for _ in page:
                    pass
        await _gone(web)
        async with http.get(web.address) as answer:
            assert answer.status == 200


async def test_when_it_is_stopped_its_pages_end_too(tmp_path: Path) -> None:
    async with served(tmp_path) as web, aiohttp.ClientSession() as http:
        async with http.ws_connect(web.socket, origin=web.base) as page:
            await screen_of(page, "Create a workspace")
            children = web.children()
            web.process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(DEADLINE_S):
                assert await web.process.wait() == 0
        assert children
        _, alive = psutil.wait_procs(children, timeout=DEADLINE_S)
        assert alive == []


async def _gone(web: Served) -> None:
    """Wait until no page has a process."""
    async with asyncio.timeout(DEADLINE_S):
        while web.children():  # noqa: ASYNC110 - processes tell no event
            await asyncio.sleep(0.05)


@pytest.mark.skipif(shutil.which("chromium") is None, reason="there is no chromium")
async def test_chromium_shows_it(tmp_path: Path) -> None:
    """Without a driver: what the browser draws of the page's own words, once its script has run."""
    async with served(tmp_path) as web:
        chromium = await asyncio.create_subprocess_exec(
            *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=8000"),
            *("--dump-dom", f"--user-data-dir={tmp_path / 'profile'}", web.address),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        async with asyncio.timeout(DEADLINE_S):
            said, _ = await chromium.communicate()
        assert b'class="xterm-helper-textarea"' in said
        assert b"-connected" in said
        assert b"-closed" not in said
