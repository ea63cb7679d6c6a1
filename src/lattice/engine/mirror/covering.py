"""Which questions a mirror can answer: those about tables that are whole in it."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from lattice.actions import (
    CheckRetype,
    Describe,
    ListAllLinks,
    ListLinks,
    ListTables,
    ListTrash,
    QuerySql,
    SearchText,
)
from lattice.actions.base import Action
from lattice.engine.catalog import Catalog
from lattice.engine.mirror.state import Fill, MirrorState
from lattice.model.schema import Table, fold
from lattice.model.values import ColumnType


class Cover(IntEnum):
    """How well a mirror can answer."""

    NONE = 0
    """Some of what is asked for is not here."""
    OLD = 1
    """All was here once; it is being gone through again."""
    WHOLE = 2
    """All of it is here."""


_OF = {Fill.WHOLE: Cover.WHOLE, Fill.AGAIN: Cover.OLD, Fill.FILLING: Cover.NONE, Fill.AWAY: Cover.NONE}


def cover(action: Action[Any], catalog: Catalog, state: MirrorState) -> Cover:
    """How well a mirror can answer a reading action."""
    if not state.epoch:
        return Cover.NONE
    if isinstance(action, ListTables | QuerySql | Describe):
        # counts are known of every table, and SQL says itself which ones are not here
        return Cover.WHOLE
    if isinstance(action, ListTrash | ListAllLinks | ListLinks | SearchText):
        return _least(state, set(state.fills))
    named = [getattr(action, field, None) for field in ("table", "to_table")]
    names = {fold(name) for name in named if isinstance(name, str) and name}
    if not names:
        return _least(state, set(state.fills))
    tables = [layout.table for layout in catalog.layouts if fold(layout.table.name) in names]
    if len(tables) < len(names):
        # a table that nobody knows of here may have been made a moment ago
        return Cover.NONE
    ids = {table.id for table in tables}
    if not isinstance(action, CheckRetype):
        ids |= {target for table in tables for target in _targets(table, state)}
    return _least(state, ids)


def _targets(table: Table, state: MirrorState) -> set[str]:
    """The tables that its references lead to, whose rows give the labels."""
    found = {c.target for c in table.columns if c.type is ColumnType.REFERENCE and c.target}
    return {target for target in found if target in state.fills}


def _least(state: MirrorState, ids: set[str]) -> Cover:
    return min((_OF[state.fills[id_].state] for id_ in ids if id_ in state.fills), default=Cover.WHOLE)


def missing_tables(catalog: Catalog, state: MirrorState) -> dict[str, Fill]:
    """Names of the tables that are not (yet) here, and why."""
    return {
        layout.table.name: fill.state
        for layout in catalog.layouts
        if (fill := state.fills.get(layout.table.id)) is not None and _OF[fill.state] is Cover.NONE
    }
