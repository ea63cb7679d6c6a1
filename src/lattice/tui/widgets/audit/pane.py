"""The audit chain: its records, newest first, and whether the whole of it holds."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from lattice.actions import ListAudit, VerifyAudit
from lattice.model.events import AuditRecord, Verdict
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.session import TabKey
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.pane import Pane
from lattice.tui.words import handle, local_clock
from lattice.tui.work import start

#: Records that one question brings.
PAGE = 200


class AuditPane(Pane):
    """Records of the audit chain."""

    BINDINGS = [bind("audit.verify", "verify")]
    HELP = "Who was allowed and denied what. Each record seals the one before; v checks them all."

    def __init__(self, bench: Bench, key: TabKey) -> None:
        super().__init__(bench, key)
        self._records: dict[str, AuditRecord] = {}
        self._next: int | None = None

    def compose(self) -> ComposeResult:
        """The verdict with its button, the records, and one of them in full."""
        with Horizontal(classes="pane-bar"):
            yield Button("Verify", compact=True, id="verify")
            yield Static(
                "Each record seals the one before. v checks the whole chain.", id="verdict", markup=False
            )
        yield Lines()
        yield Static("", id="audit-record", markup=False)
        yield Static(
            "No records yet. Every change and every refusal is written here.", classes="empty", markup=False
        )

    def load(self) -> None:
        """Read the newest records."""
        start(self, self._read(None), group="audit")

    async def _read(self, before: int | None) -> None:
        page = (await self.bench.run(ListAudit(before=before, limit=PAGE))).value
        self._next = page.next
        lines = self.query_one(Lines)
        options = [Option(paint_record(record), id=str(record.n)) for record in page.records]
        fresh = {str(record.n): record for record in page.records}
        if before is None:
            held, top = lines.highlighted_id, lines.highlighted == 0
            self._records = fresh
            lines.set_options(options)
            if options and (top or not lines.highlight_id(held)):
                lines.highlighted = 0
        else:
            self._records |= fresh
            lines.add_options(options)
        self.set_class(not self._records, "nothing")

    @on(Lines.EndNear)
    def _on_end(self) -> None:
        if self._next is not None:
            before, self._next = self._next, None
            start(self, self._read(before), group="audit")

    @on(OptionList.OptionHighlighted)
    def _on_highlight(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        record = self._records.get(event.option_id or "")
        if record is not None:
            self.query_one("#audit-record", Static).update(paint_seal(record))

    @on(Button.Pressed, "#verify")
    def action_verify(self) -> None:
        """Check the whole chain."""
        self.query_one("#verdict", Static).update(Content.styled("Checking every record…", "$text-muted"))
        start(self, self._verify(), group="verify")

    async def _verify(self) -> None:
        verdict = (await self.bench.run(VerifyAudit())).value
        self.query_one("#verdict", Static).update(paint_verdict(verdict))

    def take_focus(self) -> None:
        """The list."""
        self.query_one(Lines).focus()


def paint_record(record: AuditRecord) -> Content:
    """One line: number, when, who, what, and whether it was allowed."""
    denied = record.decision != "allowed"
    return Content.assemble(
        (f"{record.n:>8,}", "$text-muted"),
        (f"  {fit_cells(local_clock(record.at), 12, right=True)}", "$text-muted"),
        (f"  {fit_cells(one_line(handle(record.actor)), 12)}", "$text-secondary"),
        f"  {fit_cells(one_line(record.action), 18)}  ",
        (
            f"✗ denied: {record.code} ({record.stage})" if denied else "✓",
            "$text-error" if denied else "$text-success",
        ),
    )


def paint_seal(record: AuditRecord) -> Content:
    """The digests of one record."""
    return Content.assemble(
        ("events ", "$text-muted"),
        record.events_digest[:32] or "none",
        ("   before ", "$text-muted"),
        record.prev_hash[:16],
        ("   seal ", "$text-muted"),
        record.hash[:32],
    )


def paint_verdict(verdict: Verdict) -> Content:
    """What the check found."""
    if verdict.ok:
        return Content.styled(f"✓ The chain holds: {verdict.records:,} records.", "$text-success")
    where = f"Record {verdict.bad:,} does not hold" if verdict.bad is not None else "The chain does not hold"
    return Content.styled(f"✗ {where}: {one_line(verdict.reason)}", "$text-error")
