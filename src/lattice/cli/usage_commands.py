"""`usage`: what requests to models used, and what may be used."""

from __future__ import annotations

from typing import Annotated

import typer

from lattice.actions.policy import ReadPolicy
from lattice.actions.usage import ReadUsage, UsageReport
from lattice.cli.globals import flags_of
from lattice.cli.money import dollars
from lattice.cli.output import answer
from lattice.cli.row_ids import checked_id
from lattice.cli.running import on_workspace
from lattice.cli.tables_text import table_text
from lattice.client import Client
from lattice.model.chat import Usage
from lattice.model.policy import Budget, Policy
from lattice.model.visible import visible

app = typer.Typer()

_HEADERS = ("used", "requests", "in", "from cache", "into cache", "out", "cost", "stops at")


@app.command("usage")
def usage(
    ctx: typer.Context,
    turn: Annotated[
        str, typer.Option("--turn", metavar="ID", help="Also what one turn used.", show_default=False)
    ] = "",
) -> None:
    """Show what the assistant and its chores used: tokens and money."""
    flags = flags_of(ctx)
    action = ReadUsage(turn=checked_id(turn) if turn else "")

    async def work(client: Client) -> tuple[UsageReport, Policy]:
        return (await client.run(action)).value, (await client.run(ReadPolicy())).value

    report, policy = on_workspace(flags, work)
    answer(flags, lambda: report, lambda: _text(report, policy, bool(turn)))


def _text(report: UsageReport, policy: Policy, with_turn: bool) -> str:
    budgets = policy.budgets
    rows = [_row("this turn", report.turn, budgets.turn)] if with_turn else []
    rows.append(_row("24 hours", report.day, budgets.day))
    requests = sum(one.requests for one in report.models)
    rows.append(_row("in all", report.workspace, budgets.workspace, requests))
    rows += [_row(f"  {visible(one.model)}", one.usage, Budget(), one.requests) for one in report.models]
    return table_text(_HEADERS, rows, right=frozenset(range(1, len(_HEADERS))))


def _row(name: str, used: Usage, budget: Budget, requests: int | None = None) -> tuple[str, ...]:
    return (
        name,
        "" if requests is None else f"{requests:,}",
        f"{used.input_tokens:,}",
        f"{used.cache_read_tokens:,}",
        f"{used.cache_write_tokens:,}",
        f"{used.output_tokens:,}",
        dollars(used.cost),
        _bound(budget),
    )


def _bound(budget: Budget) -> str:
    bounds = [dollars(budget.hard_cost)] if budget.hard_cost else []
    bounds += [f"{budget.hard_tokens:,} tokens"] if budget.hard_tokens else []
    return " or ".join(bounds)
