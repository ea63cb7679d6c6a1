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


@action("audit.verify", runs=Runs.SERVER)
class VerifyAudit(Action[Verdict], frozen=True):
    """Check the whole chain against itself, the log and the head kept outside."""
