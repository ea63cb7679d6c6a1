"""A small HTTP server for tests: a function answers, and what came is kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit


class Came(NamedTuple):
    """A request."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    form: dict[str, str]


class Answer(NamedTuple):
    """What is answered to it."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = {}


class Service:
    """The server while it runs."""

    def __init__(self, server: ThreadingHTTPServer, came: list[Came]) -> None:
        self.url = f"http://127.0.0.1:{server.server_port}"
        self.came = came


@contextmanager
def serving(answer: Callable[[Came], Answer]) -> Iterator[Service]:
    """A server on this machine that asks `answer`."""
    came: list[Came] = []

    class Handler(BaseHTTPRequestHandler):
        def _take(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            target = urlsplit(self.path)
            request = Came(
                self.command,
                target.path,
                dict(parse_qsl(target.query)),
                {name.lower(): value for name, value in self.headers.items()},
                dict(parse_qsl(self.rfile.read(length).decode())),
            )
            came.append(request)
            said = answer(request)
            self.send_response(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(said.body)))
            self.end_headers()
            self.wfile.write(said.body)

        def do_GET(self) -> None:
            self._take()

        def do_POST(self) -> None:
            self._take()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield Service(server, came)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
