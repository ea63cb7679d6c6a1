"""The event stream of one response, read into typed events and whole blocks.

What the service may add one day (events, blocks, deltas of kinds that are not known here) is passed over.
What is broken raises `Malformed`, which says in words what came.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from lattice.assistant.provider import frames
from lattice.assistant.provider.events import (
    BlockDone,
    CallBegun,
    CallDone,
    DoneBlock,
    ProviderEvent,
    RedactedDone,
    ResponseDone,
    ResponseStarted,
    TextDelta,
    TextDone,
    ThinkingDelta,
    ThinkingDone,
    ToolInputDelta,
    UsageSeen,
)
from lattice.model.chat import Usage

#: Characters of a broken input that are kept to be told.
INVALID_CHARS = 2_000
_SHOWN = 120
#: Bytes and blocks of one response: what no model writes, and what could not be kept as one message.
_MOST_BYTES = 1_000_000
_MOST_BLOCKS = 500
#: Characters of the names that a service gives: of its model, of a call and of the tool that is called.
_NAME_CHARS = 256
#: Tokens that one response can have used; what is beyond is no count, and would not fit where it is kept.
_MOST_TOKENS = 100_000_000


class Malformed(Exception):
    """The stream holds something that cannot be; the text says what."""


class ServiceError(Exception):
    """The service reports an error in the middle of the stream."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


#: What each kind of block is written with, and the delta that carries it.
_WRITTEN = {
    "text": {"text_delta": "text"},
    "thinking": {"thinking_delta": "thinking", "signature_delta": "signature"},
    "tool_use": {"input_json_delta": "partial_json"},
    "redacted_thinking": {},
}
_DELTAS = {kind: field for fields in _WRITTEN.values() for kind, field in fields.items()}

_T = TypeVar("_T")


class _Open:
    """A block that is being written."""

    def __init__(self, start: frames.Block) -> None:
        self.start = start
        self.parts: dict[str, list[str]] = {
            "text": [start.text],
            "thinking": [start.thinking],
            "signature": [start.signature],
            "partial_json": [],
        }

    def written(self, field: str) -> str:
        return "".join(self.parts[field])

    def done(self) -> DoneBlock | None:
        """The whole block; None for one that says nothing."""
        match self.start.type:
            case "text":
                text = self.written("text")
                return TextDone(text) if text.strip() else None
            case "thinking":
                return ThinkingDone(self.written("thinking"), self.written("signature"))
            case "redacted_thinking":
                return RedactedDone(self.start.data)
            case _:
                values, invalid = _input(self.written("partial_json"), self.start.input)
                return CallDone(self.start.id, self.start.name, values, invalid)


