"""What an import would do, and what it did, as words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from lattice.cli.output import count
from lattice.cli.tables_text import table_text
from lattice.ingest.plan import Source
from lattice.model.rows import Refusal
from lattice.model.visible import visible

#: Refused lines shown to people; --json has up to 1,000.
_SHOWN = 20


class Report(Protocol):
    """What came of one table."""

    @property
    def table(self) -> str:
        """Its name."""
        ...

    @property
    def read(self) -> int:
        """Rows read."""
        ...

    @property
    def added(self) -> int:
        """Rows added."""
        ...

    @property
    def changed(self) -> int:
        """Rows changed."""
        ...

    @property
    def refused(self) -> int:
        """Rows refused."""
        ...

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Where and why."""
        ...

    @property
    def seconds(self) -> float:
        """How long it took."""
        ...


def reports_text(reports: Sequence[Report]) -> str:
    """Counts by table, then the lines that were refused."""
    rows = [
        (
            visible(one.table),
            f"{one.read:,}",
            f"{one.added:,}",
            f"{one.changed:,}",
            f"{one.refused:,}",
            f"{one.seconds:.2f}",
        )
        for one in reports
    ]
    headers = ("table", "read", "added", "changed", "refused", "seconds")
    text = table_text(headers, rows, right=frozenset(range(1, 6)))
    for one in reports:
        text += refusals_text(one.table, one.refused, one.refusals)
    return text


def refusals_text(table: str, refused: int, refusals: Sequence[Refusal]) -> str:
    """The first refused lines of one table, and how many more there are."""
    lines = []
    for refusal in refusals[:_SHOWN]:
        column = f", {visible(refusal.column)}" if refusal.column else ""
        lines.append(f"{visible(table)}: line {refusal.line:,}{column}: {visible(refusal.reason)}\n")
    if refused > len(lines):
        lines.append(f"{visible(table)}: {count(refused - len(lines), 'more line')} refused\n")
    return "".join(lines)


def plans_text(sources: Iterable[Source]) -> str:
    """What would be done: table by table the columns, their types and why."""
    return "\n".join(_plan_text(source) for source in sources)


def _plan_text(source: Source) -> str:
    what = "rows into" if source.exists else "rows, new table"
    head = f"{visible(source.place)}: {source.rows:,} {what} {visible(source.plan.table)}\n"
    rows = []
    for guess in source.guesses:
        kind = f"→ {visible(guess.target)}" if guess.target else guess.type.value
        examples = ", ".join(visible(text) for text in guess.examples)
        rows.append((visible(guess.name), kind, visible(guess.why), f"{guess.empty:,}", examples))
    table = table_text(("column", "type", "why", "empty", "examples"), rows, right=frozenset({3}))
    notes = "".join(f"{visible(text)}\n" for text in source.notes)
    return head + table + refusals_text(source.plan.table, source.refused, source.refusals) + notes
