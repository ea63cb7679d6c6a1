"""What each level does stands in one place, and the documentation says the same."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from lattice.assistant.chores import LEVELS, level_table
from lattice.model.policy import Eagerness

DOCS = Path(__file__).parents[3] / "docs" / "assistant.md"


def test_every_level_is_told_and_does_all_that_the_one_below_does() -> None:
    assert [level.eagerness for level in LEVELS] == list(Eagerness)
    assert all(lower.chores < higher.chores for lower, higher in pairwise(LEVELS))


def test_the_documentation_has_the_table_of_the_levels() -> None:
    assert level_table() in DOCS.read_text("utf-8")
