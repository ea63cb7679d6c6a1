"""The `.lattice.toml` of a folder or a repository: it names a workspace, and no more of it is believed."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from lattice.model.errors import LatticeError
from lattice.registry import check_workspace_name

#: The file that says which workspace is meant there.
FOLDER_FILE = ".lattice.toml"
_FOLDER_FILE_BYTES = 64_000
_WRITE = 'Write: workspace = "NAME", and for one on a server also server = "https://HOST"'


def folder_file(folder: Path) -> Path | None:
    """The `.lattice.toml` of this folder, else of the root of the repository it is in."""
    here = folder.absolute()
    if (here / FOLDER_FILE).is_file():
        return here / FOLDER_FILE
    root = next((f for f in (here, *here.parents) if (f / ".git").exists()), None)
    return root / FOLDER_FILE if root is not None and (root / FOLDER_FILE).is_file() else None


class Named(NamedTuple):
    """The workspace that a file or a variable names."""

    workspace: str
    """Its name; with a server its name here or its id there."""
    server: str = ""
    """Address of the server it is on; empty for whatever has the name on this machine."""


def named_in(place: Path) -> Named:
    """The workspace that a `.lattice.toml` names; nothing else of the file is believed."""
    import tomllib

    try:
        with place.open("rb") as source:
            data = source.read(_FOLDER_FILE_BYTES + 1)
        said = tomllib.loads(data.decode()) if len(data) <= _FOLDER_FILE_BYTES else {}
    except (OSError, ValueError, RecursionError) as error:
        raise LatticeError("usage", f"{place} cannot be read: {error}.", _WRITE) from None
    name, server = said.get("workspace"), said.get("server", "")
    if not isinstance(name, str) or not isinstance(server, str) or not _is_address(server):
        raise LatticeError("usage", f"{place} does not name a workspace.", _WRITE)
    return Named(check_workspace_name(name), server)


def _is_address(text: str) -> bool:
    """Whether it may be the address of a server; one with a name or a password in it is none."""
    return not text or (text.isprintable() and " " not in text and "@" not in text and len(text) <= 300)
