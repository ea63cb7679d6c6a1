"""`serve`: the server, for many workspaces on a Postgres."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lattice.cli.globals import Globals, flags_of
from lattice.cli.output import note
from lattice.model.errors import LatticeError

if TYPE_CHECKING:
    from lattice.server.running import Options

app = typer.Typer()

#: The environment variable that may hold the address of the database, which may hold a password.
DATABASE_VARIABLE = "LATTICE_DATABASE"
_INSTALL = "pip install 'lattice-workbench[server]'"

DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="The server's folder: server.toml, the embedded Postgres, unfinished uploads. "
        "Else `server` in the home.",
        show_default=False,
    ),
]
DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        help="A Postgres: postgresql://USER@HOST/NAME?sslmode=verify-full (or LATTICE_DATABASE). "
        "Else the embedded one.",
        show_default=False,
    ),
]


def folder_of(flags: Globals, data: Path | None) -> Path:
    """The server's folder that is meant."""
    place = data or flags.home_path / "server"
    if data is None and " " in str(place):
        # such as in macOS's folder for applications, where the embedded Postgres cannot live
        place = Path.home() / ".lattice" / "server"
    return place.expanduser().absolute()


def database_of(database: str | None) -> str:
    """The address of the database that is meant; empty for the embedded one."""
    return database or os.environ.get(DATABASE_VARIABLE, "")


def need_server() -> None:
    """Raise `failed` when what a server needs is not installed."""
    from importlib.util import find_spec

    if any(find_spec(name) is None for name in ("uvicorn", "starlette", "psycopg")):
        raise LatticeError("failed", "The server is not installed.", f"Install it with: {_INSTALL}")


@app.command("serve")
def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="0 takes a free one.")
    ] = 8420,
    data: DataOption = None,
    database: DatabaseOption = None,
    cert: Annotated[
        Path | None,
        typer.Option("--cert", metavar="FILE", help="TLS: the certificate, in PEM.", show_default=False),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="FILE", help="TLS: its key, in PEM.", show_default=False),
    ] = None,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="A proxy in front does TLS, and says who asks.")
    ] = False,
    url: Annotated[
        str | None,
        typer.Option(
            "--url",
            metavar="URL",
            help="How people reach it, such as https://lattice.example.org; stands in invitations.",
            show_default=False,
        ),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host", metavar="NAME", help="Another name it may be asked by.", show_default=False
        ),
    ] = None,
    log: Annotated[
        str, typer.Option("--log", metavar="LEVEL", help="debug, info (every request), warning or error.")
    ] = "info",
) -> None:
    """Serve workspaces to many people.

    With nothing given on this machine, over a Postgres of its own. Says `listening on URL` on stderr
    when it is ready; ^C or SIGTERM ends it, after what is under way. Its log goes to stderr, one JSON
    object a line. Other limits stand in `server.toml` in its folder
    (`lattice server settings` lists them).
    """
    need_server()
    import msgspec

    from lattice.server.logs import set_up
    from lattice.server.running import Options
    from lattice.server.running import serve as run
    from lattice.server.settings import read_settings

    if log not in ("debug", "info", "warning", "error"):
        raise LatticeError("usage", f"--log {log!r} is not a level.", "Say debug, info, warning or error.")
    flags = flags_of(ctx)
    folder = folder_of(flags, data)
    options = Options(
        folder=folder,
        database=database_of(database),
        host=host,
        port=port,
        cert=cert,
        key=key,
        behind_proxy=behind_proxy,
    )
    settings = read_settings(folder)
    if url or allow_host:
        settings = msgspec.structs.replace(
            settings,
            url=(url or settings.url).rstrip("/"),
            hosts=(*settings.hosts, *(allow_host or ())),
        )
    set_up(log)
    # uvloop where there is one: a third of what a request costs is the event loop
    with asyncio.Runner(loop_factory=_fast_loop()) as runner:
        runner.run(run(options, settings, lambda at, workspaces: _say_ready(at, workspaces, options)))


def _fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:  # Windows has none
        return None
    made: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return made


def _say_ready(url: str, workspaces: int, options: Options) -> None:
    """That it listens; and where there is nothing yet, how to begin."""
    note(f"listening on {url}")
    if workspaces == 0:
        where = f" --data {options.folder}"
        note("There is no workspace yet. Make one, or let people publish theirs:")
        note(f"  lattice server workspace create NAME{where}")
        note(f"  lattice server token create --admin{where}")
    if sys.stderr is not None:
        sys.stderr.flush()
