"""A page of the web: its main text as Markdown, without menus, banners and what acts."""

from __future__ import annotations

import codecs
import re

from lattice.ingest.documents.output import Output
from lattice.ingest.documents.readers import html
from lattice.ingest.documents.readers.text import decoded
from lattice.ingest.documents.source import Source
from lattice.model.parts import markdown_parts

#: Characters of a main text; of a page with less, all is taken, so that nothing it says is lost.
_ENOUGH = 250
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w:.-]{1,40})", re.I)


def read(source: Source, output: Output) -> None:
    """Put the main text, cut before its headings; all text where there is hardly a main one."""
    import trafilatura  # 0.3 s that only a page pays

    tree = trafilatura.load_html(_markup(source, output))
    if tree is None:
        html.read(source, output)
        return
    # before the text is taken out of the tree
    about = trafilatura.extract_metadata(tree)
    text = trafilatura.extract(tree, output_format="markdown", include_comments=False, include_links=False)
    output.check_time()
    output.describe(
        author=about.author, published=about.date, site=about.sitename, description=about.description
    )
    text = (text or "").strip()
    if len(text) < _ENOUGH:
        html.read(source, output)
        return
    output.title = about.title or ""
    for part in markdown_parts(text + "\n"):
        output.add(part.text, heading=part.heading, level=part.level)


def _markup(source: Source, output: Output) -> str:
    """In the encoding of its mark, else that which the server says, which the page says, or which fits."""
    said = _CHARSET.search(source.said)
    with source.path.open("rb") as file:
        is_marked = file.read(3).startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if said is None or is_marked:
        return "".join(html.page_text(source, output))
    return "".join(decoded(source, output, html.known_encoding(said.group(1)) or "utf-8"))
