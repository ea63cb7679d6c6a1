"""The chat at a real terminal: a question, its answer, and what a crash in the middle leaves."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.assistant.wire import KEY, Wire, hold, say, serving, titled
from tests.terminal import Terminal


@contextmanager
def opened(home: Path, wire: Wire) -> Iterator[Terminal]:
    env = {
        "LATTICE_HOME": str(home),
        "ANTHROPIC_BASE_URL": wire.url,
        "ANTHROPIC_API_KEY": KEY,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    with Terminal([sys.executable, "-m", "lattice"], env=env, columns=110) as terminal:
        yield terminal


def test_a_question_is_answered_and_a_turn_that_was_killed_is_shown_as_interrupted(home: Path) -> None:
    script = [
        [say("Nothing is in here yet.")],
        [say("I begin with the first half"), hold()],
        [say("And this is the second half.")],
    ]
    with serving(Wire(script, aside=titled("Beginnings"))) as wire:
        with opened(home, wire) as terminal:
            terminal.wait_for("Latest changes", 30)
            terminal.type("\x14")
            terminal.wait_for("ask or tell", 30)
            terminal.type("what is here?\r")
            terminal.wait_for("Nothing is in here yet.", 30)
            terminal.wait_for("Beginnings", 30)
            terminal.type("go on\r")
            terminal.wait_for("the first half", 30)
            os.kill(terminal.pid, signal.SIGKILL)
        with opened(home, wire) as terminal:
            terminal.wait_for("Latest changes", 30)
            terminal.type("\x14")
            terminal.wait_for("cut off", 30)
            terminal.wait_for("interrupted", 30)
            terminal.type("\x12")
            terminal.wait_for("the second half", 30)
            terminal.type("\x11")
            terminal.wait(lambda: terminal.ended, "the end", 30)
