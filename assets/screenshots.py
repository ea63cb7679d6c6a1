"""Make the pictures of the documents by driving the real app: `make screenshots`.

The workspace is the sample, in a home of its own that is thrown away. Each picture is drawn in a wide
terminal (160×45); those of the smallest usual one (80×24) end in `-small`.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import cairosvg
from rich.cells import cell_len

from lattice.client import create_local
from lattice.model.people import Caller, Person
from lattice.sample import fill
from lattice.settings import set_person
from lattice.tui.app import LatticeApp
from lattice.workspaces import Entry, Registry

ASSETS = Path(__file__).parent
SIZES = {"": (160, 45), "-small": (80, 24)}
#: What draws the scripts of the sample on most machines; the web fonts of the export are left out.
FONTS = "DejaVu Sans Mono, Liberation Mono, monospace"
#: Width of a cell in the export, in its pixels.
CELL_PX = 12.2
#: Characters of the app that the first font lacks, and another has.
ELSEWHERE = {"⟳": "DejaVu Sans"}


class Scene(NamedTuple):
    """One picture: what is pressed before it is taken."""

    name: str
    keys: Sequence[str]
    """Textual's names of keys; `"text:…"` is typed, `"…"` waits until the screen is quiet."""
    table: str = ""
    """The table that is opened before; none for pictures without one."""
    with_workspace: bool = True


#: Rows that the fonts above can draw; the sample also has people from Kyōto and Huế.
TASKS = ["slash", "text:due >= 2025-01-01 and assignee.country in (NO, FI, IS)", "…", "enter", "…"]
PROJECTS = ["slash", "text:lead.country in (NO, FI, IS, PT)", "…", "enter", "…"]
SCENES = (
    Scene("welcome", [], with_workspace=False),
    Scene("wizard", ["c", "ctrl+s", "text:field notes"], with_workspace=False),
    Scene(
        "grid", [*TASKS, *["right"] * 4, "s", "…", *["down"] * 8, "space", "down", "space", "down"], "tasks"
    ),
    Scene("inspector", [*PROJECTS, *["down"] * 3, "f6"], "projects"),
    Scene("history", ["H", "…", "down"]),
    Scene("palette", ["ctrl+p", "text:co"]),
    Scene("find", ["ctrl+k", "text:tide gauge ferry"]),
    Scene("viewer", ["ctrl+k", "text:field handbook", "…", "enter", "…"]),
)


async def make_home(home: Path) -> None:
    """A home with a person and the sample in it."""
    set_person(home, Person("ada", "Ada Berg"))
    registry = Registry(home)
    path = registry.new_path("nordlys")
    path.parent.mkdir(parents=True, exist_ok=True)
    client = await create_local(path, name="nordlys", caller=Caller(actor="human:ada", origin="tui"))
    try:
        await fill(client)
        workspace_id = (await client.describe()).id
    finally:
        await client.close()
    registry.add(Entry(name="nordlys", id=workspace_id, path=str(path)))


async def take(scene: Scene, home: Path, size: tuple[int, int]) -> str:
    """The SVG of one scene."""
    app = LatticeApp(home, folder=home)
    async with app.run_test(size=size) as pilot:
        await _settle(app)
        if scene.table:
            await _open(app, scene.table)
        for key in scene.keys:
            if key == "…":
                await _settle(app)
            elif key.startswith("text:"):
                await pilot.press(*_typed(key.removeprefix("text:")))
            else:
                await pilot.press(key)
            await pilot.pause()
        await _settle(app)
        return app.export_screenshot(title="Lattice")


async def _open(app: LatticeApp, name: str) -> None:
    from lattice.tui.screens.workbench import WorkbenchScreen
    from lattice.tui.session import TabKey, TabKind

    screen = app.screen
    if not isinstance(screen, WorkbenchScreen):
        raise SystemExit(f"expected the workbench, got {type(screen).__name__}")
    table = screen.bench.schema.table(name)
    await screen.tabs.open(TabKey(TabKind.TABLE, table.id))
    screen.tabs.take_focus()
    await _settle(app)


def _typed(text: str) -> list[str]:
    """The keys that type a text."""
    from textual.keys import _character_to_key

    return [_character_to_key(character) for character in text]


async def _settle(app: LatticeApp, quiet: int = 8, longest_s: float = 8.0) -> None:
    """Wait until the screen has looked the same for a while."""
    loop = asyncio.get_running_loop()
    deadline, before, same = loop.time() + longest_s, "", 0
    while same < quiet and loop.time() < deadline:
        await asyncio.sleep(0.06)
        now = app.export_screenshot()
        same = same + 1 if now == before else 0
        before = now


def draw(svg: str, path: Path) -> None:
    """Write an SVG as a PNG: every character in its cell, without fonts from elsewhere."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family:\s*[^;]+;", f"font-family: {FONTS};", svg)
    # a little larger than its cell, so that lines of box characters have no gaps
    svg = svg.replace("font-size: 20px", "font-size: 20.4px")
    svg = re.sub(r'(<text [^>]*?)x="([0-9.]+)"([^>]*?)textLength="[0-9.]+"([^>]*)>([^<]*)<', _in_cells, svg)
    cairosvg.svg2png(bytestring=svg.encode(), write_to=str(path), output_width=1600)


def _in_cells(found: re.Match[str]) -> str:
    """A text with the place of each character said, since fonts do not agree on their widths."""
    start, x, middle, end, text = found.groups()
    places, at, strange = [], float(x), ""
    for character in html.unescape(text):
        places.append(f"{at:.1f}")
        if font := ELSEWHERE.get(character):
            strange += f'{start}x="{at:.1f}"{middle}{end} font-family="{font}">{character}</text>'
        at += CELL_PX * cell_len(character)
    plain = "".join("\u00a0" if c in ELSEWHERE else c for c in text)
    return f'{strange}{start}x="{" ".join(places)}"{middle}{end}>{plain}<'


async def main() -> None:
    """All scenes, or those that are named."""
    wanted = set(sys.argv[1:])
    # the same place every time, since the wizard shows it
    folder = Path(tempfile.gettempdir()) / "ada"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        filled, fresh = folder / "filled", folder / "fresh"
        for home in (filled, fresh):
            home.mkdir()
        # the user of this machine has no place in a picture
        os.environ.update(
            {
                "HOME": str(fresh),
                "USER": "ada",
                "LOGNAME": "ada",
                "COLORTERM": "truecolor",
                "TERM": "xterm-256color",
            }
        )
        for name in ("NO_COLOR", "LATTICE_WORKSPACE", "LATTICE_HOME"):
            os.environ.pop(name, None)
        await make_home(filled)
        for scene in SCENES:
            if wanted and scene.name not in wanted:
                continue
            for suffix, size in SIZES.items():
                # a copy, since the app keeps tabs and filters there; the workspace itself stays where it is
                home = folder / f"{scene.name}{suffix}" / "lattice"
                shutil.copytree(filled if scene.with_workspace else fresh, home)
                path = ASSETS / f"{scene.name}{suffix}.png"
                draw(await take(scene, home, size), path)
                print(path.name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    asyncio.run(main())
