"""Changes of many rows that take long: shown, stopped, and nothing of them left."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Paste

from lattice.actions import ListRows, UpdateRow
from lattice.client.local import LocalClient
from lattice.model.errors import LatticeError
from lattice.tui.carrying_out import carry_out_all
from lattice.tui.screens.bulk_form import BulkForm
from lattice.tui.screens.working import Working

from .conftest import Bench, workbench


@asynccontextmanager
async def others_writing(bench: Bench) -> AsyncIterator[None]:
    """Meanwhile every change waits, as behind a long one of somebody else."""
    client = bench.client
    assert isinstance(client, LocalClient)
    async with client._engine.database.writing():
        yield


async def stopped(bench: Bench) -> None:
    """Wait until the work is shown, and stop it."""
    await bench.until(lambda: isinstance(bench.app.screen, Working))
    await bench.press("escape")


async def test_what_is_stopped_leaves_nothing_and_says_so(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lattice.tui.carrying_out.SHOWN_S", 0.05)
    async with workbench(home) as bench:
        await bench.open("people")
        seq = (await bench.client.describe()).seq
        async with others_writing(bench):
            bench.grid.post_message(Paste("A\nB\nC\n"))
            await stopped(bench)
        await bench.until(lambda: bench.said("It was stopped. Nothing of it was done."))
        await bench.until(lambda: bench.app.screen is bench.screen)
        # a form keeps what was typed
        await bench.press("ctrl+a", "B")
        await bench.until(lambda: isinstance(bench.app.screen, BulkForm))
        form = bench.app.screen
        await bench.type("Zed")
        async with others_writing(bench):
            await bench.press("ctrl+s")
            await stopped(bench)
        await bench.until(lambda: "It was stopped" in str(form.query_one("#form-error").content))  # type: ignore[attr-defined]
        await bench.press("escape")
        await bench.until(lambda: bench.app.screen is bench.screen)
        assert (await bench.client.describe()).seq == seq
        # several changes: those that were made go back with what fails
        rows = (await bench.client.run(ListRows(table="people"))).value.rows
        wishes = [UpdateRow(table="people", id=row.id, values={"city": "Alta"}) for row in rows[:2]]
        failed: list[LatticeError] = []

        async def several() -> None:
            bad = UpdateRow(table="people", id=rows[2].id, values={"score": "many"})
            try:
                await carry_out_all(bench.app, bench.client, "Changing", [*wishes, bad])
            except LatticeError as error:
                failed.append(error)

        bench.app.run_worker(several())
        await bench.until(lambda: failed)
        assert failed[0].code == "invalid_value"
        after = (await bench.client.run(ListRows(table="people"))).value.rows
        assert [row.values for row in after] == [row.values for row in rows]
        assert (await bench.client.describe()).seq == seq + 4
