"""The line to look for words in, and the search behind it: as one types, a stretch at a time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from textual import on
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Input, Static

from lattice.tui.keys import bind
from lattice.tui.widgets.markdown.lines import Match, Place
from lattice.tui.widgets.viewer.paper import Paper
from lattice.tui.work import start

#: Quiet time before a search.
DEBOUNCE_S = 0.12
#: Matches that are kept; more are counted as `20,000+`.
KEPT = 20_000
#: Lines above a match when one goes to it.
ABOVE = 5


def pattern_of(text: str, *, any_word: bool = False) -> re.Pattern[str] | None:
    """What to look for: as typed, without regard to case unless it has capitals; blanks may be line ends.

    With `any_word` each of the words counts by itself.
    """
    words = text.split()
    if not words:
        return None
    body = "|".join(map(re.escape, words)) if any_word else r"\s+".join(map(re.escape, words))
    return re.compile(body, 0 if any(c.isupper() for c in text) and not any_word else re.IGNORECASE)


class FindBar(Horizontal):
    """Looks for words in the document of a paper."""

    BINDINGS = [bind("find.close", "close")]

    def __init__(self, paper: Callable[[], Paper], told: Callable[[], None]) -> None:
        """`told` is called when there is something new to say about the search."""
        super().__init__(classes="find-bar")
        self._paper = paper
        self._told = told
        self._matches: list[Match] = []
        self._part = 1.0
        self._wanted: re.Pattern[str] | None = None
        self._from = Place(0, 0)
        self._timer: Timer | None = None

    @property
    def words(self) -> str:
        """How it stands: `3 of 17`, and how far the search is."""
        if self._wanted is None:
            return ""
        count = f"{len(self._matches):,}{'+' if len(self._matches) >= KEPT else ''}"
        here = self._paper().here_match
        found = (
            f"{here + 1:,} of {count}" if here >= 0 else f"{count} found" if self._matches else "not found"
        )
        return f"{found}, at {self._part:.0%}" if self._part < 1 else found

    async def open(self) -> None:
        """Begin to type."""
        self.display = True
        self._from = self._paper().place
        if not self.children:
            # not before it is wanted: a field to type in is dear
            sign = Static("/", classes="find-sign", markup=False)
            await self.mount(sign, Input(placeholder="words in this file", compact=True))
        field = self.query_one(Input)
        field.focus()
        field.select_all()

    def look_for(self, text: str, *, any_word: bool = False, at: Place | None = None) -> None:
        """Look for words from a place on; those before it are found too."""
        if at is not None:
            self._from = at
        self.cancel()
        self._wanted = pattern_of(text, any_word=any_word)
        if self._wanted is not None:
            start(self, self._run(self._wanted), group="find")
        self._told()

    def again(self) -> None:
        """The document is another: look for the same words."""
        wanted = self._wanted
        self.cancel()
        self._wanted = wanted
        if wanted is not None:
            self._from = self._paper().place
            start(self, self._run(wanted, go=False), group="find")

    def cancel(self) -> None:
        """Stop looking and let go of what was found."""
        self.workers.cancel_group(self, "find")
        paper = self._paper()
        self._matches = []
        paper.matches, paper.here_match = self._matches, -1
        self._wanted, self._part = None, 1.0
        paper.refresh()
        self._told()

    async def _run(self, wanted: re.Pattern[str], *, go: bool = True) -> None:
        paper = self._paper()
        if paper.leaf is None:
            return
        self._part = 0.0
        async for matches, part in paper.leaf.find(wanted):
            self._part = part
            self._matches += matches[: KEPT - len(self._matches)]
            if go and paper.here_match < 0 and matches and matches[-1].place >= self._from:
                self._here(bisect_left(self._matches, Match(self._from, 0)))
            if len(self._matches) >= KEPT:
                break
            paper.refresh()
            self._told()
        self._part = 1.0
        if go and paper.here_match < 0 and self._matches:
            self._here(0)
        paper.refresh()
        self._told()

    def _here(self, index: int) -> None:
        paper = self._paper()
        paper.here_match = index
        place = self._matches[index].place
        if not paper.shows(place):
            paper.go_to(place, above=min(ABOVE, max(0, paper.room.height // 3)))
        paper.refresh()

    def step(self, by: int) -> None:
        """The next match or the one before; past the end it begins again."""
        paper = self._paper()
        if not self._matches:
            self.notify("Nothing is found here that one could go to.", markup=False)
            return
        if paper.here_match >= 0 and paper.shows(self._matches[paper.here_match].place):
            index = paper.here_match + by
        else:
            after = bisect_left(self._matches, Match(paper.place, 0))
            index = after if by > 0 else after - 1
        self._here(index % len(self._matches))
        self._told()

    @property
    def busy(self) -> bool:
        """Whether anything is looked for or marked."""
        return self._wanted is not None

    @on(Input.Changed)
    def _on_type(self, event: Input.Changed) -> None:
        event.stop()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(DEBOUNCE_S, lambda: self.look_for(event.value))

    @on(Input.Submitted)
    def _on_submit(self, event: Input.Submitted) -> None:
        event.stop()
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._wanted is None or self._wanted.pattern != getattr(pattern_of(event.value), "pattern", ""):
            self.look_for(event.value)
        self.display = False
        self._paper().focus()

    def action_close(self) -> None:
        """Leave it as it was."""
        if self._timer is not None:
            self._timer.stop()
        self.cancel()
        self.display = False
        self._paper().focus()
