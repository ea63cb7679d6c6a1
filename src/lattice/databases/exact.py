"""Sums and means of floats as SQL aggregates that are exact: rounded once, at the end."""

from __future__ import annotations

from collections.abc import Iterable

#: Every finite float is a whole number of these: 2 to the power of -1074.
_SHIFT = 1074
_ONE = 1 << _SHIFT


class _Exact:
    """Floats summed up as one whole number."""

    def __init__(self) -> None:
        self._sum = 0
        self._count = 0

    def step(self, value: float | None) -> None:
        """Take one value in."""
        if value is None:
            return
        above, below = value.as_integer_ratio()
        self._sum += above << (_SHIFT + 1 - below.bit_length())
        self._count += 1

    def _through(self, parts: int) -> str:
        """As text, so that what is beyond the range of floats is told from what is not there."""
        try:
            return repr(self._sum / (_ONE * parts))
        except OverflowError:
            return "inf" if self._sum > 0 else "-inf"


class _Sum(_Exact):
    def finalize(self) -> str:
        """The sum; 0 of nothing."""
        return self._through(1)


class _Mean(_Exact):
    def finalize(self) -> str | None:
        """The mean; None of nothing."""
        return self._through(self._count) if self._count else None


def exact_sum(values: Iterable[float | None]) -> str:
    """The sum of floats, rounded once; as text, as the aggregate has it."""
    exact = _Sum()
    for value in values:
        exact.step(value)
    return exact.finalize()


def exact_mean(values: Iterable[float | None]) -> str | None:
    """Their mean; None of nothing."""
    exact = _Mean()
    for value in values:
        exact.step(value)
    return exact.finalize()


#: SQL aggregates of one argument: their answer is text that `float` reads.
AGGREGATES: dict[str, type[_Sum] | type[_Mean]] = {"lattice_sum": _Sum, "lattice_mean": _Mean}
