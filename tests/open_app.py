"""Open an installed `lattice` once in a terminal and quit: `python -m tests.open_app PATH`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.terminal import Terminal


def open_once(command: Path) -> None:
    """Start it as a new user would, with nothing there; fails with the screen when it does not come up."""
    with tempfile.TemporaryDirectory() as home:
        env = {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
        # away from the checkout, so that only what was installed can be imported
        app = Terminal([command, "--home", home], env=env, cwd=Path(home))
        try:
            app.wait_for("Create a workspace", 30)
            app.wait_for("Open a file", 5)
            app.type("\x11")
            if status := app.wait_end(10):
                raise AssertionError(f"ended with {status}:\n{app.text}")
        finally:
            app.kill()


if __name__ == "__main__":
    open_once(Path(sys.argv[1]).resolve())
    print("opened, welcomed and quit")
