"""Documents that somebody made to do harm."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path

from lattice.ingest.documents import ReadLimits, media
from lattice.model.files import FileStatus
from tests.ingest.documents import ordinary
from tests.ingest.documents.case import Case
from tests.ingest.documents.odd import OddMaker

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LAUGHS = "".join(
    f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' if n else '<!ENTITY lol0 "LAUGH">' for n in range(10)
)


def _docx_of(path: Path, document: bytes) -> Path:
    """A Word document with just this as its text."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", document)
    return path


def docx_bomb(folder: Path) -> Case:
    path = _docx_of(folder / "bomb.docx", b"<w:document>" + b" " * 60_000_000)
    return Case(path, media.DOCX, status=FileStatus.FAILED, error="zip bomb")


def docx_that_lies(folder: Path) -> Case:
    """Its list says that the text unpacks to 100 bytes; it unpacks to 10,000,000."""
    path = _docx_of(folder / "liar.docx", b"<w:document>" + b" " * 10_000_000)
    data = bytearray(path.read_bytes())
    at = data.index(b"word/document.xml", data.index(b"PK\x01\x02")) - 46
    struct.pack_into("<I", data, at + 24, 100)
    path.write_bytes(data)
    return Case(path, media.DOCX, status=FileStatus.FAILED, error="damaged")


def xlsx_bomb(folder: Path) -> Case:
    path = folder / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/worksheets/sheet1.xml", b"<row/>" * 10_000_000)
    return Case(path, media.XLSX, status=FileStatus.FAILED, error="zip bomb")


def far_cell(folder: Path) -> Case:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active["A1"], book.active["XFD1048576"] = "near", "far"
    book.save(folder / "far.xlsx")
    return Case(folder / "far.xlsx", media.XLSX, status=FileStatus.FAILED, error="cells")


def far_ods_cell(folder: Path) -> Case:
    """A cell that is repeated over the whole sheet."""
    case = ordinary.ods(folder, 921)
    path = folder / "far.ods"
    with zipfile.ZipFile(case.path) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info).replace(b"number-columns-repeated=", b"x=")
            far = b'<table:table-cell table:number-columns-repeated="16000" office:value-type="string">'
            row = b'<table:table-row table:number-rows-repeated="1048000">'
            data = data.replace(b"<table:table-row>", row, 1)
            new.writestr(info, data.replace(b'<table:table-cell office:value-type="string">', far, 1))
    case.path.unlink()
    return Case(path, media.ODS, status=FileStatus.FAILED, error="limit")


def tar_bomb(folder: Path) -> Case:
    """Listing it means unpacking it all, which a limit ends; what was listed is kept."""
    path = folder / "bomb.tar.gz"
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        for name, size in (("first.bin", 1_000), ("zeros.bin", 30_000_000), ("last.bin", 1_000)):
            entry = tarfile.TarInfo(name)
            entry.size = size
            archive.addfile(entry, io.BytesIO(bytes(size)))
    limits = ReadLimits(unpacked_bytes=10_000_000)
    words, absent = ("| first.bin | 1000 |",), ("last.bin",)
    error = "unpacks to more than 10,000,000 bytes"
    return Case(path, media.GZIP, words, FileStatus.PARTIAL, error, absent=absent, limits=limits)


def billion_laughs_docx(folder: Path) -> Case:
    text = (
        f'<?xml version="1.0"?><!DOCTYPE x [{_LAUGHS}]><w:document {_WORD}><w:body>'
        "<w:p><w:r><w:t>before</w:t></w:r></w:p><w:p><w:r><w:t>ha &lol9; ha</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )
    path = _docx_of(folder / "laughs.docx", text.encode())
    return Case(path, media.DOCX, ("before",), FileStatus.PARTIAL, "made to do harm", absent=("LAUGH",))


def file_stealing_docx(folder: Path) -> Case:
    (folder / "private.key").write_text("STOLEN", "utf-8")
    uri = (folder / "private.key").absolute().as_uri()
    text = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY file SYSTEM "{uri}">]><w:document {_WORD}><w:body>'
        "<w:p><w:r><w:t>given &file;</w:t></w:r></w:p></w:body></w:document>"
    )
    path = _docx_of(folder / "steal.docx", text.encode())
    return Case(path, media.DOCX, ("given",), absent=("STOLEN",))


