"""How documents look on paper; each picture was looked at when it was taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from lattice.tui import themes
from lattice.tui.widgets.markdown.lines import Match, Place
from lattice.tui.widgets.viewer.markdown import markdown_flow
from lattice.tui.widgets.viewer.opening import text_rows
from lattice.tui.widgets.viewer.paper import Paper
from tests.tui.viewer.viewer_screens import LARGE, SMALL, STYLES

Compare = Callable[..., bool]

RICH = """# Quarterly notes for **Nordlys**

Some *prose* with **bold**, ~~struck~~ and `code`, [a person](lattice://people/01ABC) and [the web](https://e.org/a).
It goes on for a while so that it has to wrap, which shows how paragraphs look at any width of a screen.

## What we decided

1. Ship the *viewer* first
2. Then the rest
   - with care
     - and tests

- [x] Parse Markdown
- [ ] Write the docs, which takes longer than one thinks because words are hard and there are many of them

> Memory is the treasury and guardian of all things.

| name | city | amount | note |
|:--|---|--:|:-:|
| Ada Berg | Oslo | 1,204.50 | **fine** |
| Bo Lind | Bergen | 3.00 | [Fjord](lattice://companies/02) and a rather long note that wraps in its cell |

```python
def greet(name: str) -> str:
    # say hello
    return f"hello {name}" * 2
```

---

<b>raw html</b> stays text, and so does [b]markup[/b] and \x1b[31m.
"""

DIFF = "@@ -1,3 +1,3 @@\n # Plan\n-One thing.\n+Another [b]thing[/b].\n \n"


class PaperApp(App[None]):
    """A sheet of paper in a theme of the house."""

    CSS_PATH: ClassVar[str] = str(STYLES)

    def __init__(self, theme: str, text: str, *, diff: bool = False) -> None:
        super().__init__()
        self._text, self._diff = text, diff
        path = themes.find_theme(theme, Path("nowhere"))
        assert path is not None
        self.register_theme(themes.read_theme(path))
        self.theme = theme
        self.animation_level = "none"

    def compose(self) -> ComposeResult:
        yield Paper()

    async def on_mount(self) -> None:
        paper = self.query_one(Paper)
        if not self._diff:
            paper.show(markdown_flow(self._text))
            return
        rows = text_rows(self._text, diff=True)
        await rows.open()
        paper.show(rows)


@pytest.mark.parametrize("theme", ["lattice-dark", "lattice-light"])
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_markdown(snap_compare: Compare, theme: str, size: tuple[int, int]) -> None:
    assert snap_compare(PaperApp(theme, RICH), terminal_size=size)


def test_markdown_without_colours(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    assert snap_compare(PaperApp("lattice-16", RICH), terminal_size=LARGE)


def test_what_is_looked_for_is_marked(snap_compare: Compare) -> None:
    async def before(pilot: Pilot[None]) -> None:
        paper = pilot.app.query_one(Paper)
        paper.matches, paper.here_match = (Match(Place(0, 0), 9), Match(Place(0, 33), 12)), 1
        paper.refresh()
        await pilot.pause()

    assert snap_compare(PaperApp("lattice-dark", RICH), terminal_size=SMALL, run_before=before)


def test_a_difference_has_signs_beside_its_colours(snap_compare: Compare) -> None:
    assert snap_compare(PaperApp("lattice-dark", DIFF, diff=True), terminal_size=(60, 8))
