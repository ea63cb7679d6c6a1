"""The command palette: every action that is possible here, found by a few letters, with its key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple, Protocol, runtime_checkable

from rich.cells import cell_len
from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from lattice.tui.app import LatticeApp
from lattice.tui.keys import GROUPS
from lattice.tui.lately import read_lately, remember
from lattice.tui.possible import possible
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.widgets.lists import Lines

#: Cells of the columns of keys and titles; what is longer pushes its note to the right.
_MOST_KEYS, _MOST_TITLE = 12, 30


class Command(NamedTuple):
    """Something that can be done, with or without a key."""

    name: str
    """Stable, for what was used lately."""
    title: str
    """What it is called."""
    note: str
    """Where it belongs, or what it means."""
    keys: str
    action: str
    """Textual's notation, such as `export` or `app.open('x')`."""
    node: DOMNode
    """Whose action it is."""


@runtime_checkable
class OffersCommands(Protocol):
    """A screen that can do more than its keys say, such as opening each of its tables."""

    def commands(self) -> Iterable[Command]:
        """What it offers now."""
        ...


class Match(NamedTuple):
    """How well some letters fit a text: more is better."""

    score: float
    places: tuple[int, ...]


def fuzzy(letters: str, text: str) -> Match | None:
    """Where `letters` stand in `text` in their order, words' beginnings and neighbours counting more."""
    folded, wanted = text.casefold(), letters.casefold().replace(" ", "")
    if not wanted:
        return Match(0, ())
    if len(folded) != len(text):
        folded = text.lower() if len(text.lower()) == len(text) else text
    whole = folded.find(letters.casefold().strip())
    if whole >= 0:
        bonus = 50 if whole == 0 or not folded[whole - 1].isalnum() else 0
        return Match(100 + bonus - len(text) / 100, tuple(range(whole, whole + len(letters.strip()))))
    places: list[int] = []
    score, at = 0.0, -1
    for letter in wanted:
        starts = [i for i in range(at + 1, len(folded)) if folded[i] == letter]
        if not starts:
            return None
        begin = next((i for i in starts if i == 0 or not folded[i - 1].isalnum()), None)
        place = at + 1 if starts[0] == at + 1 else begin if begin is not None else starts[0]
        score += 5 if place == at + 1 else 3 if place == begin else 1
        places.append(place)
        at = place
    return Match(score - len(text) / 100, tuple(places))


def ranked(letters: str, commands: Sequence[Command], recent: Sequence[str]) -> list[tuple[Command, Match]]:
    """Commands that fit, best first; with nothing typed those used lately come first."""
    found: list[tuple[float, int, Command, Match]] = []
    for index, command in enumerate(commands):
        match = fuzzy(letters, command.title)
        if match is None and fuzzy(letters, command.note) is not None:
            match = Match(-10, ())
        if match is not None:
            lately = max(1, 10 - recent.index(command.name)) if command.name in recent else 0
            found.append((-(match.score + lately), index, command, match))
    return [(command, match) for _, _, command, match in sorted(found, key=lambda f: f[:2])]


def commands_of(screen: Screen[Any]) -> list[Command]:
    """What is bound here and what the screen offers beside it."""
    found = [
        Command(p.id, p.description, p.tooltip or GROUPS.get(p.group, ""), p.shown, p.action, p.node)
        for p in possible(screen)
        if p.group not in ("list", "card", "dialog") and not p.moves and p.id != "app.palette"
    ]
    if isinstance(screen, OffersCommands):
        found += screen.commands()
    return found


class _Words(Input):
    BINDINGS = [
        Binding("down,ctrl+n", "screen.down", show=False),
        Binding("up,ctrl+p", "screen.up", show=False),
        Binding("pagedown", "screen.page_down", show=False),
        Binding("pageup", "screen.page_up", show=False),
    ]


class PaletteScreen(Dialog[None]):
    """Type a few letters, press enter."""

    CSS_PATH = "../styles/palette.tcss"
    app = getters.app(LatticeApp)
    lines = getters.query_one(Lines)

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        self._commands = commands_of(below)
        self._recent = read_lately(self.app.home)
        self._shown: list[Command] = []

    def compose(self) -> ComposeResult:
        """The field and the list."""
        with Vertical(classes="dialog", id="palette") as box:
            box.border_title = "Commands"
            yield _Words(placeholder="what do you want to do?")
            yield Lines()

    def on_mount(self) -> None:
        """Show all, recent first."""
        self._fill("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def _fill(self, letters: str) -> None:
        found = ranked(letters, self._commands, self._recent)
        self._shown = [command for command, _ in found]
        self.lines.clear_options()
        keys = min(_MOST_KEYS, max((cell_len(c.keys) for c in self._shown), default=0))
        titles = min(_MOST_TITLE, max((cell_len(c.title) for c in self._shown), default=0))
        self.lines.add_options([Option(self._line(c, match, keys, titles)) for c, match in found])
        if found:
            self.lines.highlighted = 0
        else:
            self.lines.add_option(Option(Content("Nothing here does that."), disabled=True))

    def _line(self, command: Command, match: Match, keys_width: int, title_width: int) -> Content:
        title = Content(command.title)
        for place in match.places:
            title = title.stylize("bold $text-primary", place, place + 1)
        pad = " " * max(2, title_width + 2 - cell_len(command.title))
        keys = (command.keys.rjust(keys_width) + "  ", "$footer-key-foreground")
        return Content.assemble(keys, title, pad, (command.note, "$text-muted"))

    def action_down(self) -> None:
        """The next one."""
        self.lines.action_cursor_down()

    def action_up(self) -> None:
        """The one before."""
        self.lines.action_cursor_up()

    def action_page_down(self) -> None:
        """A screen on."""
        self.lines.action_page_down()

    def action_page_up(self) -> None:
        """A screen back."""
        self.lines.action_page_up()

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    async def _run(self) -> None:
        index = self.lines.highlighted
        if index is None or index >= len(self._shown):
            return
        command = self._shown[index]
        app = self.app
        # the disk is waited for in a thread, not by what was asked for
        app.run_worker(partial(remember, app.home, command.name), thread=True, group="lately")
        self.dismiss(None)
        app.call_later(app.run_action, command.action, command.node)
