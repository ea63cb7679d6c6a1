"""Where copied text goes: to the terminal, which puts it on the clipboard of the person who looks at it."""

from __future__ import annotations

from collections.abc import Callable


def copy(text: str, tell_terminal: Callable[[str], None]) -> None:
    """Copy `text`; `tell_terminal` sends it as OSC 52, which reaches through ssh and tmux."""
    tell_terminal(text)
