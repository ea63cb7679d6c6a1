"""One screen to bring things in: what, as documents or as tables, and whether copies are kept."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Paste
from textual.screen import Screen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from lattice.tui.app import LatticeApp
from lattice.tui.dropping import dropped, is_address
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.parcels import Parcel, What, parcel_of
from lattice.tui.widgets.key_line import KeyLine
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.path_input import PathInput

_WORDS = {What.DOCUMENTS: "documents", What.TABLES: "as tables", What.BOTH: "both"}
_TURNS = {What.DOCUMENTS: "As documents", What.TABLES: "As tables", What.BOTH: "As both"}
_KEPT = "Copies of the documents are kept in the workspace."
_REFERENCED = "Documents stay where they are; their text is kept and found."
_EMPTY = "Nothing chosen yet. Type a path above, or drop files onto the terminal."


class BringIn(NamedTuple):
    """What is wanted."""

    parcels: tuple[Parcel, ...]
    store: bool
    """Whether copies of documents are kept in the workspace."""
    paste: bool = False
    """Whether a text is to be pasted instead."""


class ParcelLines(Lines):
    """What was chosen; enter goes on, as in the field above."""

    BINDINGS = [Binding("enter", "screen.start", show=False)]


class BringInScreen(Screen[BringIn | None]):
    """Gathers paths, folders and addresses; answers them with what each becomes, or None when left."""

    CSS_PATH = "../styles/bring_in.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (28, "-tall")]
    BINDINGS = [
        bind("bring.start", "start", show=True),
        bind("bring.turn", "turn", show=True),
        bind("bring.store", "store", show=True),
        bind("bring.remove", "remove", show=True),
        bind("bring.paste", "paste", show=True),
        bind("dialog.cancel", "cancel", show=True),
    ]
    HELP = "Bring in files, folders and web pages. space says whether data becomes tables or documents."

    app = getters.app(LatticeApp)
    path = getters.query_one(PathInput)
    lines = getters.query_one(ParcelLines)

    def __init__(self, places: Sequence[str], *, store: bool, can_paste: bool = True) -> None:
        super().__init__()
        self._places = tuple(places)
        self._parcels: list[Parcel] = []
        self._store = store
        self._can_paste = can_paste

    def compose(self) -> ComposeResult:
        """The field, what was chosen, how documents are kept, the buttons."""
        with Vertical(id="bring-in") as box:
            box.border_title = Content.assemble(("◆", "$text-primary"), " Bring in")
            yield Static("A file, a folder, or the address of a web page", classes="label")
            yield PathInput(placeholder="~/papers  (tab completes, enter takes it)")
            yield Static("", classes="problem")
            yield ParcelLines(id="bring-lines")
            yield Static("", id="bring-store")
            with Horizontal(classes="buttons"):
                yield Button("Start", id="start", variant="primary")
                yield Button("As tables", id="turn")
                yield Button("Keep copies", id="store")
                if self._can_paste:
                    yield Button("Paste text", id="paste")
                yield Button("Cancel", id="cancel")
        yield KeyLine()

    def on_mount(self) -> None:
        """Take what was named, and begin where one types."""
        self._fill()
        if self._places:
            self._take(self._places)
            self.lines.focus()
        else:
            self.path.field.focus()

    # --- what is chosen ---

    @on(Input.Changed)
    def _typed(self) -> None:
        self._say("")
        self._offer()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self._take(self._typed_places())
        else:
            self.action_start()

    def _typed_places(self) -> tuple[str, ...]:
        typed = self.path.field.value.strip()
        return dropped(typed) or ((typed,) if is_address(typed) else (self.path.value,))

    def on_paste(self, event: Paste) -> None:
        """Files that are dropped onto the terminal."""
        if places := dropped(event.text):
            event.stop()
            self._take(places)

    @work(group="take")
    async def _take(self, places: Sequence[str], *, then_start: bool = False) -> None:
        known = {parcel.place for parcel in self._parcels}
        for place in places:
            try:
                parcel = await asyncio.to_thread(parcel_of, place)
            except (OSError, ValueError):
                self._say(f"There is nothing at {one_line(place, 200)}.")
                then_start = False
                continue
            if parcel.place not in known:
                known.add(parcel.place)
                self._parcels.append(parcel)
            self.path.field.value = ""
        self._fill()
        if self._parcels:
            self.lines.highlighted = len(self._parcels) - 1
        if then_start:
            self.action_start()

    def _say(self, problem: str) -> None:
        self.query_one(".problem", Static).update(Content(problem))

    def _fill(self) -> None:
        at = self.lines.highlighted or 0
        self.lines.set_options(Option(paint_parcel(parcel)) for parcel in self._parcels)
        if not self._parcels:
            self.lines.add_option(Option(Content.styled(_EMPTY, "$text-muted"), disabled=True))
        else:
            self.lines.highlighted = min(at, len(self._parcels) - 1)
        self.query_one("#bring-store", Static).update(Content(_KEPT if self._store else _REFERENCED))
        self.query_one("#store", Button).label = "No copies" if self._store else "Keep copies"
        self._turnable()

    @on(OptionList.OptionHighlighted)
    def _turnable(self) -> None:
        parcel = self._parcel
        turn = self.query_one("#turn", Button)
        turns = parcel is not None and len(parcel.choices) > 1
        turn.disabled = not turns
        turn.label = _TURNS[parcel.turned().what if parcel and turns else What.TABLES]
        self._offer()

    def _offer(self) -> None:
        """Offer what would do something."""
        self.query_one("#start", Button).disabled = not self._startable
        self.query_one("#store", Button).disabled = not self._parcels
        self.refresh_bindings()

    @property
    def _startable(self) -> bool:
        return bool(self._parcels or self.path.field.value.strip())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What has nothing to act on is not offered."""
        match action:
            case "start":
                return not self.query(Lines) or self._startable
            case "store":
                return bool(self._parcels)
            case "turn" | "remove":
                return not self.query(Lines) or self._parcel is not None
            case _:
                return super().check_action(action, parameters)

    @property
    def _parcel(self) -> Parcel | None:
        at = self.lines.highlighted
        return self._parcels[at] if at is not None and at < len(self._parcels) else None

    @on(OptionList.OptionSelected)
    @on(Button.Pressed, "#turn")
    def action_turn(self) -> None:
        """Make the other thing of what is under the cursor: tables, documents, or both."""
        parcel = self._parcel
        if parcel is None:
            return
        if len(parcel.choices) < 2:
            self.app.notify("Only data can become tables: CSV, TSV, JSON, NDJSON, Excel, SQLite.")
            return
        self._parcels[self._parcels.index(parcel)] = parcel.turned()
        self._fill()

    @on(Button.Pressed, "#store")
    def action_store(self) -> None:
        """Keep copies of documents in the workspace, or leave them where they are."""
        self._store = not self._store
        self._fill()

    def action_remove(self) -> None:
        """Take the line under the cursor off."""
        if (parcel := self._parcel) is not None:
            self._parcels.remove(parcel)
            self._fill()

    # --- the ways on ---

    @on(Button.Pressed, "#start")
    def action_start(self) -> None:
        """Bring in what is chosen, with what is typed and not taken yet."""
        if self.path.field.value.strip():
            self._take(self._typed_places(), then_start=True)
        elif self._parcels:
            self.dismiss(BringIn(tuple(self._parcels), self._store))
        else:
            self._say("Type the path of a file or a folder, or an address that begins with https://.")
            self.path.field.focus()

    @on(Button.Pressed, "#paste")
    def action_paste(self) -> None:
        """Paste a text instead."""
        if self._can_paste:
            self.dismiss(BringIn(tuple(self._parcels), self._store, paste=True))

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Leave it; nothing was brought in."""
        self.dismiss(None)


def paint_parcel(parcel: Parcel) -> Content:
    """A parcel in one line: what becomes of it, where it is, what it holds."""
    mark = "⊕" if parcel.is_page else "▦" if parcel.what is What.TABLES else "▤"
    name = parcel.place if parcel.is_page else parcel.path.name + ("/" if parcel.folder else "")
    where = "" if parcel.is_page else str(parcel.path.parent)
    word = "web page" if parcel.is_page else _WORDS[parcel.what]
    return Content.assemble(
        (f"{mark} ", "$text-accent"),
        (f"{word:<11}", "bold $text-primary"),
        (one_line(name, 60), "bold"),
        (f"  {parcel.note}" if not parcel.is_page else "", "$text-muted"),
        (f"  {one_line(where, 80)}", "$text-muted"),
    )
