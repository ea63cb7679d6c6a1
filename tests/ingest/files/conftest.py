"""A workspace and a folder beside it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from lattice.client import LocalClient, create_local
from tests.ingest.files.files import ADA


@pytest_asyncio.fixture
async def client(tmp_path: Path) -> AsyncIterator[LocalClient]:
    made = await create_local(tmp_path / "w.lattice", name="Files", caller=ADA)
    yield made
    await made.close()


@pytest.fixture
def public() -> Iterator[Path]:
    """A place that everybody may enter, unlike `tmp_path`."""
    place = Path(tempfile.mkdtemp(prefix="lattice-test-"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    made.mkdir()
    return made
