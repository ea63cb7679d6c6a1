"""The workspace itself."""

from __future__ import annotations

import msgspec

from lattice.actions.base import Action, Risk, action


class Description(msgspec.Struct, frozen=True):
    """The workspace, who I am, what I may do."""

    id: str
    name: str
    description: str
    place: str
    """`local`, and where it is."""
    actor: str
    on_behalf_of: str | None
    actions: tuple[str, ...]
    """Names of the actions that this actor may run at once."""
    needs_approval: tuple[str, ...]
    """Names of those that are refused to this actor until a person approves."""
    seq: int


@action("workspace.describe")
class Describe(Action[Description], frozen=True):
    """The workspace, who I am and what I may do."""


@action("workspace.rename", risk=Risk.ADMIN)
class RenameWorkspace(Action[Description], frozen=True):
    """Give the workspace another name or description."""

    name: str | None = None
    description: str | None = None
