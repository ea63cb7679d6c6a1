"""Every document of the corpus: its text, where it stands, and what is said when there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lattice.ingest.documents import read_document
from lattice.model.files import PART_CHARS, FileStatus, Part
from tests.ingest.documents.case import Case
from tests.ingest.documents.corpus import make_corpus
from tests.ingest.documents.hostile import HOSTILE
from tests.ingest.documents.odd import ODD, OddMaker
from tests.ingest.documents.ordinary import ORDINARY, Maker


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


async def reading_of(case: Case) -> Got:
    async with read_document(case.path, limits=case.limits) as reading:
        parts = list(reading.parts())
        return Got(
            *(case, reading.media_type, reading.status, reading.error, reading.title, reading.details), parts
        )


def check_what_it_is(got: Got) -> None:
    case = got.case
    assert (got.status, got.media_type) == (case.status, case.media_type), got.error
    assert case.title is None or got.title == case.title
    for words in case.words:
        assert words in got.text
    for words in case.absent:
        assert words not in got.text + got.title + got.error
    for key, value in case.details:
        assert got.details.get(key) == value


def check_quotations_can_say_where_they_stand(got: Got) -> None:
    for quote in got.case.quotes:
        part = next((p for p in got.parts if quote.words in p.text), None)
        assert part is not None, quote.words
        assert part.page == quote.page
        assert not quote.place or part.place == quote.place
        assert not quote.heading or part.heading == quote.heading


def check_parts_can_be_kept(got: Got) -> None:
    for part in got.parts:
        assert 0 < len(part.text) <= PART_CHARS
        assert "\0" not in part.text
        part.text.encode("utf-8")
        assert not part.level or part.heading


def check_trouble_is_said_in_a_sentence(got: Got) -> None:
    assert (got.case.error in got.error) if got.case.error else got.error == ""
    if got.error:
        assert not got.error[0].islower()
        assert got.error.endswith(".")
        assert all(c.isprintable() for c in got.error)
        assert len(got.error) < 400


def check(got: Got) -> None:
    check_what_it_is(got)
    check_quotations_can_say_where_they_stand(got)
    check_parts_can_be_kept(got)
    check_trouble_is_said_in_a_sentence(got)


@pytest.mark.parametrize("make", ORDINARY, ids=lambda make: make.__name__)
async def test_an_ordinary_document_is_read_whole(make: Maker, tmp_path: Path) -> None:
    check(await reading_of(make(tmp_path, ORDINARY.index(make))))


@pytest.mark.parametrize("make", ODD, ids=lambda make: make.__name__)
async def test_an_odd_document_is_read_as_far_as_it_goes(make: OddMaker, tmp_path: Path) -> None:
    check(await reading_of(make(tmp_path)))


@pytest.mark.parametrize("make", HOSTILE, ids=lambda make: make.__name__)
async def test_a_hostile_document_does_no_harm(make: OddMaker, tmp_path: Path) -> None:
    check(await reading_of(make(tmp_path)))


def test_the_corpus_has_as_many_documents_as_are_wanted(tmp_path: Path) -> None:
    cases = make_corpus(tmp_path, 60)
    assert len({case.path for case in cases}) == 60
    assert all(case.path.is_file() for case in cases)
    assert len({*ORDINARY, *ODD, *HOSTILE}) == len(ORDINARY) + len(ODD) + len(HOSTILE) >= 60
