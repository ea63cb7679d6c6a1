"""Writes that take long on the command line: ^C leaves nothing of them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from lattice.actions import DeleteRows, InsertRows
from lattice.cli.long_writes import run_long
from tests.contract.asking import head, make
from tests.engine.workspaces import workspace


async def test_what_is_interrupted_is_not_done_and_what_is_not_is_answered(tmp_path: Path) -> None:
    async with workspace(tmp_path) as ada:
        await make(ada)
        await ada.run(InsertRows(table="people", rows=({"age": 1}, {"age": 2})))
        seq = await head(ada)
        delete = DeleteRows(table="people", where="")
        async with ada._engine.database.writing():
            # it waits behind who writes now
            work = asyncio.create_task(run_long(ada, delete, "deleting", None))
            await asyncio.wait({work}, timeout=0.05)  # it begins
            work.cancel()
            await asyncio.wait({work}, timeout=0.05)
        with pytest.raises(asyncio.CancelledError):
            await work
        assert await head(ada) == seq
        assert (await run_long(ada, delete, "deleting", None)).value.count == 2