def billion_laughs_epub(folder: Path) -> Case:
    case = ordinary.epub(folder, 920)
    path = folder / "laughs.epub"
    with zipfile.ZipFile(case.path) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("a.xhtml"):
                data = f"<!DOCTYPE html [{_LAUGHS}]><html><body><p>ha &lol9; ha</p></body></html>".encode()
            new.writestr(name, data)
    case.path.unlink()
    return Case(path, media.EPUB, ("ha", "They came back."), absent=("LAUGH",))


def deep_docx(folder: Path) -> Case:
    """Deeper than a parser goes; the paragraph before is kept."""
    deep = b"<w:sdt>" * 100_000
    start = f"<w:document {_WORD}><w:body><w:p><w:r><w:t>shallow</w:t></w:r></w:p>".encode()
    path = _docx_of(folder / "deep.docx", start + deep)
    return Case(path, media.DOCX, ("shallow",), FileStatus.PARTIAL, "Excessive depth")


def deep_html(folder: Path) -> Case:
    path = folder / "deep.html"
    path.write_text("<html><body>" + "<div>" * 100_000 + "bottom" + "</div>" * 100_000 + "<p>end", "utf-8")
    return Case(path, media.HTML, ("bottom", "end"))


def deep_mail(folder: Path) -> Case:
    """Mails in a mail in a mail."""
    message = EmailMessage()
    message["Subject"], message["From"] = "innermost", "eve@example.org"
    message.set_content("core")
    for n in range(40):
        outer = EmailMessage()
        outer["Subject"], outer["From"] = f"shell {n}", "eve@example.org"
        outer.set_content(f"layer {n}")
        outer.add_attachment(message)
        message = outer
    (folder / "deep.eml").write_bytes(bytes(message))
    return Case(folder / "deep.eml", media.MAIL, ("layer 39", "layer 36"))


def escaping_zip(folder: Path) -> Case:
    path = folder / "escape.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../../evil.sh", "/etc/passwd", "C:\\Windows\\evil.dll", "new\nline \x1b[31m.txt"):
            archive.writestr(zipfile.ZipInfo(name), b"x")
    words = ("| ../../evil.sh | 1 |", "| /etc/passwd | 1 |", "| new<br>line \x1b[31m.txt | 1 |")
    return Case(path, media.ZIP, words)


def escaping_tar(folder: Path) -> Case:
    path = folder / "escape.tar"
    with tarfile.open(path, "w") as archive:
        for name, target in (("../../evil.sh", ""), ("link", "/etc/shadow")):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = (tarfile.SYMTYPE, target) if target else (tarfile.REGTYPE, "")
            archive.addfile(entry)
    return Case(path, media.TAR, ("../../evil.sh", "link → /etc/shadow"))


def docx_with_paths(folder: Path) -> Case:
    """Its relations point out of it, as deep as they like."""
    path = folder / "paths.docx"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "_rels/.rels", f'<R><Relationship Type="{kind}/officeDocument" Target="/etc/passwd"/></R>'
        )
        package.writestr(
            "word/_rels/document.xml.rels",
            f'<R><Relationship Id="1" Type="{kind}/header" Target="../../../../etc/passwd"/></R>',
        )
        package.writestr(
            "word/document.xml",
            f"<w:document {_WORD}><w:body><w:p><w:r><w:t>calm</w:t></w:r></w:p></w:body></w:document>",
        )
    return Case(path, media.DOCX, ("calm",), absent=("root:",))


