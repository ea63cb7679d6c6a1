"""Steps one after the other: what stands above and below them, the way on and back, and work between two."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, ContentSwitcher, Static
from textual.worker import Worker

from lattice.model.errors import LatticeError
from lattice.tui.app import LatticeApp
from lattice.tui.keys import bind
from lattice.tui.widgets.key_line import KeyLine
from lattice.tui.work import start


class Wizard(Screen[None]):
    """A screen of steps. What was typed stays until it is left; nothing is made before the last step.

    A step is a widget with the step's name as its id, and a line for words with the id `NAME-problem`.
    """

    CSS_PATH = "../styles/create.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (64, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]
    BINDINGS = [
        bind("wizard.back", "back", show=True),
        bind("wizard.next", "next", show=True),
    ]

    HEADLINE: ClassVar[str] = ""
    """What the steps lead to."""
    STEPS: ClassVar[Mapping[str, str]] = {}
    """Every step there may be, in order, with its title."""
    VERBS: ClassVar[Mapping[str, str]] = {}
    """What the way on is called in a step, where that is not `Next`."""

    app = getters.app(LatticeApp)
    switcher = getters.query_one(ContentSwitcher)
    onward = getters.query_one("#next", Button)

    def __init__(self) -> None:
        super().__init__()
        self.steps = list(self.STEPS)
        self._step = 0
        self._is_busy = False
        self._stoppable = False
        self._under_way: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """The steps in a row, the fields of one of them, and the way back and on."""
        with VerticalScroll(id="wizard", can_focus=False) as box:
            box.border_title = Content.assemble(("◆", "$text-primary"), " ", self.HEADLINE)
            yield Static(id="steps")
            with ContentSwitcher(initial=self.steps[0]):
                yield from self.compose_steps()
            with Horizontal(classes="buttons"):
                yield Button("Next", id="next", variant="primary")
                yield Button("Back", id="back")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the first step."""
        self.show_step()

    # --- what each wizard says for itself ---

    def compose_steps(self) -> ComposeResult:
        """The widgets of all steps."""
        yield from ()

    def first_field(self) -> Widget | None:
        """What has the focus when the step on screen begins."""
        return None

    def problem(self) -> str:
        """What is wrong with the step on screen, in words; empty when nothing is."""
        return ""

    def entered(self) -> None:
        """A step came on screen."""

    def go_on(self) -> None:
        """The step on screen is as it should be: to the next one, or do what all this was for."""
        if self.is_last:
            self.finish()
        else:
            self.advance()

    def finish(self) -> None:
        """Do what all this was for."""

    # --- moving ---

    @property
    def step(self) -> str:
        """The step that is on screen."""
        return self.steps[self._step]

    @property
    def is_last(self) -> bool:
        """Whether nothing comes after the step on screen."""
        return self._step == len(self.steps) - 1

    def advance(self) -> None:
        """To the next step."""
        self._step = min(self._step + 1, len(self.steps) - 1)
        self.show_step()

    def show_step(self) -> None:
        """Bring the step on screen, with the focus where one types first."""
        self.switcher.current = self.step
        verb = self.VERBS.get(self.step, "Next")
        self.onward.label = verb
        self.query_one(KeyLine).call("wizard.next", verb)
        self.show_progress()
        self.entered()
        field = self.first_field()
        if field is not None:
            field.focus()
        self.say("")

    def show_progress(self) -> None:
        """The steps in a row: done, this one, to come."""
        parts: list[Content | tuple[str, str]] = []
        for number, step in enumerate(self.steps):
            mark = "✓" if number < self._step else str(number + 1)
            look = "bold $text-primary" if number == self._step else "$text-muted"
            parts += [(f"{mark} {self.STEPS[step]}", look), (" · ", "$border-blurred")]
        self.query_one("#steps", Static).update(Content.assemble(*parts[:-1]))

    def say(self, words: str, *, good: bool = False) -> None:
        """Words about the step on screen: what is wrong, or what is being done."""
        told = self.query_one(f"#{self.step}-problem", Static)
        told.update(Content(words))
        told.set_classes("good" if good else "problem")
        if words:  # on a small screen the fields fill it: the words stand below
            self.call_after_refresh(self.onward.scroll_visible, animate=False)

    @on(Button.Pressed, "#next")
    def action_next(self) -> None:
        """On to the next step, or make it; stays where something is wrong."""
        if self._is_busy:
            return
        problem = self.problem()
        if problem:
            self.say(problem)
            return
        self.go_on()

    @on(Button.Pressed, "#back")
    def action_back(self) -> None:
        """Back to the step before; from the first, leave. While something is asked: stop that."""
        if self._under_way is not None and self._stoppable:
            self._under_way.cancel()
        if self._is_busy:
            return
        if self._step:
            self._step -= 1
            self.show_step()
            return
        self.dismiss(None)

    # --- work between two steps ---

    def busy(self, words: str, *, stops: bool = False) -> None:
        """Say that work goes on; until `idle`, nothing can be typed here. `stops`: going back ends it."""
        self._is_busy = True
        self.switcher.disabled = self.onward.disabled = True
        self.onward.label = "Working …"
        self.onward.refresh(layout=True)
        self.query_one("#back", Button).disabled = not stops
        self.say(words, good=True)

    def idle(self, words: str = "") -> None:
        """The work has ended, and the steps are still there."""
        self._is_busy = False
        if self.is_attached:
            self.switcher.disabled = self.onward.disabled = self.query_one("#back", Button).disabled = False
            self.show_step()
            self.say(words)

    def ask(
        self, words: str, work: Coroutine[Any, Any, None], then: Callable[[], None], *, stopped: str = ""
    ) -> None:
        """Do something that takes a while, then go on; says what went wrong.

        `stopped` is said when going back stopped it; without such words it cannot be stopped.
        """
        asked = self._asked(words, work, then, stopped)
        self._under_way = start(self, asked, group="step", failed=self.failed)

    async def _asked(
        self, words: str, work: Coroutine[Any, Any, None], then: Callable[[], None], stopped: str
    ) -> None:
        left = ""
        self.busy(f"{words} esc stops it." if stopped else words, stops=bool(stopped))
        self._stoppable = bool(stopped)
        try:
            await work
        except asyncio.CancelledError:
            left = stopped
            raise
        finally:
            work.close()
            self._under_way = None
            self.idle(left)
        then()

    def failed(self, error: LatticeError) -> None:
        """What was done between two steps did not work out."""
        self.say(str(error))
