"""Documents as they also come: empty, huge, locked, cut off, with a wrong suffix, in old encodings."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lattice.ingest.documents import media
from lattice.model.files import FileStatus
from tests.ingest.documents import ordinary
from tests.ingest.documents.case import Case, Quote

OddMaker = Callable[[Path], Case]
_LOCKED = "password"


def _with_bytes(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _moved(case: Case, name: str) -> Case:
    """The same document under another name."""
    return replace(case, path=case.path.rename(case.path.with_name(name)))


def _cut(case: Case, name: str, share: float) -> Path:
    data = case.path.read_bytes()
    case.path.unlink()
    return _with_bytes(case.path.parent, name, data[: int(len(data) * share)])


def no_bytes(folder: Path) -> Case:
    return Case(_with_bytes(folder, "empty.txt", b""), media.PLAIN, status=FileStatus.NO_TEXT)


def empty_markdown(folder: Path) -> Case:
    return Case(_with_bytes(folder, "empty.md", b""), media.MARKDOWN, status=FileStatus.NO_TEXT)


def empty_html(folder: Path) -> Case:
    return Case(_with_bytes(folder, "empty.html", b""), media.HTML, status=FileStatus.NO_TEXT)


def blank_pdf(folder: Path) -> Case:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(folder / "scan.pdf"))
    for _ in range(2):
        canvas.rect(10, 10, 500, 700, fill=1)
        canvas.showPage()
    canvas.save()
    details = (("pages", 2), ("pages_without_text", 2))
    return Case(folder / "scan.pdf", media.PDF, status=FileStatus.NO_TEXT, details=details)


def empty_docx(folder: Path) -> Case:
    from docx import Document

    Document().save(str(folder / "empty.docx"))
    return Case(folder / "empty.docx", media.DOCX, status=FileStatus.NO_TEXT)


def empty_pptx(folder: Path) -> Case:
    from pptx import Presentation

    Presentation().save(str(folder / "empty.pptx"))
    return Case(folder / "empty.pptx", media.PPTX, status=FileStatus.NO_TEXT)


def empty_xlsx(folder: Path) -> Case:
    from openpyxl import Workbook

    Workbook().save(folder / "empty.xlsx")
    return Case(folder / "empty.xlsx", media.XLSX, status=FileStatus.NO_TEXT)


def empty_zip(folder: Path) -> Case:
    with zipfile.ZipFile(folder / "empty.zip", "w"):
        pass
    return Case(folder / "empty.zip", media.ZIP, status=FileStatus.NO_TEXT)


def latin_1(folder: Path) -> Case:
    data = "Crème brûlée für Jörg, one of the desserts of the house".encode("cp1252")
    return Case(_with_bytes(folder, "latin.txt", data), media.PLAIN, ("Crème brûlée für Jörg",))


def cyrillic(folder: Path) -> Case:
    text = "Съешь же ещё этих мягких французских булок, да выпей чаю. " * 5
    return Case(_with_bytes(folder, "koi.txt", text.encode("koi8-r")), media.PLAIN, ("французских",))


def japanese(folder: Path) -> Case:
    text = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。" * 5
    return Case(_with_bytes(folder, "neko.txt", text.encode("cp932")), media.PLAIN, ("名前はまだ無い",))


def utf_16(folder: Path) -> Case:
    path = _with_bytes(folder, "wide.md", "# Überschrift\n\nText\n".encode("utf-16"))
    return Case(path, media.MARKDOWN, ("# Überschrift\n",), title="Überschrift")


def utf_16_without_mark(folder: Path) -> Case:
    path = _with_bytes(folder, "wide.txt", "Words without a mark\r\n".encode("utf-16-le"))
    return Case(path, media.PLAIN, ("Words without a mark\r\n",))


def marked_utf_8(folder: Path) -> Case:
    path = _with_bytes(folder, "marked.csv", b"\xef\xbb\xbfname,sum\n")
    return Case(path, "text/csv", ("name,sum",), absent=("\ufeff",))


def html_in_old_encoding(folder: Path) -> Case:
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head>'
    data = (page + "<body><p>Привет, мир</p>").encode("cp1251")
    return Case(_with_bytes(folder, "old.htm", data), media.HTML, ("Привет, мир",))


def text_with_nul(folder: Path) -> Case:
    path = _with_bytes(folder, "nul.log", b"line one\nline\0two\x1b[31mred\n" + b"more text\n" * 50)
    return Case(path, media.PLAIN, ("line\ufffdtwo\x1b[31mred",))


def broken_notebook(folder: Path) -> Case:
    path = _with_bytes(folder, "broken.ipynb", b'{"cells": [{"source": 1}, still words')
    return Case(path, media.NOTEBOOK, ("still words",))


def huge_text(folder: Path) -> Case:
    lines = "".join(f"{n:07} the line of a log with some words in it\n" for n in range(100_000))
    path = _with_bytes(folder, "huge.log", lines.encode())
    return Case(path, media.PLAIN, ("0000000 the", "0099999 the line of a log with some words in it\n"))


def one_huge_line(folder: Path) -> Case:
    path = _with_bytes(folder, "line.json", b'["' + b"x" * 1_000_000 + b'end"]')
    return Case(path, "application/json", ('["xxx', 'xend"]'))


def many_pages(folder: Path) -> Case:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(folder / "many.pdf"))
    for number in range(1, 301):
        canvas.drawString(72, 700, f"Leaf {number} of many")
        canvas.showPage()
    canvas.save()
    quotes = (Quote("Leaf 1 of many", 1, "page 1"), Quote("Leaf 300 of many", 300, "page 300"))
    return Case(folder / "many.pdf", media.PDF, quotes=quotes)


def many_rows(folder: Path) -> Case:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Long")
    sheet.append(["n", "word"])
    for number in range(5_000):
        sheet.append([number, f"row {number}"])
    book.save(folder / "many.xlsx")
    return Case(folder / "many.xlsx", media.XLSX, ("| 0 | row 0 |", "| 4999 | row 4999 |"))


def long_docx(folder: Path) -> Case:
    from docx import Document

    document = Document()
    for number in range(800):
        document.add_paragraph(f"Paragraph {number} " + "of words " * 20)
    document.save(str(folder / "long.docx"))
    return Case(folder / "long.docx", media.DOCX, ("Paragraph 0 of", "Paragraph 799 of"))


def locked_pdf(folder: Path) -> Case:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(folder / "locked.pdf"), encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(72, 700, "Hidden words")
    canvas.save()
    absent = ("Hidden words",)
    return Case(folder / "locked.pdf", media.PDF, status=FileStatus.FAILED, error=_LOCKED, absent=absent)


def openable_pdf(folder: Path) -> Case:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    rights = StandardEncryption("", ownerPassword="owner", canCopy=0)
    canvas = Canvas(str(folder / "no copies.pdf"), encrypt=rights)
    canvas.drawString(72, 700, "Readable words")
    canvas.save()
    return Case(folder / "no copies.pdf", media.PDF, ("Readable words",))


def locked_docx(folder: Path) -> Case:
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + "EncryptedPackage".encode("utf-16-le") + bytes(99)
    )
    path = _with_bytes(folder, "locked.docx", data)
    return Case(path, media.LOCKED, status=FileStatus.FAILED, error=_LOCKED)


def locked_zip(folder: Path) -> Case:
    """With the mark of a password on its only member."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("secret.txt", "closed")
    data = bytearray(buffer.getvalue())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return Case(_with_bytes(folder, "locked.zip", bytes(data)), media.ZIP, ("secret.txt (locked) | 6",))


