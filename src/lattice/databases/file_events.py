"""Being told by the kernel that files are written, where it tells: Linux, by inotify."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncinotify import Event, Inotify

#: How long events are gathered, in seconds: an import writes thousands of pages. More than the kernel's
#: tick (see `CLOCK_GRAIN_NS`), so that what is looked at then bears a time of its own.
GATHER_S = 0.03
#: Events that are taken in without a break: nobody who goes on writing keeps the event loop.
AT_ONCE = 1_000


class FileEvents:
    """Tells when one of some files in a folder is written, made, or gone.

    The folder is watched, not the files: SQLite takes the WAL file away and makes it anew.
    """

    def __init__(self, inotify: Inotify, names: Collection[str], tell: Callable[[], None]) -> None:
        self._inotify = inotify
        self._names = frozenset(names)
        self._tell = tell
        self._listening = asyncio.get_running_loop().create_task(self._listen())
        # not before it has let go: the event loop may be about to read from what would be closed
        self._listening.add_done_callback(lambda _: inotify.close())

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
        """Whether it still listens; it stops when the folder is gone or is moved."""
        return not self._listening.done()

    async def _listen(self) -> None:
        from asyncinotify import Mask

        with contextlib.suppress(OSError):
            while self._inotify.watches:
                first = await self._inotify.get()
                # what waits to be read takes in what is like it: an import is heard thirty times a second,
                # not with every page
                await asyncio.sleep(GATHER_S)
                events = [first, *self._waiting()]
                # without a name it is of the folder itself, or says that some were lost
                if any(event.name is None or event.name.name in self._names for event in events):
                    self._tell()
                if any(Mask.MOVE_SELF in event for event in events):
                    return

    def _waiting(self) -> Iterator[Event]:
        for _ in range(AT_ONCE):
            if (event := self._inotify.sync_get()) is None:
                return
            yield event

    def close(self) -> None:
        """Listen no more."""
        self._listening.cancel()


def _watch(folder: Path) -> Inotify:
    """Raises OSError, ImportError."""
    from asyncinotify import Inotify, Mask

    # what is read while one does not wait comes at once, or not at all
    inotify = Inotify(sync_timeout=0)
    files = Mask.MODIFY | Mask.CREATE | Mask.DELETE | Mask.MOVE
    try:
        inotify.add_watch(folder, files | Mask.DELETE_SELF | Mask.MOVE_SELF | Mask.ONLYDIR)
    except OSError:
        inotify.close()
        raise
    return inotify
