"""What agents may do in a workspace: whether they ask, what they may spend, which models they use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Checkbox, Input, Static

from lattice.actions.policy import ReadPolicy, SetPolicy
from lattice.assistant.chores import LEVELS
from lattice.client import Client
from lattice.model.errors import LatticeError
from lattice.model.policy import Budget, Eagerness, Policy, Writes
from lattice.tui.keys import bind
from lattice.tui.screens.dialogs import Filled
from lattice.tui.widgets.marked import Select

_WRITES = (
    ("at once; undo takes them back", Writes.AT_ONCE),
    ("only after asking me", Writes.ASK),
)
_EAGER = tuple(
    (
        level.brief if level.eagerness is Eagerness.OFF else f"{level.eagerness.value}: {level.brief}",
        level.eagerness,
    )
    for level in LEVELS
)


class Span(NamedTuple):
    """A time that has a budget."""

    name: str
    """Of the field of `Budgets`."""
    words: str


_SPANS = (
    Span("turn", "One turn"),
    Span("day", "24 hours"),
    Span("workspace", "All time"),
)


class Tick(Checkbox):
    """Says by its sign, too, and not by a colour alone, whether it is set."""

    BUTTON_INNER = "☐"

    def watch_value(self) -> None:
        """Show the other sign."""
        self.BUTTON_INNER = "☑" if self.value else "☐"
        super().watch_value()


class PolicyScreen(Filled[Policy]):
    """Answers the policy that is wanted, or None."""

    BINDINGS = [bind("edit.save", "save", show=True)]
    AUTO_FOCUS = ""  # it would scroll the first label out of sight
    HELP = "What agents may do here. The gates hold it: no text can talk its way around it."

    def __init__(self, policy: Policy) -> None:
        super().__init__()
        self._policy = policy

    def compose(self) -> ComposeResult:
        """One field for each rule."""
        policy = self._policy
        with Vertical(classes="dialog -tall", id="policy") as box:
            box.border_title = "What agents may do"
            box.border_subtitle = "^s saves · esc back"
            with VerticalScroll(can_focus=False):
                yield _label("Changes that can be undone")
                yield Select(_WRITES, value=policy.writes, allow_blank=False, compact=True, id="writes")
                yield Tick("Rows they add are private", policy.private_rows, compact=True, id="private")
                yield _label("When documents and tables come in, the assistant does by itself")
                yield Select(_EAGER, value=policy.eagerness, allow_blank=False, compact=True, id="eagerness")
                yield _label("Money in US dollars: warns at, stops at (0 or empty: never)")
                yield from self._budgets()
                yield _label("Models that may be asked, separated by commas; all when empty (claude-haiku*)")
                yield Input(", ".join(policy.models), compact=True, id="models")
                yield _label("Tables they may read and change; all when empty")
                yield Input(", ".join(policy.tables), compact=True, id="tables")
            yield Static("", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button("Save", id="yes", variant="primary")
                yield Button("Cancel", id="no")

    def _budgets(self) -> Iterator[Horizontal]:
        for span in _SPANS:
            budget: Budget = getattr(self._policy.budgets, span.name)
            yield Horizontal(
                Static(span.words, classes="policy-span", markup=False),
                Input(_dollars(budget.soft_cost), compact=True, id=f"soft-{span.name}"),
                Input(_dollars(budget.hard_cost), compact=True, id=f"hard-{span.name}"),
                classes="policy-budget",
            )

    def on_mount(self) -> None:
        """The first rule."""
        self.query_one("#writes").focus(scroll_visible=False)

    def read(self) -> Policy:
        """What the fields say. Raises LatticeError for money that is none."""
        budgets = self._policy.budgets
        for span in _SPANS:
            budget: Budget = getattr(budgets, span.name)
            soft, hard = self._money(f"soft-{span.name}"), self._money(f"hard-{span.name}")
            if soft and hard and soft > hard:
                raise LatticeError("invalid_value", f"{span.words}: it would stop before it warns.")
            fresh = msgspec.structs.replace(budget, soft_cost=soft, hard_cost=hard)
            budgets = msgspec.structs.replace(budgets, **{span.name: fresh})
        return msgspec.structs.replace(
            self._policy,
            writes=Writes(str(self.query_one("#writes", Select).value)),
            private_rows=self.query_one("#private", Checkbox).value,
            eagerness=Eagerness(str(self.query_one("#eagerness", Select).value)),
            budgets=budgets,
            models=self._names("models"),
            tables=self._names("tables"),
        )

    def _money(self, field: str) -> int:
        text = self.query_one(f"#{field}", Input).value.strip().removeprefix("$").strip()
        if not text:
            return 0
        try:
            dollars = float(text)
        except ValueError:
            dollars = -1
        if not 0 <= dollars < 1_000_000:
            raise LatticeError("invalid_value", f"{text!r} is no sum of money.", "Write it like 2.50.")
        return round(dollars * 1_000_000)

    def _names(self, field: str) -> tuple[str, ...]:
        text = self.query_one(f"#{field}", Input).value
        return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


def _label(words: str) -> Static:
    return Static(words, classes="muted policy-label", markup=False)


def _dollars(millionths: int) -> str:
    return f"{millionths / 1_000_000:.2f}" if millionths else "0"


async def edit_policy(app: App[None], client: Client) -> None:
    """Show what agents may do, and set what was changed about it. Raises LatticeError."""
    before = (await client.run(ReadPolicy())).value
    after = await app.push_screen_wait(PolicyScreen(before))
    if after is not None and after != before:
        await client.run(SetPolicy(policy=after))
        app.notify("It holds from now on.", markup=False)
