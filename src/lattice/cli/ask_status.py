"""What stands on stderr while a turn runs: a line that is written over, dim lines that stay."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import time
from collections.abc import Sequence

from lattice.cli.tables_text import cells
from lattice.cli.turn_text import fitted

#: How often the seconds of a wait are counted on.
_TICK_S = 1.0


class Status:
    """Shows only where stderr is a terminal, and nothing is to be read by a program."""

    def __init__(self, *, quiet: bool) -> None:
        self.live = not quiet and sys.stderr is not None and sys.stderr.isatty()
        """Whether there is a person to see it."""
        plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        self._dim, self._normal = ("", "") if plain else ("\x1b[2m", "\x1b[0m")
        self._dumb = os.environ.get("TERM") == "dumb"
        self._words = ""
        self._since = 0.0
        self._written = False
        self._held = False

    def say(self, words: str) -> None:
        """Show what goes on now; `words` are visible text on one line."""
        if words != self._words:
            self._words, self._since = words, time.monotonic()
        self._draw()

    def wipe(self) -> None:
        """Make room for what stays."""
        self._words = ""
        self._erase()

    def line(self, text: str) -> None:
        """A line that stays; the text must be visible text."""
        if self.live:
            self._erase()
            sys.stderr.write(f"{self._dim}{text}{self._normal}\n")
            sys.stderr.flush()

    def last(self, parts: Sequence[str]) -> None:
        """What is said at the end whoever reads: one line, on a terminal where it does not fit several."""
        if sys.stderr is None:
            return
        if not self.live:
            sys.stderr.write(" · ".join(parts) + "\n")
            return
        lines = [""]
        for part in parts:
            longer = f"{lines[-1]} · {part}" if lines[-1] else part
            if cells(longer) < shutil.get_terminal_size((80, 24)).columns:
                lines[-1] = longer
            else:
                lines.append(part)
        sys.stderr.write("\n" if sys.stdout.isatty() else "")
        for line in lines:
            self.line(line)

    def piece(self, text: str) -> None:
        """A piece of a text that stays, such as thinking; also where nobody looks."""
        if sys.stderr is not None:
            sys.stderr.write(f"{self._dim}{text}{self._normal}" if self.live else text)
            sys.stderr.flush()

    def hold(self, held: bool) -> None:
        """Show nothing while a question stands there."""
        self._held = held
        if held:
            self._erase()

    async def tick(self) -> None:
        """Count the seconds of what goes on, until it is cancelled."""
        while self.live:
            await asyncio.sleep(_TICK_S)
            if self._words:
                self._draw()

    def _draw(self) -> None:
        if not self.live or self._held or self._dumb:
            return
        waited = int(time.monotonic() - self._since)
        text = f"· {self._words} …{f' {waited} s' if waited else ''}"
        text = fitted(text, shutil.get_terminal_size((80, 24)).columns - 1)
        sys.stderr.write(f"\r\x1b[K{self._dim}{text}{self._normal}")
        sys.stderr.flush()
        self._written = True

    def _erase(self) -> None:
        if self._written:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
        self._written = False
