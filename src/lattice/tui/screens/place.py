"""Where a workspace is, how it stands to its server, and what can be done about that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from lattice.client import Client
from lattice.model.standing import Standing
from lattice.tui.place_words import clock, is_connecting, is_shut
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.widgets.facts import Facts
from lattice.tui.widgets.lists import Lines
from lattice.tui.words import handle
from lattice.workspaces import Entry

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen

#: How often the facts are looked at again, in seconds.
EVERY_S = 0.5


class Deed(NamedTuple):
    """Something that can be done here."""

    id: str
    title: str
    note: str


_LOCAL = (
    Deed("publish", "Publish…", "Move it to a server, for several people, with its files and history"),
    Deed("switch", "Other workspaces", "Open, join, create"),
)
_SIGN_OUT = Deed("sign_out", "Sign out…", "End the token of this machine; you stay a member")
_CLOUD = (
    Deed("sync", "Bring up to date", "Ask the server for what is new, now"),
    Deed("refill", "Fetch it all again", "Fill the copy on this machine anew"),
    Deed("fetch", "Take a local copy…", "All that you may see, as a workspace of its own"),
    _SIGN_OUT,
    Deed("people", "People", "Who is in, who is here, invitations"),
    Deed("leave", "Leave for good…", "End your membership; your rows get another owner"),
)
_BACK = (
    Deed("join", "Come in again…", "With a new invitation"),
    Deed("connect", "With a token…", "One that you have already"),
)


def deeds_of(standing: Standing) -> tuple[Deed, ...]:
    """What can be done with a workspace that stands so."""
    if standing.kind == "local":
        return _LOCAL
    return (*_BACK, _SIGN_OUT) if is_shut(standing) else _CLOUD


def facts_of(entry: Entry, standing: Standing, now: datetime) -> list[tuple[str, str]]:
    """What is so, line by line."""
    if standing.kind == "local":
        return [("Place", "on this machine, for you alone"), ("File", entry.path)]
    if is_shut(standing):
        state = f"signed out since {clock(standing.since, now)}: what is here can be read, not changed"
    elif is_connecting(standing):
        state = "on its way; what is here can be read meanwhile"
    elif standing.online:
        state = f"online since {clock(standing.since, now)}" if standing.since else "online"
    else:
        state = f"offline since {clock(standing.since, now)}: what is here can be read, not changed"
    filling = ""
    if standing.filling is not None:
        filling = f"{int(standing.filling * 100)} % are here; what is not yet is asked of the server"
    behind = f"{standing.behind:,} changes are not here yet" if standing.behind else ""
    return [
        ("Server", standing.server or entry.server),
        ("You are", handle(standing.member or entry.member)),
        ("Connection", state),
        ("Reason", standing.problem),
        ("Filling", filling),
        ("Behind", behind or ("the last answer may be older than the server's" if standing.stale else "")),
        ("Copy", entry.path),
    ]


class PlaceScreen(Dialog[str | None]):
    """Answers which deed is wanted, or None."""

    lines = getters.query_one(Lines)
    facts = getters.query_one(Facts)

    def __init__(self, client: Client, entry: Entry) -> None:
        super().__init__()
        self._client, self._entry = client, entry
        self._deeds: Sequence[Deed] = ()

    def compose(self) -> ComposeResult:
        """What is so, then what can be done."""
        with Vertical(classes="dialog -place") as box:
            box.border_title = Content(self._entry.name)
            box.border_subtitle = "enter does it · esc back"
            yield Facts()
            yield Lines()

    def on_mount(self) -> None:
        """Show it, and go on showing it while it changes."""
        self._show()
        self.lines.focus()
        self.set_interval(EVERY_S, self._show)

    def _show(self) -> None:
        standing = self._client.standing()
        self.facts.show(facts_of(self._entry, standing, datetime.now(UTC)))
        deeds = deeds_of(standing)
        if deeds == self._deeds:
            return
        self._deeds, kept = deeds, self.lines.highlighted_id
        self.lines.clear_options()
        wide = max(len(deed.title) for deed in deeds)
        for deed in deeds:
            line = Content.assemble(deed.title.ljust(wide), "  ", (deed.note, "$text-muted"))
            self.lines.add_option(Option(line, id=deed.id))
        if not self.lines.highlight_id(kept):
            self.lines.action_first()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)


def commands(screen: WorkbenchScreen) -> list[Command]:
    """What can be done about the place, and the ways into other workspaces, for the palette."""
    from lattice.tui.screens.palette import Command

    deeds = {deed.id: deed for deed in (*deeds_of(screen.bench.client.standing()), *_BACK)}
    ways = (
        Deed("join", "Join with an invitation…", "Into a workspace that somebody invited you to"),
        Deed("connect", "Open a cloud workspace with a token…", "One that you have already"),
    )
    offered = [deed for deed in deeds.values() if deed.id not in ("switch", "people", "join", "connect")]
    return [
        Command(f"place.{deed.id}", deed.title, deed.note, "", f"app.place({deed.id!r})", screen)
        for deed in (*offered, *ways)
    ]
