"""All that the parts of the workbench offer: the bindings of their deeds, and the palette's commands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.binding import Binding

from lattice.tui.keys import KEYS, bind
from lattice.tui.screens.offers import (
    assistant,
    bring,
    context,
    editing,
    files,
    grid,
    history,
    home,
    layout,
    looking,
    menu,
    neighbours,
    preferences,
    referring,
    schema,
    sql,
    tables,
    views,
    workspace,
)
from lattice.tui.screens.offers.offer import Deed

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen

#: The parts, in the order in which help and palette name what they offer.
PARTS = (
    layout,
    tables,
    views,
    home,
    files,
    schema,
    sql,
    history,
    bring,
    workspace,
    assistant,
    context,
    grid,
    looking,
    editing,
    neighbours,
    referring,
    menu,
    preferences,
)

#: What is done from anywhere on the workbench, by the name of its key, or of the command when it has none.
DEEDS: dict[str, Deed] = {name: deed for part in PARTS for name, deed in part.DEEDS.items()}

#: Filtering from anywhere. Where nothing can be filtered nobody is offered it, yet its key has an answer, and
#: the words that somebody types after it are no commands.
FILTER = (
    bind("grid.filter", "filter"),
    replace(bind("grid.filter", "filter('nowhere')", show=False), system=True),
)


def bindings() -> list[Binding]:
    """A binding for every deed that has a key."""
    keys = {key.id for key in KEYS}
    return [bind(name, f"do({name!r})") for name in DEEDS if name in keys]


def commands(screen: WorkbenchScreen) -> list[Command]:
    """What can be done beside what has a key."""
    return [command for part in PARTS for command in part.offers(screen)]
