"""Who asks too much: buckets that fill with time, per token and per address, and room on the disk."""

from __future__ import annotations

import math
import shutil
import time
from collections import OrderedDict
from pathlib import Path

from lattice.model.errors import LatticeError, Stage

#: Buckets that are remembered; the one that was not used for longest goes first.
_REMEMBERED = 20_000
#: How long what was learned about the disk holds, in seconds.
_DISK_S = 2.0


class Buckets:
    """Buckets of one size, by whom they belong to."""

    def __init__(self, a_second: float, burst: float) -> None:
        self._rate = a_second
        self._burst = burst
        self._held: OrderedDict[object, tuple[float, float]] = OrderedDict()

    def take(self, whose: object, count: float = 1.0) -> float:
        """Take from a bucket; 0 when there was enough, else how many seconds until there is."""
        level = self._level(whose)
        if level < count:
            return (count - level) / self._rate
        self._keep(whose, level - count)
        return 0.0

    def wait(self, whose: object) -> float:
        """How many seconds until one may be taken; 0 when it may be now."""
        return max(0.0, (1.0 - self._level(whose)) / self._rate)

    def spend(self, whose: object) -> None:
        """Take one even if there is none."""
        self._keep(whose, max(0.0, self._level(whose) - 1.0))

    def _level(self, whose: object) -> float:
        level, at = self._held.get(whose, (self._burst, 0.0))
        return min(self._burst, level + (time.monotonic() - at) * self._rate)

    def _keep(self, whose: object, level: float) -> None:
        self._held[whose] = (level, time.monotonic())
        self._held.move_to_end(whose)
        if len(self._held) > _REMEMBERED:
            self._held.popitem(last=False)


class DiskFloor:
    """Whether there is room where the data is."""

    def __init__(self, folder: Path, floor_bytes: int) -> None:
        self._folder = folder
        self._floor = floor_bytes
        self._free = math.inf
        self._at = -math.inf

    def check(self) -> None:
        """Raise `disk_full` when there is less room than the floor."""
        if time.monotonic() - self._at > _DISK_S:
            self._at = time.monotonic()
            try:
                self._free = shutil.disk_usage(self._folder).free
            except OSError:
                self._free = math.inf
        if self._free < self._floor:
            raise LatticeError(
                "disk_full",
                "The server has no room left, so it takes no changes. Nothing was changed.",
                "Whoever keeps the server makes room; reading goes on.",
                stage=Stage.CONSTRAINTS,
            )


def rate_limited(what: str, wait_s: float) -> LatticeError:
    """The refusal of one who asks too often, with when to come back."""
    seconds = max(1, math.ceil(wait_s))
    return LatticeError(
        "rate_limited",
        f"Too many {what}.",
        f"Try again in {seconds} s.",
        stage=Stage.CONSTRAINTS,
        details={"retry_after_s": seconds},
    )
