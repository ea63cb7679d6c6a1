"""The `.lattice.toml` of a folder or a repository: it names a workspace, and no more of it is believed."""

from __future__ import annotations

from pathlib import Path

from lattice.model.errors import LatticeError
from lattice.registry import check_workspace_name

#: The file that says which workspace is meant there.
FOLDER_FILE = ".lattice.toml"
_FOLDER_FILE_BYTES = 64_000


def folder_file(folder: Path) -> Path | None:
    """The `.lattice.toml` of this folder, else of the root of the repository it is in."""
    here = folder.absolute()
    if (here / FOLDER_FILE).is_file():
        return here / FOLDER_FILE
    root = next((f for f in (here, *here.parents) if (f / ".git").exists()), None)
    return root / FOLDER_FILE if root is not None and (root / FOLDER_FILE).is_file() else None


def name_in(place: Path) -> str:
    """The workspace's name in a `.lattice.toml`; nothing else of the file is believed."""
    import tomllib

    try:
        with place.open("rb") as source:
            data = source.read(_FOLDER_FILE_BYTES + 1)
        said = tomllib.loads(data.decode()) if len(data) <= _FOLDER_FILE_BYTES else {}
    except (OSError, ValueError, RecursionError) as error:
        raise LatticeError(
            "usage", f"{place} cannot be read: {error}.", 'Write: workspace = "NAME"'
        ) from None
    name = said.get("workspace")
    if not isinstance(name, str) or "server" in said:
        raise LatticeError(
            "usage", f"{place} does not name a workspace of this machine.", 'Write: workspace = "NAME"'
        )
    return check_workspace_name(name)
