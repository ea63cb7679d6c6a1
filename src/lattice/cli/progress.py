"""Progress of long work on stderr: one line that is written over; plain lines where that is no terminal."""

from __future__ import annotations

import sys
import time
from types import TracebackType

#: Quick work shows nothing, slow work not more often than eyes follow.
_FIRST_AFTER_S, _EVERY_S = 0.4, 0.1
#: Of work that says its steps, where stderr is no terminal, seconds between lines about one step.
_LINE_EVERY_S = 5.0


class Progress:
    """A line that is written over while work goes on, and wiped at its end."""

    def __init__(self, what: str, *, lines: bool = False) -> None:
        """With `lines` it is also said where stderr is no terminal, line by line."""
        self._what = what
        self._started = time.monotonic()
        self._next = self._started + _FIRST_AFTER_S
        self._written = False
        self._shows = sys.stderr is not None and sys.stderr.isatty()
        self._lines = lines and sys.stderr is not None and not self._shows

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Wipe the line."""
        if self._written:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
        self._written = False

    def part(self, done: float) -> None:
        """Say how much is done, 0 to 1."""
        spent = time.monotonic() - self._started
        left = f", {spent / done * (1 - done):.0f} s left" if 0.02 < done < 1 and spent > 1 else ""
        self.say(f"{done:4.0%}{left}")

    def of(self, done: int, total: int, what: str = "rows") -> None:
        """Say how many rows of all are done."""
        spent = time.monotonic() - self._started
        left = f", {spent / done * (total - done):.0f} s left" if 0 < done < total and spent > 1 else ""
        self.say(f"{done:,} of {max(done, total):,} {what}{left}")

    def step(self, text: str) -> None:
        """Say what begins now; the text must be visible text on one line."""
        self._next = 0.0
        self.say(text)
        if self._lines:
            self._next = time.monotonic() + _LINE_EVERY_S

    def say(self, text: str) -> None:
        """Say how it stands; the text must be visible text on one line."""
        moment = time.monotonic()
        if self._lines and moment >= self._next:
            self._next = moment + _LINE_EVERY_S
            sys.stderr.write(f"{self._what}: {text}\n")
            sys.stderr.flush()
        if not self._shows or moment < self._next:
            return
        self._next, self._written = moment + _EVERY_S, True
        sys.stderr.write(f"\r{self._what}: {text}\x1b[K")
        sys.stderr.flush()
