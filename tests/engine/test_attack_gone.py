"""A workspace file that is taken away while it is open: a write says so, instead of vanishing with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lattice.actions import CountRows
from lattice.client import LoadBatch, LoadColumn, LoadPlan, create_local, open_local
from lattice.model.errors import LatticeError
from tests.engine.workspaces import ADA, add, table


async def test_a_write_to_a_file_that_was_removed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.lattice"
    client = await create_local(path, name="W", caller=ADA)
    await table(client, "people", name="text")
    for gone in tmp_path.iterdir():
        gone.unlink()
    with pytest.raises(LatticeError) as caught:
        await add(client, "people", name="Ada")
    assert caught.value.code == "not_found"
    assert caught.value.hint
    await client.close()
    assert list(tmp_path.iterdir()) == []


async def test_an_import_into_a_file_that_is_removed_meanwhile_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.lattice"
    client = await create_local(path, name="W", caller=ADA)

    def batches() -> list[LoadBatch]:
        path.unlink()
        return [LoadBatch([2], [["Ada"]])]

    with pytest.raises(LatticeError) as caught:
        await client.load(LoadPlan("people", (LoadColumn("name"),)), iter_late(batches))
    assert caught.value.code == "not_found"
    await client.close()


def iter_late(make: object) -> object:
    """Batches that come into being when the first is asked for."""
    assert callable(make)
    yield from make()


async def test_a_write_to_a_file_that_was_replaced_leaves_the_new_one_alone(tmp_path: Path) -> None:
    path = tmp_path / "w.lattice"
    client = await create_local(path, name="W", caller=ADA)
    await table(client, "people", name="text")
    other = await create_local(tmp_path / "other.lattice", name="Other", caller=ADA)
    await table(other, "people", name="text")
    await other.close()
    (tmp_path / "other.lattice").replace(path)
    with pytest.raises(LatticeError) as caught:
        await add(client, "people", name="Ada")
    assert caught.value.code == "not_found"
    await client.close()
    again = await open_local(path, caller=ADA)
    assert (await again.run(CountRows(table="people"))).value.total == 0
    await again.close()
