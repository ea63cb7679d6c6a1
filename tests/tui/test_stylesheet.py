"""Rules that are kept are the rules that Textual would parse."""

from __future__ import annotations

import pytest
from textual.css.stylesheet import Stylesheet, StylesheetParseError

from lattice.tui.stylesheet import THEMES, KeptStylesheet

SOURCES = [
    "Screen { color: $ink; }",
    "Input { border: round $ink; width: 3; }",
    ".far > Static { color: red; }",
]


def filled(sheet: Stylesheet, *more: str) -> Stylesheet:
    for number, css in enumerate([*SOURCES, *more]):
        sheet.add_source(css, read_from=("place", str(number)))
    return sheet


def rules(sheet: Stylesheet) -> str:
    return "\n".join(rule.css for rule in sheet.rules)


def test_other_colours_and_those_before_give_what_a_fresh_sheet_gives() -> None:
    sheet = filled(KeptStylesheet(variables={"ink": "red"}))
    assert rules(sheet) == rules(filled(Stylesheet(variables={"ink": "red"})))
    for ink in ("blue", "red", *(f"rgb({n},0,0)" for n in range(THEMES + 2)), "red"):
        sheet.set_variables({"ink": ink})
        sheet.reparse()
        assert rules(sheet) == rules(filled(Stylesheet(variables={"ink": ink})))


def test_two_apps_at_once_keep_their_own_sources() -> None:
    one = filled(KeptStylesheet(variables={"ink": "red"}))
    other = filled(KeptStylesheet(variables={"ink": "red"}), "Button { width: 9; }")
    assert "Button" not in rules(one)
    assert "Button" in rules(other)
    one.set_variables({"ink": "green"})
    one.reparse()
    assert rules(other) == rules(filled(Stylesheet(variables={"ink": "red"}), "Button { width: 9; }"))


def test_a_mistake_in_a_source_leaves_the_rules_that_were_there() -> None:
    sheet = filled(KeptStylesheet(variables={"ink": "red"}))
    before = rules(sheet)
    sheet.add_source("Input { color: nonsense; }", read_from=("place", "wrong"))
    with pytest.raises(StylesheetParseError):
        sheet.reparse()
    assert "\n".join(rule.css for rule in sheet._rules) == before
