"""The way into the workbench: opens it, and again after a bug when that is wanted."""

from __future__ import annotations

import sys
from pathlib import Path

from lattice.tui.app import LatticeApp

#: How long a thread that computes, such as one that renders the context, keeps the screen waiting, in s.
#: A key passes through some ten hand-overs between threads; Python's own 5 ms would make 50 ms of it.
_HAND_OVER_S = 0.0005


def run(home: Path, workspace: str | None) -> int:
    """Open the workbench and stay until it is left; the exit status."""
    from lattice.tui.crash import log_to

    log_to(home)
    sys.setswitchinterval(_HAND_OVER_S)
    while True:
        app = LatticeApp(home, workspace)
        app.run()
        if app.crash_report:
            from lattice.tui.screens.crashed import crashed

            if crashed(home, app.crash_report):
                continue
        return app.return_code or 0
