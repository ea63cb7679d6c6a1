"""What each role may do, action by action: written out, so that a new action is thought about."""

from __future__ import annotations

from pathlib import Path

import pytest

from lattice.actions import ListAudit, Undo, VerifyAudit, specs
from lattice.client import open_local
from lattice.engine.gates.roles import check_role, role_needed, role_to_undo
from lattice.model.errors import LatticeError, Stage
from lattice.model.people import HUMAN_ROLES, Caller, Role, at_least
from tests.engine.workspaces import ADA, add, table, workspace

#: What every member may, viewers too.
VIEWERS = {
    *("approval.decide", "approval.list", "audit.list", "change.check_revert", "change.get", "change.list"),
    "column.check_retype",
    *(
        "file.compare",
        "file.parts",
        "file.read",
        "file.versions",
        "instructions.read",
        "link.all",
        "link.list",
    ),
    *("log.head", "log.list", "member.list", "member.remove", "message.add", "message.update", "model.ask"),
    *("model.used", "policy.read", "row.aggregate", "row.count", "row.duplicates", "row.export", "row.get"),
    *("row.list", "row.locate", "row.sharing", "search.text", "sql.query", "table.dropped", "table.list"),
    *("thread.create", "thread.delete", "thread.fork", "thread.list", "thread.read", "thread.rewind"),
    *("thread.update", "token.create", "token.list", "token.revoke", "trash.list", "turn.begin", "turn.end"),
    *("turn.keep", "turn.settle", "usage.read", "view.list", "workspace.describe", "workspace.logo"),
}
ADMINS = {
    *("audit.verify", "column.mask", "invite.create", "invite.list", "invite.withdraw", "member.readmit"),
    *("member.role", "policy.set"),
}
OWNERS = {"instructions.set", "workspace.rename", "workspace.set_logo"}


def test_each_action_needs_a_role() -> None:
    needed = {spec.name: role_needed(spec) for spec in specs().values()}
    assert {name for name, role in needed.items() if role is Role.VIEWER} == VIEWERS
    assert {name for name, role in needed.items() if role is Role.ADMIN} == ADMINS
    assert {name for name, role in needed.items() if role is Role.OWNER} == OWNERS
    rest = needed.keys() - VIEWERS - ADMINS - OWNERS
    assert {needed[name] for name in rest} == {Role.EDITOR}
    assert {"row.insert", "row.purge", "row.share", "table.share", "change.undo", "file.add"} <= rest


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("needed", HUMAN_ROLES)
def test_a_role_may_what_lesser_ones_may_and_an_agents_own_nothing(role: Role, needed: Role) -> None:
    caller = Caller("human:ada", role=role)
    if at_least(role, needed):
        check_role(caller, needed, "x")
        return
    with pytest.raises(LatticeError) as caught:
        check_role(caller, needed, "x")
    assert (caught.value.code, caught.value.stage) == ("forbidden", Stage.AUTHORIZATION)


def test_taking_back_needs_what_doing_needs() -> None:
    assert role_to_undo("column.mask") is Role.ADMIN
    assert role_to_undo("workspace.rename") is Role.OWNER
    assert role_to_undo("row.update") is Role.EDITOR
    assert role_to_undo("column.restore") is Role.EDITOR


async def test_others_than_admins_read_of_the_audit_what_they_did_themselves(tmp_path: Path) -> None:
    async with workspace(tmp_path) as ada:
        await table(ada, "people", name="text")
        await add(ada, "people", name="x")
        bob = await open_local(tmp_path / "w.lattice", caller=Caller("human:bob", role=Role.EDITOR))
        await add(bob, "people", name="y")
        agent = bob.acting("agent:scout")
        with pytest.raises(LatticeError):
            await agent.run(VerifyAudit())
        seen = (await bob.run(ListAudit())).value.records
        assert {(r.actor, r.action, r.decision) for r in seen} == {
            ("human:bob", "row.insert", "allowed"),
            ("agent:scout", "audit.verify", "denied"),
        }
        assert len((await ada.run(ListAudit())).value.records) == 4
        await bob.close()


async def test_undo_of_somebody_elses_change_needs_the_role_of_that_change(tmp_path: Path) -> None:
    async with workspace(tmp_path) as ada:
        from lattice.actions import RenameWorkspace

        renamed = await ada.run(RenameWorkspace(name="Other"))
        admin = await open_local(tmp_path / "w.lattice", caller=Caller("human:bob", role=Role.ADMIN))
        with pytest.raises(LatticeError) as caught:
            await admin.run(Undo(change_id=renamed.change_id))
        assert caught.value.code == "forbidden"
        assert (await ada.describe()).name == "Other"
        await admin.close()
    assert ADA.role is Role.OWNER
