"""What a measurement says, and how it is printed beside its target."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class Line(NamedTuple):
    """One measured line of the table."""

    what: str
    measured: str
    target: str = ""
    passes: bool | None = None
    """None where there is no target, or nothing was measured."""
    note: str = ""
    """How it was measured, the floor under it, or a peer in the same run."""


def at_most(what: str, value: float, bound: float, unit: str, note: str = "") -> Line:
    """A line whose value must stay below a bound."""
    return Line(what, number(value, unit), f"< {number(bound, unit)}", value < bound, note)


def at_least(what: str, value: float, bound: float, unit: str, note: str = "") -> Line:
    """A line whose value must be above a bound."""
    return Line(what, number(value, unit), f"> {number(bound, unit)}", value > bound, note)


def number(value: float, unit: str) -> str:
    """`12.3 ms`, `1,204 rows/s`."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f} {unit}"


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 stay below."""
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def show(line: Line) -> None:
    """One line on the terminal."""
    verdict = {True: "pass ", False: "SHORT", None: "     "}[line.passes]
    print(
        f"{verdict}  {line.what:<58} {line.measured:>16}   {line.target:<14} {line.note}".rstrip(), flush=True
    )


def measure(title: str, lines: Callable[[], Iterable[Line]]) -> list[Line]:
    """Run one section and print it line by line; where it breaks, a line says so, and others go on."""
    print(f"\n{title}", flush=True)
    found = []
    try:
        for line in lines():
            found.append(line)
            show(line)
    except Exception as error:  # noqa: BLE001 - one section must not hide the others
        found.append(Line(f"{title}: the rest", "not measured", "", False, type(error).__name__))
        show(found[-1])
        print(str(error).strip())
    return found
