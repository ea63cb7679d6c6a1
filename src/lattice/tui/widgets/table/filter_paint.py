"""How the filter bar says what is wrong, and what it offers."""

from __future__ import annotations

from textual.content import Content

from lattice.model.errors import LatticeError
from lattice.model.query.complete import Candidate
from lattice.tui.literal import one_line


def paint_offer(candidate: Candidate) -> Content:
    """A completion and what it is."""
    return Content.assemble(
        one_line(candidate.text, 40), (f"  {one_line(candidate.detail, 60)}", "$text-muted")
    )


def paint_complaint(error: LatticeError, text: str) -> Content:
    """The place in the text, and what is wrong there."""
    words = f"{one_line(error.message)} {one_line(error.hint)}"
    position, length = error.details.get("position"), error.details.get("length")
    if not isinstance(position, int) or not isinstance(length, int):
        return Content.styled(words, "$text-error")
    part = one_line(text[position : position + length]) or "the end"
    return Content.assemble(
        ("✗ ", "$text-error"), (part, "$text-error underline"), (f"  {words}", "$text-error")
    )
