"""What remains of a bug: its traceback in the log of the home, a report to send, and words without it."""

from __future__ import annotations

import logging
import logging.handlers
import os
import platform
import re
import sys
import traceback
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from rich.text import Text

from lattice.model.visible import visible

_BYTES = 1_000_000
#: Reports that are kept, and how much of the log is read for its entries, in bytes.
_REPORTS, _TAIL = 20, 400_000
_ENTRY = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),\d+ ([A-Z]+) (\S+): (.*)")


class Logged(NamedTuple):
    """One entry of the log."""

    at: str
    """`2024-12-31 23:59:00`, by the clock of this place."""
    level: str
    """`ERROR`, `WARNING`, …"""
    source: str
    text: str
    """All lines of it."""


def log_path(home: Path) -> Path:
    """Where the log is."""
    return home / "logs" / "lattice.log"


def log_to(home: Path) -> None:
    """Write the log of this process into the home; without a place to write there is none."""
    path = log_path(home)
    logger = logging.getLogger("lattice")
    if any(getattr(handler, "baseFilename", "") == str(path) for handler in logger.handlers):
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=_BYTES, backupCount=2, delay=True, encoding="utf-8"
        )
    except OSError:
        logger.addHandler(logging.NullHandler())
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger.addHandler(handler)
    logger.propagate = False


def read_log(home: Path) -> list[Logged]:
    """The last entries of the log, newest first; none where there is no log. Raises OSError."""
    path = log_path(home)
    if not path.is_file():
        return []
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - _TAIL, 0))
        text = file.read().decode("utf-8", "replace")
    entries: list[Logged] = []
    lines: list[str] = []
    for line in text.splitlines():
        if begun := _ENTRY.match(line):
            _close(entries, lines)
            lines = [begun[4]]
            entries.append(Logged(begun[1], begun[2], begun[3], ""))
        else:
            lines.append(line)
    _close(entries, lines)
    return entries[::-1]


def _close(entries: list[Logged], lines: list[str]) -> None:
    if entries:
        entries[-1] = entries[-1]._replace(text="\n".join(lines))


def surroundings() -> list[tuple[str, str]]:
    """What somebody who looks for a bug wants to know of the program and the terminal."""
    from importlib.metadata import version

    from lattice import __version__

    terminal = " ".join(
        f"{name}={os.environ[name]}"
        for name in ("TERM", "COLORTERM", "TERM_PROGRAM", "NO_COLOR", "TMUX", "SSH_TTY", "LANG")
        if name in os.environ
    )
    try:
        size = os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1)
        terminal += f" {size.columns}×{size.lines}"
    except (OSError, ValueError):
        pass  # no terminal: nothing to say of it
    return [
        ("lattice", __version__),
        ("textual", version("textual")),
        ("python", f"{platform.python_version()} on {platform.platform()}"),
        ("terminal", terminal.strip() or "unknown"),
    ]


def write_report(home: Path, error: BaseException | None, screens: Sequence[str] = ()) -> str:
    """Keep the traceback of a bug in the log, and a report of its own; says where that is, or why not."""
    log_to(home)
    logging.getLogger("lattice.crash").error("stopped by a bug", exc_info=error)
    path = home / "logs" / f"crash-{datetime.now():%Y-%m-%d-%H%M%S}.txt"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(report(error, screens), encoding="utf-8")
        path.chmod(0o600)
        for old in sorted(path.parent.glob("crash-*.txt"))[:-_REPORTS]:
            old.unlink(missing_ok=True)
    except OSError:
        return f"{path} could not be written"
    return str(path)


def report(error: BaseException | None, screens: Sequence[str] = ()) -> str:
    """The report of a bug: what ran where, what was on screen, the traceback."""
    facts = [*surroundings(), ("on screen", " › ".join(screens) or "nothing yet")]
    trace = "".join(traceback.format_exception(error)) if error is not None else "no traceback\n"
    lines = [f"{name + ':':<11}{words}" for name, words in facts]
    return visible(
        "\n".join(["Lattice stopped because of a mistake in it.", "", *lines, "", trace]), lines=True
    )


def last_words(place: str) -> Text:
    """What is said after the screen is gone: that it was a bug, that nothing is lost, where the report is."""
    words = f"Lattice stopped because of a mistake in it. Nothing that was saved is lost.\nReport: {place}"
    return Text(visible(words, lines=True))
