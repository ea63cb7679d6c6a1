from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.mcp.serving import Ground, workspace


@pytest.fixture
async def ground(tmp_path: Path) -> AsyncIterator[Ground]:
    """A workspace of Ada with a table of people."""
    async with workspace(tmp_path) as found:
        yield found