class Decoder:
    """Takes the events of one response, one after the other."""

    def __init__(self, request_id: str = "") -> None:
        self.request_id = request_id
        self.usage = Usage()
        self.is_done = False
        """The response is whole."""
        self._model = ""
        self._open: dict[int, _Open | None] = {}
        """Blocks that are being written; None for kinds that are passed over."""
        self._ending = frames.Ending()
        self._bytes = 0
        self._blocks = 0

    def take(self, name: str, data: str) -> list[ProviderEvent]:
        """What one event of the stream says. Raises `Malformed` and `ServiceError`."""
        if not data or name == "ping":
            return []
        kind = _read(data, frames.Head, name).type or name
        if kind == "error":
            error = _read(data, frames.ErrorEvent, kind).error
            raise ServiceError(error.type, error.message)
        if kind == "message_start":
            return self._begin(_read(data, frames.MessageStart, kind))
        if kind.startswith(("message_", "content_block_")) and not self._model:
            raise Malformed(f"`{kind}` came before `message_start`")
        match kind:
            case "content_block_start":
                return self._block(_read(data, frames.BlockStart, kind))
            case "content_block_delta":
                return self._delta(_read(data, frames.BlockDelta, kind))
            case "content_block_stop":
                return self._stop(_read(data, frames.BlockStop, kind))
            case "message_delta":
                return self._end(_read(data, frames.MessageDelta, kind))
            case "message_stop":
                return [self._whole()]
            case _:
                return []

    def _begin(self, start: frames.MessageStart) -> list[ProviderEvent]:
        if self._model:
            raise Malformed("`message_start` came twice")
        named = "".join(c for c in start.message.model[:_NAME_CHARS] if c.isprintable())
        self._model = named or "unnamed"
        return [ResponseStarted(self._model, self.request_id), *self._used(start.message.usage)]

    def _used(self, usage: frames.Usage | None) -> list[ProviderEvent]:
        if usage is None:
            return []
        known = self.usage
        self.usage = Usage(
            _newer(usage.input_tokens, known.input_tokens),
            _newer(usage.output_tokens, known.output_tokens),
            _newer(usage.cache_read_input_tokens, known.cache_read_tokens),
            _newer(usage.cache_creation_input_tokens, known.cache_write_tokens),
        )
        return [UsageSeen(self.usage)]

    def _block(self, start: frames.BlockStart) -> list[ProviderEvent]:
        if start.index in self._open:
            raise Malformed(f"block {start.index} began twice")
        block = start.content_block
        self._blocks += 1
        if self._blocks > _MOST_BLOCKS:
            raise Malformed(f"it has more than {_MOST_BLOCKS} blocks")
        self._weigh(block.text, block.thinking, block.signature, block.data)
        if block.type not in _WRITTEN:
            self._open[start.index] = None
            return []
        self._open[start.index] = _Open(block)
        match block.type:
            case "tool_use":
                if not block.id or not block.name:
                    raise Malformed("a call of a tool has no id or no name")
                if not (_is_name(block.id) and _is_name(block.name)):
                    # they go back with each later request, which the service would refuse
                    raise Malformed("a call of a tool has an id or a name that cannot be one")
                return [CallBegun(start.index, block.id, block.name)]
            case "text" if block.text:
                return [TextDelta(block.text, start.index)]
            case "thinking" if block.thinking:
                return [ThinkingDelta(block.thinking, start.index)]
            case _:
                return []

    def _delta(self, event: frames.BlockDelta) -> list[ProviderEvent]:
        if event.index not in self._open:
            raise Malformed(f"a delta came for block {event.index}, which is not open")
        block = self._open[event.index]
        field = _DELTAS.get(event.delta.type)
        if block is None or field is None:
            return []
        if event.delta.type not in _WRITTEN[block.start.type]:
            raise Malformed(f"a `{event.delta.type}` came for a block of kind `{block.start.type}`")
        part: str | None = getattr(event.delta, field)
        if part is None:
            raise Malformed(f"a `{event.delta.type}` has no `{field}`")
        self._weigh(part)
        block.parts[field].append(part)
        if not part:
            return []
        match field:
            case "text":
                return [TextDelta(part, event.index)]
            case "thinking":
                return [ThinkingDelta(part, event.index)]
            case "partial_json":
                return [ToolInputDelta(event.index, part)]
            case _:
                return []

    def _weigh(self, *parts: str) -> None:
        """Raise `Malformed` for a response that goes on and on."""
        self._bytes += sum(len(part.encode()) for part in parts)
        if self._bytes > _MOST_BYTES:
            raise Malformed(f"it is longer than {_MOST_BYTES:,} bytes")

    def _stop(self, event: frames.BlockStop) -> list[ProviderEvent]:
        if event.index not in self._open:
            raise Malformed(f"block {event.index} ended, and was not open")
        block = self._open.pop(event.index)
        done = block.done() if block else None
        return [] if done is None else [BlockDone(event.index, done)]

    def _end(self, event: frames.MessageDelta) -> list[ProviderEvent]:
        self._ending = event.delta
        return self._used(event.usage)

    def _whole(self) -> ResponseDone:
        if self._open:
            raise Malformed(f"the answer ended while block {min(self._open)} was open")
        if not self._ending.stop_reason:
            raise Malformed("the answer ended without saying why")
        self.is_done = True
        details = self._ending.stop_details
        explanation = (details.explanation or "") if details else ""
        return ResponseDone(self._ending.stop_reason, self.usage, self._model, explanation)


def _read(data: str, kind: type[_T], name: str) -> _T:
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as error:
        raise Malformed(f"`{name}`: {error}") from None
    except (msgspec.DecodeError, RecursionError):
        shown = data if len(data) <= _SHOWN else f"{data[:_SHOWN]}…"
        raise Malformed(f"`{name}` is no JSON: {shown!r}") from None


def _newer(said: int | None, known: int) -> int:
    return known if said is None else min(max(0, said), _MOST_TOKENS)


def _is_name(text: str) -> bool:
    return len(text) <= _NAME_CHARS and text.isprintable()


def _input(text: str, given: dict[str, Any] | None) -> tuple[dict[str, Any], str]:
    """The input of a call, and how it stands when it is no JSON object."""
    if not text.strip():
        return given or {}, ""
    try:
        return msgspec.json.decode(text, type=dict[str, Any]), ""
    except (msgspec.DecodeError, RecursionError):
        return {}, text[:INVALID_CHARS]
