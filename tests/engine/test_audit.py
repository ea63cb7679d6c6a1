from __future__ import annotations

from pathlib import Path

import pytest

from lattice.actions import DeleteRow, ListAudit, UpdateRow, VerifyAudit
from lattice.engine.opening import head_path
from lattice.model.errors import LatticeError
from lattice.model.events import Verdict
from tests.engine.workspaces import add, opened, table, tamper, workspace


async def _some_history(folder: Path) -> None:
    """A table, three rows, a change and a deletion: six records."""
    async with workspace(folder) as client:
        await table(client, "people", name="text", city="text")
        ids = [await add(client, "people", name=name) for name in ("Ada", "Grace", "Lin")]
        await client.run(UpdateRow(table="people", id=ids[0], values={"city": "London"}))
        await client.run(DeleteRow(table="people", id=ids[1]))


async def _verdict(folder: Path) -> Verdict:
    async with opened(folder) as client:
        return (await client.run(VerifyAudit())).value


async def test_a_chain_that_nobody_touched_holds(tmp_path: Path) -> None:
    await _some_history(tmp_path)
    assert await _verdict(tmp_path) == Verdict(ok=True, records=6)


async def test_an_empty_chain_holds(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        assert (await client.run(VerifyAudit())).value == Verdict(ok=True, records=0)


async def test_records_are_listed_newest_first_and_paged(tmp_path: Path) -> None:
    await _some_history(tmp_path)
    async with opened(tmp_path) as client:
        first = (await client.run(ListAudit(limit=4))).value
        rest = (await client.run(ListAudit(limit=4, before=first.next))).value
    assert [r.n for r in first.records] == [6, 5, 4, 3]
    assert [r.n for r in rest.records] == [2, 1]
    assert rest.next is None
    assert first.records[0].action == "row.delete"


@pytest.mark.parametrize(
    ("statement", "bad", "reason"),
    [
        ("UPDATE lattice_audit SET actor = 'human:eve' WHERE n = 3", 3, "contents"),
        ("UPDATE lattice_audit SET decision = 'denied' WHERE n = 2", 2, "contents"),
        ("DELETE FROM lattice_audit WHERE n = 4", 4, "missing"),
        ("DELETE FROM lattice_audit WHERE n = 1", 1, "missing"),
        ("DELETE FROM lattice_audit WHERE n >= 5", None, "no record"),
        ("UPDATE lattice_events SET after = '{}' WHERE seq = 2", 2, "event 2"),
        ("UPDATE lattice_events SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 3", 3, "event 3"),
        ("UPDATE lattice_events SET row_id = 'X' WHERE seq = 4", 4, "event 4"),
        ("DELETE FROM lattice_events WHERE seq = 5", 5, "event"),
        ("DELETE FROM lattice_events WHERE seq = 6", 6, "event"),
        ("UPDATE lattice_events SET before = NULL, after = NULL, salt = NULL WHERE seq = 5", 5, "purge"),
        ("UPDATE lattice_events SET salt = NULL WHERE seq = 5", 5, "salt"),
        ("UPDATE lattice_changes SET actor = 'human:eve' WHERE first_seq = 3", 3, "another"),
        ("UPDATE lattice_changes SET events = 2 WHERE first_seq = 3", 3, "its own"),
        ("DELETE FROM lattice_changes WHERE first_seq = 3", 3, "missing"),
    ],
)
async def test_what_was_changed_behind_its_back_is_named(
    tmp_path: Path, statement: str, bad: int | None, reason: str
) -> None:
    await _some_history(tmp_path)
    tamper(tmp_path, statement)
    verdict = await _verdict(tmp_path)
    assert not verdict.ok
    assert verdict.bad == bad
    assert reason in verdict.reason


async def test_two_records_that_changed_places_are_found(tmp_path: Path) -> None:
    await _some_history(tmp_path)
    tamper(
        tmp_path,
        "UPDATE lattice_audit SET n = 100 WHERE n = 3",
        "UPDATE lattice_audit SET n = 3 WHERE n = 4",
        "UPDATE lattice_audit SET n = 4 WHERE n = 100",
    )
    verdict = await _verdict(tmp_path)
    assert (verdict.ok, verdict.bad) == (False, 3)


async def test_two_events_that_changed_places_are_found(tmp_path: Path) -> None:
    await _some_history(tmp_path)
    tamper(
        tmp_path,
        "UPDATE lattice_events SET seq = 100 WHERE seq = 2",
        "UPDATE lattice_events SET seq = 2 WHERE seq = 3",
        "UPDATE lattice_events SET seq = 3 WHERE seq = 100",
    )
    assert (await _verdict(tmp_path)).bad == 2


async def test_an_end_that_was_cut_off_whole_is_found_by_the_head_outside(tmp_path: Path) -> None:
    await _some_history(tmp_path)
    tamper(
        tmp_path,
        "DELETE FROM lattice_audit WHERE n >= 5",
        "DELETE FROM lattice_events WHERE seq >= 5",
        "DELETE FROM lattice_changes WHERE first_seq >= 5",
    )
    verdict = await _verdict(tmp_path)
    assert (verdict.ok, verdict.bad, verdict.records) == (False, 5, 4)
    assert "cut off" in verdict.reason


async def test_a_chain_that_was_cut_off_and_written_on_is_found_by_the_head_outside(tmp_path: Path) -> None:
    await _some_history(tmp_path)
    tamper(
        tmp_path,
        "DELETE FROM lattice_audit WHERE n >= 6",
        "DELETE FROM lattice_events WHERE seq >= 6",
        "DELETE FROM lattice_changes WHERE first_seq >= 6",
    )
    async with opened(tmp_path) as client:
        await add(client, "people", name="Eve")
    verdict = await _verdict(tmp_path)
    assert (verdict.ok, verdict.bad) == (False, 6)
    assert "head" in verdict.reason


async def test_a_missing_head_is_said_and_is_no_failure(tmp_path: Path) -> None:
    await _some_history(tmp_path)
    head_path(tmp_path / "w.lattice").unlink()
    verdict = await _verdict(tmp_path)
    assert verdict.ok
    assert "head" in verdict.reason


async def test_a_head_of_before_a_crash_is_no_failure(tmp_path: Path) -> None:
    await _some_history(tmp_path)
    head = head_path(tmp_path / "w.lattice")
    kept = head.read_bytes()
    async with opened(tmp_path) as client:
        await add(client, "people", name="Mary")
    head.write_bytes(kept)
    assert (await _verdict(tmp_path)).ok


async def test_refused_requests_are_in_the_chain_and_it_holds(tmp_path: Path) -> None:
    await _some_history(tmp_path)
    async with opened(tmp_path) as client:
        with pytest.raises(LatticeError):
            await client.run(UpdateRow(table="people", id="01", values={"name": "x" * 5_000_000}))
        newest = (await client.run(ListAudit(limit=1))).value.records[0]
        assert (newest.decision, newest.code) == ("denied", "too_large")
        assert (await client.run(VerifyAudit())).value.ok
