"""Counters of the server in the text format of Prometheus."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable

#: Upper bounds of the latency buckets, in seconds.
_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """What the server counts; nothing in it names a person or a row."""

    def __init__(self) -> None:
        self._requests: dict[tuple[str, int], int] = defaultdict(int)
        self._latency: dict[str, list[float]] = {}
        self._refusals: dict[str, int] = defaultdict(int)
        self._counters: dict[str, float] = defaultdict(float)
        self._gauges: dict[str, tuple[str, Callable[[], float]]] = {}

    def gauge(self, name: str, help_: str, read: Callable[[], float]) -> None:
        """Show what `read` answers under a name."""
        self._gauges[name] = (help_, read)

    def add(self, name: str, amount: float = 1.0) -> None:
        """Count something that only grows."""
        self._counters[name] += amount

    def answered(self, route: str, status: int, seconds: float) -> None:
        """Count an answer and how long it took."""
        self._requests[route, status] += 1
        known = self._latency.get(route)
        if known is None:
            known = self._latency[route] = [0.0] * (len(_BOUNDS) + 2)
        known[bisect_left(_BOUNDS, seconds)] += 1
        known[-1] += seconds

    def refused(self, code: str) -> None:
        """Count a refusal."""
        self._refusals[code] += 1

    def text(self) -> str:
        """Everything, in the text format."""
        lines = [
            "# HELP lattice_requests_total Answers by route and status.",
            "# TYPE lattice_requests_total counter",
        ]
        for (route, status), count in sorted(self._requests.items()):
            lines.append(f'lattice_requests_total{{route="{route}",status="{status}"}} {count}')
        lines += ["# HELP lattice_refusals_total Refusals by code.", "# TYPE lattice_refusals_total counter"]
        lines += [f'lattice_refusals_total{{code="{c}"}} {n}' for c, n in sorted(self._refusals.items())]
        for name, amount in sorted(self._counters.items()):
            lines += [f"# TYPE lattice_{name}_total counter", f"lattice_{name}_total {amount:g}"]
        for name, (help_, read) in sorted(self._gauges.items()):
            lines += [
                f"# HELP lattice_{name} {help_}",
                f"# TYPE lattice_{name} gauge",
                f"lattice_{name} {read():g}",
            ]
        lines += [
            "# HELP lattice_request_seconds How long answers took.",
            "# TYPE lattice_request_seconds histogram",
        ]
        for route, counts in sorted(self._latency.items()):
            lines += _histogram(route, counts)
        return "\n".join(lines) + "\n"


def _histogram(route: str, counts: list[float]) -> list[str]:
    lines = []
    total = 0.0
    for bound, count in zip((*map(str, _BOUNDS), "+Inf"), counts[:-1], strict=True):
        total += count
        lines.append(f'lattice_request_seconds_bucket{{route="{route}",le="{bound}"}} {total:g}')
    lines.append(f'lattice_request_seconds_sum{{route="{route}"}} {counts[-1]:g}')
    lines.append(f'lattice_request_seconds_count{{route="{route}"}} {total:g}')
    return lines
