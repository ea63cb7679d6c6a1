"""What the pane says when something was refused; without a key, the way to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.model.errors import LatticeError
from lattice.tui.work import start, tell

if TYPE_CHECKING:
    from lattice.tui.chat import Said
    from lattice.tui.widgets.chat.pane import ChatPane

#: Codes of refusals for want of a key that can be read.
NO_KEY = frozenset({"no_key", "no_passphrase", "no_keyring"})


def refuse(pane: ChatPane, error: LatticeError) -> None:
    """Say a refusal; an empty conversation says itself that there is no key."""
    if error.code not in NO_KEY:
        tell(pane, error)
        return
    pane.without(error)
    if pane.history.display:
        tell(pane, error)


def said_refused(pane: ChatPane, said: Said | None, error: LatticeError) -> None:
    """Nothing that was said is lost: it stands where one writes again, and a key can be connected at once."""
    if said is not None:
        text = "\n\n".join(part for part in (said.text, pane.composer.draft) if part)
        pane.composer.put(text, (*said.attached, *pane.composer.attached))
    if error.code not in NO_KEY or not pane.history.display:
        refuse(pane, error)
        return
    pane.without(error)
    start(pane, _offer_key(pane, error), group="chat-key", opens=True)


async def _offer_key(pane: ChatPane, error: LatticeError) -> None:
    from lattice.tui.screens.dialogs import Confirm

    words = f"{error}\n\nWhat you wrote stays where you wrote it."
    verb = "Type the passphrase…" if error.code == "no_passphrase" else "Connect a key…"
    if await pane.app.push_screen_wait(Confirm("Nobody can answer", words, verb, danger=False)):
        pane.do_async("connect")
