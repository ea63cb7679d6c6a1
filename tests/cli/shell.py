"""A shell for tests: runs `lattice` in this process (fast) or in one of its own (the contract)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lattice.cli.main import main


class Done(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer as JSON."""
        assert self.status == 0, self.err
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        """The error as JSON."""
        assert self.out == ""
        body: dict[str, Any] = json.loads(self.err)["error"]
        return body


class Shell:
    """Commands in one home."""

    def __init__(self, home: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._capture = capture

    def __call__(self, *arguments: str) -> Done:
        """Run in this process."""
        self._capture.readouterr()
        status = main(["--home", str(self.home), *arguments])
        out, err = self._capture.readouterr()
        return Done(status, out, err)

    def ok(self, *arguments: str) -> str:
        """Run what must succeed; what it said."""
        done = self(*arguments)
        assert done.status == 0, done.err
        return done.out

    def ask(self, *arguments: str) -> Any:
        """Run what must succeed with `--json`; its answer."""
        return self(*arguments, "--json").json

    def process(
        self, *arguments: str, stdin: str | None = None, env: dict[str, str] | None = None, **how: Any
    ) -> Done:
        """Run in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "lattice", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            env=self.environment(env),
            check=False,
            **how,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def environment(self, env: dict[str, str] | None = None) -> dict[str, str]:
        """An environment in which this home is meant."""
        return {**os.environ, "LATTICE_HOME": str(self.home), **(env or {})}
