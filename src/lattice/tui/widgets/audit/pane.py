"""The audit chain: its records, newest first, and whether the whole of it holds."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker

from lattice.actions import ListAudit, VerifyAudit
from lattice.model.events import AuditRecord, Verdict
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.screens.working import Progress
from lattice.tui.session import TabKey
from lattice.tui.widgets.audit.painting import paint_progress, paint_record, paint_seal, paint_verdict
from lattice.tui.widgets.change_line import Fit
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.marked import Select
from lattice.tui.widgets.pane import Pane
from lattice.tui.words import handle
from lattice.tui.work import start

#: Records that one question brings, and that are checked at a time.
PAGE, STRETCH = 200, 1000
#: Records that are shown above one that does not hold.
ABOVE = 10
_EVERY = ""


class AuditPane(Pane):
    """Records of the audit chain."""

    BINDINGS = [
        bind("audit.verify", "verify"),
        bind("audit.filter", "filter"),
        bind("audit.newest", "newest"),
    ]
    HELP = (
        "Who was allowed and denied what. Each record seals the one before; v checks them all and goes to the"
        " first that does not hold, / narrows them down."
    )

    def __init__(self, bench: Bench, key: TabKey) -> None:
        super().__init__(bench, key)
        self._records: dict[str, AuditRecord] = {}
        self._fit = Fit()
        self._next: int | None = None
        self._from: int | None = None
        """Before which record the list begins; None for the newest."""
        self._bad: Verdict | None = None
        self._check: Worker[None] | None = None
        self._actors: list[str] = []

    def compose(self) -> ComposeResult:
        """The verdict with its button, what narrows the records down, the records, one of them in full."""
        with Horizontal(classes="pane-bar"):
            yield Button("Verify", compact=True, id="verify")
            yield Static(
                "Each record seals the one before. v checks the whole chain.", id="verdict", markup=False
            )
        with Horizontal(classes="filters"):
            yield Select([("everyone", _EVERY)], value=_EVERY, allow_blank=False, compact=True, id="of-actor")
            yield Select(
                [("allowed and denied", _EVERY), ("only denied", "denied"), ("only allowed", "allowed")],
                value=_EVERY,
                allow_blank=False,
                compact=True,
                id="of-decision",
            )
            yield Button("Newest", compact=True, id="newest")
        yield Lines()
        yield Static("", id="audit-record", markup=False)
        yield Static(
            "No such records. Every change and every refusal is written here.", classes="empty", markup=False
        )

    def on_mount(self) -> None:
        """Nothing to go back to yet."""
        self.query_one("#newest").display = False

    def load(self) -> None:
        """Read the newest records; what was gone to stays in sight."""
        if self._from is None:
            start(self, self._read(None), group="audit")

    def _asked(self, before: int | None) -> ListAudit:
        actor, decision = (self.query_one(f"#{id}", Select).value for id in ("of-actor", "of-decision"))
        return ListAudit(
            before=before,
            limit=PAGE,
            actor=actor if isinstance(actor, str) and actor else None,
            decision=decision if isinstance(decision, str) and decision else None,
        )

    async def _read(self, before: int | None, *, more: bool = False, hold: int | None = None) -> None:
        page = (await self.bench.run(self._asked(before))).value
        self._next = page.next
        lines = self.query_one(Lines)
        held, top = lines.highlighted_id, lines.highlighted == 0
        fit = (self._fit if more else Fit()).of(page.records)
        same, self._fit = fit == self._fit, fit
        fresh = {str(record.n): record for record in page.records}
        self._records = self._records | fresh if more else fresh
        if more and same:
            lines.add_options(self._option(record) for record in page.records)
        else:
            lines.set_options(options := [self._option(record) for record in self._records.values()])
            if hold is not None and lines.highlight_id(str(hold)):
                lines.focus()
            elif options and (top or hold is not None or not lines.highlight_id(held)):
                lines.highlighted = 0
        self.set_class(not self._records, "nothing")
        self._offer_actors()

    def _option(self, record: AuditRecord) -> Option:
        bad = self._bad is not None and self._bad.bad == record.n
        return Option(paint_record(record, self._fit, bad=bad), id=str(record.n))

    def _offer_actors(self) -> None:
        fresh = [a for a in dict.fromkeys(r.actor for r in self._records.values()) if a not in self._actors]
        if not fresh:
            return
        self._actors += fresh
        select: Select[str] = self.query_one("#of-actor", Select)
        with self.prevent(Select.Changed):
            held = select.value
            select.set_options([("everyone", _EVERY), *((handle(a), a) for a in self._actors)])
            select.value = held

    @on(Select.Changed)
    def _on_choice(self, event: Select.Changed) -> None:
        event.stop()
        self.action_newest()

    @on(Button.Pressed, "#newest")
    def action_newest(self) -> None:
        """Back to the newest records."""
        self._from = None
        self.query_one("#newest").display = False
        start(self, self._read(None), group="audit")

    def action_filter(self) -> None:
        """To what narrows them down."""
        self.query_one("#of-actor", Select).focus()

    @on(Lines.EndNear)
    def _on_end(self) -> None:
        if self._next is not None:
            before, self._next = self._next, None
            start(self, self._read(before, more=True), group="audit")

    @on(OptionList.OptionHighlighted)
    def _on_highlight(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        record = self._records.get(event.option_id or "")
        if record is not None:
            broken = self._bad.reason if self._bad is not None and self._bad.bad == record.n else ""
            self.query_one("#audit-record", Static).update(paint_seal(record, broken))

    @on(Button.Pressed, "#verify")
    def action_verify(self) -> None:
        """Check the whole chain, or stop checking it."""
        if self._check is not None and self._check.is_running:
            self._check.cancel()
            self._end("Stopped; nothing was found wrong as far as it was checked.")
            return
        self._bad = None
        self.query_one("#verify", Button).label = "Stop"
        self.query_one("#verdict", Static).update(Content.styled("Checking…", "$text-muted"))
        self._check = start(self, self._verify(), group="verify")

    def _end(self, words: Content | str) -> None:
        self.query_one("#verify", Button).label = "Verify"
        self.query_one("#verdict", Static).update(words if isinstance(words, Content) else Content(words))

    async def _verify(self) -> None:
        try:
            verdict = await self._checked()
        except BaseException:
            # a refusal is told by whoever runs this; the bar must not stand there for ever
            self._end("It was not checked to its end.")
            raise
        self._end(paint_verdict(verdict))
        if not verdict.ok and verdict.bad is not None:
            await self._go_to(verdict)

    async def _checked(self) -> Verdict:
        """The verdict, stretch by stretch, with how far it is."""
        newest = (await self.bench.run(ListAudit(limit=1))).value.records
        total, progress, after = newest[0].n if newest else 0, Progress(), 0
        while True:
            verdict = (await self.bench.run(VerifyAudit(after=after, limit=STRETCH))).value
            if verdict.next is None:
                return verdict
            after = verdict.next
            progress.part = after / max(total, after)
            self.query_one("#verdict", Static).update(paint_progress(after, total, progress.left))

    async def _go_to(self, verdict: Verdict) -> None:
        """Show the first record that does not hold, with those around it."""
        self._bad = verdict
        bad = verdict.bad or 0
        with self.prevent(Select.Changed):
            for id in ("of-actor", "of-decision"):
                self.query_one(f"#{id}", Select).value = _EVERY
        self._from = bad + ABOVE
        self.query_one("#newest").display = True
        await self._read(self._from, hold=bad)

    def take_focus(self) -> None:
        """The list."""
        self.query_one(Lines).focus()
