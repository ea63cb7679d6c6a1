"""Documents as people have them: each maker writes one, with a word of its own by its number."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from lattice.ingest.documents import media
from lattice.model.files import FileStatus
from tests.ingest.documents.case import Case, Quote

Maker = Callable[[Path, int], Case]

_FIRST = (
    *("amber", "basalt", "cedar", "delta", "ember", "fjord"),
    *("garnet", "harbor", "indigo", "juniper", "kelp", "larch"),
)
_SECOND = (
    *("anchor", "beacon", "candle", "drum", "engine", "feather"),
    *("gear", "hammer", "island", "jacket", "kettle", "ladder"),
)


def word(n: int) -> str:
    """A word that stands in no other document: `cedarbeacon7`."""
    return f"{_FIRST[n % 12]}{_SECOND[n // 12 % 12]}{n}"


def plain_text(folder: Path, n: int) -> Case:
    path = folder / f"notes {n}.txt"
    path.write_text(f"Meeting notes\n\nWe spoke of {word(n)} and naïve cafés.\n", "utf-8")
    return Case(path, media.PLAIN, (f"We spoke of {word(n)} and naïve cafés.",))


def code(folder: Path, n: int) -> Case:
    path = folder / f"module_{n}.py"
    path.write_text(f"def {word(n)}():\n    return '<html>'\n", "utf-8")
    return Case(path, "text/x-python", (f"def {word(n)}():\n    return '<html>'",))


def markdown(folder: Path, n: int) -> Case:
    path = folder / f"paper {n}.md"
    path.write_text(
        f"---\ntitle: Paper {n}\ntags: [a]\n---\n\n# Start\n\nIntro.\n\n## Methods\n\nBy {word(n)}.\n\n"
        "```\n# no heading\n```\n\n### Sampling\n\nAt random.\n\n## End\n\nDone.\n",
        "utf-8",
    )
    quotes = (
        Quote(word(n), heading="Start › Methods"),
        Quote("# no heading", heading="Start › Methods"),
        Quote("At random.", heading="Start › Methods › Sampling"),
        Quote("Done.", heading="Start › End"),
    )
    return Case(path, media.MARKDOWN, ("tags: [a]",), title=f"Paper {n}", quotes=quotes)


def html(folder: Path, n: int) -> Case:
    path = folder / f"page {n}.html"
    path.write_text(
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Page {n} &amp; more</title>
<style>.x {{ color: red }}</style><script>var stolen = 1;</script></head><body>
<h1>Garden</h1><p>Plants of <a href="https://example.org/a">the {word(n)}</a>.<br>New line</p>
<ul><li>Rose<ul><li>Wild rose</li></ul></li><li>Lily</li></ul>
<h2>Prices</h2><table><tr><th>Plant</th><th>Price|each</th></tr><tr><td>Rose</td><td>3</td></tr></table>
<!-- unsaid --><p hidden>whispered</p><div style="display : none">buried</div>
<pre>one
  two</pre><noscript>fallback words</noscript></body></html>""",
        "utf-8",
    )
    words = (
        f"[the {word(n)}](https://example.org/a).\nNew line",
        "- Rose\n  - Wild rose\n- Lily\n",
        "| Plant | Price\\|each |\n| --- | --- |\n| Rose | 3 |",
        "```\none\n  two\n```",
        "fallback words",
    )
    quotes = (Quote("Wild rose", heading="Garden"), Quote("| Rose |", heading="Garden › Prices"))
    absent = ("color", "stolen", "unsaid", "whispered", "buried")
    return Case(path, media.HTML, words, title=f"Page {n} & more", quotes=quotes, absent=absent)


def pdf(folder: Path, n: int) -> Case:
    from reportlab.pdfgen.canvas import Canvas

    path = folder / f"report {n}.pdf"
    canvas = Canvas(str(path))
    canvas.setTitle(f"Report {n}")
    canvas.setAuthor("Ada")
    for number, title in enumerate(["Opening", "Findings", "Closing"], 1):
        canvas.drawString(72, 780, "A line above")
        canvas.drawString(72, 750, title)
        canvas.bookmarkPage(title)
        canvas.addOutlineEntry(title, title, 0)
        canvas.drawString(72, 730, f"Page {number} tells of {word(n)}.")
        if title == "Findings":
            canvas.drawString(72, 700, "Small things")
            canvas.bookmarkPage("Small")
            canvas.addOutlineEntry("Small things", "Small", 1)
            canvas.drawString(72, 680, "Ants were found.")
        canvas.showPage()
    canvas.save()
    quotes = (
        Quote("Page 1 tells", 1, "page 1", "Opening"),
        Quote("Page 2 tells", 2, "page 2", "Findings"),
        Quote("Ants were found.", 2, "page 2", "Findings › Small things"),
        Quote("Page 3 tells", 3, "page 3", "Closing"),
    )
    details = (("pages", 3), ("author", "Ada"))
    return Case(path, media.PDF, (word(n),), title=f"Report {n}", quotes=quotes, details=details)


