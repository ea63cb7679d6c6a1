"""What the console says of an answer: how many rows, how long it took, what it was read from and how old."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from lattice.actions import SqlResult
from lattice.model.errors import LatticeError
from lattice.model.standing import Standing
from lattice.tui.literal import one_line
from lattice.tui.place_words import clock, is_connecting
from lattice.tui.widgets.sql.history import Asked
from lattice.tui.widgets.sql.plan import is_plan

#: Rows that are read at first, and at most.
LIMIT, MOST = 1_000, 100_000
#: Characters of why a query had no answer.
REASON = 80


def took(ms: float) -> str:
    """A time as one reads it at a glance."""
    return f"{ms:,.0f} ms" if ms < 10_000 else f"{ms / 1000:,.1f} s"


def count(rows: int, *, more: bool = False) -> str:
    """`1 row`, `the first 1,000 rows`."""
    words = f"{rows:,} row{'' if rows == 1 else 's'}"
    return f"the first {words}" if more else words


def answer_words(
    result: SqlResult,
    limit: int,
    more_key: str,
    *,
    narrowed: tuple[int, str] = (0, ""),
    changed: bool = False,
) -> Content:
    """The line over an answer; `narrowed` says how many rows have which words, where only those are shown."""
    if is_plan(result):
        steps = f"{len(result.rows)} step{'' if len(result.rows) == 1 else 's'}"
        return Content.assemble(("How it would be answered", "bold"), (f" · {steps}", "$text-muted"))
    told, words = narrowed
    parts: list[tuple[str, str]] = [(count(len(result.rows), more=result.truncated), "bold")]
    if words:
        parts = [(f"{told:,} of {count(len(result.rows))}", "bold"), (f" with {words}", "$text-accent")]
    parts.append((f" · {took(result.elapsed_ms)}", "$text-muted"))
    if result.truncated:
        if limit < MOST and len(result.rows) >= limit:
            more = f" · there are more: {more_key} reads up to {min(limit * 10, MOST):,}"
        else:
            more = " · there are more than fit here: narrow it with WHERE"
        parts.append((more, "$text-warning"))
    if changed:
        parts.append((" · changed since", "$text-warning"))
    return Content.assemble(*parts)


def running_words(elapsed_s: float, key: str) -> Content:
    """The line while a query runs."""
    return Content.assemble((f"running… {elapsed_s:.1f} s", "bold"), (f" · {key} stops it", "$text-muted"))


def source_words(standing: Standing, now: datetime) -> str:
    """What a query reads where the workspace is on a server; empty where it is in a file here."""
    if standing.kind == "local":
        return ""
    if standing.filling is not None:
        return f"reads the copy here, of which {int(standing.filling * 100)}% has come so far"
    if not standing.online:
        if is_connecting(standing):
            return "reads the copy here; the server was not reached yet, so it may be older"
        return f"reads the copy here, as it was at {clock(standing.since, now)}: the server is out of reach"
    if standing.behind:
        plural = "" if standing.behind == 1 else "s"
        return f"reads the copy here, {standing.behind:,} change{plural} behind the server"
    if standing.stale:
        return "reads the copy here, which may be older than the server"
    return "reads the copy here, which is current; very large tables stay on the server"


def asked_words(asked: Asked) -> str:
    """How a query went when it was asked last."""
    if not asked.run:
        return "not run yet"
    if asked.refused:
        return one_line(asked.refused.partition("\n")[0], REASON)
    return f"{count(asked.rows, more=asked.more)} · {took(asked.ms)}"


def refused_words(error: LatticeError, elapsed_s: float) -> Content:
    """The line over a refusal."""
    word = "Stopped" if error.code == "interrupted" else "No answer"
    return Content.assemble((word, "bold $text-error"), (f" · after {elapsed_s:.1f} s", "$text-muted"))
