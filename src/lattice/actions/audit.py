"""The audit chain."""

from __future__ import annotations

import msgspec

from lattice.actions.base import Action, Runs, action
from lattice.model.events import AuditRecord, Verdict


class AuditList(msgspec.Struct, frozen=True):
    """Audit records, newest first."""

    records: tuple[AuditRecord, ...]
    next: int | None = None
    """`before` of the next page; None at the end."""


@action("audit.list", runs=Runs.SERVER)
class ListAudit(Action[AuditList], frozen=True):
    """Records of the audit chain, newest first."""

    before: int | None = None
    limit: int = 100
    actor: str | None = None
    """Only what this actor did."""
    decision: str | None = None
    """Only `allowed` or only `denied`."""


@action("audit.verify", runs=Runs.SERVER)
class VerifyAudit(Action[Verdict], frozen=True):
    """Check the chain against itself, the log and the head kept outside: the whole, or one stretch of it."""

    after: int = 0
    """Go on after this record; those up to it were checked before."""
    limit: int | None = None
    """At most so many records; the verdict then says where to go on."""
