"""What a server remembers of workspaces on their way in: what was announced, how far each part is."""

from __future__ import annotations

import msgspec

from lattice.databases.base import Transaction
from lattice.databases.books import last_seq
from lattice.engine.hosting import Hosting
from lattice.engine.moving.form import Manifest
from lattice.model.arrivals import Arrival, Arrived
from lattice.model.errors import LatticeError

_decode = msgspec.json.Decoder(list[str | int]).decode


def after_of(text: object) -> tuple[str | int, ...]:
    """The key of the last record of a part, as it is remembered."""
    return tuple(_decode(str(text)))


async def standing(hosting: Hosting, workspace_id: str) -> Arrival:
    """How far a workspace has come; raises `not_found` when none of that id is on its way."""
    found = await find(hosting, workspace_id)
    if found is None or not found.digest:
        raise not_arriving()
    return found


def not_arriving() -> LatticeError:
    """The refusal for a workspace that nobody announced."""
    return LatticeError("not_found", "No such workspace is on its way here.", "Begin to publish it.")


async def state_of(hosting: Hosting, workspace_id: str) -> str:
    """`open`, `arriving`, `removed`; empty when the server does not know it."""
    async with hosting.tx() as tx:
        row = await tx.one("SELECT state FROM lattice.workspaces WHERE id = ?", (workspace_id,))
    return "" if row is None else str(row[0])


async def find(hosting: Hosting, workspace_id: str) -> Arrival | None:
    """What is known of a workspace on its way; None when there is none, nor one that is open."""
    async with hosting.tx() as tx:
        row = await tx.one(
            "SELECT w.state, a.digest, a.name, a.owner, a.verified_at FROM lattice.workspaces w"
            " LEFT JOIN lattice.arrivals a ON a.workspace = w.id WHERE w.id = ? AND w.state <> 'removed'",
            (workspace_id,),
        )
        if row is None:
            return None
        state, digest, name, owner, verified_at = row
        if state == "arriving" and digest is None:
            # stopped between the two steps of beginning: as if it had not begun
            return None
        parts = await tx.all(
            "SELECT part, rows, after FROM lattice.arrived WHERE workspace = ? ORDER BY part", (workspace_id,)
        )
    return Arrival(
        workspace_id=workspace_id,
        state=str(state),
        digest=str(digest or ""),
        name=str(name or ""),
        owner=str(owner or ""),
        verified=verified_at is not None,
        parts=tuple(Arrived(str(part), int(rows or 0), after_of(after)) for part, rows, after in parts),
    )


async def manifest_of_arrival(tx: Transaction, workspace_id: str) -> Manifest:
    """What was announced; raises `not_found`."""
    row = await tx.one("SELECT manifest FROM lattice.arrivals WHERE workspace = ?", (workspace_id,))
    if row is None:
        raise not_arriving()
    return msgspec.json.decode(str(row[0]), type=Manifest)


async def reclaim(hosting: Hosting, workspace_id: str) -> bool:
    """Let a workspace arrive again that was opened, but that nobody has entered and nothing was changed in.

    So who was stopped between the opening and taking it into use, and went on at home, loses nothing.
    """
    async with hosting.engine_of(workspace_id).database.writing() as tx:
        row = await tx.one(
            "SELECT a.manifest FROM lattice.arrivals a WHERE a.workspace = ? AND NOT EXISTS (SELECT 1"
            " FROM lattice.tokens t WHERE t.workspaces LIKE ? AND t.last_used_at IS NOT NULL)",
            (workspace_id, f'%"{workspace_id}"%'),
        )
        seq = await last_seq(tx)
        if row is None or msgspec.json.decode(str(row[0]), type=Manifest).seq != seq:
            return False
        await tx.run(
            "UPDATE lattice.workspaces SET state = 'arriving' WHERE id = ? AND state = 'open'",
            (workspace_id,),
        )
        # it got the name that it has here
        await tx.run(
            "DELETE FROM lattice.arrived WHERE workspace = ? AND part = 'lattice_meta'", (workspace_id,)
        )
    return True


async def remember_token(hosting: Hosting, workspace_id: str, token_id: str) -> str:
    """Remember the token that was handed out for an opened workspace; the one before, if unused.

    Who asks again did not get the answer: the token in it is to open nothing any more.
    """
    async with hosting.tx() as tx:
        row = await tx.one(
            "SELECT a.token FROM lattice.arrivals a JOIN lattice.tokens t ON t.id = a.token"
            " WHERE a.workspace = ? AND t.last_used_at IS NULL AND t.revoked_at IS NULL",
            (workspace_id,),
        )
        await tx.run("UPDATE lattice.arrivals SET token = ? WHERE workspace = ?", (token_id, workspace_id))
    return "" if row is None else str(row[0])
