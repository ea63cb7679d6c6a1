"""From options to a server that runs until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import ipaddress
import json
import os
import signal
import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import uvicorn
from starlette.types import ASGIApp

from lattice.engine.hosting import Hosting, embedded, open_hosting
from lattice.model.errors import LatticeError
from lattice.model.limits import Limits
from lattice.places import write_whole
from lattice.server.app import make_app
from lattice.server.logs import say
from lattice.server.patience import patient
from lattice.server.service import Service
from lattice.server.settings import ServerSettings

#: Where running servers say how they are reached, in the server's folder.
RUNNING = "running"


class Options(msgspec.Struct, frozen=True):
    """How a server is to be run."""

    folder: Path
    """Where its settings, the embedded Postgres, the heads of audit chains and unfinished uploads are."""
    database: str = ""
    """Address of a Postgres; empty for the embedded one."""
    host: str = "127.0.0.1"
    port: int = 8420
    """0 takes a free one."""
    cert: Path | None = None
    key: Path | None = None
    behind_proxy: bool = False
    """TLS is done by a proxy in front."""


async def open_database(
    folder: Path, database: str, settings: ServerSettings, limits: Limits | None = None
) -> Hosting:
    """The hosting over the database that is meant; raises what opening it refuses."""
    url = database or await asyncio.to_thread(embedded, folder)
    return await open_hosting(
        url,
        folder,
        limits=limits,
        connections=settings.pool,
        poll_s=settings.poll_s,
        statement_timeout_s=settings.statement_timeout_s,
    )


def check_options(options: Options) -> None:
    """Raise `usage` for a server that would speak in the clear where others listen; makes its folder."""
    make_folder(options.folder)
    if (options.cert is None) != (options.key is None):
        raise LatticeError("usage", "TLS needs --cert and --key together.")
    for path in (options.cert, options.key):
        if path is not None and not path.is_file():
            raise LatticeError("not_found", f"There is no file {path}.")
    if options.cert is None and not options.behind_proxy and not _is_loopback(options.host):
        raise LatticeError(
            "usage",
            f"{options.host} can be reached by others, and plain HTTP can be read on the way.",
            "Give --cert and --key, or --behind-proxy when a proxy in front does TLS.",
        )


def make_folder(folder: Path) -> None:
    """Make the server's folder, for its keeper alone; raises `unwritable`."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise LatticeError(
            "unwritable", f"{folder} cannot be made: {error.strerror}.", "Choose another --data."
        ) from None


async def serve(options: Options, settings: ServerSettings, ready: Callable[[str, int], object]) -> None:
    """Serve until SIGTERM or ^C.

    `ready` is called when the server listens, with its URL and how many workspaces there are.

    Raises LatticeError when it cannot begin.
    """
    check_options(options)
    listening = bind(options.host, options.port)
    try:
        hosting = await open_database(options.folder, options.database, settings)
    except BaseException:
        listening.close()
        raise
    try:
        count = len(await hosting.workspaces())
        server = make_server(hosting, listening, options, settings)
        with _announced(options.folder, server.url):
            await server.run_until_stopped(listening, lambda: ready(server.url, count))
    finally:
        await hosting.close()


def make_server(
    hosting: Hosting, listening: socket.socket, options: Options, settings: ServerSettings
) -> HttpServer:
    """A server over a hosting, on a socket; it has not begun."""
    url = _url(options, listening.getsockname()[1])
    hosting.address = settings.url or url
    hosting.fingerprint = fingerprint_of(options.cert) if options.cert else ""
    service = Service(hosting, settings)
    app = make_app(service, hosts=_hosts(options, settings))
    return HttpServer(_config(options, settings, app), service, url)


class HttpServer(uvicorn.Server):
    """uvicorn with our own signals, which says goodbye to streams before it waits for them."""

    def __init__(self, config: uvicorn.Config, service: Service, url: str) -> None:
        super().__init__(config)
        self.service = service
        self.url = url
        self._ready: Callable[[], object] = lambda: None

    async def run_until_stopped(self, listening: socket.socket, ready: Callable[[], object]) -> None:
        """Serve on a socket until told to stop."""
        self._ready = ready
        self.service.begin()
        try:
            await self.serve(sockets=[listening])
        finally:
            await self.service.close()

    def stop(self) -> None:
        """Finish what is under way and stop; at once when told twice."""
        self.force_exit = self.should_exit
        self.should_exit = True

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on SIGTERM and SIGINT, at once on the second; other threads have no signals."""
        loop = asyncio.get_running_loop()
        signals = (signal.SIGTERM, signal.SIGINT)
        try:
            for number in signals:
                loop.add_signal_handler(number, self.stop)
        except (RuntimeError, ValueError):
            yield
            return
        try:
            yield
        finally:
            for number in signals:
                loop.remove_signal_handler(number)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and say so."""
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more requests, say goodbye to streams, let the rest finish."""
        say("stopping")
        self.service.stop()
        await super().shutdown(sockets=sockets)


def _config(options: Options, settings: ServerSettings, app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=patient(settings.header_timeout_s),
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        access_log=False,
        server_header=False,
        ssl_certfile=options.cert,
        ssl_keyfile=options.key,
        proxy_headers=options.behind_proxy,
        forwarded_allow_ips=settings.trusted_proxies if options.behind_proxy else "",
        h11_max_incomplete_event_size=settings.header_bytes,
        timeout_keep_alive=int(settings.keep_alive_s),
        timeout_graceful_shutdown=int(settings.stop_s),
        limit_concurrency=settings.connections,
        backlog=512,
    )


def fingerprint_of(cert: Path) -> str:
    """SHA-256 of a server's certificate, in lower-case hex; raises `invalid_file`."""
    try:
        text = cert.read_text("ascii")
        end = "-----END CERTIFICATE-----"
        first = text[text.index("-----BEGIN CERTIFICATE-----") : text.index(end) + len(end)]
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(first)).hexdigest()
    except (OSError, ValueError) as error:
        raise LatticeError("invalid_file", f"{cert} is no certificate in PEM.", str(error)) from None


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens; raises `usage` when the address is taken or not ours."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # asyncio switches Nagle's delay off only where the protocol is named: answers took 40 ms more
        listening = socket.socket(family, kind, proto)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        raise LatticeError(
            "usage", f"The server cannot listen on {host}:{port}: {error.strerror}.", "Choose another --port."
        ) from None
    return listening


def _url(options: Options, port: int) -> str:
    host = f"[{options.host}]" if ":" in options.host else options.host
    return f"{'https' if options.cert else 'http'}://{host}:{port}"


def _hosts(options: Options, settings: ServerSettings) -> list[str]:
    """The names that this server may be asked by."""
    names = ["localhost", options.host, socket.gethostname(), socket.getfqdn(), *settings.hosts]
    if settings.url:
        names.append(urlsplit(settings.url).hostname or "")
    return [name for name in names if name]


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@contextlib.contextmanager
def _announced(folder: Path, url: str) -> Iterator[None]:
    """Say in the server's folder that this process serves, and where."""
    path = folder / RUNNING / f"{os.getpid()}.json"
    write_whole(path, json.dumps({"url": url, "pid": os.getpid()}).encode())
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def running_servers(folder: Path) -> list[str]:
    """URLs of the servers that run over this folder."""
    found = []
    for path in sorted((folder / RUNNING).glob("*.json")):
        try:
            said = json.loads(path.read_text("utf-8"))
            os.kill(int(said["pid"]), 0)
            found.append(str(said["url"]))
        except (OSError, ValueError, KeyError, TypeError):
            # it is gone, and left this behind
            continue
    return found
