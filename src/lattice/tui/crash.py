"""The log file: where a bug leaves its report."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path

from rich.text import Text

from lattice.model.visible import visible

_BYTES = 1_000_000


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


def write_report(home: Path, error: BaseException | None) -> str:
    """Append the traceback of a bug to the log; says where it is, or why there is none."""
    log_to(home)
    logging.getLogger("lattice.crash").error("stopped by a bug", exc_info=error)
    path = log_path(home)
    return str(path) if path.is_file() else f"{path} could not be written"


def last_words(home: Path, error: BaseException | None) -> Text:
    """What is said after the screen is gone: that it was a bug, that nothing is lost, where the report is."""
    place = write_report(home, error)
    words = f"Lattice stopped because of a mistake in it. Nothing that was saved is lost.\nReport: {place}"
    return Text(visible(words, lines=True))
