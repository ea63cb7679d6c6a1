"""The people of the workspace as a tab: who is here, members, invitations, tokens of agents."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import var
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from lattice.actions import Describe, ListInvites, ListMembers, ListTokens
from lattice.model.errors import LatticeError
from lattice.model.members import Invite, Member, Presence, Token
from lattice.model.people import ActorKind
from lattice.model.values import now
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.live import Batch
from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.pane import Pane
from lattice.tui.widgets.people import lines
from lattice.tui.widgets.people.parts import EMPTY, PARTS, Part, PartName
from lattice.tui.work import start

#: Events after which people, invitations or tokens are others.
CONCERNS = ("member.", "invite.", "token.")
Item = Presence | Member | Invite | Token


class PeoplePane(Pane):
    """Four lists of people and what lets them in."""

    BINDINGS = [
        bind("people.new", "do('new')"),
        bind("people.role", "do('role')"),
        bind("people.remove", "do('remove')"),
        bind("people.readmit", "do('readmit')"),
        bind("people.open", "open"),
        bind("people.next_part", "turn(1)"),
        bind("people.previous_part", "turn(-1)"),
    ]
    HELP = "Who is here and on what; ] turns to members, invitations and agents' tokens. n lets someone in."

    part = var(Part.HERE)

    def __init__(self, bench: Bench, key: TabKey) -> None:
        super().__init__(bench, key)
        self.members: tuple[Member, ...] = ()
        self._items: dict[str, Item] = {}
        self._refused = ""
        """Why the list in sight cannot be read, in words."""

    def compose(self) -> ComposeResult:
        """The names of the lists, the one in sight, and more about the line under the cursor."""
        with Horizontal(classes="part-bar"):
            for part in PARTS:
                yield PartName(part)
        yield Lines()
        yield Static("", classes="empty", markup=False)
        yield Static("", classes="people-more", markup=False)

    @property
    def title(self) -> str:
        """What the tab is called."""
        return "People"

    @property
    def me(self) -> str:
        """Who I am."""
        return self.bench.actor

    @property
    def item(self) -> Item | None:
        """What is under the cursor."""
        return self._items.get(self.query_one(Lines).highlighted_id or "")

    def on_mount(self) -> None:
        """Mark the list in sight."""
        self.watch_part()

    def on_resize(self) -> None:
        """Names stand where there is room for them."""
        self._fill()

    def watch_part(self) -> None:
        """Turn to a list."""
        if not self.children:
            return
        for part in PARTS:
            self.query_one(f"#people-{part.value}").set_class(part is self.part, "current")
        self._items = {}
        self.load()

    @on(PartName.Picked)
    def _on_picked(self, event: PartName.Picked) -> None:
        event.stop()
        self.part = event.part
        self.take_focus()

    def concerns(self, batch: Batch) -> bool:
        """Members, invitations, tokens."""
        return any(event.op.startswith(CONCERNS) for event in batch.events)

    def recount(self) -> None:
        """Who is here is known anew."""
        if self.is_attached and self.part in (Part.HERE, Part.MEMBERS):
            self._fill()

    def load(self) -> None:
        """Read the list in sight."""
        start(self, self.read(), group="people", failed=self._refuse)

    async def read(self) -> None:
        """Read the list in sight. Raises LatticeError."""
        part, run = self.part, self.bench.run
        # roles may have changed since
        self.bench.me = (await run(Describe())).value
        found: dict[str, Item] = {}
        if part is Part.MEMBERS:
            self.members = (await run(ListMembers(removed=True))).value.members
            living = sorted(self.members, key=lambda m: (m.removed_at is not None, m.joined_at))
            found = {member.id: member for member in living}
        elif part is Part.INVITES:
            invites, moment = (await run(ListInvites())).value.invites, now()
            waiting = sorted(invites, key=lambda i: lines.invite_state(i, moment) != "waits")
            found = {invite.id: invite for invite in waiting}
        elif part is Part.AGENTS:
            prefix = f"{ActorKind.AGENT.value}:"
            tokens = [t for t in (await run(ListTokens())).value.tokens if t.actor.startswith(prefix)]
            found = {token.id: token for token in sorted(tokens, key=lambda t: t.revoked_at is not None)}
        if part is self.part:
            self._refused = ""
            self._items = found
            self._fill()

    def _refuse(self, error: LatticeError) -> None:
        self._refused = str(error)
        self._items = {}
        self._fill()

    def _fill(self) -> None:
        if self.part is Part.HERE and not self._refused:
            people = sorted(self.bench.here, key=lambda p: (p.actor != self.me, p.actor, p.since))
            self._items = {f"{person.actor} {n}": person for n, person in enumerate(people)}
        listed = self.query_one(Lines)
        held, at = listed.highlighted_id, listed.highlighted or 0
        listed.set_options(Option(self._line(item), id=key) for key, item in self._items.items())
        if self._items and not listed.highlight_id(held):
            listed.highlighted = min(at, len(self._items) - 1)
        self.query_one(".empty", Static).update(Content(self._refused or EMPTY[self.part]))
        self.set_class(not self._items, "nothing")
        self._tell()

    def _line(self, item: Item) -> Content:
        match item:
            case Presence():
                return lines.here_line(item, self.me, self.size.width)
            case Member():
                here = {person.actor for person in self.bench.here}
                return lines.member_line(item, self.me, here, self.size.width)
            case Invite():
                return lines.invite_line(item, now())
            case Token():
                return lines.token_line(item, now(), self.me, self.size.width)

    def _tell(self) -> None:
        """More about what is under the cursor."""
        match self.item:
            case Presence() as person if person.actor != self.me:
                goes = f" · enter goes to {person.where}" if person.where else ""
                words = f"{person.name} · {person.actor}{goes}"
            case Presence() if len(self._items) == 1:
                words = self.alone
            case Member() as member:
                words = lines.member_words(member)
            case Invite() as invite:
                words = lines.invite_words(invite, now())
            case Token() as token:
                words = lines.token_words(token)
            case _:
                words = ""
        self.query_one(".people-more", Static).update(Content(words))
        self.refresh_bindings()

    @property
    def alone(self) -> str:
        """What to do when nobody else is here."""
        if self.bench.client.standing().kind == "local":
            return "This workspace is on this machine, yours alone. L publishes it to a server."
        return "Nobody else is here now. n invites someone."

    @on(OptionList.OptionHighlighted)
    def _on_highlight(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._tell()

    @on(OptionList.OptionSelected)
    def _on_select(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_open()

    def action_turn(self, by: int) -> None:
        """The next list, or the one before."""
        order = list(PARTS)
        self.part = order[(order.index(self.part) + by) % len(order)]

    def action_open(self) -> None:
        """Go to where someone is, or show a member's devices."""
        item = self.item
        if isinstance(item, Presence) and (table := self.bench.find(item.where)) is not None:
            self.post_message(self.OpenTab(TabKey(TabKind.TABLE, table.id)))
        elif isinstance(item, Member):
            self.action_do("devices")

    def action_do(self, what: str) -> None:
        """Let someone in, give another role, take something away."""
        from lattice.tui.widgets.people import deeds

        start(self, deeds.DEEDS[what](self), group="people-deed", opens=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense for the line under the cursor."""
        if action != "do":
            return True
        item = self.item
        match parameters[0]:
            case "role":
                return isinstance(item, Member) and item.removed_at is None
            case "readmit":
                return isinstance(item, Member) and item.removed_at is not None and not item.on_behalf_of
            case "remove":
                return _is_there(item)
            case _:
                return True

    def point_at(self, item_id: str) -> None:
        """Put the cursor on something, if it is in the list."""
        self.query_one(Lines).highlight_id(item_id)

    def take_focus(self) -> None:
        """The list."""
        self.query_one(Lines).focus()


def _is_there(item: Item | None) -> bool:
    """Whether it can still be taken away."""
    match item:
        case Member():
            return item.removed_at is None
        case Invite():
            return lines.invite_state(item, now()) == "waits"
        case Token():
            return item.revoked_at is None
        case _:
            return False
