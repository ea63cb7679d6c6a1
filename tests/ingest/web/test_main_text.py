from __future__ import annotations

from pathlib import Path

import pytest

from lattice.ingest.documents import media, read_document
from lattice.ingest.web import fetch_page, pages
from lattice.model.errors import LatticeError
from lattice.model.files import FileStatus
from lattice.model.web import WebRules
from tests.ingest.web.hostile import article, network, page, serving
from tests.ingest.web.opened import fetch, kept, text_of, workspace

PAGE = (
    """<!DOCTYPE html><html lang=en><head><title>Owls | The Site</title>
<meta name=author content="Ada Lovelace"><meta property=og:site_name content="The Site">
<meta property="article:published_time" content="2024-02-03"><meta name=description content="Of owls.">
</head><body><nav><ul><li><a href=/>Home</a><li><a href=/a>About</a></ul></nav><main><article>
<h1>Owls</h1><p>"""
    + "Owls hunt by night and are seldom seen. " * 10
    + """</p>
<h2>Food</h2><ul><li>mice and voles, which they swallow</li><li>beetles of every kind</li></ul>
<table><tr><th>Owl</th><th>Eggs</th></tr><tr><td>Barn|owl</td><td>5</td></tr></table>
<p style="display:none">Hidden words.</p><pre><code># no heading
x = 1</code></pre></article></main>
<aside>Subscribe to our newsletter</aside><footer>Imprint and cookies</footer></body></html>"""
)


async def read(
    path: Path, markup: bytes, said: str = media.WEB_PAGE
) -> tuple[str, list[str], dict[str, object]]:
    (path / "a.html").write_bytes(markup)
    async with read_document(path / "a.html", media_type=said) as reading:
        assert reading.status is FileStatus.READY, reading.error
        parts = list(reading.parts())
        headings = [part.heading for part in parts if part.level]
        return "".join(part.text for part in parts), headings, {"title": reading.title, **reading.details}


async def test_the_main_text_of_a_page_is_read_with_its_headings(tmp_path: Path) -> None:
    text, headings, details = await read(tmp_path, PAGE.encode())
    assert headings == ["Owls", "Owls › Food"]
    for words in ("Owls hunt by night", "- mice and voles", "Barn\\|owl", "x = 1"):
        assert words in text
    for words in ("About", "newsletter", "Imprint"):
        assert words not in text
    assert details["title"] == "Owls"
    assert (details["author"], details["site"]) == ("Ada Lovelace", "The Site")
    assert (details["published"], details["description"]) == ("2024-02-03", "Of owls.")


async def test_html_that_is_no_page_of_the_web_is_read_whole(tmp_path: Path) -> None:
    text, _, _ = await read(tmp_path, PAGE.encode(), "text/html")
    assert "Imprint" in text


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", ""), ("utf-8-sig", "latin-1"), ("cp1252", ""), ("cp1252", "iso-8859-1"), ("utf-16", "")],
)
async def test_a_page_is_read_in_its_encoding(tmp_path: Path, encoding: str, said: str) -> None:
    markup = article(words="Süße Käfer – für Große. ").encode(encoding)
    text, _, _ = await read(tmp_path, markup, f"{media.WEB_PAGE}; charset={said}" if said else media.WEB_PAGE)
    assert "Süße Käfer – für Große." in text


ODD = {
    "deep": "<div>" * 3_000 + "<p>Words in the deep.</p>",
    "unclosed": "<table><tr><td><p>Words in the deep.<b><i><table>",
    "twice": "<html><p>Words</p></body></html><html><body><p>Words in the deep.</p></body></html>",
    "declared": '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "x">]><html><p>Words in the deep.</p>',
    "nul": "<html><body><p>Words in the deep.\0</p></body></html>",
}


@pytest.mark.parametrize("markup", ODD.values(), ids=ODD)
async def test_odd_markup_keeps_its_words(tmp_path: Path, markup: str) -> None:
    text, _, _ = await read(tmp_path, markup.encode())
    assert "Words in the deep." in text


async def test_a_page_that_defeats_the_search_for_its_main_text_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_MAIN_TEXT_S", 0.01)
    async with serving() as site, workspace(tmp_path) as client:
        site.answers["/"] = page(PAGE)
        file = kept(await fetch(client, site.url(), network()))
        text = await text_of(client, file)
    assert file.status is FileStatus.READY
    assert "Owls hunt by night" in text
    assert "Imprint" in text


async def test_what_is_asked_for_through_the_front_door_passes_the_real_policy(tmp_path: Path) -> None:
    async with serving() as site, workspace(tmp_path) as client:
        for host in ("127.0.0.1", "2130706433", "localhost", "[::ffff:127.0.0.1]"):
            with pytest.raises(LatticeError) as failure:
                await fetch_page(client, site.url(host=host), rules=WebRules())
            assert failure.value.code == "forbidden"
        for url in ("file:///etc/passwd", "http://ada:secret@example.org/", "example.org"):
            with pytest.raises(LatticeError) as failure:
                await fetch_page(client, url, rules=WebRules())
            assert failure.value.code == "invalid_value"
    assert site.asked == []
