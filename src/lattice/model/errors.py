"""Every refusal and failure: one table of codes, one exception that carries one of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple

import msgspec


class Stage(StrEnum):
    """The gate (or place) that said no."""

    IDENTITY = "identity"
    AUTHORIZATION = "authorization"
    CONSTRAINTS = "constraints"
    EXECUTION = "execution"
    AUDIT = "audit"


class CodeRule(NamedTuple):
    """What a code means to the shell and to HTTP."""

    exit_status: int
    http_status: int


#: The one table from refusal codes to exit statuses (see `lattice --help`) and HTTP statuses.
#: Rule: asked wrongly 2 / 4xx, not there 3 / 404, clash 4 / 409, may not 5 / 403 and kin.
CODES: dict[str, CodeRule] = {
    "usage": CodeRule(2, 400),
    "no_workspace": CodeRule(2, 404),
    "invalid_action": CodeRule(2, 400),
    "invalid_name": CodeRule(2, 422),
    "invalid_value": CodeRule(2, 422),
    "invalid_filter": CodeRule(2, 422),
    "invalid_cursor": CodeRule(2, 422),
    "invalid_sql": CodeRule(2, 422),
    "invalid_file": CodeRule(2, 422),
    "not_found": CodeRule(3, 404),
    "conflict": CodeRule(4, 409),
    "exists": CodeRule(4, 409),
    "op_id_reused": CodeRule(4, 409),
    "nothing_to_undo": CodeRule(3, 404),
    "nothing_to_redo": CodeRule(3, 404),
    "not_undoable": CodeRule(5, 409),
    "forbidden": CodeRule(5, 403),
    "approval_required": CodeRule(5, 403),
    "budget_spent": CodeRule(5, 429),
    "no_key": CodeRule(5, 401),
    "key_refused": CodeRule(5, 401),
    "no_keyring": CodeRule(5, 501),
    "no_passphrase": CodeRule(5, 401),
    "model_unavailable": CodeRule(3, 404),
    "context_too_long": CodeRule(5, 413),
    "too_large": CodeRule(5, 413),
    "not_read_only": CodeRule(5, 403),
    "newer_workspace": CodeRule(5, 409),
    "rows_refused": CodeRule(5, 422),
    "signed_out": CodeRule(5, 401),
    "untrusted_server": CodeRule(5, 502),
    "local_workspace": CodeRule(5, 409),
    "rate_limited": CodeRule(5, 429),
    "upgrade_required": CodeRule(5, 426),
    "too_slow": CodeRule(1, 503),
    "unwritable": CodeRule(1, 500),
    "disk_full": CodeRule(1, 507),
    "corrupt": CodeRule(1, 500),
    "busy": CodeRule(1, 503),
    "failed": CodeRule(1, 500),
    "unreachable": CodeRule(6, 502),
    "outcome_unknown": CodeRule(7, 504),
    "interrupted": CodeRule(130, 499),
}


class ErrorBody(msgspec.Struct, frozen=True):
    """A refusal as plain data: what goes over the wire and into `--json`."""

    code: str
    stage: str
    message: str
    hint: str = ""


class LatticeError(Exception):
    """A refusal or failure that a person or an agent can act on.

    `code` is a key of `CODES`; `message` says what and where; `hint` says what to do;
    `details` holds plain data for callers that can show more (both sides of a conflict, say).
    """

    def __init__(
        self,
        code: str,
        message: str,
        hint: str = "",
        *,
        stage: Stage = Stage.EXECUTION,
        details: dict[str, Any] | None = None,
    ) -> None:
        if code not in CODES:
            raise ValueError(f"unknown error code {code!r}")
        super().__init__(message)
        self.code = code
        self.stage = stage
        self.message = message
        self.hint = hint
        self.details = details or {}

    @property
    def body(self) -> ErrorBody:
        """The refusal without its details."""
        return ErrorBody(self.code, self.stage.value, self.message, self.hint)

    @property
    def exit_status(self) -> int:
        """What the command line exits with."""
        return CODES[self.code].exit_status

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


def closed_workspace() -> LatticeError:
    """The refusal of whoever is asked after `close`."""
    return LatticeError("failed", "The workspace was closed.", "Open it again.")
