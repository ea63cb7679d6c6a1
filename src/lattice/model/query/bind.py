"""Names and types: a syntax tree meets a table, and every value becomes what that column stores."""

from __future__ import annotations

from datetime import datetime

import msgspec

from lattice.model.errors import LatticeError
from lattice.model.ids import is_id
from lattice.model.query.bound import (
    SYSTEM,
    Both,
    Bound,
    Constant,
    Either,
    Field,
    Lacks,
    Negation,
    OneOf,
    Test,
    Text,
    Via,
)
from lattice.model.query.lexer import refuse
from lattice.model.query.operands import day_test, moment_test, number_test
from lattice.model.query.tree import (
    All,
    AnyOf,
    Between,
    Compare,
    Everything,
    Filter,
    IsEmpty,
    Not,
    Op,
    Operand,
    Path,
    Relative,
    Truth,
    Within,
)
from lattice.model.schema import Column, Schema, Table, fold, refuse_masked
from lattice.model.values import RULES, TEXTUAL, ColumnType, Misfit, Stored, fit, parse

#: Types that are equal or not, but have no order.
_UNORDERED = frozenset({ColumnType.BOOLEAN, ColumnType.JSON})
_NUMERIC = frozenset({ColumnType.INTEGER, ColumnType.NUMBER})


def bind(filter: Filter, table: Table, schema: Schema, now: datetime) -> Bound:
    """`filter` over `table`: columns found, references followed, values typed.

    `now` (aware) is what `today` and `now` mean. Raises LatticeError `invalid_filter` with `details`
    `position` and `length` for a column that is not there or a value that does not fit it.
    """
    return _Binder(table, schema, now).bind(filter)


def find_column(table: Table, name: str) -> Column | None:
    """The column of `table` or of Lattice with that name, without regard to case."""
    return table.find(name) or SYSTEM.get(fold(name))


def near_names(table: Table, name: str) -> str:
    """What to say after a name that no column has: those that come near, or those there are."""
    import difflib  # for a mistake only: start-up need not pay for it

    names = {fold(c.name): c.name for c in table.columns} | {n: n for n in SYSTEM}
    near = difflib.get_close_matches(fold(name)[:100], names, n=3, cutoff=0.6)
    if near:
        return f"Did you mean {' or '.join(names[n] for n in near)}?"
    listed = [c.name for c in table.columns[:12]] + (["…"] if len(table.columns) > 12 else [])
    return f"It has: {', '.join(listed) or 'no columns yet'}."


def _unknown(table: Table, name: str, position: int, length: int) -> LatticeError:
    shown = name if len(name) <= 80 else name[:79] + "…"
    hint = near_names(table, name)
    return refuse(f"Table {table.name} has no column {shown!r}.", hint, position, length)


