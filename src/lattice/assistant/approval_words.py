"""What exactly will happen when a person allows something, in words."""

from __future__ import annotations

from lattice.client.base import Client
from lattice.model.policy import Approval


async def approval_words(approval: Approval, person: Client) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lines that say what will be done, and more of it to unfold; read with the person's own rights."""
    return (approval.action,), (approval.request,)
