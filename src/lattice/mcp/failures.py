"""Refusals as an agent reads them: in the result of a tool, or as an error of the protocol."""

from __future__ import annotations

import logging
from typing import Any

import mcp_types as types
import msgspec
from mcp.shared.exceptions import MCPError

from lattice.assistant.tools.provenance import plain
from lattice.model.errors import LatticeError

_log = logging.getLogger("lattice.mcp")

#: Of the band that JSON-RPC leaves to servers: the request was understood, and Lattice says no.
REFUSED = -32010
#: Characters of a message or hint; what was asked may stand in it, however long it was.
WORDS_CHARS = 2000


def unexpected(error: Exception) -> LatticeError:
    """What is said of a mistake of Lattice's own; the traceback goes to the log."""
    _log.error("unexpected", exc_info=error)
    return LatticeError(
        "failed",
        f"Something went wrong inside Lattice: {type(error).__name__}.",
        "Whether the request was carried out is not known: look before you try it again.",
    )


def facts(error: LatticeError) -> dict[str, Any]:
    """A refusal as plain data."""
    found: dict[str, Any] = {
        "code": error.code,
        "stage": error.stage.value,
        "message": _words(error.message),
        "hint": _words(error.hint),
    }
    approval = error.details.get("approval")
    if error.code == "approval_required" and isinstance(approval, str):
        found["approval"] = approval
        found["hint"] = (
            f"A person must allow it: in the workbench, or with `lattice approve {approval}` in a terminal"
            " of theirs; you cannot. Tell them what you want to do and why, wait for their answer, and then"
            " call the tool again with exactly the same arguments."
        )
    return found


def as_result(error: LatticeError) -> types.CallToolResult:
    """The result of a tool that was refused or failed."""
    body = {"error": facts(error)}
    text = msgspec.json.format(msgspec.json.encode(body), indent=2).decode()
    return types.CallToolResult(
        content=[types.TextContent(text=text)], structured_content=body, is_error=True
    )


def as_error(error: LatticeError) -> MCPError:
    """The error of a request that is no call of a tool."""
    code = types.INVALID_PARAMS if error.code in ("not_found", "usage", "invalid_name") else REFUSED
    return MCPError(code=code, message=_words(str(error)), data=facts(error))


def _words(text: str) -> str:
    """Words that may hold names from the data: nothing in them hides or looks like a boundary."""
    return plain(text if len(text) <= WORDS_CHARS else f"{text[:WORDS_CHARS]}…")
