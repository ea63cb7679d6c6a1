"""The workspace itself."""

from __future__ import annotations

import msgspec

from lattice.actions.base import Action, Risk, Runs, action
from lattice.model.people import Role


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
    role: Role = Role.OWNER
    """Of the person, also for an agent that acts for them."""
    may: str = ""
    """To an agent: what it may do here, in one sentence."""
    epoch: str = ""
    """Of a cloud workspace: another one after a backup was restored."""


@action("workspace.describe")
class Describe(Action[Description], frozen=True):
    """The workspace, who I am and what I may do."""


@action("workspace.rename", risk=Risk.ADMIN)
class RenameWorkspace(Action[Description], frozen=True):
    """Give the workspace another name or description."""

    name: str | None = None
    description: str | None = None


class Logo(msgspec.Struct, frozen=True):
    """The picture of a workspace; empty when it has none."""

    media_type: str = ""
    """`image/png` or `image/jpeg`."""
    data: str = ""
    """Base64."""


@action("workspace.logo", runs=Runs.SERVER)
class ReadLogo(Action[Logo], frozen=True):
    """The picture of the workspace."""


@action("workspace.set_logo", risk=Risk.ADMIN)
class SetLogo(Action[Logo], frozen=True):
    """Give the workspace a picture: a square PNG or JPEG of at most 64 KiB; empty takes it away."""

    data: str
    """Base64."""
