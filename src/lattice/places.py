"""The home folder: where it is, and how its small files are written whole and by one process at a time."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from lattice.model.errors import LatticeError

#: The environment variable that names the home folder.
HOME_VARIABLE = "LATTICE_HOME"


def home_dir(flag: str | None = None) -> Path:
    """Where Lattice keeps workspaces and settings: the flag, `LATTICE_HOME`, else the platform's place."""
    wanted = flag or os.environ.get(HOME_VARIABLE)
    if wanted:
        return Path(wanted).expanduser().absolute()
    # 4 ms that a given home does not pay
    from platformdirs import user_data_path

    return user_data_path("lattice", appauthor=False)


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file in one step, readable by its owner alone; raises `unwritable`, `disk_full`."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise unwritable(path, error) from error


def _sync_folder(folder: Path) -> None:
    """The new name survives a power cut only when its folder is on disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock that belongs to `path` among all processes; raises `unwritable`."""
    import fcntl

    guard = path.with_name(f".{path.name}.lock")
    try:
        guard.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(guard, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def unwritable(path: Path, error: OSError) -> LatticeError:
    """The refusal that an error of the file system becomes."""
    reason = error.strerror or str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return LatticeError(
            "disk_full", f"There is no room to write {path}: {reason}.", "Free some space, then do it again."
        )
    return LatticeError(
        "unwritable",
        f"{path} cannot be written: {reason}.",
        "Make the folder writable, or choose another with --home.",
    )
