"""The stylesheet of the app, which does not parse again what it has parsed."""

from __future__ import annotations

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

#: Sources of which the rules are kept: every widget and every file of styles is one. Textual keeps 64,
#: of which nothing is left once a workbench has more: each dialog parsed all of them again, for 40 ms.
SOURCES = 1_024
#: Sets of colours for which rules are kept: the theme, and those that one looks at before.
THEMES = 4

_parsed: dict[frozenset[tuple[str, str]], LRUCache[tuple[object, ...], list[RuleSet]]] = {}


class KeptStylesheet(Stylesheet):
    """Rules that were parsed with the same colours are taken from where they were kept."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._share()

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other colours."""
        # what was parsed with those before stays kept for them: only what is this sheet's own is cleared
        self._parse_cache = LRUCache(1)
        super().set_variables(variables)
        self._share()

    def reparse(self) -> None:
        """Take the rules of all sources, parsing what is new; a mistake leaves them as they were."""
        self.parse()

    def _share(self) -> None:
        colours = frozenset(self._variables.items())
        kept = _parsed.pop(colours, None)
        _parsed[colours] = LRUCache(SOURCES) if kept is None else kept
        if len(_parsed) > THEMES:
            del _parsed[next(iter(_parsed))]
        self._parse_cache = _parsed[colours]
