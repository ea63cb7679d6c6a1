"""The steps to a workspace of one's own: who you are, its name, what to put in, an assistant."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, ContentSwitcher, Input, Static
from textual.worker import Worker

from lattice.model.errors import LatticeError
from lattice.model.people import Person, parse_actor
from lattice.settings import derived_person
from lattice.tui.app import LatticeApp
from lattice.tui.connecting import KeyWish, try_wish
from lattice.tui.keys import bind
from lattice.tui.widgets.key_fields import KeyFields
from lattice.tui.widgets.key_line import KeyLine
from lattice.tui.widgets.path_input import PathInput
from lattice.tui.widgets.radio import Radio, Radios
from lattice.tui.work import start


class Filling(StrEnum):
    """What a new workspace begins with."""

    NOTHING = "nothing"
    SAMPLE = "sample"
    FILES = "files"


class Wish(NamedTuple):
    """A workspace as it is asked for."""

    person: Person
    name: str
    filling: Filling
    paths: tuple[Path, ...] = ()
    key: KeyWish | None = None
    """The key of the assistant, where one was typed."""


_STEPS = {"you": "You", "place": "Name and place", "contents": "Contents", "assistant": "Assistant"}


def handle_of(name: str) -> str:
    """A handle made from how somebody is called; empty when nothing is left of it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().split()
    return re.sub(r"[^a-z0-9._-]", "", plain[0] if plain else "").strip("._-")[:40]


def handle_problem(handle: str) -> str:
    """What is wrong with a handle, in words; empty when nothing is."""
    if not handle:
        return "Type a short name, such as ada."
    try:
        parse_actor(f"human:{handle}")
    except LatticeError:
        return "Lower-case letters, digits, . _ - and at most 40; the first a letter or digit."
    return ""


