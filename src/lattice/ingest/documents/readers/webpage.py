"""A page of the web: its main text as Markdown, without menus, banners and what acts."""

from __future__ import annotations

import re

from lattice.ingest.documents.output import Output
from lattice.ingest.documents.readers import html
from lattice.ingest.documents.readers.text import decoded
from lattice.ingest.documents.source import Source
from lattice.model.parts import markdown_parts

_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w:.-]{1,40})", re.I)


def read(source: Source, output: Output) -> None:
    """Put the main text, cut before its headings; all text where no main one is to be found."""
    import trafilatura  # 0.3 s that only a page pays

    tree = trafilatura.load_html(_markup(source, output))
    if tree is None:
        html.read(source, output)
        return
    # before the text is taken out of the tree
    about = trafilatura.extract_metadata(tree)
    text = trafilatura.extract(tree, output_format="markdown", include_comments=False, include_links=False)
    output.check_time()
    text = (text or "").strip()
    if not text:
        html.read(source, output)
        return
    output.title = about.title or ""
    output.describe(
        author=about.author, published=about.date, site=about.sitename, description=about.description
    )
    for part in markdown_parts(text + "\n"):
        output.add(part.text, heading=part.heading, level=part.level)


def _markup(source: Source, output: Output) -> str:
    """In the encoding that the server says, else that which the page says or that fits."""
    said = _CHARSET.search(source.said)
    if said is None:
        return "".join(html.page_text(source, output))
    return "".join(decoded(source, output, html.known_encoding(said.group(1)) or "utf-8"))
