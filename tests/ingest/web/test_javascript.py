from __future__ import annotations

import pytest

from lattice.ingest.web.javascript import needs_scripts

APP = b'<div id="app"></div><script src=b.js></script>'
SHELLS = {
    "react": (b'<body><div id="root"></div><script src=/a.js></script>', 0),
    "said": (b"<noscript>You need to enable JavaScript to run this.</noscript><script>x</script>", 50),
    "vue": (b"<noscript><strong>It doesn't work without JavaScript.</strong></noscript>" + APP, 90),
    "next": (b'<div id="__next" class="a b"> </div><script>1</script>' + b"x" * 200, 200),
    "angular": (b"<app-root></app-root><script src=main.js></script>" + b"x" * 300, 300),
    "german": (b"<noscript>Bitte aktivieren Sie JavaScript.</noscript><p>Kopf<script>1</script>", 120),
}
SHORT = b"<p>A short note, with all that it has to say in one line.<script>1</script>"
WHOLE = {
    "long": (b'<div id="root"></div><script>1</script>' + b"<p>word" * 500, 2_000),
    "short without scripts": (b"<p>Moved.", 6),
    "short with scripts": (SHORT, 60),
    "filled": (b'<div id="root">' + SHORT + b"</div>", 60),
    "a pixel in noscript": (b"<noscript><img src=/p.gif></noscript>" + SHORT, 60),
}


@pytest.mark.parametrize(("markup", "chars"), SHELLS.values(), ids=SHELLS)
def test_a_shell_needs_its_scripts(markup: bytes, chars: int) -> None:
    assert needs_scripts(markup, chars)


@pytest.mark.parametrize(("markup", "chars"), WHOLE.values(), ids=WHOLE)
def test_a_page_that_has_its_text_needs_none(markup: bytes, chars: int) -> None:
    assert not needs_scripts(markup, chars)


SLOW = [
    b"<noscript>",
    b"<noscript>enable ",
    b"<div id ",
    b"<div " + b"id " * 90,
    b"<app-root ",
]


@pytest.mark.parametrize("piece", SLOW, ids=range(len(SLOW)))
def test_markup_made_to_be_slow_is_looked_through_to_its_end(piece: bytes) -> None:
    assert not needs_scripts(b"<script>" + piece * (5_000_000 // len(piece)), 100)
