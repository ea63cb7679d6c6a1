"""Whatever a name, a value or a message holds, the terminal only ever gets text to draw."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.widgets import Static

from lattice.model.errors import LatticeError
from lattice.tui.screens.dialogs import Choice, Choose, Confirm, ErrorDialog, Prompt
from tests.tui.driving import shown, started, until

ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
#: Colours, the clipboard, links, a bell, the other way of writing controls, and the order of writing.
EVIL = (
    "[bold]x[/] [@click=app.quit]q[/] $text \x1b[5mB\x1b]52;c;QQ==\x07 "
    "\x1b]8;;http://a\x1b\\ \x9b5m \u202eabc\rd"
)


@pytest.mark.parametrize("place", ["toast", "confirm", "prompt", "choose", "error", "static"])
async def test_nothing_in_a_message_reaches_the_terminal_but_text(home: Path, place: str) -> None:
    async with started(home, (100, 30)) as pilot:
        app = pilot.app
        match place:
            case "toast":
                app.notify(EVIL)
            case "confirm":
                app.push_screen(Confirm(EVIL, EVIL, EVIL))
            case "prompt":
                app.push_screen(Prompt(EVIL, EVIL, "", verb=EVIL))
            case "choose":
                app.push_screen(Choose(EVIL, [Choice("a", EVIL, EVIL)]))
            case "error":
                app.push_screen(ErrorDialog(EVIL, LatticeError("failed", EVIL, EVIL)))
            case _:
                app.screen.mount(Static(EVIL, markup=False))
        await until(pilot, lambda: "[@click=app.quit]q[/]" in shown(pilot))
        assert not ACTING.search(shown(pilot))
