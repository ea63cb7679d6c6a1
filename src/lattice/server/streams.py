"""The open streams of this process, so that they can be ended, counted and looked at again."""

from __future__ import annotations

import asyncio
from collections import Counter

from lattice.model.errors import LatticeError, Stage


class OpenStream:
    """One stream that somebody reads."""

    def __init__(self, workspace: str, key: str, wake: asyncio.Event) -> None:
        self.workspace = workspace
        self.key = key
        """Hash of its token."""
        self.recheck = False
        """Whether its rights have to be looked at before it says anything more."""
        self.stopped = False
        self._wake = wake

    def check(self) -> None:
        """Look at its rights before it says anything more."""
        self.recheck = True
        self._wake.set()

    def stop(self) -> None:
        """The server stops."""
        self.stopped = True
        self._wake.set()


class OpenStreams:
    """All of them."""

    def __init__(self) -> None:
        self._open: set[OpenStream] = set()
        self._by_key: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._open)

    def add(self, stream: OpenStream, most: int) -> None:
        """Count a stream in; raises `rate_limited` when its token has too many."""
        if self._by_key[stream.key] >= most:
            raise LatticeError(
                "rate_limited",
                f"This token has {most} streams open.",
                "Close one, or use a token for each device.",
                stage=Stage.CONSTRAINTS,
            )
        self._by_key[stream.key] += 1
        self._open.add(stream)

    def remove(self, stream: OpenStream) -> None:
        """Count a stream out."""
        self._open.discard(stream)
        self._by_key[stream.key] -= 1
        if self._by_key[stream.key] <= 0:
            del self._by_key[stream.key]

    def check_all(self, workspace: str | None = None) -> None:
        """Look at the rights of all streams, or of those of one workspace."""
        for stream in self._open:
            if workspace is None or stream.workspace == workspace:
                stream.check()

    def stop_all(self) -> None:
        """The server stops."""
        for stream in self._open:
            stream.stop()
