"""A text in the person's own editor, on the terminal that the command was typed in."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from lattice.model.errors import LatticeError, Stage
from lattice.settings import Settings


def edited(text: str, suffix: str, settings: Settings) -> str:
    """What the editor made of `text`; raises `usage` without a terminal, `failed` when the editor does."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise LatticeError(
            "usage", "An editor needs a terminal.", "Send the text: `-` reads stdin.", stage=Stage.CONSTRAINTS
        )
    named = settings.editor or os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    command = shlex.split(named)
    with tempfile.TemporaryDirectory(prefix="lattice-") as folder:
        path = Path(folder) / f"text{suffix}"
        path.write_text(text, encoding="utf-8")
        try:
            status = subprocess.run([*command, str(path)], check=False).returncode
        except OSError as error:
            raise LatticeError(
                "failed",
                f"{command[0]} could not be started: {error.strerror}.",
                "`lattice settings set editor COMMAND` names yours.",
            ) from None
        if status:
            raise LatticeError("failed", f"{command[0]} ended with {status}.", "Nothing was changed.")
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise LatticeError("failed", f"What {command[0]} wrote could not be read: {error}.") from None
