"""The way into the workbench: opens it, and again after a bug when that is wanted."""

from __future__ import annotations

from pathlib import Path

from lattice.tui.app import LatticeApp


def run(home: Path, workspace: str | None) -> int:
    """Open the workbench and stay until it is left; the exit status."""
    from lattice.tui.crash import log_to

    log_to(home)
    while True:
        app = LatticeApp(home, workspace)
        app.run()
        if app.crash_report:
            from lattice.tui.screens.crashed import crashed

            if crashed(home, app.crash_report):
                continue
        return app.return_code or 0
