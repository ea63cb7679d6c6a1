"""The fields of who one is: a name, and the handle that is made from it until it is typed."""

from __future__ import annotations

import re
import unicodedata

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from lattice.model.errors import LatticeError
from lattice.model.people import Person, parse_actor


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


class YouFields(Vertical):
    """Takes a name and a handle. Its inputs' own messages tell that something was typed."""

    person_name = getters.query_one("#person-name", Input)
    handle = getters.query_one("#handle", Input)

    def __init__(self, person: Person, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._begun = person
        self._handle_typed = False

    def compose(self) -> ComposeResult:
        """The two fields, with what is known in them."""
        yield Static("Your name", classes="label")
        yield Input(self._begun.name, id="person-name", placeholder="Ada Berg", max_length=80)
        yield Static("Handle", classes="label")
        yield Input(self._begun.handle, id="handle", placeholder="ada", max_length=60)

    @property
    def person(self) -> Person:
        """Who was typed."""
        return Person(handle=self.handle.value, name=self.person_name.value.strip())

    def problem(self) -> str:
        """What is wrong with what was typed, in words; empty when nothing is."""
        if not self.person_name.value.strip():
            return "Type how you want to be called."
        return handle_problem(self.handle.value)

    @on(Input.Changed, "#person-name")
    def _named(self, event: Input.Changed) -> None:
        if not self._handle_typed and event.value != self._begun.name:
            with self.prevent(Input.Changed):
                self.handle.value = handle_of(event.value)

    @on(Input.Changed, "#handle")
    def _handled(self) -> None:
        self._handle_typed = self.handle.has_focus

    @on(Input.Submitted, "#person-name")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.handle.focus()
