"""What a scripted model does in one turn, as data; the same words stand in a JSON script."""

from __future__ import annotations

from typing import Any

import msgspec


class Action(msgspec.Struct, frozen=True, tag_field="do"):
    """One thing that happens on the wire."""


class Say(Action, frozen=True, tag="say"):
    """A block of words."""

    text: str
    size: int = 12
    """Characters of each delta."""


class Think(Action, frozen=True, tag="think"):
    """A block of thinking."""

    text: str
    signature: str = "c2lnbmF0dXJl"
    size: int = 16
    redacted: str = ""
    """Instead of it: a redacted block with this data."""


class Call(Action, frozen=True, tag="call"):
    """A call of a tool. Several in one turn are parallel calls."""

    name: str
    input: dict[str, Any] = {}
    id: str = ""
    """Made from the number of the request and of the block when empty."""
    json: str | None = None
    """Instead of `input`: the characters of the input as they are, whole JSON or not."""
    size: int = 9


class Stop(Action, frozen=True, tag="stop"):
    """The stop reason; without it `tool_use` after calls and `end_turn` otherwise."""

    reason: str
    explanation: str = ""
    """Of a refusal."""


class Used(Action, frozen=True, tag="used"):
    """What the response used, instead of what the server counts by length."""

    input: int | None = None
    output: int | None = None
    cache_read: int | None = None
    cache_write: int | None = None


class Fail(Action, frozen=True, tag="fail"):
    """An error: first in a turn the answer to the request, with a status; later an `error` event."""

    status: int = 500
    type: str = ""
    """Of the error; follows the status when empty."""
    message: str = ""
    retry_after: str = ""
    """The header: seconds, or a date."""
    body: str | None = None
    """Instead of the JSON: any body."""


class Drop(Action, frozen=True, tag="drop"):
    """The connection breaks. Nothing after it is sent."""

    clean: bool = False
    """The body ends as if it were whole, but without what was still to come."""


class Pause(Action, frozen=True, tag="pause"):
    """Nothing is sent for a while."""

    seconds: float


class Hold(Action, frozen=True, tag="hold"):
    """Nothing is sent until the test calls `wire.release()`, or the client leaves."""


class Ping(Action, frozen=True, tag="ping"):
    """A `ping` event."""


class Event(Action, frozen=True, tag="event"):
    """Any event: its name and its data, as JSON if it is an object and as it is if it is text."""

    name: str
    data: dict[str, Any] | str


class Raw(Action, frozen=True, tag="raw"):
    """Any characters of the event stream."""

    text: str


class Cut(Action, frozen=True, tag="cut"):
    """How the bytes of this turn are cut into writes, each flushed and followed by a tick."""

    every: int = 0
    """Bytes of each write; 0 writes each event whole."""
    at: tuple[int, ...] = ()
    """Offsets to cut at, as well."""
    breaks: int | None = None
    """The offset at which the connection breaks."""


AnyAction = Say | Think | Call | Stop | Used | Fail | Drop | Pause | Hold | Ping | Event | Raw | Cut
Turn = list[AnyAction]


def say(text: str, size: int = 12) -> Say:
    """Words."""
    return Say(text, size)


def think(text: str, signature: str = "c2lnbmF0dXJl") -> Think:
    """Thinking."""
    return Think(text, signature)


def redacted(data: str) -> Think:
    """Thinking that the service keeps to itself."""
    return Think("", redacted=data)


def call(tool: str, given: dict[str, Any] | None = None, /, *, call_id: str = "", **values: Any) -> Call:
    """A call of a tool: `call("row_list", table="people")`, or with the whole input as a second argument."""
    return Call(tool, {**(given or {}), **values}, call_id)


def broken_call(tool: str, characters: str, *, call_id: str = "") -> Call:
    """A call whose input is these characters, JSON or not."""
    return Call(tool, {}, call_id, characters)


def stop(reason: str) -> Stop:
    """The stop reason."""
    return Stop(reason)


def refuse(explanation: str = "") -> Stop:
    """The model declines; words that stand before it in the turn were streamed."""
    return Stop("refusal", explanation)


def used(
    input: int | None = None,
    output: int | None = None,
    cache_read: int | None = None,
    cache_write: int | None = None,
) -> Used:
    """What the response used."""
    return Used(input, output, cache_read, cache_write)


def fail(
    status: int,
    message: str = "",
    *,
    type: str = "",
    retry_after: float | str = "",
    body: str | None = None,
) -> Fail:
    """An error of the service."""
    return Fail(status, type, message, str(retry_after), body)


def overloaded() -> Fail:
    """529."""
    return Fail(529, "overloaded_error", "Overloaded")


def limited(retry_after: float | str = "") -> Fail:
    """429."""
    return Fail(429, "rate_limit_error", "This request would exceed your rate limit", str(retry_after))


def too_long(tokens: int = 201_000, most: int = 200_000) -> Fail:
    """400: the context is too long."""
    return Fail(400, "invalid_request_error", f"prompt is too long: {tokens} tokens > {most} maximum")


def drop(*, clean: bool = False) -> Drop:
    """The connection breaks."""
    return Drop(clean)


def pause(seconds: float) -> Pause:
    """Nothing for a while."""
    return Pause(seconds)


def hold() -> Hold:
    """Nothing until `wire.release()`."""
    return Hold()


def cut(every: int = 0, at: tuple[int, ...] = (), breaks: int | None = None) -> Cut:
    """How the bytes are cut, and where the connection breaks."""
    return Cut(every, at, breaks)
