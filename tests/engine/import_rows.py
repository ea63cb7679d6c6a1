"""Imports so many rows and says the peak of its memory in bytes: `import_rows.py FILE ROWS MODE`."""

from __future__ import annotations

import asyncio
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

from lattice.client import LoadBatch, LoadColumn, LoadMode, LoadPlan, create_local
from lattice.model.people import Caller
from lattice.model.values import ColumnType

COLUMNS = (LoadColumn("n", ColumnType.INTEGER), LoadColumn("name"), LoadColumn("day", ColumnType.DATE))


def batches(rows: int) -> Iterator[LoadBatch]:
    """Rows as an importer brings them."""
    for start in range(0, rows, 1000):
        numbers = range(start, start + 1000)
        yield LoadBatch(list(numbers), [[str(n), f"name of {n}", "2024-02-29"] for n in numbers])


async def main(path: Path, rows: int, mode: LoadMode) -> None:
    """Import twice, so that an upsert has rows to meet."""
    client = await create_local(path, name="Memory", caller=Caller(actor="human:ada", origin="api"))
    for _ in range(2):
        report = await client.load(LoadPlan("t", COLUMNS, mode, key=("n",)), batches(rows))
        assert report.value.read == rows
    await client.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # kilobytes on Linux, bytes on macOS
    sys.stdout.write(str(peak if sys.platform == "darwin" else peak * 1024))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), LoadMode(sys.argv[3])))
