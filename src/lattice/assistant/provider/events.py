"""What a model is asked, and what comes back while it answers.

One request makes one stream: `ResponseStarted`, then deltas as they arrive and a `BlockDone` for each block,
in the order the model wrote them, then `ResponseDone`. `Retrying` may come before any of these. `Restarted`
says that all that was streamed since the last `ResponseStarted` is void. A stream ends with `ResponseDone` or
with an error.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from lattice.model.chat import Usage


class SystemPart(msgspec.Struct, frozen=True):
    """One part of the system prompt."""

    text: str
    cache: bool = False
    """What stands up to here stays the same from request to request, and is worth keeping at the service."""


class Request(msgspec.Struct, frozen=True):
    """What a model is asked."""

    model: str
    system: tuple[SystemPart, ...]
    messages: tuple[dict[str, Any], ...]
    """In the form of the Messages API, oldest first: `{"role": …, "content": …}`."""
    tools: tuple[dict[str, Any], ...] = ()
    """In the form of the Messages API: name, description, input_schema."""
    may_call: bool = True
    """Whether the model may call them; without, they go along all the same, for what the service keeps."""
    max_tokens: int = 8192
    """Of the answer, thinking included."""
    thinking_tokens: int = 0
    """How much the model may think; 0 asks it not to think ahead, as far as it can be asked. Models that
    decide by themselves take any other number as leave."""


class StopReason(StrEnum):
    """Why a response ended; what a service adds to these is passed on as it is."""

    END = "end_turn"
    TOOLS = "tool_use"
    LENGTH = "max_tokens"
    PAUSE = "pause_turn"
    """Ask again with what there is, and it goes on."""
    REFUSAL = "refusal"
    """The model, or what watches over it, declines. What was streamed must not be built on."""
    SEQUENCE = "stop_sequence"
    CONTEXT = "model_context_window_exceeded"


class ResponseStarted(msgspec.Struct, frozen=True, tag="started"):
    """The service took the request up."""

    model: str
    """The model that answers, which can differ from the name that was asked for."""
    request_id: str = ""
    """What the service calls this request, for people who look into a failure."""


class TextDelta(msgspec.Struct, frozen=True, tag="text"):
    """More words of the answer."""

    text: str
    index: int = 0
    """The block they belong to."""


class ThinkingDelta(msgspec.Struct, frozen=True, tag="thinking"):
    """More words of what the model thinks."""

    text: str
    index: int = 0


class CallBegun(msgspec.Struct, frozen=True, tag="call_begun"):
    """The model begins to write a call of a tool; the input is still to come."""

    index: int
    id: str
    name: str


class ToolInputDelta(msgspec.Struct, frozen=True, tag="input"):
    """More of the JSON that a tool is called with; only good for showing that something comes."""

    index: int
    partial_json: str


class TextDone(msgspec.Struct, frozen=True, tag="text"):
    """A finished block of words."""

    text: str

    def wire(self) -> dict[str, Any]:
        """As it goes back to the model."""
        return {"type": "text", "text": self.text}


class ThinkingDone(msgspec.Struct, frozen=True, tag="thinking"):
    """A finished block of thinking; goes back unchanged, also when its words are kept from us and empty."""

    text: str
    signature: str

    def wire(self) -> dict[str, Any]:
        """As it goes back to the model."""
        return {"type": "thinking", "thinking": self.text, "signature": self.signature}


class RedactedDone(msgspec.Struct, frozen=True, tag="redacted"):
    """A finished block of thinking that the service keeps to itself."""

    data: str

    def wire(self) -> dict[str, Any]:
        """As it goes back to the model."""
        return {"type": "redacted_thinking", "data": self.data}


class CallDone(msgspec.Struct, frozen=True, tag="call"):
    """A finished call of a tool."""

    id: str
    name: str
    input: dict[str, Any]
    """Empty when `invalid`."""
    invalid: str = ""
    """The input as it came, when it is no JSON object: the model is told so, and nothing is run."""

    def wire(self) -> dict[str, Any]:
        """As it goes back to the model."""
        return {"type": "tool_use", "id": self.id, "name": self.name, "input": self.input}


DoneBlock = TextDone | ThinkingDone | RedactedDone | CallDone


class BlockDone(msgspec.Struct, frozen=True, tag="block"):
    """A block is whole."""

    index: int
    block: DoneBlock


class UsageSeen(msgspec.Struct, frozen=True, tag="usage"):
    """What the response has used so far; each replaces the one before."""

    usage: Usage


class Retrying(msgspec.Struct, frozen=True, tag="retrying"):
    """The service could not answer; it is asked again after a while."""

    attempt: int
    """The one that comes, from 2."""
    of: int
    wait_s: float
    reason: str
    """In words."""


class Restarted(msgspec.Struct, frozen=True, tag="restarted"):
    """What was streamed of this response is void: it broke off, and is asked for anew."""

    reason: str
    usage: Usage = Usage()
    """What the void part used, as far as the service said so; it is charged all the same."""


class ResponseDone(msgspec.Struct, frozen=True, tag="done"):
    """The response is whole."""

    stop_reason: str
    """One of `StopReason`, or what the service adds to them."""
    usage: Usage
    """`cost` is 0: what it costs is said by `models.cost`."""
    model: str
    explanation: str = ""
    """Of a refusal, when the service gives one."""


ProviderEvent = (
    ResponseStarted
    | TextDelta
    | ThinkingDelta
    | CallBegun
    | ToolInputDelta
    | BlockDone
    | UsageSeen
    | Retrying
    | Restarted
    | ResponseDone
)
