"""Which answers are pages: their status, their content type, their size."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from lattice.ingest.documents import media
from lattice.ingest.reader import shown
from lattice.ingest.web.fetching import Answer, Head
from lattice.model.errors import LatticeError

_READABLE = frozenset(
    {
        *(media.HTML, media.PDF, media.RTF, media.MAIL, media.EPUB),
        *(media.DOCX, media.PPTX, media.XLSX, media.XLSB, media.ODT, media.ODS, media.ODP),
        *("application/xhtml+xml", "application/xml", "application/json", "application/x-ndjson"),
        *("application/yaml", "application/x-yaml", "application/toml", "application/sql"),
        *("application/javascript", "application/x-javascript"),
    }
)
_UNREADABLE = frozenset({"text/event-stream", "text/cache-manifest"})
#: What a server says that does not know.
_UNSAID = frozenset(
    {"", media.BINARY, "binary/octet-stream", "application/download", "application/x-download"}
)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.I)
_UNSAFE = re.compile(r"[^\w .()+,=@-]+")
_NAME_CHARS = 100
_SUFFIXES = {
    media.HTML: ".html",
    media.PDF: ".pdf",
    media.MARKDOWN: ".md",
    media.PLAIN: ".txt",
    "application/json": ".json",
    "text/csv": ".csv",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
}
#: Other spellings of a suffix, and suffixes that say how a page is made and not what it is.
_SAME = {".jpg": ("jpg", "jpeg"), ".html": ("html", "htm", "xhtml")}
_SCRIPTS = frozenset({"php", "asp", "aspx", "jsp", "cgi"})


def accept_page(head: Head, max_bytes: int) -> None:
    """Raise for an answer that is no page that can be read.

    That is `not_found`, `forbidden` or `unreachable` by its status, `invalid_file` by its type, `too_large`.
    """
    _check_status(head)
    media_type = said_type(head)
    if media_type not in _UNSAID and not _is_readable(media_type):
        raise _not_read(head.url, media_type)
    length = head.fields.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > max_bytes:
        raise too_large(head.url, max_bytes)


def check_content(answer: Answer, max_bytes: int) -> None:
    """Raise `too_large` for a page that was cut, `invalid_file` for one that is not what it says."""
    if not answer.whole:
        raise too_large(answer.head.url, max_bytes)
    if not answer.body:
        raise LatticeError("invalid_file", f"{shown(answer.head.url)} is empty.", "There is nothing to keep.")
    said = said_type(answer.head)
    found = media.detected(_suffix(answer.head.url), answer.body[: media.HEAD_BYTES], said)
    if not _is_readable(found):
        raise _not_read(answer.head.url, found)


def too_large(url: str, max_bytes: int) -> LatticeError:
    """The refusal for a page over the bound."""
    return LatticeError(
        "too_large",
        f"{shown(url)} is larger than {max_bytes:,} bytes.",
        "Allow more: `lattice settings set web.max_bytes N`.",
    )


def said_type(head: Head) -> str:
    """The media type that the server says, without parameters."""
    return head.fields.get("content-type", "").partition(";")[0].partition(",")[0].strip().lower()


def said_charset(head: Head) -> str:
    """The charset that the server says; empty when it says none."""
    found = _CHARSET.search(head.fields.get("content-type", ""))
    return found.group(1).lower() if found else ""


def said_for_reader(head: Head) -> str:
    """What the reader is told of the bytes."""
    media_type, charset = said_type(head), said_charset(head)
    if media_type in (media.HTML, "application/xhtml+xml", ""):
        media_type = media.WEB_PAGE
    return f"{media_type}; charset={charset}" if charset else media_type


def name_of(url: str, media_type: str) -> str:
    """What to call a page: the end of its path, or its host, with a suffix that fits."""
    parts = urlsplit(url)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2])
    name = _UNSAFE.sub(" ", last).strip(" .") or (parts.hostname or "page").replace(":", "-")
    suffix = _SUFFIXES.get(media_type, "")
    if suffix and media.suffix_of(name) not in _SAME.get(suffix, (suffix[1:],)):
        name = name.removesuffix(f".{media.suffix_of(name)}") if media.suffix_of(name) in _SCRIPTS else name
        name += suffix
    return name if len(name) <= _NAME_CHARS else name[: _NAME_CHARS - len(suffix)].rstrip() + suffix


def _suffix(url: str) -> str:
    return media.suffix_of(urlsplit(url).path)


def _is_readable(media_type: str) -> bool:
    if media_type in _UNREADABLE:
        return False
    return (
        media_type in _READABLE
        or media_type.startswith(("text/", "image/"))
        or media_type.endswith(("+json", "+xml"))
    )


def _not_read(url: str, media_type: str) -> LatticeError:
    return LatticeError(
        "invalid_file",
        f"{shown(url)} is {shown(media_type, 60)}, which is no page or document that can be read.",
        "Pages, text, Markdown, JSON, PDF, office documents and images are fetched.",
    )


def _check_status(head: Head) -> None:
    status = head.status
    if 200 <= status < 300 and status not in (204, 205, 206):
        return
    where = f"{shown(head.url)} answers {status}"
    if status in (404, 410):
        raise LatticeError("not_found", f"{where}: there is no such page.", "Check the address.")
    if status in (401, 402, 403, 407, 451):
        raise LatticeError(
            "forbidden", f"{where}: it is not for everybody.", "Save it with a browser and add it as a file."
        )
    if status == 429:
        raise LatticeError("unreachable", f"{where}: it was asked too often.", "Try again in a while.")
    if status >= 500:
        raise LatticeError("unreachable", f"{where}: the site is in trouble.", "Try again in a while.")
    raise LatticeError("unreachable", f"{where}, which is no page.", "Check the address.")
