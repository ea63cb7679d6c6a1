from __future__ import annotations

from pathlib import Path

import pytest

from lattice.tui.dropping import dropped
from lattice.tui.parcels import What, parcel_of


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    folder = tmp_path / "my papers"
    folder.mkdir()
    first, second = folder / "a b.md", folder / "c'd.txt"
    first.write_text("a")
    second.write_text("b")
    return first, second


def test_paths_dropped_in_any_spelling_of_terminals_are_understood(two: tuple[Path, Path]) -> None:
    first, second = (str(path) for path in two)
    escaped = first.replace(" ", "\\ ")
    assert dropped(first) == (first,)
    assert dropped(f"'{first}' ") == (first,)
    assert dropped(escaped) == (first,)
    assert dropped(Path(first).as_uri()) == (first,)
    assert dropped(f"{first}\n{second}\n") == (first, second)
    assert dropped(f'{escaped} "{second}"') == (first, second)
    assert dropped("https://example.org/a") == ("https://example.org/a",)


@pytest.mark.parametrize("text", ["", "some words", "/nowhere/at/all", "a.md", "x" * 300_000, "'", "\0"])
def test_a_paste_that_is_no_path_is_left_alone(text: str) -> None:
    assert dropped(text) == ()


def test_a_path_among_other_words_is_a_text(two: tuple[Path, Path]) -> None:
    assert dropped(f"see '{two[0]}' for more") == ()


def test_what_is_data_becomes_tables_and_what_is_not_becomes_documents(two: tuple[Path, Path]) -> None:
    folder = two[0].parent
    data = folder / "people.csv"
    data.write_text("a\n1\n")
    assert parcel_of(str(data)).what is What.TABLES
    assert parcel_of(str(data)).turned().what is What.DOCUMENTS
    assert parcel_of(str(two[0])).choices == (What.DOCUMENTS,)
    mixed = parcel_of(str(folder))
    assert (mixed.what, mixed.note) == (What.DOCUMENTS, "3 files, 1 of them data")
    for path in two:
        path.unlink()
    assert parcel_of(str(folder)).what is What.TABLES
