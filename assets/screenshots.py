"""Make the pictures of the documents by driving the real app: `make screenshots`.

Each is drawn in a wide terminal (160×45); those of the smallest usual one (80×24) end in `-small`. The
workspaces are made for it and thrown away; the assistant's answers come from a local service with a script.
`python -m assets.screenshots NAME…` makes only some.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from assets.drawing import draw
from assets.homes import PASSPHRASE, bring_in, make_sample, move_in, service, share, talk
from assets.taking import take
from assets.talks import CARS, COMPARED, COUNTED, EMPTYING, MADE, PURGED, QUESTION, WISH
from lattice.secrets import os_keyring
from tests.assistant.wire import Wire, titled
from tests.assistant.wire.server import Scripted
from tests.keyrings import Kept

ASSETS = Path(__file__).parent
SIZES = {"": (160, 45), "-small": (80, 24)}
WIDE, SMALL = ("",), ("-small",)
LIGHT = {"theme": "lattice-light"}
ENCRYPTED = {"secrets.store": "file"}


class Inside(StrEnum):
    """What the home of a picture holds."""

    NOTHING = "nothing"
    SAMPLE = "sample"
    MORE = "more"
    """The sample, airports, cars, flight notes and conversations."""
    SHARED = "shared"
    """The sample on a server, where Bo has joined."""
    INVITED = "invited"
    """Nothing, but an invitation to that, which stands for `{invitation}` in a step."""


class Scene(NamedTuple):
    """One picture, or one in each size: what is done before it is taken."""

    name: str
    steps: Sequence[str]
    """As `taking` reads them."""
    inside: Inside = Inside.SAMPLE
    sizes: Sequence[str] = tuple(SIZES)
    answers: Sequence[Scripted] = ()
    """What the assistant does, request by request."""
    title: str = ""
    """What it calls the conversation."""
    settings: Mapping[str, str] = {}


#: Rows that the fonts can draw; the sample also has people from Kyōto and Huế.
TASKS = ["slash", "text:due >= 2025-01-01 and assignee.country in (NO, FI, IS)", "…", "enter", "…"]
PROJECTS = ["slash", "text:lead.country in (NO, FI, IS, PT)", "…", "enter", "…"]
PEOPLE = ["slash", "text:country in (NO, FI, IS)", "…", "enter", "…"]
CHOSEN = [*["down"] * 8, "space", "down", "space", "down"]
CHAT = ["ctrl+t", "…"]
TALK = [*CHAT, f"say:{QUESTION}", f"say:{WISH}"]
TALKED = (*COUNTED, *MADE)
LANDINGS = "Airports and landings"
BY_STATE = (
    "select state, count(*) as airports, round(avg(latitude), 1) as latitude"
    " from airports group by state order by airports desc"
)
SCENES = (
    Scene("welcome", [], Inside.NOTHING),
    Scene("wizard", ["c", "ctrl+s", "text:field notes"], Inside.NOTHING),
    Scene("grid", ["open:tasks", *TASKS, *["right"] * 4, "s", "…", *CHOSEN]),
    Scene("inspector", ["open:projects", *PROJECTS, *["down"] * 3, "f6"]),
    Scene("history", ["H", "…", "down"]),
    Scene("palette", ["ctrl+p", "text:co"]),
    Scene("home", ["home", "down"], Inside.MORE),
    Scene("groups", ["open:tasks", *["right"] * 3, "b", "…"]),
    Scene("split", ["open:projects", *PROJECTS, "open:tasks", *TASKS, "g", "s", "…"], sizes=WIDE),
    Scene("compare", ["H", "…", "down", "space", *["down"] * 3, "…"], sizes=WIDE),
    Scene("tables", ["ctrl+p", "text:schema", "…", "enter", "…", "v", "…"], sizes=WIDE),
    Scene("neighbours", ["open:projects", *PROJECTS, "down", "down", "g", "n", "…"], sizes=WIDE),
    Scene("settings", ["comma", "…"]),
    Scene("sql", ["Q", "…", f"text:{BY_STATE}", "ctrl+r", "…"], Inside.MORE),
    Scene("menu", ["open:tasks", *TASKS, "right", "full_stop", "…"], sizes=WIDE),
    Scene("find", ["ctrl+k", "text:tide gauge ferry"]),
    Scene("viewer", ["ctrl+k", "text:field handbook", "…", "enter", "…"]),
    Scene(
        "connect", ["c", "ctrl+s", "text:field notes", "ctrl+s", "…", "ctrl+s"], Inside.NOTHING, sizes=WIDE
    ),
    Scene("chat", ["open:airports", *TALK, "open:landings"], Inside.MORE, WIDE, TALKED, LANDINGS),
    Scene("chat", ["open:airports", *CHAT, f"say:{QUESTION}"], Inside.MORE, SMALL, COUNTED, LANDINGS),
    Scene("chat-undo", ["open:airports", *TALK, "say:/undo"], Inside.MORE, WIDE, TALKED, LANDINGS),
    Scene(
        "chat-full", [*CHAT, f"say:{CARS}", "f3", "f3"], Inside.MORE, WIDE, COMPARED, "Thrifty cars", LIGHT
    ),
    Scene(
        "approval",
        ["open:people", *PEOPLE, *CHAT, f"say:{EMPTYING}"],
        Inside.MORE,
        (*WIDE, *SMALL),
        PURGED,
        "Trash",
    ),
    Scene("policy", ["ctrl+p", "text:what agents may", "…", "enter"], Inside.MORE, WIDE),
    Scene("conversations", [*CHAT, "ctrl+l"], Inside.MORE, WIDE, (), "Airports"),
    Scene(
        "join",
        ["j", "…", "ctrl+s", "…", "text:{invitation}", "ctrl+s", "…"],
        Inside.INVITED,
        settings=ENCRYPTED,
    ),
    Scene("access", ["open:people", *PEOPLE, "a", "…"], Inside.SHARED),
    Scene("people", ["M", "…", "right_square_bracket", "…"], Inside.SHARED),
    Scene("place", ["L", "…"], Inside.SHARED, WIDE),
)


async def _picture(scene: Scene, suffix: str, home: Path, workspace: Path | None) -> None:
    if scene.inside is Inside.SHARED:
        # one home for all pictures: a workspace is published once
        assert workspace is not None
        home = workspace
    else:
        move_in(home, workspace, scene.settings)
    os.environ["HOME"] = str(home.parent)
    steps = scene.steps
    if scene.inside is Inside.INVITED:
        (home.parent / "hers").mkdir()
        await make_sample(home.parent / "hers")
        invitation = await asyncio.to_thread(share, home.parent / "hers", home.parent)
        steps = [step.replace("{invitation}", invitation) for step in steps]
    async with Wire(list(scene.answers), aside=titled(scene.title)) as wire:
        for name, value in service(wire).items():
            os.environ.pop(name, None)
            # where nothing is yet, nobody has connected a key either
            if workspace is not None:
                os.environ[name] = value
        svg = await take(home, SIZES[suffix], steps)
    # a home as anybody has it, not the one of this run
    draw(svg.replace(str(home), "~/.local/share/lattice"), ASSETS / f"{scene.name}{suffix}.png")


async def _make(wanted: set[Inside], folder: Path) -> dict[Inside, Path | None]:
    """The files of the workspaces that are wanted."""
    workspaces: dict[Inside, Path | None] = {Inside.NOTHING: None, Inside.INVITED: None}
    for inside in sorted(wanted - {Inside.NOTHING, Inside.INVITED}):
        home = folder / inside
        home.mkdir()
        workspaces[inside] = await make_sample(home)
        if inside is Inside.SHARED:
            await asyncio.to_thread(share, home, folder)
            workspaces[inside] = home
        if inside is Inside.MORE:
            await asyncio.to_thread(bring_in, home)
            await asyncio.to_thread(talk, home)
    return workspaces


async def main() -> None:
    """All scenes, or those that are named."""
    wanted = set(sys.argv[1:])
    scenes = [scene for scene in SCENES if not wanted or scene.name in wanted]
    # the same place every time, since the wizard shows it
    folder = Path(tempfile.gettempdir()) / "ada"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    # the user of this machine has no place in a picture
    os.environ.update(
        {
            "HOME": str(folder),
            "USER": "ada",
            "LOGNAME": "ada",
            "COLORTERM": "truecolor",
            "TERM": "xterm-256color",
        }
    )
    for name in [n for n in os.environ if n.startswith(("LATTICE_", "ANTHROPIC_")) or n == "NO_COLOR"]:
        del os.environ[name]
    os.environ["LATTICE_PASSPHRASE"] = PASSPHRASE
    # a keyring such as most systems have, with nothing in it
    os_keyring.find = lambda: os_keyring.Found("Secret Service", Kept())
    try:
        workspaces = await _make({scene.inside for scene in scenes}, folder)
        for scene in scenes:
            for suffix in scene.sizes:
                home = folder / f"{scene.name}{suffix}" / "lattice"
                await _picture(scene, suffix, home, workspaces[scene.inside])
                print(f"{scene.name}{suffix}.png")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    asyncio.run(main())
