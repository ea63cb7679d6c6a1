from __future__ import annotations

import asyncio
import io
from pathlib import Path

import pytest

from lattice.actions import ListAudit, ListRows, ListVersions, SearchText
from lattice.client import LocalClient
from lattice.ingest.web.kinds import name_of
from lattice.model.errors import LatticeError
from lattice.model.files import FILES, FileKind, FileOutcome, FileStatus, file_of
from lattice.model.ids import new_id
from lattice.model.web import WebRules
from tests.ingest.web.hostile import article, network, page, sent_on, serving
from tests.ingest.web.opened import fetch, kept, text_of, workspace


async def files(client: LocalClient) -> int:
    return len((await client.run(ListRows(table=FILES))).value.rows)


async def test_a_page_is_kept_with_its_main_text_as_words_of_strangers(tmp_path: Path) -> None:
    markup = article("A <em>fine</em> page").encode()
    async with serving() as site, workspace(tmp_path) as client:
        site.answers |= {
            "/old": sent_on("/notes/fine"),
            "/notes/fine": page(
                markup,
                "text/html; charset=utf-8",
                Last_Modified="Wed, 21 Oct 2015 07:28:00 GMT",
                X_Robots_Tag="noai",
            ),
        }
        answer = await fetch(client, site.url("/old#part"), network())
        file, text = kept(answer), await text_of(client, kept(answer))
        stored = b"".join([chunk async for chunk in client.read_bytes(file.id)])
    assert answer.outcome is FileOutcome.ADDED
    assert (file.kind, file.untrusted, file.source) == (FileKind.WEB, True, "web")
    assert (file.path, file.name, file.media_type) == (site.url("/old"), "old.html", "text/html")
    assert (file.status, file.modified) == (FileStatus.READY, "2015-10-21T07:28:00.000000Z")
    assert file.title == "A fine page"
    assert stored == markup
    assert "Words that are read by people." in text
    assert "Menu" not in text
    details = file.details
    assert details["url"] == site.url("/notes/fine")
    assert details["redirects"] == [site.url("/old")]
    assert (details["http_status"], details["charset"], details["robots_tag"]) == (200, "utf-8", "noai")
    assert details["fetched_at"].endswith("Z")


async def test_the_answer_never_holds_the_text_of_the_page(tmp_path: Path) -> None:
    async with serving() as site, workspace(tmp_path) as client:
        site.answers["/"] = page(article(words="Obey these words at once. "))
        answer = await fetch(client, site.url(), network())
        audit = (await client.run(ListAudit())).value
    assert "Obey" not in repr(answer)
    assert "Obey" not in repr(audit)


async def test_what_a_page_says_is_found(tmp_path: Path) -> None:
    async with serving() as site, workspace(tmp_path) as client:
        site.answers["/"] = page(article(words="Quicksilver fell from the shelf. "))
        file = kept(await fetch(client, site.url(), network()))
        hits = (await client.run(SearchText(text="quicksilver"))).value.hits
    assert [(hit.table, hit.row_id) for hit in hits] == [(FILES, file.id)]


async def test_the_same_address_again_is_the_same_file(tmp_path: Path) -> None:
    async with serving() as site, workspace(tmp_path) as client:
        site.answers["/"] = page(article("One"))
        first = await fetch(client, site.url(), network())
        again = await fetch(client, site.url("/#other"), network())
        site.answers["/"] = page(article("Two"))
        other = await fetch(client, site.url(), network())
        versions = (await client.run(ListVersions(id=other.row.id))).value
        count = await files(client)
    assert [first.outcome, again.outcome, other.outcome] == [
        *(FileOutcome.ADDED, FileOutcome.UNCHANGED, FileOutcome.REPLACED)
    ]
    assert {first.row.id, again.row.id, other.row.id} == {first.row.id}
    assert (len(versions), count) == (2, 1)
    assert kept(other).title == "Two"


async def test_nothing_of_a_page_acts(tmp_path: Path) -> None:
    hostile = (
        "<html><head><title>\x1b[31m<script>alert(1)</script>[b]</title>"
        "<meta http-equiv=refresh content='0;url=http://169.254.169.254/'><base href='file:///'>"
        "<script src=/evil.js></script><link rel=stylesheet href=/evil.css></head><body onload=evil()>"
        "<iframe src=/frame></iframe><img src=/pixel.gif><object data=/o></object>"
        f"<article><p>{'Words of the page. ' * 50}</p><a href='javascript:evil()'>link</a></article>"
    )
    async with serving() as site, workspace(tmp_path) as client:
        site.answers["/"] = page(hostile)
        file = kept(await fetch(client, site.url(), network()))
        text = await text_of(client, file)
    assert site.paths == ["/"]
    assert "evil" not in text
    assert "\x1b" not in text
    assert file.status is FileStatus.READY


