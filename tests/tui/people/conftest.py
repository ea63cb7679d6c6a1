"""The workbench over the workspace of the other tests of it, and a keyring that lasts as long as a test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.keyrings import Kept
from tests.tui.workbench.conftest import home

__all__ = ["home"]


@pytest.fixture(autouse=True)
def keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyrings.Kept")
    monkeypatch.delenv("LATTICE_TOKEN", raising=False)
    Kept.held.clear()
    yield
    Kept.held.clear()
