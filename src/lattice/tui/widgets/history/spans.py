"""Stretches of time as people choose or write them: today, `2024-01-01 .. 2024-02-01`, `3h`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

#: What the list of times offers: name to words.
SPANS: dict[str, str] = {
    "": "any time",
    "hour": "the last hour",
    "today": "today",
    "yesterday": "yesterday",
    "week": "the last 7 days",
    "month": "the last 30 days",
}
#: What is said where a stretch can be written.
HOW = "2024-12-31, 2024-01-01 .. 2024-02-01, or how far back: 3h, 2d, 1w."

_BACK = re.compile(r"([0-9]{1,5})\s*(m|h|d|w)\Z")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}

Span = tuple[str | None, str | None]


def span(chosen: str, now: datetime | None = None) -> Span:
    """From when to when, in UTC as actions take it; None where it is open. Raises ValueError."""
    here = (now or datetime.now()).astimezone()
    today = datetime.combine(here.date(), time(), here.tzinfo)
    match chosen.strip():
        case "":
            return None, None
        case "hour":
            return _utc(here - timedelta(hours=1)), None
        case "today":
            return _utc(today), None
        case "yesterday":
            return _utc(today - timedelta(days=1)), _utc(today - timedelta(microseconds=1))
        case "week":
            return _utc(today - timedelta(days=6)), None
        case "month":
            return _utc(today - timedelta(days=29)), None
        case text:
            return _written(text, here)


def _written(text: str, here: datetime) -> Span:
    if back := _BACK.match(text.lower()):
        return _utc(here - timedelta(**{_UNITS[back[2]]: int(back[1])})), None
    first, dots, last = (part.strip() for part in text.partition(".."))
    since = _moment(first, here, end=False) if first else None
    until = _moment(last if dots else first, here, end=True) if last or not dots else None
    if since is None and until is None:
        raise ValueError(text)
    return (_utc(since) if since else None), (_utc(until) if until else None)


def _moment(text: str, here: datetime, *, end: bool) -> datetime:
    moment = datetime.fromisoformat(text)
    if len(text) == 10 and end:
        moment += timedelta(days=1, microseconds=-1)
    elif len(text) == 16 and end:
        moment += timedelta(minutes=1, microseconds=-1)
    return moment if moment.tzinfo else moment.replace(tzinfo=here.tzinfo)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def problem(text: str) -> str:
    """What is wrong with a stretch that is being written; empty when nothing is."""
    try:
        span(text)
    except (ValueError, OverflowError):
        return f"Write {HOW}"
    return ""


def words(chosen: str) -> str:
    """A stretch as the list of times calls it."""
    return SPANS.get(chosen, chosen)
