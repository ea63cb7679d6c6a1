"""What an import will do to a table: its columns matched to those that are there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lattice.actions.rows import ImportRows
from lattice.engine.catalog import Catalog, Layout
from lattice.engine.gates.constraints import too_large
from lattice.model.errors import LatticeError, Stage
from lattice.model.ids import new_id
from lattice.model.limits import Limits
from lattice.model.loads import LoadColumn, LoadMode, LoadPlan
from lattice.model.schema import Column, Table, check_name, fold, refuse_masked
from lattice.model.sharing import Visibility
from lattice.model.values import ColumnType


class Resolution(NamedTuple):
    """How the text of a reference column becomes the id of a row."""

    place: int
    """Number of the column among those that come in."""
    target: Layout
    via: Column | None


class Target(NamedTuple):
    """The table that rows go into, with the columns that it will have."""

    table: Table
    """As it will be: with the added columns."""
    before: Layout | None
    """As it is; None for a table that is made."""
    added: tuple[Column, ...]
    incoming: tuple[Column, ...]
    """In the order of the values that come in."""
    resolutions: tuple[Resolution, ...]
    key: tuple[Column, ...]


def request(plan: LoadPlan) -> ImportRows:
    """The action that an import is to the gates and the audit."""
    return ImportRows(
        table=plan.table,
        columns=tuple(c.name for c in plan.columns),
        mode=plan.mode.value,
        key=plan.key,
        source=plan.source,
    )


def aim(catalog: Catalog, plan: LoadPlan, next_column: int, limits: Limits) -> Target:
    """Match a plan to the schema; raises LatticeError when it does not fit."""
    name = check_name(plan.table, "Table")
    before = next((o for o in catalog.layouts if fold(o.table.name) == fold(name)), None)
    if before is not None and before.table.native:
        raise LatticeError(
            "forbidden",
            f"{name} belongs to Lattice; rows cannot be imported into it.",
            stage=Stage.AUTHORIZATION,
        )
    there = before.table.columns if before else ()
    table_id = before.table.id if before else new_id()
    incoming: list[Column] = []
    added: list[Column] = []
    for wanted in plan.columns:
        known = before.table.find(wanted.name) if before else None
        if before is not None and known is not None:
            refuse_masked(before.table, known)
        column = known or _new_column(catalog, wanted, f"c{next_column + len(added)}")
        if known is None:
            added.append(column)
        if any(fold(c.name) == fold(column.name) for c in incoming):
            raise LatticeError("invalid_file", f"Column {column.name!r} comes twice.", "Rename one of them.")
        incoming.append(column)
    if len(there) + len(added) > limits.columns:
        raise too_large(f"{len(there) + len(added):,} columns are more than {limits.columns:,}", "columns")
    if before is None and len(catalog.layouts) >= limits.tables:
        raise too_large(f"The workspace has its {limits.tables:,} tables", "tables")
    key = tuple(_key_column(incoming, k) for k in plan.key)
    if before is not None and not key and plan.mode is LoadMode.UPSERT:
        key = tuple(c for k in before.table.key if (c := before.table.by_id(k)) and c in incoming)
    if plan.mode is LoadMode.UPSERT and before is not None and not key:
        raise LatticeError(
            "usage",
            "An upsert needs to know which columns say which row is meant.",
            "Name them: `--key COLUMN,…`.",
        )
    table = Table(
        id=table_id,
        name=before.table.name if before else name,
        columns=(*there, *added),
        definition=before.table.definition if before else " ".join(plan.definition.split()),
        key=before.table.key if before else tuple(c.id for c in key),
        default_visibility=before.table.default_visibility if before else Visibility.EVERYONE,
    )
    resolutions = tuple(_resolutions(catalog, plan.columns, incoming))
    return Target(table, before, tuple(added), tuple(incoming), resolutions, key)


def _new_column(catalog: Catalog, wanted: LoadColumn, column_id: str) -> Column:
    name = check_name(wanted.name, "Column")
    type_ = ColumnType(wanted.type)
    target = None
    if type_ is ColumnType.REFERENCE:
        if wanted.target is None:
            raise LatticeError(
                "invalid_action", f"Reference {name!r} does not say which table it points into."
            )
        target = catalog.layout(wanted.target).table.id
    return Column(column_id, name, type_, target, " ".join(wanted.definition.split()))


def _key_column(incoming: Sequence[Column], name: str) -> Column:
    for column in incoming:
        if fold(column.name) == fold(name):
            return column
    raise LatticeError(
        "not_found",
        f"The key names {name!r}, which is no column of what comes in.",
        f"It has: {', '.join(c.name for c in incoming)}.",
    )


def _resolutions(
    catalog: Catalog, wanted: Sequence[LoadColumn], incoming: Sequence[Column]
) -> list[Resolution]:
    found: list[Resolution] = []
    for place, (asked, column) in enumerate(zip(wanted, incoming, strict=True)):
        target = catalog.by_id(column.target) if column.target else None
        if column.type is ColumnType.REFERENCE and target is not None:
            found.append(Resolution(place, target, target.table.column(asked.via) if asked.via else None))
    return found
