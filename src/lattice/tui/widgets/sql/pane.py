"""The SQL console: one query, what came of it, and what one does with that."""

from __future__ import annotations

from datetime import UTC, datetime

from textual import getters, on
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import Static

from lattice.actions import SqlResult
from lattice.tui.app import LatticeApp
from lattice.tui.bench import Bench
from lattice.tui.copied import ROWS
from lattice.tui.key_names import key_name
from lattice.tui.keys import bind, key_of, split_keys
from lattice.tui.literal import one_line
from lattice.tui.live import Batch
from lattice.tui.session import TabKey
from lattice.tui.widgets.grid import messages
from lattice.tui.widgets.pane import Pane
from lattice.tui.widgets.sql import deeds
from lattice.tui.widgets.sql.answer import AnswerView
from lattice.tui.widgets.sql.editor import SqlEditor
from lattice.tui.widgets.sql.halves import SqlHalves
from lattice.tui.widgets.sql.plan import explaining
from lattice.tui.widgets.sql.referred import referred_in
from lattice.tui.widgets.sql.running import Came, Running
from lattice.tui.widgets.sql.said import (
    LIMIT,
    MOST,
    answer_words,
    refused_words,
    running_words,
    source_words,
)
from lattice.tui.work import start

#: Quiet time before what was typed is kept, in seconds: each keeping writes all of it.
KEEP_S = 0.2
#: Characters of a name.
NAME = 60


