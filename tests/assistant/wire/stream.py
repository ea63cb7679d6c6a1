"""A turn as bytes of an event stream, or as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from tests.assistant.wire.actions import (
    AnyAction,
    Call,
    Cut,
    Drop,
    Event,
    Fail,
    Hold,
    Pause,
    Ping,
    Raw,
    Say,
    Stop,
    Think,
    Used,
)

ERROR_TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    500: "api_error",
    503: "api_error",
    504: "timeout_error",
    529: "overloaded_error",
}

Piece = bytes | Pause | Hold | Drop


class Frame(msgspec.Struct, frozen=True):
    """What a response is made of besides the turn."""

    n: int
    """The number of the request, from 1."""
    model: str
    input_tokens: int


def error_body(failure: Fail, request_id: str) -> dict[str, Any]:
    """The JSON of an error."""
    kind = failure.type or ERROR_TYPES.get(failure.status, "api_error")
    message = failure.message or kind.replace("_", " ")
    return {"type": "error", "error": {"type": kind, "message": message}, "request_id": request_id}


def event(name: str, data: dict[str, Any] | str) -> bytes:
    """One event of the stream."""
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"event: {name}\ndata: {text}\n\n".encode()


def pieces(turn: list[AnyAction], frame: Frame) -> Iterator[Piece]:
    """The stream of a turn: bytes of events, with pauses between them."""
    yield event("message_start", {"type": "message_start", "message": _message(turn, frame)})
    index = 0
    for action in turn:
        match action:
            case Say() | Think() | Call():
                yield from _block(action, index, frame)
                index += 1
            case Ping():
                yield event("ping", {"type": "ping"})
            case Event(name=name, data=data):
                yield event(name, data)
            case Raw(text=text):
                yield text.encode()
            case Fail():
                yield event("error", error_body(action, request_id(frame.n)))
                return
            case Pause() | Hold():
                yield action
            case Drop():
                yield action
                return
            case Stop() | Used() | Cut():
                pass
    yield event("message_delta", _ending(turn, frame))
    yield event("message_stop", {"type": "message_stop"})


def whole(turn: list[AnyAction], frame: Frame) -> dict[str, Any]:
    """The same turn for a request that does not stream."""
    blocks = [a for a in turn if isinstance(a, Say | Think | Call)]
    ending = _ending(turn, frame)
    return {
        **_message(turn, frame),
        "content": [_finished(block, n, frame) for n, block in enumerate(blocks)],
        "stop_reason": ending["delta"]["stop_reason"],
        "usage": _usage(turn, frame, output=True),
    }


def request_id(n: int) -> str:
    """What the service calls a request."""
    return f"req_{n:024d}"


def _message(turn: list[AnyAction], frame: Frame) -> dict[str, Any]:
    return {
        "id": f"msg_{frame.n:024d}",
        "type": "message",
        "role": "assistant",
        "model": frame.model,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": _usage(turn, frame, output=False),
    }


def _usage(turn: list[AnyAction], frame: Frame, *, output: bool) -> dict[str, int]:
    said = next((a for a in turn if isinstance(a, Used)), Used())
    written = sum(len(_content(a)) for a in turn) // 4 + 1
    return {
        "input_tokens": frame.input_tokens if said.input is None else said.input,
        "cache_creation_input_tokens": said.cache_write or 0,
        "cache_read_input_tokens": said.cache_read or 0,
        "output_tokens": (written if said.output is None else said.output) if output else 1,
    }


def _ending(turn: list[AnyAction], frame: Frame) -> dict[str, Any]:
    reason = "tool_use" if any(isinstance(a, Call) for a in turn) else "end_turn"
    said = next((a for a in turn if isinstance(a, Stop)), Stop(reason))
    delta: dict[str, Any] = {"stop_reason": said.reason, "stop_sequence": None}
    if said.reason == "refusal":
        delta["stop_details"] = {"type": "refusal", "explanation": said.explanation or None, "category": None}
    return {"type": "message_delta", "delta": delta, "usage": _usage(turn, frame, output=True)}


def _content(action: AnyAction) -> str:
    match action:
        case Say(text=text) | Think(text=text):
            return text
        case Call(input=values, json=characters):
            return json.dumps(values, ensure_ascii=False) if characters is None else characters
        case _:
            return ""


def _call_id(block: Call, index: int, frame: Frame) -> str:
    return block.id or f"toolu_{frame.n:04d}_{index:02d}"


def _block(block: Say | Think | Call, index: int, frame: Frame) -> Iterator[bytes]:
    start, deltas = _begun(block, index, frame)
    yield event(
        "content_block_start", {"type": "content_block_start", "index": index, "content_block": start}
    )
    for delta in deltas:
        yield event("content_block_delta", {"type": "content_block_delta", "index": index, "delta": delta})
    yield event("content_block_stop", {"type": "content_block_stop", "index": index})


def _begun(
    block: Say | Think | Call, index: int, frame: Frame
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """How a block starts, and the deltas that make it whole."""
    match block:
        case Say(text=text, size=size):
            return {"type": "text", "text": ""}, [
                {"type": "text_delta", "text": t} for t in parts(text, size)
            ]
        case Think(redacted=data) if data:
            return {"type": "redacted_thinking", "data": data}, []
        case Think(text=text, signature=signature, size=size):
            deltas = [{"type": "thinking_delta", "thinking": t} for t in parts(text, size)]
            deltas.append({"type": "signature_delta", "signature": signature})
            return {"type": "thinking", "thinking": "", "signature": ""}, deltas
        case Call(size=size):
            start = {"type": "tool_use", "id": _call_id(block, index, frame), "name": block.name, "input": {}}
            written = [{"type": "input_json_delta", "partial_json": t} for t in parts(_content(block), size)]
            return start, [{"type": "input_json_delta", "partial_json": ""}, *written]


def _finished(block: Say | Think | Call, index: int, frame: Frame) -> dict[str, Any]:
    match block:
        case Say(text=text):
            return {"type": "text", "text": text}
        case Think(redacted=data) if data:
            return {"type": "redacted_thinking", "data": data}
        case Think(text=text, signature=signature):
            return {"type": "thinking", "thinking": text, "signature": signature}
        case Call():
            start, _ = _begun(block, index, frame)
            return {**start, "input": block.input}


def parts(text: str, size: int) -> list[str]:
    """A text in deltas of some characters."""
    return [text[at : at + size] for at in range(0, len(text), max(1, size))]


def cuts(stream: Iterator[Piece], cut: Cut) -> Iterator[Piece]:
    """The same bytes in other writes."""
    at = 0
    for piece in stream:
        if not isinstance(piece, bytes):
            yield piece
            continue
        breaks = cut.breaks is not None and cut.breaks <= at + len(piece)
        end_of_all = cut.breaks - at if breaks and cut.breaks is not None else len(piece)
        start = 0
        for end in [*(e for e in _ends(piece, at, cut) if e < end_of_all), end_of_all]:
            if end > start:
                yield piece[start:end]
            start = end
        if breaks:
            yield Drop()
            return
        at += len(piece)


def _ends(piece: bytes, at: int, cut: Cut) -> list[int]:
    """Where a piece that starts at an offset of the stream is cut."""
    said = {offset - at for offset in cut.at if at < offset < at + len(piece)}
    regular = range(cut.every - at % cut.every, len(piece), cut.every) if cut.every else ()
    return sorted(said | set(regular))
