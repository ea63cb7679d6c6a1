"""What the keeper of a server may choose: limits, intervals and names, from `server.toml` in its folder."""

from __future__ import annotations

import ast
import inspect
import tomllib
from pathlib import Path

import msgspec

from lattice.model.errors import LatticeError

#: The file in the server's folder.
FILE = "server.toml"


class ServerSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Limits and intervals of one server process. Sizes in bytes, times in seconds."""

    body_bytes: int = 64_000_000
    """One request of an action, and one line of an import."""
    blob_bytes: int = 2_000_000_000
    """One file."""
    load_bytes: int = 20_000_000_000
    """All rows of one import."""
    header_bytes: int = 32_768
    """Request line and headers together."""
    header_timeout_s: float = 10.0
    """From the first byte of a request, or from connecting, to the end of its headers."""
    body_timeout_s: float = 30.0
    """Between two pieces of a body."""
    body_total_s: float = 120.0
    """The whole body of an action."""
    keep_alive_s: float = 65.0
    """A connection on which nothing happens is closed after so long."""
    connections: int = 4_000
    """At once, streams included."""
    requests_a_second: float = 250.0
    """Of one token, over time."""
    burst: int = 500
    """Of one token, at once."""
    sign_ins_a_minute: float = 30.0
    """Tokens and invitations that are not known, of one address."""
    writes_at_once: int = 100
    """Writes of one workspace under way or waiting."""
    streams_a_token: int = 16
    """Open at once with one token."""
    statement_timeout_s: float = 30.0
    """One statement in the database."""
    poll_s: float = 1.0
    """How often to look for what other processes changed, behind LISTEN/NOTIFY; for poolers that drop it."""
    pool: int = 10
    """Connections to the database."""
    disk_floor_bytes: int = 200_000_000
    """With less room than this where the data is, writes are refused."""
    min_client: str = ""
    """The oldest version of Lattice that may connect, such as `0.5.0`."""
    url: str = ""
    """How people reach this server: `https://lattice.example.org`; stands in invitations."""
    hosts: tuple[str, ...] = ()
    """More names under which it may be reached."""
    trusted_proxies: str = "127.0.0.1,::1"
    """Addresses of proxies whose X-Forwarded-For is believed, with --behind-proxy."""
    metrics_for: tuple[str, ...] = ("127.0.0.0/8", "::1/128")
    """Networks that may read `/metrics`."""
    token_cache_s: float = 2.0
    """How long a token that was looked up is believed without looking again."""
    stop_s: float = 10.0
    """How long requests in flight may take when the server stops."""


def read_settings(folder: Path) -> ServerSettings:
    """The settings of the server whose data is in `folder`; raises `usage` when they cannot be read."""
    path = folder / FILE
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return ServerSettings()
    except (OSError, ValueError) as error:
        raise _unusable(path, str(error)) from None
    try:
        return msgspec.convert(data, ServerSettings)
    except msgspec.ValidationError as error:
        raise _unusable(path, str(error)) from None


def _unusable(path: Path, reason: str) -> LatticeError:
    names = ", ".join(ServerSettings.__struct_fields__)
    return LatticeError("usage", f"{path} cannot be used: {reason}.", f"It may set: {names}.")


def described() -> list[tuple[str, str]]:
    """Every setting with the sentences that say what it is."""
    (cls,) = ast.parse(inspect.getsource(ServerSettings)).body
    assert isinstance(cls, ast.ClassDef)
    found = []
    for before, after in zip(cls.body, cls.body[1:], strict=False):
        if isinstance(before, ast.AnnAssign) and isinstance(after, ast.Expr):
            assert isinstance(before.target, ast.Name)
            found.append((before.target.id, " ".join(str(ast.literal_eval(after.value)).split())))
    return found
