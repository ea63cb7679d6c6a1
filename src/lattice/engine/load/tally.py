"""What an import has seen so far: lines read, lines refused and why."""

from __future__ import annotations

from collections.abc import Iterable

from lattice.engine.load.prepare import NAMED_REFUSALS, Prepared
from lattice.model.errors import LatticeError, Stage
from lattice.model.loads import LoadPlan
from lattice.model.rows import LoadReport, Refusal


class Tally:
    """What an import has seen so far."""

    def __init__(self) -> None:
        self.read = 0
        self.refused = 0
        self.refusals: list[Refusal] = []

    def add(self, prepared: Prepared) -> None:
        """Count a batch."""
        self.read += prepared.read
        self.refuse(prepared.refusals)

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """Count lines that are not taken."""
        for refusal in refusals:
            self.refused += 1
            if len(self.refusals) < NAMED_REFUSALS:
                self.refusals.append(refusal)

    def report(self, table: str, *, added: int, changed: int = 0, unchanged: int = 0) -> LoadReport:
        """The report at the end."""
        refusals = tuple(sorted(self.refusals, key=lambda r: r.line))
        return LoadReport(table, self.read, added, changed, unchanged, self.refused, refusals)

    def check_strict(self, plan: LoadPlan) -> None:
        """Raise `rows_refused` when the plan is strict and a line was refused."""
        if not plan.strict or not self.refused:
            return
        first = self.refusals[0]
        raise LatticeError(
            "rows_refused",
            f"{self.refused:,} of {self.read:,} lines do not fit, so nothing was imported;"
            f" the first is line {first.line}: {first.column} {first.reason}.",
            "Mend the lines, give the columns other types, or import without `--strict`.",
            stage=Stage.CONSTRAINTS,
            details={"refusals": [[r.line, r.column, r.reason] for r in self.refusals]},
        )
