"""What stands in the events of a stream, as far as it is read here; the rest is left where it is."""

from __future__ import annotations

from typing import Any

import msgspec


class Head(msgspec.Struct):
    """What kind of event it is."""

    type: str = ""


class Usage(msgspec.Struct):
    """Tokens, each as a total of the response so far."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    cache_read_input_tokens: int | None = None
    cache_creation_input_tokens: int | None = None


class Message(msgspec.Struct):
    """The response, as it begins."""

    model: str
    usage: Usage | None = None


class MessageStart(msgspec.Struct):
    """The response begins."""

    message: Message


class Block(msgspec.Struct):
    """A block, as it begins; often empty."""

    type: str
    text: str = ""
    thinking: str = ""
    signature: str = ""
    data: str = ""
    id: str = ""
    name: str = ""
    input: dict[str, Any] | None = None


class BlockStart(msgspec.Struct):
    """A block begins."""

    index: int
    content_block: Block


class Delta(msgspec.Struct):
    """A piece of a block, in the one of these that its kind fills."""

    type: str
    text: str | None = None
    thinking: str | None = None
    signature: str | None = None
    partial_json: str | None = None


class BlockDelta(msgspec.Struct):
    """A piece of a block came."""

    index: int
    delta: Delta


class BlockStop(msgspec.Struct):
    """A block is whole."""

    index: int


class StopDetails(msgspec.Struct):
    """More about why it ended."""

    explanation: str | None = None


class Ending(msgspec.Struct):
    """Why the response ended."""

    stop_reason: str | None = None
    stop_details: StopDetails | None = None


class MessageDelta(msgspec.Struct):
    """The response is about to end."""

    delta: Ending
    usage: Usage | None = None


class Error(msgspec.Struct):
    """What went wrong."""

    type: str = ""
    message: str = ""


class ErrorEvent(msgspec.Struct):
    """The service gives up in the middle."""

    error: Error
