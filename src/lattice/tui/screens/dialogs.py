"""Small questions over a screen: confirm what is lost, type a text, choose one, read an error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from lattice.model.errors import LatticeError
from lattice.tui.keys import bind
from lattice.tui.modal import Modal
from lattice.tui.widgets.by_letter import LetteredLines
from lattice.tui.widgets.lists import Lines

if TYPE_CHECKING:
    from textual._path import CSSPathType

R = TypeVar("R")
#: Longest pause between keys that are typed in one go, in seconds.
IN_ONE_GO_S = 0.3
#: Says in words what is wrong with a text; empty when nothing is.
Check = Callable[[str], str]


class Dialog(Modal[R]):
    """A box in the middle of the screen; esc leaves it and changes nothing."""

    CSS_PATH: ClassVar[CSSPathType | None] = "../styles/dialogs.tcss"
    BINDINGS = [
        bind("dialog.cancel", "cancel", show=True),
    ]

    def action_cancel(self) -> None:
        """Leave it."""
        self.dismiss(None)


class Filled(Dialog[R | None]):
    """A dialog of fields: answers what they say, or says under them what is wrong with it."""

    def read(self) -> R:
        """What the fields say. Raises LatticeError."""
        raise NotImplementedError

    def say(self, problem: str) -> None:
        """Say what is wrong."""
        self.query_one(".problem", Static).update(Content(problem))

    @on(Input.Submitted)
    @on(Button.Pressed, "#yes")
    def action_save(self) -> None:
        """Answer it, or say what is wrong."""
        try:
            self.dismiss(self.read())
        except LatticeError as error:
            self.say(str(error))

    @on(Button.Pressed, "#no")
    def _no(self) -> None:
        self.action_cancel()


class Confirm(Dialog[bool]):
    """Asks before something that cannot be undone; names what will be lost. The safe button has the focus."""

    BINDINGS = [bind("list.down", "app.focus_next"), bind("list.up", "app.focus_previous")]

    def __init__(self, title: str, text: str, verb: str, *, danger: bool = True) -> None:
        super().__init__()
        self._title, self._text, self._verb, self._danger = title, text, verb, danger

    def compose(self) -> ComposeResult:
        """The question and its two answers."""
        with Vertical(classes="dialog -danger" if self._danger else "dialog") as box:
            box.border_title = Content(self._title)
            yield Static(Content(self._text))
            with Horizontal(classes="buttons"):
                yield Button("Keep it" if self._danger else "Cancel", id="no")
                yield Button(Content(self._verb), id="yes", variant="error" if self._danger else "primary")

    @on(Button.Pressed, "#yes")
    def _yes(self) -> None:
        self.dismiss(True)

    @on(Button.Pressed, "#no")
    def action_cancel(self) -> None:
        """Leave it."""
        self.dismiss(False)


class Prompt(Dialog[str | None]):
    """Asks for one line of text, and says while one types what is wrong with it."""

    field = getters.query_one(Input)

    def __init__(
        self, title: str, label: str, value: str = "", *, check: Check | None = None, verb: str = "OK"
    ) -> None:
        super().__init__()
        self._title, self._label, self._value, self._verb = title, label, value, verb
        self._check = check or (lambda text: "" if text.strip() else "Type something.")

    def compose(self) -> ComposeResult:
        """The label, the field, what is wrong."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content(self._title)
            yield Static(Content(self._label), classes="muted")
            yield Input(self._value)
            yield Static("", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button(Content(self._verb), id="yes", variant="primary")
                yield Button("Cancel", id="no")

    def on_mount(self) -> None:
        """Nothing typed yet is not wrong yet."""
        self._say(self._check(self._value) if self._value else "")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._say(self._check(event.value))

    def _say(self, problem: str) -> None:
        self.query_one(".problem", Static).update(Content(problem))
        self.field.set_class(bool(problem), "-invalid")

    @on(Input.Submitted)
    @on(Button.Pressed, "#yes")
    def _accept(self) -> None:
        problem = self._check(self.field.value)
        if problem:
            self._say(problem)
            self.field.focus()
            return
        self.dismiss(self.field.value)

    @on(Button.Pressed, "#no")
    def _no(self) -> None:
        self.action_cancel()


class Choice(NamedTuple):
    """One line of a list to choose from."""

    id: str
    label: str
    note: str = ""


class Choose(Dialog[str | None]):
    """Asks for one of several; the answer is the id of the choice."""

    lines = getters.query_one(Lines)

    def __init__(
        self, title: str, choices: Sequence[Choice], current: str = "", *, typed: bool = False
    ) -> None:
        """`typed` when letters go to the choice that begins with them."""
        super().__init__()
        self._title, self._choices, self._current = title, choices, current
        self._typed = typed

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content(self._title)
            letters = "letters go to a line · " if self._typed else ""
            box.border_subtitle = Content(f"{letters}enter choose · esc back")
            yield LetteredLines() if self._typed else Lines()

    def on_mount(self) -> None:
        """Fill the list, the current one under the cursor."""
        wide = max((len(c.label) for c in self._choices), default=0)
        for choice in self._choices:
            line = Content.assemble(choice.label.ljust(wide), "  ", (choice.note, "$text-muted"))
            self.lines.add_option(Option(line, id=choice.id))
        self.lines.highlight_id(self._current)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)


class Notice(Dialog[None]):
    """Says something and waits for enter or esc; no other key does anything."""

    BINDINGS = [bind("dialog.accept", "accept", show=True)]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text
        self._typed = float("-inf")
        """When a key came that does nothing here, on the clock of `monotonic`."""

    def compose(self) -> ComposeResult:
        """The words."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content(self._title)
            box.border_subtitle = "enter or esc goes back"
            yield Static(Content(self._text))

    def on_key(self, event: Key) -> None:
        """Note when somebody types on, unaware of this."""
        if event.is_printable:
            self._typed = monotonic()

    def action_accept(self) -> None:
        """Go back; enter at the end of words that were typed in one go is one of their keys."""
        if monotonic() - self._typed > IN_ONE_GO_S:
            self.action_cancel()


class ErrorDialog(Dialog[None]):
    """What went wrong, what to do, and all of it to copy."""

    BINDINGS = [bind("dialog.copy", "copy", show=True)]

    def __init__(self, title: str, error: LatticeError) -> None:
        super().__init__()
        self._title, self._error = title, error

    def compose(self) -> ComposeResult:
        """The words and two buttons."""
        with Vertical(classes="dialog -danger") as box:
            box.border_title = Content(self._title)
            yield Static(Content(self._error.message))
            yield Static(Content(self._error.hint), classes="muted")
            with Horizontal(classes="buttons"):
                yield Button("Close", id="close", variant="primary")
                yield Button("Copy", id="copy")

    @on(Button.Pressed, "#close")
    def _close(self) -> None:
        self.dismiss(None)

    @on(Button.Pressed, "#copy")
    def action_copy(self) -> None:
        """Hand the words to the terminal, which may or may not keep them."""
        self.app.copy_to_clipboard(f"{self._title}: {self._error} ({self._error.code})")
        self.notify("Sent to the terminal's clipboard.", markup=False)
