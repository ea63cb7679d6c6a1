"""As what something is copied: one small menu, each line with a letter."""

from __future__ import annotations

from typing import NamedTuple

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Checkbox, OptionList
from textual.widgets.option_list import Option

from lattice.ingest.writers.opening import ExportFormat
from lattice.tui.copied import FORMAT_NAMES, CopyWish
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.screens.policy import Tick
from lattice.tui.widgets.lists import Lines


class _Way(NamedTuple):
    key: str
    note: str


_WAYS = {
    ExportFormat.TSV: _Way("t", "for spreadsheets: cells with tabs between"),
    ExportFormat.CSV: _Way("c", "cells with commas between"),
    ExportFormat.JSON: _Way("o", "a list of objects, for programs"),
    ExportFormat.NDJSON: _Way("l", "an object a line"),
    ExportFormat.MARKDOWN: _Way("m", "a table, for chats and documents"),
}


class CopyScreen(Dialog[CopyWish | None]):
    """Answers how to copy; the way of the last time has the cursor."""

    BINDINGS = [
        bind("copy.tsv", "take('tsv')"),
        bind("copy.csv", "take('csv')"),
        bind("copy.json", "take('json')"),
        bind("copy.lines", "take('ndjson')"),
        bind("copy.markdown", "take('markdown')"),
        bind("copy.header", "switch('#copy-header')"),
        bind("copy.ids", "switch('#copy-ids')"),
    ]
    HELP = "Copies what is chosen, in the format under the cursor: enter, or the letter before it."

    lines = getters.query_one(Lines)

    def __init__(self, words: str, wish: CopyWish, *, references: bool = True) -> None:
        """`words` say what is copied; without `references` there are none that could be ids."""
        super().__init__()
        self._words, self._wish, self._references = words, wish, references

    def compose(self) -> ComposeResult:
        """The formats, and two things to switch."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content(f"Copy {one_line(self._words)}")
            box.border_subtitle = "enter copies · esc back"
            yield Lines()
            yield Tick(
                "header (h): the names of the columns first", value=self._wish.header, id="copy-header"
            )
            if self._references:
                yield Tick("references as ids (i) of rows, not as names", value=self._wish.ids, id="copy-ids")
            with Horizontal(classes="buttons"):
                yield Button("Copy", id="yes", variant="primary")
                yield Button("Cancel", id="no")

    def on_mount(self) -> None:
        """The way of the last time under the cursor."""
        for format_, way in _WAYS.items():
            said = Content.assemble(
                (f"{way.key} ", "$text-accent"),
                (f"{FORMAT_NAMES[format_]:<11}", "bold"),
                (way.note, "$text-muted"),
            )
            self.lines.add_option(Option(said, id=format_.value))
        self.lines.highlight_id(self._wish.format.value)
        self.lines.focus()

    def action_take(self, format_: str) -> None:
        """Copy that way."""
        self.dismiss(CopyWish(ExportFormat(format_), self._ticked("#copy-header"), self._ticked("#copy-ids")))

    def _ticked(self, which: str) -> bool:
        return any(box.value for box in self.query(which).results(Checkbox))

    def action_switch(self, which: str) -> None:
        """Switch one of the two."""
        for box in self.query(which).results(Checkbox):
            box.toggle()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ids only where there are references."""
        return self._references if (action, *parameters) == ("switch", "#copy-ids") else True

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.action_take(event.option_id or ExportFormat.TSV.value)

    @on(Button.Pressed, "#yes")
    def _yes(self) -> None:
        self.action_take(self.lines.highlighted_id or ExportFormat.TSV.value)

    @on(Button.Pressed, "#no")
    def _no(self) -> None:
        self.action_cancel()
