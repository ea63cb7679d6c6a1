"""Requests to models: leave to make one, what it used, what was used so far."""

from __future__ import annotations

import msgspec

from lattice.actions.base import Action, Effects, Risk, Runs, action
from lattice.model.chat import Usage


class ModelLeave(msgspec.Struct, frozen=True):
    """Leave to ask a model once."""

    warnings: tuple[str, ...] = ()
    """Budgets that are nearly spent, in words."""
    turn_tokens_left: int | None = None
    """Until the hard bound of the turn; None without one."""


class ModelUsage(msgspec.Struct, frozen=True):
    """What one model used."""

    model: str
    requests: int
    usage: Usage


class UsageReport(msgspec.Struct, frozen=True):
    """What requests to models used."""

    turn: Usage
    """Of the turn that was asked for."""
    day: Usage
    """Within 24 hours."""
    workspace: Usage
    models: tuple[ModelUsage, ...]
    """Of the workspace, dearest first."""


@action("model.ask", risk=Risk.READ, effects=Effects.INSIDE, audited=False, runs=Runs.SERVER)
class AskModel(Action[ModelLeave], frozen=True):
    """Leave to ask a model: it is allowed here, and no budget is spent."""

    model: str
    turn: str = ""


@action("model.used", risk=Risk.WRITE, audited=False)
class RecordUsage(Action[bool], frozen=True):
    """Write down what a request to a model used."""

    model: str
    usage: Usage
    turn: str = ""
    thread: str = ""
    purpose: str = "chat"
    """`chat`, `title`, `summary` or the name of a chore."""


@action("usage.read", runs=Runs.SERVER)
class ReadUsage(Action[UsageReport], frozen=True):
    """What requests to models used: of a turn, within a day, in all."""

    turn: str = ""
