"""The policy for agents, what they asked for, and the workspace's instructions to them."""

from __future__ import annotations

import msgspec

from lattice.actions import (
    DecideApproval,
    Instructions,
    ListApprovals,
    ReadInstructions,
    ReadPolicy,
    SetInstructions,
    SetPolicy,
    spec_of,
)
from lattice.databases.base import Param
from lattice.engine.gates.approvals import FIELDS, approval_from
from lattice.engine.gates.rights import POLICY_KEY, read_policy
from lattice.engine.handlers.workspace import set_meta
from lattice.engine.registry import reads, writes
from lattice.engine.work import Reading, Writing
from lattice.model.errors import LatticeError, Stage
from lattice.model.people import ActorKind
from lattice.model.policy import Approval, Budget, Decision, Policy

#: The key of `lattice_meta` under which the instructions stand.
INSTRUCTIONS_KEY = "instructions"
#: Characters of the instructions: they go to the model with each request.
INSTRUCTIONS_CHARS = 20_000


@reads(ReadPolicy)
async def policy(work: Reading, action: ReadPolicy) -> Policy:
    """What agents may do here."""
    return await read_policy(work.tx)


@writes(SetPolicy)
async def set_policy(work: Writing, action: SetPolicy) -> Policy:
    """Say what agents may do here."""
    budgets = action.policy.budgets
    for span, budget in (("turn", budgets.turn), ("day", budgets.day), ("workspace", budgets.workspace)):
        _check_budget(span, budget)
    if action.policy != await read_policy(work.tx):
        text = msgspec.json.encode(action.policy, order="sorted").decode()
        await set_meta(work, {POLICY_KEY: text}, spec_of(action).name)
        work.summary = "changed what agents may do"
        # an undo of the newest change must not open by the way what was closed: it is set anew instead
        work.undoable = False
    return action.policy


def _check_budget(span: str, budget: Budget) -> None:
    if min(msgspec.structs.astuple(budget)) < 0:
        raise LatticeError(
            "invalid_value",
            f"The budget of a {span} is negative.",
            "0 is without bound.",
            stage=Stage.CONSTRAINTS,
        )


@reads(ReadInstructions)
async def instructions(work: Reading, action: ReadInstructions) -> Instructions:
    """What the workspace tells assistants."""
    row = await work.tx.one("SELECT value FROM lattice_meta WHERE key = ?", (INSTRUCTIONS_KEY,))
    return Instructions(str(row[0]) if row else "")


@writes(SetInstructions)
async def set_instructions(work: Writing, action: SetInstructions) -> Instructions:
    """Say what every assistant should know and do."""
    text = action.text.strip()
    if len(text) > INSTRUCTIONS_CHARS:
        raise LatticeError(
            "too_large",
            f"The instructions have {len(text):,} characters; {INSTRUCTIONS_CHARS:,} are allowed.",
            "They go to the model with each request: keep what matters, and put the rest into an artifact.",
            stage=Stage.CONSTRAINTS,
        )
    if text != (await instructions(work, ReadInstructions())).text:
        await set_meta(work, {INSTRUCTIONS_KEY: text}, spec_of(action).name)
        work.summary = "changed the instructions to assistants" if text else "took the instructions away"
    return Instructions(text)


@reads(ListApprovals)
async def approvals(work: Reading, action: ListApprovals) -> tuple[Approval, ...]:
    """What was asked for: by all for their person, by an agent itself for the agent."""
    where, params = ["on_behalf_of = ?"], list[Param]([work.caller.principal])
    if work.caller.kind is not ActorKind.HUMAN:
        where.append("actor = ?")
        params.append(work.caller.actor)
    if action.waiting:
        where.append("decision = 'asked'")
    records = await work.tx.all(
        f"SELECT {FIELDS} FROM lattice_approvals WHERE {' AND '.join(where)} ORDER BY id DESC LIMIT ?",
        (*params, action.limit),
    )
    return tuple(approval_from(record) for record in records)


@writes(DecideApproval)
async def decide(work: Writing, action: DecideApproval) -> Approval:
    """Answer what was asked for; only its own person may."""
    if action.decision is Decision.ASKED:
        raise LatticeError(
            "invalid_action",
            "An answer is once, conversation, no or never.",
            stage=Stage.CONSTRAINTS,
        )
    record = await work.tx.one(
        f"SELECT {FIELDS} FROM lattice_approvals WHERE id = ? AND on_behalf_of = ?",
        (action.id.upper(), work.caller.principal),
    )
    if record is None:
        raise LatticeError(
            "not_found", f"Nobody asks for {action.id!r}.", "`lattice approvals` lists what waits."
        )
    known = approval_from(record)
    if known.decision is not Decision.ASKED:
        raise LatticeError(
            "conflict", f"That was answered already: {known.decision.value}.", "The agent may ask again."
        )
    work.undoable = False
    await work.tx.run(
        "UPDATE lattice_approvals SET decision = ?, decided_at = ?, decided_by = ? WHERE id = ?",
        (action.decision.value, work.now, work.actor, known.id),
    )
    return msgspec.structs.replace(
        known, decision=action.decision, decided_at=work.now, decided_by=work.actor
    )
