"""A token for an agent of one's own: who it is, what it may run, which tables it knows, until when."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Static

from lattice.actions import CreateToken, specs
from lattice.actions.members import TOKEN_DAYS
from lattice.model.errors import LatticeError
from lattice.model.people import parse_actor
from lattice.model.schema import Schema
from lattice.tui.keys import bind
from lattice.tui.screens.dialogs import Filled

_FIELDS = (
    ("agent", "Agent", "scout"),
    ("actions", "May run", "all that agents may; or row.list, row.get, search.text"),
    ("tables", "Knows of", "all tables; or people, companies"),
    ("days", "Days", str(TOKEN_DAYS)),
    ("dollars", "Dollars a day", "for requests to models; no bound when empty"),
)


class AgentTokenScreen(Filled[CreateToken]):
    """Answers the token that is wanted."""

    CSS_PATH = ["../styles/dialogs.tcss", "../styles/people.tcss"]
    BINDINGS = [bind("edit.save", "save", show=True)]
    HELP = "An agent with a token may what you may, as far as it says here, and ends with you."

    def __init__(self, schema: Schema) -> None:
        super().__init__()
        self._tables = {table.name.casefold(): table.name for table in schema.tables}
        self._actions = set(specs())

    def compose(self) -> ComposeResult:
        """One line for each bound."""
        with Vertical(classes="dialog -tall", id="agent-token") as box:
            box.border_title = "A token for an agent"
            box.border_subtitle = "^s makes it · esc back"
            yield Static(
                "It acts for you: at most what you may, and only what stands here. It ends when you do.",
                classes="muted",
                markup=False,
            )
            for name, label, hint in _FIELDS:
                with Horizontal(classes="form-line"):
                    yield Static(label, classes="form-name muted", markup=False)
                    value = str(TOKEN_DAYS) if name == "days" else ""
                    yield Input(value, placeholder=hint, compact=True, id=name)
            yield Static("", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button("Make it", id="yes", variant="primary")
                yield Button("Cancel", id="no")

    def on_mount(self) -> None:
        """Its name first."""
        self.query_one("#agent").focus()

    @on(Input.Changed)
    def _changed(self) -> None:
        typed = self._text("agent")
        self.say(self._problem() if typed else "")

    def _text(self, field: str) -> str:
        return self.query_one(f"#{field}", Input).value.strip()

    def _names(self, field: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(n.strip() for n in self._text(field).split(",") if n.strip()))

    def _number(self, field: str, low: float, high: float) -> float | None:
        text = self._text(field)
        if not text:
            return None
        try:
            number = float(text.removeprefix("$"))
        except ValueError:
            number = low - 1
        if not low <= number <= high:
            label = next(label for name, label, _ in _FIELDS if name == field)
            raise LatticeError(
                "invalid_value", f"{label}: {text} is no number from {low:.2g} to {high:,.0f}."
            )
        return number

    def read(self) -> CreateToken:
        """What the fields say. Raises LatticeError."""
        name = self._text("agent")
        try:
            agent = parse_actor(name if name.startswith("agent:") else f"agent:{name}")
        except LatticeError:
            raise LatticeError(
                "invalid_name", "Agent: small letters, digits, . _ - in its name, at most 40."
            ) from None
        actions = self._names("actions")
        if unknown := [a for a in actions if a not in self._actions]:
            raise LatticeError("not_found", f"There is no action {unknown[0]!r}.", "docs/api.md lists them.")
        tables = self._names("tables")
        if unknown := [t for t in tables if t.casefold() not in self._tables]:
            raise LatticeError("not_found", f"There is no table {unknown[0]!r}.")
        return CreateToken(
            agent=agent,
            actions=actions,
            tables=tuple(self._tables[t.casefold()] for t in tables),
            dollars_a_day=self._number("dollars", 0, 1_000_000),
            expires_days=self._number("days", 1 / 24, 366) or TOKEN_DAYS,
        )

    def _problem(self) -> str:
        try:
            self.read()
        except LatticeError as error:
            return str(error)
        return ""
