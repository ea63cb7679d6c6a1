"""What on disk is Lattice's own: workspaces with what lies beside them, and trees that it rendered.

Bringing these in would feed a workspace with itself: a watcher would never come to rest.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

_WORKSPACE = re.compile(r"\.lattice(?:\.head)?\Z", re.IGNORECASE)
#: What lies beside a database that is in use.
_BESIDE = re.compile(r"-(?:wal|shm|journal)\Z")
#: What the head of a workspace's audit chain is called, after the workspace.
_HEAD = ".head"
#: What a workspace file that has not the usual name may be called.
_DATABASE = re.compile(r"(?:\.(?:db|sqlite3?)|\A[^.]+)\Z", re.IGNORECASE)
#: The usual end of the name of a tree, and what is in every one of them.
_TREE = ".context"
_MANIFEST = os.path.join(".lattice", "manifest.db")


def is_own_name(name: str, *, is_folder: bool) -> bool:
    """Whether something of that name is Lattice's own, or the business of a database."""
    if is_folder:
        return name.lower().endswith(_TREE)
    return _WORKSPACE.search(name) is not None or _BESIDE.search(name) is not None


def is_own_file(place: Path) -> bool:
    """Whether a file is a workspace or the head of one, whatever it is called; looks into databases."""
    if _WORKSPACE.search(place.name):
        return True
    if place.name.endswith(_HEAD):
        return is_own_file(place.with_name(place.name.removesuffix(_HEAD)))
    if not _DATABASE.search(place.name):
        return False
    # export's writers are paid for by those who meet a database
    from lattice.ingest.writers.opening import is_workspace

    try:
        # opening a pipe would wait for ever
        return stat.S_ISREG(place.stat().st_mode) and is_workspace(place)
    except OSError:
        return False


def is_own_tree(folder: str) -> bool:
    """Whether a folder is the root of a tree that Lattice rendered."""
    return os.path.exists(os.path.join(folder, _MANIFEST))


def own_tree_of(folder: Path) -> Path | None:
    """The rendered tree that a folder is or lies in."""
    return next((at for at in (folder, *folder.parents) if is_own_tree(str(at))), None)
