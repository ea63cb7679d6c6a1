"""Files: they come in once per content, keep their versions, and are found and read by their text."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from lattice.actions import (
    AddFile,
    AddLink,
    CompareVersions,
    CreateArtifact,
    DeleteRow,
    ExtractFile,
    FetchUrl,
    FileFacts,
    GetRow,
    InsertRow,
    ListAudit,
    ListChanges,
    ListLinks,
    ListParts,
    ListRows,
    ListTables,
    ListTrash,
    ListVersions,
    PurgeRows,
    QuerySql,
    ReadFile,
    ReplaceFile,
    RestoreRows,
    SearchText,
    Undo,
    UpdateArtifact,
    UpdateFile,
    UpdateRow,
)
from lattice.client import Client
from lattice.model.files import FILES, File, FileKind, FileOutcome, FileStatus, Part, file_of
from lattice.model.limits import Limits
from lattice.model.people import AgentRules
from tests.contract.asking import make, refused
from tests.contract.places import SCOUT, LocalPlace, Place

PAPER = (
    Part("Whales sing in winter.\n", page=1, place="page 1", heading="Songs", level=1),
    Part("Their range is wide.\n", page=2, place="page 2", heading="Songs › Range", level=2),
)


async def stored(
    client: Client, name: str, data: bytes = b"bytes", **more: object
) -> tuple[File, FileOutcome]:
    content = await client.put_bytes(iter([data]))
    text = await client.put_text(PAPER)
    facts = FileFacts(
        sha256=content.sha256, size=content.size, text_id=text.text_id, media_type="application/pdf"
    )
    kept = (await client.run(AddFile(name=name, facts=facts, **more))).value  # type: ignore[arg-type]
    return file_of(kept.row), kept.outcome


async def bytes_of(client: Client, file_id: str, **more: int) -> bytes:
    return b"".join([piece async for piece in client.read_bytes(file_id, **more)])


async def names(client: Client) -> list[object]:
    return [row.values["name"] for row in (await client.run(ListRows(table=FILES))).value.rows]


async def test_bytes_and_text_of_a_file_come_back_as_they_were_put(client: Client) -> None:
    data = bytes(range(256)) * 10_000
    file, outcome = await stored(client, "a.pdf", data)
    assert outcome is FileOutcome.ADDED
    assert (file.size, file.chars, file.pages) == (len(data), sum(len(p.text) for p in PAPER), 2)
    assert await bytes_of(client, file.id) == data
    assert await bytes_of(client, file.id, start=1_048_570, length=20) == data[1_048_570:1_048_590]
    assert await bytes_of(client, file.id, start=len(data)) == b""
    whole = (await client.run(ReadFile(id=file.id))).value
    assert whole.text == "".join(p.text for p in PAPER)
    assert whole.next is None


async def test_reading_begins_at_a_page_or_a_heading_and_says_where_it_is(client: Client) -> None:
    file, _ = await stored(client, "a.pdf")
    by_page = (await client.run(ReadFile(id=file.id, page=2, length=5))).value
    assert (by_page.text, by_page.place, by_page.heading) == ("Their", "page 2", "Songs › Range")
    assert by_page.next == by_page.start + 5
    by_heading = (await client.run(ReadFile(id=file.id, heading="range"))).value
    assert by_heading.start == by_page.start
    await refused(client, ReadFile(id=file.id, page=3), "not_found")
    await refused(client, ReadFile(id=file.id, heading="nowhere"), "not_found")
    await refused(client, ReadFile(id=file.id, page=1, start=0), "invalid_action")
    await refused(client, ReadFile(id=file.id, length=0), "invalid_action")


async def test_a_long_text_is_read_in_stretches_that_add_up(client: Client) -> None:
    text = "".join(f"line {n} of a long text\n" for n in range(10_000))
    file = (await client.run(AddFile(name="long.txt", text=text))).value.row
    parts = (await client.run(ListParts(id=file.id))).value
    assert parts.total > 5
    assert [p.at for p in parts.parts] == sorted(p.at for p in parts.parts)
    read, at = "", 0
    while True:
        piece = (await client.run(ReadFile(id=file.id, start=at, length=33_333))).value
        read += piece.text
        if piece.next is None:
            break
        at = piece.next
    assert read == text


async def test_the_same_bytes_from_another_place_become_one_file_and_its_links_move(client: Client) -> None:
    await make(client)
    person = (await client.run(InsertRow(table="people", values={"name": "Ada"}))).value
    first, _ = await stored(client, "first.pdf", path="/papers/first.pdf")
    other, _ = await stored(client, "other.pdf", b"other bytes", path="/papers/other.pdf")
    await client.run(AddLink(table="people", id=person.id, to_table=FILES, to_id=other.id, name="about"))
    content = await client.put_bytes(iter([b"bytes"]))
    facts = FileFacts(sha256=content.sha256, size=content.size)
    merged = (await client.run(ReplaceFile(id=other.id, facts=facts))).value
    assert merged.outcome is FileOutcome.MERGED
    assert merged.row.id == first.id
    (tie,) = (await client.run(ListLinks(table="people", id=person.id))).value.links
    assert (tie.row_id, tie.name, tie.outgoing) == (first.id, "about", True)
    assert [item.row_id for item in (await client.run(ListTrash())).value.items] == [other.id]
    said = (await client.run(ListChanges(limit=1))).value.changes[0].summary
    assert "other.pdf" in said
    assert "first.pdf" in said
    await client.run(Undo())
    (tie,) = (await client.run(ListLinks(table="people", id=person.id))).value.links
    assert tie.row_id == other.id
    assert await bytes_of(client, other.id) == b"other bytes"


async def test_a_copy_that_comes_again_is_not_merged_again(client: Client) -> None:
    first, _ = await stored(client, "a.pdf", path="/a.pdf")
    for expected in (FileOutcome.MERGED, FileOutcome.UNCHANGED, FileOutcome.UNCHANGED):
        again, outcome = await stored(client, "b.pdf", path="/b.pdf")
        assert (again.id, outcome) == (first.id, expected)
    assert (await client.run(ListTrash())).value.total == 1


async def test_artifacts_and_empty_files_are_never_taken_for_copies(client: Client) -> None:
    for _ in range(2):
        await client.run(CreateArtifact(title="Same", text="same"))
        await client.run(AddFile(name="empty.txt", text=""))
    assert len(await names(client)) == 4


async def test_the_same_path_again_is_the_same_file(client: Client) -> None:
    first, _ = await stored(client, "a.pdf", path="/papers/a.pdf")
    again, outcome = await stored(client, "a.pdf", path="/papers/a.pdf")
    assert (again.id, again.version, outcome) == (first.id, first.version, FileOutcome.UNCHANGED)
    newer, outcome = await stored(client, "a.pdf", b"new bytes", path="/papers/a.pdf")
    assert (newer.id, outcome) == (first.id, FileOutcome.REPLACED)
    assert [v.n for v in (await client.run(ListVersions(id=first.id))).value] == [2, 1]
    assert await bytes_of(client, first.id, version=1) == b"bytes"


async def test_a_copy_that_is_stored_brings_its_bytes_to_the_first(client: Client) -> None:
    referenced, _ = await stored(client, "a.pdf", path="/a.pdf", kind=FileKind.REFERENCED)
    kept, outcome = await stored(client, "b.pdf", path="/b.pdf", kind=FileKind.STORED)
    assert (kept.id, outcome, kept.kind) == (referenced.id, FileOutcome.MERGED, FileKind.STORED)


async def test_a_file_that_moved_is_followed_to_its_new_place(client: Client) -> None:
    file, _ = await stored(client, "a.pdf", path="/old/a.pdf", kind=FileKind.REFERENCED)
    gone = FileFacts(status=FileStatus.MISSING, error="It is not at /old/a.pdf any more.")
    row = (await client.run(ExtractFile(id=file.id, facts=gone))).value
    assert file_of(row).status is FileStatus.MISSING
    assert file_of(row).text_id == file.text_id
    moved, _ = await stored(client, "b.pdf", path="/new/b.pdf", kind=FileKind.REFERENCED)
    assert (moved.id, moved.path, moved.name, moved.status) == (
        file.id,
        "/new/b.pdf",
        "b.pdf",
        FileStatus.READY,
    )


async def test_every_text_of_an_artifact_stays_as_a_version_and_any_two_are_compared(client: Client) -> None:
    artifact = (await client.run(CreateArtifact(title="Q3 notes", text="one\ntwo\n"))).value
    assert artifact.values["name"] == "q3-notes.md"
    await client.run(UpdateArtifact(id=artifact.id, text="one\n2\n"))
    await client.run(UpdateArtifact(id=artifact.id, title="Q3"))
    await client.run(UpdateArtifact(id=artifact.id, text="one\n2\nthree\n"))
    versions = (await client.run(ListVersions(id=artifact.id))).value
    assert [(v.n, v.current, v.kept) for v in versions] == [
        (3, True, True),
        (2, False, True),
        (1, False, True),
    ]
    told = (await client.run(CompareVersions(id=artifact.id, before=1, after=2))).value
    assert (told.added, told.removed) == (1, 1)
    assert "-two\n+2\n" in told.diff
    assert (await client.run(CompareVersions(id=artifact.id, before=3))).value.diff == ""
    assert (await client.run(ReadFile(id=artifact.id, version=1))).value.text == "one\ntwo\n"
    await refused(client, CompareVersions(id=artifact.id, before=9), "not_found")


async def test_undo_brings_back_an_earlier_text(client: Client) -> None:
    artifact = (await client.run(CreateArtifact(title="T", text="first"))).value
    await client.run(UpdateArtifact(id=artifact.id, text="second"))
    await client.run(Undo())
    assert (await client.run(ReadFile(id=artifact.id))).value.text == "first"
    assert await bytes_of(client, artifact.id) == b"first"


async def test_a_change_that_saw_an_earlier_version_is_refused(client: Client) -> None:
    artifact = (await client.run(CreateArtifact(title="T", text="first"))).value
    await client.run(UpdateArtifact(id=artifact.id, text="second", expect_version=1))
    for late in (
        UpdateArtifact(id=artifact.id, text="third", expect_version=1),
        ReplaceFile(id=artifact.id, text="third", expect_version=1),
        UpdateFile(id=artifact.id, title="third", expect_version=1),
    ):
        await refused(client, late, "conflict")


async def test_files_are_found_by_their_text_and_the_hit_says_where(client: Client) -> None:
    file, _ = await stored(client, "whales.pdf")
    (hit,) = (await client.run(SearchText(text="their range"))).value.hits
    assert (hit.table, hit.row_id, hit.place) == (FILES, file.id, "page 2 · Songs › Range")
    assert (await client.run(ReadFile(id=file.id, start=hit.at, length=5))).value.text == "Their"
    (spread,) = (await client.run(SearchText(text="whales wide"))).value.hits
    assert spread.row_id == file.id
    (named,) = (await client.run(SearchText(text="whales.pdf"))).value.hits
    assert named.row_id == file.id
    await client.run(DeleteRow(table=FILES, id=file.id))
    assert (await client.run(SearchText(text="range"))).value.hits == ()
    await client.run(RestoreRows(table=FILES, ids=(file.id,)))
    assert len((await client.run(SearchText(text="range"))).value.hits) == 1


async def test_an_earlier_text_is_not_found_any_more(client: Client) -> None:
    artifact = (await client.run(CreateArtifact(title="T", text="about whales"))).value
    await client.run(UpdateArtifact(id=artifact.id, text="about herons"))
    assert (await client.run(SearchText(text="whales"))).value.hits == ()
    assert len((await client.run(SearchText(text="herons"))).value.hits) == 1


async def test_one_long_text_does_not_crowd_out_the_others(client: Client) -> None:
    await client.run(AddFile(name="short.txt", text="a word about fjords"))
    await client.put_text(())
    long = await client.put_text(Part(f"fjords {n} ", page=n) for n in range(1, 1001))
    content = await client.put_bytes(iter([b"long"]))
    facts = FileFacts(sha256=content.sha256, size=4, text_id=long.text_id)
    await client.run(AddFile(name="long.pdf", facts=facts))
    labels = {hit.label for hit in (await client.run(SearchText(text="fjords"))).value.hits}
    assert labels == {"short.txt", "long.pdf"}


async def test_a_query_reads_the_text_of_files_and_none_of_the_bookkeeping(
    client: Client, place: Place
) -> None:
    if not isinstance(place, LocalPlace):
        pytest.skip("texts of files are in no mirror, and the server answers no SQL")
    await stored(client, "a.pdf")
    answer = (await client.run(QuerySql(sql="SELECT name, text FROM _files"))).value
    assert answer.rows == (("a.pdf", "".join(p.text for p in PAPER)),)
    await refused(client, QuerySql(sql="SELECT text FROM lattice_parts"), "not_read_only")
    sneaky = "SELECT (SELECT max(text) FROM lattice_parts) FROM _files"
    await refused(client, QuerySql(sql=sneaky), "not_read_only")


async def test_a_purged_file_leaves_neither_bytes_nor_text(place: Place) -> None:
    client = await place.open()
    secret = b"the secret bytes of a file"
    file, _ = await stored(client, "a.pdf", secret)
    gone = (await client.run(CreateArtifact(title="Gone", text="# Hidden\nunspeakable words\n"))).value
    for row_id in (file.id, gone.id):
        await client.run(DeleteRow(table=FILES, id=row_id))
    await client.run(PurgeRows(table=FILES, ids=(file.id, gone.id)))
    await refused(client, GetRow(table=FILES, id=file.id), "not_found")
    assert (await client.run(SearchText(text="unspeakable"))).value.hits == ()
    wrong = [f.message for f in await client.check() if not f.ok]
    assert wrong == []


async def test_a_copy_of_purged_bytes_keeps_them(client: Client) -> None:
    first, _ = await stored(client, "a.pdf")
    second = (await client.run(CreateArtifact(title="A", text="bytes"))).value
    await client.run(DeleteRow(table=FILES, id=first.id))
    await client.run(PurgeRows(table=FILES, ids=(first.id,)))
    assert await bytes_of(client, second.id) == b"bytes"


async def test_files_are_rows_that_only_their_own_actions_write(client: Client) -> None:
    file, _ = await stored(client, "a.pdf")
    for wrong in (
        InsertRow(table=FILES, values={"name": "x"}),
        UpdateRow(table=FILES, id=file.id, values={"status": "ready"}),
    ):
        await refused(client, wrong, "forbidden")
    assert [t.table.name for t in (await client.run(ListTables())).value.tables] == []
    native = {t.table.name for t in (await client.run(ListTables(native=True))).value.tables}
    assert FILES in native
    assert all(name.startswith("_") for name in native)


@pytest.mark.parametrize("name", ["", " ", "a/b", "a\\b", "a\nb", "a\x1b[31m", "x" * 256])
async def test_a_name_that_is_none_is_refused(client: Client, name: str) -> None:
    await refused(client, AddFile(name=name, text="x"), "invalid_name")


async def test_a_file_needs_what_was_put_before(client: Client) -> None:
    for facts in (FileFacts(), FileFacts(sha256="0" * 64), FileFacts(text_id="0" * 64, sha256="0" * 64)):
        await refused(client, AddFile(name="a", facts=facts), "not_found")
    await refused(client, AddFile(name="a"), "invalid_action")
    both = AddFile(name="a", text="x", facts=FileFacts())
    await refused(client, both, "invalid_action")
    written = AddFile(name="a", text="x", kind=FileKind.ARTIFACT)
    await refused(client, written, "invalid_action")


async def test_bytes_of_a_referenced_file_are_not_here(client: Client) -> None:
    facts = FileFacts(sha256="a" * 64, size=3)
    kept = (await client.run(AddFile(name="a", path="/a", kind=FileKind.REFERENCED, facts=facts))).value
    with pytest.raises(Exception, match="not kept in the workspace"):
        await bytes_of(client, kept.row.id)


async def test_what_was_stopped_on_its_way_in_leaves_nothing(client: Client) -> None:
    class Trouble(Exception):
        pass

    def half() -> Iterator[bytes]:
        yield b"x" * 20_000_000
        raise Trouble

    def half_text() -> Iterator[Part]:
        for n in range(300):
            yield Part(f"stranded {n}")
        raise Trouble

    with pytest.raises(Trouble):
        await client.put_bytes(half())
    with pytest.raises(Trouble):
        await client.put_text(half_text())
    assert (await client.run(SearchText(text="stranded"))).value.hits == ()


async def test_many_bring_the_same_bytes_at_once_and_all_have_them(place: Place) -> None:
    clients = [await place.open() for _ in range(3)]
    data = b"same " * 500_000
    contents = await asyncio.gather(*(c.put_bytes(iter([data])) for c in clients))
    assert len({c.sha256 for c in contents}) == 1
    facts = FileFacts(sha256=contents[0].sha256, size=len(data))
    kept = await asyncio.gather(
        *(c.run(AddFile(name=f"{n}.bin", facts=facts)) for n, c in enumerate(clients))
    )
    assert len({k.value.row.id for k in kept}) == 1
    assert await bytes_of(clients[1], kept[0].value.row.id) == data


async def test_sizes_have_bounds(place: Place) -> None:
    client = await place.open(limits=Limits(file_bytes=1000, text_chars=1000, value_bytes=1000))
    with pytest.raises(Exception, match="more than 1,000 bytes"):
        await client.put_bytes(iter([b"x" * 1001]))
    with pytest.raises(Exception, match="more than 1,000 characters"):
        await client.put_text([Part("x" * 1001)])
    await refused(client, CreateArtifact(title="T", text="x" * 1001), "too_large")


async def test_text_that_no_database_takes_is_refused(client: Client) -> None:
    for text in ("a\x00b", "a\ud800b"):
        with pytest.raises(Exception, match="The text of the file"):
            await client.put_text([Part(text)])


async def test_an_agent_without_leave_for_files_sees_none(place: Place) -> None:
    ada = await place.open()
    await make(ada)
    file, _ = await stored(ada, "a.pdf")
    scout = await place.open(SCOUT, AgentRules(allowed_tables=("people",)))
    await refused(scout, ReadFile(id=file.id), "not_found")
    assert (await scout.run(SearchText(text="whales"))).value.hits == ()
    with pytest.raises(Exception, match="may not bring files in"):
        await scout.put_bytes(iter([b"x"]))
    with pytest.raises(Exception, match="no table '_files'"):
        await bytes_of(scout, file.id)


async def test_a_person_may_ask_the_web_within_a_budget_and_an_agent_must_not(place: Place) -> None:
    ada, scout = await place.open(), await place.open(SCOUT)
    leave = (await ada.run(FetchUrl(url="HTTPS://Example.org:443/a b#c".replace(" ", "%20")))).value
    assert (leave.url, leave.host) == ("https://example.org/a%20b", "example.org")
    for n in range(10):
        await ada.run(FetchUrl(url=f"https://example.org/{n}"), group_id="turn")
    spent = await refused(ada, FetchUrl(url="https://example.org/11"), "forbidden", group_id="turn")
    assert spent.stage.value == "constraints"
    await refused(scout, FetchUrl(url="https://example.org/"), "approval_required")
    denied = [r.action for r in (await ada.run(ListAudit())).value.records if r.decision == "denied"]
    assert denied == ["file.from_url", "file.from_url"]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org",
        "file:///etc/passwd",
        "https://",
        "https://a@example.org",
        "javascript:alert(1)",
        "x",
    ],
)
async def test_what_is_no_address_of_the_web_is_refused(client: Client, url: str) -> None:
    await refused(client, FetchUrl(url=url), "invalid_value")
