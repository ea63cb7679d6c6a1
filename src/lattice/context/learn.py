"""Learning what a row is called and what it refers to; what that changes for other rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from lattice.context.register import Register, RowRecord
from lattice.context.scene import Place
from lattice.model.rows import Row


class Concerned(msgspec.Struct):
    """Rows whose pages have to be looked at, and names whose index pages have."""

    rows: set[str] = msgspec.field(default_factory=set)
    gone: set[str] = msgspec.field(default_factory=set)
    """Rows that live no more."""
    read: dict[str, Row] = msgspec.field(default_factory=dict)
    """Rows that were read already, so that they need not be read again."""
    names: dict[str, set[str]] = msgspec.field(default_factory=dict)
    """Names, old and new, by folder."""
    folders: set[str] = msgspec.field(default_factory=set)
    """Folders of which every index page is concerned."""

    def name(self, record: RowRecord) -> None:
        """A row whose line in the index may be another, or is gone."""
        self.names.setdefault(record.folder, set()).add(record.name)


def learn_all(register: Register, place: Place, rows: Sequence[Row]) -> None:
    """Learn rows that are not known yet."""
    register.enter([place.record(row) for row in rows])
    if place.references:
        register.tie([tie for row in rows for tie in place.ties(row)])


def learn(register: Register, place: Place, rows: Sequence[Row], concerned: Concerned) -> None:
    """Learn how rows are now, and which others that concerns."""
    for row in rows:
        concerned.rows.add(row.id)
        before, now = register.row(row.id), place.record(row)
        if before is None or (before.label, before.folder) != (now.label, now.folder):
            if before is not None:
                concerned.name(before)
            register.enter([now])
            concerned.rows |= register.beside(row.id)
        known = {tie.key: tie for tie in register.references_from(row.id)}
        ties = {tie.key: tie for tie in place.ties(row)}
        if known == ties:
            continue
        register.untie(known.keys() - ties.keys())
        register.tie(ties.values())
        changed = set(known.values()) ^ set(ties.values())
        concerned.rows |= {tie.dst for tie in changed}


def lose(register: Register, row_ids: Iterable[str], concerned: Concerned) -> None:
    """Learn that rows are in the trash or gone, and which others that concerns."""
    ids = list(row_ids)
    for row_id in ids:
        concerned.gone.add(row_id)
        if (before := register.row(row_id)) is None:
            continue
        concerned.name(before)
        concerned.rows |= register.beside(row_id)
        register.untie([tie.key for tie in register.references_from(row_id)])
    register.drop_rows(ids)
    concerned.rows -= concerned.gone
