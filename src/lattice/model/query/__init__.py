"""The filter and sort language: text to syntax tree, to bound filter, to its meaning; and completion."""

from lattice.model.query.bind import bind
from lattice.model.query.bound import Bound
from lattice.model.query.complete import Candidate, Completions, complete
from lattice.model.query.evaluate import matches
from lattice.model.query.sort import SortKey, parse_sort
from lattice.model.query.syntax import parse_filter
from lattice.model.query.tree import Everything, Filter, Op
from lattice.model.query.write import format_filter, format_name, format_value

__all__ = [
    "Bound",
    "Candidate",
    "Completions",
    "Everything",
    "Filter",
    "Op",
    "SortKey",
    "bind",
    "complete",
    "format_filter",
    "format_name",
    "format_value",
    "matches",
    "parse_filter",
    "parse_sort",
]