class _Binder:
    """One filter over one table at one moment."""

    def __init__(self, table: Table, schema: Schema, now: datetime) -> None:
        self._table = table
        self._schema = schema
        self._now = now

    def bind(self, filter: Filter) -> Bound:
        match filter:
            case Everything():
                return Constant(True)
            case All(of):
                return Both(tuple([self.bind(f) for f in of]))
            case AnyOf(of):
                return Either(tuple([self.bind(f) for f in of]))
            case Not(of):
                return Negation(self.bind(of))
            case IsEmpty(path):
                return Lacks(self._field(path))
            case Truth(path):
                return self._truth(self._field(path))
            case Compare(path, op, operand):
                return self._compare(self._field(path), op, operand)
            case Between(path, low, high):
                field = self._field(path)
                return Both((self._compare(field, Op.GE, low), self._compare(field, Op.LE, high)))
            case Within(path, operands):
                return self._within(self._field(path), operands)

    def _field(self, path: Path) -> Field:
        at, length = path.position, path.length
        whole = ".".join(path.parts)
        first = find_column(self._table, path.parts[0])
        if first is None:
            # a name that holds a dot needs no quotes unless it could also mean a step
            first = self._table.find(whole)
            if first is None:
                raise _unknown(self._table, path.parts[0], at, length)
            refuse_masked(self._table, first)
            return Field(first, at, length)
        refuse_masked(self._table, first)
        if len(path.parts) == 1:
            return Field(first, at, length)
        if first.type is not ColumnType.REFERENCE or first.target is None:
            raise refuse(
                f"Column {first.name} is {first.type}, not a reference, so nothing can follow its dot.",
                "References are followed one step: company.country.",
                at,
                length,
            )
        if len(path.parts) > 2:
            raise refuse(f"{whole} goes further than one step.", "As in: company.country.", at, length)
        target = self._target(first, at, length)
        column = find_column(target, path.parts[1])
        if column is None:
            raise _unknown(target, path.parts[1], at, length)
        refuse_masked(target, column)
        return Field(column, at, length, Via(first, target))

    def _target(self, column: Column, position: int, length: int) -> Table:
        target = self._schema.by_id(column.target) if column.target else None
        if target is None:
            raise refuse(
                f"Column {column.name} points into a table that is not here.",
                "Compare it with the id of a row.",
                position,
                length,
            )
        return target

    def _truth(self, field: Field) -> Bound:
        if field.column.type is not ColumnType.BOOLEAN:
            raise refuse(
                f"Column {field.written} is {field.column.type}; alone stand only booleans.",
                f"Such as: {field.written} is not empty.",
                field.position,
                field.length,
            )
        return Test(field, Op.EQ, 1)

    def _within(self, field: Field, operands: tuple[Operand, ...]) -> Bound:
        """Equal to one of them; those that stand for one stored value share one look-up."""
        values: dict[Field, dict[int | float | str, None]] = {}
        others: list[Bound] = []
        for operand in operands:
            found = self._compare(field, Op.EQ, operand)
            if isinstance(found, Test) and found.op is Op.EQ:
                values.setdefault(found.field, {})[found.value] = None
            elif not isinstance(found, Constant):
                others.append(found)
        found_all: list[Bound] = [OneOf(f, tuple(v)) for f, v in values.items()] + others
        if not found_all:
            return Constant(False)
        return found_all[0] if len(found_all) == 1 else Either(tuple(found_all))

    def _compare(self, field: Field, op: Op, operand: Operand) -> Bound:
        type_ = field.column.type
        if type_ is ColumnType.REFERENCE:
            return self._reference(field, op, operand)
        if op in (Op.CONTAINS, Op.STARTS):
            return Text(field, _plain(field, operand), op is Op.STARTS)
        if op is not Op.EQ and type_ in _UNORDERED:
            raise refuse(
                f"Column {field.written} is {type_}, which has no order.",
                "Ask with = != ~ in, or is empty.",
                operand.position,
                operand.length,
            )
        if type_ is ColumnType.DATE:
            return day_test(field, op, operand, self._now)
        if type_ is ColumnType.DATETIME:
            return moment_test(field, op, operand, self._now)
        text = _plain(field, operand)
        if type_ in _NUMERIC:
            return number_test(field, op, text, operand)
        if type_ in TEXTUAL:
            return Test(field, op, text)
        return Test(field, op, _fitted(field, text, operand))

    def _reference(self, field: Field, op: Op, operand: Operand) -> Bound:
        text = _plain(field, operand)
        whole_id = text.strip().upper()
        if is_id(whole_id):
            if op in (Op.CONTAINS, Op.STARTS):
                return Text(field, whole_id, op is Op.STARTS)
            return Test(field, op, whole_id)
        if field.via is not None or field.column.target is None:
            if op in (Op.CONTAINS, Op.STARTS):
                return Text(field, text, op is Op.STARTS)
            hint = "" if field.via is None else " References are followed one step only."
            raise refuse(
                f"Column {field.written} wants {RULES[ColumnType.REFERENCE].example}.",
                f"Ids have 26 letters and digits.{hint}",
                operand.position,
                operand.length,
            )
        target = self._target(field.column, field.position, field.length)
        label = target.label
        if label is None:
            raise refuse(
                f"Table {target.name} has no columns that could name its rows.",
                "Compare with the id of a row.",
                operand.position,
                operand.length,
            )
        return self._compare(
            msgspec.structs.replace(field, column=label, via=Via(field.column, target)), op, operand
        )


def _plain(field: Field, operand: Operand) -> str:
    """The operand as text; a moment with spaces in it is no text."""
    if isinstance(operand, Relative) and not operand.text:
        raise refuse(
            f"Column {field.written} is {field.column.type}, and {operand.base} with an offset is a time.",
            f"It wants {RULES[field.column.type].example}; text is written in quotes.",
            operand.position,
            operand.length,
        )
    return operand.text


def _fitted(field: Field, text: str, operand: Operand) -> int | float | str:
    type_ = field.column.type
    stored: Stored = None
    reason = "is empty"
    try:
        stored = fit(type_, parse(type_, text))
    except Misfit as misfit:
        reason = str(misfit)
    if stored is None:
        raise refuse(
            f"Column {field.written} is {type_}, and this value {reason}.",
            f"It wants {RULES[type_].example}; for no value, write {field.written} is empty.",
            operand.position,
            operand.length,
        )
    return stored
