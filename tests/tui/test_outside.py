"""A person's own editor has the terminal for a while, and the workbench all of it again afterwards."""

from __future__ import annotations

import sys
from pathlib import Path

from lattice.client import create_local
from lattice.workspaces import Registry
from tests.terminal import Terminal
from tests.tui.driving import ADA
from tests.tui.workbench.conftest import fill


async def _filled(home: Path, tmp_path: Path) -> None:
    """A home with one workspace in it."""
    path = tmp_path / "acme.lattice"
    client = await create_local(path, name="acme", caller=ADA)
    await fill(client)
    await client.close()
    Registry(home).open_file(path)


async def test_after_the_editor_the_whole_screen_is_back(home: Path, tmp_path: Path) -> None:
    await _filled(home, tmp_path)
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys, time\n"
        "print('CLUTTER ' * 200, flush=True)\n"
        "time.sleep(0.3)\n"
        "pathlib.Path(sys.argv[-1]).write_text('Nordkapp')\n"
    )
    env = {"LATTICE_HOME": str(home), "EDITOR": f"{sys.executable} {editor}", "VISUAL": ""}
    with Terminal([sys.executable, "-m", "lattice"], columns=100, rows=30, env=env) as term:
        term.wait_for("Latest changes")
        term.type("\r")
        term.wait_for("Nordlys")
        term.type("e")
        term.wait_quiet(0.5)
        before = term.text.split("\n")
        term.type("\x05")
        term.wait_for("CLUTTER")
        term.wait_for("Nordkapp")
        term.wait_gone("CLUTTER")
        # the sidebar, the other rows and the keys, which the editor covered, stand where they stood
        after = term.text.split("\n")
        same = [line for line, was in zip(after, before, strict=True) if line == was]
        assert len(same) >= 26, term.text


async def test_a_query_is_written_in_the_editor(home: Path, tmp_path: Path) -> None:
    await _filled(home, tmp_path)
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[-1])\n"
        "assert path.suffix == '.sql'\n"
        "path.write_text(path.read_text() + ' name,\\n\\tcity\\nfrom people\\n')\n"
    )
    env = {"LATTICE_HOME": str(home), "EDITOR": f"{sys.executable} {editor}", "VISUAL": ""}
    with Terminal([sys.executable, "-m", "lattice"], columns=100, rows=30, env=env) as term:
        term.wait_for("Latest changes")
        term.type("Q")
        term.wait_for("SELECT … FROM …")
        term.type("select")
        term.wait_for("1  select")
        term.type("\x05")
        term.wait_for("3  from people")
        term.type("\x12")
        term.wait_for("5 rows")
        term.wait_for("Tromsø")
