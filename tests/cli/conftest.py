from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shell import Shell


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell in a home where nothing is yet."""
    for name in ("LATTICE_HOME", "LATTICE_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return Shell(tmp_path / "home", capsys)


@pytest.fixture
def acme(shell: Shell) -> Shell:
    """A shell with a workspace in which two people are."""
    shell.ok("create", "acme")
    shell.ok("table", "create", "people", "name:text", "age:integer", "born:date", "about:json", "ok:boolean")
    shell.ok("add", "people", "name=Ada", "age=36", "born=1815-12-10", 'about={"langs": ["en"]}', "ok=yes")
    shell.ok("add", "people", "name=Bo [b]x\x1b[31m")
    return shell
