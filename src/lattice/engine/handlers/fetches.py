"""Leave to fetch a page of the web: the budgets of a turn and of a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from lattice.actions import FetchLeave, FetchUrl
from lattice.engine.registry import writes
from lattice.engine.work import Writing
from lattice.model.errors import LatticeError, Stage
from lattice.model.values import format_time
from lattice.model.web_address import parse_url


@writes(FetchUrl)
async def fetch_url(work: Writing, action: FetchUrl) -> FetchLeave:
    """Count the fetch; which hosts may be asked was the third gate's to say."""
    address = parse_url(action.url)
    rules = work.web
    since = format_time(datetime.fromisoformat(work.now) - timedelta(days=1))
    group = work.events.stamp.group_id
    await work.tx.run("DELETE FROM lattice_fetches WHERE at < ?", (since,))
    async with work.tx.steward():  # budgets are of the workspace
        counts = await work.tx.one(
            "SELECT count(*), coalesce(sum(CASE WHEN group_id = ? THEN 1 ELSE 0 END), 0)"
            " FROM lattice_fetches",
            (group,),
        )
    today, turn = (int(n or 0) for n in counts) if counts else (0, 0)
    if today >= rules.per_day:
        raise _spent(f"{rules.per_day:,} pages were fetched in this workspace within a day", "per_day")
    if group is not None and turn >= rules.per_turn:
        raise _spent(f"{rules.per_turn:,} pages were fetched in this turn", "per_turn")
    await work.tx.run(
        "INSERT INTO lattice_fetches (at, actor, group_id, host) VALUES (?, ?, ?, ?)",
        (work.now, work.actor, group, address.host),
    )
    return FetchLeave(address.url, address.host, rules.per_day - today - 1)


def _spent(what: str, setting: str) -> LatticeError:
    return LatticeError(
        "forbidden",
        f"{what}, which is the budget.",
        f"Wait, or raise it: `lattice settings set web.{setting} N`.",
        stage=Stage.CONSTRAINTS,
    )
