"""Small questions as functions, to be awaited in a worker: the answer, or None when it was left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import App

from lattice.tui.literal import one_line
from lattice.tui.screens.dialogs import Choice, Choose, Confirm, Prompt


async def confirm(app: App[Any], title: str, text: str, *, yes: str, danger: bool = True) -> bool:
    """Whether to do it. `title` and `text` are shown literally."""
    answer: bool | None = await app.push_screen_wait(
        Confirm(one_line(title), text, one_line(yes), danger=danger)
    )
    return bool(answer)


async def ask_text(
    app: App[Any],
    title: str,
    label: str = "",
    *,
    value: str = "",
    check: Callable[[str], str] | None = None,
    yes: str = "OK",
) -> str | None:
    """One line of text; without a `check` any will do, also none."""
    prompt = Prompt(one_line(title), label, value, check=check or (lambda _: ""), verb=yes)
    return await app.push_screen_wait(prompt)


async def choose(
    app: App[Any],
    title: str,
    options: Sequence[tuple[str, str, str]],
    *,
    chosen: str = "",
    typed: bool = False,
) -> str | None:
    """The id of one of the options, each an id, a label and a note; `typed`: letters go to one."""
    choices = [Choice(key, one_line(label, 40), one_line(note, 60)) for key, label, note in options]
    return await app.push_screen_wait(Choose(one_line(title), choices, chosen, typed=typed))
