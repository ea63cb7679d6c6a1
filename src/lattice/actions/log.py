"""The log, changes, undo and redo."""

from __future__ import annotations

import msgspec

from lattice.actions.base import Action, Risk, Runs, action
from lattice.model.events import Change, Diff, Event


class EventList(msgspec.Struct, frozen=True):
    """Events, newest first."""

    events: tuple[Event, ...]
    next: int | None = None
    """`before_seq` of the next page; None at the end."""


class ChangeList(msgspec.Struct, frozen=True):
    """Changes, newest first."""

    changes: tuple[Change, ...]
    next: int | None = None
    """`before_seq` of the next page; None at the end."""


class Head(msgspec.Struct, frozen=True):
    """Where the log stands."""

    seq: int


@action("log.list", runs=Runs.SERVER)
class ListEvents(Action[EventList], frozen=True):
    """Events, newest first; filtered by table, row, actor, time."""

    table: str | None = None
    row_id: str | None = None
    actor: str | None = None
    since: str | None = None
    """Time, as `2024-12-31` or `2024-12-31T23:59:00Z`."""
    until: str | None = None
    """Time; a day counts to its end."""
    change_id: str | None = None
    before_seq: int | None = None
    limit: int = 100
    """At most 1,000."""


@action("log.head", runs=Runs.SERVER)
class ReadHead(Action[Head], frozen=True):
    """The `seq` of the newest event; 0 when there is none."""


@action("change.list", runs=Runs.SERVER)
class ListChanges(Action[ChangeList], frozen=True):
    """Changes, newest first; filtered by table, row, actor, time."""

    table: str | None = None
    row_id: str | None = None
    actor: str | None = None
    since: str | None = None
    """Time, as `2024-12-31` or `2024-12-31T23:59:00Z`."""
    until: str | None = None
    """Time; a day counts to its end."""
    before_seq: int | None = None
    limit: int = 100


@action("change.get", runs=Runs.SERVER)
class GetChange(Action[Diff], frozen=True):
    """One change with its first 1,000 events, before and after."""

    change_id: str


@action("change.undo", risk=Risk.WRITE)
class Undo(Action[Change], frozen=True):
    """Take back a change or group, all or nothing; without an id the caller's newest that isn't undone."""

    change_id: str | None = None
    """Id of a change or of a group."""
    force: bool = False
    """Also where rows were changed since: what came later is then overwritten."""


@action("change.redo", risk=Risk.WRITE)
class Redo(Action[Change], frozen=True):
    """Do again what was undone; without an id what the caller undid last, if nothing was changed since."""

    change_id: str | None = None
    """Id of the change that was undone, or of the undo."""
    force: bool = False


class RevertPlan(msgspec.Struct, frozen=True):
    """What going back to a point would take back."""

    changes: int
    events: int
    stay: int
    """Changes since then that cannot be taken back, such as a purge; they are left as they are."""
    newest: tuple[Change, ...]
    """The first 100 of the changes that go, newest first."""
    clashes: tuple[Event, ...]
    """What others did to the same values later, as far as it would not go with them; the first 100."""


@action("change.check_revert", runs=Runs.SERVER)
class CheckRevert(Action[RevertPlan], frozen=True):
    """What `change.revert` would take back, and what stands in its way."""

    change_id: str
    """The newest change that stays."""
    table: str | None = None
    """Only changes that touched this table."""
    actor: str | None = None
    """Only changes by this actor."""


@action("change.revert", risk=Risk.WRITE)
class RevertTo(Action[Change], frozen=True):
    """Take back everything after a change, as one change, all or nothing; of a table or an actor if named."""

    change_id: str
    """The newest change that stays."""
    table: str | None = None
    """Only changes that touched this table."""
    actor: str | None = None
    """Only changes by this actor."""
    force: bool = False
    """Also where rows were changed since by what stays: that is then overwritten."""
