"""`approvals`, `approve`, `deny`: what agents ask for, and what the person says to it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from lattice.actions.policy import DecideApproval, ListApprovals
from lattice.cli.approval_text import approval_text
from lattice.cli.arguments import Limit
from lattice.cli.globals import Globals, flags_of
from lattice.cli.output import answer, note
from lattice.cli.running import Session, session
from lattice.model.errors import LatticeError, Stage
from lattice.model.policy import Approval, Decision

app = typer.Typer()

ApprovalId = Annotated[
    str,
    typer.Argument(metavar="ID", help="As `lattice approvals` shows it.", show_default=False),
]
_DONE = {
    Decision.ONCE: "Allowed once: the agent may now do exactly this.",
    Decision.CONVERSATION: "Allowed until its conversation ends: this and the like of it.",
    Decision.NO: "Denied.",
    Decision.NEVER: "Denied, with the like of it in this conversation.",
}


@app.command("approvals")
def approvals(
    ctx: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Also what was answered already.")] = False,
    limit: Limit = 100,
) -> None:
    """List what agents ask for that a person must allow, newest first."""
    flags = flags_of(ctx)
    with session(flags) as held:
        found = _list(held, waiting=not every, limit=limit)
        texts = [] if flags.as_json else [_text(held, one, whole=False) for one in found]
    answer(flags, lambda: found, lambda: "\n\n".join(texts) or "Nobody asks for anything.")
    if not flags.as_json and any(one.decision is Decision.ASKED for one in found):
        note("`lattice approve ID` allows one, `lattice deny ID` does not.")


def _list(held: Session, *, waiting: bool, limit: int) -> tuple[Approval, ...]:
    return held.wait(held.client.run(ListApprovals(waiting=waiting, limit=limit))).value


def _text(held: Session, approval: Approval, *, whole: bool) -> str:
    return held.wait(approval_text(approval, held.client, whole=whole))


@app.command("approve")
def approve(
    ctx: typer.Context,
    approval: ApprovalId,
    conversation: Annotated[
        bool, typer.Option("--conversation", help="Also the like of it, until its conversation ends.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Without showing it and asking.")] = False,
) -> None:
    """Allow what an agent asks for: once, exactly as it was asked; people only.

    On a terminal it shows what that is and asks.
    """
    decision = Decision.CONVERSATION if conversation else Decision.ONCE
    _decide(flags_of(ctx), approval, decision, ask=not yes)


@app.command("deny")
def deny(
    ctx: typer.Context,
    approval: ApprovalId,
    never: Annotated[bool, typer.Option("--never", help="Nor the like of it in this conversation.")] = False,
) -> None:
    """Say no to what an agent asks for; people only."""
    _decide(flags_of(ctx), approval, Decision.NEVER if never else Decision.NO, ask=False)


def _decide(flags: Globals, text: str, decision: Decision, *, ask: bool) -> None:
    id_ = text.strip().upper()
    with session(flags) as held:
        if ask and flags.actor is None and not flags.as_json and sys.stdin.isatty() and sys.stderr.isatty():
            _confirm(held, id_)
        action = DecideApproval(id=id_, decision=decision)
        decided = held.wait(held.client.run(action, op_id=flags.op_id)).value
    answer(flags, lambda: decided, lambda: _DONE[decision])


def _confirm(held: Session, id_: str) -> None:
    """Show what is asked for and ask; raises `interrupted` for anything but a yes."""
    found = next((one for one in _list(held, waiting=True, limit=1_000) if one.id == id_), None)
    if found is None:
        return  # the engine says what became of it
    note(_text(held, found, whole=True))
    if not typer.confirm("Allow it?", default=False, err=True):
        raise LatticeError(
            "interrupted", "Nothing was allowed.", "`lattice deny ID` says no.", stage=Stage.CONSTRAINTS
        )