def locked_epub(folder: Path) -> Case:
    case = ordinary.epub(folder, 900)
    with zipfile.ZipFile(case.path, "a") as package:
        package.writestr(
            "META-INF/encryption.xml",
            '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
            + "".join(f'<e:CipherReference URI="OEBPS/text/{n}.xhtml"/>' for n in ("a", "b%20two", "c"))
            + "</encryption>",
        )
    return Case(case.path, media.EPUB, status=FileStatus.FAILED, error="copy-protected")


def old_word(folder: Path) -> Case:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(99)
    path = _with_bytes(folder, "old.doc", data)
    return Case(path, media.DOC, status=FileStatus.FAILED, error="save it as .docx")


def seven_zip(folder: Path) -> Case:
    path = _with_bytes(folder, "a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(100))
    return Case(path, "application/x-7z-compressed", status=FileStatus.FAILED, error="pack it as zip")


def packed_text(folder: Path) -> Case:
    path = _with_bytes(folder, "notes.txt.gz", gzip.compress(b"never unpacked"))
    return Case(path, media.GZIP, ("| notes.txt |",), absent=("never unpacked",))


def random_bytes(folder: Path) -> Case:
    path = _with_bytes(folder, "blob.dat", bytes(range(256)) * 40)
    return Case(path, media.BINARY, status=FileStatus.NO_TEXT)


def binary_called_text(folder: Path) -> Case:
    path = _with_bytes(folder, "really.txt", bytes(range(256)) * 40)
    return Case(path, media.BINARY, status=FileStatus.NO_TEXT)


def cut_pdf(folder: Path) -> Case:
    path = _cut(ordinary.pdf(folder, 901), "cut.pdf", 0.1)
    return Case(path, media.PDF, status=FileStatus.FAILED, error="damaged")


def cut_docx(folder: Path) -> Case:
    path = _cut(ordinary.docx(folder, 902), "cut.docx", 0.5)
    return Case(path, media.DOCX, status=FileStatus.FAILED, error="damaged")


def cut_xlsx(folder: Path) -> Case:
    path = _cut(ordinary.xlsx(folder, 903), "cut.xlsx", 0.5)
    return Case(path, media.XLSX, status=FileStatus.FAILED, error="damaged")


def cut_pptx(folder: Path) -> Case:
    path = _cut(ordinary.pptx(folder, 904), "cut.pptx", 0.6)
    return Case(path, media.PPTX, status=FileStatus.FAILED, error="damaged")


def cut_epub(folder: Path) -> Case:
    path = _cut(ordinary.epub(folder, 905), "cut.epub", 0.6)
    return Case(path, media.EPUB, status=FileStatus.FAILED, error="damaged")


def cut_zip(folder: Path) -> Case:
    path = _cut(ordinary.zip_archive(folder, 906), "cut.zip", 0.6)
    return Case(path, media.ZIP, status=FileStatus.FAILED, error="damaged")


def cut_tar(folder: Path) -> Case:
    """The second of two entries is cut off; the first is listed."""
    import tarfile

    with tarfile.open(folder / "whole.tar.gz", "w:gz") as archive:
        for name in ("first.bin", "second.bin"):
            entry = tarfile.TarInfo(name)
            data = bytes((i * i * 7919) >> 3 & 255 for i in range(100_000))
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    whole = Case(folder / "whole.tar.gz", media.GZIP)
    path = _cut(whole, "cut.tar.gz", 0.6)
    return Case(path, media.GZIP, ("| first.bin |",), status=FileStatus.PARTIAL, error="damaged")


def cut_picture(folder: Path) -> Case:
    path = _cut(ordinary.picture(folder, 907), "cut.png", 0.15)
    return Case(path, "image/png", status=FileStatus.FAILED, error="damaged")


def cut_mail(folder: Path) -> Case:
    path = _cut(ordinary.mail(folder, 908), "cut.eml", 0.6)
    return Case(path, media.MAIL, (ordinary.word(908),))


def pdf_called_docx(folder: Path) -> Case:
    return _moved(ordinary.pdf(folder, 909), "wrong.docx")


def docx_called_pdf(folder: Path) -> Case:
    return _moved(ordinary.docx(folder, 910), "wrong.pdf")


def xlsx_called_csv(folder: Path) -> Case:
    return _moved(ordinary.xlsx(folder, 911), "wrong.csv")


def pptx_without_suffix(folder: Path) -> Case:
    return _moved(ordinary.pptx(folder, 912), "talk")


def epub_called_zip(folder: Path) -> Case:
    return _moved(ordinary.epub(folder, 930), "wrong.zip")


def html_called_txt(folder: Path) -> Case:
    return _moved(ordinary.html(folder, 914), "wrong.txt")


def mail_called_txt(folder: Path) -> Case:
    return _moved(ordinary.mail(folder, 915), "wrong mail.txt")


def picture_called_pdf(folder: Path) -> Case:
    return _moved(ordinary.picture(folder, 916), "wrong picture.pdf")


def text_called_pdf(folder: Path) -> Case:
    path = _with_bytes(folder, "text.pdf", b"Only some words\n")
    return Case(path, media.PLAIN, ("Only some words",))


ODD: tuple[OddMaker, ...] = (
    *(no_bytes, empty_markdown, empty_html, blank_pdf, empty_docx, empty_pptx, empty_xlsx, empty_zip),
    *(latin_1, cyrillic, japanese, utf_16, utf_16_without_mark, marked_utf_8, html_in_old_encoding),
    *(text_with_nul, broken_notebook, huge_text, one_huge_line, many_pages, many_rows, long_docx),
    *(locked_pdf, openable_pdf, locked_docx, locked_zip, locked_epub, old_word, seven_zip, packed_text),
    *(random_bytes, binary_called_text, cut_pdf, cut_docx, cut_xlsx, cut_pptx, cut_epub, cut_zip, cut_tar),
    *(cut_picture, cut_mail, pdf_called_docx, docx_called_pdf, xlsx_called_csv, pptx_without_suffix),
    *(epub_called_zip, html_called_txt, mail_called_txt, picture_called_pdf, text_called_pdf),
)
