"""Documents that are damaged anywhere are read as far as it goes, or fail with words."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest

from lattice.ingest.documents import ReadLimits, read_document
from lattice.model.files import FileStatus
from tests.ingest.documents import ordinary
from tests.ingest.documents.corpus import make_corpus

_BOUNDED = ReadLimits(seconds=30, memory_bytes=700_000_000)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Cut, overwritten, doubled or swapped somewhere."""
    at = chance.randrange(len(data))
    length = chance.randrange(1, 200)
    kind = chance.randrange(5)
    if kind == 0:
        return data[:at]
    if kind == 1:
        return data[:at] + chance.randbytes(length) + data[at + length :]
    if kind == 2:
        return data[:at] + data[at : at + length] * chance.randrange(2, 50) + data[at + length :]
    if kind == 3:
        return data[:at] + data[at + length :]
    flipped = bytearray(data)
    for _ in range(length):
        flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


async def check_damage(folder: Path, seed: int, rounds: int) -> None:
    chance = random.Random(seed)
    sound = [make(folder, n).path for n, make in enumerate(ordinary.ORDINARY)]
    turns = asyncio.Semaphore(2)

    async def check(n: int) -> None:
        original = sound[n % len(sound)]
        path = folder / f"damaged {n}{original.suffix}"
        path.write_bytes(damaged(original.read_bytes(), chance))
        async with turns, read_document(path, limits=_BOUNDED) as reading:
            text = "".join(p.text for p in reading.parts())
        words = f"seed {seed}, document {n}, {path.name}: {reading.status} {reading.error}"
        if reading.status is FileStatus.READY:
            assert text.strip(), words
        elif reading.status is FileStatus.NO_TEXT:
            assert not text.strip(), words
        elif reading.status is FileStatus.PARTIAL:
            assert text.strip(), words
        else:
            assert reading.status is FileStatus.FAILED, words
            assert not text.strip(), words
        assert bool(reading.error) == (reading.status in (FileStatus.PARTIAL, FileStatus.FAILED)), words
        path.unlink()

    await asyncio.gather(*(check(n) for n in range(rounds)))


async def test_damage_anywhere_ends_as_a_status(tmp_path: Path) -> None:
    await check_damage(tmp_path, seed=7, rounds=46)


@pytest.mark.soak
async def test_much_damage_ends_as_a_status(tmp_path: Path) -> None:
    for seed in range(20):
        folder = tmp_path / str(seed)
        folder.mkdir()
        await check_damage(folder, seed, rounds=230)


@pytest.mark.soak
async def test_a_pdf_of_ten_thousand_pages_is_read_whole(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "book.pdf"
    canvas = Canvas(str(path))
    for page in range(1, 10_001):
        for line in range(30):
            canvas.drawString(72, 780 - 20 * line, f"Leaf {page}, line {line}, with words as a book has them")
        canvas.showPage()
    canvas.save()
    async with read_document(path, limits=ReadLimits(seconds=300)) as reading:
        assert reading.status is FileStatus.READY
        pages = 0
        for pages, part in enumerate(reading.parts(), 1):
            assert part.page == pages
            assert part.text.startswith(f"Leaf {pages}, line 0,")
            assert f"Leaf {pages}, line 29," in part.text
    assert pages == 10_000


@pytest.mark.soak
async def test_a_workbook_of_a_million_rows_is_read_whole(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Long")
    for row in range(1_000_000):
        sheet.append([row, f"row {row}"])
    book.save(tmp_path / "long.xlsx")
    async with read_document(tmp_path / "long.xlsx", limits=ReadLimits(seconds=300)) as reading:
        assert reading.status is FileStatus.READY
        last = ""
        for part in reading.parts():
            last = part.text
    assert "| 999999 | row 999999 |" in last


@pytest.mark.soak
async def test_two_hundred_mixed_documents_are_read(tmp_path: Path) -> None:
    turns = asyncio.Semaphore(2)
    cases = make_corpus(tmp_path, 200)

    async def check(n: int) -> None:
        async with turns, read_document(cases[n].path, limits=cases[n].limits) as reading:
            text = "".join(p.text for p in reading.parts())
        assert (reading.status, reading.media_type) == (cases[n].status, cases[n].media_type)
        assert [w for w in cases[n].words if w not in text] == []

    await asyncio.gather(*(check(n) for n in range(200)))
