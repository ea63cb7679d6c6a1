"""A small web server that shows the workbench, each page with a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
import html
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server

from lattice.browser.door import SOCKETS, Door
from lattice.model.errors import LatticeError

#: Pages at once: each is a whole workbench.
MOST_PAGES = 8
#: How long pages may take to end when the server stops, in seconds.
STOP_S = 5.0
#: The widest and highest terminal that a page may ask for.
_LARGEST = 1000
_HERE = Path(__file__).parent


class BrowserServer(Server):
    """textual-serve with a door, on this machine alone."""

    def __init__(self, command: Sequence[str], *, port: int, title: str) -> None:
        super().__init__(_shell(command), host="127.0.0.1", port=port, title=title)
        self.door = Door()
        self._pages: set[web.WebSocketResponse] = set()

    @property
    def address(self) -> str:
        """What a person opens, with the secret in it."""
        return f"{self.public_url}/?token={self.door.secret}"

    async def run(self, ready: Callable[[str], object]) -> None:
        """Serve until told to stop; `ready` gets the address. Raises `usage` when the port is taken."""
        runner = web.AppRunner(await self._make_app(), shutdown_timeout=STOP_S)
        await runner.setup()
        try:
            site = web.TCPSite(runner, self.host, self.port)
            try:
                await site.start()
            except OSError as error:
                raise LatticeError(
                    "usage",
                    f"{self.host}:{self.port} cannot be listened on: {error.strerror}.",
                    "Choose another port: `lattice web --port 0` takes any that is free.",
                ) from None
            self.port = self.door.port = runner.addresses[0][1]
            self.public_url = f"http://{self.host}:{self.port}"
            ready(self.address)
            await _told_to_stop()
        finally:
            for page in tuple(self._pages):
                with contextlib.suppress(Exception):  # a page that is gone already is no trouble
                    await page.close(code=1001, message=b"Lattice has stopped")
            await runner.cleanup()

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self.door.middleware])
        app.on_response_prepare.append(self.door.mark)
        app.add_routes(
            [
                web.get("/", self.handle_index),
                web.get(SOCKETS + "{secret}", self.handle_websocket),
                web.get("/download/{key}", self.handle_download),
                web.static("/static/page", _HERE / "static"),
                web.static("/static", self.statics_path),
            ]
        )
        return app

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page, with the way to its own process."""
        text = (_HERE / "static" / "index.html").read_text("utf-8")
        socket = f"ws://{request.headers['Host']}{SOCKETS}{self.door.secret}"
        for name, value in (("socket", socket), ("title", self.title)):
            text = text.replace("{" + name + "}", html.escape(value))
        return web.Response(text=text, content_type="text/html")

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """One page: its process runs as long as it is open."""
        if len(self._pages) >= MOST_PAGES:
            raise web.HTTPServiceUnavailable(text=f"{MOST_PAGES} pages are open. Close one.\n")
        page = web.WebSocketResponse(heartbeat=15, max_msg_size=1 << 20)
        await page.prepare(request)
        self._pages.add(page)

        async def close() -> None:
            await page.close()

        service = AppService(
            self.command,
            write_bytes=page.send_bytes,
            write_str=page.send_str,
            close=close,
            download_manager=self.download_manager,
        )
        try:
            await service.start(_size(request, "width", 80), _size(request, "height", 24))
            await self._process_messages(page, service)
        except (ConnectionError, ValueError, AssertionError, KeyError, TypeError):
            # a page that went away, or that says what ours never says
            await page.close(code=1003)
        finally:
            self._pages.discard(page)
            await asyncio.shield(service.stop())
        return page


def _shell(command: Sequence[str]) -> str:
    """A command as the shell takes it, which textual-serve starts it by."""
    return subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)


def _size(request: web.Request, name: str, usual: int) -> int:
    try:
        return max(1, min(_LARGEST, int(request.query.get(name, usual))))
    except ValueError:
        return usual


async def _told_to_stop() -> None:
    """Wait for SIGINT or SIGTERM; where there are no handlers for signals, to be interrupted."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    told: list[Any] = []
    # not on Windows, nor outside of the main thread: there one is interrupted
    with contextlib.suppress(NotImplementedError, RuntimeError):
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
            told.append(number)
    try:
        await stop.wait()
    finally:
        for number in told:
            loop.remove_signal_handler(number)


def serve(command: Sequence[str], *, port: int, title: str, ready: Callable[[str], object]) -> None:
    """Serve `command` until told to stop; `ready` gets the address. Raises `usage`."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(BrowserServer(command, port=port, title=title).run(ready))