def pdf_with_script(folder: Path) -> Case:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(folder / "script.pdf"))
    canvas.drawString(72, 700, "Visible words")
    canvas.linkURL("javascript:app.alert('EVIL')", (0, 0, 100, 100))
    canvas.showPage()
    canvas.save()
    data = (folder / "script.pdf").read_bytes()
    action = b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert\\('EVIL'\\)) >>"
    (folder / "script.pdf").write_bytes(data.replace(b"/Type /Catalog", action, 1))
    return Case(folder / "script.pdf", media.PDF, ("Visible words",), absent=("EVIL",))


def html_that_acts(folder: Path) -> Case:
    path = folder / "acts.html"
    path.write_text(
        """<html><body onload="EVIL()"><script>EVIL</script><SCRIPT src=x>EVIL</SCRIPT><iframe>EVIL</iframe>
<object>EVIL</object><svg><script>EVIL</script><style>EVIL</style></svg><a href="javascript:EVIL()">click</a>
<a href=" JaVa\tScript:EVIL">click too</a>
<a href="data:text/html,EVIL">and here</a><img src=x onerror=EVIL alt=cat>
<template>EVIL</template><p style="font-size:0">EVIL</p><p style="visibility: hidden">EVIL</p>
<style>EVIL</style><!-- EVIL --><![CDATA[ x ]]><form action=EVIL><input type=hidden value=EVIL></form>
<p>| not | a | table |</p><p># no heading</p></body></html>""",
        "utf-8",
    )
    return Case(
        path, media.HTML, ("click", "click too", "and here", "cat", "\\# no heading"), absent=("EVIL",)
    )


def photo_with_codes(folder: Path) -> Case:
    from PIL import Image

    path = folder / "codes.jpg"
    exif = Image.Exif()
    exif[0x0110] = "Cam\x1b]0;owned\x07\x1b[31m"
    exif.get_ifd(0x8825).update({1: "N", 2: (1e9, 0.0, 0.0)})
    Image.new("L", (4, 4)).save(path, exif=exif)
    details = (("camera", "Cam\x1b]0;owned\x07\x1b[31m"),)
    return Case(path, "image/jpeg", status=FileStatus.NO_TEXT, details=details)


def picture_bomb(folder: Path) -> Case:
    """A few bytes that say they are 60,000 by 60,000 pixels."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    path = folder / "bomb.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(99)))
        + chunk(b"IEND", b"")
    )
    return Case(path, "image/png", status=FileStatus.FAILED, error="pixels")


def newline_in_name(folder: Path) -> Case:
    path = folder / "two\nlines \x1b[31m[b]red.txt"
    path.write_text("quiet words", "utf-8")
    return Case(path, media.PLAIN, ("quiet words",))


def name_of_bytes(folder: Path) -> Case:
    """Its name is in no encoding."""
    import os

    path = Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.md"))
    path.write_text("# Bytes\n", "utf-8")
    return Case(path, media.MARKDOWN, ("# Bytes",))


def mail_with_broken_fields(folder: Path) -> Case:
    path = folder / "broken.eml"
    path.write_bytes(
        b'From: =?utf-8?q?=FF=FE?= <a@@b>, ,;:<\nTo: "unclosed\nSubject: =?no-such-charset?B?AAAA?=\n'
        b"Date: yesterday\nContent-Type: text/plain; charset=no-such\nContent-Transfer-Encoding: base64\n\n"
        b"d29yZHMgaW4gYmFzZTY0\n"
    )
    return Case(path, media.MAIL, ("words in base64",))


HOSTILE: tuple[OddMaker, ...] = (
    *(
        docx_bomb,
        docx_that_lies,
        xlsx_bomb,
        far_cell,
        far_ods_cell,
        tar_bomb,
        billion_laughs_docx,
        file_stealing_docx,
    ),
    *(billion_laughs_epub, deep_docx, deep_html, deep_mail, escaping_zip, escaping_tar, docx_with_paths),
    *(pdf_with_script, html_that_acts, photo_with_codes, picture_bomb, newline_in_name, name_of_bytes),
    *(mail_with_broken_fields,),
)
