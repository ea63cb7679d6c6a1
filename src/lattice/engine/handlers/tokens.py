"""Tokens of agents, made by their person; listing and ending tokens."""

from __future__ import annotations

from lattice.actions import CreateToken, ListTokens, RevokeToken, specs
from lattice.engine.gates.rights import PEOPLE_ONLY
from lattice.engine.handlers.invites import check_days
from lattice.engine.identity import making, people, tokens
from lattice.engine.identity.tokens import Kept
from lattice.engine.log import Draft
from lattice.engine.registry import reads, writes
from lattice.engine.work import Reading, Writing
from lattice.model.errors import LatticeError, Stage
from lattice.model.members import NewToken, Token, TokenList
from lattice.model.people import Role, at_least, parse_actor

#: Days that an agent's token holds, and living tokens that one person and their agents have.
SHORTEST, LONGEST, LIVING = 1 / 24, 366, 200


@reads(ListTokens)
async def list_tokens(work: Reading, action: ListTokens) -> TokenList:
    """One's own and those of one's agents; all for owners and admins."""
    workspace = await people.workspace_of(work)
    everybody = at_least(work.caller.role, Role.ADMIN)
    async with work.tx.steward():
        known = await tokens.of_workspace(
            work.tx, workspace, *(() if everybody else (work.caller.principal,))
        )
    return TokenList(tuple(kept.shown() for kept in known))


@writes(CreateToken)
async def create_token(work: Writing, action: CreateToken) -> NewToken:
    """Make a token for an agent of the caller."""
    workspace = await people.workspace_of(work)
    agent, person = _check_agent(action.agent), work.caller.principal
    days = check_days(action.expires_days, SHORTEST, LONGEST, "A token")
    _check_actions(action.actions)
    tables = tuple(work.layout(name).table.name for name in action.tables)
    if action.dollars_a_day is not None and not 0 <= action.dollars_a_day < 1e6:
        raise _wrong(f"dollars_a_day is from 0 to 1,000,000, not {action.dollars_a_day:g}")
    async with work.tx.steward():
        await _check_room(work, workspace)
        await _enter(work, workspace, agent, person)
        new = await tokens.make(
            work.tx,
            work.now,
            prefix=making.AGENT,
            actor=agent,
            workspaces=(workspace,),
            device="",
            days=days,
            on_behalf_of=person,
            actions=action.actions,
            tables=tables,
            dollars_a_day=action.dollars_a_day,
        )
    await work.log(Draft("token.create", None, None, None, {"id": new.id, "agent": agent, "person": person}))
    work.summary = f"made a token for {agent}"
    work.undoable = False
    return new


def _check_agent(agent: str) -> str:
    if not parse_actor(agent).startswith("agent:"):
        raise _wrong(f"{agent} is no agent", "Write agent:NAME. People get in by an invitation.")
    return agent


def _check_actions(names: tuple[str, ...]) -> None:
    """Raise unless all are actions that agents may be allowed."""
    for name in names:
        if name not in specs():
            raise _wrong(f"there is no action {name!r}", "`lattice api` lists them.")
        if name in PEOPLE_ONLY:
            raise _wrong(f"only people may run {name}")


async def _check_room(work: Writing, workspace: str) -> None:
    known = await tokens.of_workspace(work.tx, workspace, work.caller.principal)
    if sum(not kept.ended(work.now) for kept in known) >= LIVING:
        raise LatticeError(
            "too_large",
            f"You and your agents have {LIVING} tokens here.",
            "End some: `lattice token list`.",
            stage=Stage.CONSTRAINTS,
        )


async def _enter(work: Writing, workspace: str, agent: str, person: str) -> None:
    """Make the agent a member under its person; raises `exists` when it is somebody else's."""
    known = await people.find(work.tx, workspace, agent)
    if known is None:
        await work.tx.run(
            "INSERT INTO lattice.members (workspace, id, name, role, joined_at, invited_by, on_behalf_of)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (workspace, agent, agent.partition(":")[2], Role.AGENT.value, work.now, person, person),
        )
        return
    if known.on_behalf_of != person:
        raise LatticeError("exists", f"There is an {agent} already.", "Give yours another name.")
    await work.tx.run(
        "UPDATE lattice.members SET removed_at = NULL WHERE workspace = ? AND id = ?", (workspace, agent)
    )


@writes(RevokeToken)
async def revoke_token(work: Writing, action: RevokeToken) -> Token:
    """End a token: one's own, one's agents', and as an admin those of others in this workspace."""
    workspace = await people.workspace_of(work)
    async with work.tx.steward():
        known = await tokens.of_workspace(work.tx, workspace)
        kept = next((k for k in known if k.id == action.id.upper() and _may_know(work, k)), None)
        if kept is None:
            raise LatticeError(
                "not_found", f"There is no token {action.id!r}.", "`lattice token list` lists them."
            )
        if kept.revoked_at is not None:
            return kept.shown()
        if kept.principal == work.caller.principal:
            await tokens.end(work.tx, [kept], work.now)
        else:
            owner = await people.present(work.tx, workspace, kept.principal)
            people.check_reach(work, owner.role, f"Ending a token of {owner.name}, {owner.role.value},")
            await tokens.close_workspace(work.tx, [kept], workspace, work.now)
    await work.log(Draft("token.revoke", None, None, None, {"id": kept.id, "actor": kept.actor}))
    work.summary = f"ended a token of {kept.actor}"
    work.undoable = False
    return kept._replace(revoked_at=work.now).shown()


def _may_know(work: Reading, kept: Kept) -> bool:
    return kept.principal == work.caller.principal or at_least(work.caller.role, Role.ADMIN)


def _wrong(what: str, hint: str = "") -> LatticeError:
    return LatticeError("invalid_value", f"token.create: {what}.", hint, stage=Stage.CONSTRAINTS)
