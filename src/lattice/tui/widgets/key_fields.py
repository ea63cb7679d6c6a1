"""The fields of a key: what is used now, a key that is typed, a passphrase where no keyring is."""

from __future__ import annotations

import os

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from lattice.assistant.credentials import KEY_VARIABLE, key_problem
from lattice.secrets import PASSPHRASE_VARIABLE, Secret, Vault
from lattice.tui.connecting import KeyState, KeyWish, look
from lattice.tui.work import start

#: A passphrase for a new file has at least so many characters.
LEAST_PASSPHRASE = 8
#: Where somebody gets one who has none.
WHENCE = "Keys come from Anthropic's console (platform.claude.com)."
SOURCES = {"keyring": "the keyring", "file": "the encrypted file", "environment": "the environment"}


class KeyFields(Vertical):
    """Takes a key without showing it. Empty fields are no key, and no mistake."""

    state = getters.query_one("#key-state", Static)
    key = getters.query_one("#key", Input)
    passphrase = getters.query_one("#passphrase", Input)

    class Found(Message):
        """It is known how things stand."""

        def __init__(self, state: KeyState) -> None:
            super().__init__()
            self.state = state

    class Ready(Message):
        """Enter in the last field: what was typed is what is wanted."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._vault: Vault | None = None
        self._to_file = False

    def compose(self) -> ComposeResult:
        """The words, then the fields."""
        yield Static("Looking for a keyring …", id="key-state", classes="muted")
        yield Static("Key", classes="label")
        yield Input(password=True, id="key", placeholder="typed or pasted, never shown")
        with Vertical(id="key-file"):
            yield Static("Passphrase of the encrypted file", classes="label")
            yield Input(password=True, id="passphrase")

    def on_mount(self) -> None:
        """The passphrase is asked for only where it is needed."""
        self.query_one("#key-file").display = False

    def look(self, vault: Vault) -> None:
        """Find out how things stand, in the background."""
        start(self, self._look(vault), group="key-state")

    async def _look(self, vault: Vault) -> None:
        state = await look(vault)
        self._vault = vault
        self._to_file = vault.store == "file" or not state.standing.usable
        self.query_one("#key-file").display = self.asks
        new = "a new one: several words, eight characters at least"
        self.passphrase.placeholder = "the one that it was made with" if self._is_made else new
        self.state.update(words_of(state))
        self.post_message(self.Found(state))

    @property
    def asks(self) -> bool:
        """Whether a passphrase is to be typed: not once the file is open or the environment says it."""
        if self._vault is None or not self._to_file:
            return False
        if self._vault.store == "file":
            return self._vault.needs_passphrase
        return not os.environ.get(PASSPHRASE_VARIABLE)

    @property
    def _is_made(self) -> bool:
        """The encrypted file is there, and its passphrase chosen."""
        return self._vault is not None and self._vault.file.exists()

    @property
    def wish(self) -> KeyWish | None:
        """The key that was typed; None when none was."""
        key = self.key.value.strip()
        if not key:
            return None
        is_open = self._vault is not None and self._vault.store == "file" and not self.asks
        return KeyWish(Secret(key), self.opening if self._to_file and not is_open else None)

    @property
    def opening(self) -> Secret:
        """The passphrase that was typed, else the one of the environment; empty without either."""
        return Secret(self.passphrase.value.strip() or os.environ.get(PASSPHRASE_VARIABLE, ""))

    def problem(self) -> str:
        """What is wrong with what was typed, in words; empty when nothing is."""
        key = self.key.value.strip()
        if not key:
            return ""
        if problem := key_problem(key):
            return problem
        if not self.asks:
            return ""
        if self._is_made:
            return "" if self.opening else "Type the passphrase that the encrypted file was made with."
        if len(self.opening.reveal()) < LEAST_PASSPHRASE:
            return f"The passphrase must have at least {LEAST_PASSPHRASE} characters."
        return ""

    def complaint(self) -> str:
        """What is wrong so far, while it is typed; a passphrase that was not begun is not short."""
        return "" if self.asks and not self.passphrase.value and self.key.value else self.problem()

    def clear(self) -> None:
        """Forget what was typed."""
        with self.prevent(Input.Changed):
            self.key.value = ""
            self.passphrase.value = ""

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is self.key and self.asks and self.key.value:
            self.passphrase.focus()
            return
        self.post_message(self.Ready())


def words_of(state: KeyState) -> Content:
    """How things stand, for people."""
    standing, used = state.standing, state.used
    if used is not None:
        what = "Signed in" if used.kind == "oauth" else f"Connected: the key {used.secret.ending}"
        return Content.assemble(("✓ ", "$text-success"), f"{what}, from {SOURCES[used.source]}.")
    if not standing.usable:
        return Content(
            f"{standing.problem} Set {KEY_VARIABLE} in the environment, or choose a passphrase: "
            f"the key is then kept in an encrypted file. {WHENCE}"
        )
    if state.problem is not None and state.problem.code == "no_passphrase":
        return Content("The key is in an encrypted file. Its passphrase opens it; a new key takes its place.")
    if state.problem is not None and state.problem.code != "no_key":
        return Content(str(state.problem))
    place = "the encrypted file" if standing.store == "file" else f"the keyring ({standing.name})"
    return Content(f"No key yet; it is kept in {place}. {WHENCE}")
