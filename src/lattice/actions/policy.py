"""What agents may do here, what they have asked for, and the workspace's own instructions to them."""

from __future__ import annotations

import msgspec

from lattice.actions.base import Action, Risk, Runs, action
from lattice.model.policy import Approval, Decision, Policy


class Instructions(msgspec.Struct, frozen=True):
    """What the people of a workspace tell every assistant that works on it."""

    text: str


@action("policy.read", runs=Runs.SERVER)
class ReadPolicy(Action[Policy], frozen=True):
    """What agents may do in this workspace."""


@action("policy.set", risk=Risk.ADMIN)
class SetPolicy(Action[Policy], frozen=True):
    """Say what agents may do in this workspace; people only."""

    policy: Policy


@action("approval.list", runs=Runs.SERVER)
class ListApprovals(Action[tuple[Approval, ...]], frozen=True):
    """What agents have asked for, newest first."""

    waiting: bool = True
    """Only what nobody has answered yet."""
    limit: int = 100


@action("approval.decide", risk=Risk.ADMIN)
class DecideApproval(Action[Approval], frozen=True):
    """Answer what an agent asked for; people only."""

    id: str
    decision: Decision


@action("instructions.read", runs=Runs.SERVER)
class ReadInstructions(Action[Instructions], frozen=True):
    """What the workspace tells every assistant that works on it."""


@action("instructions.set", risk=Risk.ADMIN)
class SetInstructions(Action[Instructions], frozen=True):
    """Say what every assistant that works on the workspace should know and do; people only."""

    text: str