class CreateScreen(Screen[None]):
    """The wizard. What was typed stays until it is left; nothing is made before the last step."""

    CSS_PATH = "../styles/create.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (64, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]
    BINDINGS = [
        bind("wizard.back", "back", show=True),
        bind("wizard.next", "next", show=True),
    ]

    app = getters.app(LatticeApp)
    switcher = getters.query_one(ContentSwitcher)
    person_name = getters.query_one("#person-name", Input)
    handle = getters.query_one("#handle", Input)
    workspace = getters.query_one("#workspace-name", Input)
    filling = getters.query_one("#filling", Radios)
    path = getters.query_one(PathInput)
    key = getters.query_one(KeyFields)
    onward = getters.query_one("#next", Button)

    def __init__(self) -> None:
        super().__init__()
        known = self.app.settings.settings.person
        self._person = known or derived_person()
        self._steps = [step for step in _STEPS if step != "you" or known is None]
        self._step = 0
        self._handle_typed = False
        self._is_busy = False
        self._testing: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """The steps in a row, the fields of one of them, and the way back and on."""
        with VerticalScroll(id="wizard", can_focus=False) as box:
            box.border_title = Content.assemble(("◆", "$text-primary"), " Create a workspace")
            yield Static(id="steps")
            with ContentSwitcher(initial=self._steps[0]):
                yield from self._compose_you()
                yield from self._compose_place()
                yield from self._compose_contents()
                yield from self._compose_assistant()
            with Horizontal(classes="buttons"):
                yield Button("Next", id="next", variant="primary")
                yield Button("Back", id="back")
        yield KeyLine()

    def _compose_you(self) -> ComposeResult:
        with Vertical(id="you", classes="step"):
            yield Static(
                "Asked once, kept on this machine: it stands beside everything you change.", classes="why"
            )
            yield Static("Your name", classes="label")
            yield Input(self._person.name, id="person-name", placeholder="Ada Berg", max_length=80)
            yield Static("Handle", classes="label")
            yield Input(self._person.handle, id="handle", placeholder="ada", max_length=60)
            yield Static("", id="you-problem", classes="problem")

    def _compose_place(self) -> ComposeResult:
        with Vertical(id="place", classes="step"):
            yield Static("What will you keep in it?", classes="why")
            yield Static("Name of the workspace", classes="label")
            yield Input(id="workspace-name", placeholder="research", max_length=80)
            yield Static("", id="place-problem", classes="problem")
            yield Static("Place", classes="label")
            where = Content(f"On this machine, in one file under\n{self.app.registry.folder}")
            yield Static(where, id="where", classes="muted")

    def _compose_contents(self) -> ComposeResult:
        with Vertical(id="contents", classes="step"):
            yield Static("You can always bring in more later.", classes="why")
            with Radios(id="filling"):
                yield Radio("Nothing: begin with an empty workspace", value=True, name=Filling.NOTHING)
                yield Radio("The sample: a small invented organisation", name=Filling.SAMPLE)
                yield Radio("Files: CSV, JSON, Excel, SQLite, or a folder of documents", name=Filling.FILES)
            yield PathInput(placeholder="~/data/people.csv  (tab completes)", id="files")
            yield Static("", id="contents-problem", classes="problem")

    def _compose_assistant(self) -> ComposeResult:
        with Vertical(id="assistant", classes="step"):
            yield Static("With a key for Claude an assistant works here; empty skips it.", classes="why")
            yield KeyFields(id="key-fields")
            yield Static("", id="assistant-problem", classes="problem")

    def on_mount(self) -> None:
        """Begin with the first step."""
        self._show_step()

    @property
    def step(self) -> str:
        """The step that is on screen: `you`, `place`, `contents` or `assistant`."""
        return self._steps[self._step]

    def _show_step(self) -> None:
        self.switcher.current = self.step
        self.onward.label = self._onward
        self.query_one(KeyLine).call("wizard.next", self._onward)
        self.query_one("#steps", Static).update(self._progress())
        self.query_one("#files").display = self._chosen is Filling.FILES
        first = {
            "you": self.person_name,
            "place": self.workspace,
            "contents": self.filling,
            "assistant": self.key.key,
        }
        first[self.step].focus()
        if self.step == "assistant":
            self.key.look(self.app.flow.vault)
        self._say("")

    @property
    def _onward(self) -> str:
        return "Create" if self._step == len(self._steps) - 1 else "Next"

    def busy(self, words: str, *, stops: bool = False) -> None:
        """Say that work goes on; until `idle`, nothing can be typed here. `stops`: going back ends it."""
        self._is_busy = True
        self.switcher.disabled = self.onward.disabled = True
        self.onward.label = "Working …"
        self.onward.refresh(layout=True)
        self.query_one("#back", Button).disabled = not stops
        self._say(words, good=True)

    def idle(self, words: str = "") -> None:
        """The work has ended, and the steps are still there."""
        self._is_busy = False
        if self.is_attached:
            self.switcher.disabled = self.onward.disabled = self.query_one("#back", Button).disabled = False
            self._show_step()
            self._say(words)

    def _progress(self) -> Content:
        parts: list[Content | tuple[str, str]] = []
        for number, step in enumerate(self._steps):
            mark = "✓" if number < self._step else str(number + 1)
            look = "bold $text-primary" if number == self._step else "$text-muted"
            parts += [(f"{mark} {_STEPS[step]}", look), ("  ·  ", "$border-blurred")]
        return Content.assemble(*parts[:-1])

    def _say(self, words: str, *, good: bool = False) -> None:
        told = self.query_one(f"#{self.step}-problem", Static)
        told.update(Content(words))
        told.set_classes("good" if good else "problem")
        if words and self.step == "assistant":  # whose fields fill a small screen: the words stand below
            self.onward.scroll_visible(animate=False)

    @property
    def _chosen(self) -> Filling:
        pressed = self.filling.pressed_button
        return Filling(pressed.name) if pressed and pressed.name else Filling.NOTHING

    def problem(self) -> str:
        """What is wrong with the step on screen, in words; empty when nothing is."""
        if self.step == "you":
            if not self.person_name.value.strip():
                return "Type how you want to be called."
            return handle_problem(self.handle.value)
        if self.step == "place":
            return self._name_problem(self.workspace.value.strip())
        if self.step == "assistant":
            return self.key.problem()
        if self._chosen is not Filling.FILES:
            return ""
        path = self.path.value
        if not path:
            return "Type the path of a file or a folder; tab completes it."
        return "" if Path(path).exists() else f"There is nothing at {path}."

    def _name_problem(self, name: str) -> str:
        if not name:
            return "Type a name; you can change it later."
        try:
            self.app.registry.check_free(name)
        except LatticeError as error:
            return str(error)
        return ""

    @on(Input.Changed, "#person-name")
    def _named(self, event: Input.Changed) -> None:
        if not self._handle_typed and event.value != self._person.name:
            with self.prevent(Input.Changed):
                self.handle.value = handle_of(event.value)
        self._say(self.problem())

    @on(Input.Changed, "#handle")
    def _handled(self) -> None:
        self._handle_typed = self.handle.has_focus
        self._say(self.problem())

    @on(Input.Changed, "#workspace-name")
    def _workspace_named(self, event: Input.Changed) -> None:
        self._say(self.problem() if event.value else "")

    @on(Radios.Changed)
    def _filled(self) -> None:
        self.query_one("#files").display = self._chosen is Filling.FILES
        self._say("")
        if self._chosen is Filling.FILES:
            self.path.field.focus()

    @on(Radios.Taken)
    def _taken(self) -> None:
        # the choice is told by a message of its own: it is heard first
        if self._chosen is Filling.FILES and not self.path.value:
            self.path.field.focus()
            return
        self.action_next()

    @on(Input.Changed, "#files Input")
    def _path_typed(self, event: Input.Changed) -> None:
        if event.value and not Path(self.path.value).exists():
            self._say("")

    @on(Input.Changed, "#key-fields Input")
    def _key_typed(self) -> None:
        self._say("")

    @on(KeyFields.Ready)
    def _key_ready(self) -> None:
        self.action_next()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if event.input is self.person_name:
            self.handle.focus()
            return
        self.action_next()

    @on(Button.Pressed, "#next")
    def action_next(self) -> None:
        """On to the next step, or make it; stays where something is wrong."""
        if self._is_busy:
            return
        problem = self.problem()
        if problem:
            self._say(problem)
            return
        if self._step < len(self._steps) - 1:
            self._step += 1
            self._show_step()
            return
        wish = self._wish()
        if wish.key is None:
            self.app.flow.fulfil(wish)
            return
        test = self._tested(wish, wish.key)
        self._testing = start(self, test, group="key", failed=lambda error: self._say(str(error)))

    async def _tested(self, wish: Wish, key: KeyWish) -> None:
        """Test the key, then make the workspace; nothing is made with a key that is refused."""
        stopped = ""
        self.busy("Testing the key … esc stops it.", stops=True)
        try:
            trial = await try_wish(self.app, key)
        except asyncio.CancelledError:
            stopped = "Stopped: the key was not tested, and nothing is made yet."
            raise
        finally:
            self._testing = None
            self.idle(stopped)
        self.app.flow.fulfil(wish._replace(key=key._replace(untested=trial.untested)))

    @on(Button.Pressed, "#back")
    def action_back(self) -> None:
        """Back to the step before; from the first, leave. While a key is tested: stop that."""
        if self._testing is not None:
            self._testing.cancel()
        if self._is_busy:
            return
        if self._step:
            self._step -= 1
            self._show_step()
            return
        self.dismiss(None)

    def _wish(self) -> Wish:
        person = Person(handle=self.handle.value, name=self.person_name.value.strip())
        paths = (Path(self.path.value),) if self._chosen is Filling.FILES else ()
        return Wish(person, self.workspace.value.strip(), self._chosen, paths, self.key.wish)
