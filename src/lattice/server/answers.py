"""Answers over HTTP: data as JSON, refusals as `{"error": …}` with the status of their code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.responses import Response

from lattice.model.errors import CODES, LatticeError, Stage

JSON = "application/json"
NDJSON = "application/x-ndjson"
BYTES = "application/octet-stream"

_encode = msgspec.json.Encoder().encode


def json_answer(data: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Data as JSON."""
    return Response(_encode(data), status, headers, media_type=JSON)


def no_content(headers: Mapping[str, str] | None = None) -> Response:
    """Done, and nothing to say."""
    return Response(status_code=204, headers=headers)


def error_answer(error: LatticeError, *, status: int | None = None, close: bool = False) -> Response:
    """A refusal; with `close` the connection ends after it, for a body that nobody read."""
    body: dict[str, Any] = msgspec.to_builtins(error.body)
    if error.details:
        body["details"] = error.details
    headers: dict[str, str] = {}
    if "retry_after_s" in error.details:
        headers["Retry-After"] = str(error.details["retry_after_s"])
    status = status or CODES[error.code].http_status
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if close:
        headers["Connection"] = "close"
    return Response(_encode({"error": body}), status, headers, media_type=JSON)


def failed(request_id: str) -> LatticeError:
    """What an unexpected exception is to the caller: that it happened, and where to look."""
    return LatticeError(
        "failed",
        "Something went wrong inside the server.",
        f"Whoever keeps it finds the request {request_id} in its log.",
    )


def asked_wrongly(message: str, hint: str = "") -> LatticeError:
    """The refusal of a request that is none."""
    return LatticeError("usage", message, hint, stage=Stage.CONSTRAINTS)


def not_here() -> LatticeError:
    """The refusal of what is not there, or that the caller may not know of."""
    return LatticeError("not_found", "There is nothing here.", "`/openapi.json` lists what there is.")
