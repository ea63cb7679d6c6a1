"""Bare `lattice`: open the workbench."""

from __future__ import annotations

import gc
import os
import sys

from lattice.cli.early_keys import keys_kept
from lattice.cli.globals import Globals
from lattice.model.errors import LatticeError


def open_workbench(flags: Globals) -> int:
    """Open the workbench on the workspace that is meant, or the welcome screen; its exit status."""
    # `lattice web` has a driver of its own in place of a terminal
    shown = "TEXTUAL_DRIVER" in os.environ or (sys.stdin.isatty() and sys.stdout.isatty())
    if flags.as_json or not shown:
        raise LatticeError(
            "usage", "The workbench needs a terminal.", "`lattice --help` lists the commands that do without."
        )
    if os.environ.get("TERM") == "dumb" and "TEXTUAL_DRIVER" not in os.environ:
        raise LatticeError(
            "usage",
            "The workbench needs a terminal that can place words anywhere; by TERM=dumb this one cannot.",
            "Use another terminal, or `lattice web` in a browser; `lattice --help` lists the commands.",
        )
    # Textual waits for the next of so many beats a second to draw what comes after a first drawing, such as
    # the rows after the key that asks for them: with its own 60 that is 8 ms more of waiting, at the median
    os.environ.setdefault("TEXTUAL_FPS", "120")
    with keys_kept():
        gc.disable()  # until `tui.memory` says that it has started: all that is made on the way stays
        # the screen is paid for only by those who open it
        from lattice.tui.entering import run

        return run(flags.home_path, flags.workspace)
