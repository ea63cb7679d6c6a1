"""Colours of code without waiting for them: a language is learnt in a thread, and used when it is known."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from lattice.tui.widgets.markdown.lines import Span
from lattice.tui.widgets.markdown.syntax import lexer_of, spans_of


class Colouring:
    """The languages that answers were written in so far."""

    def __init__(self, wanted: Callable[[], object]) -> None:
        """`wanted` is called when a language came up that is to be learnt: then `learn` is to run."""
        self._wanted = wanted
        self._known: set[str] = set()
        self._asked: set[str] = set()

    def spans(self, text: str, language: str) -> Sequence[Span]:
        """The coloured stretches of a text; none while its language is being learnt."""
        if language in self._known:
            return spans_of(text, language)
        if language and language not in self._asked:
            self._asked.add(language)
            self._wanted()
        return ()

    async def learn(self) -> None:
        """Learn what came up: an import, or a search through all languages for an unknown word: 100 ms."""
        for language in self._asked - self._known:
            await asyncio.to_thread(lexer_of, language)
            self._known.add(language)
