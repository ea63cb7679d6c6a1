"""How SQLite goes about a query: its plan as a tree, and what each step means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from lattice.actions import SqlResult

#: What a plan answers.
COLUMNS = ("id", "parent", "notused", "detail")
#: The beginning of a statement that already asks how it would be done.
_EXPLAINS = re.compile(r"\s*EXPLAIN\b", re.IGNORECASE)
#: The name under which a query reaches the file: another one each time, and nothing to anybody.
_OURS = re.compile(r"\bw[0-9a-f]{32}(?:_\d+)?\.?")
#: What a step means, by how it is told; the first that fits.
_MEANINGS = (
    (r"SCAN (?:SUBQUERY )?(\S+).*COVERING INDEX", "reads all of an index on {0}"),
    (r"SCAN CONSTANT ROW", "a row that is written in the query"),
    (r"SCAN (?:SUBQUERY )?(\S+).*USING INDEX", "reads every row of {0}, in the order of an index"),
    (r"SCAN (?:SUBQUERY )?(\S+)", "reads every row of {0}"),
    (r"SEARCH (\S+).*AUTOMATIC", "makes an index on {0} for this query alone, and looks there"),
    (r"SEARCH (\S+).*(?:PRIMARY KEY|\(_id=\?\))", "goes straight to rows of {0}"),
    (r"SEARCH (\S+)", "finds rows of {0} by an index"),
    (r"USE TEMP B-TREE FOR (?:LAST TERM OF )?ORDER BY", "sorts what was found"),
    (r"USE TEMP B-TREE FOR GROUP BY", "sorts to group"),
    (r"USE TEMP B-TREE FOR DISTINCT", "sorts to leave out what is there twice"),
    (r"USE TEMP B-TREE", "sorts aside"),
    (r"CORRELATED", "once for each row"),
    (r"MATERIALIZE|CO-ROUTINE", "made first, then read"),
    (r"BLOOM FILTER", "notes quickly what cannot match"),
)


class Step(NamedTuple):
    """One step of a plan."""

    branch: str
    """The signs that draw the tree before it."""
    under: str
    """Those before a line under it."""
    detail: str
    """As SQLite tells it."""
    meaning: str
    """What that is; empty where nothing is known about it."""


def explaining(sql: str) -> str:
    """The query that asks how `sql` would be done."""
    return sql if _EXPLAINS.match(sql) else f"EXPLAIN QUERY PLAN {sql}"


def is_plan(result: SqlResult) -> bool:
    """Whether an answer is a plan."""
    return result.columns == COLUMNS


def steps_of(result: SqlResult) -> list[Step]:
    """The steps of a plan as a tree, in the order in which it is read."""
    known = {row[0] for row in result.rows}
    below: dict[object, list[tuple[object, str]]] = {}
    for number, parent, _, detail in result.rows:
        below.setdefault(parent if parent in known else 0, []).append((number, _OURS.sub("", str(detail))))
    found: list[Step] = []
    stack = _branches(below.get(0, ()), "", top=True)
    while stack:
        (number, detail), branch, indent = stack.pop()
        found.append(Step(branch, indent, detail, meaning(detail)))
        stack += _branches(below.get(number, ()), indent)
    return found


def _branches(
    steps: Sequence[tuple[object, str]], indent: str, *, top: bool = False
) -> list[tuple[tuple[object, str], str, str]]:
    """Steps beside each other, the last first, each with the signs before it and before what is below it."""
    found = []
    for index, step in enumerate(steps):
        last = index == len(steps) - 1
        branch = "" if top else f"{indent}{'└' if last else '├'}─ "
        found.append((step, branch, "" if top else f"{indent}{'  ' if last else '│ '} "))
    return found[::-1]


def meaning(detail: str) -> str:
    """What a step means, in words."""
    for pattern, said in _MEANINGS:
        if match := re.match(pattern, detail):
            return said.format(*match.groups())
    return ""
