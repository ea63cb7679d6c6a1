"""Numbers, days and moments: what such an operand compares with, exactly."""

from __future__ import annotations

import calendar
import math
import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_FLOOR, Decimal, InvalidOperation

from lattice.model.errors import LatticeError
from lattice.model.query.bound import Both, Bound, Field, Test
from lattice.model.query.lexer import refuse
from lattice.model.query.tree import Offset, Op, Operand, Relative
from lattice.model.values import (
    INTEGER_MAX,
    INTEGER_MIN,
    RULES,
    ColumnType,
    Misfit,
    fit,
    format_time,
)

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?\Z", re.ASCII)
_DAY_END = "T23:59:59.999999Z"
_DAY_START = "T00:00:00.000000Z"


def _misfit(field: Field, operand: Operand) -> LatticeError:
    type_ = field.column.type
    example = RULES[type_].example
    if type_ in (ColumnType.DATE, ColumnType.DATETIME):
        example += ", today, or now - 2h"
    return refuse(
        f"Column {field.written} is {type_}, and this value is not.",
        f"It wants {example}.",
        operand.position,
        operand.length,
    )


def number_test(field: Field, op: Op, text: str, operand: Operand) -> Test:
    """A test on an integer or number column; the literal is meant exactly, however many digits it has."""
    if not _NUMBER.match(text.strip()):
        raise _misfit(field, operand)
    try:
        exact = Decimal(text.strip())
    except InvalidOperation:
        raise _misfit(field, operand) from None
    near = _near_integer if field.column.type is ColumnType.INTEGER else _near_float
    op, value = near(op, exact)
    return Test(field, op, value)


def _near_integer(op: Op, exact: Decimal) -> tuple[Op, int | float]:
    """The same question with a 64-bit integer; infinity stands for what lies beyond all of them."""
    if not exact:
        return op, 0
    if exact.adjusted() > 18:
        return op, math.copysign(math.inf, exact)
    floor = int(exact.to_integral_value(ROUND_FLOOR))
    bounded = floor if INTEGER_MIN <= floor <= INTEGER_MAX else math.copysign(math.inf, floor)
    if floor == exact:
        return op, bounded
    return _between_two(op, bounded)


def _near_float(op: Op, exact: Decimal) -> tuple[Op, int | float]:
    """The same question with a float64, when the literal itself is none."""
    value = float(exact) + 0.0
    shown = Decimal(repr(value))
    if shown == exact or op is Op.EQ:
        return op, value if shown == exact else math.inf
    if shown < exact:
        return _between_two(op, value)
    return (Op.GE, value) if op in (Op.GT, Op.GE) else (Op.LT, value)


def _between_two(op: Op, below: int | float) -> tuple[Op, int | float]:
    """The question about something just above `below`, asked of `below`; nothing equals it."""
    if op is Op.EQ:
        return op, math.inf
    return (Op.GT, below) if op in (Op.GT, Op.GE) else (Op.LE, below)


def day_test(field: Field, op: Op, operand: Operand, now: datetime) -> Bound:
    """A test on a date column; a moment counts as its day in UTC."""
    when = _when(field, operand, now)
    return Test(field, op, when[:10])


def moment_test(field: Field, op: Op, operand: Operand, now: datetime) -> Bound:
    """A test on a datetime column; a day is the whole of it, in UTC."""
    when = _when(field, operand, now)
    if len(when) > 10:
        return Test(field, op, when)
    if op is Op.EQ:
        return Both((Test(field, Op.GE, when + _DAY_START), Test(field, Op.LE, when + _DAY_END)))
    return Test(field, op, when + (_DAY_END if op in (Op.GT, Op.LE) else _DAY_START))


def _when(field: Field, operand: Operand, now: datetime) -> str:
    """A day (10 characters) or a moment (27), as stored."""
    if isinstance(operand, Relative):
        try:
            return _relative(operand, now.astimezone(UTC))
        except (OverflowError, ValueError):
            raise refuse(
                "This time is beyond the calendar.",
                "Years go from 1 to 9999.",
                operand.position,
                operand.length,
            ) from None
    for type_ in (ColumnType.DATE, ColumnType.DATETIME):
        try:
            return str(fit(type_, operand.text))
        except Misfit:
            continue
    raise _misfit(field, operand)


def _relative(operand: Relative, now: datetime) -> str:
    days = {"yesterday": -1, "tomorrow": 1}.get(operand.base, 0)
    when: date | datetime = now if operand.base == "now" else now.date() + timedelta(days=days)
    for offset in operand.offsets:
        when = _moved(when, offset)
    return format_time(when) if isinstance(when, datetime) else when.isoformat()


def _moved(when: date | datetime, offset: Offset) -> date | datetime:
    """`when` moved; hours make a day the moment it begins, months keep to the end of a shorter month."""
    if offset.unit == "h" and not isinstance(when, datetime):
        when = datetime.combine(when, time(), UTC)
    if offset.unit in "hdw":
        return when + timedelta(hours=offset.amount * {"h": 1, "d": 24, "w": 168}[offset.unit])
    months = when.year * 12 + when.month - 1 + offset.amount * (12 if offset.unit == "y" else 1)
    year, month = divmod(months, 12)
    day = min(when.day, calendar.monthrange(year, month + 1)[1])
    return when.replace(year=year, month=month + 1, day=day)
