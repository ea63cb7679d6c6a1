"""A real terminal for tests: a program in a pty, and the screen that a person would see."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

#: Queries and private modes that pyte takes for something else; they draw nothing.
_SILENT = re.compile(
    rb"\x1b\[[<>=][0-9;:]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\"
)
#: The beginning of a sequence whose end has not arrived yet.
_UNFINISHED = re.compile(rb"\x1b(?:\[[<>=?0-9;:$]*|\][^\x07\x1b]*|P[^\x1b]*)?\Z")


class Terminal:
    """One program in a terminal of its own; use it as a context manager."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        columns: int = 120,
        rows: int = 36,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._rest = b""
        self.received = 0
        """Bytes that the program has written so far."""
        self.started = time.perf_counter()
        self._status: int | None = None
        argv = [str(part) for part in command]
        full_env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        # a size that somebody set for a terminal of theirs is not that of this one
        for said in ("COLUMNS", "LINES"):
            full_env.pop(said, None)
        self.pid, self._fd = pty.fork()
        if self.pid == 0:  # pragma: no cover - the child
            try:
                # before it starts, so that it never sees another size
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                if cwd is not None:
                    os.chdir(cwd)
                os.execvpe(argv[0], argv, full_env)
            finally:
                os._exit(127)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def resize(self, columns: int, rows: int) -> None:
        """Make the window larger or smaller, as a person would with the mouse."""
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    def type(self, keys: str) -> None:
        """Press keys; control keys as `\\x11` (^q), escape sequences as the terminal sends them."""
        data = keys.encode()
        while data:
            data = data[os.write(self._fd, data) :]

    @property
    def text(self) -> str:
        """What is on the screen, line by line."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    @property
    def ended(self) -> bool:
        """Whether the program has ended."""
        if self._status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._status = os.waitstatus_to_exitcode(status)
        return self._status is not None

    @property
    def exit_status(self) -> int | None:
        """What it ended with; None while it runs."""
        return self._status if self.ended else None

    def read(self, timeout_s: float = 0.0) -> bytes:
        """What the program has written within `timeout_s`, not yet on the screen; empty when nothing."""
        ready, _, _ = select.select([self._fd], [], [], timeout_s)
        if not ready:
            return b""
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # the other end is closed
            return b""
        self.received += len(data)
        return data

    def draw(self, data: bytes) -> None:
        """Put on the screen what `read` has brought."""
        data = _SILENT.sub(b"", self._rest + data)
        cut = _UNFINISHED.search(data)
        self._rest = data[cut.start() :] if cut else b""
        self._stream.feed(data[: cut.start()] if cut else data)

    def pump(self, timeout_s: float = 0.0) -> bool:
        """Take in what the program has written; whether there was anything within `timeout_s`."""
        data = self.read(timeout_s)
        if data:
            self.draw(data)
        return bool(data)

    def wait(self, condition: Callable[[], bool], what: str, timeout_s: float = 15.0) -> float:
        """Seconds until `condition` held; fails with the screen when it never did."""
        start = time.perf_counter()
        while not condition():
            left = timeout_s - (time.perf_counter() - start)
            if left <= 0 or (self.ended and not self.pump()):
                if condition():  # it ended with what was awaited, or that was its end
                    break
                state = f"ended with {self.exit_status}" if self.ended else f"after {timeout_s} s"
                raise AssertionError(f"{what}: not seen, {state}; on the screen:\n{self.text}")
            self.pump(min(left, 0.2))
        return time.perf_counter() - start

    def wait_for(self, text: str, timeout_s: float = 15.0) -> float:
        """Seconds until `text` is on the screen."""
        return self.wait(lambda: text in self.text, repr(text), timeout_s)

    def wait_gone(self, text: str, timeout_s: float = 15.0) -> float:
        """Seconds until `text` is no longer on the screen."""
        return self.wait(lambda: text not in self.text, f"{text!r} gone", timeout_s)

    def wait_quiet(self, quiet_s: float = 0.25, timeout_s: float = 15.0) -> float:
        """Seconds until nothing was written for `quiet_s`; the moment of the last byte counts."""
        start = last = time.perf_counter()
        while time.perf_counter() - last < quiet_s and time.perf_counter() - start < timeout_s:
            if self.pump(quiet_s):
                last = time.perf_counter()
            elif self.ended:
                break
        return last - start

    def wait_end(self, timeout_s: float = 15.0) -> int:
        """The exit status, once the program has ended by itself."""
        deadline = time.perf_counter() + timeout_s
        while not self.ended:
            if time.perf_counter() > deadline:
                raise AssertionError(f"did not end within {timeout_s} s; on the screen:\n{self.text}")
            self.pump(0.05)
        while self.pump():
            pass
        assert self._status is not None
        return self._status

    def kill(self) -> None:
        """End the program if it still runs, and close the terminal."""
        if not self.ended:
            os.kill(self.pid, signal.SIGKILL)
            _, status = os.waitpid(self.pid, 0)
            self._status = os.waitstatus_to_exitcode(status)
        with contextlib.suppress(OSError):
            os.close(self._fd)
