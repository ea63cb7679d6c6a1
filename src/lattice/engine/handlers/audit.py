"""The audit chain: listing and checking it."""

from __future__ import annotations

from lattice.actions import AuditList, ListAudit, VerifyAudit
from lattice.databases.base import Param
from lattice.engine import verify
from lattice.engine.registry import reads
from lattice.engine.work import Reading
from lattice.model.errors import LatticeError, Stage
from lattice.model.events import AuditRecord, Verdict
from lattice.model.people import Role, at_least, parse_actor


@reads(ListAudit)
async def list_audit(work: Reading, action: ListAudit) -> AuditList:
    """Records, newest first."""
    params: list[Param] = [] if action.before is None else [action.before]
    where = "TRUE" if action.before is None else "n < ?"
    if not at_least(work.caller.role, Role.ADMIN):
        # of what others did the chain says more than they may see
        where += " AND (actor = ? OR on_behalf_of = ?)"
        params += [work.caller.principal, work.caller.principal]
    if action.actor is not None:
        where += " AND actor = ?"
        params.append(parse_actor(action.actor))
    if action.decision is not None:
        where += " AND decision = ?"
        params.append(_decision(action.decision))
    found = await work.tx.all(
        "SELECT n, at, actor, action, decision, code, stage, events_digest, prev_hash, hash"
        f" FROM lattice_audit WHERE {where} ORDER BY n DESC LIMIT ?",
        (*params, action.limit + 1),
    )
    records = tuple(AuditRecord(int(n or 0), *(str(v) for v in rest)) for n, *rest in found[: action.limit])
    return AuditList(records, next=records[-1].n if len(found) > action.limit else None)


@reads(VerifyAudit)
async def verify_audit(work: Reading, action: VerifyAudit) -> Verdict:
    """Check the chain, or a stretch of it."""
    after, limit = max(action.after, 0), action.limit
    head = work.head_file.read() if work.head_file else None
    # a new view of the database, from after the head was read: others may write meanwhile,
    # and a head from later than the view would look as if the end had been cut off
    if work.database.keeps_rows:
        # the chain is one, whatever of it the caller may see
        async with work.database.reading() as tx:
            return await verify.verify(tx, head, after=after, limit=limit)
    await work.tx.run("ROLLBACK")
    await work.tx.run("BEGIN")
    return await verify.verify(work.tx, head, after=after, limit=limit)


def _decision(text: str) -> str:
    if text not in ("allowed", "denied"):
        raise LatticeError(
            "usage",
            f"No record is {text!r}.",
            "A decision is allowed or denied.",
            stage=Stage.CONSTRAINTS,
        )
    return text