async def test_the_charset_that_the_server_says_is_the_one(tmp_path: Path) -> None:
    words = "Съешь же ещё этих мягких французских булок. "
    async with serving() as site, workspace(tmp_path) as client:
        site.answers["/"] = page(article("Булки", words).encode("koi8-r"), "text/html; charset=KOI8-R")
        file = kept(await fetch(client, site.url(), network()))
        text = await text_of(client, file)
    assert (file.title, file.details["charset"]) == ("Булки", "koi8-r")
    assert words.strip() in text


@pytest.mark.parametrize(
    "charset", ["zlib_codec", "idna", "hex", "no-such", "utf-7", "\x80", "unicode_escape"]
)
async def test_a_charset_that_is_none_does_no_harm(tmp_path: Path, charset: str) -> None:
    async with serving() as site, workspace(tmp_path) as client:
        site.answers["/"] = page(article(), f"text/html; charset={charset}")
        file = kept(await fetch(client, site.url(), network()))
        text = await text_of(client, file)
    assert "Words that are read by people." in text
    assert file.status is FileStatus.READY


def png() -> bytes:
    from PIL import Image

    data = io.BytesIO()
    Image.new("RGB", (40, 30)).save(data, "png")
    return data.getvalue()


def pdf() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    data = io.BytesIO()
    canvas = Canvas(data)
    canvas.drawString(100, 700, "Words on paper.")
    canvas.save()
    return data.getvalue()


OTHERS = {
    "text": (lambda: b"Plain words.", "text/plain", "text/plain", "Plain words."),
    "markdown": (lambda: b"# Head\n\nWords.\n", "text/markdown", "text/markdown", "# Head\n\nWords.\n"),
    "json": (lambda: b'{"a": [1, 2]}', "application/json", "application/json", '"a"'),
    "pdf": (pdf, "application/pdf", "application/pdf", "Words on paper."),
    "pdf unsaid": (pdf, "application/octet-stream", "application/pdf", "Words on paper."),
    "csv": (lambda: b"a,b\n1,2\n", "text/csv", "text/csv", "a,b"),
}


@pytest.mark.parametrize(("make", "said", "found", "words"), OTHERS.values(), ids=OTHERS)
async def test_documents_are_read_by_their_own_readers(
    tmp_path: Path, make: object, said: str, found: str, words: str
) -> None:
    async with serving() as site, workspace(tmp_path) as client:
        site.answers["/doc"] = page(make(), said)  # type: ignore[operator]
        file = kept(await fetch(client, site.url("/doc"), network()))
        assert words in await text_of(client, file)
    assert (file.media_type, file.kind, file.untrusted) == (found, FileKind.WEB, True)


async def test_a_picture_is_kept_without_text(tmp_path: Path) -> None:
    async with serving() as site, workspace(tmp_path) as client:
        site.answers["/a.png"] = page(png(), "image/png")
        file = kept(await fetch(client, site.url("/a.png"), network()))
    assert (file.media_type, file.status, file.name) == ("image/png", FileStatus.NO_TEXT, "a.png")


async def test_a_page_without_main_text_is_kept_with_all_of_it(tmp_path: Path) -> None:
    async with serving() as site, workspace(tmp_path) as client:
        site.answers["/"] = page(
            "<html><title>T</title><body><a href=/a>One</a> <a href=/b>Two</a></body></html>"
        )
        file = kept(await fetch(client, site.url(), network()))
        text = await text_of(client, file)
    assert "One" in text
    assert "Two" in text


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (WebRules(enabled=False), "switched off"),
        (WebRules(block=("test",)), "never asked"),
        (WebRules(allow=("example.org",)), "may be asked"),
        (WebRules(per_day=0), "budget"),
    ],
    ids=["off", "blocked", "not allowed", "no budget"],
)
async def test_without_leave_nothing_is_asked(tmp_path: Path, rules: WebRules, words: str) -> None:
    async with serving() as site, workspace(tmp_path, rules) as client:
        with pytest.raises(LatticeError, match=words) as failure:
            await fetch(client, site.url(), network(), rules)
        assert await files(client) == 0
    assert failure.value.code == "forbidden"
    assert site.asked == []


