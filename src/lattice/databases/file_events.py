"""Being told by the kernel that files are written, where it tells: Linux, by inotify."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncinotify import Inotify

#: How long events are gathered, in seconds: an import writes thousands of pages. More than the kernel's
#: tick (see `CLOCK_GRAIN_NS`), so that what is looked at then bears a time of its own.
GATHER_S = 0.03


class FileEvents:
    """Tells when one of some files in a folder is written, made, or gone.

    The folder is watched, not the files: SQLite takes the WAL file away and makes it anew.
    """

    def __init__(self, inotify: Inotify, names: Collection[str], tell: Callable[[], None]) -> None:
        self._inotify = inotify
        self._names = frozenset(names)
        self._tell = tell
        self._late: asyncio.TimerHandle | None = None
        self._listening = asyncio.get_running_loop().create_task(self._listen())

    @classmethod
    async def open(cls, folder: Path, names: Collection[str], tell: Callable[[], None]) -> FileEvents | None:
        """Begin to listen; None where nobody tells: another system, or too many who listen already."""
        if sys.platform != "linux":
            return None
        with contextlib.suppress(OSError, ImportError):
            return cls(await asyncio.to_thread(_watch, folder), names, tell)
        return None

    @property
    def hears(self) -> bool:
        """Whether it still listens; it stops with the folder."""
        return not self._listening.done()

    async def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        with contextlib.suppress(OSError):
            async for event in self._inotify:
                # without a name it is of the folder itself, or says that some were lost
                if (event.name is None or event.name.name in self._names) and self._late is None:
                    self._late = loop.call_later(GATHER_S, self._now)
                if not self._inotify.watches:
                    return

    def _now(self) -> None:
        self._late = None
        self._tell()

    def close(self) -> None:
        """Listen no more."""
        self._listening.cancel()
        if self._late is not None:
            self._late.cancel()
        self._inotify.close()


def _watch(folder: Path) -> Inotify:
    """Raises OSError, ImportError."""
    from asyncinotify import Inotify, Mask

    inotify = Inotify()
    try:
        inotify.add_watch(
            folder, Mask.MODIFY | Mask.CREATE | Mask.DELETE | Mask.MOVED_TO | Mask.DELETE_SELF | Mask.ONLYDIR
        )
    except OSError:
        inotify.close()
        raise
    return inotify
