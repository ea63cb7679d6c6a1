"""A row's `_source` says the place in a file to people, and leads back to it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lattice.model.ids import new_id
from lattice.model.sources import FileSource, parse_source, source_text
from lattice.model.visible import visible

ID = "01JZXAM9F0C5QW8D0V6K3T7R2N"


def test_a_source_reads_as_people_say_it() -> None:
    text = source_text(ID, "report.pdf", place="page 3", heading="Methods › Sampling", at=5120, page=3)
    assert text == f"report.pdf · page 3 · Methods › Sampling <lattice://_files/{ID}?at=5120&page=3>"
    assert source_text(ID, "a.txt") == f"a.txt <lattice://_files/{ID}>"


@given(st.text(), st.text(), st.text(), st.none() | st.integers(0, 10**12), st.none() | st.integers(1, 10**6))
def test_every_source_leads_back_to_its_place(
    name: str, place: str, heading: str, at: int | None, page: int | None
) -> None:
    file_id = new_id()
    text = source_text(file_id, name, place=place, heading=heading, at=at, page=page)
    back = parse_source(text)
    assert visible(text) == text
    assert back is not None
    assert (back.file_id, back.at, back.page) == (file_id, at, page)


@given(st.text())
def test_other_sources_lead_nowhere(text: str) -> None:
    assert parse_source(text) is None
    assert parse_source(f"<lattice://_files/{ID}> {text}x") is None


def test_what_a_reader_does_not_know_is_passed_over() -> None:
    text = f"a.txt <lattice://_files/{ID}?at=x&page=0&line=7>"
    assert parse_source(text) == FileSource(ID, "a.txt")
    assert parse_source(f"a.txt <lattice://_files/{ID.lower()}>") is None
    assert parse_source(None) is None