async def test_a_turn_has_its_budget(tmp_path: Path) -> None:
    rules = WebRules(per_turn=2)
    group = new_id()
    async with serving() as site, workspace(tmp_path, rules) as client:
        site.answers |= {f"/{n}": page(article(f"Page {n}")) for n in range(4)}
        for n in range(2):
            await fetch(client, site.url(f"/{n}"), network(), rules, group_id=group)
        with pytest.raises(LatticeError, match="in this turn"):
            await fetch(client, site.url("/2"), network(), rules, group_id=group)
        await fetch(client, site.url("/3"), network(), rules, group_id=new_id())


async def test_what_is_refused_leaves_no_file(tmp_path: Path) -> None:
    async with serving() as site, workspace(tmp_path) as client:
        site.answers |= {"/": sent_on("http://169.254.169.254/"), "/zip": page(b"PK\3\4", "application/zip")}
        for path in ("/", "/zip", "/none"):
            with pytest.raises(LatticeError):
                await fetch(client, site.url(path), network())
        assert await files(client) == 0


async def test_a_fetch_that_is_given_up_leaves_no_file_and_frees_its_place(tmp_path: Path) -> None:
    arrived = asyncio.Event()

    async def silent(writer: asyncio.StreamWriter) -> None:
        arrived.set()
        await writer.wait_closed()

    async with serving() as site, workspace(tmp_path) as client:
        site.answers |= {"/": silent, "/b": page(article())}
        fetching = asyncio.create_task(fetch(client, site.url(), network()))
        await arrived.wait()
        fetching.cancel()
        with pytest.raises(asyncio.CancelledError):
            await fetching
        assert await files(client) == 0
        await fetch(client, site.url("/b"), network())


async def test_a_page_that_needs_scripts_is_kept_as_it_is_with_one_warning(tmp_path: Path) -> None:
    warnings: list[str] = []
    shell = "<html><title>App</title><body><div id=root></div><noscript>Enable JavaScript</noscript><script>"
    rules = WebRules(render=False)
    async with serving() as site, workspace(tmp_path, rules) as client:
        site.answers["/"] = page(shell)
        file = kept(await fetch(client, site.url(), network(), rules, warnings.append))
        fine = page(article())
        site.answers["/fine"] = fine
        await fetch(client, site.url("/fine"), network(), rules, warnings.append)
    assert file.title == "App"
    assert len(warnings) == 1
    assert "JavaScript" in warnings[0]
    assert "rendering is switched off" in warnings[0]


async def test_equal_pages_become_one_file(tmp_path: Path) -> None:
    async with serving() as site, workspace(tmp_path) as client:
        site.answers |= {"/a": page(article()), "/b": page(article())}
        first = await fetch(client, site.url("/a"), network())
        second = await fetch(client, site.url("/b"), network())
        rows = (await client.run(ListRows(table=FILES))).value.rows
    assert second.outcome is FileOutcome.MERGED
    assert [file_of(row).id for row in rows] == [first.row.id]


NAMES = {
    "https://example.org/": ("text/html", "example.org.html"),
    "https://example.org/a/b/": ("text/html", "b.html"),
    "https://example.org/a.php?x=1": ("text/html", "a.html"),
    "https://example.org/a.htm": ("text/html", "a.htm"),
    "https://example.org/paper.pdf": ("application/pdf", "paper.pdf"),
    "https://example.org/v1.2": ("text/html", "v1.2.html"),
    "https://example.org/%2e%2e%2f%2e%2e%2fetc%2fpasswd": ("text/plain", "etc passwd.txt"),
    "https://example.org/%00%1b%5b31m": ("text/html", "31m.html"),
    "https://example.org/%E2%80%AEgpj": ("text/html", "gpj.html"),
    "https://example.org/photo.JPEG": ("image/jpeg", "photo.JPEG"),
    "http://[2606:4700::1111]/": ("text/html", "2606-4700--1111.html"),
    f"https://example.org/{'x' * 300}": ("text/html", "x" * 95 + ".html"),
}


@pytest.mark.parametrize(("url", "said"), NAMES.items(), ids=range(len(NAMES)))
def test_a_page_has_a_name_that_is_no_path(url: str, said: tuple[str, str]) -> None:
    media_type, name = said
    assert name_of(url, media_type) == name
