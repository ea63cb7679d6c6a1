"""PDF: a part for each page, cut where headings of the outline stand in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lattice.ingest.documents.headings import HeadingPath
from lattice.ingest.documents.output import Output, Unreadable
from lattice.ingest.documents.source import Source

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

#: Letters that are drawn as one and read as several.
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_INFO = {"Author": "author", "Subject": "subject", "Keywords": "keywords", "CreationDate": "created"}
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?")
#: Entries of an outline that are looked at; hostile ones are endless.
_MOST_ENTRIES = 50_000


class _Entry(NamedTuple):
    level: int
    title: str


def read(source: Source, output: Output) -> None:
    """Put the pages in order; a page that cannot be read is said and skipped."""
    document = _opened(source)
    pages = len(document)
    output.describe(pages=pages, **_info(document, output))
    outline = _outline(document)
    path = HeadingPath()
    without_text = broken = 0
    for index in range(pages):
        output.check_time()
        try:
            text = _text_of(document, index)
        except _pdf_error():
            broken += 1
            continue
        without_text += not text
        _put_page(output, path, index + 1, text, outline.get(index, []))
    output.describe(pages_without_text=without_text or None)
    if broken:
        output.partial = f"{broken} of its {pages} pages are damaged and were left out"


def _pdf_error() -> type[Exception]:
    from pypdfium2 import PdfiumError

    error: type[Exception] = PdfiumError
    return error


def _opened(source: Source) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(source.path)
    except PdfiumError as error:
        words = str(error).lower()
        if "password" in words or "security" in words:
            raise Unreadable(
                "It is locked with a password; save it without one, then bring it in again"
            ) from None
        raise Unreadable("It is damaged, or no PDF: no page of it can be found") from None


def _info(document: PdfDocument, output: Output) -> dict[str, str]:
    said = document.get_metadata_dict(skip_empty=True)
    title = said.get("Title", "")
    output.title = "" if title.lower() in ("untitled", "anonymous") else title
    found = {name: said[key] for key, name in _INFO.items() if key in said}
    if date := _DATE.match(found.get("created", "")):
        found["created"] = "{}-{}-{} {}:{}".format(*(part or "00" for part in date.groups()))
    return found


def _outline(document: PdfDocument) -> dict[int, list[_Entry]]:
    """Headings by the index of the page that they point at."""
    entries: dict[int, list[_Entry]] = {}
    try:
        for count, mark in enumerate(document.get_toc()):
            target = mark.get_dest()
            index = target.get_index() if target is not None else None
            title = " ".join(mark.get_title().split())
            if index is not None and title:
                entries.setdefault(index, []).append(_Entry(mark.level + 1, title))
            if count >= _MOST_ENTRIES:
                break
    except _pdf_error():
        pass  # a broken outline: the pages stand without headings from there on
    return entries


def _text_of(document: PdfDocument, index: int) -> str:
    page = document[index]
    try:
        text_page = page.get_textpage()
        try:
            text = text_page.get_text_range(errors="replace")
        finally:
            text_page.close()
    finally:
        page.close()
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LIGATURES)
    # a word that was broken at the end of a line
    return re.sub("[\ufffe\x02]\n?", "", text).strip()


def _put_page(output: Output, path: HeadingPath, number: int, text: str, entries: list[_Entry]) -> None:
    """The page as one part, or cut before each heading that is found as a line of its own."""
    at = begun = 0
    level = 0
    place = f"page {number}"
    for entry in entries:
        found = _line_of(text, entry.title, at)
        if found is None:
            # it stands here, but not in these words
            if not text[begun:at].strip() and not level:
                path.enter(entry.level, entry.title)
            continue
        if text[begun:found].strip():
            output.add(text[begun:found], page=number, place=place, heading=str(path), level=level)
            begun = found
        path.enter(entry.level, entry.title)
        at, level = found + 1, entry.level
    if text:
        output.add(text[begun:] + "\n\n", page=number, place=place, heading=str(path), level=level)


def _line_of(text: str, title: str, start: int) -> int | None:
    """Where a line begins that is this heading, with or without its number, in whatever spacing."""
    words = r"\s+".join(map(re.escape, title.split()))
    found = re.compile(rf"^[ \t]*(?:[\dIVXA-Z.]+[ \t]+)?{words}[ \t]*$", re.M | re.I).search(text, start)
    return found.start() if found else None
