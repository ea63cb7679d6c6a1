"""Facts in two columns: what it is, and what is so; a long one goes on under itself."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from lattice.tui.literal import one_line

#: Most characters of one fact.
_LONG = 300


class Facts(Widget):
    """Pairs of words. What stands at the right is data: it is shown, never read as markup."""

    DEFAULT_CSS = "Facts { height: auto; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._facts: tuple[tuple[str, str], ...] = ()

    def show(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these; those without a second half are left out."""
        self._facts = tuple((name, one_line(words, _LONG)) for name, words in facts if words)
        self.refresh(layout=True)

    @property
    def _wide(self) -> int:
        return max((len(name) for name, _ in self._facts), default=0) + 2

    def _lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for name, words in self._facts:
            head: tuple[str, str] = (name.ljust(self._wide), "$text-muted")
            for line in Content(words).wrap(max(8, width - self._wide)):
                lines.append(Content.assemble(head, line.rstrip()))
                head = (" " * self._wide, "")
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the facts take at this width."""
        return len(self._lines(width))

    def render(self) -> RenderResult:
        """The lines."""
        return Content("\n").join(self._lines(self.size.width))
