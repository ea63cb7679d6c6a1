"""The workspace itself: what it is, who I am, what I may do; its name."""

from __future__ import annotations

from lattice.actions import Describe, Description, RenameWorkspace, specs
from lattice.actions.base import ActionSpec
from lattice.databases.books import last_seq
from lattice.engine.gates.rights import PEOPLE_ONLY, needs_approval, of_conversation, sees_conversations
from lattice.engine.gates.roles import role_needed
from lattice.engine.log import Draft
from lattice.engine.registry import reads, writes
from lattice.engine.work import Reading, Writing
from lattice.model.errors import LatticeError
from lattice.model.people import ActorKind, Role, at_least
from lattice.model.policy import Writes

#: Nouns of actions that only a workspace on a server knows.
_OF_SERVERS = frozenset({"invite", "member", "token"})


@reads(Describe)
async def describe(work: Reading, action: Describe) -> Description:
    """The workspace and the caller's place in it."""
    # all but the picture, which is large
    rows = await work.tx.all("SELECT key, value FROM lattice_meta WHERE key <> 'logo'")
    meta = {str(k): str(v) for k, v in rows}
    policy = work.rights.policy
    known = [spec for spec in specs().values() if _may(work, spec)]
    asked = tuple(sorted(s.name for s in known if needs_approval(s, work.caller, policy)))
    return Description(
        id=meta["workspace_id"],
        name=meta["name"],
        description=meta.get("description", ""),
        place=_place(work),
        actor=work.caller.actor,
        on_behalf_of=work.caller.on_behalf_of,
        actions=tuple(sorted(s.name for s in known if not needs_approval(s, work.caller, policy))),
        needs_approval=asked,
        seq=await last_seq(work.tx),
        role=work.caller.role,
        may="" if work.caller.kind is ActorKind.HUMAN else _sentence(work, bool(asked)),
        epoch=meta.get("epoch", ""),
    )


def _place(work: Reading) -> str:
    """Where the workspace is."""
    if not work.database.keeps_rows:
        return "local"
    return (work.server.address if work.server else "") or "server"


def _sentence(work: Reading, asks: bool) -> str:
    """What an agent may do here, in one sentence."""
    rights, caller = work.rights, work.caller
    does = "read and change" if at_least(caller.role, Role.EDITOR) else "read"
    where = "all tables"
    if rights.tables is not None:
        where = "only " + (", ".join(rights.shown_tables) or "no tables")
    parts = [f"For {caller.principal} ({caller.role.value}) you may {does} {where}"]
    if rights.actions is not None:
        parts.append(f"by {', '.join(sorted(rights.actions)) or 'no action'} alone")
    if rights.denied:
        parts.append(f"never by {', '.join(sorted(rights.denied))}")
    if rights.policy.writes is Writes.ASK:
        parts.append("each change waits for a person's approval")
    elif asks:
        parts.append("what cannot be undone or goes outside waits for a person's approval")
    return "; ".join(parts) + "."


def _may(work: Reading, spec: ActionSpec) -> bool:
    """Whether the second gate lets the caller run an action at all, and the workspace knows it."""
    name = spec.name
    if not work.database.keeps_rows and name.split(".")[0] in _OF_SERVERS:
        return False
    if not at_least(work.caller.role, role_needed(spec)):
        return False
    if work.caller.kind is ActorKind.HUMAN:
        return True
    if name in PEOPLE_ONLY or (of_conversation(name) and not sees_conversations(work.caller)):
        return False
    return work.rights.allows(name)


@writes(RenameWorkspace)
async def rename_workspace(work: Writing, action: RenameWorkspace) -> Description:
    """Give the workspace another name or description."""
    meta = {str(k): str(v) for k, v in await work.tx.all("SELECT key, value FROM lattice_meta")}
    wanted = {"name": action.name, "description": action.description}
    new = {k: v.strip() for k, v in wanted.items() if v is not None and v.strip() != meta.get(k, "")}
    if new.get("name") == "":
        raise LatticeError("invalid_name", "A workspace needs a name.")
    if new:
        await set_meta(work, new)
        work.summary = (
            f"renamed the workspace to {new['name']}" if "name" in new else "described the workspace"
        )
    return await describe(work, Describe())


async def set_meta(work: Writing, new: dict[str, str], op: str = "workspace.rename") -> None:
    """Change what the workspace says of itself, with its event under the name of the action."""
    old = {str(k): str(v) for k, v in await work.tx.all("SELECT key, value FROM lattice_meta")}
    for key, value in new.items():
        await work.tx.run(
            "INSERT INTO lattice_meta (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )
    await work.log(Draft(op, None, None, {k: old.get(k, "") for k in new}, dict(new)))