def docx(folder: Path, n: int) -> Case:
    from docx import Document

    path = folder / f"letter {n}.docx"
    document = Document()
    document.core_properties.title = f"Letter {n}"
    document.core_properties.author = "Ada"
    document.add_heading("Motives", 1)
    document.add_paragraph(f"Because of {word(n)}.")
    document.add_heading("Costs", 2)
    document.add_paragraph("Cheap things", style="List Bullet")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Thing", "Price|each"
    table.cell(1, 0).text, table.cell(1, 1).text = "Cup\nSaucer", "4"
    noted = document.add_paragraph("A sentence that is commented on.")
    document.add_comment(noted.runs, "Is this true?", "Grace", "GH")
    document.sections[0].header.paragraphs[0].text = "Confidential header"
    document.add_heading("Coda", 1)
    document.add_paragraph("# not a heading")
    document.save(str(path))
    quotes = (
        Quote(word(n), heading="Motives"),
        Quote("| Thing | Price\\|each |\n| --- | --- |\n| Cup<br>Saucer | 4 |", heading="Motives › Costs"),
        Quote("\\# not a heading", heading="Coda"),
        Quote("Grace: Is this true?", heading="Comments"),
    )
    words = ("- Cheap things\n", "Confidential header")
    return Case(path, media.DOCX, words, title=f"Letter {n}", quotes=quotes, details=(("author", "Ada"),))


