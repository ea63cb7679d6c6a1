"""Every document of the corpus: its text, where it stands, and what is said when there is none."""

from __future__ import annotations

import asyncio
from typing import Any, NamedTuple

import pytest

from lattice.ingest.documents import read_document
from lattice.model.files import PART_CHARS, FileStatus, Part
from tests.ingest.documents.case import Case
from tests.ingest.documents.corpus import make_all
from tests.ingest.documents.hostile import HOSTILE
from tests.ingest.documents.odd import ODD
from tests.ingest.documents.ordinary import ORDINARY

MAKERS = [make.__name__ for make in (*ORDINARY, *ODD, *HOSTILE)]


class Got(NamedTuple):
    case: Case
    media_type: str
    status: FileStatus
    error: str
    title: str
    details: dict[str, Any]
    parts: list[Part]

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)


async def _read(case: Case, turns: asyncio.Semaphore) -> Got:
    async with turns, read_document(case.path, limits=case.limits) as reading:
        return Got(
            case,
            reading.media_type,
            reading.status,
            reading.error,
            reading.title,
            reading.details,
            list(reading.parts()),
        )


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Got]:
    cases = make_all(tmp_path_factory.mktemp("corpus"))

    async def read_all() -> list[Got]:
        turns = asyncio.Semaphore(2)
        return await asyncio.gather(*(_read(case, turns) for case in cases))

    return dict(zip(MAKERS, asyncio.run(read_all()), strict=True))


def test_the_corpus_has_every_format_and_every_kind_of_trouble() -> None:
    assert len(MAKERS) >= 60
    assert len(set(MAKERS)) == len(MAKERS)


@pytest.mark.parametrize("maker", MAKERS)
def test_a_document_is_read_as_what_it_is(maker: str, readings: dict[str, Got]) -> None:
    got, case = readings[maker], readings[maker].case
    assert (got.status, got.media_type) == (case.status, case.media_type), got.error
    assert (case.error in got.error) if case.error else got.error == ""
    assert case.title is None or got.title == case.title
    for words in case.words:
        assert words in got.text
    for words in case.absent:
        assert words not in got.text + got.title + got.error
    for key, value in case.details:
        assert got.details.get(key) == value


@pytest.mark.parametrize("maker", MAKERS)
def test_a_quotation_can_say_where_it_stands(maker: str, readings: dict[str, Got]) -> None:
    got = readings[maker]
    for quote in got.case.quotes:
        part = next((p for p in got.parts if quote.words in p.text), None)
        assert part is not None, quote.words
        assert part.page == quote.page
        assert not quote.place or part.place == quote.place
        assert not quote.heading or part.heading == quote.heading


@pytest.mark.parametrize("maker", MAKERS)
def test_parts_are_bounded_and_can_be_kept(maker: str, readings: dict[str, Got]) -> None:
    for part in readings[maker].parts:
        assert 0 < len(part.text) <= PART_CHARS
        assert "\0" not in part.text
        part.text.encode("utf-8")
        assert not part.level or part.heading


@pytest.mark.parametrize("maker", MAKERS)
def test_what_failed_says_so_in_a_sentence(maker: str, readings: dict[str, Got]) -> None:
    error = readings[maker].error
    if error:
        assert not error[0].islower()
        assert error.endswith(".")
        assert "Traceback" not in error
        assert all(c.isprintable() for c in error)
        assert len(error) < 400
