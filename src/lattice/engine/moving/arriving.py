"""Taking a workspace in on a server, batch by batch, until it is whole, compared and opened.

Nobody sees it before that. Each batch and how far its part has come are one transaction, so whoever
publishes may be stopped at any moment and go on later, and asking twice does nothing twice.
"""

from __future__ import annotations

import msgspec

from lattice.databases.base import Param, Transaction
from lattice.databases.names import quote
from lattice.engine.gates.audit import read_head
from lattice.engine.hosting import Hosting
from lattice.engine.moving import places
from lattice.engine.moving.announced import (
    after_of,
    find,
    manifest_of_arrival,
    not_arriving,
    reclaim,
    standing,
    state_of,
)
from lattice.engine.moving.form import FORM, Manifest, Part, split
from lattice.engine.moving.reading import counted_part
from lattice.model.arrivals import Arrival, Arrived
from lattice.model.errors import LatticeError
from lattice.model.ids import is_id
from lattice.model.people import parse_actor
from lattice.model.values import now


async def begin(hosting: Hosting, manifest: Manifest, *, name: str, owner: str, owner_name: str) -> Arrival:
    """Begin to take a workspace in, or go on; parts that differ from what was announced before come anew.

    Raises `exists` for a workspace that is open, `newer_workspace`, `invalid_value`.
    """
    if manifest.form != FORM:
        raise LatticeError(
            "newer_workspace",
            f"It travels in form {manifest.form}; this server knows {FORM}.",
            "Upgrade whichever of the two is older.",
        )
    parse_actor(owner)
    places.check_parts(manifest)
    workspace_id = manifest.workspace_id
    if not is_id(workspace_id):
        raise LatticeError("invalid_value", "The workspace has no id of its own.", "Run `lattice doctor`.")
    known = await find(hosting, workspace_id)
    if known is None:
        await _create(hosting, manifest, name=name, owner=owner, owner_name=owner_name)
        return await standing(hosting, workspace_id)
    if known.state == "open":
        if known.digest == manifest.digest:
            return known
        if not known.digest or not await reclaim(hosting, workspace_id):
            raise _is_open()
    if (known.digest, known.name, known.owner) != (manifest.digest, name, owner):
        await _begin_anew(hosting, manifest, name=name, owner=owner, owner_name=owner_name)
    return await standing(hosting, workspace_id)


def _is_open() -> LatticeError:
    return LatticeError(
        "exists",
        "This workspace is on the server already.",
        "Connect to it with `lattice connect`, or have an owner invite you.",
    )


async def _create(hosting: Hosting, manifest: Manifest, *, name: str, owner: str, owner_name: str) -> None:
    workspace_id = manifest.workspace_id
    async with hosting.tx() as tx:
        # one that was removed may come again, from its beginning
        await tx.run("DELETE FROM lattice.workspaces WHERE id = ? AND state = 'removed'", (workspace_id,))
        for table in ("arrivals", "arrived"):
            await tx.run(
                f"DELETE FROM lattice.{table} WHERE workspace = ?"
                " AND NOT EXISTS (SELECT 1 FROM lattice.workspaces WHERE id = ?)",
                (workspace_id, workspace_id),
            )
    try:
        await hosting.create(
            name,
            id=manifest.workspace_id,
            description=manifest.description,
            owner=owner,
            owner_name=owner_name,
            state="arriving",
        )
    except LatticeError as error:
        found = await state_of(hosting, manifest.workspace_id)
        if error.code != "exists" or found != "arriving":
            raise
    async with hosting.tx() as tx:
        await tx.run(
            "INSERT INTO lattice.arrivals (workspace, manifest, digest, name, owner, owner_name, begun_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (workspace) DO NOTHING",
            (
                manifest.workspace_id,
                msgspec.json.encode(manifest).decode(),
                manifest.digest,
                name,
                owner,
                owner_name,
                now(),
            ),
        )


async def _begin_anew(
    hosting: Hosting, manifest: Manifest, *, name: str, owner: str, owner_name: str
) -> None:
    """The workspace was changed since: what differs is emptied, the rest stays."""
    workspace_id = manifest.workspace_id
    async with hosting.engine_of(workspace_id).database.writing() as tx:
        before = {part.name: part for part in (await manifest_of_arrival(tx, workspace_id)).parts}
        wanted = {part.name: part for part in manifest.parts}
        for part in before.values():
            if part == wanted.get(part.name):
                continue
            if not places.is_book(part):
                fields = wanted[part.name].fields if part.name in wanted else ()
                await (places.empty if fields == part.fields else places.drop)(tx, part)
            await tx.run(
                "DELETE FROM lattice.arrived WHERE workspace = ? AND part = ?", (workspace_id, part.name)
            )
        await tx.run(
            "UPDATE lattice.arrivals SET manifest = ?, digest = ?, name = ?, owner = ?, owner_name = ?,"
            " begun_at = ?, verified_at = NULL WHERE workspace = ?",
            (
                msgspec.json.encode(manifest).decode(),
                manifest.digest,
                name,
                owner,
                owner_name,
                now(),
                workspace_id,
            ),
        )


