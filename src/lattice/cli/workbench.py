"""Bare `lattice`: open the workbench."""

from __future__ import annotations

import sys

from lattice.cli.globals import Globals
from lattice.model.errors import LatticeError


def open_workbench(flags: Globals) -> int:
    """Open the workbench on the workspace that is meant, or the welcome screen; its exit status."""
    if flags.as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise LatticeError(
            "usage", "The workbench needs a terminal.", "`lattice --help` lists the commands that do without."
        )
    # the screen is paid for only by those who open it
    from lattice.tui.app import run

    return run(flags.home_path, flags.workspace)
