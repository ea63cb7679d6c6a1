"""What stands in Word's files beside plain paragraphs: nothing of it is lost, what was deleted stays so."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from lattice.ingest.documents import read_document
from lattice.model.files import FileStatus, Part

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


async def read_body(folder: Path, body: str, **members: str) -> list[Part]:
    """The parts of a Word document with this body; members by the kind of their relation."""
    path = folder / "made.docx"
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_KIND}/{kind}" Target="{kind}.xml"/>'
        for n, kind in enumerate(members)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        package.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
        for kind, xml in members.items():
            package.writestr(f"word/{kind}.xml", f"<w:{kind} {_W}>{xml}</w:{kind}>")
    async with read_document(path) as reading:
        assert reading.status is FileStatus.READY, reading.error
        return list(reading.parts())


async def text_of(folder: Path, body: str, **members: str) -> str:
    return "".join(p.text for p in await read_body(folder, body, **members))


async def test_content_controls_are_read_wherever_they_stand(tmp_path: Path) -> None:
    inner = "<w:p><w:sdt><w:sdtContent><w:r><w:t>inline</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('controlled')}</w:sdtContent></w:sdt>{inner}"
    assert await text_of(tmp_path, body) == "controlled\n\ninline\n\n"


async def test_what_was_inserted_is_read_and_what_was_deleted_is_not(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>was </w:t></w:r><w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>"
    )
    assert await text_of(tmp_path, body) == "was new\n\n"


async def test_links_fields_breaks_and_text_boxes_keep_their_words(tmp_path: Path) -> None:
    box = (
        "<mc:AlternateContent xmlns:mc='urn:mc'><mc:Choice><w:txbxContent>"
        "<w:p><w:r><w:t>boxed</w:t></w:r></w:p>"
        "</w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>boxed</w:t></w:r></w:p></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    body = (
        "<w:p><w:hyperlink><w:r><w:t>linked</w:t></w:r></w:hyperlink><w:r><w:br/><w:t>below</w:t><w:tab/>"
        f"<w:t>right</w:t><w:instrText>PAGE</w:instrText></w:r></w:p><w:p><w:r>{box}</w:r></w:p>"
    )
    assert await text_of(tmp_path, body) == "linked\nbelow\tright\n\nboxed\n\n"


async def test_footnotes_stand_after_the_text_under_their_number(tmp_path: Path) -> None:
    body = '<w:p><w:r><w:t>claim</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{paragraph("x")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("proof")}</w:footnote>'
    )
    parts = await read_body(tmp_path, body, footnotes=notes)
    assert [(p.text, p.heading) for p in parts] == [
        ("claim[^2]\n\n", ""),
        ("# Footnotes\n\n[^2]: proof\n", "Footnotes"),
    ]


async def test_headings_are_known_by_their_style_in_any_language_and_inherited(
    tmp_path: Path,
) -> None:
    styles = (
        '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="berschrift1"/></w:style>'
        '<w:style w:styleId="Deep"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    body = (
        paragraph("Eins", "berschrift1")
        + paragraph("Zwei", "Own")
        + paragraph("Drei", "Deep")
        + paragraph("text", "A")
    )
    parts = await read_body(tmp_path, body, styles=styles)
    assert [(p.heading, p.level) for p in parts] == [("Eins", 1), ("Zwei", 1), ("Zwei › Drei", 2)]
    assert parts[-1].text == "## Drei\n\ntext\n\n"


async def test_a_table_in_a_table_keeps_its_words_in_the_cell(tmp_path: Path) -> None:
    def cell(inside: str) -> str:
        return f"<w:tc>{inside}</w:tc>"

    inner = f"<w:tbl><w:tr>{cell(paragraph('a'))}{cell(paragraph('b'))}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr>{cell(inner)}{cell(paragraph('c'))}</w:tr></w:tbl>"
    assert await text_of(tmp_path, outer) == "| a<br>b | c |\n| --- | --- |\n\n"


async def test_lists_keep_their_depth(tmp_path: Path) -> None:
    def item(text: str, depth: int) -> str:
        number = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        return f"<w:p>{number}<w:r><w:t>{text}</w:t></w:r></w:p>"

    body = item("one", 0) + item("under one", 1) + item("two", 0) + paragraph("after")
    assert await text_of(tmp_path, body) == "- one\n  - under one\n- two\n\nafter\n\n"


@pytest.mark.parametrize("value", ["99999999999", "-1", "x", ""])
async def test_numbers_that_are_none_do_no_harm(tmp_path: Path, value: str) -> None:
    row = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="{value}"/></w:tcPr>{paragraph("cell")}</w:tc></w:tr>'
    outline = f'<w:p><w:pPr><w:outlineLvl w:val="{value}"/></w:pPr><w:r><w:t>words</w:t></w:r></w:p>'
    text = await text_of(tmp_path, f"<w:tbl>{row}</w:tbl>{outline}")
    assert "cell" in text
    assert "words" in text
