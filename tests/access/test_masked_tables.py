"""A table with a masked column is worked with as any other: by those who read it, and by those who do not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.access.scene import Scene

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("role", ["owner", "editor"])
async def test_rows_and_columns_beside_a_masked_one_are_changed_undone_and_purged(
    scene: Scene, role: str
) -> None:
    ada = await scene.place.workspace("Masked")
    guest = ada if role == "owner" else await scene.place.member(ada.workspace, "ed")
    columns = [{"name": n, "type": "text"} for n in ("a", "m", "n")]
    await ada.ok("table.create", name="t", columns=columns)
    rows = [(await ada.ok("row.insert", table="t", values={"a": f"{n}", "m": "7"}))["id"] for n in range(4)]
    await ada.ok("column.mask", table="t", column="m", audience="owner")
    steps: list[tuple[str, dict[str, Any]]] = [
        ("row.update", {"id": rows[0], "values": {"a": "y"}}),
        ("change.undo", {}),
        ("row.merge", {"ids": rows[:2]}),
        ("change.undo", {}),
        ("row.delete", {"id": rows[3]}),
        ("row.purge", {"ids": [rows[3]]}),
        ("column.retype", {"column": "n", "type": "integer"}),
        ("change.undo", {}),
    ]
    if role == "owner":
        steps += [("column.retype", {"column": "m", "type": "integer"}), ("change.undo", {})]
    for action, fields in steps:
        answer = await guest.ask(action, **({} if action == "change.undo" else {"table": "t", **fields}))
        assert answer.status_code == 200, (action, answer.text)
    listed = (await ada.ok("row.list", table="t"))["rows"]
    assert [row["values"]["m"] for row in listed] == ["7", "7", "7"]
    for one in {ada, guest}:
        await one.http.aclose()


async def test_taking_back_a_new_type_leaves_what_hidden_rows_hold_by_now(scene: Scene) -> None:
    ada = await scene.place.workspace("Retyped")
    ed = await scene.place.member(ada.workspace, "ed")
    await ada.ok("table.create", name="t", columns=[{"name": "n", "type": "text"}])
    row = (await ada.ok("row.insert", table="t", values={"n": "7"}))["id"]
    retyped = await ed.ask("column.retype", table="t", column="n", type="integer")
    assert retyped.status_code == 200, retyped.text
    await ada.ok("row.share", table="t", id=row, visibility="private")
    await ada.ok("row.update", table="t", id=row, values={"n": 8})
    answer = await ed.ask("change.undo", change_id=retyped.json()["change_id"])
    assert answer.status_code == 200, answer.text
    # not 7, which is what it held before the type that was taken back
    assert (await ada.ok("row.get", table="t", id=row))["values"]["n"] == "8"
    # nor does a value that fits no more become empty: it is refused, and the row is not named
    await ada.ok("row.update", table="t", id=row, values={"n": "many"})
    answer = await ed.ask("change.undo", change_id=answer.json()["change_id"])
    assert answer.status_code == 409, answer.text
    assert row not in answer.text
    assert "many" not in answer.text
    assert (await ada.ok("row.get", table="t", id=row))["values"]["n"] == "many"
    for one in (ada, ed):
        await one.http.aclose()
