"""Requests to models: leave to make one, what was used, the budgets."""

from __future__ import annotations

from datetime import datetime, timedelta

from lattice.actions import AskModel, ModelLeave, ModelUsage, ReadUsage, RecordUsage, UsageReport
from lattice.databases.base import Param
from lattice.engine.gates.rights import read_policy
from lattice.engine.registry import reads, writes
from lattice.engine.work import Reading, Writing
from lattice.model.chat import Usage
from lattice.model.errors import LatticeError, Stage
from lattice.model.people import ActorKind
from lattice.model.policy import Budget
from lattice.model.values import INTEGER_MAX, format_time

_SUMS = (
    "coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0), coalesce(sum(cache_read_tokens), 0),"
    " coalesce(sum(cache_write_tokens), 0), coalesce(sum(cost), 0)"
)


@reads(AskModel)
async def ask_model(work: Reading, action: AskModel) -> ModelLeave:
    """Leave to ask a model; raises `forbidden` for one that is not allowed, `budget_spent`."""
    policy = await read_policy(work.tx)
    if policy.models and not any(_matches(action.model, listed) for listed in policy.models):
        raise LatticeError(
            "forbidden",
            f"The model {action.model} is not allowed in this workspace.",
            f"Allowed are: {', '.join(policy.models)}.",
            stage=Stage.CONSTRAINTS,
        )
    await _check_token(work)
    warnings: list[str] = []
    left: int | None = None
    spans = (
        ("this turn", policy.budgets.turn, "turn = ?", action.turn),
        ("24 hours", policy.budgets.day, "at > ?", _day_ago(work)),
        ("this workspace", policy.budgets.workspace, "TRUE", None),
    )
    for (span, budget, where, param), key in zip(spans, ("turn", "day", "workspace"), strict=True):
        if budget == Budget() or (param == "" and span == "this turn"):
            continue
        used = await _used(work, where, *(() if param is None else (param,)))
        _check_hard(span, budget, used, key)
        warnings += _warnings(span, budget, used)
        if span == "this turn" and budget.hard_tokens:
            left = budget.hard_tokens - used.tokens
    return ModelLeave(tuple(warnings), left)


async def _check_token(work: Reading) -> None:
    """Raise `budget_spent` when an agent has used what its token gives it for a day."""
    if work.caller.kind is not ActorKind.AGENT or not work.database.keeps_rows:
        return
    from lattice.engine.identity import people, tokens  # that only a server has

    workspace = await people.workspace_of(work)
    async with work.tx.steward():
        known = await tokens.of_workspace(work.tx, workspace, work.caller.principal)
        bounds = [
            kept.dollars_a_day
            for kept in known
            if kept.actor == work.caller.actor and kept.dollars_a_day is not None and not kept.ended(work.now)
        ]
        if not bounds:
            return
        used = await _used(work, "actor = ? AND at > ?", work.caller.actor, _day_ago(work))
    most = round(min(bounds) * 1_000_000)
    if used.cost >= most:
        raise LatticeError(
            "budget_spent",
            f"{work.caller.actor} has used {dollars(used.cost)} of {dollars(most)} within 24 hours.",
            "Wait, or ask its person for a token with more: `lattice token create`.",
            stage=Stage.CONSTRAINTS,
        )


def _matches(model: str, listed: str) -> bool:
    return model.startswith(listed[:-1]) if listed.endswith("*") else model == listed


def _day_ago(work: Reading) -> str:
    return format_time(datetime.fromisoformat(work.now) - timedelta(days=1))


def _check_hard(span: str, budget: Budget, used: Usage, key: str) -> None:
    what = ""
    if budget.hard_cost and used.cost >= budget.hard_cost:
        key += ".hard_cost"
        what = f"{dollars(used.cost)} of {dollars(budget.hard_cost)}"
    elif budget.hard_tokens and used.tokens >= budget.hard_tokens:
        key += ".hard_tokens"
        what = f"{used.tokens:,} of {budget.hard_tokens:,} tokens"
    if what:
        raise LatticeError(
            "budget_spent",
            f"The budget of {span} is spent: {what}.",
            f"Wait, or raise it: `lattice policy set budgets.{key} AMOUNT`, or *What agents may do…* (^p).",
            stage=Stage.CONSTRAINTS,
        )


def _warnings(span: str, budget: Budget, used: Usage) -> list[str]:
    found = []
    if budget.soft_cost and used.cost >= budget.soft_cost:
        found.append(f"{dollars(used.cost)} used in {span}: more than {dollars(budget.soft_cost)}.")
    if budget.soft_tokens and used.tokens >= budget.soft_tokens:
        found.append(f"{used.tokens:,} tokens used in {span}: more than {budget.soft_tokens:,}.")
    return found


def dollars(millionths: int) -> str:
    """Money as people read it: `$0.04`."""
    return f"${millionths / 1_000_000:,.2f}"


async def _used(work: Reading, where: str, *params: Param) -> Usage:
    async with work.tx.steward():  # budgets are of the workspace
        row = await work.tx.one(f"SELECT {_SUMS} FROM lattice_usage WHERE {where}", params)
    return Usage(*(int(n or 0) for n in row or ()))


@writes(RecordUsage)
async def record_usage(work: Writing, action: RecordUsage) -> bool:
    """Write down what a request used."""
    numbers = (
        action.usage.input_tokens,
        action.usage.output_tokens,
        action.usage.cache_read_tokens,
        action.usage.cache_write_tokens,
        action.usage.cost,
    )
    # sums of them must stay whole numbers of 64 bits
    if min(numbers) < 0 or max(numbers) > INTEGER_MAX >> 24:
        raise LatticeError("invalid_value", "What was used is a number from 0 on.", stage=Stage.CONSTRAINTS)
    await work.tx.run(
        "INSERT INTO lattice_usage (at, actor, model, thread, turn, purpose, input_tokens, output_tokens,"
        " cache_read_tokens, cache_write_tokens, cost) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (work.now, work.actor, action.model, action.thread, action.turn, action.purpose, *numbers),
    )
    return True


@reads(ReadUsage)
async def read_usage(work: Reading, action: ReadUsage) -> UsageReport:
    """What was used: of a turn, within a day, in all, by model."""
    async with work.tx.steward():
        rows = await work.tx.all(
            f"SELECT model, count(*), {_SUMS} FROM lattice_usage"
            " GROUP BY model ORDER BY sum(cost) DESC, model"
        )
    return UsageReport(
        turn=await _used(work, "turn = ?", action.turn) if action.turn else Usage(),
        day=await _used(work, "at > ?", _day_ago(work)),
        workspace=await _used(work, "TRUE"),
        models=tuple(
            ModelUsage(str(model), int(count or 0), Usage(*(int(n or 0) for n in sums)))
            for model, count, *sums in rows
        ),
    )
