"""The server's log: one JSON object a line, with request ids; never a token, never a value of a row."""

from __future__ import annotations

import logging
import sys
import traceback

import msgspec

from lattice.model.values import now

#: What the server says goes here.
log = logging.getLogger("lattice.server")

_encode = msgspec.json.Encoder().encode


class JsonLines(logging.Formatter):
    """A record as one JSON object; what `extra={"fields": {…}}` holds stands beside the message."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, object] = {
            "at": now(),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        fields = getattr(record, "fields", None)
        if isinstance(fields, dict):
            line.update(fields)
        if record.exc_info:
            kind, _, trace = record.exc_info
            # without the exception's words, which may quote what stands in a row
            line["exception"] = kind.__name__ if kind else ""
            line["traceback"] = "".join(traceback.format_tb(trace))
        return _encode(line).decode()


def say(
    event: str, level: int = logging.INFO, *, exc_info: BaseException | None = None, **fields: object
) -> None:
    """Write one line."""
    if log.isEnabledFor(level):
        log.log(level, event, extra={"fields": fields}, exc_info=exc_info)


def set_up(level: str) -> None:
    """Send the log to standard error; uvicorn's own words only when something is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for name, least in (
        ("lattice.server", level.upper()),
        ("uvicorn.error", "ERROR"),
        ("psycopg", "WARNING"),
    ):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
        logger.setLevel(least)
