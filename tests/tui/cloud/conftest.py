"""A keyring that lasts as long as a test, and the door of a server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.keyrings import Kept
from tests.tui.cloud.door import Door, opened


@pytest.fixture(autouse=True)
def keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyrings.Kept")
    monkeypatch.delenv("LATTICE_TOKEN", raising=False)
    Kept.held.clear()
    yield
    Kept.held.clear()


@pytest.fixture
def door() -> Iterator[Door]:
    with opened() as found:
        yield found
