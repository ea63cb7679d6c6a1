"""Editing a text in the person's own editor, which takes over the terminal meanwhile."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from textual.app import App

from lattice.model.errors import LatticeError


def edit_outside(app: App[Any], text: str, suffix: str = ".txt") -> str:
    """What `$VISUAL` or `$EDITOR` made of `text`.

    Raises LatticeError `failed`; SuspendNotSupported where the terminal cannot be lent.
    """
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    with tempfile.TemporaryDirectory(prefix="lattice-") as folder:
        path = Path(folder) / f"value{suffix}"
        path.write_text(text, encoding="utf-8")
        with app.suspend():
            try:
                status = subprocess.run([*command, str(path)], check=False).returncode
            except OSError as error:
                raise LatticeError(
                    "failed", f"{command[0]} could not be started: {error.strerror}.", "Set $EDITOR to yours."
                ) from None
        if status:
            raise LatticeError("failed", f"{command[0]} ended with {status}.", "What was typed is unchanged.")
        try:
            edited = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise LatticeError("failed", f"What {command[0]} wrote could not be read: {error}.") from None
    # editors end the last line, which is not what was meant
    return edited.removesuffix("\n") if not text.endswith("\n") else edited


def open_in_editor(app: App[Any], path: Path) -> None:
    """Let a person write in a file with `$VISUAL` or `$EDITOR`.

    Raises LatticeError `failed`; SuspendNotSupported where the terminal cannot be lent.
    """
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    with app.suspend():
        try:
            subprocess.run([*command, str(path)], check=False)
        except OSError as error:
            raise LatticeError(
                "failed", f"{command[0]} could not be started: {error.strerror}.", "Set $EDITOR to yours."
            ) from None


def launch(path: Path) -> None:
    """Hand a file or folder to the program that this system has for it; raises LatticeError `failed`."""
    name = {"darwin": "open", "win32": "explorer"}.get(sys.platform, "xdg-open")
    program = shutil.which(name)
    if program is None:
        raise LatticeError("failed", f"This system has no program that opens folders ({name}).", f"{path}")
    quiet = subprocess.DEVNULL
    subprocess.Popen([program, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
