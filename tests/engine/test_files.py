"""Kept bytes and texts: swept when nobody came for them, gone when purged, checked against their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from lattice.actions import (
    CompareVersions,
    CreateArtifact,
    DeleteRow,
    ListEvents,
    PurgeRows,
    QuerySql,
    SearchText,
    Undo,
    UpdateArtifact,
)
from lattice.client import LocalClient
from lattice.model.errors import LatticeError
from lattice.model.files import FILES, Part
from tests.engine.workspaces import opened, tamper, workspace


async def _count(client: LocalClient, folder: Path, table: str) -> int:
    import sqlite3

    with sqlite3.connect(folder / "w.lattice") as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


async def test_what_was_put_and_never_became_a_file_is_swept_after_a_day(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        kept = (await client.run(CreateArtifact(title="Kept", text="kept words"))).value
        await client.put_bytes(iter([b"stranded"]))
        await client.put_text([Part("stranded words")])
    async with opened(tmp_path) as client:
        assert await _count(client, tmp_path, "lattice_blobs") == 2
    long_ago = "'2020-01-01T00:00:00.000000Z'"
    for table in ("lattice_blobs", "lattice_texts"):
        tamper(tmp_path, f"UPDATE {table} SET kept_at = {long_ago}")
    tamper(tmp_path, f"INSERT INTO lattice_blobs (sha256, size, kept_at) VALUES (NULL, 0, {long_ago})")
    async with opened(tmp_path) as client:
        assert await _count(client, tmp_path, "lattice_blobs") == 1
        assert await _count(client, tmp_path, "lattice_texts") == 1
        assert (await client.run(SearchText(text="kept words"))).value.hits[0].row_id == kept.id
        assert all(finding.ok for finding in await client.check())


async def test_earlier_versions_are_kept_while_their_file_is(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        artifact = (await client.run(CreateArtifact(title="A", text="first"))).value
        await client.run(UpdateArtifact(id=artifact.id, text="second"))
    for table in ("lattice_blobs", "lattice_texts"):
        tamper(tmp_path, f"UPDATE {table} SET kept_at = '2020-01-01T00:00:00.000000Z'")
    async with opened(tmp_path) as client:
        assert await _count(client, tmp_path, "lattice_blobs") == 2
        await client.run(Undo())
        data = [piece async for piece in client.read_bytes(artifact.id)]
        assert data == [b"first"]


async def test_nothing_of_a_purged_file_is_left(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        artifact = (
            await client.run(CreateArtifact(title="CANARYone", text="# CANARYtwo\nCANARYthree"))
        ).value
        await client.run(UpdateArtifact(id=artifact.id, text="CANARYfour", summary="CANARYfive"))
        await client.run(DeleteRow(table=FILES, id=artifact.id))
        await client.run(PurgeRows(table=FILES, ids=(artifact.id,)))
        assert (await client.run(QuerySql(sql="SELECT count(*) FROM _files"))).value.rows == ((0,),)
    found = [
        (path.name, needle)
        for path in sorted(tmp_path.iterdir())
        for needle in (b"CANARY", b"canary")
        if needle in path.read_bytes()
    ]
    assert found == []


@pytest.mark.parametrize(
    ("statement", "name", "words"),
    [
        ("UPDATE lattice_pieces SET bytes = 'x'", "files", "the bytes of a.md are not what was kept"),
        ("UPDATE lattice_parts SET text = 'x'", "files", "the text of a.md is not what was kept"),
        ("DELETE FROM lattice_blobs", "files", "the bytes of a.md are missing"),
        ("DELETE FROM lattice_texts", "files", "the text of a.md is missing"),
        (
            "INSERT INTO lattice_parts_text (lattice_parts_text) VALUES ('delete-all')",
            "file search",
            "the index",
        ),
    ],
)
async def test_the_doctor_finds_damage_of_files(
    tmp_path: Path, statement: str, name: str, words: str
) -> None:
    async with workspace(tmp_path) as client:
        await client.run(CreateArtifact(title="A", name="a.md", text="some words"))
    tamper(tmp_path, statement)
    async with opened(tmp_path) as client:
        (finding,) = [f for f in await client.check() if f.name == name]
        assert not finding.ok
        assert words in finding.message


async def test_the_doctor_makes_the_search_of_files_anew(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await client.run(CreateArtifact(title="A", text="some words"))
    tamper(tmp_path, "INSERT INTO lattice_parts_text (lattice_parts_text) VALUES ('delete-all')")
    async with opened(tmp_path) as client:
        await client.check(repair=True)
        assert all(f.ok for f in await client.check())
        assert len((await client.run(SearchText(text="words"))).value.hits) == 1


async def test_text_and_bytes_of_files_never_enter_the_log(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        artifact = (await client.run(CreateArtifact(title="A", text="unmistakable"))).value
        await client.run(UpdateArtifact(id=artifact.id, text="unmistakable too"))
        events = (await client.run(ListEvents())).value.events
        assert len(events) == 2
        assert not any("unmistakable" in str(event) for event in events)


@pytest.mark.parametrize(
    "sql",
    [
        "WITH _files AS (SELECT text FROM lattice_parts) SELECT * FROM _files",
        "WITH _files AS (SELECT * FROM (SELECT DISTINCT id FROM lattice_parts) _files) SELECT * FROM _files",
        "WITH _files AS (SELECT kept_at FROM lattice_texts ORDER BY 1) SELECT * FROM _files",
        "WITH _FILES AS (SELECT id FROM lattice_texts) SELECT * FROM _FILES",
    ],
)
async def test_a_query_that_calls_a_part_of_itself_files_reads_no_texts_but_of_living_files(
    tmp_path: Path, sql: str
) -> None:
    async with workspace(tmp_path) as client:
        gone = (await client.run(CreateArtifact(title="Gone", text="CANARY"))).value
        await client.run(DeleteRow(table=FILES, id=gone.id))
        await client.run(CreateArtifact(title="Here", text="to be seen"))
        with pytest.raises(LatticeError) as refused:
            await client.run(QuerySql(sql=sql))
        assert refused.value.code == "not_read_only"
        texts = await client.run(QuerySql(sql="WITH f AS (SELECT text FROM _files) SELECT * FROM f"))
        assert texts.value.rows == (("to be seen",),)


async def test_versions_of_many_mixed_lines_are_compared_although_nobody_can_match_them(
    tmp_path: Path,
) -> None:
    lines = [f"line {n * n % 149}" for n in range(100_000)]
    async with workspace(tmp_path) as client:
        text = "\n".join(["same", *lines, "same"])
        file = (await client.run(CreateArtifact(title="Mixed", text=text, media_type="text/plain"))).value
        other = "\n".join(["same", *sorted(lines), "same"])
        await client.run(UpdateArtifact(id=file.id, text=other))
        found = (await client.run(CompareVersions(id=file.id, before=1))).value
        assert found.diff.startswith("@@ -3,99999 +3,99999 @@")
        assert found.added == found.removed
        assert found.added > 90_000
        assert found.truncated
        await client.run(UpdateArtifact(id=file.id, text=other.replace("line 0", "LINE 0", 1)))
        found = (await client.run(CompareVersions(id=file.id, before=2))).value
        assert (found.added, found.removed, found.truncated) == (1, 1, False)
