"""How this person wants dates and numbers written; what leaves the workbench keeps to ISO."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lattice.model import values
from lattice.model.values import ColumnType
from lattice.settings import Display

#: Digits from which a number is grouped; a year is none.
GROUPED_DIGITS = 5
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS: dict[str, Callable[[str, str, str], str]] = {
    "dmy": lambda year, month, day: f"{day}.{month}.{year}",
    "mdy": lambda year, month, day: f"{month}/{day}/{year}",
    "words": lambda year, month, day: f"{int(day)} {_MONTHS[int(month) - 1]} {year}",
}
#: Between thousands, and before what is behind the whole.
_MARKS = {"comma": (",", "."), "point": (".", ","), "space": (" ", ".")}


class _Used:
    """What the person at this screen has chosen; one person sits before one process."""

    display = Display()


def use(display: Display) -> bool:
    """Write so from now on; whether that is another way than before."""
    changed = display != _Used.display
    _Used.display = display
    return changed


def show(type_: ColumnType, stored: Any) -> str:
    """What a person reads for a stored value of a column; empty for None."""
    if stored is None:
        return ""
    # a grid asks for each cell it paints
    write = _WRITE.get(type_)
    return write(stored) if write is not None else values.show(type_, stored)


def number(value: float) -> str:
    """A number: `1,234,567.5`, or as it is."""
    text = repr(value).removesuffix(".0")
    marks = _MARKS.get(_Used.display.numbers)
    if marks is None or "e" in text or "n" in text:
        return text
    between, before = marks
    whole, point, rest = text.partition(".")
    if len(whole.removeprefix("-")) >= GROUPED_DIGITS:
        whole = f"{int(whole):,}".replace(",", between)
    return f"{whole}{before}{rest}" if point else whole


def day(text: str) -> str:
    """A stored day, `2024-12-31`; what is none stays as it is."""
    write = _DAYS.get(_Used.display.dates)
    if write is None:
        return text
    year, _, rest = text.partition("-")
    month, _, day_ = rest.partition("-")
    if not (len(year) == 4 and len(month) == len(day_) == 2 and (year + month + day_).isdecimal()):
        return text
    return write(year, month, day_) if 1 <= int(month) <= 12 else text


def moment(stored: str) -> str:
    """A stored time, shortened to what it says: `31.12.2024 23:59`."""
    text = values.show_time(stored)
    day_, space, clock = text.partition(" ")
    return f"{day(day_)}{space}{clock}"


#: The types that a person may want otherwise.
_WRITE: dict[ColumnType, Callable[[Any], str]] = {
    ColumnType.INTEGER: number,
    ColumnType.NUMBER: number,
    ColumnType.DATE: day,
    ColumnType.DATETIME: moment,
}
