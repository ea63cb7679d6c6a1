"""What is pasted waits for its turn as keys do: it is meant for what the keys before it open."""

from __future__ import annotations

from pathlib import Path

from textual.events import Event, Key, Paste

from lattice.tui.app import LatticeApp
from lattice.tui.widgets.editors import RowForm

from .conftest import workbench


def at_once(app: LatticeApp, *events: str | Event) -> None:
    """Keys and pastes as a terminal sends them that was slow to send the first."""
    for event in events:
        letter = event if isinstance(event, str) and len(event) == 1 else None
        app.post_message(Key(event, letter) if isinstance(event, str) else event)


async def test_what_is_pasted_right_after_the_key_for_a_form_is_in_the_form(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        at_once(bench.app, "n", Paste("Cy"), "x", "tab", Paste("Rome"), "y")

        def typed() -> list[str]:
            form = bench.app.screen
            return list(form.drafts.values()) if isinstance(form, RowForm) else []

        await bench.until(lambda: typed() == ["Cyx", "Romey"])


async def test_what_is_pasted_right_before_the_form_is_left_is_kept(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        at_once(bench.app, "n", "a", Paste("b"), "escape", "n")
        await bench.until(
            lambda: isinstance(form := bench.app.screen, RowForm) and list(form.drafts.values()) == ["ab"]
        )
