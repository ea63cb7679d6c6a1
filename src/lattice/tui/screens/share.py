"""Who may see and change a row: its owner alone, everyone, or people one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, OptionList, RadioSet, Static
from textual.widgets.option_list import Option

from lattice.model.members import Member
from lattice.model.people import Role
from lattice.model.sharing import Share, Visibility
from lattice.tui.keys import bind
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.radio import Radio, Radios
from lattice.tui.words import handle

#: Cells of a member's name.
NAME_CELLS = 30


class Wanted(NamedTuple):
    """What was chosen."""

    visibility: Visibility
    read: tuple[str, ...] = ()
    write: tuple[str, ...] = ()


class ShareScreen(Dialog[Wanted | None]):
    """Answers what is wanted, or None when it was left."""

    CSS_PATH = ["../styles/dialogs.tcss", "../styles/people.tcss"]
    BINDINGS = [bind("share.turn", "turn"), bind("edit.save", "save", show=True)]
    HELP = "Who may see and change it. Reading does not give writing: both are given apart."

    lines = getters.query_one("#share-people", Lines)

    def __init__(
        self, title: str, share: Share, others: Sequence[Member], *, me: str, why_alone: str = ""
    ) -> None:
        """`others` can be shared with; `why_alone` says in words why there are none."""
        super().__init__()
        self._title, self._share, self._me, self._why_alone = title, share, me, why_alone
        self._others = tuple(m for m in others if m.id != share.owner)
        self.read = set(share.read) | set(share.write)
        self.write = set(share.write)

    def compose(self) -> ComposeResult:
        """The owner, the three ways, the people, and what it means."""
        share = self._share
        owner = f"{handle(share.owner)}{' (you)' if share.owner == self._me else ''}"
        with Vertical(classes="dialog -tall", id="share") as box:
            box.border_title = Content(f"Who sees {one_line(self._title, 44)}")
            box.border_subtitle = "^s saves · esc back" if share.may_share else "esc back"
            with VerticalScroll(can_focus=False, id="share-body"):
                mine = share.owner == self._me
                words = "As viewer you change nothing." if mine else "Only its owner changes this."
                words = "" if share.may_share else f"  {words}"
                yield Static(
                    Content.assemble(("Owner  ", "$text-muted"), one_line(owner, 40), (words, "$text-muted"))
                )
                with Radios(id="share-ways", disabled=not share.may_share):
                    yield self._way(Visibility.PRIVATE, "Private", "its owner alone")
                    yield self._way(Visibility.EVERYONE, "Everyone", "all members read it, editors change it")
                    yield self._way(Visibility.CUSTOM, "Chosen people", "its owner, and who is ticked here")
                yield Static(
                    Content(f"{'':{NAME_CELLS + 8}}reads  changes"), id="share-heads", classes="muted"
                )
                yield Lines(id="share-people")
                yield Static("", id="share-words", classes="muted")
            yield Static("", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button("Save", id="yes", variant="primary", disabled=not share.may_share)
                yield Button("Cancel" if share.may_share else "Close", id="no")

    def _way(self, visibility: Visibility, label: str, note: str) -> Radio:
        # no colour of its own: the cursor of a list would swallow it
        return Radio(
            Content(f"{label}: {note}"), value=self._share.visibility is visibility, id=visibility.value
        )

    def on_mount(self) -> None:
        """The way that holds now."""
        self._fill()
        self._explain()
        ways = self.query_one(Radios)
        ways.go_to_chosen()
        (ways if self._share.may_share else self.query_one("#no")).focus()

    @property
    def visibility(self) -> Visibility:
        """The way that is chosen."""
        pressed = self.query_one(Radios).pressed_button
        return Visibility(pressed.id) if pressed is not None and pressed.id else self._share.visibility

    def _fill(self) -> None:
        at = self.lines.highlighted
        self.lines.set_options(Option(self._line(member), id=member.id) for member in self._others)
        self.lines.highlighted = min(at or 0, len(self._others) - 1) if self._others else None

    def _line(self, member: Member) -> Content:
        name = handle(member.id)
        if member.name and member.name.casefold() != name:
            name = f"{name}  {member.name}"
        reads, writes = member.id in self.read, member.id in self.write
        viewer = member.role is Role.VIEWER
        return Content.assemble(
            fit_cells(one_line(name), NAME_CELLS),
            (f" {member.role.value:<7}", "$text-muted"),
            ("☑" if reads else "☐", "$text-success" if reads else ""),
            "      ",
            ("·" if viewer else "☑" if writes else "☐", "$text-warning" if writes else ""),
        )

    def _explain(self) -> None:
        custom = self.visibility is Visibility.CUSTOM
        for piece in ("#share-heads", "#share-people"):
            self.query_one(piece).display = custom and bool(self._others)
        if custom and not self._others:
            words = self._why_alone or "Nobody else is in this workspace yet: M, then n invites someone."
        elif custom:
            turns = "space turns between nothing, reads, and reads and changes. "
            words = (
                f"{turns if self._share.may_share else ''}Reading does not give writing: who only reads can "
                "neither change nor delete it. Viewers change nothing."
            )
        elif self.visibility is Visibility.PRIVATE:
            words = "Nobody else sees it: not in lists, search, history or counts. Admins neither."
        else:
            words = "Viewers read it and change nothing. Reading does not give writing."
        self.query_one("#share-words", Static).update(Content(words))

    @on(RadioSet.Changed)
    def _chosen(self) -> None:
        self._explain()
        self._say("")

    @on(Radios.Taken)
    def _taken(self) -> None:
        if self.visibility is Visibility.CUSTOM and self._others:
            self.lines.focus()
        else:
            self.action_save()

    @on(OptionList.OptionSelected)
    def action_turn(self) -> None:
        """Nothing, reading, reading and changing, and nothing again."""
        held = self.lines.highlighted_id
        member = next((m for m in self._others if m.id == held), None)
        if member is None or not self._share.may_share:
            return
        if member.id not in self.read:
            self.read.add(member.id)
        elif member.id not in self.write and member.role is not Role.VIEWER:
            self.write.add(member.id)
        else:
            self.read.discard(member.id)
            self.write.discard(member.id)
        self._fill()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only in the list does space turn; in the ways it chooses."""
        if action == "turn":
            # keys may be looked for before the list is there, and when it is away again
            return isinstance(self.focused, Lines)
        return self._share.may_share if action == "save" else True

    def _say(self, problem: str) -> None:
        self.query_one(".problem", Static).update(Content(problem))

    @on(Button.Pressed, "#yes")
    def action_save(self) -> None:
        """Have it so."""
        if self.visibility is not Visibility.CUSTOM:
            self.dismiss(Wanted(self.visibility))
        elif not self._others:
            self._say("There is nobody to choose: take Private or Everyone.")
        else:
            # only those who can still be chosen: who is out has no rights to keep
            ids = [member.id for member in self._others]
            write = tuple(i for i in ids if i in self.write)
            read = tuple(i for i in ids if i in self.read and i not in self.write)
            self.dismiss(Wanted(Visibility.CUSTOM, read, write))

    @on(Button.Pressed, "#no")
    def _no(self) -> None:
        self.action_cancel()
