"""Editing a text in the person's own editor, which takes over the terminal meanwhile."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from textual.app import App

from lattice.model.errors import LatticeError
from lattice.settings import Loaded

_NAME_YOURS = "Name yours in the settings (`editor`)."


@runtime_checkable
class HasSettings(Protocol):
    """An app that knows which editor its person wants."""

    @property
    def settings(self) -> Loaded:
        """The settings as last read."""
        ...


def editor_command(app: App[Any]) -> list[str]:
    """The person's own editor as a command: the setting, else `$VISUAL`, else `$EDITOR`, else vi.

    Raises LatticeError `usage` for a command whose quotes do not end.
    """
    said = app.settings.settings.editor if isinstance(app, HasSettings) else ""
    named = said or os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        return shlex.split(named) or ["vi"]
    except ValueError as error:
        raise LatticeError(
            "usage", f"The editor {named!r} is no command: {error}.", "Set `editor` in your settings anew."
        ) from None


def edit_outside(app: App[Any], text: str, suffix: str = ".txt") -> str:
    """What the person's editor made of `text`.

    Raises LatticeError `failed`, `usage`; SuspendNotSupported where the terminal cannot be lent.
    """
    command = editor_command(app)
    with tempfile.TemporaryDirectory(prefix="lattice-") as folder:
        path = Path(folder) / f"value{suffix}"
        path.write_text(text, encoding="utf-8")
        if status := _lend(app, command, path):
            raise LatticeError("failed", f"{command[0]} ended with {status}.", "What was typed is unchanged.")
        try:
            edited = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise LatticeError("failed", f"What {command[0]} wrote could not be read: {error}.") from None
    # editors end the last line, which is not what was meant
    return edited.removesuffix("\n") if not text.endswith("\n") else edited


def open_in_editor(app: App[Any], path: Path) -> None:
    """Let a person write in a file with their own editor.

    Raises LatticeError `failed`, `usage`; SuspendNotSupported where the terminal cannot be lent.
    """
    _lend(app, editor_command(app), path)


def _lend(app: App[Any], command: Sequence[str], path: Path) -> int:
    """Let the editor have the terminal and a file; how it ended. Raises as its callers do."""
    with app.suspend():
        _show_typing()
        try:
            return subprocess.run([*command, str(path)], check=False).returncode
        except OSError as error:
            raise LatticeError(
                "failed",
                f"{command[0]} could not be started: {error.strerror}.",
                "Set `editor` in your settings to yours.",
            ) from None


def _show_typing() -> None:
    """Let the terminal show what is typed, for an editor of lines: since the start it does not."""
    if sys.platform == "win32" or not sys.stdin.isatty():
        return
    import termios

    attributes = termios.tcgetattr(sys.stdin)
    attributes[3] |= termios.ECHO
    termios.tcsetattr(sys.stdin, termios.TCSANOW, attributes)


def launch(path: Path) -> None:
    """Hand a file or folder to the program that this system has for it; raises LatticeError `failed`."""
    name = {"darwin": "open", "win32": "explorer"}.get(sys.platform, "xdg-open")
    program = shutil.which(name)
    if program is None:
        raise LatticeError("failed", f"This system has no program that opens folders ({name}).", f"{path}")
    quiet = subprocess.DEVNULL
    subprocess.Popen([program, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
