from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from time import monotonic
from typing import Any

import pytest

PATIENCE_S = 20.0


class Opened:
    """The workbench in a terminal whose attributes are looked at."""

    def __init__(self, home: Path, *flags: str) -> None:
        self._fd, self._child = pty.openpty()
        self.before = self.attributes()
        self.drawn = b""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lattice", *flags],
            stdin=self._child,
            stdout=self._child,
            stderr=self._child,
            env={**os.environ, "TERM": "xterm-256color", "LATTICE_HOME": str(home)},
            start_new_session=True,
        )

    def attributes(self) -> list[Any]:
        """Those of the terminal now."""
        return termios.tcgetattr(self._child)

    def when_keys_are_kept(self) -> None:
        """Wait until no key is lost; that is to be before Textual has the terminal."""
        self._until(lambda: not self.attributes()[0] & termios.IXON, 0)
        now = self.attributes()
        assert now[3] & termios.ICANON, "the terminal was Textual's already"
        assert not now[3] & termios.ECHO

    def type(self, keys: bytes) -> None:
        os.write(self._fd, keys)

    def ended(self) -> int:
        """Read until it has ended; its exit status."""
        self._until(lambda: self.process.poll() is not None, 0.05)
        return self.process.wait()

    def _until(self, condition: Callable[[], bool], pause_s: float) -> None:
        deadline = monotonic() + PATIENCE_S
        while not condition():
            assert monotonic() < deadline, self.drawn[-2000:]
            if select([self._fd], [], [], pause_s)[0]:
                self.drawn += os.read(self._fd, 65536)
            os.sched_yield()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._fd)
        os.close(self._child)


@contextmanager
def opened(home: Path, *flags: str) -> Iterator[Opened]:
    workbench = Opened(home, *flags)
    try:
        yield workbench
    finally:
        workbench.close()


def test_quit_pressed_before_the_screen_is_up_quits_and_the_terminal_is_as_before(tmp_path: Path) -> None:
    with opened(tmp_path / "home") as workbench:
        workbench.when_keys_are_kept()
        workbench.type(b"\x11")
        assert workbench.ended() == 0
        assert workbench.attributes() == workbench.before


@pytest.mark.parametrize(
    ("flags", "number", "status"),
    [((), signal.SIGTERM, -signal.SIGTERM), (("--actor", "human:ada"), signal.SIGINT, 130)],
    ids=["bare", "with a flag"],
)
def test_ended_before_the_screen_is_up_the_terminal_is_as_before(
    tmp_path: Path, flags: tuple[str, ...], number: signal.Signals, status: int
) -> None:
    with opened(tmp_path / "home", *flags) as workbench:
        workbench.when_keys_are_kept()
        workbench.process.send_signal(number)
        assert workbench.ended() == status
        assert workbench.attributes() == workbench.before
