"""What tests of the assistant share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.keyrings import Kept


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[tuple[str, str], str]]:
    """A keyring for this process, chosen as a person chooses theirs; what it holds."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyrings.Kept")
    Kept.held.clear()
    yield Kept.held
    Kept.held.clear()
