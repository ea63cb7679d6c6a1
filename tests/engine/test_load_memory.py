"""The memory of an import does not grow with its rows."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("import_rows.py")


async def _peak_bytes(folder: Path, rows: int, mode: str) -> int:
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(SCRIPT), str(folder / f"{rows}{mode}.lattice"), str(rows), mode,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    out, _ = await asyncio.wait_for(process.communicate(), 300)
    assert process.returncode == 0
    return int(out)


@pytest.mark.parametrize("mode", ["append", "upsert"])
async def test_four_times_the_rows_take_no_more_memory(tmp_path: Path, mode: str) -> None:
    few, many = await _peak_bytes(tmp_path, 12_000, mode), await _peak_bytes(tmp_path, 48_000, mode)
    assert many < few + 16_000_000, f"{few:,} {many:,}"


@pytest.mark.soak
@pytest.mark.parametrize("mode", ["append", "upsert"])
async def test_a_million_rows_take_no_more_memory(tmp_path: Path, mode: str) -> None:
    few, many = await _peak_bytes(tmp_path, 50_000, mode), await _peak_bytes(tmp_path, 1_000_000, mode)
    assert many < few + 40_000_000, f"{few:,} {many:,}"