def pptx(folder: Path, n: int) -> Case:
    from pptx import Presentation
    from pptx.util import Inches

    path = folder / f"talk {n}.pptx"
    show = Presentation()
    show.core_properties.title = ""
    first = show.slides.add_slide(show.slide_layouts[0])
    first.shapes.title.text, first.placeholders[1].text = f"Talk {n}", "By Ada"
    second = show.slides.add_slide(show.slide_layouts[1])
    second.shapes.title.text, second.placeholders[1].text = "Details", f"Point {word(n)}"
    table = second.shapes.add_table(2, 2, Inches(1), Inches(4), Inches(4), Inches(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 0).text = "Year", "Sum", "1999"
    second.notes_slide.notes_text_frame.text = "Speak slowly here"
    show.save(str(path))
    quotes = (
        Quote("By Ada", 1, "slide 1", f"Talk {n}"),
        Quote(word(n), 2, "slide 2", "Details"),
        Quote("| Year | Sum |\n| --- | --- |\n| 1999 |  |", 2, "slide 2", "Details"),
        Quote("Notes: Speak slowly here", 2, "slide 2", "Details"),
    )
    return Case(path, media.PPTX, title=f"Talk {n}", quotes=quotes, details=(("slides", 2),))


def xlsx(folder: Path, n: int) -> Case:
    from datetime import date

    from openpyxl import Workbook

    path = folder / f"budget {n}.xlsx"
    book = Workbook()
    costs = book.active
    assert costs is not None
    costs.title = "Costs"
    for row in [
        ["Item", "Sum", "When"],
        [f"Lamp {word(n)}", 12.5, date(2024, 5, 1)],
        ["Desk|oak", 300, None],
    ]:
        costs.append(row)
    hidden = book.create_sheet("Private")
    hidden.append(["Secret sum", True])
    hidden.sheet_state = "hidden"
    book.create_chartsheet("Drawn")
    book.save(path)
    quotes = (
        Quote(f"| Item | Sum | When |\n| --- | --- | --- |\n| Lamp {word(n)} | 12.5 | 2024-05-01 |", 1),
        Quote("| Desk\\|oak | 300 |  |", 1, "sheet Costs", "Costs"),
        Quote("| Secret sum | true |", 2, "sheet Private", "Private"),
    )
    return Case(path, media.XLSX, ("# Costs\n",), quotes=quotes)


_ODT = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0">
<office:automatic-styles><number:date-style><number:text>unsaid</number:text></number:date-style>
</office:automatic-styles><office:body>{body}</office:body></office:document-content>"""


_MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<m:file-entry m:full-path="/" m:media-type="{media_type}"/></m:manifest>'
)


def _open_document(path: Path, media_type: str, body: str) -> None:
    meta = (
        '<?xml version="1.0"?><office:document-meta '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:title>Open title</dc:title>'
        "</office:meta></office:document-meta>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", media_type, zipfile.ZIP_STORED)
        package.writestr("content.xml", _ODT.format(body=body))
        package.writestr("meta.xml", meta)
        package.writestr("META-INF/manifest.xml", _MANIFEST.format(media_type=media_type))


def odt(folder: Path, n: int) -> Case:
    path = folder / f"essay {n}.odt"
    _open_document(
        path,
        media.ODT,
        f"""<office:text><text:tracked-changes><text:p>taken back</text:p></text:tracked-changes>
<text:h text:outline-level="1">Rivers</text:h><text:p>Of <text:span>{word(n)}</text:span><text:s
 text:c="2"/>flows<text:note>
<text:note-citation>1</text:note-citation><text:note-body>
<text:p>A footnote</text:p></text:note-body>
</text:note>.</text:p><text:h text:outline-level="2">Lakes</text:h>
<text:list><text:list-item><text:p>Deep</text:p>
<text:list><text:list-item><text:p>Deeper</text:p></text:list-item></text:list></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Lake</text:p></table:table-cell><table:table-cell>
<text:p>Depth</text:p></table:table-cell></table:table-row></table:table></office:text>""",
    )
    quotes = (
        Quote(f"Of {word(n)}  flows", heading="Rivers"),
        Quote("[A footnote]", heading="Rivers"),
        Quote("- Deep\n  - Deeper\n", heading="Rivers › Lakes"),
        Quote("| Lake | Depth |", heading="Rivers › Lakes"),
    )
    return Case(path, media.ODT, title="Open title", quotes=quotes, absent=("unsaid", "taken back"))


def odp(folder: Path, n: int) -> Case:
    path = folder / f"slides {n}.odp"
    _open_document(
        path,
        media.ODP,
        f"""<office:presentation><draw:page><draw:frame><draw:text-box><text:p>First {word(n)}</text:p>
</draw:text-box></draw:frame></draw:page><draw:page><text:p>Second</text:p><presentation:notes>
<text:p>Whisper</text:p></presentation:notes></draw:page></office:presentation>""",
    )
    quotes = (
        Quote(f"First {word(n)}", 1, "slide 1"),
        Quote("Second", 2, "slide 2"),
        Quote("Notes: Whisper", 2, "slide 2"),
    )
    return Case(path, media.ODP, quotes=quotes)


def epub(folder: Path, n: int) -> Case:
    path = folder / f"novel {n}.epub"
    chapter = (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/>'
        "</head><body><h1>{title}</h1><p>{text}&nbsp;end</p></body></html>"
    )
    # of EPUB 3 and of EPUB 2
    contents = (
        'href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"',
        'href="toc.ncx" media-type="application/x-dtbncx+xml"',
    )[n % 2]
    book = f"""<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Novel {n}</dc:title>
<dc:creator>Ada</dc:creator>
</metadata><manifest><item id="b" href="text/b%20two.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/>
<item id="x" href="x.css" media-type="text/css"/>
<item id="n" {contents}/>
<item id="c" href="text/c.xhtml" media-type="application/xhtml+xml"/>
</manifest><spine><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/></spine></package>"""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", media.EPUB, zipfile.ZIP_STORED)
        package.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        )
        package.writestr("OEBPS/book.opf", book)
        package.writestr("OEBPS/text/c.xhtml", "<html><body><p>No head of its own.</p></body></html>")
        package.writestr("OEBPS/nav.xhtml", '<html><nav><a href="text/c.xhtml#x">Last words</a></nav></html>')
        package.writestr(
            "OEBPS/toc.ncx",
            "<ncx><navPoint><navLabel><text>Last words</text></navLabel>"
            '<content src="text/c.xhtml#x"/></navPoint></ncx>',
        )
        package.writestr("OEBPS/text/b two.xhtml", chapter.format(title="Return", text="They came back."))
        package.writestr("OEBPS/text/a.xhtml", chapter.format(title="Departure", text=f"To {word(n)}."))
    quotes = (
        Quote(word(n), 1, "chapter 1", "Departure"),
        Quote("They came back.", 2, "chapter 2", "Return"),
        Quote("No head of its own.", 3, "chapter 3", "Last words"),
    )
    return Case(path, media.EPUB, title=f"Novel {n}", quotes=quotes, details=(("author", "Ada"),))


def mail(folder: Path, n: int) -> Case:
    path = folder / f"mail {n}.eml"
    message = EmailMessage()
    message["From"], message["To"] = "Ada Läufer <ada@example.org>", "grace@example.org"
    message["Subject"] = f"Grüße {n}"
    message["Date"] = "Wed, 01 May 2024 10:00:00 +0000"
    message.set_content(f"Dear Grace,\n\nabout {word(n)}.\n")
    message.add_alternative("<p>Only in the other form</p>", subtype="html")
    message.add_attachment(b"12345", maintype="application", subtype="pdf", filename="contract ü.pdf")
    forwarded = EmailMessage()
    forwarded["Subject"], forwarded["From"] = "The older mail", "eve@example.org"
    forwarded.set_content("What was said before.")
    message.add_attachment(forwarded)
    path.write_bytes(bytes(message))
    quotes = (
        Quote(f"about {word(n)}.", heading=f"Grüße {n}"),
        Quote("What was said before.", heading=f"Grüße {n} › The older mail"),
    )
    words = (
        "From: Ada Läufer <ada@example.org>\nTo: grace@example.org",
        "- contract ü.pdf (application/pdf, 5 bytes)",
    )
    absent = ("Only in the other form",)
    return Case(path, media.MAIL, words, title=f"Grüße {n}", quotes=quotes, absent=absent)


def html_mail(folder: Path, n: int) -> Case:
    path = folder / f"newsletter {n}.eml"
    message = EmailMessage()
    message["From"], message["Subject"] = "news@example.org", "News"
    message.set_content(
        f"<table><tr><td><h2>Offer</h2><table><tr><td>Buy {word(n)}</td></tr></table></td></tr></table>"
        '<span style="display:none">preheader</span>',
        subtype="html",
    )
    path.write_bytes(bytes(message))
    return Case(path, media.MAIL, (f"## Offer\n\nBuy {word(n)}",), title="News", absent=("preheader", "<td>"))


def mail_of_many_parts(folder: Path, n: int) -> Case:
    """All that was written is kept, also what stands after an attachment."""
    path = folder / f"list {n}.eml"
    message = EmailMessage()
    message["From"], message["Subject"] = "list@example.org", "Digest"
    message.set_content(f"First of all {word(n)}.")
    message.add_alternative("BEGIN:VCALENDAR", subtype="calendar")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="plot.png")
    message.add_attachment("Footer of the list", disposition="inline")
    path.write_bytes(bytes(message))
    words = (f"First of all {word(n)}.", "Footer of the list", "- plot.png (image/png, 4 bytes)")
    return Case(path, media.MAIL, words, title="Digest", absent=("VCALENDAR",))


def ods(folder: Path, n: int) -> Case:
    path = folder / f"sheets {n}.ods"
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    sum_ = '<table:table-cell office:value-type="float" office:value="3.5"/>'
    rows = [
        f"<table:table-row>{cell.format('Item')}{cell.format('Sum')}</table:table-row>",
        f"<table:table-row>{cell.format(word(n))}{sum_}</table:table-row>",
        '<table:table-row table:number-rows-repeated="1048000">',
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
    ]
    table = f'<table:table table:name="Costs">{"".join(rows)}</table:table>'
    _open_document(path, media.ODS, f"<office:spreadsheet>{table}</office:spreadsheet>")
    quotes = (Quote(f"| Item | Sum |\n| --- | --- |\n| {word(n)} | 3.5 |", 1, "sheet Costs", "Costs"),)
    return Case(path, media.ODS, quotes=quotes)


def csv(folder: Path, n: int) -> Case:
    path = folder / f"data {n}.csv"
    path.write_text(f"name,sum\n{word(n)},1\n", "utf-8")
    return Case(path, "text/csv", (f"name,sum\n{word(n)},1\n",))


def tsv(folder: Path, n: int) -> Case:
    path = folder / f"data {n}.tsv"
    path.write_text(f"name\tsum\n{word(n)}\t1\n", "utf-8")
    return Case(path, "text/tab-separated-values", (f"{word(n)}\t1",))


def json_text(folder: Path, n: int) -> Case:
    path = folder / f"settings {n}.json"
    path.write_text(json.dumps({"word": word(n)}), "utf-8")
    return Case(path, "application/json", (f'{{"word": "{word(n)}"}}',))


def ndjson(folder: Path, n: int) -> Case:
    path = folder / f"events {n}.ndjson"
    path.write_text("".join(json.dumps({"n": i, "word": word(n)}) + "\n" for i in range(3)), "utf-8")
    return Case(path, "application/x-ndjson", (word(n),))


def notebook(folder: Path, n: int) -> Case:
    path = folder / f"analysis {n}.ipynb"
    cells = [
        {"cell_type": "markdown", "source": ["# Analysis\n", "\n", f"Of {word(n)}."]},
        {
            "cell_type": "code",
            "source": "# no heading\nprint(1)",
            "outputs": [
                {"output_type": "stream", "text": ["one\n", "two\n"]},
                {
                    "output_type": "display_data",
                    "data": {"image/png": "iVBORw0KGgo", "text/plain": "<Figure>"},
                },
            ],
        },
        {"cell_type": "markdown", "source": "## Results\n\nNone."},
    ]
    said = {"kernelspec": {"language": "python"}}
    path.write_text(json.dumps({"cells": cells, "metadata": said, "nbformat": 4}), "utf-8")
    quotes = (
        Quote(f"Of {word(n)}.", heading="Analysis"),
        Quote("```python\n# no heading\nprint(1)\n```\n\n```\none\ntwo\n```", heading="Analysis"),
        Quote("None.", heading="Analysis › Results"),
    )
    return Case(path, media.NOTEBOOK, title="Analysis", quotes=quotes, absent=("iVBOR", "cell_type"))


def rtf(folder: Path, n: int) -> Case:
    path = folder / f"memo {n}.rtf"
    path.write_bytes(rb"{\rtf1\ansi\deff0 {\b Memo} about " + word(n).encode() + rb" caf\'e9.\par Next.}")
    return Case(path, media.RTF, (f"Memo about {word(n)} café.", "Next."))


def photo(folder: Path, n: int) -> Case:
    from PIL import Image

    path = folder / f"photo {n}.jpg"
    image = Image.new("RGB", (64, 48), (n % 255, 90, 10))
    exif = Image.Exif()
    exif[0x0110], exif[0x010E] = "Camera One", f"Sunset {word(n)}"
    exif.get_ifd(0x8769)[0x9003] = "2024:05:01 18:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 30.0, 0.0), 3: "W", 4: (13.0, 15.0, 0.0)})
    image.save(path, exif=exif)
    details = (
        *(("width", 64), ("height", 48), ("mode", "RGB"), ("camera", "Camera One")),
        *(("taken", "2024:05:01 18:00:00"), ("description", f"Sunset {word(n)}")),
        ("gps", {"latitude": 52.5, "longitude": -13.25}),
    )
    return Case(path, "image/jpeg", status=FileStatus.NO_TEXT, details=details)


def picture(folder: Path, n: int) -> Case:
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    path = folder / f"diagram {n}.png"
    said = PngInfo()
    said.add_text("Caption", word(n))
    Image.new("RGBA", (10, 20)).save(path, pnginfo=said)
    details = (("width", 10), ("height", 20), ("format", "PNG"), ("text", {"Caption": word(n)}))
    return Case(path, "image/png", status=FileStatus.NO_TEXT, details=details)


def film(folder: Path, n: int) -> Case:
    from PIL import Image

    path = folder / f"moving {n}.gif"
    frames = [Image.new("L", (8, 8), shade) for shade in (10, 120, 250)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    return Case(path, "image/gif", status=FileStatus.NO_TEXT, details=(("frames", 3),))


def zip_archive(folder: Path, n: int) -> Case:
    path = folder / f"bundle {n}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"inner/{word(n)}.txt", "never unpacked")
        archive.writestr("other|file.bin", b"123")
    words = (f"| inner/{word(n)}.txt | 14 |", "| other\\|file.bin | 3 |")
    return Case(path, media.ZIP, words, absent=("never unpacked",), details=(("entries", 2),))


def tar_archive(folder: Path, n: int) -> Case:
    suffix = ("tar", "tar.gz", "tar.bz2", "tar.xz")[n % 4]
    path = folder / f"backup {n}.{suffix}"
    mode = {"tar": "w", "tar.gz": "w:gz", "tar.bz2": "w:bz2", "tar.xz": "w:xz"}[suffix]
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        entry = tarfile.TarInfo(f"data/{word(n)}.txt")
        entry.size = 5
        archive.addfile(entry, io.BytesIO(b"hello"))
    types = {"tar": media.TAR, "tar.gz": media.GZIP, "tar.bz2": media.BZIP2, "tar.xz": media.XZ}
    return Case(path, types[suffix], (f"| data/{word(n)}.txt | 5 |",), details=(("entries", 1),))


ORDINARY: tuple[Maker, ...] = (
    *(plain_text, code, markdown, html, pdf, docx, pptx, xlsx, odt, odp, ods, epub),
    *(mail, html_mail, mail_of_many_parts, csv, tsv, json_text, ndjson, notebook, rtf, photo, picture, film),
    *(zip_archive, tar_archive),
)