async def put(
    hosting: Hosting, workspace_id: str, digest: str, name: str, offset: int, body: bytes
) -> Arrived:
    """Take one batch of a part; one that is here already is not taken twice. Answers how far the part is.

    `digest` is the manifest's: who publishes something else than what was begun is told `conflict`.
    """
    if await state_of(hosting, workspace_id) != "arriving":
        raise not_arriving()
    async with hosting.engine_of(workspace_id).database.writing() as tx:
        manifest = await manifest_of_arrival(tx, workspace_id)
        if manifest.digest != digest:
            raise LatticeError(
                "conflict",
                "Somebody else began to publish this workspace as it is elsewhere.",
                "Only one machine can publish it: stop the other one, or withdraw.",
            )
        part = next((p for p in manifest.parts if p.name == name), None)
        if part is None:
            raise LatticeError("not_found", f"The manifest has no part {name!r}.")
        known = await tx.one(
            "SELECT rows, after FROM lattice.arrived WHERE workspace = ? AND part = ?", (workspace_id, name)
        )
        here = 0 if known is None else int(known[0] or 0)
        if known is not None and offset < here:
            return Arrived(name, here, after_of(known[1]))
        if offset != here:
            raise LatticeError(
                "conflict",
                f"Of {name} there are {here:,} records here, not {offset:,}.",
                details={"rows": here},
            )
        return await _take(tx, workspace_id, part, offset, split(part, body), begun=known is not None)


async def _take(
    tx: Transaction,
    workspace_id: str,
    part: Part,
    offset: int,
    records: list[tuple[Param, ...]],
    *,
    begun: bool,
) -> Arrived:
    if offset + len(records) > part.rows:
        raise LatticeError("invalid_value", f"That is more than the manifest says of {part.name}.")
    if not begun:
        await places.make(tx, part)
    names = ", ".join(quote(field.name) for field in part.fields)
    await tx.insert(f"INSERT INTO {quote(part.name)} ({names})", records)
    after = [records[-1][place] for place in part.key_positions] if records else []
    arrived = Arrived(part.name, offset + len(records), tuple(after))  # type: ignore[arg-type]  # keys are text and numbers
    await tx.run(
        "INSERT INTO lattice.arrived (workspace, part, rows, after) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (workspace, part) DO UPDATE SET rows = excluded.rows, after = excluded.after",
        (workspace_id, part.name, arrived.rows, msgspec.json.encode(arrived.after).decode()),
    )
    await tx.run("UPDATE lattice.arrivals SET verified_at = NULL WHERE workspace = ?", (workspace_id,))
    return arrived


async def verify(hosting: Hosting, workspace_id: str) -> tuple[str, ...]:
    """Read back all that arrived and compare it with the manifest; the names of the parts that differ.

    Those are emptied, so that they can be sent anew.
    """
    if await state_of(hosting, workspace_id) != "arriving":
        raise not_arriving()
    database = hosting.engine_of(workspace_id).database
    async with database.reading() as tx:
        manifest = await manifest_of_arrival(tx, workspace_id)
        begun = await tx.all("SELECT part FROM lattice.arrived WHERE workspace = ?", (workspace_id,))
    here = {str(row[0]) for row in begun}
    wrong = []
    for part in manifest.parts:
        # each in a transaction of its own: nobody else writes here, and no ticket holds for ever
        async with database.reading() as tx:
            if part.name not in here or await counted_part(tx, part) != part:
                wrong.append(part.name)
    async with database.writing() as tx:
        for name in wrong:
            await tx.run("DELETE FROM lattice.arrived WHERE workspace = ? AND part = ?", (workspace_id, name))
        if not wrong:
            await tx.run(
                "UPDATE lattice.arrivals SET verified_at = ? WHERE workspace = ? AND digest = ?",
                (now(), workspace_id, manifest.digest),
            )
    return tuple(wrong)


async def open_workspace(hosting: Hosting, workspace_id: str, digest: str) -> Arrival:
    """Open a workspace that was verified, in one transaction; one that was opened so stays open."""
    known = await standing(hosting, workspace_id)
    if known.digest != digest:
        raise _is_open() if known.state == "open" else _not_verified()
    if known.state == "open":
        return known
    engine = hosting.engine_of(workspace_id)
    async with engine.database.writing() as tx:
        row = await tx.one(
            "SELECT name, owner, owner_name FROM lattice.arrivals"
            " WHERE workspace = ? AND digest = ? AND verified_at IS NOT NULL",
            (workspace_id, digest),
        )
        if row is None:
            raise _not_verified()
        name, owner, owner_name = (str(value) for value in row)
        manifest = await manifest_of_arrival(tx, workspace_id)
        await places.belong(tx, manifest, owner)
        await places.finish(tx, manifest)
        await _own(tx, workspace_id, name, owner, owner_name)
        head = await read_head(tx)
    engine.head_file.write(head)
    return await standing(hosting, workspace_id)


def _not_verified() -> LatticeError:
    return LatticeError(
        "conflict", "What is here was not compared with what was sent.", "Verify it, then open it."
    )


async def _own(tx: Transaction, workspace_id: str, name: str, owner: str, owner_name: str) -> None:
    """The name it has here, its one member, and that it is open."""
    at = now()
    await tx.run("UPDATE lattice_meta SET value = ? WHERE key = 'name'", (name,))
    await tx.run("DELETE FROM lattice.members WHERE workspace = ?", (workspace_id,))
    await tx.run(
        "INSERT INTO lattice.members (workspace, id, name, role, joined_at) VALUES (?, ?, ?, 'owner', ?)",
        (workspace_id, owner, owner_name or owner.partition(":")[2], at),
    )
    await tx.run(
        "UPDATE lattice.workspaces SET state = 'open', name = ?, created_by = ? WHERE id = ?",
        (name, owner, workspace_id),
    )
    await tx.run("UPDATE lattice.arrivals SET opened_at = ? WHERE workspace = ?", (at, workspace_id))


async def end(hosting: Hosting, workspace_id: str) -> None:
    """Forget that a workspace came in this way; one that is not open yet is taken away with all it has."""
    if await state_of(hosting, workspace_id) == "arriving":
        await hosting.remove(workspace_id)
    async with hosting.tx() as tx:
        for table in ("arrivals", "arrived"):
            await tx.run(f"DELETE FROM lattice.{table} WHERE workspace = ?", (workspace_id,))
