"""The workbench in a real terminal, ended from outside."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pyte
import pytest

from lattice.client import create_local
from lattice.tui.session import load_session, session_path
from lattice.workspaces import Registry
from tests.tui.driving import ADA
from tests.tui.workbench.conftest import fill

DEADLINE_S = 20.0


class Terminal:
    """A terminal with the workbench in it."""

    def __init__(self, home: Path) -> None:
        self._fd, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lattice"],
            stdin=child,
            stdout=child,
            stderr=child,
            env={**os.environ, "TERM": "xterm-256color", "LATTICE_HOME": str(home)},
            start_new_session=True,
        )
        os.close(child)
        self.drawn = b""
        self._screen = pyte.Screen(100, 30)
        self._stream = pyte.ByteStream(self._screen)

    def until(self, words: str) -> None:
        """Read until `words` stand on the screen."""
        end = monotonic() + DEADLINE_S
        while not any(words in line for line in self._screen.display):
            assert monotonic() < end, "\n".join(self._screen.display)
            self._read()

    def _read(self) -> bool:
        if not select.select([self._fd], [], [], 0.1)[0]:
            return True
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return False  # how Linux says that nobody has it open any more
        self.drawn += data
        self._stream.feed(data)
        return bool(data)

    def type(self, keys: bytes) -> None:
        os.write(self._fd, keys)

    def ended(self) -> int:
        """Read until it has ended; its exit status."""
        end = monotonic() + DEADLINE_S
        while self.process.poll() is None or self._read():
            assert monotonic() < end, "it never ended"
            self._read()
        return self.process.wait()

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._fd)


@contextmanager
def terminal(home: Path) -> Iterator[Terminal]:
    term = Terminal(home)
    try:
        yield term
    finally:
        term.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
async def test_told_to_end_it_gives_the_terminal_back_and_keeps_what_was_typed(
    home: Path, tmp_path: Path, number: signal.Signals
) -> None:
    path = tmp_path / "acme.lattice"
    client = await create_local(path, name="acme", caller=ADA)
    await fill(client)
    await client.close()
    entry = Registry(home).open_file(path)
    with terminal(home) as term:
        # the first tab tells of the tables; enter opens the first of them
        term.until("Latest changes")
        term.type(b"\r")
        term.until("Nordlys")
        term.type(b"n")
        term.until("New row of")
        term.type(b"QZX")
        term.until("QZX")
        term.process.send_signal(number)
        assert term.ended() == 128 + number
        assert b"\x1b[?1049l" in term.drawn
    drafts = load_session(session_path(home, entry.id)).drafts
    assert [text for typed in drafts.values() for text in typed.values()] == ["QZX"]
