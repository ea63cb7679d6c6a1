"""Commands that go on until they are interrupted, for tests: their lines are waited for."""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from tests.cli.shell import Shell


class Following:
    """A command that goes on until ^C, with `--json` in a process of its own; its lines as they come."""

    def __init__(self, shell: Shell, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lattice", *arguments, "--json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=shell.environment(),
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._pump = threading.Thread(target=self._read)
        self._pump.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def next(self, count: int) -> list[dict[str, Any]]:
        """The next objects, each waited for."""
        return [json.loads(self._lines.get(timeout=20)) for _ in range(count)]

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The next object that is wanted; others before it are passed by."""
        while not wanted(found := self.next(1)[0]):
            pass
        return found

    def interrupt(self) -> tuple[int, str]:
        """^C: the exit status, and what was said."""
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(20)
        assert self.process.stderr is not None
        return status, self.process.stderr.read()

    def close(self) -> None:
        """End it, however it stands."""
        self.process.kill()
        self.process.wait()
        self._pump.join()
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        self.process.stdout.close()
        self.process.stderr.close()
