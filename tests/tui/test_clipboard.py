"""Copied text reaches the clipboard of this machine where there is one, and nothing is claimed otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App

from lattice.tui import clipboard


def program(folder: Path, name: str, script: str) -> None:
    """A program of that name, first on the path."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with a screen in front of somebody; its programs are in this folder."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    for name in ("SSH_CONNECTION", "SSH_TTY", "DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-1")
    monkeypatch.setattr("sys.platform", "linux")
    return folder


class Words(App[None]):
    """Holds what was said."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def notify(self, message: str, **_: object) -> None:  # type: ignore[override]
        self.said.append(message)


async def handed_over(text: str, what: str = "3 rows") -> Words:
    app = Words()
    async with app.run_test():
        await clipboard.hand_over(app, text, what)
    return app


async def test_a_program_that_took_the_text_is_believed(desk: Path, tmp_path: Path) -> None:
    program(desk, "wl-copy", f"cat > {tmp_path}/taken")
    app = await handed_over("Åse\tOslo\n")
    assert (tmp_path / "taken").read_text() == "Åse\tOslo\n"
    assert app.said == ["Copied 3 rows."]


async def test_one_that_failed_is_not(desk: Path) -> None:
    program(desk, "wl-copy", "cat > /dev/null; exit 1")
    app = await handed_over("Åse")
    assert app.said == ["Sent 3 rows to the terminal's clipboard."]
    assert app.clipboard == "Åse"


async def test_the_next_one_is_tried(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    program(desk, "wl-copy", "exit 1")
    program(desk, "xclip", f"cat > {tmp_path}/taken")
    assert await clipboard.put("text")
    assert (tmp_path / "taken").read_text() == "text"


async def test_over_ssh_the_clipboard_of_the_far_machine_is_left_alone(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(desk, "wl-copy", f"cat > {tmp_path}/taken")
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 5 10.0.0.2 22")
    app = await handed_over("text")
    assert not (tmp_path / "taken").exists()
    assert app.said == ["Sent 3 rows to the terminal's clipboard."]


async def test_what_is_too_much_for_a_terminal_is_not_sent_and_not_said_to_be(desk: Path) -> None:
    app = await handed_over("x" * (clipboard.MOST_BYTES + 1))
    assert "Nothing was copied" in app.said[0]
    assert app.clipboard == ""


async def test_what_some_terminals_drop_is_said_with_its_size(desk: Path) -> None:
    app = await handed_over("x" * 100_000)
    assert "100 kB, which some terminals drop" in app.said[0]


def test_each_system_has_its_programs(desk: Path) -> None:
    for name in ("pbcopy", "clip.exe"):
        program(desk, name, "true")
    environ = {"PATH": str(desk)}
    assert clipboard.programs(environ, "darwin") == [(f"{desk}/pbcopy",)]
    assert clipboard.programs(environ, "win32") == [(f"{desk}/clip.exe",)]
    assert clipboard.programs(environ, "linux") == []
    assert clipboard.programs({**environ, "WSL_DISTRO_NAME": "u"}, "linux") == [(f"{desk}/clip.exe",)]
