"""What a document is: by its first bytes, then by the suffix of its name."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

BINARY = "application/octet-stream"
PLAIN = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
#: What is said of HTML of which the main text alone is wanted; a `charset` may follow.
WEB_PAGE = "text/html; profile=web-page"
PDF = "application/pdf"
RTF = "application/rtf"
MAIL = "message/rfc822"
NOTEBOOK = "application/x-ipynb+json"
EPUB = "application/epub+zip"
ZIP = "application/zip"
TAR = "application/x-tar"
GZIP = "application/gzip"
BZIP2 = "application/x-bzip2"
XZ = "application/x-xz"
#: Container of the old formats of Office, and of new ones with a password.
OLE = "application/x-ole-storage"
LOCKED = "application/encrypted"
OUTLOOK = "application/vnd.ms-outlook"
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = _OFFICE + "wordprocessingml.document"
PPTX = _OFFICE + "presentationml.presentation"
XLSX = _OFFICE + "spreadsheetml.sheet"
XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
DOC, XLS, PPT = "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"
_OASIS = "application/vnd.oasis.opendocument."
ODT, ODS, ODP = _OASIS + "text", _OASIS + "spreadsheet", _OASIS + "presentation"

#: Words of strangers, wherever such a document came from.
UNTRUSTED_TYPES = frozenset({MAIL})

#: Bytes that `media_type_of` wants to see.
HEAD_BYTES = 8_192

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"{\\rtf", RTF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\0\0\1\0", "image/x-icon"),
    (b"8BPS", "image/vnd.adobe.photoshop"),
    (b"\x1f\x8b", GZIP),
    (b"BZh", BZIP2),
    (b"\xfd7zXZ\0", XZ),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
    (b"\x7fELF", "application/x-executable"),
    (b"fLaC", "audio/flac"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\x1aE\xdf\xa3", "video/x-matroska"),
    (b"wOF2", "font/woff2"),
    (b"\0asm", "application/wasm"),
    (b"PAR1", "application/vnd.apache.parquet"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS = {b"heic": "image/heic", b"heix": "image/heic", b"mif1": "image/heic", b"avif": "image/avif"}

#: Text by suffix, where it is not plain; the content says whether it is text at all.
_TEXT_SUFFIXES = {
    **dict.fromkeys(("md", "markdown", "mdown", "mkd"), MARKDOWN),
    **dict.fromkeys(("html", "htm", "xhtml"), HTML),
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "tab": "text/tab-separated-values",
    "json": "application/json",
    "geojson": "application/geo+json",
    "ipynb": NOTEBOOK,
    **dict.fromkeys(("ndjson", "jsonl"), "application/x-ndjson"),
    "eml": MAIL,
    "xml": "application/xml",
    "svg": "image/svg+xml",
    **dict.fromkeys(("yaml", "yml"), "application/yaml"),
    "toml": "application/toml",
    "css": "text/css",
    **dict.fromkeys(("js", "mjs", "cjs"), "text/javascript"),
    "py": "text/x-python",
    "rs": "text/x-rust",
    "go": "text/x-go",
    "java": "text/x-java",
    "c": "text/x-c",
    "h": "text/x-c",
    **dict.fromkeys(("cpp", "cc", "cxx", "hpp"), "text/x-c++"),
    "ts": "text/x-typescript",
    "tsx": "text/x-typescript",
    "rb": "text/x-ruby",
    "php": "text/x-php",
    **dict.fromkeys(("sh", "bash", "zsh"), "text/x-shellscript"),
    "sql": "application/sql",
    "tex": "text/x-tex",
    "rst": "text/x-rst",
    "vue": "text/x-vue",
    "j2": "text/x-jinja",
    "diff": "text/x-diff",
    "patch": "text/x-diff",
    "ics": "text/calendar",
    "vcf": "text/vcard",
}
#: All of them; beside these, everything under `text/` is text.
TEXT_TYPES = frozenset({PLAIN, *_TEXT_SUFFIXES.values()})
#: These stay what their suffix says, also when a page of HTML stands in them.
_CODE = frozenset(
    {
        "php",
        "vue",
        "j2",
        "js",
        "mjs",
        "cjs",
        "ts",
        "tsx",
        "py",
        "rb",
        "go",
        "rs",
        "java",
        "sh",
        "diff",
        "patch",
    }
)
#: Binary formats without a mark that is looked for, or with one that several share.
_BINARY_SUFFIXES = {
    "pdf": PDF,
    "rtf": RTF,
    "docx": DOCX,
    "docm": DOCX,
    "dotx": DOCX,
    "pptx": PPTX,
    "pptm": PPTX,
    "ppsx": PPTX,
    "xlsx": XLSX,
    "xlsm": XLSX,
    "xlsb": XLSB,
    "odt": ODT,
    "ods": ODS,
    "odp": ODP,
    "epub": EPUB,
    "doc": DOC,
    "xls": XLS,
    "ppt": PPT,
    "msg": OUTLOOK,
    "zip": ZIP,
    "jar": "application/java-archive",
    "tar": TAR,
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "wav": "audio/wav",
    "ttf": "font/ttf",
    "otf": "font/otf",
}
_ZIPPED = frozenset({DOCX, PPTX, XLSX, XLSB, ODT, ODS, ODP, EPUB, "application/java-archive"})
_OLD_OFFICE = frozenset({DOC, XLS, PPT, OUTLOOK})

_HTML_START = re.compile(
    rb"(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MAIL_FIELD = re.compile(
    rb"^(?:return-path|received|from|to|subject|date|message-id|mime-version|delivered-to|content-type|"
    rb"x-[a-z-]+|dkim-signature|reply-to|cc|in-reply-to|references):",
    re.I,
)


def media_type_of(name: str, head: bytes) -> str:
    """The media type of a document from its first bytes (`HEAD_BYTES` of them) and its name.

    The content counts: a wrong suffix changes nothing. Never raises.
    """
    return detected(suffix_of(name), head)


def suffix_of(name: str) -> str:
    """`gz` of `a.tar.gz`: lower case, without the dot."""
    return PurePath(name.replace("\0", "")).suffix[1:].lower()


def is_web_page(said: str) -> bool:
    """Whether a media type with parameters is `WEB_PAGE`."""
    return "profile=web-page" in said.lower().replace(" ", "").split(";")


def detected(suffix: str, head: bytes, said: str = "") -> str:
    """As `media_type_of`; `said` is what a server or a mail says that it is, before the suffix."""
    said = said.partition(";")[0].strip().lower()
    by_name = said if said and said not in (BINARY, PLAIN) else _by_suffix(suffix)
    found = _by_magic(head, by_name)
    if found:
        return found
    if not looks_like_text(head):
        return by_name if by_name and not _is_text_type(by_name) and by_name not in _ZIPPED else BINARY
    return _text_type(suffix, head, by_name)


def _by_suffix(suffix: str) -> str:
    return _TEXT_SUFFIXES.get(suffix) or _BINARY_SUFFIXES.get(suffix, "")


def _is_text_type(media_type: str) -> bool:
    return media_type.startswith("text/") or media_type in TEXT_TYPES


def _by_magic(head: bytes, by_name: str) -> str:
    if head.startswith((b"PK\3\4", b"PK\5\6", b"PK\7\10")):
        return _zip_type(head, by_name)
    for mark, media_type in _MAGIC:
        if head.startswith(mark):
            return by_name if media_type == OLE and by_name in _OLD_OFFICE else media_type
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], BINARY)
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return "image/bmp"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], by_name if by_name.startswith(("video/", "audio/")) else "video/mp4")
    if head[257:262] == b"ustar":
        return TAR
    if by_name == PDF and b"%PDF-" in head[:1024]:
        return PDF
    return ""


def _zip_type(head: bytes, by_name: str) -> str:
    """By the members whose names stand in the first bytes; `zipped_type` sees all of them."""
    if head[30:38] == b"mimetype":
        for media_type in (EPUB, ODT, ODS, ODP):
            if head[38 : 38 + len(media_type)] == media_type.encode():
                return media_type
    for mark, media_type in ((b"word/", DOCX), (b"ppt/", PPTX), (b"xl/", XLSX)):
        if mark in head and (b"[Content_Types].xml" in head or b"_rels/" in head):
            return XLSB if by_name == XLSB else media_type
    return by_name if by_name in _ZIPPED else ZIP


def zipped_type(names: set[str], mimetype: str, by_head: str) -> str:
    """What a zip is by all of its members, and by the text of the one called `mimetype`."""
    if mimetype in (EPUB, ODT, ODS, ODP):
        return mimetype
    if "[Content_Types].xml" in names:
        if "xl/workbook.bin" in names:
            return XLSB
        for mark, media_type in (("word/", DOCX), ("ppt/", PPTX), ("xl/", XLSX)):
            if any(name.startswith(mark) for name in names):
                return media_type
    if "META-INF/container.xml" in names and any(name.endswith(".opf") for name in names):
        return EPUB
    if "content.xml" in names and by_head in (ODT, ODS, ODP):
        return by_head
    return by_head if by_head == "application/java-archive" else ZIP


def looks_like_text(head: bytes) -> bool:
    """Whether these can be the first bytes of text in some encoding."""
    if head.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        return True
    if b"\0" in head:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        half = max(1, len(head) // 2)
        utf_16 = max(even, odd) > 0.4 * half and min(even, odd) < 0.05 * half
        return utf_16 or (head.count(0) < 0.02 * len(head) and _is_utf_8(head))
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b\x08" for byte in head)
    return controls <= 0.02 * len(head) or (controls < 0.3 * len(head) and _is_utf_8(head))


def _is_utf_8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _text_type(suffix: str, head: bytes, by_name: str) -> str:
    start = head.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"")
    if suffix not in _CODE and _HTML_START.match(start[:4096]):
        return HTML
    if by_name in ("", MAIL) and _begins_as_mail(start):
        return MAIL
    return by_name if _is_text_type(by_name) and by_name != MAIL else PLAIN


def _begins_as_mail(start: bytes) -> bool:
    """A block of header lines of which at least two are those of mails."""
    lines = start.split(b"\n", 60)
    if lines and lines[0].startswith(b"From "):
        lines = lines[1:]
    known = 0
    for line in lines:
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        if not re.match(rb"[!-9;-~]+:", line):
            return False
        known += bool(_MAIL_FIELD.match(line))
    return known >= 2