class SqlPane(Pane):
    """One query of the SQL console."""

    BINDINGS = [
        bind("sql.run", "run"),
        bind("sql.back", "back"),
        bind("sql.explain", "explain"),
        bind("sql.name", "name"),
        bind("sql.stop", "stop", priority=True),
        bind("sql.more", "more"),
        bind("sql.copy_as", "deed('copy_as')"),
        bind("grid.follow", "deed('follow')"),
        bind("grid.copy", "deed('copy_cell')"),
        bind("grid.copy_row", "deed('copy_rows')"),
        bind("workbench.export", "deed('export')"),
        bind("grid.filter", "deed('narrow')"),
    ]
    HELP = (
        "Ask in SQL; nothing is changed by it. ^r runs the query, esc goes between its text and the result."
    )

    app = getters.app(LatticeApp)
    editor = getters.query_one(SqlEditor)
    view = getters.query_one(AnswerView)
    halves = getters.query_one(SqlHalves)

    def __init__(self, bench: Bench, key: TabKey) -> None:
        super().__init__(bench, key)
        self.name_given = ""
        """What the person called it; empty without a name."""
        self.limit = LIMIT
        """Rows that are read at most."""
        self.copied_as = ROWS
        """How something was copied last."""
        self._text = ""
        self._share = 0
        self.asked = ""
        """The query of the answer in sight."""
        self._result: SqlResult | None = None
        self._changed = False
        """Whether rows were changed since that answer."""
        self.running = Running(self, bench, ticked=self._tick, came=self._came)
        self._keeping: Timer | None = None

    def compose(self) -> ComposeResult:
        """The text, and what comes of it."""
        yield Static("", id="sql-source", markup=False)
        yield SqlHalves(self.bench, self._text, self._share)

    def on_mount(self) -> None:
        """Say what can be done."""
        self.view.begin(*(self._key(name) for name in ("run", "explain", "history")))
        self._tell_source()

    def _key(self, name: str) -> str:
        """The key of something that is done here, as it is pressed now."""
        key = key_of(f"sql.{name}")
        return key_name(split_keys(self.app.settings.settings.keys.get(key.id, key.keys))[0])

    # --- the tab ---

    @property
    def title(self) -> str:
        """Its name, or `SQL` with its number."""
        number = self.key.name if self.key.name.isdecimal() else ""
        return self.name_given or f"SQL {number[:4]}".strip()

    @property
    def text(self) -> str:
        """The query as it is written now."""
        return self.editor.text if self.is_mounted and self.is_attached else self._text

    def keep(self) -> dict[str, str]:
        """The text, its name, how many rows are wanted, and where the edge stands."""
        kept = {"text": self.text, "name": self.name_given}
        if self.limit != LIMIT:
            kept["limit"] = str(self.limit)
        if share := self.halves.share:
            kept["share"] = str(share)
        return {name: value for name, value in kept.items() if value}

    def take_back(self, kept: dict[str, str]) -> None:
        """Take up the text where it was left."""
        self._text = kept.get("text", "")
        self.name_given = one_line(kept.get("name", "").strip()[:NAME])
        share = kept.get("share", "")
        self._share = min(int(share), 1000) if share.isdecimal() and len(share) < 5 else 0
        limit = kept.get("limit", "")
        self.limit = max(LIMIT, min(int(limit), MOST)) if limit.isdecimal() and len(limit) < 9 else LIMIT

    def put(self, text: str, name: str = "") -> None:
        """Have another query stand here."""
        if name:
            self.name_given = one_line(name[:NAME])
        if self.is_mounted and self.is_attached:
            self.editor.put(text)
        else:
            self._text = text
        self.post_message(self.Touched())

    def take_focus(self) -> None:
        """The text."""
        self.editor.area.focus()

    def load(self) -> None:
        """Know the tables there are; a query is only asked when somebody asks it."""
        self.editor.learn()
        self._tell_source()

    def changed(self, batch: Batch, *, in_front: bool) -> None:
        """Say that the answer may be another now."""
        super().changed(batch, in_front=in_front)
        if self._result is not None and not self._changed:
            self._changed = True
            self._tell_answer()

    @on(SqlEditor.Changed)
    def _on_change(self, event: SqlEditor.Changed) -> None:
        event.stop()
        if self._keeping is None:
            self._keeping = self.set_timer(KEEP_S, self._keep_text)

    def _keep_text(self) -> None:
        self._keeping = None
        self.post_message(self.Touched())

    def _tell_source(self) -> None:
        """What is read, where that is a copy."""
        words = source_words(self.bench.client.standing(), datetime.now(UTC))
        line = self.query_one("#sql-source", Static)
        line.set_class(bool(words), "-shown")
        line.update(words)

    # --- asking ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done now."""
        if action == "stop":
            return self.running.runs
        if action == "more":
            return self._result is not None and self._result.truncated and self.limit < MOST
        if action == "deed" and "export" not in parameters:
            return self._result is not None
        return True

    def action_run(self) -> None:
        """Run the query."""
        if sql := self.editor.wanted:
            self._ask(sql)
        else:
            self._tell_empty("run")

    def action_explain(self) -> None:
        """Show how the query would be answered."""
        if sql := self.editor.wanted:
            self._ask(explaining(sql), keep=False)
        else:
            self._tell_empty("explain")

    def _tell_empty(self, deed: str) -> None:
        self.editor.leave_offers()
        self.view.say(f"There is nothing to {deed} yet: write a SELECT above.")

    def action_more(self) -> None:
        """Read ten times as many rows."""
        self.limit = min(self.limit * 10, MOST)
        self._ask(self.asked)

    def _ask(self, sql: str, *, keep: bool = True) -> None:
        self.editor.leave_offers()
        self.running.ask(sql, self.limit, keep=keep)

    def _tick(self, elapsed_s: float) -> None:
        self.view.tell(running_words(elapsed_s, self._key("back")))

    def _came(self, came: Came) -> None:
        """Show what came of the query."""
        self._result = came.result
        if came.result is not None:
            self.asked, self._changed = came.sql, False
            self.view.show(came.result, "" if came.result.rows else self.editor.advice(came.sql))
            self._tell_answer()
            start(self, self._refer(came.sql, came.result), group="refer")
        elif came.refused is not None:
            self.view.refuse(came.refused)
            self.view.tell(refused_words(came.refused, came.elapsed_s))
        self._tell_source()
        self.refresh_bindings()
        if came.keep:
            start(self, deeds.keep_asked(self, came), group="remember", exclusive=False)

    def on_descendant_focus(self) -> None:
        """Which key reads more depends on where one is."""
        self._tell_answer()

    def _tell_answer(self) -> None:
        if self._result is not None and not self.running.runs:
            answer = self.view.answer
            narrowed = (answer.shown, one_line(self.view.words_in)) if answer is not None else (0, "")
            key = self._key("more")
            if self.editor.area.has_focus:
                key = f"{self._key('back')} {key}"  # letters are typed there
            words = answer_words(self._result, self.limit, key, narrowed=narrowed, changed=self._changed)
            self.view.tell(words)

    async def _refer(self, sql: str, result: SqlResult) -> None:
        """Learn what people call the rows that the answer refers to."""
        if (referred := await referred_in(self.bench, sql, result)) is not None:
            self.view.refer(result, referred)

    # --- what is pressed ---

    def action_stop(self) -> None:
        """Stop the query that runs."""
        self.running.stop()

    def action_back(self) -> None:
        """Shut the completions; else stop what runs; else go between the text and the result."""
        if self.editor.leave_offers():
            return
        if self.running.runs:
            self.running.stop()
        elif not self.editor.area.has_focus:
            self.editor.area.focus()
        elif self.view.can_focus_in:
            self.view.take_focus()

    def action_name(self) -> None:
        """Give it a name."""
        start(self, deeds.give_name(self), group="name", opens=True)

    def narrow(self, words: str) -> None:
        """Show only the rows of the answer that have these words."""
        self.view.narrow(words)
        self._tell_answer()

    def action_deed(self, what: str) -> None:
        """Do something with the answer."""
        start(self, deeds.DEEDS[what](self), group="deed", opens=what in deeds.OPENING)

    @on(messages.RowOpened)
    def _on_open(self, event: messages.RowOpened) -> None:
        event.stop()
        self.action_deed("open_cell")

    @on(messages.Failed)
    def _on_failed(self, event: messages.Failed) -> None:
        event.stop()
