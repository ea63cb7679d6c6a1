"""What all tests of the screen share: a home of their own, and nothing of this machine's settings."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "home"
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.setenv("LATTICE_HOME", str(place))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("LATTICE_WORKSPACE", "NO_COLOR", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
    # the clipboard of who runs the tests is theirs
    monkeypatch.setenv("SSH_TTY", "tests")
    monkeypatch.chdir(folder)
    # the tree of Markdown and the look after originals have tests of their own
    monkeypatch.setattr("lattice.tui.standing.SETTLE_S", 86_400.0)
    return place
