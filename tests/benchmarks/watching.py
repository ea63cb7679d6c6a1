"""Watching a program in a pty: when something new stood on its screen, without slowing it down."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import NamedTuple

import psutil

from tests.terminal import Terminal


class Reaction(NamedTuple):
    """What the screen did, in milliseconds from the start of the watch."""

    first_ms: float
    """When the text on the screen first changed."""
    settled_ms: float
    """When it last changed, before it was quiet."""
    seen_ms: float | None
    """When what was asked for stood there; None when it never did."""


class Watched(Terminal):
    """A terminal that notes when each piece of output came, and draws only afterwards."""

    def watch(
        self,
        keys: str = "",
        *,
        since: float | None = None,
        until: Callable[[str], bool] | None = None,
        quiet_s: float = 0.15,
        timeout_s: float = 10.0,
    ) -> Reaction:
        """Press `keys` and watch until it is quiet, and until `until` holds of the screen's text.

        Drawing costs as much as the program itself; so the output is kept with its times, and drawn when
        it is quiet. `since` is the moment to count from (`time.perf_counter()`); now when None.
        """
        while self.pump():
            pass
        before = self.text
        start = time.perf_counter() if since is None else since
        if keys:
            self.type(keys)
        first = settled = seen = None
        deadline = time.perf_counter() + timeout_s
        while True:
            for moment, data in self._collect(quiet_s, deadline):
                self.draw(data)
                now = self.text
                if now != before:
                    before, settled = now, moment
                    first = moment if first is None and now.strip() else first
                    if seen is None and until is not None and until(now):
                        seen = moment
            if self.ended or time.perf_counter() >= deadline:
                break
            if seen is not None or (until is None and settled is not None):
                break
        if settled is None or first is None:
            raise AssertionError(
                f"nothing changed within {timeout_s} s after {keys!r}; on the screen:\n{before}"
            )
        return Reaction(
            (first - start) * 1e3, (settled - start) * 1e3, None if seen is None else (seen - start) * 1e3
        )

    def _collect(self, quiet_s: float, deadline: float) -> list[tuple[float, bytes]]:
        """Output with its times, until nothing came for `quiet_s`."""
        pieces: list[tuple[float, bytes]] = []
        last = time.perf_counter()
        while (now := time.perf_counter()) < deadline and now - last < quiet_s:
            if data := self.read(min(quiet_s, deadline - now)):
                last = time.perf_counter()
                pieces.append((last, data))
            elif self.ended:
                break
        return pieces

    @property
    def rss_mb(self) -> float:
        """Memory that the program holds, in megabytes."""
        return float(psutil.Process(self.pid).memory_info().rss) / 1e6

    def cpu_percent(self, seconds: float) -> float:
        """How much of one core it used over some seconds of real time in which nobody does anything."""
        process = psutil.Process(self.pid)
        before, start = process.cpu_times(), time.perf_counter()
        while (left := seconds - (time.perf_counter() - start)) > 0:
            self.pump(left)
        after = process.cpu_times()
        used = after.user + after.system - before.user - before.system
        return 100 * used / (time.perf_counter() - start)


def shows(pattern: str) -> Callable[[str], bool]:
    """A condition on the text of a screen."""
    compiled = re.compile(pattern)
    return lambda text: compiled.search(text) is not None
