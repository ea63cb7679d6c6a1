"""One query at a time: asked in a worker, its time told while it runs, stopped when nobody wants it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import NamedTuple

from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker

from lattice.actions import QuerySql, SqlResult
from lattice.model.errors import LatticeError
from lattice.tui.bench import Bench
from lattice.tui.work import start

#: How often the elapsed time is said anew, in seconds.
TICK_S = 0.1


class Came(NamedTuple):
    """What came of a query: an answer, or why there is none."""

    sql: str
    elapsed_s: float
    result: SqlResult | None = None
    refused: LatticeError | None = None
    keep: bool = True
    """Whether it is one to be remembered."""


class Running:
    """Asks for a widget; `ticked` hears how long it takes, `came` how it ended."""

    def __init__(
        self, widget: Widget, bench: Bench, *, ticked: Callable[[float], None], came: Callable[[Came], None]
    ) -> None:
        self._widget, self._bench = widget, bench
        self._ticked, self._came = ticked, came
        self._begun: float | None = None
        self._worker: Worker[None] | None = None
        self._clock: Timer | None = None

    @property
    def runs(self) -> bool:
        """Whether a query runs."""
        return self._begun is not None

    def ask(self, sql: str, limit: int, *, keep: bool = True) -> None:
        """Ask; what runs already is stopped and says nothing more."""
        self._worker = start(self._widget, self._run(sql, limit, keep=keep), group="query")

    def stop(self) -> None:
        """Stop what runs."""
        if self._worker is not None and self.runs:
            self._worker.cancel()

    async def _run(self, sql: str, limit: int, *, keep: bool) -> None:
        begun = self._begun = monotonic()
        if self._clock is None:
            self._clock = self._widget.set_interval(TICK_S, self._tick)
        self._tick()
        result: SqlResult | None = None
        refused: LatticeError | None = None
        try:
            result = (await self._bench.run(QuerySql(sql=sql, limit=limit))).value
        except LatticeError as error:
            refused = error
        except asyncio.CancelledError:
            # the workspace stops the query itself; another that was asked meanwhile has the word
            if self._begun == begun and self._widget.is_attached:
                stopped = LatticeError("interrupted", "The query was stopped.")
                self._end(Came(sql, monotonic() - begun, refused=stopped, keep=keep))
            raise
        self._end(Came(sql, monotonic() - begun, result, refused, keep))

    def _end(self, came: Came) -> None:
        self._begun = None
        if self._clock is not None:
            self._clock.stop()
            self._clock = None
        self._came(came)

    def _tick(self) -> None:
        if self._begun is not None:
            self._ticked(monotonic() - self._begun)
