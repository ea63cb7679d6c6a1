"""A model for tests of `lattice ask`: the scripted service, in a thread, named by the environment."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

from tests.assistant.wire import Wire, serving, titled
from tests.assistant.wire.server import Scripted

KEY = "sk-test-0123456789"


@contextmanager
def model(
    monkeypatch: pytest.MonkeyPatch, script: Sequence[Scripted], **how: Any
) -> Iterator[tuple[Wire, Mapping[str, str]]]:
    """The service with a script; the environment in which it is found, this process in it too."""
    with open(os.devnull) as nothing, serving(Wire(script, aside=titled("A title"), **how)) as wire:
        env = {"ANTHROPIC_BASE_URL": wire.url, "ANTHROPIC_API_KEY": KEY}
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("sys.stdin", nothing)
        yield wire, env
